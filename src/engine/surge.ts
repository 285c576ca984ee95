/**
 * Is this burst of mentions out of the ordinary? Two tests.
 *
 * `createSurgeScan`, for a steady stream (every 5 minutes to every hour): how improbable the counts of the last 1, 3 and 12
 * steps are under a negative binomial whose level and dispersion follow the series; then how that improbability compares
 * with the worst of each recent day. A brand whose every day has its burst is not alerted every day.
 *
 * `sameHourOfWeek`, for small volumes: this hour against the same hour of the four weeks before.
 *
 * The idea of a calibrated negative-binomial tail: A. Noufaily et al., Statistics in Medicine 32 (2013); scan over windows:
 * M. Kulldorff (2001); prediction with an estimated mean: gamma–Poisson mixture. Settings were chosen on the public
 * labelled files that `bench/engine-signals.ts` scores, so expect a few points less elsewhere.
 */
import { negativeBinomialUpperTail } from "./distributions.ts";

export interface SurgeScanOptions {
  /** Steps in a day: 288 for 5 minutes, 24 for an hour. */
  stepsPerDay: number;
  /** Score above which a point is an alarm. Default 3: three times the usual spread above the worst of a usual day. */
  threshold?: number;
}

export interface SurgeScore {
  /** Spreads above the median of the recent daily maxima; 0 while calibrating, for an unknown value or below a recent record. */
  score: number;
  /** score ≥ threshold. */
  alarm: boolean;
  /** Usual count of one step at this moment; null before the first known value. */
  expected: number | null;
  /** True until three days are known: no alarm can come yet. */
  calibrating: boolean;
}

/** Follows a stream one count at a time. */
export interface SurgeScan {
  /** @param count whole number ≥ 0 of this step, or null when unknown (never 0). Throws a RangeError otherwise. */
  push(count: number | null): SurgeScore;
}

const WINDOWS = [1, 3, 12];
const DAYS_REMEMBERED = 14;
const DAYS_TO_CALIBRATE = 2;
/** A count teaches the level no more than this many times what was expected: a burst must not raise its own bar. */
const CLIP = 1.5;
/** Half-lives, in days. */
const LEVEL_HALF_LIFE = 0.5;
const DISPERSION_HALF_LIFE = 6;
/** An alarm must exceed every score of the last day by this factor: one burst, one alarm. */
const RECORD = 1.1;
const DEFAULT_THRESHOLD = 3;

/** @param options see `SurgeScanOptions`. Throws a RangeError for fewer than one step a day. */
export function createSurgeScan(options: SurgeScanOptions): SurgeScan {
  const { stepsPerDay } = options;
  const threshold = options.threshold ?? DEFAULT_THRESHOLD;
  if (!Number.isInteger(stepsPerDay) || stepsPerDay < 1) throw new RangeError("a day has one step or more");
  const levelRate = 1 - 2 ** (-1 / Math.max(1, LEVEL_HALF_LIFE * stepsPerDay));
  const dispersionRate = 1 - 2 ** (-1 / (DISPERSION_HALF_LIFE * stepsPerDay));
  let level: number | null = null;
  let seen = 0;
  // Per window: excess variance relative to the squared mean, 1 / size of the negative binomial.
  const excess = WINDOWS.map(() => 0.3);
  const recent: (number | null)[] = [];
  const expectations: number[] = [];
  const maxima: number[] = [];
  let todayMaximum = 0;
  let step = 0;
  const raws: number[] = [];

  function improbability(): number {
    let worst = 0;
    WINDOWS.forEach((window, w) => {
      if (recent.length < window) return;
      let count = 0;
      let mean = 0;
      for (let i = recent.length - window; i < recent.length; i++) {
        const value = recent[i];
        if (value == null) return;
        count += value;
        // A level near zero is not known to be zero: half a mention a day keeps the tail honest.
        mean += Math.max(expectations[i]!, 0.5 / stepsPerDay);
      }
      if (count <= mean) return;
      const tail = negativeBinomialUpperTail(count, mean, 1 / Math.max(excess[w]!, 1e-4));
      worst = Math.max(worst, -Math.log10(Math.max(tail, 1e-300)));
    });
    return worst;
  }

  function learn(count: number): void {
    const expected = level ?? count;
    const clipped = Math.min(count, CLIP * (expected + 1));
    const rate = Math.max(levelRate, 1 / (seen + 1));
    const dispersion = Math.max(dispersionRate, 1 / (seen + 2 * stepsPerDay));
    WINDOWS.forEach((window, w) => {
      if (recent.length < window) return;
      let sum = 0;
      let mean = 0;
      for (let i = recent.length - window; i < recent.length; i++) {
        const value = recent[i];
        if (value == null) return;
        sum += Math.min(value, CLIP * (expectations[i]! + 1));
        mean += expectations[i]!;
      }
      if (mean <= 0) return;
      const relative = ((sum - mean) ** 2 - mean) / (mean * mean);
      excess[w]! += dispersion * (Math.max(-1, Math.min(relative, 25)) - excess[w]!);
    });
    level = expected + rate * (clipped - expected);
    seen++;
  }

  return {
    push(count) {
      if (count !== null && (!Number.isFinite(count) || count < 0))
        throw new RangeError(`a count is 0 or more, not ${count}`);
      if (step > 0 && step % stepsPerDay === 0) {
        maxima.push(todayMaximum);
        if (maxima.length > DAYS_REMEMBERED) maxima.shift();
        todayMaximum = 0;
      }
      step++;
      const expected = level;
      recent.push(count);
      expectations.push(expected ?? count ?? 0);
      if (recent.length > WINDOWS[WINDOWS.length - 1]!) {
        recent.shift();
        expectations.shift();
      }
      const calibrating = maxima.length < DAYS_TO_CALIBRATE;
      if (count === null) {
        raws.push(0);
        if (raws.length > stepsPerDay) raws.shift();
        return { score: 0, alarm: false, expected, calibrating };
      }
      const raw = improbability();
      learn(count);
      const record = raws.reduce((most, one) => Math.max(most, one), 0);
      raws.push(raw);
      if (raws.length > stepsPerDay) raws.shift();
      todayMaximum = Math.max(todayMaximum, raw);
      if (calibrating || raw < RECORD * record) return { score: 0, alarm: false, expected, calibrating };
      const score = Math.max(0, standardise(raw, maxima));
      return { score, alarm: score >= threshold, expected, calibrating };
    },
  };
}

/** Distance above the median of the daily maxima, in robust spreads (never less than 0.4 of the median, nor 1). */
function standardise(raw: number, maxima: readonly number[]): number {
  const middle = median(maxima);
  const spread = 1.4826 * median(maxima.map((one) => Math.abs(one - middle)));
  return (raw - middle) / Math.max(spread, 0.4 * middle, 1);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Scores a whole series at once. @param values one count per step, null = unknown. */
export function scanForSurges(values: readonly (number | null)[], options: SurgeScanOptions): SurgeScore[] {
  const scan = createSurgeScan(options);
  return values.map((value) => scan.push(value));
}

export interface HourTest {
  /** Chance of at least this count in a usual week; null when the past is too short or the value unknown. */
  p: number | null;
  alarm: boolean;
  /** Usual count of this hour; null with p. */
  expected: number | null;
  /** Known hours of the past behind it, 12 at most. */
  compared: number;
}

const HOURS_PER_WEEK = 168;
const WEEKS_BACK = 4;
const FEWEST_COMPARED = 6;

/**
 * Compares one hour with the same hour of the four weeks before, an hour either side included (12 counts), by the tail of
 * the negative binomial that predicts a thirteenth. Dispersion is pooled over all hours of those weeks.
 *
 * In simulations (`bench/engine-signals.ts`) a fivefold burst is mostly found within three hours, a doubling at small volume
 * is not: a test on a handful of mentions cannot see it, and no setting changes that.
 *
 * @param hours count per hour, in order, null = unknown. @param index the hour to test, default the last.
 * @param alpha alarm when p is below; default 1e-3.
 */
export function sameHourOfWeek(
  hours: readonly (number | null)[],
  index: number = hours.length - 1,
  alpha = 1e-3,
): HourTest {
  const value = hours[index] ?? null;
  const past: number[] = [];
  for (let week = 1; week <= WEEKS_BACK; week++) {
    for (let aside = -1; aside <= 1; aside++) {
      const at = index - week * HOURS_PER_WEEK + aside;
      const one = at >= 0 ? hours[at] : null;
      if (one != null) past.push(one);
    }
  }
  const n = past.length;
  if (value === null || n < FEWEST_COMPARED) return { p: null, alarm: false, expected: null, compared: n };
  if (!(value >= 0)) throw new RangeError(`a count is 0 or more, not ${value}`);
  const mean = (past.reduce((sum, one) => sum + one, 0) + 0.5) / n;
  const excess = pooledExcess(hours, index);
  // The mean is itself an estimate from n counts: its doubt adds to that of the count to come.
  const variance = mean * (1 + 1 / n) + mean * mean * excess * (1 + 1 / n);
  const size = (mean * mean) / (variance - mean);
  const p = negativeBinomialUpperTail(value, mean, size);
  return { p, alarm: p < alpha, expected: mean, compared: n };
}

/** Σ (variance − mean) / Σ mean² over the hours of the week, the 2 % most agitated left out; never below 0.05. */
function pooledExcess(hours: readonly (number | null)[], index: number): number {
  const groups: { over: number; square: number }[] = [];
  for (let hour = 1; hour <= HOURS_PER_WEEK; hour++) {
    const counts: number[] = [];
    for (let week = 1; week <= WEEKS_BACK; week++) {
      const at = index - week * HOURS_PER_WEEK + hour - 1;
      const one = at >= 0 && at < index ? hours[at] : null;
      if (one != null) counts.push(one);
    }
    if (counts.length < 2) continue;
    const mean = counts.reduce((sum, one) => sum + one, 0) / counts.length;
    const variance = counts.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (counts.length - 1);
    groups.push({ over: variance - mean, square: mean * mean });
  }
  groups.sort((a, b) => a.over - b.over);
  let over = 0;
  let square = 0;
  for (const group of groups.slice(0, Math.ceil(0.98 * groups.length))) {
    over += group.over;
    square += group.square;
  }
  return square > 0 ? Math.max(0.05, over / square) : 0.5;
}
