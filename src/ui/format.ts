import { type Day, type DayRange, type PeriodKey, rangeOf } from "../kernel/period.ts";
import { useTranslation } from "./translation.ts";

export type Language = "fr" | "en";
/** An instant as the API sends it, or as a date object. */
export type Instant = string | number | Date;

const locales = { fr: "fr-FR", en: "en-GB" } as const;
const instantOf = (instant: Instant): number => (typeof instant === "string" ? Date.parse(instant) : Number(instant));
const noonOf = (day: Day): number => Date.parse(`${day}T12:00:00Z`);
/** Intl writes a hyphen; a figure is read with a real minus sign. */
const withMinus = (text: string): string => text.replace(/^-|(?<=[\s(])-(?=\d)/gu, "−");

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["year", 31_557_600_000],
  ["month", 2_629_800_000],
  ["week", 604_800_000],
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/**
 * How figures and dates are written in a language: `formatsOf("fr").percent(0.1234)` is « 12,3 % ».
 * Rates come in [0, 1], money in cents, days as `YYYY-MM-DD`, instants as ISO text.
 */
export function formatsOf(language: Language, timeZone = "UTC") {
  const locale = locales[language];
  const number = (value: number, digits = 0): string =>
    withMinus(new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value));
  const dateText = (options: Intl.DateTimeFormatOptions, zone: string) => (instant: number) =>
    new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }).format(instant);
  const dayText = dateText({ day: "numeric", month: "short" }, "UTC");
  const dayYear = dateText({ day: "numeric", month: "short", year: "numeric" }, "UTC");
  const monthYear = dateText({ month: "long", year: "numeric" }, "UTC");

  /** « 9–15 nov. 2026 », « 28 sept.–4 oct. 2026 ». */
  const range = ({ from, to }: DayRange): string => {
    if (from === to) return dayYear(noonOf(from));
    if (from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8))}–${dayYear(noonOf(to))}`;
    if (from.slice(0, 4) === to.slice(0, 4)) return `${dayText(noonOf(from))} – ${dayYear(noonOf(to))}`;
    return `${dayYear(noonOf(from))} – ${dayYear(noonOf(to))}`;
  };
  /** « semaine 46 », « octobre 2026 ». */
  const period = (key: PeriodKey): string => {
    if (!key.includes("W")) return monthYear(noonOf(`${key}-01`));
    const week = Number(key.slice(6));
    return language === "fr" ? `semaine ${week}` : `week ${week}`;
  };

  return {
    language,
    number,
    /** A share in [0, 1] as « 4,1 % ». */
    percent: (share: number, digits = 1): string =>
      withMinus(
        new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: digits })
          .format(share)
          // English has no space there; French wants a narrow one that does not break.
          .replace(/\u00a0%/u, "\u202f%"),
      ),
    /** A relative change with its sign: « −18 % », « +2,5 % ». */
    change: (share: number, digits = 0): string =>
      withMinus(
        new Intl.NumberFormat(locale, {
          style: "percent",
          maximumFractionDigits: digits,
          signDisplay: "exceptZero",
        })
          .format(share)
          .replace(/\u00a0%/u, "\u202f%"),
      ),
    /** Whole cents as « 14 880 € », with cents only when there are some. */
    money: (cents: number, currency: string): string =>
      withMinus(
        new Intl.NumberFormat(locale, {
          style: "currency",
          currency,
          minimumFractionDigits: cents % 100 === 0 ? 0 : 2,
        }).format(cents / 100),
      ),
    bytes: (size: number): string => {
      const power = size < 1000 ? 0 : size < 1_000_000 ? 1 : size < 1_000_000_000 ? 2 : 3;
      const unit = (["byte", "kilobyte", "megabyte", "gigabyte"] as const)[power];
      return new Intl.NumberFormat(locale, {
        style: "unit",
        unit,
        unitDisplay: power === 0 ? "long" : "short",
        maximumFractionDigits: power > 1 ? 1 : 0,
      }).format(size / 1000 ** power);
    },
    duration: (seconds: number): string => {
      const minutes = Math.floor(seconds / 60);
      const rest = Math.round(seconds % 60);
      if (minutes === 0) return `${number(seconds, seconds < 10 ? 1 : 0)}\u00a0s`;
      if (minutes < 60) return `${minutes}\u00a0min ${String(rest).padStart(2, "0")}\u00a0s`;
      return `${number(Math.floor(minutes / 60))}\u00a0h ${String(minutes % 60).padStart(2, "0")}`;
    },
    /** « lun. 16 nov. » */
    day: (day: Day): string => dateText({ weekday: "short", day: "numeric", month: "short" }, "UTC")(noonOf(day)),
    /** « lundi 16 novembre 2026 » */
    dayLong: (day: Day): string =>
      dateText({ weekday: "long", day: "numeric", month: "long", year: "numeric" }, "UTC")(noonOf(day)),
    /** « 16 nov. 2026 » */
    dayYear: (day: Day): string => dayYear(noonOf(day)),
    /** « 16 nov. 2026, 08:50 », in the organisation's time zone. */
    instant: (instant: Instant): string =>
      dateText(
        { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" },
        timeZone,
      )(instantOf(instant)),
    /** « il y a 3 heures », « dans 2 jours ». */
    relative: (instant: Instant, now: Instant): string => {
      const difference = instantOf(instant) - instantOf(now);
      const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
      for (const [unit, size] of steps) {
        if (Math.abs(difference) >= size) {
          return words.format(Math.round(difference / size), unit).replace(/(\d) /u, "$1\u00a0");
        }
      }
      return words.format(0, "minute");
    },
    range,
    period,
    /** « semaine 46 · 9–15 nov. 2026 »; a month says it all by its name. */
    periodLong: (key: PeriodKey): string =>
      key.includes("W") ? `${period(key)} · ${range(rangeOf(key))}` : period(key),
    /** Weekday 1 (Monday) to 7 by its name. */
    weekday: (weekday: number): string =>
      dateText({ weekday: "long" }, "UTC")(noonOf("2024-01-01") + (weekday - 1) * 86_400_000),
    /** Month 1 to 12 by its name. */
    month: (month: number): string =>
      dateText({ month: "long" }, "UTC")(noonOf(`2024-${String(month).padStart(2, "0")}-01`)),
    /** « Facebook, Instagram et LinkedIn » */
    list: (items: readonly string[]): string => new Intl.ListFormat(locale, { type: "conjunction" }).format(items),
  };
}

/** Formats in the reader's language; instants are written in `timeZone` (the organisation's), else in the browser's. */
export function useFormat(timeZone?: string) {
  const { i18n } = useTranslation();
  return formatsOf(
    i18n.resolvedLanguage === "en" ? "en" : "fr",
    timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  );
}
