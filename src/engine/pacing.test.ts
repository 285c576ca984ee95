import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bestSplit } from "./allocation.ts";
import { responseByDraw } from "./allocation-gain.ts";
import type { FittedCurves } from "./fitted-curves.ts";
import { pace } from "./pacing.ts";
import { createRandom } from "./random.ts";

function aFit(channels: number, draws: number, seed: number, carryOver: number, steep = 1): FittedCurves {
  const random = createRandom(seed);
  const list = (of: () => number) => Array.from({ length: draws }, of);
  return {
    drawCount: draws,
    recentPeriods: 13,
    noise: list(() => 1),
    channels: Array.from({ length: channels }, (_, c) => {
      const half = 100 * Math.exp(random.normal());
      return {
        name: `channel ${c}`,
        saturation: "hill" as const,
        concave: steep <= 1,
        adstockLength: c % 2 === 0 ? 8 : null,
        currentSpend: 100,
        meanSpend: 100,
        highestSpend: 300,
        carryOver: list(() => carryOver),
        halfSaturation: list(() => half * Math.exp(0.2 * random.normal())),
        slope: list(() => steep),
        maximum: list(() => 100 * Math.exp(0.2 * random.normal())),
      };
    }),
  };
}
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe("pacing", () => {
  test("without carry-over nor season, every period gets the best steady split", () => {
    const curves = aFit(3, 10, 1, 0);
    const plan = pace({ curves, total: 6000, periods: 10 });
    const steady = bestSplit(curves, 600);
    expect(plan.relativeGap).toBeLessThan(2e-4);
    plan.spend.forEach((row, c) => {
      for (const spend of row) expect(Math.abs(spend - steady[c]!)).toBeLessThan(0.05 * 600);
    });
    const response = sum([...responseByDraw(curves, steady)]) / 10;
    expect(plan.expectedResponse / (10 * response)).toBeCloseTo(1, 3);
  });

  test("money goes to the periods that count most", () => {
    const weights = Array.from({ length: 12 }, (_, t) => (t >= 6 && t < 9 ? 3 : 1));
    const plan = pace({ curves: aFit(2, 10, 2, 0.3), total: 4000, periods: 12, weights });
    const perPeriod = weights.map((_, t) => sum(plan.spend.map((row) => row[t]!)));
    expect(Math.min(...perPeriod.slice(6, 9))).toBeGreaterThan(Math.max(...perPeriod.slice(0, 4)));
    expect(plan.expectedResponse).toBeGreaterThan(1.02 * plan.evenResponse);
    expect(plan.relativeGap).toBeLessThan(1e-3);
  });

  test("total, bounds and certificate hold for any plan", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 0, max: 8 }), (seed, tenth) => {
        const upper = [0, 1].map((c) => Array.from({ length: 8 }, (_, t) => (c + t) * 60 + 100));
        const lower = upper.map((row) => row.map((one) => one / 10));
        const curves = aFit(2, 5, seed, tenth / 10);
        const plan = pace({ curves, total: 2500, periods: 8, upper, lower });
        expect(sum(plan.spend.flat())).toBeCloseTo(2500, 6);
        plan.spend.forEach((row, c) => {
          row.forEach((spend, t) => {
            expect(spend).toBeGreaterThanOrEqual(lower[c]![t]! - 1e-9);
            expect(spend).toBeLessThanOrEqual(upper[c]![t]! + 1e-9);
          });
        });
        expect(plan.upperBound!).toBeGreaterThanOrEqual(plan.expectedResponse);
        expect(plan.relativeGap).toBeLessThan(1e-2);
      }),
      { numRuns: 15 },
    );
  });

  test("a kernel that ends agrees with one that does not when nothing is left after it", () => {
    const ends = aFit(1, 3, 4, 0.2);
    const never = { ...ends, channels: ends.channels.map((channel) => ({ ...channel, adstockLength: null })) };
    const a = pace({ curves: ends, total: 500, periods: 6 });
    const b = pace({ curves: never, total: 500, periods: 6 });
    expect(a.expectedResponse / b.expectedResponse).toBeCloseTo(1, 4);
  });

  test("S-shaped curves get a plan without certificate, never worse than an even one", () => {
    const plan = pace({ curves: aFit(2, 5, 5, 0.5, 2.5), total: 800, periods: 10 });
    expect(plan.upperBound).toBeNull();
    expect(plan.relativeGap).toBeNull();
    expect(plan.expectedResponse).toBeGreaterThanOrEqual(plan.evenResponse * (1 - 1e-9));
  });

  test("impossible limits are refused", () => {
    const curves = aFit(1, 2, 6, 0);
    expect(() => pace({ curves, total: 10, periods: 2, lower: [[8, 8]] })).toThrow(RangeError);
    expect(() => pace({ curves, total: 10, periods: 2, lower: [[5, 0]], upper: [[4, 9]] })).toThrow(RangeError);
    expect(() => pace({ curves, total: 0, periods: 2 })).toThrow(RangeError);
  });
});
