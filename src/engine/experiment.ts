/**
 * What is it worth to know more, and which experiment would teach it?
 *
 *   perfect information   E_d[max_x R_d(x)] − max_x E_d[R_d(x)]
 *   an experiment         E over what it may show of max_x E[R(x) | shown] − E[R(today's best) | shown]
 *
 * What an experiment shows is simulated from the draws; the draws are then re-weighted by its likelihood, so no fit is run
 * again. Sources: H. Raiffa and R. Schlaifer, "Applied Statistical Decision Theory" (1961); importance re-weighting: N. Menzies,
 * Medical Decision Making 36 (2016). Several designs may be equally good within the error stated: rank them with that in mind.
 */
import { bestSplit } from "./allocation.ts";
import { responseByDraw } from "./allocation-gain.ts";
import { plainLimits } from "./budget-limits.ts";
import { solveConcave } from "./concave-allocation.ts";
import type { FittedCurves } from "./fitted-curves.ts";
import { meanCurve } from "./mean-curve.ts";
import { onlyDraws, thinnedDraws } from "./picked-draws.ts";
import type { Random } from "./random.ts";
import { raised } from "./reallocation.ts";

export interface ExperimentRequest {
  curves: FittedCurves;
  /** Currency per period. */
  total: number;
  /** Periods over which the better split would be used afterwards. */
  horizonPeriods: number;
  random: Random;
  /** Draws used, default 300; simulated results per design, default 80. */
  draws?: number;
  results?: number;
}

export interface ExperimentDesign {
  /** "rotation": each channel raised in turn. "contrast": one channel raised, then lowered. */
  kind: "rotation" | "contrast";
  /** The channel of a contrast; null for a rotation. */
  channel: number | null;
  /** blocks × channels; currency per period. */
  blocks: readonly (readonly number[])[];
  /** Periods per block: at least twice the longest half-life of the carry-over. */
  blockPeriods: number;
  /** Expected gain per period afterwards, outcome, and its standard error. */
  gainPerPeriod: number;
  standardError: number;
  /** Outcome given up while it runs (negative when the blocks do better than today's best). */
  detour: number;
  /** gain × horizon − detour − one standard error × horizon: propose only above 0. */
  worth: number;
}

export interface ExperimentAdvice {
  /** Outcome per period that knowing the curves exactly would bring. */
  perfectInformation: number;
  /** Outcome per period at today's best split. */
  expectedResponse: number;
  /** By falling worth. */
  designs: readonly ExperimentDesign[];
  /** The first design when it is worth its detour, else null. */
  proposal: ExperimentDesign | null;
}

/**
 * Values information and proposes an experiment.
 *
 * @returns designs with their worth. Two channels or more; throws a RangeError otherwise.
 */
export function adviseExperiment(request: ExperimentRequest): ExperimentAdvice {
  const { total, horizonPeriods, random } = request;
  const count = request.curves.channels.length;
  if (count < 2) throw new RangeError("an experiment compares two channels or more");
  const curves = thinnedDraws(request.curves, request.draws ?? 300);
  const now = bestSplit(curves, total);
  const nowByDraw = responseByDraw(curves, now);
  const expectedResponse = meanOf(nowByDraw);
  let perfect = 0;
  for (let d = 0; d < curves.drawCount; d++) {
    const one = onlyDraws(curves, [d]);
    perfect += responseByDraw(one, bestSplit(one, total))[0]! / curves.drawCount;
  }
  const blockPeriods = blockLength(curves);
  const designs: ExperimentDesign[] = [];
  const rotation = curves.channels.map((_, c) => raised(lifted(now, total), c, 2));
  const candidates: Pick<ExperimentDesign, "kind" | "channel" | "blocks">[] = [
    { kind: "rotation", channel: null, blocks: rotation },
    ...curves.channels.map((_, c) => ({
      kind: "contrast" as const,
      channel: c,
      blocks: [raised(lifted(now, total), c, 2), raised(lifted(now, total), c, 0.25)],
    })),
  ];
  for (const candidate of candidates) {
    // The same length for all: a contrast repeats its two blocks as long as the rotation lasts.
    const repeats = candidate.kind === "rotation" ? 1 : count / 2;
    const shown = candidate.blocks.map((spend) => responseByDraw(curves, spend));
    const { gain, error } = expectedGain(
      curves,
      total,
      shown,
      now,
      nowByDraw,
      blockPeriods * repeats,
      random.split(),
      request.results ?? 80,
    );
    const periods = blockPeriods * repeats * candidate.blocks.length;
    const during = shown.reduce((sum, block) => sum + meanOf(block), 0) / shown.length;
    const detour = (expectedResponse - during) * periods;
    const worth = (gain - error) * horizonPeriods - detour;
    designs.push({ ...candidate, blockPeriods, gainPerPeriod: gain, standardError: error, detour, worth });
  }
  designs.sort((a, b) => b.worth - a.worth);
  const first = designs[0]!;
  return {
    perfectInformation: Math.max(0, perfect - expectedResponse),
    expectedResponse,
    designs,
    proposal: first.worth > 0 ? first : null,
  };
}

/** Gain of deciding after a result instead of now: results simulated from draws, draws re-weighted by each. */
function expectedGain(
  curves: FittedCurves,
  total: number,
  shown: readonly Float64Array[],
  now: Float64Array,
  nowByDraw: Float64Array,
  periodsPerBlock: number,
  random: Random,
  results: number,
): { gain: number; error: number } {
  const draws = curves.drawCount;
  const gains = new Float64Array(results);
  const weights = new Float64Array(draws);
  const result = new Float64Array(shown.length);
  for (let r = 0; r < results; r++) {
    const truth = Math.floor(((r + random.uniform()) / results) * draws);
    shown.forEach((block, b) => {
      result[b] = block[truth]! + (curves.noise[truth]! * random.normal()) / Math.sqrt(periodsPerBlock);
    });
    weigh(weights, result, shown, curves.noise, periodsPerBlock);
    const spend = weightedBest(curves, total, weights);
    const after = responseByDraw(curves, spend ?? now);
    let gain = 0;
    for (let d = 0; d < draws; d++) gain += weights[d]! * (after[d]! - nowByDraw[d]!);
    // Deciding anew is never worse than staying: what lies below is rounding.
    gains[r] = Math.max(0, gain);
  }
  const gain = meanOf(gains);
  const variance = gains.reduce((sum, one) => sum + (one - gain) ** 2, 0) / (results - 1);
  return { gain, error: Math.sqrt(variance / results) };
}

/** Likelihood of the differences between blocks under each draw; the base level, common to all blocks, drops out. */
function weigh(
  weights: Float64Array,
  result: Float64Array,
  shown: readonly Float64Array[],
  noise: readonly number[],
  periodsPerBlock: number,
): void {
  const blocks = shown.length;
  const resultMean = meanOf(result);
  let highest = Number.NEGATIVE_INFINITY;
  for (let d = 0; d < weights.length; d++) {
    let mean = 0;
    for (const block of shown) mean += block[d]! / blocks;
    let squares = 0;
    for (let b = 0; b < blocks; b++) squares += (result[b]! - resultMean - (shown[b]![d]! - mean)) ** 2;
    const variance = Math.max((noise[d]! * noise[d]!) / periodsPerBlock, 1e-300);
    weights[d] = -0.5 * (squares / variance + (blocks - 1) * Math.log(variance));
    highest = Math.max(highest, weights[d]!);
  }
  let sum = 0;
  for (let d = 0; d < weights.length; d++) {
    weights[d] = Math.exp(weights[d]! - highest);
    sum += weights[d]!;
  }
  for (let d = 0; d < weights.length; d++) weights[d]! /= sum;
}

/** The split for weighted draws; the concave solver does for S-shaped curves too: a lower bound of the gain. */
function weightedBest(curves: FittedCurves, total: number, weights: Float64Array): Float64Array | null {
  const count = curves.channels.length;
  const limits = plainLimits(count, total, {});
  if (curves.channels.some((channel) => !channel.concave)) {
    // Draws repeated in proportion to their weight, at most 60, solved by branch and bound.
    const picked: number[] = [];
    let carried = 0;
    for (let d = 0; d < weights.length; d++) {
      carried += 60 * weights[d]!;
      while (carried >= 0.5) {
        picked.push(d);
        carried -= 1;
      }
    }
    return picked.length > 0 ? bestSplit(onlyDraws(curves, picked), total) : null;
  }
  const { lower, upper, groups, groupOf } = limits;
  const mean = curves.channels.map((channel) => meanCurve(channel, weights));
  return solveConcave({ curves: mean, lower, upper, groups, groupOf, total, stopReturn: 0 }).spend;
}

/** Today's best with a tenth of an equal share at least, so that a channel written off can be tried. */
function lifted(spend: Float64Array, total: number): number[] {
  const least = total / spend.length / 10;
  const up = Array.from(spend, (one) => Math.max(one, least));
  const sum = up.reduce((all, one) => all + one, 0);
  return up.map((one) => (one * total) / sum);
}

function blockLength(curves: FittedCurves): number {
  let longest = 0;
  for (const { carryOver } of curves.channels) {
    const mean = carryOver.reduce((sum, one) => sum + one, 0) / Math.max(1, carryOver.length);
    if (mean > 0 && mean < 1) longest = Math.max(longest, Math.log(0.5) / Math.log(mean));
  }
  return Math.min(6, Math.max(2, Math.ceil(2 * longest)));
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
