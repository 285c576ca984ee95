import { z } from "zod";

/**
 * Days, ISO weeks, months and ranges, as text and without a clock: a day is `YYYY-MM-DD` in the organisation's time
 * zone, a week `YYYY-Www` (ISO 8601: weeks begin on Monday, week 1 holds the first Thursday), a month `YYYY-MM`.
 */

/** A calendar day, `YYYY-MM-DD`, that exists. */
export const Day = z.iso.date();
export type Day = string;

/** A period of a report: an ISO week or a month. */
export const PeriodKey = z
  .string()
  .regex(/^\d{4}-(W(0[1-9]|[1-4]\d|5[0-3])|(0[1-9]|1[0-2]))$/, "YYYY-Www or YYYY-MM")
  .refine((key) => !key.includes("W") || Number(key.slice(6)) <= weeksInYear(Number(key.slice(0, 4))), {
    message: "this year has no week 53",
  });
export type PeriodKey = string;

/** Both ends included. */
export const DayRange = z.object({ from: Day, to: Day }).refine((range) => range.from <= range.to, {
  message: "from is after to",
});
export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

export const grains = ["day", "week", "month"] as const;
export type Grain = (typeof grains)[number];

const millisecondsPerDay = 86_400_000;
const toNumber = (day: Day): number => Date.parse(`${day}T00:00:00Z`) / millisecondsPerDay;
const toDay = (number: number): Day => new Date(number * millisecondsPerDay).toISOString().slice(0, 10);

/** The day `count` days after (before when negative). `addDays("2026-02-28", 1)` is `"2026-03-01"`. */
export function addDays(day: Day, count: number): Day {
  return toDay(toNumber(day) + count);
}

/** Days from `from` to `to`: 0 when equal, negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return toNumber(to) - toNumber(from);
}

/** Number of days of a range, both ends included. */
export function lengthInDays(range: DayRange): number {
  return daysBetween(range.from, range.to) + 1;
}

/** Every day of a range, in order. */
export function daysOf(range: DayRange): Day[] {
  return Array.from({ length: lengthInDays(range) }, (_, index) => addDays(range.from, index));
}

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export function weekday(day: Day): number {
  return ((((toNumber(day) + 3) % 7) + 7) % 7) + 1;
}

/** The Monday of the ISO week that holds this day. */
export function mondayOf(day: Day): Day {
  return addDays(day, 1 - weekday(day));
}

/** The ISO week of a day: `isoWeekOf("2027-01-01")` is `"2026-W53"`. */
export function isoWeekOf(day: Day): PeriodKey {
  const thursday = addDays(mondayOf(day), 3);
  const year = thursday.slice(0, 4);
  const week = Math.floor(daysBetween(`${year}-01-01`, thursday) / 7) + 1;
  return `${year}-W${String(week).padStart(2, "0")}`;
}

/** 52 or 53. 28 December always lies in the last week of its ISO year. */
export function weeksInYear(year: number): number {
  return Number(isoWeekOf(`${String(year).padStart(4, "0")}-12-28`).slice(6));
}

/** The month of a day. */
export function monthOf(day: Day): PeriodKey {
  return day.slice(0, 7);
}

/** The days of a week or month. */
export function rangeOf(key: PeriodKey): DayRange {
  if (key.includes("W")) {
    const year = key.slice(0, 4);
    const from = addDays(mondayOf(`${year}-01-04`), (Number(key.slice(6)) - 1) * 7);
    return { from, to: addDays(from, 6) };
  }
  return { from: `${key}-01`, to: addDays(firstOfNextMonth(key), -1) };
}

function firstOfNextMonth(month: PeriodKey): Day {
  const year = Number(month.slice(0, 4));
  const number = Number(month.slice(5, 7));
  return number === 12
    ? `${String(year + 1).padStart(4, "0")}-01-01`
    : `${month.slice(0, 5)}${String(number + 1).padStart(2, "0")}-01`;
}

/** The period just before, of the same kind. */
export function previousPeriod(key: PeriodKey): PeriodKey {
  const before = addDays(rangeOf(key).from, -1);
  return key.includes("W") ? isoWeekOf(before) : monthOf(before);
}

/** The period just after, of the same kind. */
export function nextPeriod(key: PeriodKey): PeriodKey {
  const after = addDays(rangeOf(key).to, 1);
  return key.includes("W") ? isoWeekOf(after) : monthOf(after);
}

/**
 * The same period one year earlier. A week keeps its number (week 53 falls back on week 52 when the earlier year has
 * no week 53), so that Mondays meet Mondays.
 */
export function samePeriodLastYear(key: PeriodKey): PeriodKey {
  const year = Number(key.slice(0, 4)) - 1;
  if (!key.includes("W")) return `${year}${key.slice(4)}`;
  return `${year}-W${String(Math.min(Number(key.slice(6)), weeksInYear(year))).padStart(2, "0")}`;
}

/** The bucket a day falls into at a grain: the day itself, its Monday, or the first of its month. */
export function bucketOf(day: Day, grain: Grain): Day {
  if (grain === "day") return day;
  return grain === "week" ? mondayOf(day) : `${day.slice(0, 7)}-01`;
}

/** The period key of a grain that holds this day; a day has none. */
export function periodOf(day: Day, grain: "week" | "month"): PeriodKey {
  return grain === "week" ? isoWeekOf(day) : monthOf(day);
}

/** The calendar day of an instant in a time zone: `dayIn(new Date("2026-11-15T23:30:00Z"), "Europe/Paris")` is the 16th. */
export function dayIn(instant: Date, timeZone: string): Day {
  return dayFormat(timeZone).format(instant);
}

const dayFormat = byZone(
  (timeZone) => new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }),
);
const clockFormat = byZone(
  (timeZone) =>
    new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    }),
);

/** Making a format costs a hundred times its use, and an organisation has one zone: each zone's is made once. */
function byZone(make: (timeZone: string) => Intl.DateTimeFormat): (timeZone: string) => Intl.DateTimeFormat {
  const made = new Map<string, Intl.DateTimeFormat>();
  return (timeZone) => {
    const kept = made.get(timeZone);
    if (kept) return kept;
    const format = make(timeZone);
    made.set(timeZone, format);
    return format;
  };
}

/**
 * The instant of a wall-clock time in a time zone. In the hour that summer time skips, the later instant; in the hour
 * it repeats, the first of both.
 *
 * @param local `YYYY-MM-DDTHH:MM[:SS]` without a zone.
 */
export function instantIn(local: string, timeZone: string): Date {
  const asUtc = Date.parse(`${local.length === 10 ? `${local}T00:00` : local}Z`);
  const offsetAt = (instant: number) => wallClock(instant, timeZone) - instant;
  const before = offsetAt(asUtc - millisecondsPerDay);
  const after = offsetAt(asUtc + millisecondsPerDay);
  // On the day the clock changes either offset may be the one in force: the one that tells the same time back.
  for (const offset of [before, after]) {
    const instant = asUtc - offset;
    if (instant + offsetAt(instant) === asUtc) return new Date(instant);
  }
  // No clock showed this time: an hour was skipped, and the time goes on from before it.
  return new Date(asUtc - before);
}

function wallClock(instant: number, timeZone: string): number {
  const parts = clockFormat(timeZone).formatToParts(new Date(instant));
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
}
