import { processLimits } from "../../../engine/process-behaviour.ts";
import { digitsToTell } from "../../../kernel/measure.ts";
import {
  type Day,
  type DayRange,
  type PeriodKey,
  previousPeriod,
  rangeOf,
  samePeriodLastYear,
} from "../../../kernel/period.ts";
import type { CatalogueEntry } from "../catalogue.ts";
import type { Comparison, Figure, Indicator } from "../contract.ts";

/** How far back the usual range is read: half a year of weeks, a year of months and the month compared. */
export const historyLength = { week: 26, month: 13 } as const;

/** Below this many known points nothing is said of signal or noise. */
const fewestPoints = 8;

/** The periods that a comparison rests on: its own and those before it, oldest first, and the same one last year. */
export interface Window {
  readonly history: readonly PeriodKey[];
  readonly lastYear: PeriodKey;
}

export function windowOf(period: PeriodKey): Window {
  const history = [period];
  const length = period.includes("W") ? historyLength.week : historyLength.month;
  while (history.length < length) history.unshift(previousPeriod(history[0] as PeriodKey));
  return { history, lastYear: samePeriodLastYear(period) };
}

/** Every range to read for a window, the periods before each included when a formula looks back. */
export function rangesOf(window: Window, lookBack: boolean): DayRange[] {
  const keys = new Set([...window.history, window.lastYear]);
  if (lookBack) for (const key of [...keys]) keys.add(previousPeriod(key));
  return [...keys].map(rangeOf);
}

/** (after − before) ÷ |before|; null when one is unknown or the earlier one is zero. */
export function relativeChange(before: Figure, after: Figure): number | null {
  if (before.value === null || after.value === null || before.value === 0) return null;
  return (after.value - before.value) / Math.abs(before.value);
}

/** A stock (followers) stands where it stood the day before, give or take: what may be out of the ordinary is its move. */
export function isStock({ formula }: Pick<CatalogueEntry, "formula">): boolean {
  return formula.kind === "value" && formula.term.kind === "level";
}

/**
 * Is the last value a signal or noise? Its usual range is read from the values before it, unknown ones left out. A stock
 * is judged on its moves from one period to the next, and its range is shown around where it stood before. A total of a
 * period that is not over says nothing yet.
 *
 * @param history figures of the periods, oldest first; the last one is judged
 */
export function signalOf(
  entry: Pick<CatalogueEntry, "additive" | "formula">,
  history: readonly Figure[],
  last: { readonly range: DayRange; readonly today: Day },
): Comparison["signal"] {
  const levels = history.map((figure) => figure.value);
  const stock = isStock(entry);
  const values = stock ? levels.slice(1).map((value, index) => moveOf(levels[index] ?? null, value)) : levels;
  const known = values.filter((value) => value !== null);
  const unfinished = entry.additive && last.today <= last.range.to;
  const limits =
    known.length < fewestPoints || values.at(-1) == null || unfinished
      ? null
      : processLimits(values, {
          baseline: values.length - 1,
          ...(!stock && known.every((value) => value >= 0) ? { floor: 0 } : {}),
        });
  if (!limits || limits.status === "insufficient") {
    return { verdict: "too-short", lower: null, upper: null, centre: null, rule: null };
  }
  const signal = limits.points.at(-1);
  const verdict = signal ? (signal.direction === "above" ? "signal-up" : "signal-down") : "usual";
  const from = stock ? (levels.at(-2) ?? 0) : 0;
  const standing = (limit: number | null) => (limit === null ? null : from + limit);
  return {
    verdict,
    lower: standing(limits.lower),
    upper: standing(limits.upper),
    centre: standing(limits.centre),
    rule: signal?.rule ?? null,
  };
}

/**
 * Does the value itself lie beyond its limits? A signal may also be a run of values on one side of their mean, each of
 * them inside the limits.
 */
export function isBeyond({ current, signal }: Pick<Comparison, "current" | "signal">): boolean {
  const { value } = current;
  const { lower, upper } = signal;
  return value !== null && ((lower !== null && value < lower) || (upper !== null && value > upper));
}

/**
 * How many more digits than usual a signal and its limits need, all of them alike, for a reader to see why it is one:
 * « 0,44 %, ordinaire 0–0,41 % » and not « 0,4 %, ordinaire 0–0,4 % ». A run is seen beside its mean.
 */
export function moreDigits(comparison: Pick<Comparison, "current" | "signal">, unit: Indicator["unit"]): number {
  const { value } = comparison.current;
  const { verdict, lower, upper, centre } = comparison.signal;
  if (value === null || (verdict !== "signal-up" && verdict !== "signal-down")) return 0;
  const limits = isBeyond(comparison) ? [lower, upper] : [centre];
  return digitsToTell(
    value,
    limits.filter((limit) => limit !== null),
    unit,
  );
}

function moveOf(before: number | null, after: number | null): number | null {
  return before === null || after === null ? null : after - before;
}
