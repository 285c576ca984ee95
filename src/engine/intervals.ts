/**
 * Uncertainty of the figures a report quotes: rates, counts, means, their differences and their ratios.
 *
 * The default level is 0.9, as everywhere in the engine: one interval in ten misses. Nothing here returns a bare number:
 * a figure never leaves without its interval, and a rate over nothing is unknown (null), not zero.
 */
import { gammaQuantile, normalQuantile, studentQuantile } from "./distributions.ts";

/** An estimate and the interval around it, in the unit of the estimate. `upper` may be +∞ for a ratio. */
export interface Interval {
  mean: number;
  lower: number;
  upper: number;
}

/** Successes among trials: clicks among impressions, answered among received. */
export interface Tally {
  successes: number;
  trials: number;
}

const DEFAULT_LEVEL = 0.9;

/**
 * Rate of a tally with Wilson's score interval (E. B. Wilson, 1927), which stays inside [0, 1] and is honest for small
 * tallies, where the usual ± interval is not.
 *
 * @param tally 0 ≤ successes ≤ trials, whole or not. Throws a RangeError otherwise (a rate above 1 is no tally:
 * see `ratioOfTotals`).
 * @returns null when there was no trial.
 * @example wilsonInterval({ successes: 3, trials: 40 }) // { mean: 0.075, lower: 0.030, upper: 0.173 }
 */
export function wilsonInterval(tally: Tally, level = DEFAULT_LEVEL): Interval | null {
  const { successes, trials } = tally;
  if (!(successes >= 0) || !(trials >= successes) || !Number.isFinite(trials)) {
    throw new RangeError(`a tally needs 0 ≤ successes ≤ trials, not ${successes} of ${trials}`);
  }
  if (trials === 0) return null;
  const z = twoSidedNormal(level);
  const rate = successes / trials;
  const denominator = 1 + (z * z) / trials;
  const middle = (rate + (z * z) / (2 * trials)) / denominator;
  const reach = (z / denominator) * Math.sqrt((rate * (1 - rate)) / trials + (z * z) / (4 * trials * trials));
  // At the two ends the formula equals the end exactly; rounding must not let it step over.
  const lower = successes === 0 ? 0 : Math.max(0, middle - reach);
  const upper = successes === trials ? 1 : Math.min(1, middle + reach);
  return { mean: rate, lower, upper };
}

/**
 * Difference of two independent rates, `after − before`, by Newcombe's hybrid of the two Wilson intervals (R. G. Newcombe,
 * Statistics in Medicine 17, 1998, method 10).
 *
 * @returns null when one of the two has no trial. When 0 lies inside, the two periods cannot be told apart.
 */
export function differenceOfRates(before: Tally, after: Tally, level = DEFAULT_LEVEL): Interval | null {
  const first = wilsonInterval(before, level);
  const second = wilsonInterval(after, level);
  if (first === null || second === null) return null;
  const mean = second.mean - first.mean;
  return {
    mean,
    lower: mean - Math.hypot(second.mean - second.lower, first.upper - first.mean),
    upper: mean + Math.hypot(second.upper - second.mean, first.mean - first.lower),
  };
}

/**
 * Ratio of two independent rates, `after / before`, by recovering variances from the two Wilson intervals (MOVER-R;
 * A. Donner and G. Y. Zou, Statistical Methods in Medical Research 21, 2012).
 *
 * @returns null when one has no trial or when nothing succeeded before (a ratio to zero says nothing); `upper` is +∞ when
 * the rate before cannot be told from zero.
 */
export function ratioOfRates(before: Tally, after: Tally, level = DEFAULT_LEVEL): Interval | null {
  const first = wilsonInterval(before, level);
  const second = wilsonInterval(after, level);
  if (first === null || second === null || first.mean === 0) return null;
  return ratioFromIntervals(second, first);
}

/** Ratio numerator / denominator of two independent positive estimates with their intervals (MOVER-R, as above). */
function ratioFromIntervals(numerator: Interval, denominator: Interval): Interval {
  const product = numerator.mean * denominator.mean;
  const lowSquare = numerator.lower * (2 * numerator.mean - numerator.lower);
  const highSquare = numerator.upper * (2 * numerator.mean - numerator.upper);
  const underHigh = denominator.upper * (2 * denominator.mean - denominator.upper);
  const underLow = denominator.lower * (2 * denominator.mean - denominator.lower);
  const rootLow = Math.sqrt(Math.max(0, product * product - lowSquare * underHigh));
  const rootHigh = Math.sqrt(Math.max(0, product * product - highSquare * underLow));
  return {
    mean: numerator.mean / denominator.mean,
    lower: underHigh === 0 ? lowSquare / (2 * product) : Math.max(0, (product - rootLow) / underHigh),
    upper: underLow <= 0 ? Number.POSITIVE_INFINITY : (product + rootHigh) / underLow,
  };
}

/**
 * Rate of a count over an exposure (messages per day, incidents per thousand posts): exact Poisson interval
 * (F. Garwood, 1936), from gamma quantiles.
 *
 * @param count whole number ≥ 0; @param exposure > 0, in the unit of the rate.
 * @returns null when the exposure is 0.
 */
export function countInterval(count: number, exposure = 1, level = DEFAULT_LEVEL): Interval | null {
  checkCount(count);
  if (exposure === 0) return null;
  if (!(exposure > 0)) throw new RangeError(`an exposure is positive, not ${exposure}`);
  const tail = oneTail(level);
  return {
    mean: count / exposure,
    lower: count === 0 ? 0 : gammaQuantile(tail, count, 1) / exposure,
    upper: gammaQuantile(1 - tail, count + 1, 1) / exposure,
  };
}

/**
 * Ratio of two Poisson rates, `after / before`: given the total, the count after is binomial, so the ratio is a
 * transformed Wilson interval (J. Przyborowski and H. Wilenski, 1940, with Wilson's interval for the binomial).
 *
 * @param before, after counts over their exposures. Returns null when nothing was counted before or an exposure is 0.
 */
export function ratioOfCounts(
  before: { count: number; exposure: number },
  after: { count: number; exposure: number },
  level = DEFAULT_LEVEL,
): Interval | null {
  checkCount(before.count);
  checkCount(after.count);
  if (before.count === 0 || !(before.exposure > 0) || !(after.exposure > 0)) return null;
  const total = before.count + after.count;
  const share = wilsonInterval({ successes: after.count, trials: total }, level)!;
  const perUnit = before.exposure / after.exposure;
  return {
    mean: (after.count / before.count) * perUnit,
    lower: (share.lower / (1 - share.lower)) * perUnit,
    upper: share.upper === 1 ? Number.POSITIVE_INFINITY : (share.upper / (1 - share.upper)) * perUnit,
  };
}

/**
 * Ratio of two totals over the same units (interactions over reach, post by post; cost over clicks, week by week), with
 * the interval that the variation from unit to unit warrants: linearised variance of a ratio estimator and Student's law
 * (W. G. Cochran, "Sampling Techniques", 1977, ch. 6). Interactions come in bursts, so a binomial interval on the totals
 * would be several times too narrow.
 *
 * @param units numerator and denominator of each unit, denominators ≥ 0.
 * @returns null with fewer than two units or a total denominator of 0.
 */
export function ratioOfTotals(
  units: readonly { numerator: number; denominator: number }[],
  level = DEFAULT_LEVEL,
): Interval | null {
  let top = 0;
  let bottom = 0;
  for (const unit of units) {
    if (!Number.isFinite(unit.numerator) || !(unit.denominator >= 0) || !Number.isFinite(unit.denominator)) {
      throw new RangeError("a unit needs a finite numerator and a denominator of 0 or more");
    }
    top += unit.numerator;
    bottom += unit.denominator;
  }
  const n = units.length;
  if (n < 2 || bottom === 0) return null;
  const ratio = top / bottom;
  let squares = 0;
  for (const unit of units) squares += (unit.numerator - ratio * unit.denominator) ** 2;
  const error = Math.sqrt((squares * n) / (n - 1)) / bottom;
  const reach = studentQuantile(1 - oneTail(level), n - 1) * error;
  return { mean: ratio, lower: ratio - reach, upper: ratio + reach };
}

/**
 * Mean of a sample with Student's interval.
 *
 * @returns null with fewer than two values.
 */
export function meanInterval(values: readonly number[], level = DEFAULT_LEVEL): Interval | null {
  return ratioOfTotals(
    values.map((value) => ({ numerator: value, denominator: 1 })),
    level,
  );
}

/**
 * Difference of two independent means, `after − before`, with Welch's interval (B. L. Welch, 1947).
 *
 * @returns null when one side has fewer than two values.
 */
export function differenceOfMeans(
  before: readonly number[],
  after: readonly number[],
  level = DEFAULT_LEVEL,
): Interval | null {
  const first = moments(before);
  const second = moments(after);
  if (first === null || second === null) return null;
  const mean = second.mean - first.mean;
  const variance = first.errorSquared + second.errorSquared;
  if (variance === 0) return { mean, lower: mean, upper: mean };
  const degrees =
    (variance * variance) /
    (first.errorSquared ** 2 / (before.length - 1) + second.errorSquared ** 2 / (after.length - 1));
  const reach = studentQuantile(1 - oneTail(level), degrees) * Math.sqrt(variance);
  return { mean, lower: mean - reach, upper: mean + reach };
}

function moments(values: readonly number[]): { mean: number; errorSquared: number } | null {
  if (values.length < 2) return null;
  let sum = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) throw new RangeError(`not a finite value: ${value}`);
    sum += value;
  }
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { mean, errorSquared: squares / (values.length - 1) / values.length };
}

/**
 * Mean and central interval of draws (a posterior, simulated paths): the figure and its doubt in one object.
 *
 * @param draws at least one finite number; not modified.
 */
export function intervalOfDraws(draws: ArrayLike<number>, level = DEFAULT_LEVEL): Interval {
  if (draws.length === 0) throw new RangeError("no draws to summarise");
  const sorted = Float64Array.from(draws).sort();
  let sum = 0;
  for (let i = 0; i < sorted.length; i++) sum += sorted[i]!;
  const tail = oneTail(level);
  return {
    mean: sum / sorted.length,
    lower: quantileOfSorted(sorted, tail),
    upper: quantileOfSorted(sorted, 1 - tail),
  };
}

/** Quantile of values sorted in ascending order, linear between neighbours (type 7, as R and NumPy do by default). */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number): number {
  if (sorted.length === 0) throw new RangeError("no values");
  const position = p * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!);
}

function checkCount(count: number): void {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`a count is a whole number, 0 or more, not ${count}`);
}

function oneTail(level: number): number {
  if (!(level > 0 && level < 1)) throw new RangeError(`a level lies in (0, 1), not ${level}`);
  return (1 - level) / 2;
}

function twoSidedNormal(level: number): number {
  return normalQuantile(1 - oneTail(level));
}
