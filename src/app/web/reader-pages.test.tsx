// @vitest-environment happy-dom
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { cleanup, configure, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import type { Role } from "../../kernel/operation.ts";
import { draw } from "../../ui/testing.tsx";
import { forgetAll } from "./queries.ts";
import { makeRouter } from "./routes.tsx";

// The library waits one second, too little on a busy machine.
configure({ asyncUtilTimeout: 15_000 });

afterEach(() => {
  cleanup();
  forgetAll();
  localStorage.clear();
  vi.unstubAllGlobals();
});

const objective = {
  id: 9,
  statement: "Porter le taux d’interactions à 5 %",
  kind: "conversations",
  indicator: "engagement-rate",
  perimeter: {},
  measure: "level",
  direction: "more",
  baseline: null,
  target: 5,
  startsOn: "2026-11-01",
  dueOn: "2027-01-31",
  departmentIds: [],
  ownerMemberId: null,
  guardRail: null,
  guardRailLimit: null,
  state: "adopted",
  createdBy: "Anne",
  createdAt: "2026-11-01T08:00:00Z",
  adoptedAt: "2026-11-01T08:00:00Z",
  archivedAt: null,
};
const attainment = {
  objectiveId: 9,
  asOf: "2026-11-16",
  current: null,
  expected: null,
  rate: null,
  expectedRate: null,
  verdict: "unknown",
  daysLeft: 76,
  neededPerWeek: null,
  guardRailHolds: null,
  reason: "no-data",
  daysKnown: 0,
  daysElapsed: 28,
  gaps: [],
};
const account = {
  accountId: 3,
  accountName: "Ville de Kermor",
  network: "facebook",
  lastDay: "2026-10-01",
  lastPostOn: null,
  lastImportAt: "2026-10-02T08:00:00Z",
};

/** An organisation where everything is still missing, as the server tells it to somebody with these roles. */
async function open(path: string, roles: readonly Role[]) {
  const answers: Record<string, unknown> = {
    "/api/me": {
      name: "Yann",
      email: "yann@kermor.example",
      twoFactor: false,
      organisations: [{ slug: "kermor", name: "Kermor", kind: "local-authority", roles, demonstration: false }],
    },
    "/api/organisation": {
      slug: "kermor",
      name: "Kermor",
      kind: "local-authority",
      timeZone: "Europe/Paris",
      currency: "EUR",
      demonstration: false,
    },
    "/api/objectives": [{ objective, attainment }],
    "/api/measurements/freshness": [account],
  };
  vi.stubGlobal("fetch", async (input: RequestInfo | URL) => {
    const { pathname } = new URL(input instanceof Request ? input.url : String(input), location.origin);
    return Response.json(pathname.startsWith("/api/sign-in/") ? null : (answers[pathname] ?? []));
  });
  const router = makeRouter();
  router.update({ history: createMemoryHistory({ initialEntries: [path] }) });
  await draw(<RouterProvider router={router} />);
  await screen.findByRole("heading", { level: 1 });
}

const pages = ["/o/kermor/reports", "/o/kermor/objectives", "/o/kermor/imports"];

it.each(pages)("%s tells a reader who can import, and asks nothing that they cannot do", async (path) => {
  await open(path, ["reader"]);
  const main = document.querySelector("main")?.textContent ?? "";
  expect(main).toMatch(/Un Community Manager ou le Social Media Manager peut importer/u);
  expect(main).not.toMatch(/importez|déposez/iu);
  expect(screen.queryByRole("button", { name: /Importer/u })).toBeNull();
});

it.each(pages)("%s tells whoever can import to do it", async (path) => {
  await open(path, ["community"]);
  const main = document.querySelector("main")?.textContent ?? "";
  expect(main).not.toMatch(/peut importer/u);
  expect(main).toMatch(/importez|Importer un premier export/iu);
});
