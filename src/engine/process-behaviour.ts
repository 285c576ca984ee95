/**
 * Signal or noise: the process-behaviour chart of individual values (XmR).
 *
 * The usual range of a series is read from its own point-to-point moves, not from its overall spread: a spread that
 * already contains the exceptional would hide it. Source: W. A. Shewhart; D. J. Wheeler, "Understanding Variation"
 * (1993) and "Making Sense of Data" (2003).
 */

/** Why a point is more than noise. */
export type ProcessRule =
  /** Beyond a natural limit. */
  | "beyond-limit"
  /** Eight known points in a row on the same side of the centre. */
  | "run-of-eight"
  /** At least three of four known points in a row nearer to a limit than to the centre, on the same side. */
  | "three-of-four-near-limit";

/** One point that is more than noise; the rule listed first is the strongest that fired. */
export interface ProcessSignal {
  /** Position in the values given. */
  index: number;
  value: number;
  rule: ProcessRule;
  /** Every rule that fired on this point, strongest first. */
  rules: readonly ProcessRule[];
  direction: "above" | "below";
}

export interface ProcessLimitsOptions {
  /**
   * Number of leading points that set the limits (the unknown ones included). Default: all. Setting it judges new
   * points against the past instead of letting them widen their own limits.
   */
  baseline?: number;
  /** "median" resists a few extreme moves in the baseline (constants 3.145 and 3.865). Default "mean" (2.660 and 3.268). */
  centre?: "mean" | "median";
  /** Values cannot lie below (a count: 0): the lower limit stops there. */
  floor?: number;
  /** Values cannot lie above (a rate: 1): the upper limit stops there. */
  ceiling?: number;
}

export interface ProcessLimits {
  /**
   * "insufficient": fewer than 6 known points in the baseline, or no two neighbours known: no limits, no signals.
   * "weak": 6 to 9 known points: limits are provisional. "reliable": 10 or more (Wheeler's advice).
   */
  status: "reliable" | "weak" | "insufficient";
  /** Known points in the baseline. */
  known: number;
  /** Null when insufficient, as are the four below. In the unit of the values. */
  centre: number | null;
  lower: number | null;
  upper: number | null;
  /** Mean (or median) of the absolute moves between neighbours. */
  movingRange: number | null;
  /** A move larger than this between two neighbours is exceptional in itself. */
  upperRange: number | null;
  /** Per value given: the signal on that point, or null (noise, or unknown value). */
  points: readonly (ProcessSignal | null)[];
  /** The same signals without the nulls, in order. */
  signals: readonly ProcessSignal[];
}

const SCALE = { mean: { limit: 2.66, range: 3.268 }, median: { limit: 3.145, range: 3.865 } } as const;

/** Below this many known points there are no limits; below RELIABLE_POINTS they are provisional. */
const FEWEST_POINTS = 6;
const RELIABLE_POINTS = 10;

/**
 * Natural limits of a series and the points that are signals.
 *
 * limits = centre ± 2.660 × mean moving range. An unknown value (null) is never a zero: no move is measured across it, and
 * it neither feeds nor breaks a run (the rules read the known points in order). Rules are evaluated on all points, the
 * baseline included; a run rule marks the point that completes it and those that prolong it.
 *
 * @param values one per period, in order; null = unknown. Throws a RangeError for NaN, an infinite value or a bad baseline.
 * @example processLimits([10, 12, 11, 9, 10, 11, 12, 10, 9, 40]).signals[0]?.rule === "beyond-limit"
 */
export function processLimits(values: readonly (number | null)[], options: ProcessLimitsOptions = {}): ProcessLimits {
  const baseline = options.baseline ?? values.length;
  if (!Number.isInteger(baseline) || baseline < 0) throw new RangeError("baseline is a number of points, 0 or more");
  for (const value of values) {
    if (value !== null && !Number.isFinite(value)) throw new RangeError(`not a finite value: ${value}`);
  }
  const reference = values.slice(0, baseline);
  const known = reference.filter((value) => value !== null);
  const moves = movesBetweenNeighbours(reference);
  if (known.length < FEWEST_POINTS || moves.length === 0) {
    const none = { centre: null, lower: null, upper: null, movingRange: null, upperRange: null };
    return { status: "insufficient", known: known.length, ...none, points: values.map(() => null), signals: [] };
  }
  const kind = options.centre ?? "mean";
  const centre = kind === "mean" ? mean(known) : median(known);
  const movingRange = kind === "mean" ? mean(moves) : median(moves);
  const reach = SCALE[kind].limit * movingRange;
  const lower = Math.max(centre - reach, options.floor ?? Number.NEGATIVE_INFINITY);
  const upper = Math.min(centre + reach, options.ceiling ?? Number.POSITIVE_INFINITY);
  const points = findSignals(values, { centre, lower, upper, reach });
  return {
    status: known.length < RELIABLE_POINTS ? "weak" : "reliable",
    known: known.length,
    centre,
    lower,
    upper,
    movingRange,
    upperRange: SCALE[kind].range * movingRange,
    points,
    signals: points.filter((point) => point !== null),
  };
}

function movesBetweenNeighbours(values: readonly (number | null)[]): number[] {
  const moves: number[] = [];
  for (let i = 1; i < values.length; i++) {
    const previous = values[i - 1];
    const current = values[i];
    if (previous == null || current == null) continue;
    moves.push(Math.abs(current - previous));
  }
  return moves;
}

function findSignals(
  values: readonly (number | null)[],
  limits: { centre: number; lower: number; upper: number; reach: number },
): (ProcessSignal | null)[] {
  // Rounding must not turn a constant series into signals: a point counts as beyond only past this slack.
  const slack = 1e-9 * Math.max(Math.abs(limits.centre), limits.reach, Number.MIN_VALUE);
  const sides: number[] = [];
  const near: number[] = [];
  return values.map((value, index) => {
    if (value === null) return null;
    const away = value - limits.centre;
    const side = Math.abs(away) <= slack ? 0 : Math.sign(away);
    sides.push(side);
    near.push(Math.abs(away) > limits.reach / 2 + slack ? side : 0);
    const rules: ProcessRule[] = [];
    if (value > limits.upper + slack || value < limits.lower - slack) rules.push("beyond-limit");
    if (side !== 0 && sides.length >= 8 && sides.slice(-8).every((s) => s === side)) rules.push("run-of-eight");
    const lastNear = near[near.length - 1];
    if (lastNear !== 0 && near.length >= 4 && near.slice(-4).filter((s) => s === lastNear).length >= 3) {
      rules.push("three-of-four-near-limit");
    }
    const rule = rules[0];
    if (rule === undefined) return null;
    return { index, value, rule, rules, direction: away >= 0 ? "above" : "below" };
  });
}

function mean(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
