import { describe, expect, it } from "vitest";
import { laplaceApproximation, previewDraws } from "./laplace.ts";
import { createRandom } from "./random.ts";
import type { LogDensity } from "./response-definition.ts";
import { QUICK, sample } from "./sampler.ts";

/** A normal law of two strongly correlated coordinates and a log-gamma one, whose moments are known. */
const shape = 3;
const known: LogDensity = {
  dimension: 3,
  evaluate(position, gradient) {
    const [x, y, w] = position as unknown as [number, number, number];
    const correlation = 0.95;
    const inverse = 1 / (1 - correlation * correlation);
    gradient[0] = -inverse * (x - correlation * y);
    gradient[1] = -inverse * (y - correlation * x);
    gradient[2] = shape - Math.exp(w);
    return -0.5 * inverse * (x * x - 2 * correlation * x * y + y * y) + shape * w - Math.exp(w);
  },
};

/** Neal's funnel: curvature changes by orders of magnitude, a known trap. */
const funnel: LogDensity = {
  dimension: 6,
  evaluate(position, gradient) {
    const width = position[0]!;
    const precision = Math.exp(-width);
    let value = -0.5 * (width / 3) ** 2;
    gradient[0] = -width / 9;
    for (let i = 1; i < 6; i++) {
      const x = position[i]!;
      value -= 0.5 * (precision * x * x + width);
      gradient[0] = gradient[0]! + 0.5 * (precision * x * x - 1);
      gradient[i] = -precision * x;
    }
    return value;
  },
};

describe("the Laplace approximation", () => {
  it("finds the mode and the covariance of a normal law", () => {
    const { mode, factor } = laplaceApproximation(known, Float64Array.of(2, -1, 0.3));
    expect(mode[0]).toBeCloseTo(0, 4);
    expect(mode[2]).toBeCloseTo(Math.log(shape), 4);
    const covariance = (i: number, j: number) =>
      [0, 1, 2].reduce((sum, k) => sum + factor[i * 3 + k]! * factor[j * 3 + k]!, 0);
    expect(covariance(0, 0)).toBeCloseTo(1, 4);
    expect(covariance(0, 1)).toBeCloseTo(0.95, 4);
    expect(covariance(2, 2)).toBeCloseTo(1 / shape, 4);
  });

  it("previews a well-behaved law and says so, and refuses to vouch for a funnel", () => {
    const start = Float64Array.of(0, 0, 1);
    const good = previewDraws(known, laplaceApproximation(known, start), 1000, createRandom(1));
    expect(good.kHat).toBeLessThan(0.7);
    const mean = good.positions.reduce((sum, position) => sum + position[2]!, 0) / 1000;
    expect(mean).toBeCloseTo(0.9227843350984671, 1);
    const centre = new Float64Array(6);
    const bad = previewDraws(funnel, laplaceApproximation(funnel, centre), 1000, createRandom(1));
    expect(bad.kHat).toBeGreaterThan(0.7);
  });

  it("refuses a start without density", () => {
    const nowhere: LogDensity = { dimension: 1, evaluate: () => Number.NEGATIVE_INFINITY };
    expect(() => laplaceApproximation(nowhere, Float64Array.of(0))).toThrow(RangeError);
  });
});

describe("the sampler", () => {
  const start = Float64Array.of(1, 1, 1);

  it("draws a law whose moments are known", () => {
    const { chains, diagnostics } = sample(known, start, QUICK, createRandom(7));
    expect(diagnostics.converged).toBe(true);
    expect(diagnostics.divergences).toBe(0);
    expect(diagnostics.minBulkEss).toBeGreaterThan(1000);
    const draws = chains.flat();
    const average = (f: (draw: Float64Array) => number) => draws.reduce((sum, draw) => sum + f(draw), 0) / draws.length;
    // digamma(3), trigamma(3)
    const mean = average((draw) => draw[2]!);
    expect(Math.abs(mean - 0.9227843350984671)).toBeLessThan(0.05);
    expect(Math.abs(average((draw) => (draw[2]! - mean) ** 2) - 0.3949340668482264)).toBeLessThan(0.05);
    expect(Math.abs(average((draw) => draw[0]! * draw[1]!) - 0.95)).toBeLessThan(0.12);
    expect(Math.abs(average((draw) => draw[0]!))).toBeLessThan(0.08);
  });

  it("gives the same draws for the same seed, bit for bit, and others for another", () => {
    const options = { ...QUICK, draws: 50, warmUp: 100 };
    const one = sample(known, start, options, createRandom(3));
    const two = sample(known, start, options, createRandom(3));
    const other = sample(known, start, options, createRandom(4));
    expect(two.chains).toEqual(one.chains);
    expect(other.chains).not.toEqual(one.chains);
  });

  it("says when a law defeats it", () => {
    const { diagnostics } = sample(funnel, new Float64Array(6), { ...QUICK, chains: 2, draws: 300 }, createRandom(1));
    expect(diagnostics.converged).toBe(false);
  });
});
