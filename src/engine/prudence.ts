/**
 * The risk-averse split: maximise (1 − weight) · mean + weight · mean of the worst `tail` of the draws (CVaR).
 *
 * Dual form: the least, over the distributions q with (1 − w)/D ≤ q_d ≤ (1 − w)/D + w/(tail · D), of the best split for
 * the draws so weighted. Each q gives an upper bound, each split a lower one; q descends by accelerated projected
 * gradient. Source: R. T. Rockafellar and S. Uryasev, "Optimization of conditional value-at-risk", Journal of Risk 2
 * (2000).
 */
import { responseByDraw } from "./allocation-gain.ts";
import type { FittedCurves } from "./fitted-curves.ts";

export interface Prudence {
  /** 0 = the mean alone, 1 = the worst draws alone. */
  weight: number;
  /** Share of the draws that counts as the worst; default 0.1. */
  tail?: number;
}

/** Solves the split for weighted draws: spend and an upper bound of its weighted response less the price of money. */
export type WeightedSolver = (weights: Float64Array | undefined) => { spend: Float64Array; bound: number } | null;

export interface PrudentSolution {
  spend: Float64Array;
  /** The prudent measure of the spend, less stopReturn × spend, and its upper bound. */
  objective: number;
  bound: number;
}

/**
 * @param solve the split for given weights of the draws. @param stopReturn price of one unit of currency in outcome.
 * @returns null when no spend fits.
 */
export function prudentSplit(
  curves: FittedCurves,
  prudence: Prudence,
  stopReturn: number,
  solve: WeightedSolver,
): PrudentSolution | null {
  const tail = prudence.tail ?? 0.1;
  const { weight } = prudence;
  if (!(weight >= 0 && weight <= 1) || !(tail > 0 && tail <= 1))
    throw new RangeError("prudence: weight and tail in [0, 1]");
  const draws = curves.drawCount;
  const low = (1 - weight) / draws;
  const high = low + weight / (tail * draws);
  let best: PrudentSolution | null = null;
  let bound = Number.POSITIVE_INFINITY;
  const visit = (q: Float64Array) => {
    const solved = solve(q);
    if (solved === null) return null;
    const response = responseByDraw(curves, solved.spend);
    const cost = stopReturn * solved.spend.reduce((sum, x) => sum + x, 0);
    const objective = prudentMeasure(response, weight, tail) - cost;
    if (best === null || objective > best.objective) best = { spend: solved.spend, objective, bound: 0 };
    bound = Math.min(bound, solved.bound);
    return { response, value: dot(q, response) - cost };
  };
  let q: Float64Array = new Float64Array(draws).fill(1 / draws);
  const first = visit(q);
  if (first === null) return null;
  let ahead = q;
  let inertia = 1;
  let value = first.value;
  let step = 1 / (draws * Math.max(deviation(first.response), 1e-300));
  for (let round = 0; round < 40 && weight > 0; round++) {
    if (bound - best!.objective <= 1e-5 * Math.abs(bound)) break;
    const here = visit(ahead);
    if (here === null) break;
    let next = ahead;
    let after: { response: Float64Array; value: number } | null = null;
    for (let attempt = 0; attempt < 6; attempt++) {
      next = project(
        ahead.map((one, d) => one - step * here.response[d]!),
        low,
        high,
      );
      after = visit(next);
      if (after === null) break;
      let linear = here.value;
      let square = 0;
      for (let d = 0; d < draws; d++) {
        const move = next[d]! - ahead[d]!;
        linear += move * here.response[d]!;
        square += move * move;
      }
      if (after.value <= linear + square / (2 * step) + 1e-12 * Math.abs(linear)) break;
      step /= 3;
    }
    if (after === null) break;
    if (after.value > value) inertia = 1;
    value = after.value;
    const more = (1 + Math.sqrt(1 + 4 * inertia * inertia)) / 2;
    const push = (inertia - 1) / more;
    const before = q;
    ahead = project(
      next.map((one, d) => one + push * (one - before[d]!)),
      low,
      high,
    );
    q = next;
    inertia = more;
    step *= 1.5;
  }
  return { ...best!, bound: Math.max(bound, best!.objective) };
}

/** (1 − weight) · mean + weight · mean of the lowest `tail` of the values (the last one counted in part). */
export function prudentMeasure(values: Float64Array, weight: number, tail: number): number {
  const sorted = Float64Array.from(values).sort();
  const count = tail * sorted.length;
  let mean = 0;
  let worst = 0;
  sorted.forEach((value, rank) => {
    mean += value / sorted.length;
    worst += (value * Math.max(0, Math.min(1, count - rank))) / count;
  });
  return (1 - weight) * mean + weight * worst;
}

/** Nearest distribution with every weight in [low, high]: a common shift found by bisection. */
function project(q: Float64Array, low: number, high: number): Float64Array {
  let below = low - q.reduce((most, one) => Math.max(most, one), Number.NEGATIVE_INFINITY);
  let above = high - q.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY);
  const clip = (one: number, shift: number) => Math.min(high, Math.max(low, one + shift));
  for (let i = 0; i < 80; i++) {
    const shift = 0.5 * (below + above);
    let sum = 0;
    for (const one of q) sum += clip(one, shift);
    if (sum > 1) above = shift;
    else below = shift;
  }
  const projected = q.map((one) => clip(one, 0.5 * (below + above)));
  const sum = projected.reduce((total, one) => total + one, 0);
  return projected.map((one) => one / sum);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function deviation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
