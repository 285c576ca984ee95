import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  countInterval,
  differenceOfMeans,
  differenceOfRates,
  intervalOfDraws,
  meanInterval,
  quantileOfSorted,
  ratioOfCounts,
  ratioOfRates,
  ratioOfTotals,
  wilsonInterval,
} from "./intervals.ts";
import { createRandom } from "./random.ts";

const reference = JSON.parse(readFileSync(new URL("./fixtures/reference-signals.json", import.meta.url), "utf8"));

const tally = fc
  .tuple(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([trials, share]) => ({ successes: Math.round(trials * share), trials }));

describe("rates", () => {
  test("Wilson agrees with SciPy", () => {
    for (const { successes, trials, level, lower, upper } of reference.wilson) {
      const interval = wilsonInterval({ successes, trials }, level)!;
      expect(interval.mean).toBe(successes / trials);
      expect(interval.lower).toBeCloseTo(lower, 12);
      expect(interval.upper).toBeCloseTo(upper, 12);
    }
  });

  test("Newcombe's printed example: 56 of 70 against 48 of 80", () => {
    const interval = differenceOfRates({ successes: 48, trials: 80 }, { successes: 56, trials: 70 }, 0.95)!;
    expect(interval.mean).toBeCloseTo(0.2, 12);
    expect(interval.lower).toBeCloseTo(0.0524, 4);
    expect(interval.upper).toBeCloseTo(0.3339, 4);
  });

  test("ratios agree with the printed equations", () => {
    for (const { before, after, level, lower, upper } of reference.ratioOfRates) {
      const [b, a] = [before, after].map(([successes, trials]) => ({ successes, trials }));
      const interval = ratioOfRates(b!, a!, level)!;
      expect(interval.lower).toBeCloseTo(lower, 10);
      expect(interval.upper).toBeCloseTo(upper, 10);
    }
  });

  test("a rate over nothing is unknown; an impossible tally is refused", () => {
    const nothing = { successes: 0, trials: 0 };
    expect(wilsonInterval(nothing)).toBeNull();
    expect(differenceOfRates(nothing, { successes: 1, trials: 2 })).toBeNull();
    expect(ratioOfRates({ successes: 0, trials: 5 }, { successes: 1, trials: 2 })).toBeNull();
    for (const [successes, trials] of [
      [3, 2],
      [-1, 5],
      [Number.NaN, 5],
      [1, Number.POSITIVE_INFINITY],
    ] as const) {
      expect(() => wilsonInterval({ successes, trials })).toThrow(RangeError);
    }
    expect(() => wilsonInterval({ successes: 1, trials: 2 }, 1)).toThrow(RangeError);
  });

  test("intervals contain their estimate, stay in their range and mirror each other", () => {
    fc.assert(
      fc.property(tally, tally, (a, b) => {
        const rate = wilsonInterval(a)!;
        expect(rate.lower >= 0 && rate.lower <= rate.mean && rate.mean <= rate.upper && rate.upper <= 1).toBe(true);
        const change = differenceOfRates(a, b)!;
        expect(change.lower <= change.mean && change.mean <= change.upper).toBe(true);
        const back = differenceOfRates(b, a)!;
        expect(back.lower).toBeCloseTo(-change.upper, 12);
        const ratio = ratioOfRates(a, b);
        if (ratio === null) return;
        expect(ratio.lower <= ratio.mean + 1e-12 && ratio.mean <= ratio.upper + 1e-12).toBe(true);
      }),
    );
  });

  test("cover the truth about nine times in ten", () => {
    const random = createRandom(11);
    const draw = (rate: number, trials: number) => {
      let successes = 0;
      for (let i = 0; i < trials; i++) if (random.uniform() < rate) successes++;
      return { successes, trials };
    };
    let difference = 0;
    let ratio = 0;
    for (let i = 0; i < 2000; i++) {
      const before = draw(0.08, 150);
      const after = draw(0.13, 220);
      const d = differenceOfRates(before, after)!;
      if (d.lower <= 0.05 && 0.05 <= d.upper) difference++;
      const r = ratioOfRates(before, after);
      if (r !== null && r.lower <= 0.13 / 0.08 && 0.13 / 0.08 <= r.upper) ratio++;
    }
    expect(difference / 2000).toBeGreaterThan(0.88);
    expect(difference / 2000).toBeLessThan(0.93);
    expect(ratio / 2000).toBeGreaterThan(0.87);
    expect(ratio / 2000).toBeLessThan(0.93);
  });
});

describe("counts", () => {
  test("Garwood agrees with SciPy", () => {
    for (const { count, exposure, level, lower, upper } of reference.poisson) {
      const interval = countInterval(count, exposure, level)!;
      expect(interval.lower).toBeCloseTo(lower, 9);
      expect(interval.upper).toBeCloseTo(upper, 9);
    }
    expect(countInterval(3, 0)).toBeNull();
    expect(() => countInterval(2.5, 1)).toThrow(RangeError);
    expect(() => countInterval(2, -1)).toThrow(RangeError);
  });

  test("the ratio of counts inverts when the periods are swapped", () => {
    const forth = ratioOfCounts({ count: 12, exposure: 7 }, { count: 30, exposure: 5 })!;
    const back = ratioOfCounts({ count: 30, exposure: 5 }, { count: 12, exposure: 7 })!;
    expect(forth.mean).toBeCloseTo((30 / 5 / 12) * 7, 12);
    expect(back.lower).toBeCloseTo(1 / forth.upper, 10);
    expect(back.upper).toBeCloseTo(1 / forth.lower, 10);
    expect(ratioOfCounts({ count: 0, exposure: 1 }, { count: 3, exposure: 1 })).toBeNull();
  });
});

describe("means and totals", () => {
  test("agree with SciPy", () => {
    const { before, after, level, welch, beforeInterval } = reference.means;
    const change = differenceOfMeans(before, after, level)!;
    expect(change.lower).toBeCloseTo(welch[0], 9);
    expect(change.upper).toBeCloseTo(welch[1], 9);
    const mean = meanInterval(before, level)!;
    expect(mean.lower).toBeCloseTo(beforeInterval[0], 9);
    expect(mean.upper).toBeCloseTo(beforeInterval[1], 9);
    expect(meanInterval([4])).toBeNull();
    expect(differenceOfMeans([1, 1], [2, 2])).toEqual({ mean: 1, lower: 1, upper: 1 });
  });

  test("a bursty rate is less certain than its totals pretend", () => {
    // Ten posts of 1 000 views; one brings 200 interactions, the others 10.
    const units = Array.from({ length: 10 }, (_, i) => ({ numerator: i === 0 ? 200 : 10, denominator: 1000 }));
    const honest = ratioOfTotals(units)!;
    const naive = wilsonInterval({ successes: 290, trials: 10_000 })!;
    expect(honest.mean).toBe(0.029);
    expect(honest.upper - honest.lower).toBeGreaterThan(5 * (naive.upper - naive.lower));
    expect(ratioOfTotals([{ numerator: 1, denominator: 2 }])).toBeNull();
    expect(
      ratioOfTotals([
        { numerator: 1, denominator: 0 },
        { numerator: 1, denominator: 0 },
      ]),
    ).toBeNull();
    expect(() => ratioOfTotals([{ numerator: 1, denominator: -1 }])).toThrow(RangeError);
  });
});

describe("draws", () => {
  test("quantiles are those of R's default", () => {
    expect(quantileOfSorted([1, 2, 3, 4], 0.1)).toBeCloseTo(1.3, 12);
    expect(intervalOfDraws([4, 1, 3, 2], 0.8)).toEqual({
      mean: 2.5,
      lower: expect.closeTo(1.3, 12),
      upper: expect.closeTo(3.7, 12),
    });
    expect(() => intervalOfDraws([])).toThrow(RangeError);
  });

  test("leave the draws as they were", () => {
    const draws = [3, 1, 2];
    intervalOfDraws(draws);
    expect(draws).toEqual([3, 1, 2]);
  });
});
