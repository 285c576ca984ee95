import { normalQuantile } from "./distributions.ts";

/**
 * Can the draws be trusted? Rank-normalised split R-hat, bulk and tail effective sample sizes, and the Pareto shape of importance
 * weights.
 *
 * Sources: Vehtari, Gelman, Simpson, Carpenter, Bürkner, "Rank-normalization, folding, and localization: an improved R-hat",
 * Bayesian Analysis 16(2), 2021; Geyer, 1992 (initial monotone sequence); Vehtari, Simpson, Gelman, Yao, Gabry, "Pareto smoothed
 * importance sampling", JMLR 25, 2024; Zhang and Stephens, Technometrics 51(3), 2009.
 */
export interface Convergence {
  /** Larger of the bulk and the folded value; 1 when the chains agree. */
  readonly rHat: number;
  readonly bulkEss: number;
  readonly tailEss: number;
}

/**
 * Diagnostics of one quantity.
 *
 * @param chains chains × draws; at least one chain of four draws, equal lengths. Constant chains give R-hat 1 and an ESS of 0: nothing was
 * sampled, and nothing is claimed.
 * @example convergenceOf([[0.1, 0.4, …], [0.2, 0.3, …]]).rHat < 1.01
 */
export function convergenceOf(chains: readonly ArrayLike<number>[]): Convergence {
  const split = splitChains(chains);
  const all = split.flatMap((chain) => [...chain]);
  // The 5 % and 95 % quantiles are those of every draw, the middle one of odd chains included.
  const sorted = Float64Array.from(chains.flatMap((chain) => Array.from(chain))).sort();
  if (sorted[0] === sorted[sorted.length - 1] || !all.every(Number.isFinite)) {
    return { rHat: all.every(Number.isFinite) ? 1 : Number.POSITIVE_INFINITY, bulkEss: 0, tailEss: 0 };
  }
  const bulk = rankNormalised(split);
  const median = quantileOf(Float64Array.from(all).sort(), 0.5);
  const folded = rankNormalised(split.map((chain) => chain.map((value) => Math.abs(value - median))));
  const low = quantileOf(sorted, 0.05);
  const high = quantileOf(sorted, 0.95);
  const below = split.map((chain) => chain.map((value) => (value <= low ? 1 : 0)));
  const above = split.map((chain) => chain.map((value) => (value <= high ? 1 : 0)));
  return {
    rHat: Math.max(potentialScaleReduction(bulk), potentialScaleReduction(folded)),
    bulkEss: effectiveSampleSize(bulk),
    tailEss: Math.min(effectiveSampleSize(below), effectiveSampleSize(above)),
  };
}

/** Quantile of sorted values by linear interpolation (type 7). */
export function quantileOf(sorted: ArrayLike<number>, probability: number): number {
  const place = probability * (sorted.length - 1);
  const index = Math.min(Math.floor(place), sorted.length - 2);
  if (index < 0) return sorted[0] ?? Number.NaN;
  const low = sorted[index]!;
  return low + (place - index) * (sorted[index + 1]! - low);
}

function splitChains(chains: readonly ArrayLike<number>[]): Float64Array[] {
  const length = chains[0]?.length ?? 0;
  if (length < 4 || chains.some((chain) => chain.length !== length)) {
    throw new RangeError("convergence needs chains of one length, four draws or more");
  }
  const half = Math.floor(length / 2);
  return chains.flatMap((chain) => {
    const values = Float64Array.from(chain);
    // An odd draw in the middle is left out, as in the reference implementation.
    return [values.slice(0, half), values.slice(length - half)];
  });
}

/** Average ranks through the normal quantile (Blom's offset 3/8). */
function rankNormalised(chains: readonly Float64Array[]): Float64Array[] {
  const length = chains[0]!.length;
  const total = chains.length * length;
  const values = new Float64Array(total);
  chains.forEach((chain, c) => {
    values.set(chain, c * length);
  });
  const order = Uint32Array.from(values, (_, i) => i).sort((i, j) => values[i]! - values[j]!);
  const scores = new Float64Array(total);
  for (let i = 0; i < total; ) {
    let j = i;
    while (j < total && values[order[j]!] === values[order[i]!]) j++;
    const score = normalQuantile(((i + 1 + j) / 2 - 0.375) / (total + 0.25));
    for (; i < j; i++) scores[order[i]!] = score;
  }
  return chains.map((_, c) => scores.slice(c * length, (c + 1) * length));
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function varianceOf(values: Float64Array): number {
  const mean = meanOf(values);
  let sum = 0;
  for (const value of values) sum += (value - mean) * (value - mean);
  return sum / (values.length - 1);
}

function potentialScaleReduction(chains: readonly Float64Array[]): number {
  const length = chains[0]!.length;
  const within = meanOf(Float64Array.from(chains, varianceOf));
  const between = varianceOf(Float64Array.from(chains, meanOf));
  if (within === 0) return between === 0 ? 1 : Number.POSITIVE_INFINITY;
  return Math.sqrt((length - 1) / length + between / within);
}

/** Multi-chain effective sample size by Geyer's initial monotone sequence, autocovariances computed lag by lag until it stops. */
function effectiveSampleSize(chains: readonly Float64Array[]): number {
  const length = chains[0]!.length;
  const count = chains.length;
  const centred = chains.map((chain) => {
    const mean = meanOf(chain);
    return chain.map((value) => value - mean);
  });
  const covarianceAt = (lag: number) => {
    let sum = 0;
    for (const chain of centred) {
      for (let t = lag; t < length; t++) sum += chain[t]! * chain[t - lag]!;
    }
    return sum / (count * length);
  };
  const within = (covarianceAt(0) * length) / (length - 1);
  const pooled = within * ((length - 1) / length) + varianceOf(Float64Array.from(chains, meanOf));
  if (!(pooled > 0)) return 0;
  const correlationAt = (lag: number) => 1 - (within - covarianceAt(lag)) / pooled;
  let previous = 1 + correlationAt(1);
  let sum = previous;
  let lag = 2;
  for (; lag + 2 < length; lag += 2) {
    const pair = correlationAt(lag) + correlationAt(lag + 1);
    if (!(pair > 0)) break;
    previous = Math.min(pair, previous);
    sum += previous;
  }
  if (lag > 2 && lag + 2 >= length) {
    // Chains shorter than their memory: the last pair is not known to be the last positive one (as the reference does).
    sum -= previous;
    lag -= 2;
  }
  // The odd term after the last positive pair, kept when positive, lowers the bias of antithetic chains.
  const odd = lag < length ? Math.max(0, correlationAt(lag)) : 0;
  const total = count * length;
  const time = Math.max(2 * sum - 1 + odd, 1 / Math.log10(total));
  return total / time;
}

/**
 * Pareto-smoothed importance weights.
 *
 * @param logWeights draws; logarithms of target over proposal, up to a constant
 * @returns `weights` that add up to 1 (their tail replaced by the quantiles of the fitted Pareto law) and `kHat`, its shape: below 0.7 the
 * weighted averages can be used, above they cannot. `kHat` is +∞ when fewer than five draws lie in the tail.
 */
export function paretoSmoothed(logWeights: ArrayLike<number>): { weights: Float64Array; kHat: number } {
  const count = logWeights.length;
  const logs = Float64Array.from(logWeights, (value) => (Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value));
  const largest = logs.reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY);
  const weights = logs.map((value) => Math.exp(value - largest));
  const order = Uint32Array.from(weights, (_, i) => i).sort((i, j) => weights[i]! - weights[j]!);
  const wanted = Math.min(Math.floor(count / 5), Math.ceil(3 * Math.sqrt(count)));
  const threshold = wanted < count ? weights[order[count - wanted - 1]!]! : 0;
  // Draws tied with the threshold are not in the tail.
  const tail = order.subarray(count - wanted).filter((i) => weights[i]! > threshold);
  let kHat = Number.POSITIVE_INFINITY;
  if (tail.length >= 5) {
    const { shape, scale } = fitPareto(Float64Array.from(tail, (i) => weights[i]! - threshold));
    kHat = shape;
    tail.forEach((i, place) => {
      const p = (place + 0.5) / tail.length;
      const quantile = Math.abs(shape) < 1e-8 ? -scale * Math.log1p(-p) : (scale * ((1 - p) ** -shape - 1)) / shape;
      weights[i] = Math.min(1, threshold + quantile);
    });
  }
  const sum = weights.reduce((total, value) => total + value, 0);
  return { weights: weights.map((value) => value / sum), kHat };
}

/** Generalised Pareto fit of sorted excesses by Zhang and Stephens' posterior mean, with the weak prior of PSIS towards 0.5. */
function fitPareto(sorted: Float64Array): { shape: number; scale: number } {
  const n = sorted.length;
  const points = 30 + Math.floor(Math.sqrt(n));
  const largest = sorted[n - 1]!;
  const quarter = Math.max(sorted[Math.max(0, Math.floor(n / 4 + 0.5) - 1)]!, 1e-300);
  const thetas: number[] = [];
  const scores: number[] = [];
  for (let j = 1; j <= points; j++) {
    const theta = 1 / largest + (1 - Math.sqrt(points / (j - 0.5))) / (3 * quarter);
    const shape = meanLog(sorted, theta);
    thetas.push(theta);
    scores.push(n * (Math.log(-theta / shape) - shape - 1));
  }
  let theta = 0;
  for (let j = 0; j < points; j++) {
    let inverse = 0;
    for (const score of scores) inverse += Math.exp(score - scores[j]!);
    theta += thetas[j]! / inverse;
  }
  const raw = meanLog(sorted, theta);
  return { shape: (n * raw + 10 * 0.5) / (n + 10), scale: -raw / theta };
}

function meanLog(values: Float64Array, theta: number): number {
  let sum = 0;
  for (const value of values) sum += Math.log1p(-theta * value);
  return sum / values.length;
}
