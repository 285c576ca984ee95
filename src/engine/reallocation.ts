/**
 * Starting from nothing: split, look, split again. A plan that always follows the mean stops learning about a channel it
 * wrote off early; a plan that follows one draw of the posterior (Thompson) learns but pays for it. The mean of a few draws
 * is between the two.
 *
 * Source: W. R. Thompson, Biometrika 25 (1933); batches of draws: O. Chapelle and L. Li, NIPS 24 (2011).
 */
import { bestSplit } from "./allocation.ts";
import type { BudgetLimits } from "./budget-limits.ts";
import type { FittedCurves } from "./fitted-curves.ts";
import { onlyDraws } from "./picked-draws.ts";
import type { Random } from "./random.ts";

export interface ReallocationRequest {
  curves: FittedCurves;
  /** Currency per period. */
  total: number;
  random: Random;
  /** Draws averaged: 1 is the most curious, more is more cautious. Default 4. */
  curiosity?: number;
  /** Least share of the total for every channel, so that none is forgotten for good. Default 0.05. */
  leastShare?: number;
  limits?: BudgetLimits;
}

/**
 * The split of the next periods: best for the mean of a few draws taken at random.
 *
 * @returns channels; currency per period. Throws as `allocate` does.
 */
export function nextSplit(request: ReallocationRequest): Float64Array {
  const { curves, total, random } = request;
  const curiosity = request.curiosity ?? 4;
  const leastShare = request.leastShare ?? 0.05;
  const count = curves.channels.length;
  if (!Number.isInteger(curiosity) || curiosity < 1) throw new RangeError("curiosity is a number of draws, 1 or more");
  if (!(leastShare >= 0) || leastShare * count > 1) throw new RangeError("the least shares are more than the whole");
  const picked = Array.from({ length: curiosity }, () => random.integer(curves.drawCount));
  const limits = request.limits ?? {};
  const lower = curves.channels.map((_, c) => {
    const asked = limits.lower?.[c] ?? 0;
    const highest = Math.min(limits.upper?.[c] ?? total, limits.locks?.[c] ?? total);
    return Math.min(Math.max(asked, leastShare * total), Math.max(asked, highest));
  });
  return bestSplit(onlyDraws(curves, picked), total, { ...limits, lower });
}

/**
 * The opening, before anything is known: each channel in turn gets twice its equal share and the others the rest, in blocks,
 * budget unchanged. A constant spend would teach nothing, even in two years.
 *
 * @param channels 2 or more; @param total currency per period; @param blockPeriods periods per block; @param periods number
 * of periods to plan.
 * @returns periods × channels.
 */
export function openingRotation(channels: number, total: number, blockPeriods: number, periods: number): number[][] {
  if (channels < 2 || blockPeriods < 1) throw new RangeError("a rotation needs two channels and blocks of one period");
  return Array.from({ length: periods }, (_, period) => {
    const favoured = Math.floor(period / blockPeriods) % channels;
    return raised(new Array<number>(channels).fill(total / channels), favoured, 2);
  });
}

/** One channel multiplied, the others scaled so that the total stays; never more than 80 % of the total in one. */
export function raised(spend: ArrayLike<number>, channel: number, factor: number): number[] {
  const all = Array.from(spend);
  const total = all.reduce((sum, one) => sum + one, 0);
  const high = Math.min(all[channel]! * factor, Math.max(all[channel]!, 0.8 * total));
  const others = total - all[channel]!;
  return all.map((one, c) => (c === channel ? high : others > 0 ? (one * (total - high)) / others : 0));
}
