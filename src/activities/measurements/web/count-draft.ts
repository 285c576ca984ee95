import { keptValue } from "../../../kernel/measure.ts";
import type { MetricId } from "../../../kernel/metric.ts";
import { readAmount } from "../../../ui/amount.ts";
import { unitOfMetric } from "./metric-text.ts";

/** One line of a count as it is typed. */
export interface CountLine {
  readonly key: number;
  readonly metric: MetricId;
  readonly text: string;
}

export type CountFault = "missing" | "unreadable" | "negative" | "twoDecimals" | "whole" | "twice";

/**
 * A typed number in the unit that is stored: euros become cents, minutes seconds. `{ fault }` says what is wrong with
 * it.
 *
 * @example countOf("12,50", "donations", "fr") // { value: 1250 }
 */
export function countOf(
  text: string,
  metric: MetricId,
  language: "fr" | "en",
): { readonly value: number } | { readonly fault: CountFault } {
  if (text.trim() === "") return { fault: "missing" };
  const written = readAmount(text, language);
  if (written === null) return { fault: "unreadable" };
  if (written < 0) return { fault: "negative" };
  const unit = unitOfMetric(metric);
  const value = keptValue(written, unit);
  if (unit === "cents" && !Number.isInteger(value)) return { fault: "twoDecimals" };
  if (unit === "count" && !Number.isInteger(value)) return { fault: "whole" };
  return { value };
}

/** The values of a count, or what is wrong with each of its lines. */
export function countsOf(
  lines: readonly CountLine[],
  language: "fr" | "en",
): { values: { metric: MetricId; value: number }[]; faults: Map<number, CountFault> } {
  const values: { metric: MetricId; value: number }[] = [];
  const faults = new Map<number, CountFault>();
  const seen = new Set<MetricId>();
  for (const { key, metric, text } of lines) {
    const read = countOf(text, metric, language);
    if (seen.has(metric)) faults.set(key, "twice");
    else if ("fault" in read) faults.set(key, read.fault);
    else values.push({ metric, value: read.value });
    seen.add(metric);
  }
  return { values, faults };
}
