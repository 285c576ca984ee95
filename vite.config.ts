import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The browser's bundle. The server needs none: it runs its TypeScript as it is and serves `dist/web`. */
export default defineConfig({
  root: "src/app/web",
  publicDir: "public",
  plugins: [react()],
  server: { proxy: { "/api": "http://127.0.0.1:4150" } },
  build: {
    outDir: "../../../dist/web",
    emptyOutDir: true,
    target: "es2022",
    // The page forbids inline scripts and styles; data: addresses are for small drawings only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    chunkSizeWarningLimit: 700,
  },
});
