/**
 * A local level with a damped slope and, when two cycles are there, a season: the exact Bayesian mixture behind `forecast`.
 *
 *   value_t = level_t + season_t + noise_t            noise  ~ N(0, s²)
 *   level_t = level_{t-1} + damping · slope_{t-1} + move_t    move ~ N(0, q s²)
 *   slope_t = damping · slope_{t-1} + turn_t          turn   ~ N(0, r s²)
 *   season_t = Σ_k a_k cos(2πkt/period) + b_k sin(2πkt/period)
 *
 * For fixed (q, r, damping) the Kalman filter is exact and s² is integrated out by hand (Student's law with known − 1
 * degrees of freedom). The mixture runs over a grid of ratios, each weighted by its marginal likelihood, so that no
 * parameter is picked and nothing is sampled. Sources: J. Durbin and S. J. Koopman, "Time Series Analysis by State Space
 * Methods" (2012); M. West and J. Harrison, "Bayesian Forecasting and Dynamic Models" (1997), ch. 4 (variance learning).
 */

/** Variance of the moves of the level, relative to the noise. From a fixed level to a random walk. */
const LEVEL_RATIOS = [0, 0.01, 0.03, 0.1, 0.3, 1, 3, 30];

/** Slopes: damping and long-run deviation relative to the point-to-point deviation; weight against 4 for "no slope". */
const SLOPES = [
  { damping: 0, deviation: 0, weight: 4 },
  { damping: 0.8, deviation: 0.5, weight: 0.25 },
  { damping: 0.9, deviation: 0.5, weight: 0.25 },
  { damping: 0.95, deviation: 1, weight: 0.25 },
  { damping: 0.99, deviation: 1, weight: 0.25 },
];

/** Prior deviation of a season coefficient, relative to the point-to-point deviation. */
const SEASON_DEVIATION = 2;

/** Stands for "no idea": prior variance of the first level, in units of s². Its own density is left out of the weights. */
const DIFFUSE = 1e7;

/** One law of the mixture after the last value: state N(mean, s² covariance), s² = squares / chi-square(degrees). */
export interface MixtureComponent {
  readonly weight: number;
  /** Variance ratios and damping of this law. */
  readonly levelRatio: number;
  readonly slopeRatio: number;
  readonly damping: number;
  /** Number of harmonics; 0 without season. */
  readonly harmonics: number;
  /** states: level, slope, then cos and sin of each harmonic. */
  readonly mean: Float64Array;
  /** states × states, in units of s². */
  readonly covariance: Float64Array;
  readonly squares: number;
  readonly degrees: number;
}

export interface LevelMixture {
  /** Sorted by falling weight; weights sum to 1; components below 1e-4 are left out. */
  readonly components: readonly MixtureComponent[];
  /** Number of known values. */
  readonly known: number;
  /** Number of values, known or not: the next one has this index. */
  readonly length: number;
  /** Points per cycle; null when no season was fitted. */
  readonly period: number | null;
}

/** Harmonics used for a cycle of this many points: all of a week's, two for a longer cycle. */
function harmonicsOf(period: number): number {
  return period <= 12 ? Math.max(1, Math.floor((period - 1) / 2)) : 2;
}

/**
 * Fits the mixture.
 *
 * @param values one per period, null = unknown (the state moves on, nothing is learned); at least 3 known.
 * @param period points per cycle (7 for days, 52.18 for weeks) or null; used only when two whole cycles are there.
 */
export function fitLevelMixture(values: readonly (number | null)[], period: number | null): LevelMixture {
  const known = values.filter((value) => value !== null).length;
  if (known < 3) throw new RangeError(`a level mixture needs 3 known values, not ${known}`);
  const seasonal = period !== null && period >= 2 && values.length >= 2 * period && known >= 1.5 * period;
  const variants = seasonal ? [0, harmonicsOf(period)] : [0];
  const fitted: { logWeight: number; component: MixtureComponent }[] = [];
  for (const harmonics of variants) {
    for (const levelRatio of LEVEL_RATIOS) {
      for (const slope of SLOPES) {
        const { logMarginal, component } = filter(values, levelRatio, slope, harmonics, period ?? 1);
        fitted.push({ logWeight: logMarginal + Math.log(slope.weight), component });
      }
    }
  }
  const highest = Math.max(...fitted.map((one) => one.logWeight));
  const kept = fitted
    .map(({ logWeight, component }) => ({ weight: Math.exp(logWeight - highest), component }))
    .filter(({ weight }) => weight > 1e-4)
    .sort((a, b) => b.weight - a.weight);
  const total = kept.reduce((sum, { weight }) => sum + weight, 0);
  const components = kept.map(({ weight, component }) => ({ ...component, weight: weight / total }));
  return { components, known, length: values.length, period: seasonal ? period : null };
}

/** Fills `row` with the weights of the states in the value at index t: 1, 0, cos, sin, cos, sin, … */
export function observationRow(row: Float64Array, t: number, period: number): void {
  row[0] = 1;
  row[1] = 0;
  for (let k = 2; k < row.length; k += 2) {
    const angle = (Math.PI * k * t) / period;
    row[k] = Math.cos(angle);
    row[k + 1] = Math.sin(angle);
  }
}

function filter(
  values: readonly (number | null)[],
  levelRatio: number,
  slope: { damping: number; deviation: number },
  harmonics: number,
  period: number,
): { logMarginal: number; component: MixtureComponent } {
  const { damping } = slope;
  const size = 2 + 2 * harmonics;
  // Deviation of a point-to-point move, in units of s: what the slope and the season are scaled to.
  const spread = 1 + levelRatio;
  const slopeVariance = slope.deviation * slope.deviation * spread;
  const slopeRatio = slopeVariance * (1 - damping * damping);
  const mean = new Float64Array(size);
  const covariance = new Float64Array(size * size);
  const row = new Float64Array(size);
  const gain = new Float64Array(size);
  covariance[0] = DIFFUSE;
  covariance[size + 1] = slopeVariance;
  for (let k = 2; k < size; k++) covariance[k * size + k] = SEASON_DEVIATION * SEASON_DEVIATION * spread;
  let logDeterminant = 0;
  let squares = 0;
  let seen = 0;
  for (let t = 0; t < values.length; t++) {
    if (t > 0) advance(mean, covariance, size, damping, levelRatio, slopeRatio);
    const value = values[t];
    if (value == null) continue;
    if (seen === 0) mean[0] = value;
    observationRow(row, t, period);
    let variance = 1;
    let predicted = 0;
    for (let i = 0; i < size; i++) {
      let product = 0;
      for (let j = 0; j < size; j++) product += covariance[i * size + j]! * row[j]!;
      gain[i] = product;
      variance += product * row[i]!;
      predicted += mean[i]! * row[i]!;
    }
    const error = value - predicted;
    if (seen > 0) {
      logDeterminant += Math.log(variance);
      squares += (error * error) / variance;
    }
    seen++;
    for (let i = 0; i < size; i++) {
      const factor = gain[i]! / variance;
      mean[i]! += factor * error;
      for (let j = 0; j < size; j++) covariance[i * size + j]! -= factor * gain[j]!;
    }
  }
  const degrees = seen - 1;
  // A constant series has no noise to measure; this keeps its logarithm finite and its interval closed.
  const floored = Math.max(squares, 1e-24 * (1 + mean[0]! * mean[0]!));
  const component = {
    weight: 0,
    levelRatio,
    slopeRatio,
    damping,
    harmonics,
    mean,
    covariance,
    squares: floored,
    degrees,
  };
  return { logMarginal: -0.5 * logDeterminant - 0.5 * degrees * Math.log(floored), component };
}

/** One period forward: level takes the damped slope, both receive their moves. */
function advance(
  mean: Float64Array,
  covariance: Float64Array,
  size: number,
  damping: number,
  levelRatio: number,
  slopeRatio: number,
): void {
  mean[0]! += damping * mean[1]!;
  mean[1]! *= damping;
  for (let j = 0; j < size; j++) {
    covariance[j]! += damping * covariance[size + j]!;
    covariance[size + j]! *= damping;
  }
  for (let i = 0; i < size; i++) {
    covariance[i * size]! += damping * covariance[i * size + 1]!;
    covariance[i * size + 1]! *= damping;
  }
  covariance[0]! += levelRatio;
  covariance[size + 1]! += slopeRatio;
}
