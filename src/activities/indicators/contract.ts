import { z } from "zod";
import { metricIds, networkIds } from "../../kernel/metric.ts";
import { anyMember, operation } from "../../kernel/operation.ts";
import { Day, DayRange, grains, PeriodKey } from "../../kernel/period.ts";
import { problems } from "../../kernel/problems.ts";
import { indicatorIds } from "./catalogue.ts";

export const IndicatorId = z.enum(indicatorIds);

/** What an indicator is measured over: the organisation, one network, or one account. */
export const Perimeter = z
  .object({ network: z.enum(networkIds).optional(), accountId: z.coerce.number().int().optional() })
  .refine((perimeter) => !(perimeter.network && perimeter.accountId), { message: "a network or an account, not both" });
export type Perimeter = z.infer<typeof Perimeter>;

/** Why a value is not there. Unknown is never zero. */
export const unknownReasons = [
  "no-data",
  "metric-missing",
  "denominator-zero",
  "not-additive",
  "mixed-currencies",
  "retired-by-network",
  "population-missing",
] as const;

/** The days that an account lacks, in order, while another account of the same figure has them. */
export const Gap = z.object({ accountId: z.number().int(), lacking: z.array(DayRange) });
export type Gap = z.infer<typeof Gap>;

/**
 * One value of an indicator over one period. `value` is null when unknown, and `reason` then says why. `basis` is
 * what it was made from: the daily figures of the account, or the posts published in the period (their latest
 * lifetime counters).
 */
export const Figure = z.object({
  value: z.number().nullable(),
  reason: z.enum(unknownReasons).nullable(),
  basis: z.enum(["daily", "posts", "comments", "none"]),
  /** Numerator and denominator, when it is a ratio: what it takes to check the figure by hand. */
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  /** Days of the period that at least one account of the figure knows: fewer than there are means a partial figure. */
  daysKnown: z.number().int(),
  daysInPeriod: z.number().int(),
  /**
   * Accounts of the figure that lack days which another one knows, and which: the figure holds nothing of them on those
   * days. One account more can only add days to those known, and shows here where it has none.
   */
  gaps: z.array(Gap).default([]),
  /** 95 % interval, for rates resting on counts. */
  interval: z.object({ lower: z.number(), upper: z.number() }).nullable(),
});
export type Figure = z.infer<typeof Figure>;

export const Indicator = z.object({
  id: IndicatorId,
  code: z.string(),
  label: z.string(),
  /** How the figure of a perimeter is made of its accounts: a sum, a ratio of sums, a mean of rates. */
  definition: z.string(),
  /** The formula in words, part of the indicator's identity: « interactions ÷ couverture × 100 ». */
  formula: z.string(),
  trap: z.string(),
  family: z.enum(["visibility", "conversation", "revenue", "video"]),
  unit: z.enum(["count", "percent", "ratio", "cents", "seconds", "points", "per-post", "per-thousand"]),
  direction: z.enum(["more", "less", "neutral"]),
  additive: z.boolean(),
  metrics: z.array(z.enum(metricIds)),
  retirements: z.array(z.object({ network: z.enum(networkIds), since: Day, note: z.string() })),
});
export type Indicator = z.infer<typeof Indicator>;

export const Comparison = z.object({
  indicator: IndicatorId,
  current: Figure,
  previous: Figure,
  lastYear: Figure,
  /**
   * Relative change of the value against the previous period and last year; null when either is unknown or zero, or when
   * the network has replaced the metric in between (impressions by views).
   */
  changeFromPrevious: z.number().nullable(),
  changeFromLastYear: z.number().nullable(),
  /**
   * Process-behaviour verdict on this period against the 25 weeks or 12 months before it: a move inside the usual range
   * is noise. `too-short`: fewer than eight known points, an unknown value, or a total whose period is not over.
   */
  signal: z.object({
    verdict: z.enum(["signal-up", "signal-down", "usual", "too-short"]),
    lower: z.number().nullable(),
    upper: z.number().nullable(),
    centre: z.number().nullable(),
    /** Which rule spoke: one point outside, eight on one side… */
    rule: z.string().nullable(),
  }),
});
export type Comparison = z.infer<typeof Comparison>;

export const Point = z.object({ from: Day, to: Day, figure: Figure });

export const problem = problems("indicators", {
  "indicator-unknown": "not-found",
  "range-too-long": "invalid",
  "account-not-found": "not-found",
});

const Ask = z.object({ id: IndicatorId, perimeter: Perimeter, ranges: z.array(DayRange).min(1).max(400) });

/** Operations of the indicators: how we know. */
export const indicators = {
  list: operation
    .meta({ effect: "read", asks: "organisation", roles: anyMember })
    .route({ method: "GET", path: "/indicators", summary: "The catalogue: formula, unit, direction, traps" })
    .output(z.array(Indicator)),
  /** Values by day, week or month: the curve of a page. */
  series: operation
    .meta({ effect: "read", asks: "organisation", roles: anyMember })
    .route({ method: "GET", path: "/indicators/{id}/series", summary: "Values of an indicator by day, week or month" })
    .input(
      z.object({
        id: IndicatorId,
        grain: z.enum(grains),
        from: Day,
        to: Day,
        network: z.enum(networkIds).optional(),
        accountId: z.coerce.number().int().optional(),
      }),
    )
    .output(
      z.object({
        indicator: Indicator,
        points: z.array(Point),
        sources: z.array(z.string()),
        asOf: z.date().nullable(),
      }),
    ),
  /** One period beside the previous one and the same one last year, for several indicators at once. */
  compare: operation
    .meta({ effect: "read", asks: "organisation", roles: anyMember })
    .route({ method: "GET", path: "/indicators/comparison/{period}", summary: "Figures of a week or month, compared" })
    .input(
      z.object({
        period: PeriodKey,
        ids: z.array(IndicatorId).min(1).max(200).optional(),
        network: z.enum(networkIds).optional(),
        accountId: z.coerce.number().int().optional(),
      }),
    )
    .output(z.object({ period: PeriodKey, range: DayRange, comparisons: z.array(Comparison) })),
  /** For objectives: one indicator over one free range. */
  figure: operation
    .meta({ effect: "read", asks: "organisation", roles: anyMember, internal: true })
    .input(Ask)
    .output(z.array(Figure)),
  /** Several indicators over free ranges, read together: an answer per ask, a figure per range. */
  figures: operation
    .meta({ effect: "read", asks: "organisation", roles: anyMember, internal: true })
    .input(z.object({ asks: z.array(Ask) }))
    .output(z.array(z.array(Figure))),
};
