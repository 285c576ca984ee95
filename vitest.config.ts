import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["src/**/*.test.{ts,tsx}", "scripts/**/*.test.ts"],
          globalSetup: "src/platform/db/testing-setup.ts",
        },
      },
      {
        extends: true,
        // Journeys in a real browser, on the built page and a real server each.
        test: { name: "journeys", include: ["e2e/**/*.spec.ts"], testTimeout: 120_000, fileParallelism: false },
      },
    ],
  },
});
