import { describe, expect, it } from "vitest";
import { fieldText, keptValue, type MeasureUnit, valueText } from "../../../kernel/measure.ts";
import { readAmount } from "../../../ui/amount.ts";
import {
  blankForm,
  changesOf,
  type FormState,
  formOf,
  offeredValue,
  readForm,
  type UnitOf,
} from "./objective-draft.ts";

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

describe("a value offered as a start", () => {
  it.each([
    [4.23456, "percent", 4.23, "4,23\u202f%"],
    [0.4372, "percent", 0.44, "0,44\u202f%"],
    [41.27, "percent", 41.3, "41,3\u202f%"],
    [26_034.4, "count", 26_034, "26\u202f034"],
    [3.26, "count", 3.3, "3,3"],
    [1.23456, "ratio", 1.235, "1,235"],
    [123_456.7, "cents", 123_500, "1\u202f235\u00a0€"],
    [456.7, "cents", 457, "4,57\u00a0€"],
    [4_234, "seconds", 4_260, "1\u00a0h\u00a011"],
    [45.4, "seconds", 45, "45\u00a0s"],
  ] as const)("%d in %s is no finer than it is shown, and the field holds just that", (value, unit, kept, shown) => {
    const offered = offeredValue(value, unit as MeasureUnit);
    expect(offered.value).toBe(kept);
    expect(valueText(offered.value, unit, "fr", "EUR", offered.more)).toBe(shown);
    expect(keptValue(readAmount(fieldText(offered.value, unit, "fr"), "fr") as number, unit)).toBeCloseTo(kept, 3);
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
