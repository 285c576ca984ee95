import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Saturation, type SaturationTangents, saturateInto } from "./saturation.ts";

const forms: Saturation[] = ["logistic", "hill", "hill-free"];

function saturate(form: Saturation, stock: number[], half: number, slope: number, tangent = stock.map(() => 1)) {
  const make = () => new Float64Array(stock.length);
  const out: SaturationTangents = { share: make(), byCarryOver: make(), byLogHalf: make(), byLogSlope: make() };
  saturateInto(form, Float64Array.from(stock), Float64Array.from(tangent), half, slope, out);
  return out;
}

const positive = fc.double({ min: 0.02, max: 5, noNaN: true });

describe("saturation", () => {
  it("gives nothing at zero, half at the half-saturation, nearly all far beyond", () => {
    for (const form of forms) {
      const { share } = saturate(form, [0, 0.4, 4000], 0.4, 2);
      expect(share[0]).toBe(0);
      expect(share[1]).toBeCloseTo(0.5, 14);
      expect(share[2]).toBeGreaterThan(0.999);
    }
  });

  it("computes by hand: Hill at three times the half-saturation is 3/4, 9/10 with slope 2", () => {
    expect(saturate("hill", [3], 1, 1).share[0]).toBeCloseTo(0.75, 14);
    expect(saturate("hill-free", [3], 1, 2).share[0]).toBeCloseTo(0.9, 14);
    expect(saturate("logistic", [3], 1, 1).share[0]).toBeCloseTo((1 - 1 / 27) / (1 + 1 / 27), 14);
  });

  it("never falls when the stock rises", () => {
    fc.assert(
      fc.property(fc.constantFrom(...forms), positive, positive, positive, positive, (form, u, more, half, slope) => {
        const { share } = saturate(form, [u, u + more], half, slope);
        expect(share[1]!).toBeGreaterThanOrEqual(share[0]!);
      }),
    );
  });

  it("gives its derivatives", () => {
    fc.assert(
      fc.property(fc.constantFrom(...forms), positive, positive, positive, (form, u, half, slope) => {
        const step = 1e-6;
        const at = (stock: number, h: number, s: number) => saturate(form, [stock], h, s).share[0]!;
        const found = saturate(form, [u], half, slope);
        const byStock = (at(u * (1 + step), half, slope) - at(u * (1 - step), half, slope)) / (2 * step * u);
        const byLogHalf = (at(u, half * Math.exp(step), slope) - at(u, half * Math.exp(-step), slope)) / (2 * step);
        expect(Math.abs(found.byCarryOver[0]! - byStock)).toBeLessThan(1e-7 * Math.max(1, Math.abs(byStock)));
        expect(Math.abs(found.byLogHalf[0]! - byLogHalf)).toBeLessThan(1e-8);
        if (form === "hill-free") {
          const bySlope = (at(u, half, slope * Math.exp(step)) - at(u, half, slope * Math.exp(-step))) / (2 * step);
          expect(Math.abs(found.byLogSlope[0]! - bySlope)).toBeLessThan(1e-8);
        }
      }),
    );
  });
});
