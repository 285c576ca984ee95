/**
 * Carry-over: what an expense of one period still does in the following ones.
 *
 * Geometric adstock, normalised so that a constant spend is its own adstock (a steady budget can then be read straight on the
 * response curve). With carry-over a, input x and N = (1 − a^L) / (1 − a):
 *
 *   truncated after L periods   u_t = (1/N) Σ_{l < L} a^l x_{t−l}
 *   never ending (L = null)     u_t = (1 − a) x_t + a u_{t−1}
 *
 * Both run in one pass whatever L is. Nothing was spent before the first period.
 * Source: Jin et al., "Bayesian Methods for Media Mix Modeling with Carryover and Shape Effects", Google, 2017, eq. 1–2.
 */

/**
 * Writes the adstock of `input` into `stock` and its derivative in the carry-over into `tangent`.
 *
 * @param input periods; ≥ 0, any unit
 * @param carryOver share kept from one period to the next, in [0, 1)
 * @param length number of periods an expense acts (1 = the same period only), or null when it never ends
 * @param stock periods; receives the adstock, in the unit of `input`
 * @param tangent periods; receives d stock / d carryOver
 * @example adstockInto(Float64Array.of(10, 0), 0.5, null, stock, tangent) // stock = 5, 2.5
 */
export function adstockInto(
  input: Float64Array,
  carryOver: number,
  length: number | null,
  stock: Float64Array,
  tangent: Float64Array,
): void {
  if (length === null) {
    foreverInto(input, carryOver, stock, tangent);
    return;
  }
  const kept = 1 - carryOver;
  const power = carryOver ** (length - 1);
  const last = power * carryOver;
  const inverse = kept / (1 - last);
  const growth = (1 - last - length * power * kept) / (kept * kept);
  let sum = 0;
  let slope = 0;
  for (let t = 0; t < input.length; t++) {
    slope = sum + carryOver * slope;
    sum = carryOver * sum + input[t]!;
    if (t >= length) {
      const gone = input[t - length]!;
      sum -= last * gone;
      slope -= length * power * gone;
      // The subtraction may leave −1e-17 where nothing is left, and a logarithm is taken of it later.
      if (sum < 0) sum = 0;
    }
    const value = sum * inverse;
    stock[t] = value;
    tangent[t] = (slope - value * growth) * inverse;
  }
}

function foreverInto(input: Float64Array, carryOver: number, stock: Float64Array, tangent: Float64Array): void {
  const kept = 1 - carryOver;
  let value = 0;
  let slope = 0;
  for (let t = 0; t < input.length; t++) {
    const x = input[t]!;
    slope = value - x + carryOver * slope;
    value = kept * x + carryOver * value;
    stock[t] = value;
    tangent[t] = slope;
  }
}

/**
 * The adstock of `input` as a new array; see `adstockInto`.
 *
 * @example adstock(Float64Array.of(10, 0, 0), 0.5, 2) // 6.67, 3.33, 0
 */
export function adstock(input: Float64Array, carryOver: number, length: number | null): Float64Array {
  const stock = new Float64Array(input.length);
  adstockInto(input, carryOver, length, stock, new Float64Array(input.length));
  return stock;
}
