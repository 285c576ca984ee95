/**
 * What a fit hands to an allocation: for every channel, the draws of its response curve in the units of the file
 * (currency per period in, outcome per period out). Plain numbers and arrays: it goes to JSON and back unchanged.
 *
 * The steady response of a channel that spends x per period for ever, under draw d, is
 *
 *   hill      maximum_d · x^s / (x^s + h^s)      h = halfSaturation_d, s = slope_d (1 when fixed)
 *   logistic  maximum_d · tanh(ln 3 / 2 · x / h)
 *
 * so that both are half of `maximum` at x = h (carry-over is normalised: a constant spend is its own adstock).
 * Sources: Jin et al., "Bayesian Methods for Media Mix Modeling with Carryover and Shape Effects", Google, 2017 (Hill);
 * PyMC-Marketing, LogisticSaturation (logistic).
 */
export type SaturationForm = "logistic" | "hill";

export interface FittedChannel {
  readonly name: string;
  readonly saturation: SaturationForm;
  /** True when every draw of the curve is concave (logistic, or Hill with slope ≤ 1 in every draw). */
  readonly concave: boolean;
  /** Periods after which an expense has no effect left; null when the carry-over never ends (pure geometric). */
  readonly adstockLength: number | null;
  /** Mean spend per period over the last `recentPeriods` periods of the file: "today's split". */
  readonly currentSpend: number;
  /** Mean spend per period over the whole file. */
  readonly meanSpend: number;
  /** Highest spend of one period in the file: beyond it the curve is the prior's word more than the data's. */
  readonly highestSpend: number;
  /** draws; share of the stock of one period kept to the next, in [0, 1). */
  readonly carryOver: readonly number[];
  /** draws; currency per period at which the response is half of its maximum. */
  readonly halfSaturation: readonly number[];
  /** draws; exponent of the Hill curve, 1 when fixed or logistic. */
  readonly slope: readonly number[];
  /** draws; outcome per period that no spend exceeds. */
  readonly maximum: readonly number[];
}

export interface FittedCurves {
  readonly channels: readonly FittedChannel[];
  /** Number of draws: the length of every `draws` array; the same index is the same joint draw in all of them. */
  readonly drawCount: number;
  /** Number of periods of the file behind `currentSpend`. */
  readonly recentPeriods: number;
  /** draws; standard deviation of one period's outcome around the model. */
  readonly noise: readonly number[];
}

/** ln 3: twice the inverse hyperbolic tangent of one half, which turns a logistic rate into a half-saturation. */
export const LOGISTIC_HALF = Math.log(3);

/**
 * Outcome per period that a channel brings at a steady spend, under one draw.
 *
 * @param curves a fit; @param channel index in `curves.channels`; @param spendPerPeriod currency per period, ≥ 0;
 * @param draw index of the draw, 0 … drawCount − 1. Throws a RangeError when an index is out of range.
 * @example responseAt(curves, 0, 1200, 0) // sales per week that 1 200 € a week on the first channel bring
 */
export function responseAt(curves: FittedCurves, channel: number, spendPerPeriod: number, draw: number): number {
  const { form, half, slope, maximum } = curveOf(curves, channel, draw);
  if (!(spendPerPeriod > 0)) return 0;
  if (form === "logistic") return maximum * Math.tanh((0.5 * LOGISTIC_HALF * spendPerPeriod) / half);
  if (slope === 1) return (maximum * spendPerPeriod) / (spendPerPeriod + half);
  return maximum / (1 + Math.exp(-slope * Math.log(spendPerPeriod / half)));
}

/**
 * Derivative of `responseAt` in the spend: outcome brought by the next unit of currency. At a spend of zero it is the
 * limit from above (infinite for a Hill slope below 1, zero for a slope above 1).
 *
 * @param curves a fit; @param channel index; @param spendPerPeriod currency per period, ≥ 0; @param draw index.
 */
export function marginalResponseAt(
  curves: FittedCurves,
  channel: number,
  spendPerPeriod: number,
  draw: number,
): number {
  const { form, half, slope, maximum } = curveOf(curves, channel, draw);
  const spend = Math.max(0, spendPerPeriod);
  if (form === "logistic") {
    const rate = (0.5 * LOGISTIC_HALF) / half;
    const tanh = Math.tanh(rate * spend);
    return maximum * rate * (1 - tanh * tanh);
  }
  if (slope === 1) return (maximum * half) / ((spend + half) * (spend + half));
  if (spend === 0) return slope < 1 ? Number.POSITIVE_INFINITY : 0;
  const share = 1 / (1 + Math.exp(-slope * Math.log(spend / half)));
  return (maximum * slope * share * (1 - share)) / spend;
}

function curveOf(curves: FittedCurves, channel: number, draw: number) {
  const fitted = curves.channels[channel];
  if (fitted === undefined) throw new RangeError(`no channel ${channel}`);
  const half = fitted.halfSaturation[draw];
  const slope = fitted.slope[draw];
  const maximum = fitted.maximum[draw];
  if (half === undefined || slope === undefined || maximum === undefined) throw new RangeError(`no draw ${draw}`);
  return { form: fitted.saturation, half, slope, maximum };
}
