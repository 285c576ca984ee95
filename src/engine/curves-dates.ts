import { type Refusal, refuse } from "./curves-refusals.ts";

/** A regular series of periods, as numbers: the engine has no calendar but this. */
export interface Periods {
  /** periods; ISO days, ascending */
  readonly dates: readonly string[];
  /** periods; days since 1970-01-01 */
  readonly days: Float64Array;
  /** periods; row of each period in the file */
  readonly rows: readonly number[];
  /** Days from one period to the next; 30.4375 for calendar months. */
  readonly stepDays: number;
}

/** Days since 1970-01-01 of a day of the Gregorian calendar (Hinnant's civil algorithm); undefined when it does not exist. */
export function dayNumber(year: number, month: number, day: number): number | undefined {
  const lengths = [
    31,
    year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28,
    31,
    30,
    31,
    30,
    31,
    31,
    30,
    31,
    30,
    31,
  ];
  if (!(month >= 1 && month <= 12) || !(day >= 1 && day <= lengths[month - 1]!) || year < 1900 || year > 2200)
    return undefined;
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468;
}

/** ISO day of a day number. */
export function isoDay(days: number): string {
  const shifted = days + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** Day number of one ISO date ("2026-03-30", a time after it is ignored), or undefined. */
export function parseIsoDay(text: string): number | undefined {
  const found = /^(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?(?:[T ].*)?$/.exec(text.trim());
  return found === null ? undefined : dayNumber(Number(found[1]), Number(found[2]), Number(found[3] ?? 1));
}

/**
 * Reads a column of dates: ISO, day/month/year or month/day/year, decided on the whole column; checks that the periods are
 * regular and none is missing.
 *
 * @param cells one per row of the file; the first row is line 2 of it
 */
export function readPeriods(cells: readonly string[]): { periods: Periods } | { refusal: Refusal } {
  const iso = cells.map(parseIsoDay);
  if (iso.every((day) => day !== undefined)) return checkRegular(iso);
  const parts = cells.map((cell) => /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[T ].*)?$/.exec(cell.trim()));
  const wrong = cells.findIndex((_, i) => iso[i] === undefined && parts[i] === null);
  const bad = (row: number) => ({ refusal: refuse("invalid-date", { line: row + 2, value: cells[row] ?? "" }) });
  if (wrong >= 0) return bad(wrong);
  const mixed = parts.indexOf(null);
  if (mixed >= 0) return bad(parts.findIndex((part) => part !== null));
  const read = (dayAt: 1 | 2) =>
    parts.map((part) => dayNumber(Number(part![3]), Number(part![3 - dayAt]), Number(part![dayAt])));
  const candidates = [read(1), read(2)].filter((days) => days.every((day) => day !== undefined)) as number[][];
  const [first, second] = candidates;
  if (first === undefined) {
    const invalid = read(1).findIndex((day, i) => day === undefined && read(2)[i] === undefined);
    return invalid >= 0 ? bad(invalid) : bad(Math.max(0, read(1).indexOf(undefined)));
  }
  const checked = checkRegular(first);
  if (second === undefined || first.every((day, i) => day === second[i])) return checked;
  const other = checkRegular(second);
  if ("periods" in checked && "periods" in other)
    return { refusal: refuse("ambiguous-date", { value: cells[0] ?? "" }) };
  if ("periods" in checked) return checked;
  if ("periods" in other) return other;
  // Neither is regular: the message is given for the reading whose commonest step is the more common.
  return commonestStep(first).count >= commonestStep(second).count ? checked : other;
}

function commonestStep(days: readonly number[]): { step: number; count: number } {
  const counts = new Map<number, number>();
  const sorted = [...days].sort((a, b) => a - b);
  for (let i = 1; i < sorted.length; i++) {
    const gap = sorted[i]! - sorted[i - 1]!;
    if (gap > 0) counts.set(gap, (counts.get(gap) ?? 0) + 1);
  }
  let best = { step: 1, count: 0 };
  for (const [step, count] of counts) {
    if (count > best.count || (count === best.count && step < best.step)) best = { step, count };
  }
  return best;
}

function checkRegular(days: readonly number[]): { periods: Periods } | { refusal: Refusal } {
  const rows = days.map((_, i) => i).sort((i, j) => days[i]! - days[j]!);
  const sorted = Float64Array.from(rows, (row) => days[row]!);
  const dates = Array.from(sorted, isoDay);
  for (let i = 1; i < sorted.length; i++) {
    if (sorted[i] === sorted[i - 1]) return { refusal: refuse("duplicate-date", { date: dates[i]! }) };
  }
  const { step } = commonestStep(days);
  if (step >= 28 && step <= 31 && dates.every((date) => date.slice(8) === dates[0]!.slice(8))) {
    return checkMonths(dates, sorted, rows);
  }
  let missing = 0;
  let firstMissing = "";
  for (let i = 1; i < sorted.length; i++) {
    const gap = sorted[i]! - sorted[i - 1]!;
    if (gap % step !== 0) return { refusal: refuse("irregular-dates", { before: dates[i - 1]!, after: dates[i]! }) };
    if (gap > step && missing === 0) firstMissing = isoDay(sorted[i - 1]! + step);
    missing += gap / step - 1;
  }
  if (missing > 0) return { refusal: refuse("missing-period", { date: firstMissing, missing }) };
  return { periods: { dates, days: sorted, rows, stepDays: step } };
}

function checkMonths(dates: readonly string[], days: Float64Array, rows: readonly number[]) {
  const months = dates.map((date) => 12 * Number(date.slice(0, 4)) + Number(date.slice(5, 7)) - 1);
  const missing = months.at(-1)! - months[0]! - (months.length - 1);
  if (missing > 0) {
    const at = months.findIndex((month, i) => i > 0 && month > months[i - 1]! + 1);
    const month = months[at - 1]! + 1;
    const date = `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}${dates[0]!.slice(7)}`;
    return { refusal: refuse("missing-period", { date, missing }) };
  }
  return { periods: { dates, days, rows, stepDays: 30.4375 } };
}
