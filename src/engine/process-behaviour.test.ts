import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { processLimits } from "./process-behaviour.ts";

describe("natural limits", () => {
  test("follow the hand-computed example", () => {
    // Values 10 12 11 9 10 12: mean 64/6, moves 2 1 2 1 2 with mean 8/5.
    const limits = processLimits([10, 12, 11, 9, 10, 12]);
    expect(limits.centre).toBeCloseTo(64 / 6, 12);
    expect(limits.movingRange).toBeCloseTo(1.6, 12);
    expect(limits.upper).toBeCloseTo(64 / 6 + 2.66 * 1.6, 12);
    expect(limits.lower).toBeCloseTo(64 / 6 - 2.66 * 1.6, 12);
    expect(limits.upperRange).toBeCloseTo(3.268 * 1.6, 12);
    expect(limits.status).toBe("weak");
    expect(limits.signals).toEqual([]);
  });

  test("use medians on request", () => {
    const limits = processLimits([10, 12, 11, 9, 10, 12], { centre: "median" });
    expect(limits.centre).toBe(10.5);
    expect(limits.upper).toBeCloseTo(10.5 + 3.145 * 2, 12);
  });

  test("an unknown value is not a zero and no move is measured across it", () => {
    const limits = processLimits([10, 12, null, 11, 9, 10, 12]);
    expect(limits.centre).toBeCloseTo(64 / 6, 12);
    expect(limits.movingRange).toBeCloseTo((2 + 2 + 1 + 2) / 4, 12);
    expect(limits.points[2]).toBeNull();
    expect(limits.known).toBe(6);
  });

  test("too few known points give no limits and no signals, whatever the values", () => {
    const limits = processLimits([1, 1000, null, 1, null, 5, 2]);
    expect(limits).toMatchObject({ status: "insufficient", centre: null, upper: null, known: 5, signals: [] });
    expect(processLimits([]).status).toBe("insufficient");
    expect(processLimits([1, null, 2, null, 3, null, 4, null, 5, null, 6]).status).toBe("insufficient");
  });

  test("stop at the floor and at the ceiling", () => {
    const limits = processLimits([0, 3, 0, 4, 0, 3, 1, 0], { floor: 0, ceiling: 5 });
    expect(limits.lower).toBe(0);
    expect(limits.upper).toBe(5);
  });

  test("refuse a value that is not a number", () => {
    expect(() => processLimits([1, Number.NaN])).toThrow(RangeError);
    expect(() => processLimits([1], { baseline: -1 })).toThrow(RangeError);
  });
});

describe("rules", () => {
  const steady = [10, 12, 11, 9, 10, 11, 12, 10, 9, 11];

  test("a point beyond a limit", () => {
    const limits = processLimits([...steady, 25], { baseline: 10 });
    expect(limits.signals).toHaveLength(1);
    expect(limits.signals[0]).toMatchObject({ index: 10, value: 25, rule: "beyond-limit", direction: "above" });
    expect(processLimits([...steady, -10], { baseline: 10 }).signals[0]).toMatchObject({ direction: "below" });
  });

  test("eight known points on one side, unknown points between them", () => {
    const shifted = [11, 11.2, null, 11.1, 11.3, 11, 11.2, 11.1, 11.2, 11];
    const limits = processLimits([...steady.slice(0, 9), 10, ...shifted], { baseline: 10 });
    expect(limits.centre).toBeCloseTo(10.4, 12);
    expect(limits.signals.map((signal) => [signal.index, signal.rule])).toEqual([
      [18, "run-of-eight"],
      [19, "run-of-eight"],
    ]);
  });

  test("three of four points nearer to a limit than to the centre", () => {
    const limits = processLimits([...steady, 13.5, 10.4, 13.4, 13.6], { baseline: 10 });
    expect(limits.signals.map((signal) => [signal.index, signal.rule])).toEqual([[13, "three-of-four-near-limit"]]);
  });

  test("two sides do not add up", () => {
    expect(processLimits([...steady, 13.5, 7.5, 13.4, 7.6], { baseline: 10 }).signals).toEqual([]);
  });

  test("a constant series has no signal, and any change to it is one", () => {
    const third = 1 / 3;
    const constant = new Array<number>(12).fill(third);
    expect(processLimits(constant).signals).toEqual([]);
    expect(processLimits([...constant, 0.34], { baseline: 12 }).signals[0]?.rule).toBe("beyond-limit");
    expect(processLimits(new Array<number>(12).fill(0)).signals).toEqual([]);
  });
});

describe("properties", () => {
  const series = fc.array(fc.option(fc.integer({ min: -1000, max: 1000 })), { minLength: 6, maxLength: 60 });

  test("a change of unit moves limits and keeps signals", () => {
    fc.assert(
      fc.property(
        series,
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: -500, max: 500 }),
        (values, unit, shift) => {
          const before = processLimits(values);
          const after = processLimits(values.map((value) => (value === null ? null : value * unit + shift)));
          expect(after.status).toBe(before.status);
          if (before.upper === null) return;
          expect(after.upper).toBeCloseTo(before.upper * unit + shift, 6);
          expect(after.signals.map((s) => [s.index, s.rules])).toEqual(before.signals.map((s) => [s.index, s.rules]));
        },
      ),
    );
  });

  test("the mirror image of a series has the mirrored signals", () => {
    fc.assert(
      fc.property(series, (values) => {
        const mirrored = processLimits(values.map((value) => (value === null ? null : -value)));
        const expected = processLimits(values).signals.map((s) => [
          s.index,
          s.direction === "above" ? "below" : "above",
        ]);
        expect(mirrored.signals.map((s) => [s.index, s.direction])).toEqual(expected);
      }),
    );
  });
});
