/**
 * Diminishing returns: the share of its maximum that a channel gives at a stock u ≥ 0. Every form is 0 at 0, ½ at the
 * half-saturation h, and tends to 1.
 *
 *   logistic  f = tanh(ln 3 / 2 · u / h)          concave
 *   hill      f = u / (u + h)                      concave; slope fixed at 1
 *   hill-free f = u^s / (u^s + h^s)                S-shaped when s > 1
 *
 * Sources: PyMC-Marketing's LogisticSaturation (logistic); Jin et al., Google, 2017, eq. 5 (Hill).
 */
export type Saturation = "logistic" | "hill" | "hill-free";

/** Below this stock, in units of the channel's reference, a channel is taken as silent: it keeps logarithms finite. */
const SILENCE = 1e-12;

/** Work arrays of one channel, all of length `periods`. */
export interface SaturationTangents {
  /** f(u) */
  readonly share: Float64Array;
  /** df / d carryOver, through the stock */
  readonly byCarryOver: Float64Array;
  /** df / d ln h */
  readonly byLogHalf: Float64Array;
  /** df / d ln s; used by "hill-free" only */
  readonly byLogSlope: Float64Array;
}

/**
 * Writes the saturated stock and its derivatives.
 *
 * @param form one of the three curves
 * @param stock periods; adstock, ≥ 0
 * @param stockTangent periods; d stock / d carryOver
 * @param half half-saturation h > 0, in the unit of `stock`
 * @param slope exponent s > 0; ignored unless "hill-free"
 * @param out receives the four arrays
 * @example saturateInto("hill", stock, tangent, 0.5, 1, out)
 */
export function saturateInto(
  form: Saturation,
  stock: Float64Array,
  stockTangent: Float64Array,
  half: number,
  slope: number,
  out: SaturationTangents,
): void {
  const { share, byCarryOver, byLogHalf, byLogSlope } = out;
  const periods = stock.length;
  if (form === "hill") {
    for (let t = 0; t < periods; t++) {
      const u = stock[t]!;
      const inverse = 1 / (u + half);
      const f = u * inverse;
      const rest = half * inverse;
      share[t] = f;
      byCarryOver[t] = rest * inverse * stockTangent[t]!;
      byLogHalf[t] = -f * rest;
    }
    return;
  }
  if (form === "logistic") {
    const rate = Math.log(3) / half;
    for (let t = 0; t < periods; t++) {
      const u = stock[t]!;
      const decay = Math.exp(-rate * u);
      const inverse = 1 / (1 + decay);
      // 1 − f² = 4 e / (1 + e)², without cancellation.
      const byStock = 2 * rate * decay * inverse * inverse;
      share[t] = (1 - decay) * inverse;
      byCarryOver[t] = byStock * stockTangent[t]!;
      byLogHalf[t] = -byStock * u;
    }
    return;
  }
  const logHalf = Math.log(half);
  for (let t = 0; t < periods; t++) {
    const u = stock[t]!;
    if (u < SILENCE) {
      share[t] = 0;
      byCarryOver[t] = 0;
      byLogHalf[t] = 0;
      byLogSlope[t] = 0;
      continue;
    }
    const distance = slope * (Math.log(u) - logHalf);
    const f = 1 / (1 + Math.exp(-distance));
    const bend = f * (1 - f);
    share[t] = f;
    byCarryOver[t] = ((slope * bend) / u) * stockTangent[t]!;
    byLogHalf[t] = -slope * bend;
    byLogSlope[t] = distance * bend;
  }
}
