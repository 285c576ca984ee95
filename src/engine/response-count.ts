import { digamma, logGamma } from "./distributions.ts";
import type { Random } from "./random.ts";
import type { OutcomeDensity, ResponseDefinition } from "./response-definition.ts";
import type { LinearPart } from "./response-linear.ts";
import type { MediaPart } from "./response-media.ts";

/** Temperature of the soft floor, in scaled outcome: above three times this a mean is what the sum says, within 5 %. */
const FLOOR = 0.02;
/** Prior of ln dispersion: from very irregular (r = 1) to nearly Poisson (r = 400) within two standard deviations. */
const DISPERSION = { logMean: 3, logSd: 1.5 };

/**
 * Mean of a count from the additive sum η, in scaled outcome: FLOOR · ln(1 + e^(η / FLOOR)), which follows η and never
 * reaches zero.
 */
export function countMean(sum: number): number {
  return sum > 0 ? sum + FLOOR * Math.log1p(Math.exp(-sum / FLOOR)) : FLOOR * Math.log1p(Math.exp(sum / FLOOR));
}

/**
 * Negative binomial likelihood for small counts (sign-ups, calls): mean μ = scale · countMean(η), variance μ + μ² / r.
 * The linear part cannot be integrated out here; its weights on the orthogonal basis are sampled with N(0, 1) priors.
 *
 *   log p(y) = ln Γ(y + r) − ln Γ(r) − ln y! + r ln r + y ln μ − (y + r) ln(μ + r)
 */
export function createCountDensity(
  definition: ResponseDefinition,
  media: MediaPart,
  linear: LinearPart,
): OutcomeDensity {
  const { outcome, outcomeScale } = definition;
  const periods = outcome.length;
  const { directions, basis, singular, centre } = linear;
  const negative = new Float64Array(periods);
  const firstWeight = media.dimension;
  const dispersionAt = firstWeight + directions;

  function evaluate(position: Float64Array, gradient: Float64Array): number {
    gradient.fill(0);
    const logDispersion = position[dispersionAt]!;
    if (!(Math.abs(logDispersion) < 30)) return Number.NEGATIVE_INFINITY;
    // `negative` holds −η, because the media part subtracts.
    for (let t = 0; t < periods; t++) negative[t] = -centre[t]!;
    let logPosterior = 0;
    for (let k = 0; k < directions; k++) {
      const weight = position[firstWeight + k]!;
      logPosterior -= 0.5 * weight * weight;
      gradient[firstWeight + k] = -weight;
      const column = basis[k]!;
      const size = weight * singular[k]!;
      for (let t = 0; t < periods; t++) negative[t] = negative[t]! - size * column[t]!;
    }
    if (!media.subtractFrom(negative, position)) return Number.NEGATIVE_INFINITY;

    const r = Math.exp(logDispersion);
    const logGammaR = logGamma(r);
    const digammaR = digamma(r);
    let byDispersion = 0;
    for (let t = 0; t < periods; t++) {
      const sum = -negative[t]!;
      const mean = outcomeScale * countMean(sum);
      // Far below the floor the mean underflows: no count above zero is possible there.
      if (!(mean > 1e-280)) return Number.NEGATIVE_INFINITY;
      const y = outcome[t]!;
      const logSum = Math.log(mean + r);
      logPosterior += logGamma(y + r) - logGammaR + r * logDispersion + y * Math.log(mean) - (y + r) * logSum;
      byDispersion += digamma(y + r) - digammaR + logDispersion + 1 - logSum - (y + r) / (mean + r);
      const byMean = y / mean - (y + r) / (mean + r);
      negative[t] = (byMean * outcomeScale) / (1 + Math.exp(-sum / FLOOR));
    }
    for (let k = 0; k < directions; k++) {
      const column = basis[k]!;
      let pull = 0;
      for (let t = 0; t < periods; t++) pull += negative[t]! * column[t]!;
      gradient[firstWeight + k] = gradient[firstWeight + k]! + singular[k]! * pull;
    }
    const standardised = (logDispersion - DISPERSION.logMean) / DISPERSION.logSd;
    logPosterior -= 0.5 * standardised * standardised;
    gradient[dispersionAt] = r * byDispersion - standardised / DISPERSION.logSd;
    return logPosterior + media.finish(negative, position, gradient);
  }

  function linearAt(position: Float64Array, _random: Random) {
    return {
      onBasis: position.slice(firstWeight, firstWeight + directions),
      noise: Math.exp(position[dispersionAt]!),
    };
  }

  return {
    names: [...Array.from({ length: directions }, (_, k) => `linear direction ${k + 1}`), "ln dispersion"],
    start: [...new Array<number>(directions).fill(0), DISPERSION.logMean],
    evaluate,
    linearAt,
  };
}
