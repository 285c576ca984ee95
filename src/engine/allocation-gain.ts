/** What a spend brings under every draw of a fit, and how sure it is that one spend beats another. */
import { type FittedCurves, LOGISTIC_HALF } from "./fitted-curves.ts";
import { type Interval, intervalOfDraws } from "./intervals.ts";

export interface Gain extends Interval {
  /** Chance that the first spend brings more than the second. */
  probabilityPositive: number;
}

/**
 * Outcome per period of a spend, draw by draw (all channels together).
 *
 * @param spend channels; currency per period, ≥ 0. @returns draws; same index as in the fit.
 */
export function responseByDraw(curves: FittedCurves, spend: ArrayLike<number>): Float64Array {
  const sum = new Float64Array(curves.drawCount);
  curves.channels.forEach((_, c) => {
    const response = channelResponseByDraw(curves, c, spend[c]!);
    for (let d = 0; d < sum.length; d++) sum[d]! += response[d]!;
  });
  return sum;
}

/** The same for one channel: the loop of `responseAt` over the draws, without its checks. */
export function channelResponseByDraw(curves: FittedCurves, channel: number, spend: number): Float64Array {
  const { saturation, halfSaturation, slope, maximum } = curves.channels[channel]!;
  const response = new Float64Array(curves.drawCount);
  if (!(spend > 0)) return response;
  const logSpend = Math.log(spend);
  for (let d = 0; d < response.length; d++) {
    const half = halfSaturation[d]!;
    const top = maximum[d]!;
    if (saturation === "logistic") response[d] = top * Math.tanh((0.5 * LOGISTIC_HALF * spend) / half);
    else if (slope[d] === 1) response[d] = (top * spend) / (spend + half);
    else response[d] = top / (1 + Math.exp(-slope[d]! * (logSpend - Math.log(half))));
  }
  return response;
}

/**
 * Gain of one spend over another, draw by draw: both share the fate of the same draw, so their common doubt cancels.
 *
 * @returns mean, 90 % interval and chance of being positive, outcome per period.
 */
export function gainOver(curves: FittedCurves, spend: ArrayLike<number>, reference: ArrayLike<number>): Gain {
  const gain = responseByDraw(curves, spend);
  const before = responseByDraw(curves, reference);
  let positive = 0;
  for (let d = 0; d < gain.length; d++) {
    gain[d]! -= before[d]!;
    if (gain[d]! > 0) positive++;
  }
  return { ...intervalOfDraws(gain), probabilityPositive: positive / gain.length };
}

/** Today's shares for another total; equal shares when nothing is spent today. */
export function currentSplit(curves: FittedCurves, total: number): number[] {
  let today = 0;
  for (const channel of curves.channels) today += channel.currentSpend;
  if (!(today > 0)) return equalSplit(curves, total);
  return curves.channels.map((channel) => (channel.currentSpend / today) * total);
}

export function equalSplit(curves: FittedCurves, total: number): number[] {
  return curves.channels.map(() => total / curves.channels.length);
}
