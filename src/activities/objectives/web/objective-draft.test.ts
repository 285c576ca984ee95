import { describe, expect, it } from "vitest";
import { blankForm, changesOf, type FormState, formOf, readForm, type UnitOf } from "./objective-draft.ts";

const units: Record<string, ReturnType<UnitOf>> = { revenue: "cents", "engagement-rate": "percent", cpa: "cents" };
const unitOf: UnitOf = (id) => units[id] ?? "count";
const today = "2026-11-16";

const form = (part: Partial<FormState>): FormState => ({
  ...blankForm(today),
  statement: "Porter le taux d’interactions à 5 %",
  indicator: "engagement-rate",
  target: "5",
  ...part,
});
const faultsOf = (part: Partial<FormState>) => {
  const read = readForm(form(part), unitOf, "fr", today);
  return "faults" in read ? read.faults.map((fault) => [fault.field, fault.refusal?.code]) : [];
};

describe("the form of an objective", () => {
  it("gives amounts in the unit of the indicator", () => {
    const read = readForm(
      form({ indicator: "revenue", measure: "cumulative", target: "12 500,50", guardRail: "cpa", guardRailLimit: "8" }),
      unitOf,
      "fr",
      today,
    );
    expect(read).toMatchObject({ draft: { target: 1_250_050, baseline: null, guardRailLimit: 800, perimeter: {} } });
  });

  it("reads the perimeter", () => {
    expect(readForm(form({ perimeter: "network:instagram" }), unitOf, "fr", today)).toMatchObject({
      draft: { perimeter: { network: "instagram" } },
    });
    expect(readForm(form({ perimeter: "account:12" }), unitOf, "fr", today)).toMatchObject({
      draft: { perimeter: { accountId: 12 } },
    });
  });

  it.each<[Partial<FormState>, string, string | undefined]>([
    [{ statement: "court" }, "statement", undefined],
    [{ statement: "Porter le taux à … %" }, "statement", undefined],
    [{ target: "beaucoup" }, "target", undefined],
    [{ target: "" }, "target", undefined],
    [{ indicator: "" }, "indicator", undefined],
    [{ baseline: "x" }, "baseline", undefined],
    [{ guardRail: "cpa" }, "guardRailLimit", undefined],
    [{ target: "120" }, "target", "objectives/percent-out-of-range"],
    [{ baseline: "6" }, "target", "objectives/target-against-direction"],
    [{ baseline: "5" }, "target", "objectives/target-equals-baseline"],
    [{ measure: "cumulative" }, "measure", "objectives/indicator-not-summable"],
    [{ startsOn: "2026-12-01", dueOn: "2026-12-01" }, "dueOn", "objectives/due-before-start"],
    [{ startsOn: "2026-01-01", dueOn: "2026-03-01" }, "dueOn", "objectives/due-in-the-past"],
    [{ guardRail: "engagement-rate", guardRailLimit: "2" }, "guardRail", "objectives/guard-rail-is-indicator"],
  ])("%j is refused at its field", (part, field, code) => {
    expect(faultsOf(part)).toEqual([[field, code]]);
  });

  it("names every fault at once", () => {
    expect(faultsOf({ statement: "", target: "" }).map(([field]) => field)).toEqual(["target", "statement"]);
  });
});

describe("a change", () => {
  const read = readForm(form({}), unitOf, "fr", today);
  if (!("draft" in read)) throw new Error("the form of this test must be right");
  const before = {
    ...read.draft,
    baseline: 4.123456789,
    id: 1,
    state: "adopted" as const,
    createdBy: "Anne",
    createdAt: "2026-11-01T09:00:00Z",
    adoptedAt: "2026-11-02T09:00:00Z",
    adoptedBy: "Anne",
  };

  it("holds nothing when nothing was changed, whatever the rounding of the fields", () => {
    const again = readForm(formOf(before, unitOf, "fr"), unitOf, "fr", null);
    expect("draft" in again && changesOf(before, again.draft)).toEqual({});
  });
  it("holds what was changed and no more", () => {
    const again = readForm({ ...formOf(before, unitOf, "fr"), target: "5,5" }, unitOf, "fr", null);
    expect("draft" in again && changesOf(before, again.draft)).toEqual({ target: 5.5 });
  });
});
