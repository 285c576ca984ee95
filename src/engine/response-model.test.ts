import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom, type Random } from "./random.ts";
import type { ChannelDefinition, LinearTerm, ResponseDefinition } from "./response-definition.ts";
import { createLinearPart } from "./response-linear.ts";
import { createResponseModel } from "./response-model.ts";
import type { Saturation } from "./saturation.ts";

interface Variant {
  saturation: Saturation;
  adstockLength: number | null;
  likelihood: "normal" | "count";
}

const variants: Variant[] = (["logistic", "hill", "hill-free"] as const).flatMap((saturation) =>
  [8, null].flatMap((adstockLength) =>
    (["normal", "count"] as const).map((likelihood) => ({ saturation, adstockLength, likelihood })),
  ),
);

function aDefinition(variant: Variant, random: Random, periods = 30, channelCount = 2): ResponseDefinition {
  const series = (draw: () => number) => Float64Array.from({ length: periods }, draw);
  const channels = Array.from({ length: channelCount }, (_, c): ChannelDefinition => {
    const spend = series(() => (random.uniform() < 0.3 ? 0 : 100 * random.gamma(2)));
    return {
      name: `channel ${c}`,
      spend,
      media: spend.map((x) => 30 * x),
      reference: 30 * Math.max(...spend),
      saturation: variant.saturation,
      adstockLength: variant.adstockLength,
      priors: {
        carryOver: { a: 2, b: 4 },
        halfSaturation: { logMean: -0.7, logSd: 0.8 },
        slope: { logMean: 0.3, logSd: 0.4 },
        roi: { logMean: Math.log(0.02), logSd: 1 },
      },
    };
  });
  const linear: LinearTerm[] = [
    { name: "intercept", values: series(() => 1), mean: 0.5, sd: 1 },
    { name: "trend", values: Float64Array.from({ length: periods }, (_, t) => t / periods - 0.5), mean: 0, sd: 0.5 },
    { name: "control", values: series(() => random.normal()), mean: 0, sd: 0.3 },
  ];
  const outcome = series(() => 1 + Math.round(10 * random.gamma(3)));
  return {
    outcome,
    outcomeScale: Math.max(...outcome),
    channels,
    linear,
    likelihood: variant.likelihood,
    noiseScale: 0.3,
  };
}

describe("the gradient", () => {
  for (const variant of variants) {
    it(`agrees with central differences: ${variant.saturation}, memory ${variant.adstockLength ?? "endless"}, ${variant.likelihood}`, () => {
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
          const random = createRandom(seed);
          const model = createResponseModel(aDefinition(variant, random));
          const position = model.start.map((value) => value + 0.5 * random.normal());
          const gradient = new Float64Array(model.dimension);
          const scratch = new Float64Array(model.dimension);
          const value = model.evaluate(position, gradient);
          expect(Number.isFinite(value)).toBe(true);
          for (let i = 0; i < model.dimension; i++) {
            const step = 1e-5;
            const at = (shift: number) => {
              const moved = Float64Array.from(position);
              moved[i] = moved[i]! + shift;
              return model.evaluate(moved, scratch);
            };
            // Five points: the error of the difference is of fourth order, that of the hand-written gradient shows.
            const slope = (8 * (at(step) - at(-step)) - (at(2 * step) - at(-2 * step))) / (12 * step);
            const tolerance = 2e-6 * Math.max(1, Math.abs(slope), 1e-4 * Math.abs(value));
            expect(Math.abs(slope - gradient[i]!), model.names[i]).toBeLessThan(tolerance);
          }
        }),
        { numRuns: 12 },
      );
    });
  }
});

describe("the linear part integrated out", () => {
  it("is the normal density of covariance σ² I + Z S² Z', computed the long way", () => {
    const random = createRandom(11);
    const definition = aDefinition({ saturation: "hill", adstockLength: 4, likelihood: "normal" }, random, 12, 1);
    const model = createResponseModel(definition);
    const gradient = new Float64Array(model.dimension);
    const one = model.start.map((value) => value + 0.3);
    const two = model.start.map((value) => value - 0.4);
    // The same positions, the linear part dense: only differences count, constants were dropped.
    const difference = model.evaluate(one, gradient) - model.evaluate(two, gradient);
    const expected = denseLogPosterior(definition, one) - denseLogPosterior(definition, two);
    expect(difference).toBeCloseTo(expected, 8);
  });

  it("rebuilds the columns, and ignores one that repeats another", () => {
    const values = Float64Array.of(1, 2, 4, 8);
    const terms: LinearTerm[] = [
      { name: "a", values, mean: 1, sd: 2 },
      { name: "again", values, mean: 0, sd: 1 },
      { name: "b", values: Float64Array.of(1, 0, 0, 1), mean: 0, sd: 1 },
    ];
    const part = createLinearPart(terms, 4);
    expect(part.directions).toBe(2);
    expect([...part.centre]).toEqual([1, 2, 4, 8]);
    const weights = Float64Array.of(0.3, -1.2);
    const coefficients = part.coefficients(weights, Float64Array.of(5));
    for (let t = 0; t < 4; t++) {
      const byTerms = terms.reduce((sum, term, p) => sum + coefficients[p]! * term.values[t]!, 0);
      const byBasis = part.basis.reduce(
        (sum, column, k) => sum + column[t]! * part.singular[k]! * weights[k]!,
        part.centre[t]!,
      );
      expect(byTerms).toBeCloseTo(byBasis, 10);
    }
  });
});

describe("the model", () => {
  it("gives the same answer when channels change places", () => {
    for (const variant of variants) {
      const definition = aDefinition(variant, createRandom(5), 30, 3);
      const swapped = { ...definition, channels: [...definition.channels].reverse() };
      const model = createResponseModel(definition);
      const other = createResponseModel(swapped);
      const position = model.start.map((value, i) => value + 0.1 * Math.sin(i));
      const width = variant.saturation === "hill-free" ? 4 : 3;
      const moved = Float64Array.from(position);
      for (let c = 0; c < 3; c++) moved.set(position.subarray(c * width, (c + 1) * width), (2 - c) * width);
      const gradient = new Float64Array(model.dimension);
      expect(other.evaluate(moved, gradient)).toBeCloseTo(model.evaluate(position, gradient), 8);
    }
  });

  it("has no density out of reach, rather than a wrong one", () => {
    const model = createResponseModel(aDefinition(variants[0]!, createRandom(5)));
    const gradient = new Float64Array(model.dimension);
    for (const value of [Number.NaN, 1e3, -1e3]) {
      expect(
        model.evaluate(
          model.start.map(() => value),
          gradient,
        ),
      ).toBe(Number.NEGATIVE_INFINITY);
    }
  });

  it("turns a position into parameters whose total effect is ROI times spend", () => {
    const definition = aDefinition(
      { saturation: "hill-free", adstockLength: null, likelihood: "normal" },
      createRandom(8),
    );
    const model = createResponseModel(definition);
    const parameters = model.parametersAt(model.start, createRandom(1));
    expect(parameters.roi[0]).toBeCloseTo(0.02, 12);
    expect(parameters.slope[0]).toBeCloseTo(Math.exp(0.3), 12);
    expect(parameters.coefficients.length).toBe(3);
    expect(parameters.noise).toBeCloseTo(0.3, 12);
  });
});

function denseLogPosterior(definition: ResponseDefinition, position: Float64Array): number {
  const periods = definition.outcome.length;
  const channel = definition.channels[0]!;
  const a = 1 / (1 + Math.exp(-position[0]!));
  const half = Math.exp(position[1]!);
  const length = channel.adstockLength!;
  let weights = 0;
  for (let l = 0; l < length; l++) weights += a ** l;
  const share = Array.from({ length: periods }, (_, t) => {
    let stock = 0;
    for (let l = 0; l < length && l <= t; l++) stock += (a ** l * channel.media[t - l]!) / channel.reference / weights;
    return stock / (stock + half);
  });
  const spent = channel.spend.reduce((sum, x) => sum + x, 0) / definition.outcomeScale;
  const top = (Math.exp(position[2]!) * spent) / share.reduce((sum, x) => sum + x, 0);
  const variance = Math.exp(2 * position[3]!);
  const residual = share.map(
    (f, t) =>
      definition.outcome[t]! / definition.outcomeScale -
      top * f -
      definition.linear.reduce((sum, term) => sum + term.mean * term.values[t]!, 0),
  );
  const covariance = residual.map((_, i) =>
    residual.map(
      (_, j) =>
        (i === j ? variance : 0) +
        definition.linear.reduce((sum, term) => sum + term.sd ** 2 * term.values[i]! * term.values[j]!, 0),
    ),
  );
  // Gaussian elimination: log-determinant and quadratic form together.
  let logDeterminant = 0;
  let quadratic = 0;
  const right = [...residual];
  for (let i = 0; i < periods; i++) {
    const pivot = covariance[i]![i]!;
    logDeterminant += Math.log(pivot);
    quadratic += right[i]! ** 2 / pivot;
    for (let j = i + 1; j < periods; j++) {
      const factor = covariance[j]![i]! / pivot;
      right[j]! -= factor * right[i]!;
      for (let k = i; k < periods; k++) covariance[j]![k]! -= factor * covariance[i]![k]!;
    }
  }
  const z = (value: number, prior: { logMean: number; logSd: number }) => (value - prior.logMean) / prior.logSd;
  return (
    -0.5 * (logDeterminant + quadratic) +
    channel.priors.carryOver.a * Math.log(a) +
    channel.priors.carryOver.b * Math.log(1 - a) -
    0.5 * z(position[1]!, channel.priors.halfSaturation) ** 2 -
    0.5 * z(position[2]!, channel.priors.roi) ** 2 -
    0.5 * (position[3]! - Math.log(definition.noiseScale)) ** 2
  );
}
