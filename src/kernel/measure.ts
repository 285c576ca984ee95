/**
 * Values with a unit, written the same on every page, on paper and in a field. No other file turns a value of an
 * indicator or an objective into text.
 */

/** What a value is counted in: percent as 4.2 (for 4.2 %), money in cents, durations in seconds. */
export type MeasureUnit = "count" | "percent" | "ratio" | "cents" | "seconds" | "points" | "per-post" | "per-thousand";

type Language = "fr" | "en";

const locales = { fr: "fr-FR", en: "en-GB" } as const;
const hard = "\u00a0";
const thin = "\u202f";
/** A real minus sign, and the narrow space that French wants before %. */
const tidy = (text: string): string => text.replaceAll("-", "−").replaceAll(`${hard}%`, `${thin}%`);

const write = (value: number, language: Language, options: Intl.NumberFormatOptions): string =>
  tidy(new Intl.NumberFormat(locales[language], options).format(value));

/** A plain number: `numberText(1234.5, "fr", 1)` is « 1 234,5 ». */
export function numberText(value: number, language: Language, digits = 0): string {
  return write(value, language, { maximumFractionDigits: digits });
}

/** A share in [0, 1]: `shareText(0.041, "fr", 1)` is « 4,1 % ». */
export function shareText(share: number, language: Language, digits = 0): string {
  return write(share, language, { style: "percent", maximumFractionDigits: digits });
}

/** Cents as « 1 480 € », with cents below a hundred units only; `more` digits than that where they tell values apart. */
export function moneyText(cents: number, language: Language, currency: string, more = 0): string {
  const whole = Math.round(cents);
  const usual = whole % 100 === 0 || Math.abs(whole) >= 10_000 ? 0 : 2;
  const digits = more === 0 ? usual : more + 1;
  return write((digits > 2 ? cents : whole) / 100, language, {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

function durationText(seconds: number, language: Language, more: number): string {
  if (more > 0) {
    const minutes = Math.trunc(seconds / 60);
    const rest = `${numberText(Math.abs(seconds % 60), language, more - 1)}${hard}s`;
    return minutes === 0 ? rest : `${numberText(minutes, language)}${hard}min${hard}${rest}`;
  }
  const minutes = Math.round(seconds / 60);
  if (minutes < 1) return `${numberText(seconds, language)}${hard}s`;
  if (minutes < 60) return `${minutes}${hard}min`;
  const hours = numberText(Math.floor(minutes / 60), language);
  return `${hours}${hard}h${hard}${String(minutes % 60).padStart(2, "0")}`;
}

/** Digits after the mark of a plain number of this unit. */
const digitsOf = (unit: MeasureUnit): number => (unit === "count" ? 0 : unit === "ratio" ? 2 : 1);

/**
 * A value with its unit: `valueText(4.2, "percent", "fr", "EUR")` is « 4,2 % ».
 *
 * @param more digits beyond the usual ones, from `digitsToTell`
 */
export function valueText(value: number, unit: MeasureUnit, language: Language, currency: string, more = 0): string {
  if (unit === "percent") return shareText(value / 100, language, 1 + more);
  if (unit === "cents") return moneyText(value, language, currency, more);
  if (unit === "seconds") return durationText(value, language, more);
  return numberText(value, language, digitsOf(unit) + more);
}

/** Past this many more digits two values are as good as equal. */
const mostMoreDigits = 6;

/**
 * How many more digits than usual it takes to see that a value differs from others: 0.44 % beside a limit of 0.41 % needs
 * one, since both are « 0,4 % » without it. What is equal, or differs beyond all sense, asks for none.
 */
export function digitsToTell(value: number, others: readonly number[], unit: MeasureUnit): number {
  for (let more = 0; more <= mostMoreDigits; more += 1) {
    const text = valueText(value, unit, "en", "EUR", more);
    if (others.every((other) => other === value || valueText(other, unit, "en", "EUR", more) !== text)) return more;
  }
  return 0;
}

/** The move from one value to the next: points for a rate, else a relative change; null when it has none. */
export function changeText(
  current: number | null,
  before: number | null,
  unit: MeasureUnit,
  language: Language,
): string | null {
  if (current === null || before === null) return null;
  if (unit === "percent" || unit === "points") {
    // Adding zero turns −0 into 0.
    const points = Math.round((current - before) * 10) / 10 + 0;
    return `${points > 0 ? "+" : ""}${numberText(points, language, 1)}${hard}pt`;
  }
  if (before === 0) return null;
  const exact = (current - before) / Math.abs(before);
  // What rounds to nothing has no sign.
  const share = Math.abs(exact) < 0.0005 ? 0 : exact;
  return `${share > 0 ? "+" : ""}${shareText(share, language, Math.abs(share) < 0.095 ? 1 : 0)}`;
}

/** Kept in another unit than the one a person writes: cents are written in euros, seconds in minutes. */
const perWritten: Partial<Record<MeasureUnit, number>> = { cents: 100, seconds: 60 };

/** A number as a person writes it, in the unit it is kept in: `keptValue(12.5, "cents")` (euros) is 1250. */
export function keptValue(written: number, unit: MeasureUnit): number {
  const factor = perWritten[unit];
  // 12.34 × 100 is 1233.9999…; what is left over after six digits is the machine’s, not the person’s.
  return factor === undefined ? written : Number((written * factor).toFixed(6));
}

/** The other way, for a field: `fieldText(1250, "cents", "fr")` is « 12,5 », which `keptValue` reads back. */
export function fieldText(kept: number, unit: MeasureUnit, language: Language): string {
  const written = String(Number((kept / (perWritten[unit] ?? 1)).toFixed(6)));
  return language === "fr" ? written.replace(".", ",") : written;
}

/**
 * How a drawing takes values of a unit: divided by `scale` (shares in [0, 1], whole units of money, minutes), and how it
 * writes them.
 */
export function drawnUnit(unit: MeasureUnit, currency: string, more = 0) {
  if (unit === "percent") {
    return { scale: 100, format: { style: "percent" as const, maximumFractionDigits: 1 + more } };
  }
  if (unit === "cents") {
    const digits = more === 0 ? {} : { maximumFractionDigits: more + 1 };
    return { scale: 100, format: { style: "currency" as const, currency, ...digits } };
  }
  const seconds = unit === "seconds";
  const digits = seconds ? 0 : digitsOf(unit);
  return { scale: seconds ? 60 : 1, format: { style: "decimal" as const, maximumFractionDigits: digits + more } };
}
