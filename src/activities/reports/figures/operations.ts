import { createHash } from "node:crypto";
import { call } from "@orpc/server";
import { type NetworkId, networkIds } from "../../../kernel/metric.ts";
import {
  addDays,
  type Day,
  type DayRange,
  dayIn,
  type PeriodKey,
  previousPeriod,
  rangeOf,
  samePeriodLastYear,
} from "../../../kernel/period.ts";
import type { OperationContext } from "../../../platform/operation.ts";
import { type CatalogueEntry, catalogue, type IndicatorId } from "../../indicators/catalogue.ts";
import { relativeChange, signalOf, windowOf } from "../../indicators/comparison/rules.ts";
import type { Figure, Indicator } from "../../indicators/contract.ts";
import { indicatorsOperations } from "../../indicators/operations.ts";
import { measurementsOperations } from "../../measurements/operations.ts";
import type { Objective } from "../../objectives/contract.ts";
import { objectivesOperations } from "../../objectives/operations.ts";
import type { Organisation } from "../../organisation/contract.ts";
import { organisationOperations } from "../../organisation/operations.ts";
import type { ReportFigures } from "../contract.ts";
import type { Held, Measured } from "../lead/rules.ts";
import { notePosts } from "../posts/rules.ts";
import {
  accountIndicators,
  curvesOf,
  isPublishing,
  isTelling,
  missingSince,
  organisationIndicators,
} from "../rules.ts";
import type { Language } from "../words/rules.ts";

const weeksOfUsualPosts = 12;
const mostPosts = 500;

/**
 * Gathers everything a report of a period shows, by asking the earlier slices in the same transaction. All figures are
 * asked for at once: the cost grows neither with the number of indicators nor with the number of accounts.
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
  const today = dayIn(context.now, context.scope.timeZone);
  const yesterday = addDays(today, -1);
  const profile = await call(organisationOperations.get, undefined, inside);
  const accounts = await call(organisationOperations.listAccounts, undefined, inside);
  const described = new Map((await call(indicatorsOperations.list, undefined, inside)).map((each) => [each.id, each]));
  const adopted = await call(objectivesOperations.list, { state: "adopted", asOf: range.to }, inside);
  const objectives = adopted
    .filter(({ objective }) => objective.startsOn <= range.to && objective.dueOn >= range.from)
    .map((each) => ({ ...each, indicator: described.get(each.objective.indicator) as Indicator }));
  const freshness = await call(measurementsOperations.freshness, undefined, inside);
  const missing = missingSince(freshness, accounts, range.to < yesterday ? range.to : yesterday);
  const material = { period, today, described, objectives, accounts, missing: missing.map((each) => each.accountId) };
  const { measured, totals } = await measure(inside.context, material);
  const indicators = measured.filter(isTelling).filter((each, _, all) => !repeats(each, all));
  const posts = await call(measurementsOperations.listPosts, { ...range, limit: mostPosts }, inside);
  const before = await call(
    measurementsOperations.listPosts,
    { from: addDays(range.from, -7 * weeksOfUsualPosts), to: addDays(range.from, -1), limit: mostPosts },
    inside,
  );
  const noted = notePosts(posts, before, { timeZone: profile.timeZone, language });
  return {
    period,
    range,
    previous: previousPeriod(period),
    lastYear: samePeriodLastYear(period),
    organisation: {
      name: profile.name,
      kind: profile.kind,
      currency: profile.currency,
      timeZone: profile.timeZone,
    },
    objectives,
    indicators: indicators.map(({ history: _, ...each }) => each),
    charts: drawable(period, curvesOf(indicators, objectives, curves) as MeasuredWithHistory[], freshness),
    best: noted.best,
    weakest: noted.weakest,
    postsPublished: postsOf(indicators) ?? posts.length,
    comments: await commentsOf(inside.context, period, totals),
    spend: {
      known: totals.spend.current !== null,
      cents: totals.spend.current,
      previousCents: totals.spend.previous,
      currency: profile.currency,
      byNetwork: totals.spend.byNetwork.map(({ network, value }) => ({ network, cents: value })),
    },
    missing: missing.map(({ accountName, network, lastDay }) => ({ accountName, network, lastDay })),
    freshness,
    dataHash: await hashOf(inside.context, period, adopted, profile),
  };
}

/** Of the posts listed there may be only the first hundreds: the indicator counts them all. */
function postsOf(indicators: readonly Measured[]): number | null {
  const found = indicators.find(({ indicator }) => indicator.id === "posts-published");
  return found?.comparison.current.value ?? null;
}

type MeasuredWithHistory = Measured & { readonly history: readonly Figure[] };
type Accounts = Awaited<ReturnType<typeof listAccounts>>;
const listAccounts = (context: OperationContext) => call(organisationOperations.listAccounts, undefined, { context });

interface Total {
  readonly current: number | null;
  readonly previous: number | null;
  readonly byNetwork: readonly { readonly network: NetworkId; readonly value: number }[];
}
interface Totals {
  readonly comments: Total;
  readonly spend: Total;
}

/**
 * Figures account by account for what does not add up, then over the organisation, with comments and spend by network:
 * by the indicators' own rule, so that every page shows the same ones.
 */
async function measure(
  context: OperationContext,
  {
    period,
    today,
    described,
    objectives,
    accounts,
    missing,
  }: {
    readonly period: PeriodKey;
    readonly today: Day;
    readonly described: ReadonlyMap<IndicatorId, Indicator>;
    readonly objectives: readonly Held[];
    readonly accounts: Accounts;
    /** Accounts whose figures stop before the end of the period. */
    readonly missing: readonly number[];
  },
): Promise<{ measured: MeasuredWithHistory[]; totals: Totals }> {
  const window = windowOf(period);
  const ranges = [...window.history, window.lastYear].map(rangeOf);
  const heldOn = (accountId: number | undefined) =>
    objectives
      .filter(({ objective }) => objective.perimeter.accountId === accountId && !objective.perimeter.network)
      .map(({ objective }) => objective.indicator);
  const asks = accounts.flatMap((account) => {
    const own = isPublishing(account) ? accountIndicators : [];
    return [...new Set([...own, ...heldOn(account.id)])].map((id) => ({ id, account }));
  });
  const wide = [...new Set([...organisationIndicators, ...heldOn(undefined)])].map((id) => ({
    id,
    account: undefined,
  }));
  const wanted = [...asks, ...wide];
  const networks = [...new Set(accounts.map((account) => account.network))];
  const current = [rangeOf(period)];
  const answers = await call(
    indicatorsOperations.figures,
    {
      asks: [
        ...wanted.map(({ id, account }) => ({ id, perimeter: account ? { accountId: account.id } : {}, ranges })),
        ...networks.flatMap((network) => [
          { id: "comments" as const, perimeter: { network }, ranges: current },
          { id: "spend" as const, perimeter: { network }, ranges: current },
        ]),
        ...wide.flatMap(({ id }) => missing.map((accountId) => ({ id, perimeter: { accountId }, ranges }))),
      ],
    },
    { context },
  );
  const absent = answers.slice(wanted.length + networks.length * 2);
  const countsIn = (place: number) =>
    absent
      .slice(place * missing.length, (place + 1) * missing.length)
      .flat()
      .some((figure) => figure.value !== null);
  const measured = wanted.map(({ id, account }, index): MeasuredWithHistory => {
    const figures = answers[index] as Figure[];
    const history = figures.slice(0, -1);
    const [previous, now] = history.slice(-2) as [Figure, Figure];
    const lastYear = figures.at(-1) as Figure;
    const entry: CatalogueEntry = catalogue[id];
    return {
      indicator: described.get(id) as Indicator,
      comparison: {
        indicator: id,
        current: now,
        previous,
        lastYear,
        changeFromPrevious: relativeChange(previous, now),
        changeFromLastYear: relativeChange(lastYear, now),
        signal: signalOf(entry, history, { range: rangeOf(period), today }),
      },
      accountId: account?.id ?? null,
      accountName: account?.name ?? null,
      partial: !account && countsIn(index - asks.length),
      history,
    };
  });
  const totalOf = (id: "comments" | "spend", offset: number): Total => {
    const found = measured.find((each) => each.indicator.id === id && each.accountId === null);
    return {
      current: found?.comparison.current.value ?? null,
      previous: found?.comparison.previous.value ?? null,
      byNetwork: networks.flatMap((network, index) => {
        const value = answers[wanted.length + index * 2 + offset]?.[0]?.value ?? 0;
        return value === 0 ? [] : [{ network, value }];
      }),
    };
  };
  return { measured, totals: { comments: totalOf("comments", 0), spend: totalOf("spend", 1) } };
}

/** The whole organisation says nothing new when a single account is all there is. */
function repeats(measured: Measured, all: readonly Measured[]): boolean {
  if (measured.accountId !== null) return false;
  const { current, previous } = measured.comparison;
  return all.some(
    (other) =>
      other.accountId !== null &&
      other.indicator.id === measured.indicator.id &&
      other.comparison.current.value === current.value &&
      other.comparison.previous.value === previous.value,
  );
}

function drawable(
  period: PeriodKey,
  chosen: readonly MeasuredWithHistory[],
  freshness: ReportFigures["freshness"],
): ReportFigures["charts"] {
  const ranges = windowOf(period).history.map(rangeOf);
  return chosen.map(({ indicator, comparison, accountId, accountName, history }) => {
    const { centre, lower, upper } = comparison.signal;
    const sources = freshness.filter(
      (each) => each.lastImportAt !== null && (accountId ?? each.accountId) === each.accountId,
    );
    return {
      indicator,
      accountName,
      points: ranges.map(({ from, to }, index) => ({ from, to, value: history[index]?.value ?? null })),
      centre,
      lower,
      upper,
      source: accountId === null ? "" : sources.map((each) => each.accountName).join(", "),
    };
  });
}

async function commentsOf(
  context: OperationContext,
  period: PeriodKey,
  { comments }: Totals,
): Promise<ReportFigures["comments"]> {
  if (comments.current !== null) {
    return {
      known: true,
      total: comments.current,
      previous: comments.previous,
      byNetwork: comments.byNetwork.map(({ network, value }) => ({ network, comments: value })),
    };
  }
  const stored = await storedComments(context, rangeOf(period), rangeOf(previousPeriod(period)));
  return { known: stored.total > 0, ...stored };
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

/** The same hash for a report that was kept, whose figures need not be gathered again. */
export async function hashData(context: OperationContext, period: PeriodKey): Promise<string> {
  const asOf = rangeOf(period).to;
  const adopted = await call(objectivesOperations.list, { state: "adopted", asOf }, { context });
  return hashOf(context, period, adopted, await call(organisationOperations.get, undefined, { context }));
}

/**
 * SHA-256 of all that the figures of a period rest on: stored values of the stretch its curves and limits look at, of
 * the same period a year before, and the objectives and population they are held against.
 */
async function hashOf(
  context: OperationContext,
  period: PeriodKey,
  adopted: readonly { readonly objective: Objective }[],
  profile: Pick<Organisation, "population" | "currency" | "timeZone">,
): Promise<string> {
  const objectives = adopted.map(({ objective }) => objective).sort((a, b) => a.id - b.id);
  const { to } = rangeOf(period);
  const first = addDays(rangeOf(windowOf(period).history[0] as PeriodKey).from, -7);
  const from = objectives.map(({ startsOn }) => startsOn).reduce((early, day) => (day < early ? day : early), first);
  const { hash } = await call(
    measurementsOperations.dataHash,
    { ranges: [rangeOf(samePeriodLastYear(period)), { from, to }] },
    { context },
  );
  return createHash("sha256")
    .update(JSON.stringify([hash, objectives, profile.population, profile.currency, profile.timeZone]))
    .digest("hex");
}
