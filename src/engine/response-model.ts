import type { Random } from "./random.ts";
import { createCountDensity } from "./response-count.ts";
import type { LogDensity, OutcomeDensity, ResponseDefinition, ResponseParameters } from "./response-definition.ts";
import { createLinearPart, type LinearPart } from "./response-linear.ts";
import { createMediaPart, type MediaPart } from "./response-media.ts";
import { logistic, logit } from "./response-scale.ts";

/**
 * The response model: a log-posterior over unconstrained parameters with its hand-written gradient, and the way back
 * to natural parameters.
 *
 * Normal likelihood: the linear part is integrated out. With e the residual of the media part and p = U'e,
 *
 *   log L = −½ [(T − K) ln σ² + Σ_k ln(σ² + d_k²)] − ½ [(e'e − p'p) / σ² + Σ_k p_k² / (σ² + d_k²)]
 *
 * (multivariate normal of covariance σ² I + Z S² Z', by the matrix determinant lemma and Woodbury's identity).
 * Count likelihood: see `response-count.ts`; the linear coefficients are sampled.
 */
export interface ResponseModel extends LogDensity {
  /** One name per position, e.g. "Instagram: ln ROI". */
  readonly names: readonly string[];
  /** Prior medians: where a search for the mode starts. */
  readonly start: Float64Array;
  /** Natural parameters at a position. `random` draws what was integrated out (the linear coefficients). */
  parametersAt(position: Float64Array, random: Random): ResponseParameters;
}

/**
 * Deviation of the prior of ln noise around the definition's `noiseScale`. A prior that lets the noise reach zero (half-normal, as elsewhere)
 * lets short histories be interpolated: the posterior then has a funnel that no sampler crosses.
 */
export const NOISE_SD = 1;

/** Builds the model of a definition. The returned functions share work arrays: one model per thread of calculation. */
export function createResponseModel(definition: ResponseDefinition): ResponseModel {
  const periods = definition.outcome.length;
  const media = createMediaPart(definition);
  const linear = createLinearPart(definition.linear, periods);
  const names: string[] = [];
  const start: number[] = [];
  for (const channel of definition.channels) {
    const { carryOver, halfSaturation, slope, roi } = channel.priors;
    names.push(`${channel.name}: logit carry-over`, `${channel.name}: ln half-saturation`);
    start.push(logit(carryOver.a / (carryOver.a + carryOver.b)), halfSaturation.logMean);
    if (channel.saturation === "hill-free") {
      names.push(`${channel.name}: ln slope`);
      start.push(slope.logMean);
    }
    names.push(`${channel.name}: ln ROI`);
    start.push(roi.logMean);
  }

  const counted = definition.likelihood === "count";
  const density = counted
    ? createCountDensity(definition, media, linear)
    : createNormalDensity(definition, media, linear);
  names.push(...density.names);
  start.push(...density.start);

  function parametersAt(position: Float64Array, random: Random): ResponseParameters {
    const count = definition.channels.length;
    const carryOver = new Float64Array(count);
    const halfSaturation = new Float64Array(count);
    const slope = new Float64Array(count).fill(1);
    const roi = new Float64Array(count);
    media.subtractFrom(new Float64Array(periods), position);
    const maximum = Float64Array.from(media.maximum);
    media.offsets.forEach((at, c) => {
      const free = definition.channels[c]!.saturation === "hill-free";
      carryOver[c] = logistic(position[at]!);
      halfSaturation[c] = Math.exp(position[at + 1]!);
      if (free) slope[c] = Math.exp(position[at + 2]!);
      roi[c] = Math.exp(position[at + (free ? 3 : 2)]!);
    });
    const { onBasis, noise } = density.linearAt(position, random);
    const unseen = Float64Array.from({ length: definition.linear.length - linear.directions }, () => random.normal());
    const coefficients = linear.coefficients(onBasis, unseen);
    return { carryOver, halfSaturation, slope, roi, maximum, coefficients, noise };
  }

  return { dimension: names.length, names, start: Float64Array.from(start), evaluate: density.evaluate, parametersAt };
}

function createNormalDensity(definition: ResponseDefinition, media: MediaPart, linear: LinearPart): OutcomeDensity {
  const periods = definition.outcome.length;
  const { directions, basis, singular, centre } = linear;
  const target = definition.outcome.map((value, t) => value / definition.outcomeScale - centre[t]!);
  const residual = new Float64Array(periods);
  const projected = new Float64Array(directions);
  const logNoiseScale = Math.log(definition.noiseScale);
  const noiseAt = media.dimension;

  function project(position: Float64Array): boolean {
    residual.set(target);
    if (!media.subtractFrom(residual, position)) return false;
    for (let k = 0; k < directions; k++) {
      const column = basis[k]!;
      let sum = 0;
      for (let t = 0; t < periods; t++) sum += column[t]! * residual[t]!;
      projected[k] = sum;
    }
    return true;
  }

  function evaluate(position: Float64Array, gradient: Float64Array): number {
    gradient.fill(0);
    const logNoise = position[noiseAt]!;
    if (!(Math.abs(logNoise) < 50) || !project(position)) return Number.NEGATIVE_INFINITY;
    const variance = Math.exp(2 * logNoise);
    const precision = 1 / variance;
    let outside = 0;
    for (let t = 0; t < periods; t++) outside += residual[t]! * residual[t]!;
    let logDeterminant = 2 * (periods - directions) * logNoise;
    let quadratic = 0;
    let byLogNoise = -(periods - directions);
    // From here on `residual` becomes −d log L / d e, the weight that the media part pulls on.
    for (let t = 0; t < periods; t++) residual[t] = residual[t]! * precision;
    for (let k = 0; k < directions; k++) {
      const p = projected[k]!;
      const d = singular[k]!;
      const spread = variance + d * d;
      outside -= p * p;
      logDeterminant += Math.log(spread);
      quadratic += (p * p) / spread;
      byLogNoise += (variance / spread) * ((p * p) / spread - 1);
      const pull = p * (precision - 1 / spread);
      const column = basis[k]!;
      for (let t = 0; t < periods; t++) residual[t] = residual[t]! - pull * column[t]!;
    }
    outside = Math.max(0, outside) * precision;
    const standardised = (logNoise - logNoiseScale) / NOISE_SD;
    gradient[noiseAt] = byLogNoise + outside - standardised / NOISE_SD;
    const logPrior = media.finish(residual, position, gradient) - 0.5 * standardised * standardised;
    return logPrior - 0.5 * (logDeterminant + outside + quadratic);
  }

  function linearAt(position: Float64Array, random: Random) {
    project(position);
    const noise = Math.exp(position[noiseAt]!);
    const variance = noise * noise;
    const onBasis = new Float64Array(directions);
    for (let k = 0; k < directions; k++) {
      const d = singular[k]!;
      const spread = variance + d * d;
      onBasis[k] = (d * projected[k]!) / spread + Math.sqrt(variance / spread) * random.normal();
    }
    return { onBasis, noise };
  }

  return { names: ["ln noise"], start: [logNoiseScale], evaluate, linearAt };
}
