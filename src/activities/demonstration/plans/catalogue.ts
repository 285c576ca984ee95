import type { AccountKind, MetricId, NetworkId, PostFormat } from "../../../kernel/metric.ts";
import type { Day } from "../../../kernel/period.ts";
import type { ObjectiveDraft } from "../../objectives/contract.ts";

/** What a demonstration is made from, and what several of them have in common. */

/** The account of a demonstration, as an export would name it. */
export interface DemonstrationAccount {
  readonly network: NetworkId;
  readonly kind: AccountKind;
  readonly externalId: string;
  readonly name: string;
  readonly handle?: string;
  readonly currency?: string;
}

/** Something that lifted or lowered an account for some weeks; week 0 is the last complete one. */
export interface Episode {
  readonly fromWeeksAgo: number;
  readonly weeks: number;
  readonly factor: number;
}

/** What repeats: January to December, Monday to Sunday, each 1 on average. */
export interface Rhythm {
  readonly months: readonly number[];
  readonly weekdays: readonly number[];
}

/** A page that publishes: what it reaches, how it is answered. */
export interface PagePlan {
  readonly account: DemonstrationAccount;
  /** Accounts reached on an ordinary day at the end of the span. */
  readonly dailyReach: number;
  readonly growth: number;
  readonly followers: number;
  readonly followersGainedPerDay: number;
  readonly postsPerWeek: number;
  readonly formats: readonly (readonly [PostFormat, number])[];
  /** Interactions ÷ reach of an ordinary post. */
  readonly rate: number;
  /** Of the interactions: how many are comments, shares, saves (null where the network does not say). */
  readonly shares: { readonly comments: number; readonly shares: number; readonly saves: number | null };
  /** What the network counts as displays; `changesTo` from the day on which it replaced the metric. */
  readonly displays: {
    readonly metric: MetricId;
    readonly changesTo?: { readonly metric: MetricId; readonly on: Day };
  };
  readonly messages?: { readonly perDay: number; readonly answered: number; readonly inTime: number };
  readonly rhythm: Rhythm;
  readonly episodes: readonly Episode[];
  /** The export of this account is late by so many days. */
  readonly lateByDays?: number;
}

/** Words of an organisation's pages; `{a|b}` is a choice. */
export interface PageWords {
  readonly captions: readonly string[];
  readonly comments: {
    readonly positive: readonly string[];
    readonly neutral: readonly string[];
    readonly negative: readonly string[];
  };
  readonly authors: readonly string[];
}

/** A campaign that was paid for, from a Monday on; week 0 is the last complete one. */
export interface CampaignPlan {
  readonly account: DemonstrationAccount;
  readonly name: string;
  readonly fromWeeksAgo: number;
  readonly weeks: number;
  readonly centsPerDay: number;
  /** Cents for a thousand impressions. */
  readonly centsPerThousand: number;
  readonly clickRate: number;
  /** Conversions ÷ clicks, and what one brings; absent where nothing is sold. */
  readonly sale?: { readonly rate: number; readonly cents: number };
}

/** A counter or a site: one mean a day for each of its metrics. */
export interface CountPlan {
  readonly account: DemonstrationAccount;
  readonly metrics: readonly {
    readonly metric: MetricId;
    readonly perDay: number;
    readonly growth?: number;
    /** The metric is a part of the one before it in the list: a share of what was just counted. */
    readonly partOfPrevious?: number;
    /** Amounts: each counted thing is worth so many cents. */
    readonly centsEach?: number;
    /** A rate that only moves a little. */
    readonly steady?: boolean;
  }[];
  /** ISO weekdays on which nothing is counted. */
  readonly closed: readonly number[];
  readonly rhythm: Rhythm;
  readonly episodes: readonly Episode[];
}

/** An objective of a demonstration; days are counted from the last day of the data. */
export interface ObjectivePlan {
  readonly statement: string;
  readonly kind: ObjectiveDraft["kind"];
  readonly indicator: ObjectiveDraft["indicator"];
  /** Name of the account it is measured on; the whole organisation without it. */
  readonly account?: DemonstrationAccount;
  readonly measure: ObjectiveDraft["measure"];
  readonly direction: ObjectiveDraft["direction"];
  readonly baseline: number | null;
  readonly target: number;
  readonly startedDaysAgo: number;
  readonly dueInDays: number;
  readonly department: string;
  readonly guardRail?: { readonly indicator: ObjectiveDraft["indicator"]; readonly limit: number };
  readonly adopted: boolean;
}

/** A demonstration, whole. Amounts in cents of euros. */
export interface DemonstrationPlan {
  readonly slug: string;
  readonly seed: number;
  readonly profile: {
    readonly name: string;
    readonly kind: "company" | "local-authority" | "association";
    readonly history: string;
    readonly environment: string;
    readonly culture: string;
    readonly aims: string;
    readonly population?: number;
  };
  readonly departments: readonly string[];
  readonly words: PageWords;
  readonly pages: readonly PagePlan[];
  readonly campaigns: readonly CampaignPlan[];
  readonly counts: readonly CountPlan[];
  readonly objectives: readonly ObjectivePlan[];
}

export const everyDayAlike = [1, 1, 1, 1, 1, 1, 1];
export const officeWeek = [1.06, 1.1, 1.08, 1.1, 1.04, 0.8, 0.82];
export const eveningWeek = [0.94, 0.96, 1, 1, 1.02, 1.02, 1.06];
export const level: Rhythm = { months: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], weekdays: everyDayAlike };
export const metaViews = { metric: "impressions", changesTo: { metric: "views", on: "2025-11-15" } } as const;
export const pictures: readonly (readonly [PostFormat, number])[] = [
  ["image", 5],
  ["carousel", 3],
  ["reel", 3],
];
export const pageFormats: readonly (readonly [PostFormat, number])[] = [
  ["image", 5],
  ["link", 2],
  ["video", 2],
  ["text", 1],
];

export const campaign = (
  account: DemonstrationAccount,
  name: string,
  [fromWeeksAgo, weeks]: readonly [number, number],
  centsPerDay: number,
  sale?: CampaignPlan["sale"],
): CampaignPlan => ({
  account,
  name,
  fromWeeksAgo,
  weeks,
  centsPerDay,
  centsPerThousand: account.network === "google-ads" ? 2400 : 620,
  clickRate: account.network === "google-ads" ? 0.052 : 0.0125,
  ...(sale ? { sale } : {}),
});
export const basket = { rate: 0.021, cents: 7800 };

/** First names and initials of people who do not exist. */
export const authors = [
  "Maëlle R.",
  "Yann L.",
  "Soizic P.",
  "Karim B.",
  "Nolwenn G.",
  "Denis T.",
  "Fatou N.",
  "Erwan C.",
  "Jeanne M.",
  "Paul-Henri D.",
  "Aïcha S.",
  "Gwenaëlle K.",
  "Thomas V.",
  "Inès O.",
  "Loïc A.",
  "Marie-Claude F.",
  "Samir H.",
  "Rozenn J.",
  "Bastien Q.",
  "Chantal E.",
  "Tifenn U.",
  "Olivier W.",
  "Manon Z.",
  "Jean-Yves B.",
  "Camille D.",
  "Ewen S.",
  "Sylvie P.",
  "Mathilde L.",
  "Rachid M.",
  "Armelle T.",
  "Hugo C.",
  "Brigitte N.",
  "Malo G.",
  "Linda F.",
  "Kevin R.",
  "Annick V.",
  "Ronan H.",
  "Zoé K.",
  "Patrick J.",
  "Solène A.",
];
