import { type MetricId, metrics, type NetworkId } from "../../../kernel/metric.ts";
import { addDays, type DayRange } from "../../../kernel/period.ts";
import { commonDays, countDays, daysWithout, type Spans, spansOf } from "../../../kernel/spans.ts";
import type { DailyFigure, PostFigure, PostRate } from "../../measurements/contract.ts";
import { type Formula, retirements, type Term } from "../catalogue.ts";
import type { Figure } from "../contract.ts";

/** The terms of a formula for one account over one period. */

/** What is known of one account over one period. */
export interface AccountFacts {
  readonly accountId: number;
  readonly network: NetworkId;
  /** Of the account, else of the organisation. */
  readonly currency: string;
  readonly daily: ReadonlyMap<MetricId, DailyFigure>;
  readonly ranges: ReadonlyMap<MetricId, DailyFigure>;
  readonly posts: ReadonlyMap<MetricId, PostFigure>;
  readonly postCount: number | null;
  readonly rates: ReadonlyMap<MetricId, PostRate>;
  readonly comments: number | null;
}

/** What is known of a perimeter over one period. */
export interface PeriodFacts {
  readonly range: DayRange;
  readonly daysInPeriod: number;
  /** Days of the period that have begun, in the organisation’s time zone: all that posts and comments can cover. */
  readonly daysBegun: number;
  readonly population: number | null;
  readonly accounts: readonly AccountFacts[];
  /** Daily figures of the period before, of the same length. */
  readonly previous: ReadonlyMap<number, ReadonlyMap<MetricId, DailyFigure>>;
}

export type UnknownReason = NonNullable<Figure["reason"]>;
export type Basis = "daily" | "posts";
export type Outcome = { readonly value: number } | { readonly reason: UnknownReason };
const known = (value: number): Outcome => ({ value });
const unknown = (reason: UnknownReason): Outcome => ({ reason });
export const addUp = (outcomes: readonly Outcome[]): number =>
  outcomes.reduce((sum, outcome) => sum + ("value" in outcome ? outcome.value : 0), 0);

/** Every metric that a formula may read, for one question to the database. */
export function metricsOf(formula: Formula): MetricId[] {
  switch (formula.kind) {
    case "value":
      return [...new Set(metricsOfTerm(formula.term))];
    case "ratio":
      return [...new Set([...metricsOfTerm(formula.numerator), ...metricsOfTerm(formula.denominator)])];
    case "mean-of-posts":
      return [...new Set<MetricId>([...interactionMetrics, formula.denominator])];
    default:
      return [formula.metric];
  }
}

const interactionMetrics: readonly MetricId[] = ["engagements", "reactions", "likes", "comments", "shares", "saves"];

export function metricsOfTerm(term: Term): MetricId[] {
  switch (term.kind) {
    case "sum":
      return [...term.metrics];
    case "interactions":
      return [...interactionMetrics];
    case "displays":
      return ["impressions", "views"];
    case "posts":
      return ["posts-published"];
    case "level":
    case "start":
    case "previous":
      return [term.metric];
    case "plus":
    case "minus":
    case "times":
      return [...metricsOfTerm(term.left), ...metricsOfTerm(term.right)];
    default:
      return [];
  }
}

function leavesOf(term: Term): Term[] {
  return "left" in term ? [...leavesOf(term.left), ...leavesOf(term.right)] : [term];
}

const isReachLike = (metric: MetricId): boolean => !metrics[metric].additive;
export const holdsMoney = (formula: Formula): boolean =>
  metricsOf(formula).some((metric) => metrics[metric].unit === "cents");

/** A term that is the same for every account: counted once in a ratio, not once per account. */
export const isCommon = (term: Term): boolean =>
  leavesOf(term).every((leaf) => leaf.kind === "population" || leaf.kind === "number");

/** A ratio may weigh its accounts by their followers; by a deduplicated reach or by a rate it may not. */
export const addsUpInRatio = (term: Term): boolean =>
  leavesOf(term).every((leaf) => {
    if (leaf.kind === "sum") return leaf.metrics.every((metric) => !isReachLike(metric));
    if (leaf.kind === "level" || leaf.kind === "start") return metrics[leaf.metric].unit === "count";
    return true;
  });

export const addsUp = (term: Term): boolean =>
  leavesOf(term).every((leaf) => {
    if (leaf.kind === "sum") return leaf.metrics.every((metric) => !isReachLike(metric));
    return leaf.kind !== "level" && leaf.kind !== "start";
  });

/** One account’s evaluation of one formula. */
export interface Evaluation {
  readonly account: AccountFacts;
  readonly basis: Basis;
  readonly numerator: Outcome;
  /** Of a plain value: known(1). */
  readonly denominator: Outcome;
  /** Days of the period that it rests on nothing for; the whole period when one of the two is unknown. */
  readonly lacking: Spans;
}

/** Daily figures when they answer, else the posts of the period. */
export function evaluate(numerator: Term, denominator: Term, account: AccountFacts, facts: PeriodFacts): Evaluation {
  const daily = evaluateOn("daily", numerator, denominator, account, facts);
  if ("value" in daily.numerator && "value" in daily.denominator) return daily;
  if (account.posts.size === 0) return daily;
  const posts = evaluateOn("posts", numerator, denominator, account, facts);
  return "value" in posts.numerator && "value" in posts.denominator ? posts : daily;
}

function evaluateOn(
  basis: Basis,
  numerator: Term,
  denominator: Term,
  account: AccountFacts,
  facts: PeriodFacts,
): Evaluation {
  const shared = basis === "posts" ? rateOfSamePosts(numerator, denominator, account) : null;
  const top = shared ? known(shared.interactions) : termOf(numerator, basis, account, facts);
  const bottom = shared ? known(shared.denominatorSum) : termOf(denominator, basis, account, facts);
  const complete = "value" in top && "value" in bottom;
  const leaves = complete ? [...leavesOf(numerator), ...leavesOf(denominator)] : [];
  return {
    account,
    basis,
    numerator: top,
    denominator: bottom,
    lacking: complete ? lackingOf(leaves, basis, account, facts) : [facts.range],
  };
}

/** Interactions over a counter of the posts: only of the posts that have both. */
function rateOfSamePosts(numerator: Term, denominator: Term, account: AccountFacts): PostRate | null {
  if (numerator.kind !== "interactions" || denominator.kind !== "sum" || denominator.metrics.length !== 1) return null;
  return account.rates.get(denominator.metrics[0] as MetricId) ?? null;
}

export function termOf(term: Term, basis: Basis, account: AccountFacts, facts: PeriodFacts): Outcome {
  switch (term.kind) {
    case "number":
      return known(term.value);
    case "days":
      return known(facts.daysInPeriod);
    case "population":
      return facts.population === null ? unknown("population-missing") : known(facts.population);
    case "received-comments":
      return account.comments === null ? unknown("no-data") : known(account.comments);
    case "posts":
      return account.postCount === null ? sumOf("posts-published", "daily", account, facts) : known(account.postCount);
    case "interactions":
      return interactionsOf(basis, account, facts);
    case "displays":
      return displaysOf(basis, account, facts);
    case "level":
      return stock(account.daily.get(term.metric)?.last ?? account.ranges.get(term.metric)?.last, account);
    case "start":
      return stock(account.daily.get(term.metric)?.before, account);
    case "previous":
      return stock(facts.previous.get(account.accountId)?.get(term.metric)?.sum, account);
    case "sum": {
      let total = 0;
      for (const metric of term.metrics) {
        const outcome = sumOf(metric, basis, account, facts);
        if ("reason" in outcome) return outcome;
        total += outcome.value;
      }
      return known(total);
    }
    default: {
      const left = termOf(term.left, basis, account, facts);
      const right = termOf(term.right, basis, account, facts);
      if ("reason" in left) return left;
      if ("reason" in right) return right;
      if (term.kind === "plus") return known(left.value + right.value);
      return known(term.kind === "minus" ? left.value - right.value : left.value * right.value);
    }
  }
}

function stock(value: number | null | undefined, account: AccountFacts): Outcome {
  return value === null || value === undefined ? unknown(hasAny(account) ? "metric-missing" : "no-data") : known(value);
}

/** The sum of one metric of one account; a reach only as one figure for exactly the period. */
function sumOf(metric: MetricId, basis: Basis, account: AccountFacts, facts: PeriodFacts): Outcome {
  if (isReachLike(metric)) {
    const post = account.posts.get(metric);
    const value = basis === "daily" ? exactValue(account, metric) : post?.posts === 1 ? post.sum : null;
    if (value !== null) return known(value);
    return unknown(hasMetric(account, metric) ? "not-additive" : missing(metric, account, facts));
  }
  const figure = basis === "daily" ? dailyOrRange(account, metric) : account.posts.get(metric);
  return figure ? known(figure.sum) : unknown(missing(metric, account, facts));
}

/** Days one by one; else figures over several days inside the period. Whichever covers more of it. */
function dailyOrRange(account: AccountFacts, metric: MetricId): DailyFigure | undefined {
  const daily = account.daily.get(metric);
  const range = account.ranges.get(metric);
  return daily && (!range || daily.days >= range.days) ? daily : range;
}

export function exactValue(account: AccountFacts, metric: MetricId): number | null {
  const range = account.ranges.get(metric);
  if (range?.exact) return range.sum;
  const daily = account.daily.get(metric);
  return daily?.exact ? daily.sum : null;
}

export const hasMetric = (account: AccountFacts, metric: MetricId): boolean =>
  account.daily.has(metric) || account.ranges.has(metric) || account.posts.has(metric);
export const hasAny = (account: AccountFacts): boolean =>
  account.daily.size + account.ranges.size + account.posts.size > 0 || account.postCount !== null;

export function missing(metric: MetricId, account: AccountFacts, facts: PeriodFacts): UnknownReason {
  if (!hasAny(account)) return "no-data";
  const retired = retirements.some(
    (each) => each.network === account.network && each.metric === metric && each.since <= facts.range.to,
  );
  return retired ? "retired-by-network" : "metric-missing";
}

function interactionsOf(basis: Basis, account: AccountFacts, facts: PeriodFacts): Outcome {
  const given = sumOf("engagements", basis, account, facts);
  if ("value" in given) return given;
  const reactions = sumOf("reactions", basis, account, facts);
  const parts = [
    "value" in reactions ? reactions : sumOf("likes", basis, account, facts),
    ...(["comments", "shares", "saves"] as const).map((metric) => sumOf(metric, basis, account, facts)),
  ].filter((part) => "value" in part);
  return parts.length > 0 ? known(addUp(parts)) : given;
}

/** Impressions, or views when they cover more of the period: a network replaces one by the other from one day to the next. */
function displaysOf(basis: Basis, account: AccountFacts, facts: PeriodFacts): Outcome {
  return sumOf(displayMetric(basis, account) ?? "impressions", basis, account, facts);
}

function displayMetric(basis: Basis, account: AccountFacts): "impressions" | "views" | null {
  const extent = (metric: MetricId) =>
    basis === "daily" ? (dailyOrRange(account, metric)?.days ?? 0) : (account.posts.get(metric)?.posts ?? 0);
  const [impressions, views] = [extent("impressions"), extent("views")];
  if (impressions === 0 && views === 0) return null;
  return views > impressions ? "views" : "impressions";
}

/**
 * Did an indicator change its meaning between two periods, because an account’s displays were impressions in one and
 * are views in the other? The series breaks there, and a change across the break says nothing.
 */
export function isBrokenBetween(formula: Formula, before: PeriodFacts, after: PeriodFacts): boolean {
  const terms =
    formula.kind === "ratio"
      ? [formula.numerator, formula.denominator]
      : formula.kind === "value"
        ? [formula.term]
        : [];
  if (!terms.some((term) => leavesOf(term).some((leaf) => leaf.kind === "displays"))) return false;
  const metricOf = (account: AccountFacts) => displayMetric("daily", account) ?? displayMetric("posts", account);
  return before.accounts.some((account) => {
    const later = after.accounts.find((each) => each.accountId === account.accountId);
    const [was, is] = [metricOf(account), later ? metricOf(later) : null];
    return was !== null && is !== null && was !== is;
  });
}

/** Days on which one of the terms has nothing. Posts and comments are known on every day that has begun. */
function lackingOf(leaves: readonly Term[], basis: Basis, account: AccountFacts, facts: PeriodFacts): Spans {
  const { range, daysBegun, daysInPeriod } = facts;
  const toCome = daysBegun < daysInPeriod ? [{ from: addDays(range.from, daysBegun), to: range.to }] : [];
  const without = (metric: MetricId): Spans => dailyOrRange(account, metric)?.lacking ?? [range];
  const terms: Spans[] = [];
  for (const leaf of leaves) {
    switch (leaf.kind) {
      case "posts":
      case "received-comments":
        terms.push(toCome);
        break;
      case "sum":
        terms.push(basis === "posts" ? toCome : spansOf(leaf.metrics.flatMap(without)));
        break;
      case "displays":
        terms.push(basis === "posts" ? toCome : without(displayMetric(basis, account) ?? "impressions"));
        break;
      case "interactions": {
        const made = dailyOrRange(account, "engagements") ? (["engagements"] as const) : interactionMetrics;
        terms.push(basis === "posts" ? toCome : made.map(without).reduce(commonDays));
        break;
      }
    }
  }
  if (terms.length > 0) return spansOf(terms.flat());
  // A level alone: of several, the days on which one of them was read.
  const levels = leaves.flatMap((leaf) => (leaf.kind === "level" ? [without(leaf.metric)] : []));
  return levels.reduce(commonDays, [range]);
}

/**
 * What several accounts know of a period together: a day counts as known when one of them knows it, and an account that
 * lacks a day which another one knows is named. Figures made of posts name no days of their own beside daily ones.
 */
export function coverageOf(
  evaluations: readonly Evaluation[],
  facts: PeriodFacts,
): Pick<Figure, "daysKnown" | "gaps"> & { readonly lacking: Spans } {
  const dated = evaluations.filter((each) => each.basis === "daily");
  const counted = dated.length > 0 ? dated : evaluations;
  const lacking = counted.map((each) => each.lacking).reduce(commonDays, [facts.range]);
  const gaps = counted.flatMap(({ account, lacking: own }) => {
    const alone = daysWithout(own, lacking);
    return alone.length > 0 ? [{ accountId: account.accountId, lacking: alone }] : [];
  });
  return { daysKnown: facts.daysInPeriod - countDays(lacking), gaps, lacking };
}

/** The gaps of several readings as one list: each account once, its days in order. */
export function joinGaps(gaps: Figure["gaps"]): Figure["gaps"] {
  const byAccount = Map.groupBy(gaps, (gap) => gap.accountId);
  return [...byAccount]
    .sort(([a], [b]) => a - b)
    .map(([accountId, some]) => ({ accountId, lacking: spansOf(some.flatMap((gap) => gap.lacking)) }));
}
