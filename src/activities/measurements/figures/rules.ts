import { type MetricId, metrics } from "../../../kernel/metric.ts";
import { addDays, bucketOf, type DayRange, daysBetween, type Grain, lengthInDays } from "../../../kernel/period.ts";
import { countDays, daysWithout, spansOf } from "../../../kernel/spans.ts";
import type { DailyFigure } from "../contract.ts";

/** A level read longer ago than this says nothing of how a period began. */
export const longestMemoryInDays = 31;

/** The buckets of a query, each once, clipped to the ranges, in order. */
export function bucketsOf(grain: Grain | "whole", ranges: readonly DayRange[]): DayRange[] {
  const buckets = new Map<string, DayRange>();
  for (const range of ranges) {
    for (const bucket of grain === "whole" ? [range] : cutByGrain(range, grain)) {
      buckets.set(`${bucket.from} ${bucket.to}`, bucket);
    }
  }
  return [...buckets.values()].sort((a, b) => (a.from === b.from ? order(a.to, b.to) : order(a.from, b.from)));
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function cutByGrain(range: DayRange, grain: Grain): DayRange[] {
  const cut: DayRange[] = [];
  for (let from = range.from; from <= range.to; ) {
    const bucket = bucketOf(from, grain);
    const next = grain === "day" ? addDays(from, 1) : bucketOf(addDays(bucket, grain === "week" ? 7 : 31), grain);
    const end = addDays(next, -1);
    cut.push({ from, to: end < range.to ? end : range.to });
    from = next;
  }
  return cut;
}

/** The days of a bucket without a value, from one mark per day: `lackingOf("1101111", week)` is its Wednesday. */
export function lackingOf(marks: string, bucket: DayRange): DayRange[] {
  const lacking: DayRange[] = [];
  const length = lengthInDays(bucket);
  for (let day = marks.indexOf("0"); day >= 0 && day < length; day = marks.indexOf("0", day)) {
    const next = marks.indexOf("1", day);
    const end = next < 0 || next > length ? length : next;
    lacking.push({ from: addDays(bucket.from, day), to: addDays(bucket.from, end - 1) });
    day = end;
  }
  return lacking;
}

/** A figure over several days, as stored, of which the latest file for the same days has won. */
export interface RangeRow {
  readonly accountId: number;
  readonly metric: MetricId;
  readonly dimension: string;
  readonly from: string;
  readonly to: string;
  readonly value: number;
}

/**
 * Folds figures over several days into buckets. A figure that covers the bucket exactly stands alone; otherwise the
 * longest figures that do not overlap are added up (additive metrics only: of the others the latest is kept, and it is
 * not exact). Parts of an account count only where the whole account has no figure.
 */
export function foldRanges(rows: readonly RangeRow[], buckets: readonly DayRange[]): Omit<DailyFigure, "before">[] {
  const folded: Omit<DailyFigure, "before">[] = [];
  const places = new Map<string, RangeRow[]>();
  for (const row of rows) {
    const place = `${row.accountId} ${row.metric}`;
    const others = places.get(place);
    if (others) others.push(row);
    else places.set(place, [row]);
  }
  for (const place of places.values()) {
    for (const bucket of buckets) {
      const inside = place.filter((row) => bucket.from <= row.from && row.to <= bucket.to);
      const figure = inside.length > 0 ? foldOne(inside, bucket) : null;
      if (figure) folded.push(figure);
    }
  }
  return folded;
}

function foldOne(inside: readonly RangeRow[], bucket: DayRange): Omit<DailyFigure, "before"> | null {
  const first = inside[0] as RangeRow;
  const { additive } = metrics[first.metric];
  const whole = inside.filter((row) => row.dimension === "");
  if (!additive && whole.length === 0) return null;
  const chosen = whole.length > 0 ? choose(whole, bucket, additive) : chooseParts(inside, bucket);
  const values = chosen.map((row) => row.value);
  const covered = spansOf(chosen);
  return {
    accountId: first.accountId,
    metric: first.metric,
    basis: "range",
    bucket: bucket.from,
    bucketEnd: bucket.to,
    sum: values.reduce((sum, value) => sum + value, 0),
    last: (chosen.at(-1) as RangeRow).value,
    max: Math.max(...values),
    values: chosen.length,
    days: countDays(covered),
    lacking: daysWithout([bucket], covered),
    exact: chosen.every((row) => row.from === bucket.from && row.to === bucket.to),
  };
}

function choose(rows: readonly RangeRow[], bucket: DayRange, additive: boolean): RangeRow[] {
  const exact = rows.find((row) => row.from === bucket.from && row.to === bucket.to);
  if (exact) return [exact];
  const longestFirst = [...rows].sort((a, b) => lengthInDays(b) - lengthInDays(a) || order(a.from, b.from));
  const kept: RangeRow[] = [];
  for (const row of longestFirst) {
    if (kept.every((other) => row.to < other.from || other.to < row.from)) kept.push(row);
  }
  kept.sort((a, b) => daysBetween(b.from, a.from));
  return additive ? kept : kept.slice(-1);
}

/** Parts of one kind (all campaigns, all channels) add up; two kinds cut the same total twice, so the larger one stands. */
function chooseParts(rows: readonly RangeRow[], bucket: DayRange): RangeRow[] {
  const kinds = Map.groupBy(rows, (row) => kindOfPart(row.dimension));
  let best: RangeRow[] = [];
  let bestSum = Number.NEGATIVE_INFINITY;
  for (const parts of kinds.values()) {
    const chosen = [...Map.groupBy(parts, (row) => row.dimension).values()].flatMap((part) =>
      choose(part, bucket, true),
    );
    const sum = chosen.reduce((total, row) => total + row.value, 0);
    if (sum > bestSum) [best, bestSum] = [chosen, sum];
  }
  return best;
}

/** `campaign:Noël` is a part by campaign; a part without a colon is of no particular kind. */
export function kindOfPart(dimension: string): string {
  const colon = dimension.indexOf(":");
  return colon === -1 ? "" : dimension.slice(0, colon);
}
