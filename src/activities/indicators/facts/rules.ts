import type { MetricId } from "../../../kernel/metric.ts";
import { addDays, type Day, type DayRange, daysBetween, lengthInDays } from "../../../kernel/period.ts";
import type { CommentCount, DailyFigure, PostCount, PostFigure, PostRate } from "../../measurements/contract.ts";
import type { Account } from "../../organisation/contract.ts";
import type { Formula } from "../catalogue.ts";
import type { Perimeter } from "../contract.ts";
import { type AccountFacts, metricsOf, type PeriodFacts } from "../terms/rules.ts";

/** What the measurements must be asked for a list of formulas: one question, whatever their number. */
export interface Needs {
  readonly metrics: readonly MetricId[];
  /** Denominators of rates taken post by post. */
  readonly denominators: readonly MetricId[];
  readonly previous: boolean;
}

export function needsOf(formulas: readonly Formula[]): Needs {
  const metrics = new Set<MetricId>();
  const denominators = new Set<MetricId>();
  for (const formula of formulas) {
    for (const metric of metricsOf(formula)) metrics.add(metric);
    if (formula.kind === "mean-of-posts") denominators.add(formula.denominator);
    if (formula.kind === "ratio" && formula.numerator.kind === "interactions" && formula.denominator.kind === "sum") {
      for (const metric of formula.denominator.metrics) denominators.add(metric);
    }
  }
  const text = JSON.stringify(formulas);
  return {
    metrics: [...metrics],
    denominators: [...denominators],
    previous: text.includes('"kind":"previous"'),
  };
}

/** The days just before, as many. */
export function daysBefore(range: DayRange): DayRange {
  return { from: addDays(range.from, -lengthInDays(range)), to: addDays(range.from, -1) };
}

export const keyOf = (range: DayRange): string => `${range.from} ${range.to}`;

/** Does an account lie in the perimeter? */
export function isWithin(account: Pick<Account, "id" | "network">, perimeter: Perimeter): boolean {
  if (perimeter.accountId !== undefined) return account.id === perimeter.accountId;
  return perimeter.network === undefined || account.network === perimeter.network;
}

/** Everything that was read, before it is set in order. */
export interface Material {
  readonly accounts: readonly Account[];
  readonly currency: string;
  readonly population: number | null;
  readonly today: Day;
  readonly daily: readonly DailyFigure[];
  readonly posts: readonly PostFigure[];
  readonly counts: readonly PostCount[];
  readonly rates: readonly PostRate[];
  readonly comments: readonly CommentCount[];
}

interface Sheet {
  daily: Map<MetricId, DailyFigure>;
  ranges: Map<MetricId, DailyFigure>;
  posts: Map<MetricId, PostFigure>;
  postCount: number | null;
  rates: Map<MetricId, PostRate>;
  comments: number | null;
}

/** Facts of any of the periods that were read; `previousOf` names the period before one. */
export type FactsReader = (
  range: DayRange,
  perimeter: Perimeter,
  previousOf?: (range: DayRange) => DayRange,
) => PeriodFacts;

/** Sets what was read in order: by period, then by account. */
export function readFacts(material: Material): FactsReader {
  const sheets = new Map<string, Sheet>();
  const sheetOf = (accountId: number, from: Day, to: Day): Sheet => {
    const key = `${accountId} ${from} ${to}`;
    let sheet = sheets.get(key);
    if (!sheet) {
      sheet = {
        daily: new Map(),
        ranges: new Map(),
        posts: new Map(),
        postCount: null,
        rates: new Map(),
        comments: null,
      };
      sheets.set(key, sheet);
    }
    return sheet;
  };
  for (const figure of material.daily) {
    const sheet = sheetOf(figure.accountId, figure.bucket, figure.bucketEnd);
    (figure.basis === "daily" ? sheet.daily : sheet.ranges).set(figure.metric, figure);
  }
  for (const figure of material.posts) {
    sheetOf(figure.accountId, figure.bucket, figure.bucketEnd).posts.set(figure.metric, figure);
  }
  for (const count of material.counts) sheetOf(count.accountId, count.bucket, count.bucketEnd).postCount = count.posts;
  for (const rate of material.rates) {
    sheetOf(rate.accountId, rate.bucket, rate.bucketEnd).rates.set(rate.denominator, rate);
  }
  for (const count of material.comments) sheetOf(count.accountId, count.from, count.to).comments = count.comments;

  return (range, perimeter, previousOf = daysBefore) => {
    const accounts: AccountFacts[] = [];
    const previous = new Map<number, ReadonlyMap<MetricId, DailyFigure>>();
    const before = previousOf(range);
    for (const account of material.accounts) {
      if (!isWithin(account, perimeter)) continue;
      const sheet = sheetOf(account.id, range.from, range.to);
      const currency = account.currency ?? material.currency;
      accounts.push({ accountId: account.id, network: account.network, currency, ...sheet });
      const earlier = sheets.get(`${account.id} ${before.from} ${before.to}`);
      if (earlier) previous.set(account.id, earlier.daily);
    }
    const daysInPeriod = lengthInDays(range);
    const daysBegun = Math.max(0, Math.min(daysInPeriod, daysBetween(range.from, material.today) + 1));
    return { range, daysInPeriod, daysBegun, population: material.population, accounts, previous };
  };
}
