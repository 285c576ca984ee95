import { type MetricId, metrics } from "../../kernel/metric.ts";
import type { Day } from "../../kernel/period.ts";
import { problem } from "./contract.ts";

/** Metrics that a person may count by hand; what a network computes is not among them. */
export const countableMetrics: readonly MetricId[] = [
  "coupons-used",
  "visitors-counted",
  "visitors-from-social",
  "signatures",
  "donations",
  "applications",
  "volunteers",
  "actions-taken",
  "orders",
  "revenue",
  "revenue-total",
  "conversions",
  "leads",
  "refunds",
  "followers",
  "reach",
  "messages-received",
  "messages-to-answer",
  "messages-answered",
  "messages-answered-in-time",
  "first-response-seconds",
  "comments-positive",
  "comments-negative",
  "comments-moderated",
  "brand-mentions",
  "competitor-mentions",
  "brand-searches",
  "gross-margin-percent",
  "store-visits",
];

/** Refuses a count of a day that has not come, or of something that is not counted by hand. */
export function checkCounts(
  day: Day,
  today: Day,
  values: readonly { readonly metric: MetricId; readonly value: number }[],
): void {
  if (day > today) throw problem("day-in-the-future", { day });
  for (const { metric, value } of values) {
    if (!countableMetrics.includes(metric)) throw problem("metric-not-countable", { metric });
    if (metrics[metric].unit === "cents" && !Number.isInteger(value)) throw problem("amount-not-in-cents", { metric });
  }
}

/**
 * Where a line of sums must agree with the file's own total, within what rounding of each line can explain.
 *
 * @example reconciles(1000, 999.6, 10) // true: ten lines rounded to the unit may lose up to five
 */
export function reconciles(fileTotal: number, sumOfLines: number, lines: number): boolean {
  return Math.abs(fileTotal - sumOfLines) <= Math.max(0.5 * lines ** 0.5, Math.abs(fileTotal) * 1e-9);
}
