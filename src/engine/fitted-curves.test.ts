import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FittedCurves, marginalResponseAt, responseAt, type SaturationForm } from "./fitted-curves.ts";

function aCurve(saturation: SaturationForm, half: number, slope: number, maximum: number): FittedCurves {
  return {
    channels: [
      {
        name: "Instagram",
        saturation,
        concave: saturation === "logistic" || slope <= 1,
        adstockLength: 8,
        currentSpend: 100,
        meanSpend: 100,
        highestSpend: 200,
        carryOver: [0.3],
        halfSaturation: [half],
        slope: [slope],
        maximum: [maximum],
      },
    ],
    drawCount: 1,
    recentPeriods: 13,
    noise: [1],
  };
}

const anyCurve = fc
  .tuple(
    fc.constantFrom<SaturationForm>("logistic", "hill"),
    fc.double({ min: 10, max: 1e5, noNaN: true }),
    fc.oneof(fc.constant(1), fc.double({ min: 0.5, max: 3, noNaN: true })),
    fc.double({ min: 0.1, max: 1e6, noNaN: true }),
  )
  .map(([form, half, slope, maximum]) => ({ curves: aCurve(form, half, slope, maximum), half, maximum }));

describe("a fitted curve", () => {
  it("is worth half of its maximum at the half-saturation, nothing at zero", () => {
    fc.assert(
      fc.property(anyCurve, ({ curves, half, maximum }) => {
        expect(responseAt(curves, 0, half, 0) / maximum).toBeCloseTo(0.5, 12);
        expect(responseAt(curves, 0, 0, 0)).toBe(0);
      }),
    );
  });

  it("never falls when the spend rises, and its slope is the derivative", () => {
    fc.assert(
      fc.property(anyCurve, fc.double({ min: 0.01, max: 20, noNaN: true }), ({ curves, half, maximum }, ratio) => {
        const spend = ratio * half;
        const step = 1e-5 * spend;
        const above = responseAt(curves, 0, spend + step, 0);
        const below = responseAt(curves, 0, spend - step, 0);
        expect(above).toBeGreaterThanOrEqual(below);
        const error = marginalResponseAt(curves, 0, spend, 0) - (above - below) / (2 * step);
        expect(Math.abs(error) * half).toBeLessThan(2e-6 * maximum);
      }),
    );
  });

  it("refuses a channel or a draw that does not exist", () => {
    const curves = aCurve("hill", 10, 1, 1);
    expect(() => responseAt(curves, 1, 10, 0)).toThrow(RangeError);
    expect(() => responseAt(curves, 0, 10, 1)).toThrow(RangeError);
  });
});
