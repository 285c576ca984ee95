import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "./random.ts";

function moments(draw: () => number, n: number) {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const x = draw();
    sum += x;
    squares += x * x;
  }
  const mean = sum / n;
  return { mean, variance: squares / n - mean * mean };
}

describe("the seeded generator", () => {
  it("gives the same numbers for the same seed, others for another seed", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (seed) => {
        const one = createRandom(seed);
        const two = createRandom(seed);
        const other = createRandom(seed === 5 ? 6 : 5);
        const drawn = Array.from({ length: 5 }, () => one.uniform());
        expect(Array.from({ length: 5 }, () => two.uniform())).toEqual(drawn);
        expect(Array.from({ length: 5 }, () => other.uniform())).not.toEqual(drawn);
      }),
    );
  });

  it("keeps the stream of the first release, so that a report of last year can be recomputed", () => {
    const random = createRandom(327);
    expect([random.integer(1000000), random.integer(1000000), random.integer(1000000)]).toMatchInlineSnapshot(`
      [
        334629,
        277471,
        770556,
      ]
    `);
    expect(random.uniform()).toMatchInlineSnapshot(`0.44006603682502743`);
  });

  it("distinguishes seeds that differ by their high half only", () => {
    expect(createRandom(1).uniform()).not.toBe(createRandom(1 + 2 ** 32).uniform());
    expect(createRandom(-1).uniform()).not.toBe(createRandom(1).uniform());
  });

  it("draws uniform numbers in [0, 1) with the right mean, variance and spread over ten classes", () => {
    const random = createRandom(1);
    const counts = new Array<number>(10).fill(0);
    let outside = 0;
    const { mean, variance } = moments(() => {
      const u = random.uniform();
      if (!(u >= 0 && u < 1)) outside++;
      counts[Math.floor(u * 10)]! += 1;
      return u;
    }, 50_000);
    expect(outside).toBe(0);
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.006);
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.003);
    const chiSquared = counts.reduce((sum, count) => sum + (count - 5000) ** 2 / 5000, 0);
    expect(chiSquared).toBeLessThan(27.9);
  });

  it("draws normal numbers: mean 0, variance 1, tails of the right weight", () => {
    const random = createRandom(2);
    let beyond = 0;
    const { mean, variance } = moments(() => {
      const z = random.normal();
      if (Math.abs(z) > 1.959963984540054) beyond++;
      return z;
    }, 100_000);
    expect(Math.abs(mean)).toBeLessThan(0.012);
    expect(Math.abs(variance - 1)).toBeLessThan(0.016);
    expect(Math.abs(beyond / 100_000 - 0.05)).toBeLessThan(0.0025);
  });

  it("draws gamma numbers whose mean and variance are the shape", () => {
    for (const shape of [0.3, 1, 2.5, 40]) {
      const random = createRandom(3);
      const { mean, variance } = moments(() => random.gamma(shape), 60_000);
      expect(Math.abs(mean - shape)).toBeLessThan(4 * Math.sqrt(shape / 60_000));
      expect(Math.abs(variance / shape - 1)).toBeLessThan(0.06);
    }
  });

  it("draws integers without favouring any", () => {
    const random = createRandom(4);
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < 70_000; i++) counts[random.integer(7)]! += 1;
    expect(counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(24);
  });

  it("splits into children that do not repeat the parent nor each other", () => {
    const parent = createRandom(5);
    const first = parent.split();
    const second = parent.split();
    let products = 0;
    for (let i = 0; i < 20_000; i++) products += first.normal() * second.normal() + first.normal() * parent.normal();
    expect(Math.abs(products / 20_000)).toBeLessThan(0.04);
    const again = createRandom(5);
    expect(again.split().uniform()).toBe(createRandom(5).split().uniform());
  });

  it("refuses nonsense", () => {
    expect(() => createRandom(0.5)).toThrow(RangeError);
    expect(() => createRandom(Number.NaN)).toThrow(RangeError);
    expect(() => createRandom(1).integer(0)).toThrow(RangeError);
    expect(() => createRandom(1).gamma(0)).toThrow(RangeError);
  });
});
