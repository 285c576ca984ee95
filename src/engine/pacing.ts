/**
 * When to spend: channels × periods under one total, with carry-over from period to period.
 *
 *   R(x) = mean over draws of Σ_t weight_t Σ_c maximum · f(adstock(x_c)_t),  t over the periods and a tail after them
 *
 * Gradient by one pass forward and one backward per draw and channel; steps scaled by a bound of the curvature, projected on
 * the bounds and the total, accepted only when the response rises. For concave curves Frank–Wolfe's linear program gives an
 * upper bound. What was spent before the first period is left out: it adds about the same to every plan.
 */
import { type FittedCurves, LOGISTIC_HALF } from "./fitted-curves.ts";
import { thinnedDraws } from "./picked-draws.ts";

export interface PacingRequest {
  curves: FittedCurves;
  /** Currency over all periods together. */
  total: number;
  periods: number;
  /** periods; how much an outcome of that period counts (a season, a launch). Default 1. */
  weights?: readonly number[];
  /** channels × periods; most and least spend. Default: 0 and no limit. */
  lower?: readonly (readonly number[])[];
  upper?: readonly (readonly number[])[];
  /** Periods after the last spend whose outcome still counts. Default 8. */
  tailPeriods?: number;
  /** Draws used, default 60; steps at most, default 200. */
  draws?: number;
  steps?: number;
}

export interface Pacing {
  /** channels × periods; currency. Sums to the total unless upper limits forbid it. */
  spend: number[][];
  /** Outcome over all periods and the tail, mean over the draws used. */
  expectedResponse: number;
  /** The same if each channel's money is spread evenly. */
  evenResponse: number;
  /** No plan under the limits brings more; null when a curve is not concave. */
  upperBound: number | null;
  relativeGap: number | null;
}

interface Problem {
  curves: FittedCurves;
  periods: number;
  length: number;
  /** length; weight of each period, tail included. */
  weights: Float64Array;
  lower: Float64Array;
  upper: Float64Array;
  total: number;
}

/** Gap at which the search stops. */
const GOOD_ENOUGH = 1e-4;

/** Paces a budget. Throws a RangeError for limits that cannot be met or numbers that are none. */
export function pace(request: PacingRequest): Pacing {
  const problem = prepare(request);
  const { curves, periods, total, lower, upper } = problem;
  const count = curves.channels.length;
  const size = count * periods;
  const concave = curves.channels.every((channel) => channel.concave);
  const scale = new Float64Array(size).fill(1);
  let spend = project(new Float64Array(size).fill(total / size), scale, problem);
  const gradient = new Float64Array(size);
  const curvature = new Float64Array(size);
  let response = evaluate(problem, spend, gradient, curvature);
  let bound = Number.POSITIVE_INFINITY;
  let caution = 1;
  let ahead = spend;
  let inertia = 1;
  for (let step = 0; step < (request.steps ?? 200); step++) {
    const here = ahead === spend ? response : evaluate(problem, ahead, gradient, curvature);
    if (concave) bound = Math.min(bound, here + linearGain(gradient, ahead, problem));
    if (concave && bound - response <= GOOD_ENOUGH * bound) break;
    const flattest = curvature.reduce((most, one) => Math.max(most, one), 0) * 1e-3 + 1e-300;
    const metric = curvature.map((one) => caution * Math.max(one, flattest));
    const next = project(
      ahead.map((x, i) => x + gradient[i]! / metric[i]!),
      metric,
      problem,
    );
    const reached = evaluate(problem, next);
    if (reached < response && ahead !== spend) {
      // The momentum overshot: fall back on the plain step.
      ahead = spend;
      inertia = 1;
      response = evaluate(problem, spend, gradient, curvature);
      continue;
    }
    if (reached <= response * (1 + 1e-15)) {
      caution *= 4;
      if (caution > 1e8) break;
      response = evaluate(problem, spend, gradient, curvature);
      continue;
    }
    const more = (1 + Math.sqrt(1 + 4 * inertia * inertia)) / 2;
    const push = (inertia - 1) / more;
    const before = spend;
    spend = next;
    response = reached;
    inertia = more;
    caution = Math.max(0.25, caution * 0.9);
    ahead = project(
      spend.map((x, i) => x + push * (x - before[i]!)),
      metric,
      problem,
    );
  }
  const even = Float64Array.from(spend, (_, i) => {
    const c = Math.floor(i / periods);
    let sum = 0;
    for (let t = 0; t < periods; t++) sum += spend[c * periods + t]!;
    return Math.min(upper[i]!, Math.max(lower[i]!, sum / periods));
  });
  return {
    spend: Array.from({ length: count }, (_, c) => Array.from(spend.subarray(c * periods, (c + 1) * periods))),
    expectedResponse: response,
    evenResponse: evaluate(problem, even),
    upperBound: concave ? Math.max(bound, response) : null,
    relativeGap: concave ? Math.max(0, bound - response) / Math.max(bound, 1e-300) : null,
  };
}

function prepare(request: PacingRequest): Problem {
  const { periods, total } = request;
  const count = request.curves.channels.length;
  if (!Number.isInteger(periods) || periods < 1) throw new RangeError("one period or more");
  if (!(total > 0) || !Number.isFinite(total)) throw new RangeError(`a total is positive, not ${total}`);
  const curves = thinnedDraws(request.curves, request.draws ?? 60);
  const length = periods + (request.tailPeriods ?? 8);
  const weights = Float64Array.from({ length }, (_, t) => request.weights?.[Math.min(t, periods - 1)] ?? 1);
  const limit = (table: readonly (readonly number[])[] | undefined, otherwise: number) =>
    Float64Array.from(
      { length: count * periods },
      (_, i) => table?.[Math.floor(i / periods)]?.[i % periods] ?? otherwise,
    );
  const lower = limit(request.lower, 0);
  const upper = limit(request.upper, total).map((one) => Math.min(one, total));
  let least = 0;
  lower.forEach((low, i) => {
    least += low;
    if (!(low >= 0 && low <= upper[i]!)) throw new RangeError("limits of a period are crossed");
  });
  if (least > total * (1 + 1e-12)) throw new RangeError("the least spends are more than the total");
  return { curves, periods, length, weights, lower, upper, total };
}

/** Response of a plan; fills the gradient and a bound of the curvature (both channels × periods) when given. */
function evaluate(problem: Problem, spend: Float64Array, gradient?: Float64Array, curvature?: Float64Array): number {
  const { curves, periods, length } = problem;
  gradient?.fill(0);
  curvature?.fill(0);
  const stock = new Float64Array(length);
  const slope = new Float64Array(length);
  const bend = new Float64Array(length);
  const back = new Float64Array(length);
  let response = 0;
  curves.channels.forEach((channel, c) => {
    const window = channel.adstockLength;
    for (let d = 0; d < curves.drawCount; d++) {
      const keep = channel.carryOver[d] ?? 0;
      const lost = window === null ? 0 : keep ** window;
      const norm = window === null || keep === 0 ? 1 - keep : (1 - keep) / (1 - lost);
      let state = 0;
      for (let t = 0; t < length; t++) {
        state = keep * state + (t < periods ? spend[c * periods + t]! : 0);
        if (window !== null && t >= window && t - window < periods) state -= lost * spend[c * periods + t - window]!;
        stock[t] = Math.max(0, norm * state);
      }
      response += curveAlong(problem, c, d, stock, slope, bend) / curves.drawCount;
      if (!gradient || !curvature) continue;
      carryBack(slope, back, keep, lost, window);
      for (let t = 0; t < periods; t++) gradient[c * periods + t]! += (norm * back[t]!) / curves.drawCount;
      // The kernel is positive and sums to 1, so its transpose applied to |f″| bounds the curvature row by row.
      carryBack(bend, back, keep, lost, window);
      for (let t = 0; t < periods; t++) curvature[c * periods + t]! += (norm * back[t]!) / curves.drawCount;
    }
  });
  return response;
}

/** Transpose of the adstock filter (before its norm): from the outcome of each period back to the spends behind it. */
function carryBack(of: Float64Array, into: Float64Array, keep: number, lost: number, window: number | null): void {
  let state = 0;
  for (let t = of.length - 1; t >= 0; t--) {
    state = keep * state + of[t]!;
    if (window !== null && t + window < of.length) state -= lost * of[t + window]!;
    into[t] = state;
  }
}

/** Weighted response of one draw over all periods; slopes and |second derivatives| per period. */
function curveAlong(
  problem: Problem,
  c: number,
  d: number,
  stock: Float64Array,
  slope: Float64Array,
  bend: Float64Array,
): number {
  const channel = problem.curves.channels[c]!;
  const half = channel.halfSaturation[d]!;
  const steep = channel.slope[d]!;
  const top = channel.maximum[d]!;
  const rate = (0.5 * LOGISTIC_HALF) / half;
  let sum = 0;
  for (let t = 0; t < stock.length; t++) {
    const weight = problem.weights[t]! * top;
    const u = stock[t]!;
    if (channel.saturation === "logistic") {
      const tanh = Math.tanh(rate * u);
      sum += weight * tanh;
      slope[t] = weight * rate * (1 - tanh * tanh);
      bend[t] = 2 * weight * rate * rate * Math.max(tanh, 0.2) * (1 - tanh * tanh);
    } else if (steep === 1) {
      const inverse = 1 / (u + half);
      sum += weight * u * inverse;
      slope[t] = weight * half * inverse * inverse;
      bend[t] = 2 * slope[t]! * inverse;
    } else {
      const at = Math.max(u, 1e-6 * half);
      const share = 1 / (1 + Math.exp(-steep * Math.log(at / half)));
      if (u > 0) sum += weight * share * (u < at ? u / at : 1);
      slope[t] = (weight * steep * share * (1 - share)) / at;
      bend[t] = (slope[t]! * Math.max(Math.abs(steep * (1 - 2 * share) - 1), 0.2)) / at;
    }
  }
  return sum;
}

/** Nearest plan, in the metric, within the bounds and of the right total: a common price found by bisection. */
function project(wanted: Float64Array, metric: Float64Array, problem: Problem): Float64Array {
  const { lower, upper, total } = problem;
  const at = (price: number) => wanted.map((x, i) => Math.min(upper[i]!, Math.max(lower[i]!, x - price / metric[i]!)));
  const sumOf = (values: Float64Array) => values.reduce((sum, one) => sum + one, 0);
  let most = 0;
  for (const one of upper) most += one;
  if (most <= total) return upper.slice();
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  wanted.forEach((x, i) => {
    low = Math.min(low, (x - upper[i]!) * metric[i]!);
    high = Math.max(high, (x - lower[i]!) * metric[i]!);
  });
  for (let i = 0; i < 100; i++) {
    const price = 0.5 * (low + high);
    if (price <= low || price >= high) break;
    if (sumOf(at(price)) > total) low = price;
    else high = price;
  }
  const found = at(high);
  // The last rounding error goes to the entries that are free to take it.
  const missing = total - sumOf(found);
  const free = found.map((x, i) => (x > lower[i]! && x < upper[i]! ? 1 : 0));
  const count = sumOf(free);
  return count > 0
    ? found.map((x, i) => Math.min(upper[i]!, Math.max(lower[i]!, x + (free[i]! * missing) / count)))
    : found;
}

/** max over feasible y of gradient · (y − x): best periods first. */
function linearGain(gradient: Float64Array, spend: Float64Array, problem: Problem): number {
  const { lower, upper, total } = problem;
  let left = total;
  let gain = 0;
  for (let i = 0; i < spend.length; i++) {
    left -= lower[i]!;
    gain += gradient[i]! * (lower[i]! - spend[i]!);
  }
  const order = Array.from(gradient.keys()).sort((a, b) => gradient[b]! - gradient[a]!);
  for (const i of order) {
    if (left <= 0) break;
    const amount = Math.min(left, upper[i]! - lower[i]!);
    gain += gradient[i]! * amount;
    left -= amount;
  }
  return Math.max(0, gain);
}
