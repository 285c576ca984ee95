// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, it, vi } from "vitest";
import { OrganisationProvider } from "../../../ui/organisation.tsx";
import { draw } from "../../../ui/testing.tsx";
import { catalogue, type IndicatorId } from "../../indicators/catalogue.ts";
import type { ObjectiveDraft } from "../contract.ts";
import type { Names, SeenIndicator } from "./names.ts";
import { blankForm } from "./objective-draft.ts";
import { ObjectiveForm } from "./objective-form.tsx";

afterEach(cleanup);

const indicators = (["revenue", "engagement-rate", "cpa"] as const satisfies readonly IndicatorId[]).map(
  (id): SeenIndicator => {
    const { code, label, formulaText, trap, family, unit, direction, additive } = catalogue[id];
    const texts = { label: label.fr, definition: formulaText.fr, formula: formulaText.fr, trap: trap.fr };
    return { id, code, ...texts, family, unit, direction, additive, metrics: [], retirements: [] };
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

const write = (label: RegExp | string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

it("says nothing before it is sent, then every fault beside its field, the first one in focus", async () => {
  const onSubmit = vi.fn();
  await draw(<Written onSubmit={onSubmit} />);
  expect(screen.queryByRole("alert")).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Proposer" }));
  expect(screen.getByText("Écrivez une phrase d’au moins 8 caractères.")).toBeTruthy();
  expect(screen.getByText("Choisissez un indicateur.")).toBeTruthy();
  expect(screen.getByRole("alert").textContent).toBe("3 réponses sont à reprendre.");
  expect(document.activeElement?.tagName).toBe("TEXTAREA");
  expect(onSubmit).not.toHaveBeenCalled();
});

it("shows the formula of the indicator, offers a total only where it adds up, and sends cents", async () => {
  const onSubmit = vi.fn();
  await draw(<Written onSubmit={onSubmit} />);
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
