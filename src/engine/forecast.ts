/**
 * Where a series is going, with its doubt: intervals per period, chance of attaining a level or a sum, needed pace.
 *
 * The law is the mixture of `level-mixture.ts`; the answer is a bundle of simulated futures drawn from it, so that the
 * chance that thirteen weeks *together* reach a sum counts their common fate, which intervals week by week cannot.
 */
import { type Interval, intervalOfDraws, quantileOfSorted } from "./intervals.ts";
import { fitLevelMixture, type LevelMixture, type MixtureComponent, observationRow } from "./level-mixture.ts";
import type { Random } from "./random.ts";

export interface ForecastRequest {
  /** One per period, in order; null = unknown, never 0. */
  values: readonly (number | null)[];
  /** Periods ahead, 1 or more. */
  horizon: number;
  random: Random;
  /** Points per cycle (7 for days, 52.18 for weeks); a season is fitted when two whole cycles are there. Default: none. */
  period?: number;
  /** Share of futures inside an interval. Default 0.9. */
  level?: number;
  /** Simulated futures. Default 2 000: a chance is known within ± 0.022 (two standard errors). */
  paths?: number;
  /** Values cannot lie below (a count: 0) or above (a rate: 1): the futures stop there. */
  floor?: number;
  ceiling?: number;
}

/** Why a forecast deserves little trust. */
export type ForecastReason = "too-few-points" | "few-points" | "many-unknown" | "constant" | "far-horizon";

export interface Forecast {
  /** One per period ahead; empty when insufficient. */
  points: readonly Interval[];
  /** paths × horizon, row after row: simulated futures. Empty when insufficient. */
  paths: Float64Array;
  pathCount: number;
  horizon: number;
  /** The level today, noise removed (season included); null when insufficient. */
  today: number | null;
  /** "log": the series is positive and varies by more than half of its mean, so moves are proportions. */
  scale: "linear" | "log";
  known: number;
  verdict: { status: "reliable" | "weak" | "insufficient"; reasons: readonly ForecastReason[] };
}

const FEWEST_POINTS = 4;
const RELIABLE_POINTS = 12;

/** Stretch of the deviations up to 26 known points. */
const WIDENING = 1.15;

/**
 * Forecasts a series.
 *
 * Below 52 known points the grid of the mixture knows too little and the deviations are widened: × 1.15 up to 26 points,
 * then less, × 1 from 52 (set on simulated series, see `bench/engine-signals.ts`). On the log scale the mean of a Student
 * law is infinite, so `mean` leaves out the 2.5 % most extreme futures on each side.
 *
 * @returns never throws for a poor series: `verdict` says "weak" or "insufficient" and why. Throws a RangeError for a value
 * that is not finite or an impossible option.
 * @example forecast({ values: [12, 15, 11, 14, 13, 16], horizon: 4, random: createRandom(1), floor: 0 }).points[3]
 */
export function forecast(request: ForecastRequest): Forecast {
  const { values, horizon, random } = request;
  const pathCount = request.paths ?? 2000;
  const level = request.level ?? 0.9;
  if (!Number.isInteger(horizon) || horizon < 1) throw new RangeError(`horizon is 1 period or more, not ${horizon}`);
  if (!Number.isInteger(pathCount) || pathCount < 100) throw new RangeError("at least 100 paths");
  for (const value of values) {
    if (value !== null && !Number.isFinite(value)) throw new RangeError(`not a finite value: ${value}`);
  }
  const trimmed = fromFirstKnown(values);
  const known = trimmed.filter((value) => value !== null);
  const verdict = judge(trimmed.length, known, horizon);
  const empty = { points: [], paths: new Float64Array(0), pathCount: 0, today: null, scale: "linear" } as const;
  if (verdict.status === "insufficient") return { ...empty, horizon, known: known.length, verdict };

  const scale = isProportional(known) ? "log" : "linear";
  const fitted = scale === "log" ? trimmed.map((value) => (value === null ? null : Math.log(value))) : trimmed;
  const mixture = fitLevelMixture(fitted, request.period ?? null);
  const paths = simulate(mixture, horizon, pathCount, random);
  widen(paths, horizon, pathCount, widening(known.length));
  const back = (value: number) => (scale === "log" ? Math.exp(Math.min(value, 700)) : value);
  const floor = request.floor ?? Number.NEGATIVE_INFINITY;
  const ceiling = request.ceiling ?? Number.POSITIVE_INFINITY;
  for (let i = 0; i < paths.length; i++) paths[i] = Math.min(ceiling, Math.max(floor, back(paths[i]!)));

  const points: Interval[] = [];
  const column = new Float64Array(pathCount);
  for (let step = 0; step < horizon; step++) {
    for (let path = 0; path < pathCount; path++) column[path] = paths[path * horizon + step]!;
    points.push(summarise(column, level, scale));
  }
  const today = Math.min(ceiling, Math.max(floor, back(levelToday(mixture))));
  return { points, paths, pathCount, horizon, today, scale, known: known.length, verdict };
}

/** What is hoped for: a level at the end of the horizon, or a sum over it (with what is already counted). */
export type ForecastTarget =
  | { kind: "level"; value: number; direction: "at-least" | "at-most" }
  | { kind: "sum"; value: number; alreadyCounted: number; direction: "at-least" | "at-most" };

export interface Attainment {
  /** Chance of attaining the target; null when the forecast is insufficient. Never 0 nor 1: futures are finite in number. */
  probability: number | null;
  /** Standard error of the chance, from the number of futures. */
  standardError: number | null;
  /** Where the series lands: the level at the end, or the total; null when insufficient. */
  landing: Interval | null;
  /**
   * level: the change per period still needed, from today's level. sum: the value per period still needed (negative when
   * the sum is passed already).
   */
  neededPace: number | null;
  /** The same in the mean of the futures, to compare; null when insufficient. */
  expectedPace: number | null;
}

/**
 * Chance that a forecast attains a target within its horizon, and the pace that it takes.
 *
 * @param target in the unit of the values. @param level of the landing interval, default 0.9.
 * @example chanceOfAttaining(f, { kind: "sum", value: 1000, alreadyCounted: 640, direction: "at-least" }).neededPace
 */
export function chanceOfAttaining(series: Forecast, target: ForecastTarget, level = 0.9): Attainment {
  if (!Number.isFinite(target.value)) throw new RangeError(`a target is a number, not ${target.value}`);
  const already = target.kind === "sum" ? target.alreadyCounted : 0;
  const { horizon, pathCount, paths, today } = series;
  let neededPace: number | null = null;
  if (target.kind === "sum") neededPace = (target.value - already) / horizon;
  else if (today !== null) neededPace = (target.value - today) / horizon;
  if (today === null || pathCount === 0) {
    return { probability: null, standardError: null, landing: null, neededPace, expectedPace: null };
  }
  const landings = new Float64Array(pathCount);
  let attained = 0;
  for (let path = 0; path < pathCount; path++) {
    let landed = already;
    if (target.kind === "sum") for (let s = 0; s < horizon; s++) landed += paths[path * horizon + s]!;
    else landed = paths[path * horizon + horizon - 1]!;
    landings[path] = landed;
    if (target.direction === "at-least" ? landed >= target.value : landed <= target.value) attained++;
  }
  const probability = (attained + 0.5) / (pathCount + 1);
  const landing = summarise(landings, level, series.scale);
  const start = target.kind === "sum" ? already : today;
  return {
    probability,
    standardError: Math.sqrt((probability * (1 - probability)) / pathCount),
    landing,
    neededPace,
    expectedPace: (landing.mean - start) / horizon,
  };
}

function fromFirstKnown(values: readonly (number | null)[]): readonly (number | null)[] {
  const first = values.findIndex((value) => value !== null);
  return first < 0 ? [] : values.slice(first);
}

function judge(length: number, known: readonly number[], horizon: number): Forecast["verdict"] {
  if (known.length < FEWEST_POINTS) return { status: "insufficient", reasons: ["too-few-points"] };
  const reasons: ForecastReason[] = [];
  if (known.length < RELIABLE_POINTS) reasons.push("few-points");
  if (known.length < (2 / 3) * length) reasons.push("many-unknown");
  if (known.every((value) => value === known[0])) reasons.push("constant");
  if (horizon > known.length) reasons.push("far-horizon");
  return { status: reasons.length > 0 ? "weak" : "reliable", reasons };
}

function isProportional(known: readonly number[]): boolean {
  let sum = 0;
  for (const value of known) {
    if (value <= 0) return false;
    sum += value;
  }
  const mean = sum / known.length;
  let squares = 0;
  for (const value of known) squares += (value - mean) ** 2;
  return Math.sqrt(squares / (known.length - 1)) > 0.5 * mean;
}

function widening(known: number): number {
  if (known <= 26) return WIDENING;
  if (known >= 52) return 1;
  return 1 + ((WIDENING - 1) * Math.log(52 / known)) / Math.log(2);
}

/** Stretches every future away from the mean future. */
function widen(paths: Float64Array, horizon: number, pathCount: number, factor: number): void {
  if (factor === 1) return;
  for (let step = 0; step < horizon; step++) {
    let sum = 0;
    for (let path = 0; path < pathCount; path++) sum += paths[path * horizon + step]!;
    const mean = sum / pathCount;
    for (let path = 0; path < pathCount; path++) {
      const at = path * horizon + step;
      paths[at] = mean + factor * (paths[at]! - mean);
    }
  }
}

function levelToday(mixture: LevelMixture): number {
  let today = 0;
  for (const component of mixture.components) {
    const row = new Float64Array(component.mean.length);
    observationRow(row, mixture.length - 1, mixture.period ?? 1);
    let value = 0;
    for (let i = 0; i < row.length; i++) value += row[i]! * component.mean[i]!;
    today += component.weight * value;
  }
  return today;
}

function summarise(draws: Float64Array, level: number, scale: "linear" | "log"): Interval {
  const interval = intervalOfDraws(draws, level);
  if (scale === "linear") return interval;
  const sorted = Float64Array.from(draws).sort();
  const low = quantileOfSorted(sorted, 0.025);
  const high = quantileOfSorted(sorted, 0.975);
  const inside = sorted.filter((value) => value >= low && value <= high);
  return { ...interval, mean: inside.reduce((sum, value) => sum + value, 0) / inside.length };
}

/** Futures from the mixture, components shared out in exact proportion (systematic sampling). paths × horizon. */
function simulate(mixture: LevelMixture, horizon: number, pathCount: number, random: Random): Float64Array {
  const paths = new Float64Array(pathCount * horizon);
  const offset = random.uniform();
  let cumulated = 0;
  let path = 0;
  mixture.components.forEach((component, i) => {
    cumulated += component.weight;
    const last = i === mixture.components.length - 1;
    const root = choleskyRoot(component.covariance, component.mean.length);
    while (path < pathCount && (last || (path + offset) / pathCount < cumulated)) {
      simulateOne(component, root, mixture, paths.subarray(path * horizon, (path + 1) * horizon), random);
      path++;
    }
  });
  return paths;
}

function simulateOne(
  component: MixtureComponent,
  root: Float64Array,
  mixture: LevelMixture,
  path: Float64Array,
  random: Random,
): void {
  const { mean, damping } = component;
  const size = mean.length;
  const deviation = Math.sqrt(component.squares / (2 * random.gamma(component.degrees / 2)));
  const levelStep = deviation * Math.sqrt(component.levelRatio);
  const slopeStep = deviation * Math.sqrt(component.slopeRatio);
  const state = Float64Array.from(mean);
  for (let j = 0; j < size; j++) {
    const shock = deviation * random.normal();
    for (let i = j; i < size; i++) state[i]! += root[i * size + j]! * shock;
  }
  const row = new Float64Array(size);
  for (let step = 0; step < path.length; step++) {
    const slope = damping * state[1]!;
    state[0]! += slope + (levelStep > 0 ? levelStep * random.normal() : 0);
    state[1] = slope + (slopeStep > 0 ? slopeStep * random.normal() : 0);
    observationRow(row, mixture.length + step, mixture.period ?? 1);
    let value = deviation * random.normal();
    for (let i = 0; i < size; i++) value += row[i]! * state[i]!;
    path[step] = value;
  }
}

/** Lower Cholesky root; a direction without variance gets a column of zeros instead of a division by nothing. */
function choleskyRoot(covariance: Float64Array, size: number): Float64Array {
  const root = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    for (let i = j; i < size; i++) {
      let sum = covariance[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= root[i * size + k]! * root[j * size + k]!;
      if (i === j) root[i * size + i] = sum > 1e-14 ? Math.sqrt(sum) : 0;
      else root[i * size + j] = root[j * size + j]! > 0 ? sum / root[j * size + j]! : 0;
    }
  }
  return root;
}
