import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as distributions from "./distributions.ts";
import reference from "./fixtures/reference.json" with { type: "json" };

const functions: Record<string, { compute: (...values: number[]) => number; accuracy: number }> = {
  logGamma: { compute: distributions.logGamma, accuracy: 1e-13 },
  digamma: { compute: distributions.digamma, accuracy: 1e-13 },
  incompleteGammaLower: { compute: (a, x) => distributions.incompleteGamma(a, x).lower, accuracy: 1e-11 },
  incompleteGammaUpper: { compute: (a, x) => distributions.incompleteGamma(a, x).upper, accuracy: 1e-11 },
  incompleteBetaLower: { compute: (a, b, x) => distributions.incompleteBeta(a, b, x).lower, accuracy: 1e-11 },
  normalCdf: { compute: distributions.normalCdf, accuracy: 1e-11 },
  normalQuantile: { compute: distributions.normalQuantile, accuracy: 1e-13 },
  gammaLogDensity: { compute: distributions.gammaLogDensity, accuracy: 1e-12 },
  gammaQuantile: { compute: distributions.gammaQuantile, accuracy: 1e-9 },
  betaLogDensity: { compute: distributions.betaLogDensity, accuracy: 1e-12 },
  betaQuantile: { compute: distributions.betaQuantile, accuracy: 1e-9 },
  studentLogDensity: { compute: (x, degrees) => distributions.studentLogDensity(x, degrees), accuracy: 1e-12 },
  studentCdf: { compute: distributions.studentCdf, accuracy: 1e-11 },
  studentQuantile: { compute: distributions.studentQuantile, accuracy: 1e-9 },
  negativeBinomialLogProbability: { compute: distributions.negativeBinomialLogProbability, accuracy: 1e-11 },
  negativeBinomialUpperTail: { compute: distributions.negativeBinomialUpperTail, accuracy: 1e-10 },
  chiSquaredUpperTail: { compute: distributions.chiSquaredUpperTail, accuracy: 1e-11 },
};

describe("distributions, against scipy", () => {
  const { source, convergence: _draws, paretoSmoothed: _weights, ...tables } = reference;

  it("names the reference", () => {
    expect(source).toMatch(/^scipy \d/);
    expect(Object.keys(tables).sort()).toEqual(Object.keys(functions).sort());
  });

  for (const [name, rows] of Object.entries(tables)) {
    const { compute, accuracy } = functions[name]!;
    it(`${name} agrees within ${accuracy}`, () => {
      for (const row of rows) {
        const expected = row.at(-1)!;
        const found = compute(...row.slice(0, -1));
        const error = Math.abs(found - expected) / Math.max(Math.abs(expected), /log|digamma/i.test(name) ? 1 : 0);
        expect(found === expected || error < accuracy, `${name}(${row.slice(0, -1)}) = ${found}, not ${expected}`).toBe(
          true,
        );
      }
    });
  }
});

describe("distributions, by themselves", () => {
  it("quantiles invert the distribution functions", () => {
    const probability = fc.double({ min: 1e-8, max: 1 - 1e-8, noNaN: true });
    const shape = fc.double({ min: 0.2, max: 200, noNaN: true });
    fc.assert(
      fc.property(probability, shape, shape, (p, a, b) => {
        expect(distributions.gammaCdf(distributions.gammaQuantile(p, a, b), a, b)).toBeCloseTo(p, 10);
        expect(distributions.studentCdf(distributions.studentQuantile(p, a), a)).toBeCloseTo(p, 10);
        const x = distributions.betaQuantile(p, a, b);
        // Near the ends of the support the next double is already another probability.
        if (x > 1e-12 && x < 1 - 1e-6) expect(distributions.betaCdf(x, a, b)).toBeCloseTo(p, 8);
      }),
      { numRuns: 60 },
    );
  });

  it("probabilities of the negative binomial add up to its tail", () => {
    for (const [mean, dispersion] of [
      [3, 0.7],
      [20, 5],
    ] as const) {
      let below = 0;
      for (let count = 0; count < 25; count++) {
        expect(distributions.negativeBinomialUpperTail(count, mean, dispersion)).toBeCloseTo(1 - below, 11);
        below += Math.exp(distributions.negativeBinomialLogProbability(count, mean, dispersion));
      }
    }
  });

  it("digamma is the derivative of logGamma", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 1e4, noNaN: true }), (x) => {
        const step = 1e-5 * x;
        const slope = (distributions.logGamma(x + step) - distributions.logGamma(x - step)) / (2 * step);
        expect(Math.abs(slope - distributions.digamma(x))).toBeLessThan(1e-6 * Math.max(1, Math.abs(slope)));
      }),
    );
  });

  it("refuses parameters that define no distribution", () => {
    expect(() => distributions.logGamma(0)).toThrow(RangeError);
    expect(() => distributions.normalQuantile(1.1)).toThrow(RangeError);
    expect(() => distributions.gammaLogDensity(1, -1, 1)).toThrow(RangeError);
    expect(() => distributions.incompleteBeta(0, 1, 0.5)).toThrow(RangeError);
    expect(() => distributions.studentQuantile(0.3, 0)).toThrow(RangeError);
  });
});
