// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { cleanup, configure, fireEvent, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, it, vi } from "vitest";
import { OrganisationProvider } from "../../../ui/organisation.tsx";
import { draw } from "../../../ui/testing.tsx";
import { catalogue, type IndicatorId } from "../../indicators/catalogue.ts";
import type { ObjectiveDraft } from "../contract.ts";
import type { Names, SeenIndicator } from "./names.ts";
import { blankForm } from "./objective-draft.ts";
import { ObjectiveForm } from "./objective-form.tsx";

// The library waits one second, too little on a busy machine.
configure({ asyncUtilTimeout: 15_000 });

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const indicators = (["revenue", "engagement-rate", "cpa"] as const satisfies readonly IndicatorId[]).map(
  (id): SeenIndicator => {
    const { code, label, formulaText, trap, family, unit, direction, additive } = catalogue[id];
    const texts = { label: label.fr, definition: formulaText.fr, formula: formulaText.fr, trap: trap.fr };
    return { id, code, ...texts, family, unit, direction, additive, metrics: ["engagements"], retirements: [] };
  },
);
const names: Names = {
  indicators,
  accounts: [],
  departments: [{ id: 3, name: "Culture", archivedAt: null }],
  members: [],
  indicator: (id) => indicators.find((each) => each.id === id),
  label: (id) => indicators.find((each) => each.id === id)?.label ?? id,
  unitOf: (id) => indicators.find((each) => each.id === id)?.unit ?? "count",
  amount: (value) => String(value),
  perimeter: () => "Toute l’organisation",
  department: String,
  account: String,
  member: String,
};
const kermor = {
  slug: "kermor",
  name: "Kermor",
  kind: "local-authority",
  timeZone: "Europe/Paris",
  currency: "EUR",
  demonstration: false,
  roles: ["manager"],
} as const;

const unknown = { value: null, reason: null, range: null, sources: [], importedAt: null };

function Written({ onSubmit }: { onSubmit: (draft: ObjectiveDraft) => void }) {
  const [state, setState] = useState(blankForm("2026-11-16"));
  return (
    <OrganisationProvider value={kermor}>
      <ObjectiveForm
        state={state}
        onChange={setState}
        names={names}
        dueAfter="2026-11-16"
        busy={false}
        error={null}
        verb="Proposer"
        onSubmit={onSubmit}
      />
    </OrganisationProvider>
  );
}

/** The form under a router and a server that answers what an indicator is worth today. */
async function open(onSubmit: (draft: ObjectiveDraft) => void, baselines: Record<string, object> = {}) {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (input: Request | string) => {
    const { pathname, searchParams } = new URL(input instanceof Request ? input.url : input, "http://localhost");
    asked.push(`${pathname}?${searchParams}`);
    return Response.json({ ...unknown, ...baselines[searchParams.get("indicator") ?? ""] });
  });
  const root = createRootRoute({ component: () => <Written onSubmit={onSubmit} /> });
  const router = createRouter({ routeTree: root, history: createMemoryHistory() });
  await draw(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
  await screen.findByLabelText(/^L’objectif/u);
  return asked;
}

const write = (label: RegExp | string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

it("says nothing before it is sent, then every fault beside its field, the first one in focus", async () => {
  const onSubmit = vi.fn();
  await open(onSubmit);
  expect(screen.queryByRole("alert")).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Proposer" }));
  expect(screen.getByText("Écrivez une phrase d’au moins 8 caractères.")).toBeTruthy();
  expect(screen.getByText("Choisissez un indicateur.")).toBeTruthy();
  expect(screen.getByRole("alert").textContent).toBe("3 réponses sont à reprendre.");
  expect(document.activeElement?.tagName).toBe("TEXTAREA");
  expect(onSubmit).not.toHaveBeenCalled();
});

it("offers today’s value as the baseline with its days and source, and writes it only when it is taken", async () => {
  const asked = await open(vi.fn(), {
    "engagement-rate": {
      value: 4.23456,
      range: { from: "2026-10-19", to: "2026-11-15" },
      sources: ["Ville de Kermor", "Kermor en images"],
      importedAt: "2026-11-16T07:12:00Z",
    },
    cpa: { range: { from: "2026-10-19", to: "2026-11-15" }, reason: "no-data" },
  });
  const baseline = () => screen.getByLabelText(/^Départ/u) as HTMLInputElement;
  expect(asked).toEqual([]);
  write("Indicateur", "engagement-rate");
  const take = await screen.findByRole("button", { name: "Partir de 4,23\u202f%" });
  expect(asked).toEqual(["/api/objectives/baseline?indicator=engagement-rate&measure=level"]);
  expect(baseline().value).toBe("");
  const offer = take.closest(".formula")?.textContent;
  expect(offer).toMatch(/28 derniers jours.*19 oct\..*15 nov\. 2026/u);
  expect(offer).toMatch(/Ville de Kermor et Kermor en images/u);
  expect(offer).toMatch(/Dernier import.*16 nov\./u);
  expect(screen.getByRole("link", { name: "D’où vient ce chiffre" }).getAttribute("href")).toContain("source=");
  fireEvent.click(take);
  expect(baseline().value).toBe("4,23");
  await waitFor(() => expect(screen.queryByRole("button", { name: "Partir de 4,23\u202f%" })).toBeNull());

  write("Indicateur", "cpa");
  expect(await screen.findByText(/La valeur d’aujourd’hui n’est pas connue.*aucune mesure/u)).toBeTruthy();
});

it("shows the formula of the indicator, offers a total only where it adds up, and sends cents", async () => {
  const onSubmit = vi.fn();
  await open(onSubmit);
  write(/^L’objectif, en une phrase/, "Porter à 12 000 € le chiffre d’affaires venu des réseaux");
  write("Indicateur", "engagement-rate");
  expect(screen.queryByRole("radio", { name: /Un total/ })).toBeNull();
  write("Indicateur", "revenue");
  expect(screen.getByText(new RegExp(catalogue.revenue.formulaText.fr))).toBeTruthy();
  fireEvent.click(screen.getByRole("radio", { name: /Un total/ }));
  write(/^Cible \(EUR\)/, "12 000,50");
  fireEvent.click(screen.getByRole("checkbox", { name: "Culture" }));
  fireEvent.click(screen.getByRole("button", { name: "Proposer" }));
  expect(onSubmit).toHaveBeenCalledOnce();
  expect(onSubmit.mock.calls[0]?.[0]).toMatchObject({
    indicator: "revenue",
    measure: "cumulative",
    target: 1_200_050,
    departmentIds: [3],
  });
});
