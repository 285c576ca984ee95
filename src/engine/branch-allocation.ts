/**
 * The best split when curves are S-shaped, when a channel takes nothing or at least a minimum, or when the number of
 * networks is limited: branch and bound with a certificate.
 *
 * Bound: every curve is replaced by a concave line above it (`response-grid.ts`), the sum is filled exactly
 * (`segment-fill.ts`); the number of networks is priced by a multiplier. Branching cuts the range, or the yes-or-no, of
 * the channel whose line lies farthest above its curve. Incumbent: the concave problem on the concave side of the
 * channels that the bound uses. Source: J. E. Falk and R. M. Soland, "An algorithm for separable nonconvex programming
 * problems", Management Science 15 (1969).
 */
import type { PlainLimits } from "./budget-limits.ts";
import { type ConcaveSolution, solveConcave } from "./concave-allocation.ts";
import type { MeanCurve } from "./mean-curve.ts";
import { type Hull, insertPoint, type ResponseGrid, refineAround, responseGrid, upperHull } from "./response-grid.ts";
import { fillSegments, type Segments } from "./segment-fill.ts";

export interface BranchProblem {
  readonly curves: readonly MeanCurve[];
  readonly limits: PlainLimits;
  readonly total: number;
  readonly stopReturn: number;
  /** Stop when (bound − best) ≤ this share of the bound. */
  readonly relativeGap: number;
  /** Stop anyway after this many bounds: the gap reached is returned. */
  readonly mostBounds: number;
}

export interface BranchSolution {
  spend: Float64Array;
  /** Σ g(x) − stopReturn Σ x of the spend found, and a bound that no feasible spend exceeds. */
  objective: number;
  bound: number;
  bounds: number;
}

interface Node {
  low: Float64Array;
  high: Float64Array;
  /** channels; 1 when nothing at all is allowed besides [low, high]. */
  zero: Uint8Array;
  bound: number;
}

/** The last concave solution, near which the next one starts. */
interface Memory {
  near: ConcaveSolution | null;
}

interface Relaxation {
  bound: number;
  spend: Float64Array;
  hulls: Hull[];
  fee: number;
}

/** Solves the problem; null when no spend fits (limits that only the combination of minimums makes impossible). */
export function branchAndBound(problem: BranchProblem): BranchSolution | null {
  const { curves, limits, stopReturn } = problem;
  const grids = curves.map((curve, c) =>
    responseGrid(curve, limits.lower[c]!, limits.upper[c]!, [limits.minimumIfUsed[c]!]),
  );
  const root: Node = {
    low: Float64Array.from(limits.lower, (lower, c) => Math.max(lower, limits.minimumIfUsed[c]!)),
    high: Float64Array.from(limits.upper),
    zero: Uint8Array.from(limits.lower, (lower) => (lower === 0 ? 1 : 0)),
    bound: Number.POSITIVE_INFINITY,
  };
  let best: Float64Array | null = null;
  const memory: Memory = { near: null };
  let bestObjective = Number.NEGATIVE_INFINITY;
  const offer = (spend: Float64Array | null) => {
    if (spend === null) return;
    let objective = 0;
    for (let c = 0; c < spend.length; c++) objective += curves[c]!.value(spend[c]!) - stopReturn * spend[c]!;
    if (objective > bestObjective) {
      best = spend;
      bestObjective = objective;
    }
  };
  const open: Node[] = [root];
  let bounds = 0;
  // What was pruned or cut off unexplored still bounds the answer.
  let closedBound = Number.NEGATIVE_INFINITY;
  while (open.length > 0 && bounds < problem.mostBounds) {
    const node = takeHighest(open);
    const enough = bestObjective + problem.relativeGap * Math.abs(bestObjective);
    if (node.bound <= enough) {
      closedBound = Math.max(closedBound, node.bound);
      continue;
    }
    bounds++;
    if (!closeTheRest(node, limits.mostNetworks)) continue;
    const relaxation = relax(problem, grids, node);
    if (relaxation === null) continue;
    node.bound = Math.min(node.bound, relaxation.bound);
    for (const spend of candidates(problem, grids, node, relaxation, memory)) offer(spend);
    if (node.bound <= bestObjective + problem.relativeGap * Math.abs(bestObjective)) {
      closedBound = Math.max(closedBound, node.bound);
      continue;
    }
    const children = split(problem, grids, node, relaxation);
    // Nothing left to cut: rounding is all that separates the bound from the curve.
    if (children === null) closedBound = Math.max(closedBound, node.bound);
    else open.push(...children);
  }
  if (best === null) return null;
  const bound = open.reduce((most, node) => Math.max(most, node.bound), closedBound);
  return { spend: best, objective: bestObjective, bound: Math.max(bound, bestObjective), bounds };
}

/** Once the allowed number of networks is decided, the others get nothing. False when too many are decided. */
function closeTheRest(node: Node, most: number): boolean {
  const decided = node.zero.reduce((sum, zero, c) => sum + (zero === 0 && node.high[c]! > 0 ? 1 : 0), 0);
  if (decided === most) {
    for (let c = 0; c < node.zero.length; c++) {
      if (node.zero[c] === 0) continue;
      node.low[c] = 0;
      node.high[c] = 0;
    }
  }
  return decided <= most;
}

function takeHighest(open: Node[]): Node {
  let at = 0;
  for (let i = 1; i < open.length; i++) if (open[i]!.bound > open[at]!.bound) at = i;
  const node = open[at]!;
  open[at] = open[open.length - 1]!;
  open.pop();
  return node;
}

/** Bound of a node. With a limited number of networks, the multiplier that gives about the lowest bound. */
function relax(problem: BranchProblem, grids: readonly ResponseGrid[], node: Node): Relaxation | null {
  const free = relaxAt(problem, grids, node, 0);
  const most = problem.limits.mostNetworks;
  if (free === null || most >= grids.length || usedShare(free, node) <= most + 1e-9) return free;
  let best = free;
  let low = 0;
  let high = 1e-6 * Math.abs(free.bound);
  for (let i = 0; i < 60; i++) {
    const dear = relaxAt(problem, grids, node, high)!;
    if (dear.bound < best.bound) best = dear;
    if (usedShare(dear, node) <= most) break;
    low = high;
    high *= 4;
    // Mandatory channels alone may exceed the limit: then the node is empty.
    if (high > 1e3 * (Math.abs(free.bound) + 1)) return null;
  }
  for (let i = 0; i < 12; i++) {
    const middle = 0.5 * (low + high);
    const tried = relaxAt(problem, grids, node, middle)!;
    if (tried.bound < best.bound) best = tried;
    if (usedShare(tried, node) > most) low = middle;
    else high = middle;
  }
  return best;
}

/** Number of networks that a relaxed spend uses, a channel between nothing and its hull counting in part. */
function usedShare(relaxation: Relaxation, node: Node): number {
  let used = 0;
  relaxation.spend.forEach((x, c) => {
    if (node.zero[c] === 0) used++;
    else if (x > 0) used += Math.min(1, x / Math.max(relaxation.hulls[c]!.spend[1] ?? x, Number.MIN_VALUE));
  });
  return used;
}

function relaxAt(problem: BranchProblem, grids: readonly ResponseGrid[], node: Node, fee: number): Relaxation | null {
  const hulls = grids.map((grid, c) => upperHull(grid, node.low[c]!, node.high[c]!, node.zero[c] === 1, fee));
  const segments: Segments = { channel: [], length: [], slope: [] };
  let base = 0;
  const start = Float64Array.from(hulls, (hull, c) => {
    base += hull.value[0]!;
    for (let i = 1; i < hull.spend.length; i++) {
      const length = hull.spend[i]! - hull.spend[i - 1]!;
      segments.channel.push(c);
      segments.length.push(length);
      segments.slope.push((hull.value[i]! - hull.value[i - 1]!) / length);
    }
    return hull.spend[0]!;
  });
  const priced = fee > 0 ? Math.max(problem.stopReturn, 0) : problem.stopReturn;
  const fill = fillSegments(start, segments, problem.limits, problem.total, priced);
  if (!fill.feasible) return null;
  let spent = 0;
  for (const x of fill.spend) spent += x;
  const count = fee > 0 ? fee * problem.limits.mostNetworks : 0;
  return { bound: base + fill.gained + count - problem.stopReturn * spent, spend: fill.spend, hulls, fee };
}

/** Feasible spends suggested by a relaxed one. */
function candidates(
  problem: BranchProblem,
  grids: readonly ResponseGrid[],
  node: Node,
  relaxation: Relaxation,
  memory: Memory,
): (Float64Array | null)[] {
  const { spend } = relaxation;
  const order = Array.from(spend.keys()).sort((a, b) => spend[b]! - spend[a]!);
  const used = order.filter((c) => spend[c]! > 0 || node.zero[c] === 0);
  const most = problem.limits.mostNetworks;
  const kept = new Set(used.filter((c, rank) => node.zero[c] === 0 || rank < most));
  for (const c of [...kept].reverse()) if (kept.size > most && node.zero[c] === 1) kept.delete(c);
  const partial = order.filter(
    (c) => kept.has(c) && spend[c]! < Math.max(grids[c]!.bendsAt, node.low[c]!) * (1 - 1e-9),
  );
  const found = [settled(problem, grids, node, memory, kept, null)];
  // The relaxed spend itself: as ranges shrink its response meets the bound, whatever the shape of the curves.
  if (isFeasible(spend, problem)) found.push(spend);
  for (const c of partial.slice(0, 3)) {
    if (node.zero[c] === 1) {
      const fewer = new Set(kept);
      fewer.delete(c);
      found.push(settled(problem, grids, node, memory, fewer, null));
    }
    if (spend[c]! >= node.low[c]!)
      found.push(settled(problem, grids, node, memory, kept, { channel: c, spend: spend[c]! }));
    if (node.zero[c] === 0)
      found.push(settled(problem, grids, node, memory, kept, { channel: c, spend: node.low[c]! }));
  }
  return found;
}

/** Solves the concave problem on the concave side of the channels kept; null when their minimums do not fit. */
function settled(
  problem: BranchProblem,
  grids: readonly ResponseGrid[],
  node: Node,
  memory: Memory,
  kept: ReadonlySet<number>,
  fixed: { channel: number; spend: number } | null,
): Float64Array | null {
  const { limits, total } = problem;
  const count = grids.length;
  const upper = Float64Array.from(node.high, (high, c) => (kept.has(c) ? high : 0));
  const required = Float64Array.from(node.low, (low, c) => (kept.has(c) ? low : 0));
  const lower = Float64Array.from(required, (low, c) =>
    kept.has(c) ? Math.min(upper[c]!, Math.max(low, grids[c]!.bendsAt)) : 0,
  );
  if (fixed) {
    lower[fixed.channel] = fixed.spend;
    upper[fixed.channel] = fixed.spend;
    required[fixed.channel] = fixed.spend;
  }
  if (!fits(lower, upper, problem)) {
    // Too many steep channels for the money: those with the least response for their concave part step back first.
    const byYield = Array.from({ length: count }, (_, c) => c)
      .filter((c) => lower[c]! > required[c]!)
      .sort((a, b) => grids[a]!.curve.value(lower[a]!) / lower[a]! - grids[b]!.curve.value(lower[b]!) / lower[b]!);
    for (const c of byYield) {
      lower[c] = required[c]!;
      upper[c] = required[c]!;
      if (fits(lower, upper, problem)) break;
    }
    if (!fits(lower, upper, problem)) return null;
  }
  const { curves, stopReturn } = problem;
  const { groups, groupOf } = limits;
  const near = memory.near;
  const solved = solveConcave({ curves, lower, upper, groups, groupOf, total, stopReturn, ...(near && { near }) });
  memory.near = solved;
  return isFeasible(solved.spend, problem) ? solved.spend : null;
}

function fits(lower: Float64Array, upper: Float64Array, problem: BranchProblem): boolean {
  const slack = 1e-12 * problem.total;
  const { groups, groupOf } = problem.limits;
  const least = new Float64Array(groups.length);
  const most = new Float64Array(groups.length);
  let mandatory = 0;
  for (let c = 0; c < lower.length; c++) {
    const group = groupOf[c]!;
    if (group < 0) mandatory += lower[c]!;
    else {
      least[group]! += lower[c]!;
      most[group]! += upper[c]!;
    }
  }
  for (let g = 0; g < groups.length; g++) {
    if (least[g]! > groups[g]!.upper + slack || most[g]! < groups[g]!.lower - slack) return false;
    mandatory += Math.max(least[g]!, groups[g]!.lower);
  }
  return mandatory <= problem.total + slack;
}

function isFeasible(spend: Float64Array, problem: BranchProblem): boolean {
  const { limits, total } = problem;
  const slack = 1e-9 * total;
  let sum = 0;
  let used = 0;
  for (let c = 0; c < spend.length; c++) {
    const x = spend[c]!;
    sum += x;
    if (x > 0) used++;
    if (x < limits.lower[c]! - slack || x > limits.upper[c]! + slack) return false;
    if (x > 0 && x < limits.minimumIfUsed[c]! - slack) return false;
  }
  if (sum > total + slack || used > limits.mostNetworks) return false;
  return limits.groups.every((group) => {
    let inside = 0;
    for (const c of group.members) inside += spend[c]!;
    return inside <= group.upper + slack && inside >= group.lower - slack;
  });
}

/** Finer grids where they are the cause of the distance, else two children; null when there is nothing left to cut. */
function split(
  problem: BranchProblem,
  grids: readonly ResponseGrid[],
  node: Node,
  relaxation: Relaxation,
): Node[] | null {
  const { spend, hulls, fee } = relaxation;
  const tolerance = (0.1 * problem.relativeGap * Math.abs(relaxation.bound)) / Math.sqrt(spend.length);
  const apart: { channel: number; away: number }[] = [];
  let refined = false;
  for (let c = 0; c < spend.length; c++) {
    const x = spend[c]!;
    const grid = grids[c]!;
    const hull = hulls[c]!;
    const { left, right, above } = onHull(hull, x);
    if (node.zero[c] === 1 && x > 0 && x < node.low[c]! * (1 - 1e-12)) {
      // Between nothing and its minimum, where it may not be: the line there is no estimate of the curve at all.
      apart.push({ channel: c, away: above });
      continue;
    }
    const away = above - (grid.curve.value(x) - (x > 0 || node.zero[c] === 0 ? fee : 0));
    if (away <= tolerance) continue;
    // How much of the distance is the grid's doing: the excess carried by the vertices at both ends.
    const doubtAt = (at: number) => {
      const vertex = hull.spend[at]!;
      return hull.value[at]! - (grid.curve.value(vertex) - (vertex > 0 || node.zero[c] === 0 ? fee : 0));
    };
    const doubt = Math.max(doubtAt(left), doubtAt(right));
    const neighbours = cellsBetween(grid, hull.spend[left]!, hull.spend[right]!) <= 1;
    if (doubt > 0.1 * away || neighbours) {
      const a = refineAround(grid, hull.spend[left]!);
      const b = refineAround(grid, hull.spend[right]!);
      const between = neighbours && x > hull.spend[left]! && x < hull.spend[right]! && refineAround(grid, x);
      if (a || b || between) {
        refined = true;
        continue;
      }
    }
    apart.push({ channel: c, away });
  }
  if (refined) return [node];
  apart.sort((a, b) => b.away - a.away);
  for (const { channel } of apart) {
    const children = branch(grids[channel]!, node, channel, spend[channel]!);
    if (children) return children;
  }
  // The curves are met everywhere: what separates bound and answer is who is in and who is out.
  if (fee > 0) {
    const open = spend.findIndex((x, c) => node.zero[c] === 1 && node.high[c]! > 0 && x > 0);
    if (open >= 0) return inOrOut(node, open);
  }
  return null;
}

function childOf(node: Node, c: number, low: number, high: number, zero: 0 | 1): Node {
  const child = { low: node.low.slice(), high: node.high.slice(), zero: node.zero.slice(), bound: node.bound };
  child.low[c] = low;
  child.high[c] = high;
  child.zero[c] = zero;
  return child;
}

function inOrOut(node: Node, c: number): Node[] {
  return [childOf(node, c, 0, 0, 1), childOf(node, c, node.low[c]!, node.high[c]!, 0)];
}

function branch(grid: ResponseGrid, node: Node, c: number, x: number): Node[] | null {
  const low = node.low[c]!;
  const high = node.high[c]!;
  // Used or not comes first: with a gap below the minimum, or when the multiplier makes use itself the question.
  if (node.zero[c] === 1 && high > 0 && (low > 0 || !(x > low && x < high))) return inOrOut(node, c);
  if (!(x > low * (1 + 1e-12) && x < high * (1 - 1e-12))) return null;
  insertPoint(grid, x);
  const lowZero = node.zero[c] === 1 && low === 0 ? 1 : 0;
  return [childOf(node, c, low, x, lowZero), childOf(node, c, x, high, 0)];
}

function onHull(hull: Hull, x: number): { left: number; right: number; above: number } {
  const { spend, value } = hull;
  let right = spend.findIndex((at) => at >= x);
  if (right < 0) right = spend.length - 1;
  if (right === 0 || spend[right] === x) return { left: right, right, above: value[right]! };
  const left = right - 1;
  const share = (x - spend[left]!) / (spend[right]! - spend[left]!);
  return { left, right, above: value[left]! + share * (value[right]! - value[left]!) };
}

function cellsBetween(grid: ResponseGrid, from: number, to: number): number {
  let cells = 0;
  for (const x of grid.spend) if (x > from && x <= to) cells++;
  return cells;
}
