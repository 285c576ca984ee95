import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adstock, adstockInto } from "./adstock.ts";

const spend = fc
  .array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 100, noNaN: true })), { minLength: 1, maxLength: 60 })
  .map((values) => Float64Array.from(values));
const carryOver = fc.double({ min: 0.001, max: 0.97, noNaN: true });
const length = fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 15 }));

/** The definition, weight by weight. */
function byWeights(input: Float64Array, a: number, periods: number | null): number[] {
  const reach = periods ?? input.length;
  let total = 0;
  for (let l = 0; l < (periods ?? 5000); l++) total += a ** l;
  return Array.from(input, (_, t) => {
    let sum = 0;
    for (let l = 0; l < reach && l <= t; l++) sum += a ** l * input[t - l]!;
    return sum / total;
  });
}

describe("adstock", () => {
  it("computes by hand: 10 then nothing, half kept", () => {
    expect([...adstock(Float64Array.of(10, 0, 0), 0.5, null)]).toEqual([5, 2.5, 1.25]);
    const truncated = adstock(Float64Array.of(10, 0, 0), 0.5, 2);
    expect(truncated[0]).toBeCloseTo(20 / 3, 14);
    expect(truncated[1]).toBeCloseTo(10 / 3, 14);
    expect(truncated[2]).toBeCloseTo(0, 14);
  });

  it("is the weighted sum of its definition", () => {
    fc.assert(
      fc.property(spend, carryOver, length, (input, a, periods) => {
        const expected = byWeights(input, a, periods);
        adstock(input, a, periods).forEach((value, t) => {
          expect(Math.abs(value - expected[t]!)).toBeLessThan(1e-10);
        });
      }),
    );
  });

  it("leaves a constant spend as it is once the memory is full", () => {
    fc.assert(
      fc.property(carryOver, fc.integer({ min: 1, max: 15 }), (a, periods) => {
        expect(adstock(new Float64Array(40).fill(7), a, periods)[39]).toBeCloseTo(7, 10);
      }),
    );
  });

  it("gives the derivative in the carry-over", () => {
    fc.assert(
      fc.property(spend, carryOver, length, (input, a, periods) => {
        const tangent = new Float64Array(input.length);
        adstockInto(input, a, periods, new Float64Array(input.length), tangent);
        const step = 1e-6;
        const above = adstock(input, a + step, periods);
        const below = adstock(input, a - step, periods);
        tangent.forEach((slope, t) => {
          const difference = (above[t]! - below[t]!) / (2 * step);
          expect(Math.abs(slope - difference)).toBeLessThan(1e-4 * Math.max(1, Math.abs(difference)));
        });
      }),
    );
  });

  it("leaves its input alone", () => {
    const input = Float64Array.of(1, 2, 3);
    adstock(input, 0.5, 2);
    expect([...input]).toEqual([1, 2, 3]);
  });
});
