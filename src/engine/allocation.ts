/**
 * How to share a budget over the response curves of a fit, with the proof of how good the answer is.
 *
 * The objective is the outcome per period averaged over the draws, at a steady spend per period. Concave curves are solved
 * exactly (`concave-allocation.ts`), the others by branch and bound (`branch-allocation.ts`); either way `upperBound` is a
 * value that no split can exceed.
 */
import {
  channelResponseByDraw,
  currentSplit,
  equalSplit,
  type Gain,
  gainOver,
  responseByDraw,
} from "./allocation-gain.ts";
import { branchAndBound } from "./branch-allocation.ts";
import { AllocationConflict, type BudgetLimits, type PlainLimits, plainLimits } from "./budget-limits.ts";
import { solveConcave, tangentBound } from "./concave-allocation.ts";
import { type FittedCurves, marginalResponseAt } from "./fitted-curves.ts";
import { type Interval, intervalOfDraws } from "./intervals.ts";
import { meanCurve } from "./mean-curve.ts";
import { thinnedDraws } from "./picked-draws.ts";
import { type Prudence, type PrudentSolution, prudentSplit } from "./prudence.ts";

/** Spend this much per period. */
export interface FixedBudget {
  kind: "fixed-budget";
  total: number;
}

/** Spend as long as one more unit of currency brings at least `marginalReturn` units of outcome, up to a total. */
export interface TargetReturn {
  kind: "target-return";
  marginalReturn: number;
  maximumTotal: number;
}

export type AllocationScenario = FixedBudget | TargetReturn;

export interface AllocationRequest {
  curves: FittedCurves;
  scenario: AllocationScenario;
  limits?: BudgetLimits;
  prudence?: Prudence;
  /** Stop the branch and bound at this gap. Default 1e-6. */
  relativeGap?: number;
}

/** What holds the last unit of currency of a channel where it is. */
export type Binding =
  /** Nothing but the total: its marginal return equals that of the other free channels. */
  | "none"
  | "lock"
  | "lower-bound"
  | "upper-bound"
  | "minimum-if-used"
  | "group-lower"
  | "group-upper"
  /** Nothing spent: the first unit brings less than elsewhere. */
  | "not-worth-it"
  /** Nothing spent: what it would take to work (its minimum, its threshold, a network more) brings more elsewhere. */
  | "left-out";

export interface ChannelAllocation {
  name: string;
  /** Currency per period. */
  spend: number;
  /** Outcome per period, mean over the draws, and its 90 % interval. */
  response: number;
  responseInterval: Interval;
  /** Outcome of the next unit of currency; an infinite one (first unit of a slope below 1) is null. */
  marginalReturn: number | null;
  marginalReturnInterval: Interval | null;
  binding: Binding;
  /** Name of the group when the binding is a group's. */
  group: string | null;
}

export type AllocationReason = "gain-uncertain" | "beyond-history" | "loose-bound" | "few-draws";

export interface Allocation {
  scenario: AllocationScenario["kind"];
  /** The total allowed per period. */
  total: number;
  allocation: readonly ChannelAllocation[];
  /** Outcome per period, mean over the draws, and its 90 % interval. */
  expectedResponse: number;
  expectedResponseInterval: Interval;
  /**
   * No split respecting the limits brings more (with prudence: has a higher prudent measure; for a target return: at this
   * spend).
   */
  upperBound: number;
  /** (upperBound − achieved) / upperBound. */
  relativeGap: number;
  /** Marginal return of one more unit of total; null when the curves are not all concave. */
  price: number | null;
  /** Against today's shares of the same money, and against equal shares of it. */
  gainOverCurrent: Gain;
  gainOverEqual: Gain;
  unspent: number;
  verdict: { status: "reliable" | "weak"; reasons: readonly AllocationReason[] };
}

/**
 * Shares a budget.
 *
 * Units: spend and totals in currency per period, responses in outcome per period. Throws an AllocationConflict when the
 * limits leave no split, a RangeError for numbers that are none.
 *
 * @example allocate({ curves: fit.curves, scenario: { kind: "fixed-budget", total: 3000 } }).allocation[0]?.spend
 */
export function allocate(request: AllocationRequest): Allocation {
  const { curves, scenario } = request;
  const total = scenario.kind === "fixed-budget" ? scenario.total : scenario.maximumTotal;
  const stopReturn = scenario.kind === "fixed-budget" ? 0 : scenario.marginalReturn;
  if (!(stopReturn >= 0)) throw new RangeError(`a return is 0 or more, not ${stopReturn}`);
  const count = curves.channels.length;
  if (count === 0 || curves.drawCount === 0) throw new RangeError("no channels or no draws");
  const limits = plainLimits(count, total, request.limits ?? {});
  const prudent = request.prudence !== undefined && request.prudence.weight > 0;
  const solution = solve(request, limits, total, stopReturn);
  if (solution === null) throw new AllocationConflict("limits-contradict", { total });

  const { spend } = solution;
  let spent = 0;
  for (const x of spend) spent += x;
  const cost = stopReturn * spent;
  const responses = intervalOfDraws(responseByDraw(curves, spend));
  const expectedResponse = prudent ? responses.mean : solution.objective + cost;
  const upperBound = solution.bound + cost;
  const relativeGap = upperBound > 0 ? Math.max(0, (solution.bound - solution.objective) / upperBound) : 0;
  const gainOverCurrent = gainOver(curves, spend, currentSplit(curves, spent));
  const gainOverEqual = gainOver(curves, spend, equalSplit(curves, spent));
  const allocation = describeChannels(curves, spend, limits, request.limits ?? {}, spent, total);
  return {
    scenario: scenario.kind,
    total,
    allocation,
    expectedResponse,
    expectedResponseInterval: { ...responses, mean: expectedResponse },
    upperBound,
    relativeGap,
    price: solution.price,
    gainOverCurrent,
    gainOverEqual,
    unspent: Math.max(0, total - spent) < 1e-9 * total ? 0 : total - spent,
    verdict: judge(curves, spend, spent, gainOverCurrent, relativeGap),
  };
}

/** The spend alone: what `allocate` would answer for a fixed budget, without its figures. Throws as it does. */
export function bestSplit(curves: FittedCurves, total: number, limits: BudgetLimits = {}): Float64Array {
  const plain = plainLimits(curves.channels.length, total, limits);
  const request: AllocationRequest = { curves, scenario: { kind: "fixed-budget", total } };
  const solution = solveWeighted(request, plain, total, 0, undefined);
  if (solution === null) throw new AllocationConflict("limits-contradict", { total });
  return solution.spend;
}

/** One point of the budget curve. */
export interface BudgetPoint {
  total: number;
  expectedResponse: number;
  interval: Interval;
  /** Marginal return of one more unit of total there; null when the curves are not all concave. */
  price: number | null;
  upperBound: number;
}

/**
 * What each total would bring at its best split: the curve that shows where more money stops helping.
 *
 * @param totals currency per period, positive; totals that the limits forbid are left out.
 */
export function budgetCurve(request: Omit<AllocationRequest, "scenario">, totals: readonly number[]): BudgetPoint[] {
  const points: BudgetPoint[] = [];
  for (const total of totals) {
    const limits = limitsOrNull(request, total);
    const solution = limits && solve({ ...request, scenario: { kind: "fixed-budget", total } }, limits, total, 0);
    if (!solution) continue;
    const interval = intervalOfDraws(responseByDraw(request.curves, solution.spend));
    const { price, bound: upperBound } = solution;
    points.push({ total, expectedResponse: interval.mean, interval, price, upperBound });
  }
  return points;
}

function limitsOrNull(request: Omit<AllocationRequest, "scenario">, total: number): PlainLimits | null {
  try {
    return plainLimits(request.curves.channels.length, total, request.limits ?? {});
  } catch (error) {
    if (error instanceof AllocationConflict) return null;
    throw error;
  }
}

interface Solution extends PrudentSolution {
  price: number | null;
}

/** Draws of the first look. */
const FEW_DRAWS = 60;

/** The best spend for a request whose limits are checked; null when minimums and limits together leave nothing. */
function solve(request: AllocationRequest, limits: PlainLimits, total: number, stopReturn: number): Solution | null {
  const { curves, prudence } = request;
  if (prudence === undefined || prudence.weight === 0)
    return solveWeighted(request, limits, total, stopReturn, undefined);
  const solution = prudentSplit(curves, prudence, stopReturn, (weights) =>
    solveWeighted(request, limits, total, stopReturn, weights),
  );
  return solution && { ...solution, price: null };
}

function solveWeighted(
  request: AllocationRequest,
  limits: PlainLimits,
  total: number,
  stopReturn: number,
  weights: Float64Array | undefined,
): Solution | null {
  const curves = request.curves.channels.map((channel) => meanCurve(channel, weights));
  const choices = limits.mostNetworks < curves.length || limits.minimumIfUsed.some((minimum) => minimum > 0);
  if (!choices && curves.every((curve) => curve.concave)) {
    const { lower, upper, groups, groupOf } = limits;
    const limited = { lower, upper, groups, groupOf, total, stopReturn };
    const few = thinnedDraws(request.curves, FEW_DRAWS);
    // A look at a few draws first: it lands close, and the many draws then need two or three steps.
    const near =
      few === request.curves || weights !== undefined
        ? undefined
        : solveConcave({ curves: few.channels.map((channel) => meanCurve(channel)), ...limited });
    const problem = { curves, ...limited, ...(near && { near }) };
    const { spend, price } = solveConcave(problem);
    const objective = curves.reduce((sum, curve, c) => sum + curve.value(spend[c]!) - stopReturn * spend[c]!, 0);
    return { spend, objective, bound: Math.max(objective, tangentBound(problem, spend)), price };
  }
  const relativeGap = request.relativeGap ?? 1e-6;
  const found = branchAndBound({ curves, limits, total, stopReturn, relativeGap, mostBounds: 4000 });
  return found && { ...found, price: null };
}

function describeChannels(
  curves: FittedCurves,
  spend: Float64Array,
  limits: PlainLimits,
  asked: BudgetLimits,
  spent: number,
  total: number,
): ChannelAllocation[] {
  const slack = 1e-7 * total;
  const groupSums = limits.groups.map((group) => group.members.reduce((sum, c) => sum + spend[c]!, 0));
  return curves.channels.map((channel, c) => {
    const x = spend[c]!;
    const responseInterval = intervalOfDraws(channelResponseByDraw(curves, c, x));
    const marginals = Float64Array.from({ length: curves.drawCount }, (_, d) => marginalResponseAt(curves, c, x, d));
    const finite = marginals.every((one) => Number.isFinite(one));
    const marginalReturnInterval = finite ? intervalOfDraws(marginals) : null;
    const group = limits.groups[limits.groupOf[c]!];
    const inGroup = groupSums[limits.groupOf[c]!] ?? 0;
    let binding: Binding = "none";
    if ((asked.locks?.[c] ?? null) !== null) binding = "lock";
    else if (x <= slack && limits.lower[c] === 0) {
      const choice = !channel.concave || limits.minimumIfUsed[c]! > 0 || limits.mostNetworks < spend.length;
      binding = limits.upper[c]! <= slack ? "upper-bound" : choice ? "left-out" : "not-worth-it";
    } else if (limits.lower[c]! > 0 && x <= limits.lower[c]! + slack) binding = "lower-bound";
    else if (x >= limits.upper[c]! - slack && limits.upper[c]! < total - slack) binding = "upper-bound";
    else if (limits.minimumIfUsed[c]! > 0 && x <= limits.minimumIfUsed[c]! + slack) binding = "minimum-if-used";
    else if (group && inGroup >= group.upper - slack && spent > group.upper + slack) binding = "group-upper";
    else if (group && group.lower > 0 && inGroup <= group.lower + slack) binding = "group-lower";
    return {
      name: channel.name,
      spend: x,
      response: responseInterval.mean,
      responseInterval,
      marginalReturn: marginalReturnInterval?.mean ?? null,
      marginalReturnInterval,
      binding,
      group: binding === "group-upper" || binding === "group-lower" ? group!.name : null,
    };
  });
}

/** Beyond 1.5 × the highest spend ever made, a curve is the prior's word. */
const HISTORY_REACH = 1.5;

function judge(
  curves: FittedCurves,
  spend: Float64Array,
  spent: number,
  gain: Gain,
  relativeGap: number,
): Allocation["verdict"] {
  const reasons: AllocationReason[] = [];
  if (gain.probabilityPositive < 0.8 && gain.mean > 0) reasons.push("gain-uncertain");
  const reaching = curves.channels.some(
    (channel, c) => spend[c]! > HISTORY_REACH * channel.highestSpend && spend[c]! > 0.02 * spent,
  );
  if (reaching) reasons.push("beyond-history");
  if (relativeGap > 1e-3) reasons.push("loose-bound");
  if (curves.drawCount < 100) reasons.push("few-draws");
  return { status: reasons.length > 0 ? "weak" : "reliable", reasons };
}
