import { addDays } from "../kernel/period.ts";

/** A date as written: `time` and `zone` only where the text has them; `year` absent in `8 mars`. */
export interface WrittenDate {
  readonly year?: number;
  readonly month: number;
  readonly day: number;
  /** `HH:MM` or `HH:MM:SS`. */
  readonly time?: string;
  /** `Z` or `+02:00`. */
  readonly zone?: string;
}

export type DateOrder = "day-first" | "month-first";

const two = (value: number | string): string => String(value).padStart(2, "0");

// Names and abbreviations of months in the languages that exports are seen in, without accents or dots.
const monthNames = new Map<string, number>();
for (const language of ["en", "fr", "de", "es", "it", "pt", "nl"]) {
  for (const month of ["long", "short"] as const) {
    const format = new Intl.DateTimeFormat(language, { month, timeZone: "UTC" });
    for (let index = 0; index < 12; index += 1) {
      const name = plain(format.format(Date.UTC(2026, index, 15)));
      monthNames.set(name, index + 1);
      if (month === "long" && language !== "fr") monthNames.set(name.slice(0, 3), index + 1);
    }
  }
}
for (const [name, month] of [
  ["sept", 9],
  ["fev", 2],
] as const)
  monthNames.set(name, month);

function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").replaceAll(".", "").toLowerCase();
}

const clock = String.raw`(?:[T ,]+(?:à |at )?(\d{1,2})[:h](\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(am|pm)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?`;
const yearFirst = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${clock}$`, "i");
const numeric = new RegExp(String.raw`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})${clock}$`, "i");
const trailingClock = new RegExp(`${clock}$`, "i");

/**
 * Reads a date in any writing seen in exports: ISO with or without zone, `YYYYMMDD`, `03/15/2025 03:06`, a spreadsheet
 * serial, `Aug 19, 2011`, `Sat, Sep 6, 2025`, `28 sept. 2026`, `8 de marzo`.
 *
 * @param order settles `03/04/2025`
 * @returns undefined when the text is no date that exists
 */
export function readDate(text: string, order: DateOrder): WrittenDate | undefined {
  const trimmed = text.trim();
  const first = trimmed.charCodeAt(0);
  if (first >= 48 && first <= 57) {
    if (trimmed.length === 10 && trimmed[4] === "-" && trimmed[7] === "-") {
      return existing(Number(trimmed.slice(0, 4)), Number(trimmed.slice(5, 7)), Number(trimmed.slice(8)));
    }
    const iso = yearFirst.exec(trimmed);
    if (iso) return existing(Number(iso[1]), Number(iso[2]), Number(iso[3]), iso.slice(4));
    const slashed = numeric.exec(trimmed);
    if (slashed) {
      const year = Number(slashed[3]) + ((slashed[3] as string).length === 2 ? 2_000 : 0);
      const [a, b] = [Number(slashed[1]), Number(slashed[2])];
      return order === "day-first" ? existing(year, b, a, slashed.slice(4)) : existing(year, a, b, slashed.slice(4));
    }
    if (/^(19|20)\d{6}$/.test(trimmed)) {
      return existing(Number(trimmed.slice(0, 4)), Number(trimmed.slice(4, 6)), Number(trimmed.slice(6)));
    }
    if (/^[3-6]\d{4}(\.\d+)?$/.test(trimmed)) return fromSerial(Number(trimmed));
  }
  return readWords(trimmed);
}

function fromSerial(serial: number): WrittenDate {
  const date = new Date(Math.round((serial - 25_569) * 1_440) * 60_000);
  const time = Number.isInteger(serial) ? undefined : date.toISOString().slice(11, 16);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), time };
}

function existing(
  year: number | undefined,
  month: number,
  day: number,
  written: readonly (string | undefined)[] = [],
): WrittenDate | undefined {
  if (!(month >= 1 && month <= 12 && day >= 1)) return undefined;
  if (year !== undefined && (year < 1990 || year > 2200)) return undefined;
  // 29 February exists in a year that is not told yet.
  if (day > new Date(Date.UTC(year ?? 2024, month, 0)).getUTCDate()) return undefined;
  const [hourText, minute, second, half, zoneText] = written;
  if (hourText === undefined) return { year, month, day };
  let hour = Number(hourText);
  if (half) hour = (hour % 12) + (half.toLowerCase() === "pm" ? 12 : 0);
  if (hour > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return undefined;
  const time = `${two(hour)}:${minute}${second === undefined || second === "00" ? "" : `:${second}`}`;
  if (zoneText === undefined) return { year, month, day, time };
  const zone = /^[+-]/.test(zoneText) ? `${zoneText.slice(0, 3)}:${zoneText.slice(-2)}` : "Z";
  return { year, month, day, time, zone: zone === "+00:00" ? "Z" : zone };
}

function readWords(text: string): WrittenDate | undefined {
  if (text.length > 60) return undefined;
  const written = trailingClock.exec(text);
  const before = written?.[1] ? text.slice(0, written.index) : text;
  let month: number | undefined;
  let day: number | undefined;
  let year: number | undefined;
  for (const word of plain(before).split(/[^\p{L}\p{N}]+/u)) {
    if (word === "") continue;
    const ordinal = /^(\d{1,2})(st|nd|rd|th|er)?$/.exec(word);
    if (ordinal) {
      if (day !== undefined) return undefined;
      day = Number(ordinal[1]);
    } else if (/^(19|20)\d{2}$/.test(word)) year = Number(word);
    // A later name wins: the French Tuesday (mar.) comes before the month.
    else if (monthNames.has(word)) month = monthNames.get(word);
    else if (!/^\p{L}+$/u.test(word)) return undefined;
  }
  if (month === undefined || day === undefined) return undefined;
  return existing(year, month, day, written?.[1] ? written.slice(1) : []);
}

/** `YYYY-MM-DD` of a date that has a year. */
export function dayOf(date: WrittenDate): string {
  return `${date.year}-${two(date.month)}-${two(date.day)}`;
}

/** The moment in the form observations carry: an instant with zone, wall-clock `YYYY-MM-DDTHH:MM`, or a bare day. */
export function momentOf(date: WrittenDate): string {
  if (date.time === undefined) return dayOf(date);
  if (date.zone === undefined) return `${dayOf(date)}T${date.time}`;
  const seconds = date.time.length === 5 ? `${date.time}:00` : date.time;
  return new Date(`${dayOf(date)}T${seconds}${date.zone}`).toISOString().replace(".000Z", "Z");
}

export interface OrderHints {
  /** Days that the file's name promises, both included. */
  readonly range?: { readonly from: string; readonly to: string };
  /** No export holds a day after its own import. */
  readonly importedOn: string;
  readonly dayFirst?: boolean;
  /** One row per day: the order that makes neighbours follow each other is the right one. */
  readonly daily?: boolean;
}

/**
 * Decides once per file whether `03/04/2025` is in March or April. Proofs first: a number over 12, the days in the file
 * name, a day still to come, rows that follow each other; then a person's answer.
 *
 * @returns the order; undefined (with an example) when only a person can tell
 */
export function findDateOrder(
  texts: Iterable<string>,
  hints: OrderHints,
): { readonly order: DateOrder } | { readonly order: undefined; readonly example: string } {
  const pairs: { a: number; b: number; year: number; text: string }[] = [];
  let previous = "";
  for (const text of texts) {
    if (text === previous) continue;
    previous = text;
    const found = numeric.exec(text.trim());
    if (!found) continue;
    const [a, b] = [Number(found[1]), Number(found[2])];
    // A file that breaks its own order is decided by its first proof; the other lines are rejected one by one.
    if (a > 12 && b <= 12) return { order: "day-first" };
    if (b > 12 && a <= 12) return { order: "month-first" };
    const year = Number(found[3]) + ((found[3] as string).length === 2 ? 2_000 : 0);
    if (pairs.length < 5_000) pairs.push({ a, b, year, text: text.trim() });
  }
  const doubtful = pairs.find(({ a, b }) => a !== b);
  if (!doubtful) return { order: "month-first" };
  const days = (order: DateOrder) =>
    pairs.map(({ a, b, year }) =>
      order === "day-first" ? `${year}-${two(b)}-${two(a)}` : `${year}-${two(a)}-${two(b)}`,
    );
  const dayFirst = days("day-first");
  const monthFirst = days("month-first");
  const prove = (holds: (list: readonly string[]) => boolean): DateOrder | undefined => {
    const [day, month] = [holds(dayFirst), holds(monthFirst)];
    return day === month ? undefined : day ? "day-first" : "month-first";
  };
  const { range } = hints;
  // A network cuts its days in its own time zone: a day more on both sides.
  const [from, to] = range ? [addDays(range.from, -1), addDays(range.to, 1)] : ["", ""];
  const proof =
    (range && prove((list) => list.every((day) => day >= from && day <= to))) ??
    prove((list) => list.every((day) => day <= hints.importedOn)) ??
    (hints.daily && pairs.length >= 3 ? prove(followEachOther) : undefined);
  if (proof) return { order: proof };
  if (hints.dayFirst !== undefined) return { order: hints.dayFirst ? "day-first" : "month-first" };
  return { order: undefined, example: doubtful.text };
}

function followEachOther(days: readonly string[]): boolean {
  return days.every((day, index) => {
    if (index === 0) return true;
    const step = (Date.parse(day) - Date.parse(days[index - 1] as string)) / 86_400_000;
    return Math.abs(step) <= 1;
  });
}

/** The first and last day that a file's name tells, when it tells exactly two: `Feb-01-2025_Mar-15-2025_613.csv`. */
export function rangeInName(fileName: string): { from: string; to: string } | undefined {
  const days: string[] = [];
  const pattern =
    /(?<!\d)((?:19|20)\d{2})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)|(?<!\p{L})(\p{L}{3,9})\.?[-_ ](\d{1,2})[-_, ]+((?:19|20)\d{2})(?!\d)/gu;
  for (const found of fileName.matchAll(pattern)) {
    const written = found[1] ? `${found[1]}-${found[2]}-${found[3]}` : `${found[4]} ${found[5]}, ${found[6]}`;
    const date = readDate(written, "month-first");
    if (date?.year) days.push(dayOf(date));
  }
  const [from, to] = days;
  return days.length === 2 && from && to && from <= to ? { from, to } : undefined;
}

/**
 * Gives a year to dates written without one, counting backwards from the newest, which is the last such day not after
 * the import. Rows may run up or down; a date that has its own year keeps it.
 *
 * @returns days `YYYY-MM-DD` in the order given; undefined for 29 February where no year fits
 */
export function inferYears(dates: readonly WrittenDate[], importedOn: string): (string | undefined)[] {
  const place = (date: WrittenDate) => date.month * 100 + date.day;
  let up = 0;
  for (let index = 1; index < dates.length; index += 1) {
    const step = place(dates[index] as WrittenDate) - place(dates[index - 1] as WrittenDate);
    // From December to January the numbers fall though time goes on.
    up += Math.sign(Math.abs(step) > 600 ? -step : step);
  }
  const order = dates.map((_, index) => index);
  if (up >= 0) order.reverse();
  const days: (string | undefined)[] = new Array(dates.length).fill(undefined);
  let ceiling = importedOn;
  for (const index of order) {
    const date = dates[index] as WrittenDate;
    let year = date.year ?? Number(ceiling.slice(0, 4));
    let day = dayOf({ ...date, year });
    for (
      let tries = 0;
      date.year === undefined && (day > ceiling || !existing(year, date.month, date.day));
      tries += 1
    ) {
      if (tries > 8) break;
      year -= 1;
      day = dayOf({ ...date, year });
    }
    if (!existing(year, date.month, date.day)) continue;
    days[index] = day;
    ceiling = day;
  }
  return days;
}
