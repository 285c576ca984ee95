import { createHash } from "node:crypto";
import { call } from "@orpc/server";
import { networkIds } from "../../../kernel/metric.ts";
import {
  addDays,
  type DayRange,
  dayIn,
  type PeriodKey,
  previousPeriod,
  rangeOf,
  samePeriodLastYear,
} from "../../../kernel/period.ts";
import type { OperationContext } from "../../../platform/operation.ts";
import type { IndicatorId } from "../../indicators/catalogue.ts";
import type { Figure, Indicator } from "../../indicators/contract.ts";
import { indicatorsOperations } from "../../indicators/operations.ts";
import { measurementsOperations } from "../../measurements/operations.ts";
import { objectivesOperations } from "../../objectives/operations.ts";
import { organisationOperations } from "../../organisation/operations.ts";
import type { ReportFigures } from "../contract.ts";
import type { Held, Measured } from "../lead/rules.ts";
import { notePosts } from "../posts/rules.ts";
import { accountIndicators, curveRange, curvesOf, isTelling, missingSince, organisationIndicators } from "../rules.ts";
import type { Language } from "../words/rules.ts";

const weeksOfUsualPosts = 12;
const mostPosts = 500;

/**
 * Gathers everything a report of a period shows, by asking the earlier slices in the same transaction.
 *
 * @param curves number of curves wanted: three on paper, one on the home page
 */
export async function gatherFigures(
  context: OperationContext,
  period: PeriodKey,
  language: Language,
  curves = 3,
): Promise<ReportFigures> {
  const inside = { context: { ...context, language } };
  const range = rangeOf(period);
  const previous = previousPeriod(period);
  const today = dayIn(context.now, context.scope.timeZone);
  const profile = await call(organisationOperations.get, undefined, inside);
  const accounts = await call(organisationOperations.listAccounts, undefined, inside);
  const catalogue = new Map((await call(indicatorsOperations.list, undefined, inside)).map((each) => [each.id, each]));
  const objectives = await heldObjectives(inside.context, range, catalogue);
  const indicators = await measure(inside.context, period, catalogue, objectives, accounts);
  const posts = await call(measurementsOperations.listPosts, { ...range, limit: mostPosts }, inside);
  const before = await call(
    measurementsOperations.listPosts,
    { from: addDays(range.from, -7 * weeksOfUsualPosts), to: addDays(range.from, -1), limit: mostPosts },
    inside,
  );
  const freshness = await call(measurementsOperations.freshness, undefined, inside);
  const yesterday = addDays(today, -1);
  const noted = notePosts(posts, before, { timeZone: profile.timeZone, language });
  return {
    period,
    range,
    previous,
    lastYear: samePeriodLastYear(period),
    organisation: {
      name: profile.name,
      kind: profile.kind,
      currency: profile.currency,
      timeZone: profile.timeZone,
    },
    objectives,
    indicators,
    charts: await drawable(inside.context, period, curvesOf(indicators, objectives, curves)),
    best: noted.best,
    weakest: noted.weakest,
    postsPublished: postsOf(indicators) ?? posts.length,
    ...(await conversation(inside.context, period, profile.currency)),
    missing: missingSince(freshness, accounts, range.to < yesterday ? range.to : yesterday).map(
      ({ accountName, network, lastDay }) => ({ accountName, network, lastDay }),
    ),
    freshness,
    dataHash: await hashData(inside.context, period),
  };
}

/** Of the posts listed there may be only the first hundreds: the indicator counts them all. */
function postsOf(indicators: readonly Measured[]): number | null {
  const found = indicators.find(({ indicator }) => indicator.id === "posts-published");
  return found?.comparison.current.value ?? null;
}

async function heldObjectives(
  context: OperationContext,
  range: DayRange,
  catalogue: ReadonlyMap<IndicatorId, Indicator>,
): Promise<Held[]> {
  const listed = await call(objectivesOperations.list, { state: "adopted", asOf: range.to }, { context });
  return listed
    .filter(({ objective }) => objective.startsOn <= range.to && objective.dueOn >= range.from)
    .map(({ objective, attainment }) => ({
      objective,
      attainment,
      indicator: catalogue.get(objective.indicator) as Indicator,
    }));
}

type Accounts = Awaited<ReturnType<typeof listAccounts>>;
const listAccounts = (context: OperationContext) => call(organisationOperations.listAccounts, undefined, { context });

/** Figures over the organisation, then what does not add up account by account. */
async function measure(
  context: OperationContext,
  period: PeriodKey,
  catalogue: ReadonlyMap<IndicatorId, Indicator>,
  objectives: readonly Held[],
  accounts: Accounts,
): Promise<Measured[]> {
  const heldOf = (accountId: number | undefined) =>
    objectives
      .filter(({ objective }) => objective.perimeter.accountId === accountId)
      .map(({ objective }) => objective.indicator);
  const compared = async (ids: readonly IndicatorId[], account?: Accounts[number]): Promise<Measured[]> => {
    const { comparisons } = await call(
      indicatorsOperations.compare,
      { period, ids: [...new Set(ids)], ...(account ? { accountId: account.id } : {}) },
      { context },
    );
    return comparisons.map((comparison) => ({
      indicator: catalogue.get(comparison.indicator) as Indicator,
      comparison,
      accountId: account?.id ?? null,
      accountName: account?.name ?? null,
    }));
  };
  const publishing = accounts.filter(
    (each) => !each.archivedAt && ["page", "profile", "group", "channel"].includes(each.kind),
  );
  const measured: Measured[] = [];
  for (const account of accounts) {
    const wanted = [...(publishing.includes(account) ? accountIndicators : []), ...heldOf(account.id)];
    if (wanted.length > 0) measured.push(...(await compared(wanted, account)));
  }
  measured.push(...(await compared([...organisationIndicators, ...heldOf(undefined)])));
  return measured.filter(isTelling);
}

async function drawable(
  context: OperationContext,
  period: PeriodKey,
  chosen: readonly Measured[],
): Promise<ReportFigures["charts"]> {
  const { grain, range } = curveRange(period);
  const charts: ReportFigures["charts"] = [];
  for (const { indicator, comparison, accountId, accountName } of chosen) {
    const series = await call(
      indicatorsOperations.series,
      { id: indicator.id, grain, ...range, ...(accountId === null ? {} : { accountId }) },
      { context },
    );
    const { centre, lower, upper } = comparison.signal;
    charts.push({
      indicator,
      accountName,
      points: series.points.map(({ from, to, figure }) => ({ from, to, value: figure.value })),
      centre,
      lower,
      upper,
      source: series.sources.join(", "),
    });
  }
  return charts;
}

/** Comments and spend, by the indicators' own rule, so that every page shows the same figures. */
async function conversation(
  context: OperationContext,
  period: PeriodKey,
  currency: string,
): Promise<Pick<ReportFigures, "comments" | "spend">> {
  const range = rangeOf(period);
  const before = rangeOf(previousPeriod(period));
  const [comments = [], spend = [], ...perNetwork] = await call(
    indicatorsOperations.figures,
    {
      asks: [
        { id: "comments", perimeter: {}, ranges: [range, before] },
        { id: "spend", perimeter: {}, ranges: [range, before] },
        ...networkIds.flatMap((network) => [
          { id: "comments" as const, perimeter: { network }, ranges: [range] },
          { id: "spend" as const, perimeter: { network }, ranges: [range] },
        ]),
      ],
    },
    { context },
  );
  const valueAt = (figures: readonly Figure[], place: number) => figures[place]?.value ?? null;
  const byNetwork = (offset: number) =>
    networkIds.flatMap((network, index) => {
      const value = valueAt(perNetwork[index * 2 + offset] ?? [], 0);
      return value === null || value === 0 ? [] : [{ network, value }];
    });
  const stored = await storedComments(context, range, before);
  const total = valueAt(comments, 0);
  const counted = total === null && stored.total > 0 ? stored : undefined;
  return {
    comments: {
      known: total !== null || counted !== undefined,
      total: total ?? counted?.total ?? 0,
      previous: counted ? counted.previous : valueAt(comments, 1),
      byNetwork: counted ? counted.byNetwork : byNetwork(0).map(({ network, value }) => ({ network, comments: value })),
    },
    spend: {
      known: valueAt(spend, 0) !== null,
      cents: valueAt(spend, 0),
      previousCents: valueAt(spend, 1),
      currency,
      byNetwork: byNetwork(1).map(({ network, value }) => ({ network, cents: value })),
    },
  };
}

/** When no counter gives them, the comments that were imported one by one. */
async function storedComments(context: OperationContext, range: DayRange, before: DayRange) {
  const rows = await call(measurementsOperations.commentCounts, { ranges: [range, before] }, { context });
  const inRange = (wanted: DayRange) => rows.filter((row) => row.from === wanted.from && row.to === wanted.to);
  const sum = (some: typeof rows) => some.reduce((total, row) => total + row.comments, 0);
  const current = inRange(range);
  const present = networkIds.filter((network) => current.some((row) => row.network === network));
  return {
    total: sum(current),
    previous: sum(inRange(before)),
    byNetwork: present.map((network) => ({ network, comments: sum(current.filter((row) => row.network === network)) })),
  };
}

/**
 * SHA-256 of all that the figures of a period rest on: stored values of the stretch its curves and limits look at, of
 * the same period a year before, and the objectives and population they are held against.
 */
export async function hashData(context: OperationContext, period: PeriodKey): Promise<string> {
  const { range } = curveRange(period);
  const objectives = await call(objectivesOperations.list, { state: "adopted", asOf: range.to }, { context });
  const profile = await call(organisationOperations.get, undefined, { context });
  const starts = objectives.map(({ objective }) => objective.startsOn);
  const from = [addDays(range.from, -7), ...starts].reduce((first, day) => (day < first ? day : first));
  const { hash } = await call(
    measurementsOperations.dataHash,
    { ranges: [rangeOf(samePeriodLastYear(period)), { from, to: range.to }] },
    { context },
  );
  const held = objectives.map(({ objective }) => objective).sort((a, b) => a.id - b.id);
  return createHash("sha256")
    .update(JSON.stringify([hash, held, profile.population, profile.currency, profile.timeZone]))
    .digest("hex");
}
