import { describe, expect, it } from "vitest";
import { convergenceOf, paretoSmoothed, quantileOf } from "./convergence.ts";
import reference from "./fixtures/reference.json" with { type: "json" };
import { createRandom } from "./random.ts";

describe("convergence, against ArviZ", () => {
  it("gives the same R-hat and effective sizes", () => {
    for (const expected of reference.convergence) {
      const found = convergenceOf(expected.chains);
      expect(found.rHat).toBeCloseTo(expected.rHat, 6);
      expect(found.bulkEss / expected.bulkEss).toBeCloseTo(1, 6);
      expect(found.tailEss / expected.tailEss).toBeCloseTo(1, 6);
    }
  });

  it("gives the same Pareto shape and the same largest weight", () => {
    for (const expected of reference.paretoSmoothed) {
      const { weights, kHat } = paretoSmoothed(expected.logWeights);
      expect(kHat).toBeCloseTo(expected.kHat, 6);
      expect(Math.max(...weights) / expected.largest).toBeCloseTo(1, 6);
    }
  });
});

describe("convergence", () => {
  it("counts independent draws as themselves and sees a chain that stays apart", () => {
    const random = createRandom(3);
    const good = Array.from({ length: 4 }, () => Float64Array.from({ length: 1000 }, () => random.normal()));
    const found = convergenceOf(good);
    expect(found.rHat).toBeLessThan(1.005);
    expect(found.bulkEss).toBeGreaterThan(3400);
    expect(found.tailEss).toBeGreaterThan(3000);
    const apart = good.map((chain, c) => (c === 0 ? chain.map((value) => value + 1) : chain));
    expect(convergenceOf(apart).rHat).toBeGreaterThan(1.05);
  });

  it("sees a chain that has the right centre and the wrong spread", () => {
    const random = createRandom(4);
    const chains = Array.from({ length: 4 }, (_, c) =>
      Float64Array.from({ length: 500 }, () => (c === 0 ? 3 : 1) * random.normal()),
    );
    expect(convergenceOf(chains).rHat).toBeGreaterThan(1.05);
  });

  it("claims nothing from chains that never moved, and nothing good from infinite ones", () => {
    expect(convergenceOf([new Float64Array(10), new Float64Array(10)])).toEqual({ rHat: 1, bulkEss: 0, tailEss: 0 });
    expect(convergenceOf([Float64Array.of(1, 2, Number.NaN, 3)]).rHat).toBe(Number.POSITIVE_INFINITY);
    expect(() =>
      convergenceOf([
        [1, 2, 3, 4],
        [1, 2],
      ]),
    ).toThrow(RangeError);
  });

  it("does not trust importance weights that one draw dominates", () => {
    const random = createRandom(5);
    const narrow = Float64Array.from({ length: 1000 }, () => 3 * random.normal());
    expect(paretoSmoothed(narrow).kHat).toBeGreaterThan(0.7);
    const wide = Float64Array.from({ length: 1000 }, () => 0.1 * random.normal());
    expect(paretoSmoothed(wide).kHat).toBeLessThan(0.5);
  });

  it("interpolates quantiles", () => {
    expect(quantileOf([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantileOf([7], 0.9)).toBe(7);
  });
});
