// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from "@tanstack/react-router";
import { cleanup, configure, fireEvent, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Role } from "../../../kernel/operation.ts";
import { OrganisationProvider } from "../../../ui/organisation.tsx";
import { draw } from "../../../ui/testing.tsx";
import type { Bridge } from "../contract.ts";
import { BridgePage } from "./bridge-page.tsx";
import { fileNameIn } from "./download.ts";
import { paragraphsOf } from "./summary-part.tsx";
import { firstOf, placeOf } from "./waiting-list.tsx";

// The library waits one second, too little on a busy machine.
configure({ asyncUtilTimeout: 15_000 });

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const figure = (value: number | null) => ({
  value,
  reason: value === null ? ("no-data" as const) : null,
  basis: "daily" as const,
  numerator: null,
  denominator: null,
  daysKnown: 7,
  daysInPeriod: 7,
  gaps: [],
  interval: null,
});
const reach: Bridge["figures"][number] = {
  indicator: {
    id: "reach",
    code: "V1",
    label: "couverture",
    definition: "",
    formula: "comptes distincts touchés",
    trap: "",
    family: "visibility",
    unit: "count",
    direction: "more",
    additive: false,
    metrics: ["reach"],
    retirements: [],
  },
  comparison: {
    indicator: "reach",
    current: figure(8412),
    previous: figure(10258),
    lastYear: figure(null),
    changeFromPrevious: -0.18,
    changeFromLastYear: null,
    signal: { verdict: "signal-down", lower: 9100, upper: 11600, centre: 10300, rule: "beyond-limit" },
  },
  accountId: 8,
  accountName: "Ville de Kermor",
  partial: false,
};
const waiting: Bridge["waiting"] = [
  {
    kind: "late-objective",
    title: "Un objectif est en retard",
    detail: "22 sur 60.",
    urgency: "look",
    link: "/o/kermor/objectives",
  },
  {
    kind: "validate-report",
    title: "Valider le rapport",
    detail: "Relisez-le.",
    urgency: "look",
    link: "/o/kermor/reports/2026-W46",
  },
];
const bridge = {
  period: "2026-W46",
  range: { from: "2026-11-09", to: "2026-11-15" },
  sentence: "Semaine 46 : la couverture recule de 18 %, au-delà de son ordinaire.",
  tone: "look",
  figures: [reach],
  chart: null,
  objectives: [
    {
      objective: { id: 9, statement: "Recruter 60 bénévoles", measure: "cumulative", target: 60, dueOn: "2027-01-21" },
      attainment: {
        objectiveId: 9,
        current: 22,
        expected: 33,
        rate: 0.37,
        expectedRate: 0.55,
        verdict: "late",
        neededPerWeek: 4,
        guardRailHolds: null,
      },
      indicator: { ...reach.indicator, id: "volunteers", label: "bénévoles inscrits" },
    },
  ],
  waiting,
};

async function open(
  answer: (path: string) => Response,
  at = "/o/kermor",
  roles: readonly Role[] = ["manager", "admin"],
) {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (input: Request | string) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input, "http://localhost");
    asked.push(pathname);
    return answer(pathname);
  });
  const inView = {
    slug: "kermor",
    name: "Ville de Kermor",
    kind: "local-authority" as const,
    timeZone: "Europe/Paris",
    currency: "EUR",
    demonstration: false,
    roles,
  };
  const root = createRootRoute();
  const page = createRoute({
    getParentRoute: () => root,
    path: "/o/$slug",
    component: () => (
      <OrganisationProvider value={inView}>
        <BridgePage />
      </OrganisationProvider>
    ),
  });
  const router = createRouter({
    routeTree: root.addChildren([page]),
    history: createMemoryHistory({ initialEntries: [at] }),
  });
  await draw(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
  const heading = await screen.findByRole("heading", { level: 1 });
  return { asked, heading, router };
}

describe("the bridge", () => {
  it("says the week, shows its figures with their usual range, and what to do first", async () => {
    const { heading } = await open(() => Response.json(bridge));
    expect(heading.textContent).toBe(bridge.sentence);
    expect(screen.getByRole("button", { name: "Relire et valider le rapport" })).toBeTruthy();
    const number = screen.getByText("8 412").closest("a");
    expect(number?.getAttribute("href")).toContain("/o/kermor/indicators/reach?account=8");
    expect(screen.getByText("−18 %, ordinaire 9 100–11 600")).toBeTruthy();
    expect(screen.getByText("signal, en baisse")).toBeTruthy();
    expect(screen.getByRole("img", { name: "Recruter 60 bénévoles\u00a0: en retard, 22 sur 60." })).toBeTruthy();
    expect(screen.getByText("22 sur 60 · il en faudrait 4 par semaine")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Un objectif est en retard" })).toBeTruthy();
  });
  it("shows why a figure is a signal, when rounding would hide it", async () => {
    const comparison = {
      ...reach.comparison,
      current: figure(0.437),
      previous: figure(0.2),
      signal: { verdict: "signal-up" as const, lower: 0, upper: 0.412, centre: 0.2, rule: "beyond-limit" },
    };
    const share = { ...reach, indicator: { ...reach.indicator, unit: "percent" as const }, comparison };
    await open(() => Response.json({ ...bridge, figures: [share] }));
    expect(screen.getByText("0,44")).toBeTruthy();
    expect(screen.getByText("+0,2 pt, ordinaire 0 %–0,41 %")).toBeTruthy();
  });
  it("does not ask to validate a period without a figure", async () => {
    await open(() => Response.json({ ...bridge, figures: [] }));
    expect(screen.queryByRole("button", { name: "Relire et valider le rapport" })).toBeNull();
    expect(screen.queryByRole("link", { name: "Valider le rapport" })).toBeNull();
    expect(screen.getByText(/Aucun chiffre n’est connu/u)).toBeTruthy();
  });
  it("offers a fresh organisation three ways to begin, and the demonstration at once", async () => {
    const { asked } = await open((path) =>
      path === "/api/demonstration"
        ? Response.json({ code: "demonstration/already-there", status: 409 }, { status: 409 })
        : Response.json({ ...bridge, tone: "empty", figures: [], objectives: [], waiting: [] }),
    );
    expect(screen.getByRole("button", { name: "Importer un premier export" })).toBeTruthy();
    expect(screen.getByRole("link", { name: "Proposer un objectif" })).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Explorer avec la démonstration" }));
    expect(await screen.findByText(/Vous avez déjà les organisations de démonstration/u)).toBeTruthy();
    expect(asked).toContain("/api/demonstration");
  });
  it("offers a reader only what a reader may do", async () => {
    await open(() => Response.json({ ...bridge, tone: "empty", figures: [], waiting: [] }), "/o/kermor", ["reader"]);
    expect(screen.queryByRole("button", { name: "Importer un premier export" })).toBeNull();
  });
  it("tells a reader who can bring what is missing, not to bring it", async () => {
    await open(() => Response.json({ ...bridge, figures: [], objectives: [], waiting: [] }), "/o/kermor", ["reader"]);
    expect(screen.getByText(/Un Community Manager ou le Social Media Manager peut importer l’export/u)).toBeTruthy();
    expect(screen.getByText(/Un décideur ou le Social Media Manager peut en proposer un/u)).toBeTruthy();
    expect(document.body.textContent).not.toMatch(/importez|Importez/u);
    expect(screen.queryByRole("link", { name: "Proposer un objectif" })).toBeNull();
  });
  it("asks nothing about a period that has not begun, and leads back", async () => {
    const { asked, heading, router } = await open(() => Response.json(bridge), "/o/kermor?period=2027-W10");
    expect(heading.textContent).toBe("Cette période n’a pas commencé.");
    expect(asked).toEqual([]);
    fireEvent.click(screen.getByRole("button", { name: "Revenir à la dernière semaine complète" }));
    await screen.findByText(bridge.sentence);
    expect(router.state.location.search).toEqual({ period: "2026-W46" });
  });
  it("keeps its heading when it fails, says why, and tries again", async () => {
    let failing = true;
    await open(() =>
      failing ? Response.json({ code: "access/unexpected", status: 403 }, { status: 403 }) : Response.json(bridge),
    );
    expect(screen.getByRole("alert").textContent).toContain("Quelque chose n’a pas fonctionné");
    failing = false;
    fireEvent.click(screen.getByRole("button", { name: "Réessayer" }));
    expect(await screen.findByText(bridge.sentence)).toBeTruthy();
  });
});

describe("what waits", () => {
  it("begins with what can be done, not with what can only be looked at", () => {
    expect(firstOf(waiting)?.kind).toBe("validate-report");
    expect(firstOf(waiting.slice(0, 1))?.kind).toBe("late-objective");
    expect(firstOf([])).toBeUndefined();
  });
  it("leads inside the organisation, a report with its own period", () => {
    expect(placeOf("/o/kermor/imports", "kermor")).toEqual({ to: "/imports", search: {} });
    expect(placeOf("/o/kermor/reports/2026-W46", "kermor")).toEqual({
      to: "/reports/2026-W46",
      search: { period: "2026-W46" },
    });
  });
});

describe("a report", () => {
  it("does not say its lead twice", () => {
    expect(paragraphsOf("Le titre.\n\nUn.\n\n\n Deux. ", "Le titre.")).toEqual(["Un.", "Deux."]);
  });
  it("takes the name that the server gave the file", () => {
    expect(fileNameIn('attachment; filename="rapport-kermor-2026-W46.pdf"', "x")).toBe("rapport-kermor-2026-W46.pdf");
    expect(fileNameIn(null, "2026-W46.pdf")).toBe("2026-W46.pdf");
  });
});
