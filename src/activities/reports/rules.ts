import type { z } from "zod";
import type { NetworkId } from "../../kernel/metric.ts";
import { addDays, type Day, type PeriodKey, previousPeriod, rangeOf } from "../../kernel/period.ts";
import type { IndicatorId } from "../indicators/catalogue.ts";
import type { Freshness } from "../measurements/contract.ts";
import { problem, type ReportFigures } from "./contract.ts";
import { type Held, type Measured, signalsOf } from "./lead/rules.ts";

/** What a report is about: which periods, which indicators, which curves. */

/** Read over the whole organisation, in this order. */
export const organisationIndicators: readonly IndicatorId[] = [
  "impressions",
  "interactions",
  "engagement-rate",
  "comments",
  "shares",
  "posts-published",
  "followers-gained",
  "link-clicks",
  "answered-in-time",
  "conversions",
  "revenue",
  "roas",
  "spend",
  "cpc",
  "visitors-from-social",
  "coupons-used",
  "signatures",
  "donations",
  "volunteers",
  "applications",
  "video-views",
];

/** What does not add up over accounts is read account by account. */
export const accountIndicators: readonly IndicatorId[] = ["reach", "followers", "follower-growth"];

/** @throws reports/period-in-the-future when the period has not begun */
export function checkBegun(period: PeriodKey, today: Day): void {
  if (rangeOf(period).from > today) throw problem("period-in-the-future", { period });
}

/** @throws reports/period-not-over while the period is still running */
export function checkOver(period: PeriodKey, today: Day): void {
  if (rangeOf(period).to >= today) throw problem("period-not-over", { period });
}

/** The last periods that are over, newest first, back to the first day of data. */
export function periodsBefore(current: PeriodKey, firstDay: Day | null, limit: number): PeriodKey[] {
  const periods: PeriodKey[] = [];
  for (let period = previousPeriod(current); periods.length < limit; period = previousPeriod(period)) {
    if (firstDay === null || rangeOf(period).to < firstDay) break;
    periods.push(period);
  }
  return periods;
}

/** What there is to say something about: a value now, before, or a year ago. */
export function isTelling({ comparison, accountId }: Measured): boolean {
  if (comparison.current.reason === "not-additive" && accountId === null) return false;
  return [comparison.current, comparison.previous, comparison.lastYear].some(
    (figure) => figure.value !== null && figure.value !== 0,
  );
}

/** The indicators whose curves speak most: signals, then those that objectives are held to, then reach and replies. */
export function curvesOf(indicators: readonly Measured[], objectives: readonly Held[], most: number): Measured[] {
  const known = indicators.filter(({ comparison }) => comparison.current.value !== null);
  const held = known.filter((each) =>
    objectives.some(
      ({ objective }) =>
        objective.indicator === each.indicator.id && (objective.perimeter.accountId ?? null) === each.accountId,
    ),
  );
  const usual = (["reach", "engagement-rate", "interactions", "spend"] as const).flatMap((id) =>
    known.filter((each) => each.indicator.id === id).slice(0, 1),
  );
  const chosen: Measured[] = [];
  for (const each of [...signalsOf(known), ...held, ...usual]) {
    if (chosen.length < most && !chosen.some((other) => isSame(other, each))) chosen.push(each);
  }
  return chosen;
}

const isSame = (a: Measured, b: Measured) => a.indicator.id === b.indicator.id && a.accountId === b.accountId;

/** The figures for a row of at most five: what moved, what objectives are held to, then the first of the list. */
export function headlinesOf(indicators: readonly Measured[], objectives: readonly Held[], most = 5): Measured[] {
  const first = curvesOf(indicators, objectives, 3);
  const chosen = [...first];
  for (const each of indicators) {
    if (chosen.length >= most) break;
    if (each.comparison.current.value !== null && !chosen.some((other) => isSame(other, each))) chosen.push(each);
  }
  return chosen;
}

/** An account that publishes: one expects an export of it week after week; a purse without campaign may be silent. */
export function isPublishing({ kind, archivedAt }: Pick<Known, "kind" | "archivedAt">): boolean {
  return archivedAt === null && ["page", "profile", "group", "channel"].includes(kind);
}

/** Nobody waits any more for an account that has been silent for so long. */
const forgottenAfterDays = 120;

type Known = { readonly id: number; readonly kind: string; readonly archivedAt: Date | null };

/** Accounts whose figures stop before `until`: what they would say is unknown. */
export function missingSince(
  freshness: readonly z.infer<typeof Freshness>[],
  accounts: readonly Known[],
  until: Day,
): { accountId: number; accountName: string; network: NetworkId; lastDay: Day }[] {
  return freshness.flatMap(({ accountId, accountName, network, lastDay, lastPostOn }) => {
    const account = accounts.find((each) => each.id === accountId);
    const last = lastDay ?? lastPostOn;
    if (!account || !isPublishing(account) || last === null) return [];
    return last < until && last >= addDays(until, -forgottenAfterDays)
      ? [{ accountId, accountName, network, lastDay: last }]
      : [];
  });
}

/** Is there anything at all to report? */
export function hasAnything(figures: ReportFigures): boolean {
  return figures.indicators.length > 0 || figures.postsPublished > 0 || figures.comments.total > 0;
}
