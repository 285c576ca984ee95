import type { Random } from "./random.ts";
import type { Saturation } from "./saturation.ts";

/** A prior on the logarithm of a positive quantity: ln x ~ N(logMean, logSd²). */
export interface LogNormalPrior {
  readonly logMean: number;
  readonly logSd: number;
}

export interface ChannelPriors {
  /** Share of the stock kept from one period to the next: Beta(a, b). */
  readonly carryOver: { readonly a: number; readonly b: number };
  /** Half-saturation, in units of the channel's `reference`. */
  readonly halfSaturation: LogNormalPrior;
  /** Exponent of a "hill-free" curve; ignored otherwise. */
  readonly slope: LogNormalPrior;
  /** Outcome brought by a unit of currency over the whole file. */
  readonly roi: LogNormalPrior;
}

/** One channel as the model sees it. Arrays are not to be modified. */
export interface ChannelDefinition {
  readonly name: string;
  /** periods; currency */
  readonly spend: Float64Array;
  /** periods; what the audience met: exposures when the file has them, else the spend itself */
  readonly media: Float64Array;
  /** `media` that stands for 1 inside the model. Fixed once: if it moved at each refit, so would the half-saturation's prior. */
  readonly reference: number;
  readonly saturation: Saturation;
  readonly adstockLength: number | null;
  readonly priors: ChannelPriors;
}

/** A column of the linear part (intercept, trend, season, event, control), with its prior N(mean, sd²) in scaled outcome. */
export interface LinearTerm {
  readonly name: string;
  /** periods */
  readonly values: Float64Array;
  readonly mean: number;
  readonly sd: number;
}

/**
 * Everything the model needs. The outcome of period t, divided by `outcomeScale`, is
 *
 *   Σ_p coefficient_p · linear_p,t + Σ_c maximum_c · saturation(adstock(media_c / reference_c))_t + noise
 *
 * with normal noise, or a negative binomial count whose mean is the same sum kept above zero.
 */
export interface ResponseDefinition {
  /** periods; raw units */
  readonly outcome: Float64Array;
  readonly outcomeScale: number;
  readonly channels: readonly ChannelDefinition[];
  readonly linear: readonly LinearTerm[];
  readonly likelihood: "normal" | "count";
  /** Prior median of the noise's standard deviation (log-normal), in scaled outcome; normal likelihood only. */
  readonly noiseScale: number;
}

/** The parameters of one draw, in natural units of the scaled model. */
export interface ResponseParameters {
  /** channels */
  readonly carryOver: Float64Array;
  /** channels; in units of the reference */
  readonly halfSaturation: Float64Array;
  /** channels; 1 unless "hill-free" */
  readonly slope: Float64Array;
  /** channels; outcome per unit of currency over the file */
  readonly roi: Float64Array;
  /** channels; in scaled outcome per period */
  readonly maximum: Float64Array;
  /** linear terms; in scaled outcome */
  readonly coefficients: Float64Array;
  /** normal: standard deviation in scaled outcome; count: dispersion r (variance = mean + mean² / r) */
  readonly noise: number;
}

/** A differentiable log-density over unconstrained parameters, as the sampler wants it. */
export interface LogDensity {
  readonly dimension: number;
  /** Writes the gradient at `position` and returns the log-density up to a constant; −∞ or NaN where there is none. */
  evaluate(position: Float64Array, gradient: Float64Array): number;
}

/** What a likelihood adds to the media part. */
export interface OutcomeDensity {
  readonly names: readonly string[];
  readonly start: readonly number[];
  evaluate(position: Float64Array, gradient: Float64Array): number;
  /** A draw of the linear part's weights on its basis given a position, and the noise parameter there. */
  linearAt(position: Float64Array, random: Random): { onBasis: Float64Array; noise: number };
}
