/**
 * In-house or contractor: from how many pieces a year does doing it yourself cost less, and how sure is that?
 *
 *   inside(n)  = equipment + training + n (1 + rework) (hours · hourly cost + materials)
 *   outside(n) = n (price + management hours · hourly cost)
 *
 * Every input is three figures; the answer is a distribution. Quality is not money and does not enter here. Sources: D. W.
 * Hubbard, "How to Measure Anything" (2014), for the elicitation and the value of information; A. Saltelli et al., "Global
 * Sensitivity Analysis" (2008); M. Strong and J. Oakley, Medical Decision Making 33 (2013), for the value per input.
 */
import { normalQuantile } from "./distributions.ts";
import { type Interval, intervalOfDraws } from "./intervals.ts";
import { sobolPoints } from "./quasi-random.ts";
import type { Random } from "./random.ts";

/** What someone says of a figure: one chance in twenty below `low`, as likely above as below `likely`, one in twenty above `high`. */
export interface ThreeFigures {
  low: number;
  likely: number;
  high: number;
}

export const BREAK_EVEN_INPUTS = [
  "volume",
  "equipment",
  "training",
  "hours",
  "hourlyCost",
  "materials",
  "rework",
  "price",
  "managementHours",
] as const;

export type BreakEvenInput = (typeof BREAK_EVEN_INPUTS)[number];

/**
 * volume: pieces over the horizon; equipment, training: currency over the horizon; hours, materials, price,
 * managementHours: per piece; hourlyCost: currency per hour; rework: share of pieces done again, 0 or more.
 */
export type BreakEvenInputs = Readonly<Record<BreakEvenInput, ThreeFigures>>;

export interface BreakEven {
  /** Chance that doing it inside costs less. */
  probabilityInsideCheaper: number;
  /** Cost outside − cost inside over the horizon. */
  saving: Interval;
  costInside: Interval;
  costOutside: Interval;
  /** Volume from which inside costs less, at the likely figures; null when it never does. */
  likelyVolume: number | null;
  /**
   * The same under every draw: median and 90 % limits; null where inside never pays at that point of the distribution.
   * `never` is the share of the draws in which no volume pays.
   */
  volume: { median: number | null; lower: number | null; upper: number | null; never: number };
  /** Inputs by falling swing of the saving. */
  tornado: readonly TornadoBar[];
  /** What knowing everything would be worth: mean of the better choice − better choice of the means. Currency. */
  valueOfPerfectInformation: number;
}

export interface TornadoBar {
  input: BreakEvenInput;
  /** Saving when this input is at its low or high figure and the others at their likely ones. */
  atLow: number;
  atHigh: number;
  /** Share of the variance of the saving that this input explains alone, in [0, 1]. */
  varianceShare: number;
  /** The most that knowing this input exactly is worth, e.g. what a quote is worth at most. Currency. */
  valueOfKnowing: number;
}

/** 2^14: the chance is right within 0.002 in the tests' closed forms. */
const DRAWS = 16_384;
const BINS = 64;

/**
 * Compares the two by quasi-Monte-Carlo.
 *
 * An input is normal on each side of its likely figure, with the deviations that put 5 % outside each limit, and stops at 0.
 *
 * @param random only shifts the point set: two seeds differ by less than the accuracy stated. Throws a RangeError for figures out
 * of order, negative or not finite.
 * @example breakEven(inputs, createRandom(1)).probabilityInsideCheaper
 */
export function breakEven(inputs: BreakEvenInputs, random: Random): BreakEven {
  const names = BREAK_EVEN_INPUTS;
  for (const name of names) checkFigures(name, inputs[name]);
  const points = sobolPoints(DRAWS, names.length, random);
  const draws = names.map((name, i) =>
    Float64Array.from({ length: DRAWS }, (_, d) => quantileOf(inputs[name], points[d * names.length + i]!)),
  );
  const inside = new Float64Array(DRAWS);
  const outside = new Float64Array(DRAWS);
  const saving = new Float64Array(DRAWS);
  const volumes = new Float64Array(DRAWS);
  let cheaper = 0;
  let never = 0;
  let better = 0;
  let sum = 0;
  for (let d = 0; d < DRAWS; d++) {
    const one = costs((i) => draws[i]![d]!);
    inside[d] = one.inside;
    outside[d] = one.outside;
    const saved = one.outside - one.inside;
    saving[d] = saved;
    volumes[d] = one.volume;
    if (saved > 0) cheaper++;
    if (!Number.isFinite(one.volume)) never++;
    better += Math.max(0, saved) / DRAWS;
    sum += saved / DRAWS;
  }
  volumes.sort();
  const volumeAt = (p: number) => {
    // Without interpolation: between a finite volume and "never" there is nothing.
    const value = volumes[Math.min(DRAWS - 1, Math.floor(p * DRAWS))]!;
    return Number.isFinite(value) ? value : null;
  };
  const likely = costs((i) => inputs[names[i]!].likely).volume;
  return {
    probabilityInsideCheaper: cheaper / DRAWS,
    saving: intervalOfDraws(saving),
    costInside: intervalOfDraws(inside),
    costOutside: intervalOfDraws(outside),
    likelyVolume: Number.isFinite(likely) ? likely : null,
    volume: { median: volumeAt(0.5), lower: volumeAt(0.05), upper: volumeAt(0.95), never: never / DRAWS },
    tornado: tornadoOf(inputs, draws, saving),
    valueOfPerfectInformation: Math.max(0, better - Math.max(0, sum)),
  };
}

/** Both costs and the break-even volume from a way to read input i (order of `BREAK_EVEN_INPUTS`). */
function costs(at: (i: number) => number): { inside: number; outside: number; volume: number } {
  const volume = at(0);
  const fixed = at(1) + at(2);
  const hourlyCost = at(4);
  const pieceInside = (1 + at(6)) * (at(3) * hourlyCost + at(5));
  const pieceOutside = at(7) + at(8) * hourlyCost;
  const margin = pieceOutside - pieceInside;
  const pays = margin > 0 ? fixed / margin : fixed === 0 && margin === 0 ? 0 : Number.POSITIVE_INFINITY;
  return { inside: fixed + volume * pieceInside, outside: volume * pieceOutside, volume: pays };
}

function tornadoOf(inputs: BreakEvenInputs, draws: readonly Float64Array[], saving: Float64Array): TornadoBar[] {
  const names = BREAK_EVEN_INPUTS;
  const mean = saving.reduce((sum, value) => sum + value, 0) / saving.length;
  const variance = saving.reduce((sum, value) => sum + (value - mean) ** 2, 0) / saving.length;
  const bars = names.map((input, i): TornadoBar => {
    const savingWith = (figure: "low" | "high") => {
      const { inside, outside } = costs((j) => inputs[names[j]!][j === i ? figure : "likely"]);
      return outside - inside;
    };
    const constant = inputs[input].low === inputs[input].high;
    const { varianceShare, valueOfKnowing } = constant
      ? { varianceShare: 0, valueOfKnowing: 0 }
      : knowing(draws[i]!, saving, mean, variance);
    return { input, atLow: savingWith("low"), atHigh: savingWith("high"), varianceShare, valueOfKnowing };
  });
  return bars.sort((a, b) => Math.abs(b.atHigh - b.atLow) - Math.abs(a.atHigh - a.atLow));
}

/** Mean saving given one input, by equal bins of its draws: how much it moves, and how often it changes the choice. */
function knowing(draws: Float64Array, saving: Float64Array, mean: number, variance: number) {
  const order = Int32Array.from(draws.keys()).sort((a, b) => draws[a]! - draws[b]!);
  const size = order.length / BINS;
  let between = 0;
  let better = 0;
  for (let bin = 0; bin < BINS; bin++) {
    let sum = 0;
    const start = Math.round(bin * size);
    const end = Math.round((bin + 1) * size);
    for (let k = start; k < end; k++) sum += saving[order[k]!]!;
    const here = sum / (end - start);
    between += ((here - mean) ** 2 * (end - start)) / order.length;
    better += (Math.max(0, here) * (end - start)) / order.length;
  }
  const varianceShare = variance > 0 ? Math.min(1, between / variance) : 0;
  return { varianceShare, valueOfKnowing: Math.max(0, better - Math.max(0, mean)) };
}

const LIMIT_SCORE = normalQuantile(0.95);

function quantileOf(figures: ThreeFigures, p: number): number {
  const { low, likely, high } = figures;
  if (low === high) return likely;
  const score = normalQuantile(p);
  const deviation = (score < 0 ? likely - low : high - likely) / LIMIT_SCORE;
  return Math.max(0, likely + deviation * score);
}

function checkFigures(name: string, figures: ThreeFigures): void {
  const { low, likely, high } = figures;
  if (!Number.isFinite(low) || !Number.isFinite(high) || !(low >= 0 && low <= likely && likely <= high)) {
    throw new RangeError(`${name}: three figures, 0 ≤ low ≤ likely ≤ high, not ${low}, ${likely}, ${high}`);
  }
}
