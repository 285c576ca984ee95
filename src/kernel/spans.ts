import { addDays, type Day, type DayRange, lengthInDays } from "./period.ts";

/**
 * Sets of days, kept as spans: ranges in order that neither overlap nor touch, so that a year with one hole is two of
 * them and not three hundred days. `[]` is no day at all.
 */
export type Spans = readonly DayRange[];

const order = (a: Day, b: Day): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The fewest ranges that cover the same days, each day once, in order: ranges of any order, overlapping or not, become
 * spans. `spansOf([{ from: "2026-11-09", to: "2026-11-15" }, { from: "2026-11-16", to: "2026-11-17" }])` is one span.
 */
export function spansOf(ranges: readonly DayRange[]): DayRange[] {
  const spans: DayRange[] = [];
  for (const range of [...ranges].sort((a, b) => order(a.from, b.from))) {
    const last = spans.at(-1);
    if (last && range.from <= addDays(last.to, 1)) {
      if (range.to > last.to) spans[spans.length - 1] = { from: last.from, to: range.to };
    } else {
      spans.push(range);
    }
  }
  return spans;
}

/** The days that lie in both: of Monday to Friday and Thursday to Sunday, Thursday and Friday. */
export function commonDays(one: Spans, other: Spans): DayRange[] {
  const common: DayRange[] = [];
  for (let left = 0, right = 0; left < one.length && right < other.length; ) {
    const a = one[left] as DayRange;
    const b = other[right] as DayRange;
    const from = a.from > b.from ? a.from : b.from;
    const to = a.to < b.to ? a.to : b.to;
    if (from <= to) common.push({ from, to });
    if (a.to < b.to) left += 1;
    else right += 1;
  }
  return common;
}

/** The days of the first that are not in the second. */
export function daysWithout(spans: Spans, taken: Spans): DayRange[] {
  const left: DayRange[] = [];
  for (const span of spans) {
    let from = span.from;
    for (const hole of taken) {
      if (hole.to < from || hole.from > span.to) continue;
      if (hole.from > from) left.push({ from, to: addDays(hole.from, -1) });
      from = addDays(hole.to, 1);
    }
    if (from <= span.to) left.push({ from, to: span.to });
  }
  return left;
}

/** How many days the spans hold. */
export function countDays(spans: Spans): number {
  return spans.reduce((count, span) => count + lengthInDays(span), 0);
}
