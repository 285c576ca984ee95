import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rangeOf } from "../../../kernel/period.ts";
import { catalogue } from "../catalogue.ts";
import type { Figure } from "../contract.ts";
import { moreDigits, rangesOf, relativeChange, signalOf, windowOf } from "./rules.ts";

const aFigure = (value: number | null): Figure => ({
  value,
  reason: value === null ? "no-data" : null,
  basis: value === null ? "none" : "daily",
  numerator: null,
  denominator: null,
  daysKnown: 7,
  daysInPeriod: 7,
  gaps: [],
  interval: null,
});
const over = { range: rangeOf("2026-W46"), today: "2026-11-16" };
const signal = (values: readonly (number | null)[], last = over) =>
  signalOf(catalogue.impressions, values.map(aFigure), last);
const stockOf = (values: readonly (number | null)[]) => signalOf(catalogue.followers, values.map(aFigure), over);

describe("a stock", () => {
  const steady = Array.from({ length: 26 }, (_, week) => 1000 + 10 * week + (week % 3));
  it("that grows at its usual pace is no signal, however high it stands", () => {
    const { verdict, lower, upper } = stockOf(steady);
    expect(verdict).toBe("usual");
    expect(lower).toBeLessThan(steady.at(-1) as number);
    expect(upper).toBeGreaterThan(steady.at(-1) as number);
  });
  it("that jumps or falls is one", () => {
    expect(stockOf([...steady.slice(0, -1), 1400]).verdict).toBe("signal-up");
    expect(stockOf([...steady.slice(0, -1), 1100]).verdict).toBe("signal-down");
  });
});

describe("the periods of a comparison", () => {
  it("are 26 weeks, and the same week last year", () => {
    const window = windowOf("2026-W46");
    expect(window.history).toHaveLength(26);
    expect(window.history.at(-1)).toBe("2026-W46");
    expect(window.history[0]).toBe("2026-W21");
    expect(window.lastYear).toBe("2025-W46");
    expect(rangesOf(window, false)).toHaveLength(27);
    expect(rangesOf(window, true)).toHaveLength(29);
  });
  it("are 13 months, of which the first is the same month last year", () => {
    const window = windowOf("2026-02");
    expect(window.history).toHaveLength(13);
    expect(window.history[0]).toBe("2025-02");
    expect(window.lastYear).toBe("2025-02");
    expect(rangesOf(window, false)).toHaveLength(13);
  });
});

describe("signal or noise", () => {
  const usual = [100, 104, 98, 102, 97, 103, 99, 101, 100, 102];
  it("calls a move inside the usual range usual", () => {
    expect(signal([...usual, 105])).toMatchObject({ verdict: "usual", rule: null });
  });
  it("names the side and the rule of a signal, judged against the past alone", () => {
    expect(signal([...usual, 140])).toMatchObject({ verdict: "signal-up", rule: "beyond-limit" });
    expect(signal([...usual, 60])).toMatchObject({ verdict: "signal-down", rule: "beyond-limit" });
    expect(signal([...usual, 140]).upper).toBe(signal([...usual, 60]).upper);
  });
  it("says nothing under eight known points, of an unknown value, of a total that is not over", () => {
    expect(signal([1, 2, 3, 4, 5, 6, 7]).verdict).toBe("too-short");
    expect(signal([1, 2, null, 4, 5, null, 7, 8, 9]).verdict).toBe("too-short");
    expect(signal([...usual, null]).verdict).toBe("too-short");
    expect(signal([...usual, 60], { ...over, today: "2026-11-15" }).verdict).toBe("too-short");
  });
  it("does not take an unknown week for a fall", () => {
    expect(signal([...usual.slice(0, 5), null, null, ...usual.slice(5), 101]).verdict).toBe("usual");
  });
  it("is the same whatever the unit", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 8, maxLength: 26 }), (values) => {
        expect(signal(values.map((value) => value * 128)).verdict).toBe(signal(values).verdict);
      }),
    );
  });
});

describe("the digits of a signal", () => {
  const aSignal = (value: number, verdict: "signal-up" | "usual", upper: number) => ({
    current: aFigure(value),
    signal: { verdict, lower: 0, upper, centre: upper / 2, rule: null },
  });
  it("are those that tell it from its limits, or from its mean when it is a run", () => {
    expect(moreDigits(aSignal(0.437, "signal-up", 0.412), "percent")).toBe(1);
    expect(moreDigits(aSignal(6.1, "signal-up", 5.5), "percent")).toBe(0);
    expect(moreDigits(aSignal(0.437, "signal-up", 0.84), "percent")).toBe(1);
  });
  it("are the usual ones for a value inside its range, even near its edge", () => {
    expect(moreDigits(aSignal(0.41, "usual", 0.412), "percent")).toBe(0);
  });
});

it("a change is relative to what came before, and unknown from nothing or from zero", () => {
  expect(relativeChange(aFigure(200), aFigure(250))).toBe(0.25);
  expect(relativeChange(aFigure(-50), aFigure(-25))).toBe(0.5);
  expect(relativeChange(aFigure(0), aFigure(25))).toBeNull();
  expect(relativeChange(aFigure(null), aFigure(25))).toBeNull();
  expect(relativeChange(aFigure(10), aFigure(null))).toBeNull();
});
