import type { MetricId } from "../kernel/metric.ts";
import { metrics } from "../kernel/metric.ts";
import { addDays } from "../kernel/period.ts";
import type {
  AccountReference,
  DailyObservation,
  FileTotal,
  Notice,
  RangeObservation,
  ReadOptions,
  RejectedLine,
  SourceFile,
} from "./contract.ts";
import { readData } from "./data-lines.ts";
import { dayOf } from "./dates.ts";
import { type Line, LineProblem, type ReadyShape } from "./table.ts";

/** The fields every ad report has some of. */
export type AdField = "day" | "from" | "to" | "campaign";

export interface AdReading<Field extends string> {
  readonly account: (line: Line<Field>) => AccountReference;
  /** The period of the whole report, when lines do not tell their own. */
  readonly period?: { readonly from: string; readonly to: string };
}

interface Sum {
  readonly line: number;
  readonly account: AccountReference;
  readonly from: string;
  readonly to: string;
  readonly dimension: string;
  readonly values: Partial<Record<MetricId, number>>;
  count: number;
}

/**
 * Reads an ad report as campaign and day. Reports break campaigns down as people please (ad sets, ads, ages, devices):
 * lines of the same campaign and day are added up, and what may not be added (reach) is left out where there were
 * several. A line over several days is a range: nothing is spread over days that the file does not tell.
 */
export async function* readAds<Field extends string>(
  file: SourceFile,
  table: string,
  ready: ReadyShape<Field | AdField>,
  reading: AdReading<Field | AdField>,
  options: ReadOptions,
): AsyncIterable<DailyObservation | RangeObservation | RejectedLine | FileTotal | Notice> {
  const sums = new Map<string, Sum>();
  yield* readData(file, table, ready, options, (line): never[] => {
    add(sums, line, reading, options);
    return [];
  });
  for (const { account, from, to, dimension, line, values, count } of sums.values()) {
    if (count > 1) {
      for (const metric of Object.keys(values) as MetricId[]) if (!metrics[metric].additive) delete values[metric];
    }
    // A day of which nothing is known is no observation.
    if (Object.keys(values).length === 0) continue;
    const common = { table, line, account, dimension, values };
    yield from === to ? { kind: "daily", ...common, day: from } : { kind: "range", ...common, from, to };
  }
}

function add<Field extends string>(
  sums: Map<string, Sum>,
  line: Line<Field | AdField>,
  reading: AdReading<Field | AdField>,
  options: ReadOptions,
): void {
  if (line.broken) throw new LineProblem(line.broken);
  line.checkWidth();
  const { from, to } = periodOf(line, reading);
  const account = reading.account(line);
  const values = line.values(account.currency ?? line.currency ?? options.currency);
  const campaign = line.text("campaign");
  const dimension = campaign ? `campaign:${campaign}` : "";
  const key = [account.network, account.externalId, from, to, dimension].join("\u0001");
  const sum = sums.get(key);
  if (!sum) {
    sums.set(key, { line: line.line, account, from, to, dimension, values, count: 1 });
    return;
  }
  sum.count += 1;
  for (const [metric, value] of Object.entries(values) as [MetricId, number][]) {
    sum.values[metric] = Number(((sum.values[metric] ?? 0) + value).toPrecision(15));
  }
}

function periodOf<Field extends string>(
  line: Line<Field | AdField>,
  reading: AdReading<Field | AdField>,
): { from: string; to: string } {
  const dayOfField = (field: AdField): string | undefined => {
    const date = line.date(field);
    if (!date) return undefined;
    if (date.year === undefined) throw new LineProblem("date-without-year", { value: line.text(field) });
    return dayOf(date);
  };
  const day = dayOfField("day");
  if (day) return { from: day, to: day };
  const from = dayOfField("from");
  const to = lastDay(line, dayOfField("to"));
  if (from && to) {
    if (from > to) throw new LineProblem("dates-reversed", { from, to });
    return { from, to };
  }
  if (from && !line.has("to")) return { from, to: from };
  if (!from && reading.period) return reading.period;
  throw new LineProblem("date-missing");
}

/** A report that ends at midnight ends with the day before. */
function lastDay<Field extends string>(line: Line<Field | AdField>, to: string | undefined): string | undefined {
  const time = to === undefined ? undefined : line.date("to")?.time;
  return to !== undefined && time !== undefined && /^00:00/.test(time) ? addDays(to, -1) : to;
}

/** A name of nothing in particular: the line adds the others up. */
export function isTotalName(text: string): boolean {
  return text === "" || /^(all|tous|toutes|total|totaux|totals|gesamt|grand total|total general)\b/i.test(text.trim());
}
