import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, lengthInDays } from "../../kernel/period.ts";
import type { Figure } from "../indicators/contract.ts";
import { templates } from "./catalogue.ts";
import { type Objective, type ObjectiveDraft, objectiveKinds } from "./contract.ts";
import {
  attainmentOf,
  checkDraft,
  checkDueDay,
  differenceOf,
  expectedOn,
  rateOf,
  trajectoryDays,
  trajectoryWindow,
  windowsOf,
} from "./rules.ts";

function anObjective(given: Partial<Objective> = {}): Objective {
  return {
    id: 1,
    statement: "Recueillir mille signatures",
    kind: "cause",
    indicator: "signatures",
    perimeter: {},
    measure: "cumulative",
    direction: "more",
    baseline: null,
    target: 1_000,
    startsOn: "2026-09-01",
    dueOn: "2026-12-09",
    departmentIds: [],
    ownerMemberId: null,
    guardRail: null,
    guardRailLimit: null,
    state: "adopted",
    createdBy: "Anne",
    createdAt: new Date("2026-09-01T08:00:00Z"),
    adoptedAt: null,
    adoptedBy: null,
    ...given,
  };
}
/** 100 days, of which 50 are over on 20 October. */
/** A day by which everything told here is long over. */
const later = "2027-06-01";
const halfWay = "2026-10-20";

const aFigure = (value: number | null, reason: Figure["reason"] = "no-data", daysKnown = 7): Figure => ({
  value,
  reason: value === null ? reason : null,
  basis: value === null ? "none" : "daily",
  numerator: null,
  denominator: null,
  daysKnown,
  daysInPeriod: 7,
  gaps: [],
  interval: null,
});
const attain = (objective: Objective, value: number | null, asOf = halfWay) =>
  attainmentOf(objective, [aFigure(value)], null, asOf);

describe("an objective must be measurable", () => {
  const refused = (given: Partial<ObjectiveDraft>) => {
    try {
      checkDraft(anObjective(given as Partial<Objective>));
      return null;
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  it("takes one that is", () => {
    expect(refused({})).toBeNull();
    expect(refused({ measure: "level", indicator: "engagement-rate", target: 5, baseline: 4.6 })).toBeNull();
    expect(refused({ measure: "level", indicator: "followers", direction: "hold", baseline: 1_000 })).toBeNull();
    expect(refused({ measure: "level", indicator: "reach-rate", target: 240, baseline: 180 })).toBeNull();
  });
  it.each<[string, Partial<ObjectiveDraft>]>([
    ["due-before-start", { dueOn: "2026-09-01" }],
    ["target-equals-baseline", { baseline: 1_000 }],
    ["target-against-direction", { baseline: 1_200 }],
    ["target-against-direction", { direction: "less", measure: "level", indicator: "cpa", baseline: 900 }],
    ["indicator-not-summable", { indicator: "reach" }],
    ["guard-rail-is-indicator", { guardRail: "signatures", guardRailLimit: 1 }],
    ["guard-rail-limit-missing", { guardRail: "negative-share" }],
    ["percent-out-of-range", { indicator: "response-rate", measure: "level", target: 120 }],
    ["percent-out-of-range", { indicator: "engagement-rate", measure: "level", target: 5, baseline: -1 }],
  ])("refuses: %s", (code, given) => {
    expect(refused(given)).toBe(`objectives/${code}`);
  });
  it("refuses a due date in the past, not today", () => {
    expect(() => checkDueDay("2026-11-15", "2026-11-16")).toThrow(/due-in-the-past/);
    expect(() => checkDueDay("2026-11-16", "2026-11-16")).not.toThrow();
  });
});

describe("what an objective is read over", () => {
  it("leave out the day under way, which belongs to a running total only", () => {
    const weekly = anObjective({ measure: "per-week" });
    const sunday = "2026-09-13";
    expect(windowsOf(weekly, sunday, sunday)).toEqual([]);
    expect(windowsOf(weekly, sunday, "2026-09-14")).toHaveLength(1);
    expect(windowsOf(anObjective({ measure: "level" }), halfWay, halfWay)[0]?.to).toBe(addDays(halfWay, -1));
    expect(windowsOf(anObjective(), halfWay, halfWay)[0]?.to).toBe(halfWay);
  });

  it("a total: from its start, and not past its due day", () => {
    expect(windowsOf(anObjective(), halfWay, later)).toEqual([{ from: "2026-09-01", to: halfWay }]);
    expect(windowsOf(anObjective(), "2027-02-01", later)).toEqual([{ from: "2026-09-01", to: "2026-12-09" }]);
    expect(windowsOf(anObjective(), "2026-08-31", later)).toEqual([]);
  });
  it("a rhythm: its last whole weeks, or its last whole month", () => {
    const weekly = anObjective({ measure: "per-week" });
    expect(windowsOf(weekly, "2026-09-13", later)).toEqual([{ from: "2026-09-07", to: "2026-09-13" }]);
    expect(windowsOf(weekly, "2026-09-12", later)).toEqual([]);
    expect(windowsOf(weekly, halfWay, later)).toHaveLength(4);
    expect(windowsOf(weekly, halfWay, later).at(-1)).toEqual({ from: "2026-10-12", to: "2026-10-18" });
    const monthly = anObjective({ measure: "per-month" });
    expect(windowsOf(monthly, halfWay, later)).toEqual([{ from: "2026-09-01", to: "2026-09-30" }]);
    expect(windowsOf(monthly, "2026-09-29", later)).toEqual([]);
  });
  it("a level: the last four weeks", () => {
    expect(windowsOf(anObjective({ measure: "level" }), halfWay, later).map(lengthInDays)).toEqual([28]);
  });
});

describe("where it stands", () => {
  it("a total, against a straight line from nothing", () => {
    expect(attain(anObjective(), 520)).toMatchObject({
      current: 520,
      expected: 500,
      rate: 0.52,
      expectedRate: 0.5,
      verdict: "on-course",
      daysLeft: 50,
      reason: null,
    });
    expect(attain(anObjective(), 300).verdict).toBe("late");
    expect(attain(anObjective(), 300).neededPerWeek).toBeCloseTo(98, 10);
    expect(attain(anObjective(), 1_004)).toMatchObject({ verdict: "reached", neededPerWeek: 0 });
    expect(attain(anObjective(), 990, "2026-12-09")).toMatchObject({
      verdict: "missed",
      daysLeft: 0,
      neededPerWeek: null,
    });
    expect(attain(anObjective(), 1_000, "2026-12-20").verdict).toBe("reached");
  });
  it("a growth: (current − start) ÷ (target − start)", () => {
    const growth = anObjective({ measure: "level", indicator: "followers", baseline: 5_000, target: 6_000 });
    expect(attain(growth, 5_250)).toMatchObject({ rate: 0.25, expected: 5_500, verdict: "late" });
    expect(attain(growth, 5_460).verdict).toBe("on-course");
    expect(attain(growth, 4_900).rate).toBeCloseTo(-0.1, 10);
  });
  it("a level whose start nobody knows: current ÷ target", () => {
    const level = anObjective({ measure: "level", indicator: "response-rate", target: 90 });
    expect(attain(level, 45)).toMatchObject({ rate: 0.5, expected: 90, verdict: "late" });
    expect(attain(level, 91).verdict).toBe("reached");
  });
  it("less: a cost that comes down, a total not to exceed", () => {
    const cost = anObjective({ measure: "level", indicator: "cpa", direction: "less", baseline: 2_400, target: 2_000 });
    expect(attain(cost, 2_150)).toMatchObject({ rate: 0.625, expected: 2_200, verdict: "on-course" });
    expect(attain(cost, 2_300).verdict).toBe("late");
    expect(attain(cost, 1_990).verdict).toBe("reached");
    const cap = anObjective({ indicator: "spend", direction: "less", target: 1_000 });
    expect(attain(cap, 400)).toMatchObject({ rate: 1, verdict: "on-course" });
    expect(attain(cap, 800)).toMatchObject({ rate: 0.625, verdict: "late", neededPerWeek: 28 });
    expect(attain(cap, 1_001, "2026-12-09").verdict).toBe("missed");
    expect(attain(cap, 900, "2026-12-09").verdict).toBe("reached");
  });
  it("hold: within five per cent of the target, until the end", () => {
    const hold = anObjective({ measure: "level", indicator: "followers", direction: "hold", target: 1_000 });
    expect(attain(hold, 1_040).verdict).toBe("on-course");
    expect(attain(hold, 940)).toMatchObject({ verdict: "late", expected: 1_000 });
    expect(attain(hold, 940).rate).toBeCloseTo(0.94, 10);
    expect(attain(hold, 960, "2026-12-09").verdict).toBe("reached");
  });
  it("a rhythm is the mean of the weeks that are known", () => {
    const weekly = anObjective({ measure: "per-week", indicator: "posts-published", target: 5 });
    const found = attainmentOf(
      weekly,
      [4, 6, null, 5].map((each) => aFigure(each)),
      null,
      halfWay,
    );
    expect(found).toMatchObject({
      current: 5,
      verdict: "reached",
      daysKnown: 28,
      daysElapsed: 28,
      neededPerWeek: null,
    });
  });
  it("stays unknown with its reason, and not started before its start", () => {
    const reach = anObjective({ measure: "per-week", indicator: "reach" });
    expect(attainmentOf(reach, [aFigure(null, "not-additive", 0)], null, halfWay)).toMatchObject({
      current: null,
      rate: null,
      verdict: "unknown",
      reason: "not-additive",
    });
    expect(attainmentOf(reach, [], null, "2026-09-03")).toMatchObject({ verdict: "unknown", reason: "too-early" });
    expect(attainmentOf(reach, [], null, "2026-08-03")).toMatchObject({ verdict: "not-started", expected: null });
  });
  it("watches its guard-rail in the direction of that indicator", () => {
    const guarded = (guardRail: Objective["guardRail"], limit: number, value: number | null) =>
      attainmentOf(anObjective({ guardRail, guardRailLimit: limit }), [aFigure(1)], aFigure(value), halfWay)
        .guardRailHolds;
    expect(guarded("negative-share", 10, 9)).toBe(true);
    expect(guarded("negative-share", 10, 11)).toBe(false);
    expect(guarded("net-sentiment", 20, 25)).toBe(true);
    expect(guarded("net-sentiment", 20, 15)).toBe(false);
    expect(guarded("net-sentiment", 20, null)).toBeNull();
    expect(attain(anObjective(), 1).guardRailHolds).toBeNull();
  });
});

describe("whatever the objective", () => {
  const anyObjective = fc
    .record({
      measure: fc.constantFrom("cumulative" as const, "level" as const, "per-week" as const, "per-month" as const),
      direction: fc.constantFrom("more" as const, "less" as const),
      start: fc.integer({ min: 0, max: 10_000 }),
      move: fc.integer({ min: 1, max: 10_000 }),
      known: fc.boolean(),
      length: fc.integer({ min: 2, max: 900 }),
    })
    .map(({ measure, direction, start, move, known, length }) => {
      const target = direction === "more" ? start + move : start;
      return anObjective({
        measure,
        direction,
        target,
        baseline: known && measure !== "cumulative" ? (direction === "more" ? start : start + move) : null,
        dueOn: addDays("2026-09-01", length - 1),
      });
    });

  it("the line ends at the target and never leaves the way there", () => {
    fc.assert(
      fc.property(anyObjective, fc.integer({ min: 0, max: 1_000 }), (objective, day) => {
        expect(expectedOn(objective, objective.dueOn)).toBe(objective.target);
        const start = objective.measure === "cumulative" ? 0 : (objective.baseline ?? objective.target);
        const expected = expectedOn(objective, addDays(objective.startsOn, day));
        expect(expected).toBeGreaterThanOrEqual(Math.min(start, objective.target) - 1e-9);
        expect(expected).toBeLessThanOrEqual(Math.max(start, objective.target) + 1e-9);
      }),
    );
  });
  it("a better value never lowers the rate, nor turns the verdict for the worse", () => {
    const worth = { missed: 0, late: 0, unknown: 0, "not-started": 0, "on-course": 1, reached: 2 };
    fc.assert(
      fc.property(
        anyObjective,
        fc.integer({ min: 1, max: 20_000 }),
        fc.integer({ min: 0, max: 5_000 }),
        fc.integer({ min: 0, max: 1_000 }),
        (objective, value, more, day) => {
          const asOf = addDays(objective.startsOn, day);
          const better = objective.direction === "more" ? value + more : Math.max(0, value - more);
          const expected = expectedOn(objective, asOf);
          const low = rateOf(objective, value, expected);
          const high = rateOf(objective, better, expected);
          if (low !== null && high !== null) expect(high).toBeGreaterThanOrEqual(low - 1e-12);
          expect(worth[attain(objective, better, asOf).verdict]).toBeGreaterThanOrEqual(
            worth[attain(objective, value, asOf).verdict],
          );
        },
      ),
    );
  });
  it("a trajectory ends on the due day, in order, with windows inside the objective", () => {
    fc.assert(
      fc.property(anyObjective, (objective) => {
        const days = trajectoryDays(objective);
        expect(days.at(-1)).toBe(objective.dueOn);
        expect([...days].sort()).toEqual(days);
        expect(new Set(days).size).toBe(days.length);
        expect(days.length).toBeLessThanOrEqual(162);
        for (const day of days) {
          const window = trajectoryWindow(objective, day);
          if (window) expect(window.to <= day).toBe(true);
          if (window && objective.measure !== "level") expect(window.from >= objective.startsOn).toBe(true);
        }
      }),
    );
  });
});

it("a change keeps only what differs", () => {
  const before = { target: 5, perimeter: { network: "x" }, statement: "a" };
  expect(differenceOf(before, { target: 6, perimeter: { network: "x" }, statement: undefined })).toEqual({
    before: { target: 5 },
    after: { target: 6 },
  });
});

describe("the templates", () => {
  it("cover every kind of the trade but the free one", () => {
    expect(new Set(templates.map((each) => each.kind))).toEqual(
      new Set(objectiveKinds.filter((kind) => kind !== "other")),
    );
  });
  it.each(templates.map((each) => [each.id, each] as const))("%s makes an objective that holds", (_id, template) => {
    const { indicator, measure, direction, guardRail, kind } = template;
    const draft = anObjective({ indicator, measure, direction, guardRail, kind, guardRailLimit: 10, target: 50 });
    expect(() => checkDraft(draft)).not.toThrow();
    expect(template.second).not.toBe(indicator);
    expect(template.guardRail).not.toBe(template.second);
  });
});
