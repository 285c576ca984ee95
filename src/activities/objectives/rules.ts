import {
  addDays,
  type Day,
  type DayRange,
  daysBetween,
  lengthInDays,
  mondayOf,
  periodOf,
  previousPeriod,
  rangeOf,
} from "../../kernel/period.ts";
import { type CatalogueEntry, catalogue, type IndicatorId } from "../indicators/catalogue.ts";
import type { Figure } from "../indicators/contract.ts";
import { joinGaps } from "../indicators/terms/rules.ts";
import { type Attainment, type Objective, type ObjectiveDraft, problem } from "./contract.ts";

/** What an objective must be to be measurable, and where it stands. */

const entries: Record<IndicatorId, CatalogueEntry> = catalogue;

/** Indicators whose values are shares of a whole: nothing lies outside 0 to 100. */
function isShare(id: IndicatorId): boolean {
  const { formula, unit } = entries[id];
  return unit === "percent" && (formula.kind === "mean-of-posts" || (formula.kind === "ratio" && !!formula.proportion));
}

/**
 * Refuses an objective that nobody could tell reached or missed.
 *
 * @throws objectives/due-before-start, target-equals-baseline, target-against-direction, indicator-not-summable,
 *   guard-rail-is-indicator, guard-rail-limit-missing, percent-out-of-range
 */
export function checkDraft(draft: ObjectiveDraft): void {
  if (draft.dueOn <= draft.startsOn)
    throw problem("due-before-start", { startsOn: draft.startsOn, dueOn: draft.dueOn });
  if (draft.measure === "cumulative" && !entries[draft.indicator].additive) {
    throw problem("indicator-not-summable", { indicator: draft.indicator });
  }
  const { baseline, target, direction } = draft;
  if (isShare(draft.indicator) && [target, baseline ?? 0].some((value) => value < 0 || value > 100)) {
    throw problem("percent-out-of-range", { target });
  }
  if (baseline !== null && direction !== "hold") {
    if (target === baseline) throw problem("target-equals-baseline", { target });
    if (direction === "more" ? target < baseline : target > baseline) {
      throw problem("target-against-direction", { target, baseline });
    }
  }
  if (draft.guardRail === draft.indicator) throw problem("guard-rail-is-indicator", { indicator: draft.indicator });
  if (draft.guardRail !== null && draft.guardRailLimit === null) throw problem("guard-rail-limit-missing");
}

/** @throws objectives/due-in-the-past when the due day is over. */
export function checkDueDay(dueOn: Day, today: Day): void {
  if (dueOn < today) throw problem("due-in-the-past", { dueOn });
}

/** Levels and guard-rails are read over the last four weeks: short enough to move, long enough not to jump. */
const levelWindowInDays = 28;
/** A rhythm is the mean of its last whole weeks; a month is long enough by itself. */
const weeksOfARhythm = 4;

/** The last day that counts: an objective does not move after its due day. */
const lastDayOf = (objective: Objective, asOf: Day): Day => (asOf < objective.dueOn ? asOf : objective.dueOn);

const trailing = (to: Day): DayRange => ({ from: addDays(to, 1 - levelWindowInDays), to });

/**
 * The ranges that the current value is read over: none before the start, nor before the first whole week or month. A day
 * that is not over is part of a running total, not of a level nor of a whole week.
 */
export function windowsOf(objective: Objective, asOf: Day, today: Day): DayRange[] {
  const end = lastDayOf(objective, asOf);
  if (end < objective.startsOn) return [];
  const over = end < today ? end : addDays(today, -1);
  switch (objective.measure) {
    case "cumulative":
      return [{ from: objective.startsOn, to: end }];
    case "level":
      return [trailing(over)];
    case "per-week":
      return wholePeriods(objective.startsOn, over, "week", weeksOfARhythm);
    case "per-month":
      return wholePeriods(objective.startsOn, over, "month", 1);
  }
}

/** Four whole weeks, or a whole month, lie in as many days before any day. */
const longEnough = 62;

/**
 * The ranges that an objective which begins today starts from: those that its value is read over once it runs. None for a
 * total, which starts from nothing.
 */
export function startingWindows(measure: Objective["measure"], today: Day): DayRange[] {
  const yesterday = addDays(today, -1);
  switch (measure) {
    case "cumulative":
      return [];
    case "level":
      return [trailing(yesterday)];
    case "per-week":
      return wholePeriods(addDays(today, -longEnough), yesterday, "week", weeksOfARhythm);
    case "per-month":
      return wholePeriods(addDays(today, -longEnough), yesterday, "month", 1);
  }
}

/** The value that several windows tell together: the mean of those that are known. */
export function meanOf(figures: readonly Pick<Figure, "value">[]): number | null {
  const known = figures.flatMap((figure) => figure.value ?? []);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

function wholePeriods(start: Day, end: Day, grain: "week" | "month", most: number): DayRange[] {
  const found: DayRange[] = [];
  let range = rangeOf(periodOf(end, grain));
  if (range.to > end) range = rangeOf(previousPeriod(periodOf(range.from, grain)));
  while (range.from >= start && found.length < most) {
    found.unshift(range);
    range = rangeOf(previousPeriod(periodOf(range.from, grain)));
  }
  return found;
}

/** The range that a guard-rail is read over. */
export function guardRailWindow(objective: Objective, asOf: Day): DayRange {
  return trailing(lastDayOf(objective, asOf));
}

/** Where the straight line starts: a total starts from nothing. */
const startOf = (objective: Objective): number | null =>
  objective.measure === "cumulative" ? 0 : objective.direction === "hold" ? objective.target : objective.baseline;

/** Where the straight line stands on a day; the target itself when nobody knows where it starts. */
export function expectedOn(objective: Objective, day: Day): number {
  const start = startOf(objective);
  if (start === null) return objective.target;
  const days = lengthInDays({ from: objective.startsOn, to: objective.dueOn });
  const elapsed = Math.max(0, Math.min(days, daysBetween(objective.startsOn, day) + 1));
  return elapsed === days ? objective.target : start + (objective.target - start) * (elapsed / days);
}

/** A level to hold is held within five per cent of it; a line is followed within five per cent of the way. */
const tolerance = 0.05;

function isMet({ direction, target }: Objective, value: number): boolean {
  if (direction === "more") return value >= target;
  if (direction === "less") return value <= target;
  return Math.abs(value - target) <= tolerance * Math.abs(target);
}

/** Share of the way made; see the contract for what it means by measure and direction. */
export function rateOf(objective: Objective, value: number, expected: number): number | null {
  const { direction, measure, target } = objective;
  if (direction === "hold") {
    if (target === 0) return value === 0 ? 1 : 0;
    return Math.max(0, 1 - Math.abs(value - target) / Math.abs(target));
  }
  if (direction === "less" && measure === "cumulative") return value <= expected ? 1 : expected / value;
  const start = startOf(objective);
  if (start !== null) return target === start ? null : (value - start) / (target - start);
  if (direction === "less") return value <= target ? 1 : target / value;
  return target === 0 ? null : value / target;
}

function verdictOf(objective: Objective, current: number, expected: number, over: boolean): Attainment["verdict"] {
  const { direction, measure, target } = objective;
  const met = isMet(objective, current);
  if (over) return met ? "reached" : "missed";
  if (direction === "hold") return met ? "on-course" : "late";
  // A total not to exceed may still be exceeded tomorrow.
  if (met && !(direction === "less" && measure === "cumulative")) return "reached";
  const start = startOf(objective);
  const slack = tolerance * Math.abs(target - (start ?? 0));
  const ahead = direction === "more" ? current - expected : expected - current;
  return ahead >= -slack ? "on-course" : "late";
}

/** Where an objective stands, from the figures of its windows (`windowsOf`) and of its guard-rail. */
export function attainmentOf(
  objective: Objective,
  figures: readonly Figure[],
  guardRail: Figure | null,
  asOf: Day,
): Attainment {
  const end = lastDayOf(objective, asOf);
  const started = asOf >= objective.startsOn;
  const current = meanOf(figures);
  const expected = started ? expectedOn(objective, end) : null;
  const daysLeft = Math.max(0, daysBetween(asOf, objective.dueOn));
  const over = asOf >= objective.dueOn;
  const base = {
    objectiveId: objective.id,
    asOf,
    current,
    expected,
    expectedRate: expected === null ? null : rateOf(objective, expected, expected),
    daysLeft,
    guardRailHolds: guardRailHolds(objective, guardRail),
    daysKnown: figures.reduce((sum, figure) => sum + figure.daysKnown, 0),
    daysElapsed: figures.reduce((sum, figure) => sum + figure.daysInPeriod, 0),
    gaps: joinGaps(figures.flatMap((figure) => figure.gaps)),
  };
  if (!started) return { ...base, rate: null, verdict: "not-started", neededPerWeek: null, reason: null };
  if (current === null || expected === null) {
    const reason = figures.find((figure) => figure.reason !== null)?.reason ?? "too-early";
    return { ...base, rate: null, verdict: "unknown", neededPerWeek: null, reason };
  }
  const missing = Math.max(0, objective.target - current);
  return {
    ...base,
    rate: rateOf(objective, current, expected),
    verdict: verdictOf(objective, current, expected, over),
    neededPerWeek: objective.measure === "cumulative" && daysLeft > 0 ? (missing * 7) / daysLeft : null,
    reason: null,
  };
}

function guardRailHolds({ guardRail, guardRailLimit: limit }: Objective, figure: Figure | null): boolean | null {
  if (guardRail === null || limit === null || figure === null || figure.value === null) return null;
  return entries[guardRail].direction === "more" ? figure.value >= limit : figure.value <= limit;
}

/** At most this many points on a trajectory: of a longer objective, every second or third week. */
const mostPoints = 160;

/** The days of a trajectory: Sundays from the start to the due day, and the due day. */
export function trajectoryDays(objective: Objective): Day[] {
  const days: Day[] = [];
  const weeks = Math.ceil(lengthInDays({ from: objective.startsOn, to: objective.dueOn }) / 7);
  const step = 7 * Math.max(1, Math.ceil(weeks / mostPoints));
  for (let day = addDays(mondayOf(objective.startsOn), 6); day < objective.dueOn; day = addDays(day, step))
    days.push(day);
  return [...days, objective.dueOn];
}

/** What a point of the trajectory is read over: one week or month alone, so that the curve shows its moves. */
export function trajectoryWindow(objective: Objective, day: Day): DayRange | null {
  // Each point of the line is drawn as its day stood once it was over.
  return windowsOf(objective, day, addDays(day, 1)).at(-1) ?? null;
}

/** The fields that differ, as they were and as they become. */
export function differenceOf<Fields extends object>(
  before: Fields,
  changes: Partial<Fields>,
): { before: Record<string, unknown>; after: Record<string, unknown> } {
  const difference = { before: {} as Record<string, unknown>, after: {} as Record<string, unknown> };
  for (const [field, value] of Object.entries(changes)) {
    const earlier = before[field as keyof Fields];
    if (value === undefined || JSON.stringify(earlier) === JSON.stringify(value)) continue;
    difference.before[field] = earlier;
    difference.after[field] = value;
  }
  return difference;
}
