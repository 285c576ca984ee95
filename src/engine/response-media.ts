import { adstockInto } from "./adstock.ts";
import type { ChannelDefinition, ResponseDefinition } from "./response-definition.ts";
import { logistic } from "./response-scale.ts";
import { saturateInto } from "./saturation.ts";

/**
 * The media part of the model and its derivatives, shared by both likelihoods.
 *
 * Parametrised by the total effect: the channel's maximum is ROI · total spend / Σ_t f_t, so that the data speak about ln ROI directly
 * and the ridge between maximum and half-saturation is gone (the same choice as Meridian's ROI priors).
 * A channel occupies consecutive positions: logit carry-over, ln half-saturation, [ln slope], ln ROI.
 */
export interface MediaPart {
  readonly dimension: number;
  /** channels; index of each channel's first position */
  readonly offsets: readonly number[];
  /** Computes curves at `position` and subtracts Σ_c maximum_c f_c from `residual`; false when the position is out of reach. */
  subtractFrom(residual: Float64Array, position: Float64Array): boolean;
  /**
   * Adds to `gradient` the derivatives of a function whose derivative in the media sum is `weight` (periods), at the last position given
   * to `subtractFrom`, and the derivatives of the priors; returns the log-prior.
   */
  finish(weight: Float64Array, position: Float64Array, gradient: Float64Array): number;
  /** channels; scaled maximum at the last position. */
  readonly maximum: Float64Array;
}

interface Work {
  readonly channel: ChannelDefinition;
  readonly input: Float64Array;
  readonly logSpend: number;
  readonly free: boolean;
  readonly stock: Float64Array;
  readonly stockTangent: Float64Array;
  readonly share: Float64Array;
  readonly byCarryOver: Float64Array;
  readonly byLogHalf: Float64Array;
  readonly byLogSlope: Float64Array;
  total: number;
}

/** Media divided by the reference: the only scale the curves know. */
export function scaledMedia(channel: ChannelDefinition): Float64Array {
  return channel.media.map((value) => value / channel.reference);
}

/** Prepares the work arrays of the media part; `evaluate`-time functions allocate nothing. */
export function createMediaPart(definition: ResponseDefinition): MediaPart {
  const periods = definition.outcome.length;
  const offsets: number[] = [];
  let dimension = 0;
  const works: Work[] = definition.channels.map((channel) => {
    offsets.push(dimension);
    const free = channel.saturation === "hill-free";
    dimension += free ? 4 : 3;
    const make = () => new Float64Array(periods);
    const spent = channel.spend.reduce((sum, value) => sum + value, 0);
    return {
      channel,
      input: scaledMedia(channel),
      logSpend: Math.log(spent / definition.outcomeScale),
      free,
      stock: make(),
      stockTangent: make(),
      share: make(),
      byCarryOver: make(),
      byLogHalf: make(),
      byLogSlope: make(),
      total: 0,
    };
  });
  const maximum = new Float64Array(works.length);

  function subtractFrom(residual: Float64Array, position: Float64Array): boolean {
    for (let c = 0; c < works.length; c++) {
      const work = works[c]!;
      const at = offsets[c]!;
      const x = position[at]!;
      const logHalf = position[at + 1]!;
      const logSlope = work.free ? position[at + 2]! : 0;
      const logRoi = position[at + (work.free ? 3 : 2)]!;
      // Beyond these the curve is flat or vertical in floating point; no prior puts mass there.
      if (!(Math.abs(x) < 30 && Math.abs(logHalf) < 30 && Math.abs(logSlope) < 6 && Math.abs(logRoi) < 300))
        return false;
      adstockInto(work.input, logistic(x), work.channel.adstockLength, work.stock, work.stockTangent);
      saturateInto(work.channel.saturation, work.stock, work.stockTangent, Math.exp(logHalf), Math.exp(logSlope), work);
      const share = work.share;
      let total = 0;
      for (let t = 0; t < periods; t++) total += share[t]!;
      work.total = total;
      const top = Math.exp(logRoi + work.logSpend) / total;
      if (!Number.isFinite(top)) return false;
      maximum[c] = top;
      for (let t = 0; t < periods; t++) residual[t] = residual[t]! - top * share[t]!;
    }
    return true;
  }

  function finish(weight: Float64Array, position: Float64Array, gradient: Float64Array): number {
    let logPrior = 0;
    for (let c = 0; c < works.length; c++) {
      const work = works[c]!;
      const at = offsets[c]!;
      const top = maximum[c]!;
      const { share, byCarryOver, byLogHalf, byLogSlope, free } = work;
      const priors = work.channel.priors;
      let projected = 0;
      for (let t = 0; t < periods; t++) projected += weight[t]! * share[t]!;
      const centre = projected / work.total;
      let inCarryOver = 0;
      let inLogHalf = 0;
      for (let t = 0; t < periods; t++) {
        const pull = weight[t]! - centre;
        inCarryOver += pull * byCarryOver[t]!;
        inLogHalf += pull * byLogHalf[t]!;
      }
      const a = logistic(position[at]!);
      const { a: alpha, b: beta } = priors.carryOver;
      // Beta prior times the Jacobian of the logit.
      logPrior += alpha * Math.log(a) + beta * Math.log1p(-a);
      gradient[at] = gradient[at]! + top * inCarryOver * a * (1 - a) + alpha * (1 - a) - beta * a;

      const half = standardised(position[at + 1]!, priors.halfSaturation);
      logPrior -= 0.5 * half * half;
      gradient[at + 1] = gradient[at + 1]! + top * inLogHalf - half / priors.halfSaturation.logSd;

      let last = at + 2;
      if (free) {
        let inLogSlope = 0;
        for (let t = 0; t < periods; t++) inLogSlope += (weight[t]! - centre) * byLogSlope[t]!;
        const slope = standardised(position[last]!, priors.slope);
        logPrior -= 0.5 * slope * slope;
        gradient[last] = gradient[last]! + top * inLogSlope - slope / priors.slope.logSd;
        last++;
      }
      const roi = standardised(position[last]!, priors.roi);
      logPrior -= 0.5 * roi * roi;
      gradient[last] = gradient[last]! + top * projected - roi / priors.roi.logSd;
    }
    return logPrior;
  }

  return { dimension, offsets, subtractFrom, finish, maximum };
}

function standardised(value: number, prior: { logMean: number; logSd: number }): number {
  return (value - prior.logMean) / prior.logSd;
}
