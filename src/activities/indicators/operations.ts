import { call } from "@orpc/server";
import type { MetricId } from "../../kernel/metric.ts";
import { type DayRange, dayIn, type PeriodKey, periodOf, previousPeriod, rangeOf } from "../../kernel/period.ts";
import { implementContract, type OperationContext } from "../../platform/operation.ts";
import { figureOperations } from "../measurements/figures/operations.ts";
import { bucketsOf } from "../measurements/figures/rules.ts";
import { provenanceOperations } from "../measurements/provenance/operations.ts";
import { organisationOperations } from "../organisation/operations.ts";
import { type CatalogueEntry, catalogue, type IndicatorId, indicatorIds, retirements } from "./catalogue.ts";
import { rangesOf, relativeChange, signalOf, windowOf } from "./comparison/rules.ts";
import { type Figure, type Indicator, indicators, type Perimeter, problem } from "./contract.ts";
import { daysBefore, type FactsReader, isWithin, keyOf, needsOf, readFacts } from "./facts/rules.ts";
import { definitionOf, figureOf } from "./rules.ts";
import { isBrokenBetween, metricsOf, type PeriodFacts } from "./terms/rules.ts";

const os = implementContract(indicators);
const entries: Record<IndicatorId, CatalogueEntry> = catalogue;

function describe(id: IndicatorId, language: "fr" | "en"): Indicator {
  const entry = entries[id];
  const metrics = metricsOf(entry.formula);
  return {
    id,
    code: entry.code,
    label: entry.label[language],
    definition: definitionOf(entry)[language],
    formula: entry.formulaText[language],
    trap: entry.trap[language],
    family: entry.family,
    unit: entry.unit,
    direction: entry.direction,
    additive: entry.additive,
    metrics,
    retirements: retirements
      .filter((each) => metrics.includes(each.metric))
      .map((each) => ({ network: each.network, since: each.since, note: each.note[language] })),
  };
}

interface Reading {
  readonly facts: FactsReader;
  readonly today: string;
}

/**
 * Reads everything that some indicators need over some ranges: a fixed number of statements, whatever the number of
 * indicators, ranges and accounts.
 *
 * @throws indicators/account-not-found when a perimeter names an account that is not there
 */
async function read(
  context: OperationContext,
  ids: readonly IndicatorId[],
  perimeters: readonly Perimeter[],
  ranges: readonly DayRange[],
): Promise<Reading> {
  const profile = await call(organisationOperations.get, undefined, { context });
  const all = await call(organisationOperations.listAccounts, undefined, { context });
  for (const { accountId } of perimeters) {
    if (accountId !== undefined && !all.some((account) => account.id === accountId)) {
      throw problem("account-not-found", { id: accountId });
    }
  }
  const accounts = all.filter((account) => perimeters.some((perimeter) => isWithin(account, perimeter)));
  const today = dayIn(context.now, profile.timeZone);
  const material = { accounts, currency: profile.currency, population: profile.population, today };
  const nothing = { daily: [], posts: [], counts: [], rates: [], comments: [] };
  if (accounts.length === 0) return { facts: readFacts({ ...material, ...nothing }), today };
  const { metrics, denominators } = needsOf(ids.map((id) => entries[id].formula));
  // Even an indicator without a metric of its own asks whether the accounts have any figures at all.
  const asked: MetricId[] = metrics.length > 0 ? [...metrics] : ["posts-published"];
  const query = {
    grain: "whole" as const,
    ranges: [...new Map(ranges.map((range) => [keyOf(range), range])).values()],
    accountIds: accounts.map((account) => account.id),
  };
  const daily = await call(figureOperations.dailyFigures, { ...query, metrics: asked }, { context });
  const posts = await call(figureOperations.postFigures, { ...query, metrics: asked }, { context });
  const rates =
    denominators.length === 0
      ? []
      : await call(figureOperations.postRates, { ...query, denominators: [...denominators] }, { context });
  const comments = await call(figureOperations.commentCounts, { ranges: query.ranges }, { context });
  return {
    facts: readFacts({ ...material, daily, posts: posts.figures, counts: posts.counts, rates, comments }),
    today,
  };
}

const looksBack = (ids: readonly IndicatorId[]) => needsOf(ids.map((id) => entries[id].formula)).previous;

const compare = os.compare.handler(async ({ context, input }) => {
  const ids = input.ids ?? indicatorIds;
  const perimeter = perimeterOf(input);
  const window = windowOf(input.period);
  const { facts, today } = await read(context, ids, [perimeter], rangesOf(window, looksBack(ids)));
  const grain = input.period.includes("W") ? ("week" as const) : ("month" as const);
  const previousOf = (range: DayRange) => rangeOf(previousPeriod(periodOf(range.from, grain)));
  const factsOf = (key: PeriodKey) => facts(rangeOf(key), perimeter, previousOf);
  const history = window.history.map(factsOf);
  const lastYearFacts = factsOf(window.lastYear);
  const range = rangeOf(input.period);
  const comparisons = ids.map((id) => {
    const entry = entries[id];
    const figures = history.map((each) => figureOf(entry, each));
    const current = figures.at(-1) as Figure;
    const previous = figures.at(-2) as Figure;
    const lastYear = figureOf(entry, lastYearFacts);
    const now = history.at(-1) as PeriodFacts;
    const isBroken = (facts: PeriodFacts) => isBrokenBetween(entry.formula, facts, now);
    const comparable = figures.map((figure, index) =>
      isBroken(history[index] as PeriodFacts) ? { ...figure, value: null } : figure,
    );
    return {
      indicator: id,
      current,
      previous,
      lastYear,
      changeFromPrevious: relativeChange(comparable.at(-2) as Figure, current),
      changeFromLastYear: isBroken(lastYearFacts) ? null : relativeChange(lastYear, current),
      signal: signalOf(entry, comparable, { range, today }),
    };
  });
  return { period: input.period, range, comparisons };
});

/** More points than this are no curve any more: three years of days. */
const mostPoints = 1100;

const series = os.series.handler(async ({ context, input }) => {
  const buckets = input.from <= input.to ? bucketsOf(input.grain, [{ from: input.from, to: input.to }]) : [];
  if (buckets.length === 0 || buckets.length > mostPoints) {
    throw problem("range-too-long", { from: input.from, to: input.to, most: mostPoints });
  }
  const { id } = input;
  const perimeter = perimeterOf(input);
  const before = looksBack([id]) ? buckets.map(daysBefore) : [];
  const { facts } = await read(context, [id], [perimeter], [...buckets, ...before]);
  const points = buckets.map((bucket) => {
    const figure = figureOf(entries[id], facts(bucket, perimeter));
    return { ...bucket, figure };
  });
  const fresh = (await call(provenanceOperations.freshness, undefined, { context })).filter((each) =>
    isWithin({ id: each.accountId, network: each.network }, perimeter),
  );
  const imports = fresh.flatMap((each) => each.lastImportAt ?? []);
  return {
    indicator: describe(id, context.language),
    points,
    sources: fresh.filter((each) => each.lastImportAt !== null).map((each) => each.accountName),
    asOf: imports.length > 0 ? new Date(Math.max(...imports.map(Number))) : null,
  };
});

const perimeterOf = (input: Perimeter): Perimeter => ({
  ...(input.network === undefined ? {} : { network: input.network }),
  ...(input.accountId === undefined ? {} : { accountId: input.accountId }),
});

/** Every operation of the indicators, for the router and for later slices. */
export const indicatorsOperations = {
  list: os.list.handler(({ context }) => indicatorIds.map((id) => describe(id, context.language))),
  series,
  compare,
  figure: os.figure.handler(async ({ context, input }) => {
    const before = looksBack([input.id]) ? input.ranges.map(daysBefore) : [];
    const { facts } = await read(context, [input.id], [input.perimeter], [...input.ranges, ...before]);
    return input.ranges.map((range) => figureOf(entries[input.id], facts(range, input.perimeter)));
  }),
  figures: os.figures.handler(async ({ context, input }) => {
    if (input.asks.length === 0) return [];
    const ids = [...new Set(input.asks.map((ask) => ask.id))];
    const ranges = input.asks.flatMap((ask) => ask.ranges);
    const before = looksBack(ids) ? ranges.map(daysBefore) : [];
    const perimeters = input.asks.map((ask) => ask.perimeter);
    const { facts } = await read(context, ids, perimeters, [...ranges, ...before]);
    return input.asks.map((ask) => ask.ranges.map((range) => figureOf(entries[ask.id], facts(range, ask.perimeter))));
  }),
};
