/**
 * The best split over concave curves, exactly: equal marginal returns, clipped to the bounds, groups and total.
 *
 * Inner: for a price of money λ each channel spends until its marginal return is λ (safeguarded Newton on a straightened
 * derivative). Outer: λ such that the total fits (safeguarded Newton in λ^-½, in which the total is nearly straight).
 * Groups share no channel: each has its own λ when it hits a limit. Source: S. Boyd and L. Vandenberghe, "Convex
 * Optimization" (2004), 5.5.3 and 5.6 (water-filling, Karush–Kuhn–Tucker).
 */
import type { PlainLimits } from "./budget-limits.ts";
import type { MeanCurve } from "./mean-curve.ts";
import { fillSegments, type Segments } from "./segment-fill.ts";

export interface ConcaveProblem {
  readonly curves: readonly MeanCurve[];
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly groups: PlainLimits["groups"];
  readonly groupOf: Int32Array;
  /** At most this much in all. */
  readonly total: number;
  /** Spend stops where the marginal return falls to this; 0 = spend it all. */
  readonly stopReturn: number;
  /** A solution thought to be near: saves steps, changes nothing else. */
  readonly near?: ConcaveSolution;
}

export interface ConcaveSolution {
  spend: Float64Array;
  /** Marginal return of one more unit of total; `stopReturn` when the total is not used up. */
  price: number;
}

/**
 * Solves the problem. Curves need falling derivatives on their bounds; where they are not concave the answer is feasible
 * but without guarantee (the branch and bound uses it on the concave side of S-shaped curves).
 */
export function solveConcave(problem: ConcaveProblem): ConcaveSolution {
  return pourTheRest(problem, waterFill(problem));
}

/**
 * Curves that are almost straight make the demand jump at one price, curves that are not concave make it jump too: what the
 * price alone could not place goes where the next unit brings most.
 */
function pourTheRest(problem: ConcaveProblem, solution: ConcaveSolution): ConcaveSolution {
  const { curves, upper, total, stopReturn } = problem;
  let { spend } = solution;
  const sum = () => spend.reduce((all, x) => all + x, 0);
  for (let round = 0; round < 64 && sum() < total * (1 - 1e-12); round++) {
    const segments: Segments = { channel: [], length: [], slope: [] };
    const before = sum();
    // In eight parts, so that a channel whose return falls on the way does not take it all.
    const part = Math.max((total - before) / 8, 1e-6 * total);
    curves.forEach((curve, c) => {
      const room = upper[c]! - spend[c]!;
      if (!(room > 0)) return;
      const slope = Math.min(curve.marginal(spend[c]!), Number.MAX_VALUE);
      segments.channel.push(c);
      segments.length.push(Math.min(room, part));
      segments.slope.push(slope);
    });
    spend = fillSegments(spend, segments, problem, total, stopReturn > 0 ? stopReturn * (1 + 1e-12) : 0).spend;
    if (sum() - before <= 1e-13 * total) break;
  }
  return { spend, price: solution.price };
}

function waterFill(problem: ConcaveProblem): ConcaveSolution {
  const everyone = Int32Array.from(problem.curves.keys());
  const demand = new Demand(problem);
  if (problem.groups.length === 0)
    return solvePool(demand, everyone, problem.total, problem.stopReturn, undefined, problem.near?.price);
  // Each group alone, at its limits: what it gets when the price of the whole would push it past them.
  const atUpper = problem.groups.map((group) => {
    const members = Int32Array.from(group.members);
    return group.upper < sumOver(problem.upper, members) ? solvePool(demand, members, group.upper, 0).spend : null;
  });
  const atLower = problem.groups.map((group) => {
    const members = Int32Array.from(group.members);
    return group.lower > sumOver(problem.lower, members) ? solvePool(demand, members, group.lower, 0).spend : null;
  });
  return solvePool(
    demand,
    everyone,
    problem.total,
    problem.stopReturn,
    { problem, atUpper, atLower },
    problem.near?.price,
  );
}

interface GroupClamp {
  problem: ConcaveProblem;
  atUpper: (Float64Array | null)[];
  atLower: (Float64Array | null)[];
}

/** What each channel asks for at a price, with its memory of the last answer as a warm start. */
class Demand {
  readonly #problem: ConcaveProblem;
  readonly #last: Float64Array;
  readonly #marginalAtLower: Float64Array;
  readonly #marginalAtUpper: Float64Array;
  readonly #out = new Float64Array(2);
  /** channels; 1 / g″ at the last answer, 0 when it sat on a bound. */
  readonly give: Float64Array;

  constructor(problem: ConcaveProblem) {
    this.#problem = problem;
    const { curves, lower, upper } = problem;
    this.#last = Float64Array.from(curves, (_, c) => problem.near?.spend[c] ?? 0.5 * (lower[c]! + upper[c]!));
    this.#marginalAtLower = Float64Array.from(curves, (curve, c) => curve.marginal(lower[c]!));
    this.#marginalAtUpper = Float64Array.from(curves, (curve, c) => curve.marginal(upper[c]!));
    this.give = new Float64Array(curves.length);
  }

  highestPrice(members: Int32Array): number {
    let highest = 0;
    for (const c of members) {
      const marginal = this.#marginalAtLower[c]!;
      if (this.#problem.upper[c]! > this.#problem.lower[c]!) highest = Math.max(highest, marginal);
    }
    return highest;
  }

  at(c: number, price: number): number {
    const lower = this.#problem.lower[c]!;
    const upper = this.#problem.upper[c]!;
    this.give[c] = 0;
    if (this.#marginalAtUpper[c]! >= price || lower >= upper) return upper;
    if (this.#marginalAtLower[c]! <= price) return lower;
    const curve = this.#problem.curves[c]!;
    const out = this.#out;
    const byRoot = curve.straightening === "inverse-root";
    const goal = byRoot ? 1 / Math.sqrt(price) : -Math.log(price);
    let low = lower;
    let high = upper;
    let x = this.#last[c]!;
    if (!(x > low && x < high)) x = 0.5 * (low + high);
    for (let i = 0; i < 200; i++) {
      curve.derivatives(x, out);
      const first = out[0]!;
      const second = out[1]!;
      const height = byRoot ? 1 / Math.sqrt(first) : -Math.log(first);
      const missing = goal - height;
      if (missing > 0) low = x;
      else high = x;
      const rise = byRoot ? (-0.5 * second * height) / first : -second / first;
      let next = x + missing / rise;
      if (Math.abs(next - x) <= 1e-15 * x) break;
      const byNewton = next > low && next < high;
      if (!byNewton) next = 0.5 * (low + high);
      const moved = Math.abs(next - x);
      x = next;
      // Newton doubles the digits: after its step of 1e-7 the answer is right to rounding. A halving has no such virtue.
      if ((byNewton && moved <= 1e-7 * x) || moved <= 1e-15 * x) break;
    }
    this.give[c] = out[1]! < 0 ? 1 / out[1]! : 0;
    this.#last[c] = x;
    return x;
  }
}

/** Water-filling over some channels. With a clamp, groups that hit a limit keep their own answer. */
function solvePool(
  demand: Demand,
  members: Int32Array,
  total: number,
  stopReturn: number,
  clamp?: GroupClamp,
  nearPrice?: number,
): ConcaveSolution {
  const spend = new Float64Array(demand.give.length);
  /** Fills `spend` for a price; returns the total and how fast it falls with the price. */
  const visit = (price: number) => {
    for (const c of members) spend[c] = demand.at(c, price);
    if (clamp) clampGroups(clamp, spend, demand.give);
    let sum = 0;
    let give = 0;
    for (const c of members) {
      sum += spend[c]!;
      give += demand.give[c]!;
    }
    return { sum, give };
  };
  const slack = 4e-16 * total * Math.sqrt(members.length);
  if (visit(stopReturn).sum <= total) return { spend, price: stopReturn };
  // theta = price^-½ rises with the spend: bracket [too little, too much].
  let low = 0;
  let high = stopReturn > 0 ? 1 / Math.sqrt(stopReturn) : Number.POSITIVE_INFINITY;
  const highest = demand.highestPrice(members);
  let theta = Number.isFinite(highest) && highest > 0 ? 2 / Math.sqrt(highest) : 1;
  if (nearPrice !== undefined && nearPrice > stopReturn) theta = 1 / Math.sqrt(nearPrice);
  if (theta >= high) theta = 0.5 * high;
  for (let i = 0; i < 300; i++) {
    const { sum, give } = visit(1 / (theta * theta));
    const missing = total - sum;
    if (Math.abs(missing) <= slack) break;
    if (missing > 0) low = theta;
    else high = theta;
    const rise = -2 * give * theta ** -3;
    let next = rise > 0 ? theta + missing / rise : Number.NaN;
    const bracketed = Number.isFinite(high);
    if (!(next > low && next < high)) next = bracketed ? (low > 0 ? Math.sqrt(low * high) : high / 8) : theta * 8;
    else if (!bracketed) next = Math.min(next, theta * 64);
    if (Math.abs(next - theta) <= 1e-16 * theta || (bracketed && high - low <= 4e-16 * high)) break;
    theta = next;
  }
  settle(demand, members, spend, total, clamp);
  return { spend, price: 1 / (theta * theta) };
}

function clampGroups(clamp: GroupClamp, spend: Float64Array, give: Float64Array): void {
  clamp.problem.groups.forEach((group, g) => {
    let sum = 0;
    for (const c of group.members) sum += spend[c]!;
    const upper = clamp.atUpper[g];
    const lower = clamp.atLower[g];
    const own = upper && sum > group.upper ? upper : lower && sum < group.lower ? lower : null;
    if (!own) return;
    for (const c of group.members) {
      spend[c] = own[c]!;
      give[c] = 0;
    }
  });
}

/** Shares the last rounding error of the total among the channels that are free, so that shares add up. */
function settle(
  demand: Demand,
  members: Int32Array,
  spend: Float64Array,
  total: number,
  clamp: GroupClamp | undefined,
): void {
  for (let round = 0; round < 2; round++) {
    let sum = 0;
    let give = 0;
    for (const c of members) {
      sum += spend[c]!;
      give += demand.give[c]!;
    }
    const missing = total - sum;
    // A jump in the demand (curves that are not concave, a flat curve) is more than rounding: left unspent, never overspent.
    if (missing === 0 || give === 0 || (Math.abs(missing) > 1e-6 * total && missing > 0)) break;
    for (const c of members) {
      if (demand.give[c] === 0) continue;
      spend[c] = Math.max(0, spend[c]! + (missing * demand.give[c]!) / give);
    }
  }
  let sum = 0;
  for (const c of members) sum += spend[c]!;
  // Fixed bounds come first: without a free channel an excess is scaled off what lies above them.
  if (sum > total * (1 + 1e-12) && clamp === undefined) for (const c of members) spend[c]! *= total / sum;
}

/**
 * An upper bound of the best response, from any feasible spend: Frank–Wolfe's linear program on the tangents, valid
 * because concave curves lie below their tangents. The bound is that of Σ g(x) − stopReturn Σ x.
 */
export function tangentBound(problem: ConcaveProblem, spend: Float64Array): number {
  const segments: Segments = { channel: [], length: [], slope: [] };
  let base = 0;
  problem.curves.forEach((curve, c) => {
    const lower = problem.lower[c]!;
    // At 0 the tangent of a slope below 1 is vertical; the tangent just beside it bounds as well.
    const at = spend[c]! > 0 ? spend[c]! : 1e-12 * Math.max(problem.upper[c]!, Number.MIN_VALUE);
    const zeroFine = spend[c]! > 0 || !Number.isFinite(curve.marginal(0));
    const touch = zeroFine ? at : 0;
    const slope = curve.marginal(touch);
    base += curve.value(touch) + slope * (lower - touch) - problem.stopReturn * lower;
    if (problem.upper[c]! > lower) {
      segments.channel.push(c);
      segments.length.push(problem.upper[c]! - lower);
      segments.slope.push(slope);
    }
  });
  const { spend: filled, gained } = fillSegments(problem.lower, segments, problem, problem.total, problem.stopReturn);
  let extra = 0;
  for (let c = 0; c < filled.length; c++) extra += filled[c]! - problem.lower[c]!;
  return base + gained - problem.stopReturn * extra;
}

function sumOver(values: Float64Array, members: Int32Array): number {
  let sum = 0;
  for (const c of members) sum += values[c]!;
  return sum;
}
