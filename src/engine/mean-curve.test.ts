import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FittedChannel } from "./fitted-curves.ts";
import { type MeanCurve, meanCurve } from "./mean-curve.ts";
import { insertPoint, refineAround, responseGrid, upperHull } from "./response-grid.ts";

const draw = fc.record({
  half: fc.double({ min: 5, max: 500, noNaN: true }),
  slope: fc.double({ min: 0.5, max: 4, noNaN: true }),
  maximum: fc.double({ min: 0.1, max: 50, noNaN: true }),
});
const form = fc.constantFrom("logistic", "hill", "hill-one");

function curveOf(kind: string, draws: readonly { half: number; slope: number; maximum: number }[]): MeanCurve {
  const channel: FittedChannel = {
    name: "Instagram",
    saturation: kind === "logistic" ? "logistic" : "hill",
    concave: false,
    adstockLength: 8,
    currentSpend: 1,
    meanSpend: 1,
    highestSpend: 1,
    carryOver: draws.map(() => 0.3),
    halfSaturation: draws.map((one) => one.half),
    slope: draws.map((one) => (kind === "hill" ? one.slope : 1)),
    maximum: draws.map((one) => one.maximum),
  };
  return meanCurve(channel);
}

const anyCurve = fc.tuple(form, fc.array(draw, { minLength: 1, maxLength: 4 })).map(([kind, draws]) => ({
  curve: curveOf(kind, draws),
  top: draws.reduce((sum, one) => sum + one.maximum, 0) / draws.length,
}));

describe("mean curve", () => {
  test("its derivatives are those of its value", () => {
    fc.assert(
      fc.property(anyCurve, fc.double({ min: 1, max: 1000, noNaN: true }), ({ curve, top }, x) => {
        const h = 1e-4 * x;
        const out = new Float64Array(2);
        curve.derivatives(x, out);
        const first = (curve.value(x + h) - curve.value(x - h)) / (2 * h);
        const second = (curve.marginal(x + h) - curve.marginal(x - h)) / (2 * h);
        expect(Math.abs(out[0]! - first) * x).toBeLessThan(1e-6 * top);
        expect(Math.abs(out[1]! - second) * x * x).toBeLessThan(1e-6 * top);
        expect(curve.marginal(x)).toBeCloseTo(out[0]!, 10);
      }),
    );
  });

  test("never rises above a chord by more than the excess it states", () => {
    fc.assert(
      fc.property(
        anyCurve,
        fc.double({ min: 0, max: 600, noNaN: true }),
        fc.double({ min: 0.01, max: 400, noNaN: true }),
        ({ curve, top }, from, width) => {
          const to = from + width;
          const excess = curve.chordExcess(from, to);
          const [low, high] = [curve.value(from), curve.value(to)];
          for (let i = 1; i < 40; i++) {
            const share = i / 40;
            const above = curve.value(from + share * width) - (low + share * (high - low));
            expect(above).toBeLessThanOrEqual(excess + 1e-12 * top);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test("a table is the same values and excesses", () => {
    fc.assert(
      fc.property(anyCurve, ({ curve }) => {
        const spend = [0, 3, 50, 51, 400];
        const { value, excess } = curve.tabulate(spend);
        spend.forEach((x, i) => {
          expect(value[i]).toBeCloseTo(curve.value(x), 9);
          if (i > 0) expect(excess[i - 1]).toBeCloseTo(curve.chordExcess(spend[i - 1]!, x), 9);
        });
      }),
    );
  });

  test("weights move the mean between the draws", () => {
    const draws = [
      { half: 10, slope: 1, maximum: 4 },
      { half: 10, slope: 1, maximum: 8 },
    ];
    expect(curveOf("hill-one", draws).value(10)).toBeCloseTo(3, 12);
    expect(curveOf("hill", [{ half: 10, slope: 0.5, maximum: 4 }]).marginal(0)).toBe(Number.POSITIVE_INFINITY);
    expect(curveOf("hill", [{ half: 10, slope: 2, maximum: 4 }]).marginal(0)).toBe(0);
  });
});

describe("the concave line above a curve", () => {
  test("is above it everywhere and concave, before and after refining", () => {
    fc.assert(
      fc.property(anyCurve, fc.double({ min: 1, max: 499, noNaN: true }), ({ curve, top }, at) => {
        const grid = responseGrid(curve, 0, 500, [120]);
        for (let round = 0; round < 3; round++) {
          const hull = upperHull(grid, 0, 500, true, 0);
          for (let i = 2; i < hull.spend.length; i++) {
            const slope = (a: number, b: number) =>
              (hull.value[b]! - hull.value[a]!) / (hull.spend[b]! - hull.spend[a]!);
            expect(slope(i - 1, i)).toBeLessThanOrEqual(slope(i - 2, i - 1) + 1e-9 * top);
          }
          for (let x = 0; x <= 500; x += 7.3) {
            let right = hull.spend.findIndex((vertex) => vertex >= x);
            if (right <= 0) right = 1;
            const left = right - 1;
            const share = (x - hull.spend[left]!) / (hull.spend[right]! - hull.spend[left]!);
            const line = hull.value[left]! + share * (hull.value[right]! - hull.value[left]!);
            expect(line).toBeGreaterThanOrEqual(curve.value(x) - 1e-9 * top);
          }
          refineAround(grid, at);
          insertPoint(grid, at);
          expect([...grid.spend].sort((a, b) => a - b)).toEqual(grid.spend);
          expect(grid.excess).toHaveLength(grid.spend.length - 1);
        }
      }),
      { numRuns: 60 },
    );
  });
});
