import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fitLevelMixture } from "./level-mixture.ts";
import { createRandom } from "./random.ts";

const reference = JSON.parse(readFileSync(new URL("./fixtures/reference-signals.json", import.meta.url), "utf8"));

describe("level mixture", () => {
  test("agrees with the same law written as one Gaussian vector, unknown values included", () => {
    const { values, components } = reference.levelMixture;
    const mixture = fitLevelMixture(values, null);
    expect(mixture.known).toBe(21);
    let seen = 0;
    for (const component of mixture.components) {
      const expected = components.find(
        (one: { levelRatio: number; damping: number }) =>
          one.levelRatio === component.levelRatio && one.damping === component.damping,
      );
      expect(component.squares / expected.squares).toBeCloseTo(1, 5);
      expect(component.weight / expected.weight).toBeCloseTo(1, 2);
      seen += expected.weight;
    }
    // What is left out weighs next to nothing.
    expect(seen).toBeGreaterThan(0.995);
  });

  test("a fixed level is the mean, known as well as Student says", () => {
    const values = [4, 6, 5, 7, 3];
    const fixed = fitLevelMixture(values, null).components.find((one) => one.levelRatio === 0 && one.damping === 0)!;
    expect(fixed.mean[0]).toBeCloseTo(5, 5);
    expect(fixed.covariance[0]).toBeCloseTo(1 / 5, 5);
    expect(fixed.squares).toBeCloseTo(10, 4);
    expect(fixed.degrees).toBe(4);
  });

  test("weights sum to one and fall", () => {
    const random = createRandom(2);
    const { components } = fitLevelMixture(
      Array.from({ length: 30 }, () => random.normal()),
      null,
    );
    const weights = components.map((one) => one.weight);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect([...weights].sort((a, b) => b - a)).toEqual(weights);
  });

  test("a clear season is preferred, an absent one is not, and two cycles are needed", () => {
    const random = createRandom(3);
    const series = (height: number, length: number) =>
      Array.from({ length }, (_, t) => 50 + height * Math.sin((2 * Math.PI * t) / 12) + random.normal());
    const share = (values: number[]) => {
      const { components } = fitLevelMixture(values, 12);
      return components.reduce((sum, one) => sum + (one.harmonics > 0 ? one.weight : 0), 0);
    };
    expect(share(series(8, 48))).toBeGreaterThan(0.99);
    expect(share(series(0, 48))).toBeLessThan(0.1);
    expect(fitLevelMixture(series(8, 20), 12).period).toBeNull();
    expect(() => fitLevelMixture([1, null, 2], null)).toThrow(RangeError);
  });
});
