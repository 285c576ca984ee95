import { useOrganisation } from "./organisation.tsx";
import { useTranslation } from "./translation.ts";

/** What a value of an indicator or an objective is counted in: percent as 4.2 (for 4.2 %), money in cents. */
export type MeasureUnit = "count" | "percent" | "ratio" | "cents" | "seconds" | "points" | "per-post" | "per-thousand";

const locales = { fr: "fr-FR", en: "en-GB" } as const;
const hard = "\u00a0";
const thin = "\u202f";
/** A real minus sign, and the narrow space that French wants before %. */
const tidy = (text: string): string => text.replaceAll("-", "−").replaceAll(`${hard}%`, `${thin}%`);

/**
 * How values with a unit are written, the same on every page and on paper.
 *
 * @example measuresOf("fr", "EUR").text(4.2, "percent") // « 4,2 % »
 */
export function measuresOf(language: "fr" | "en", currency: string) {
  const write = (value: number, options: Intl.NumberFormatOptions): string =>
    tidy(new Intl.NumberFormat(locales[language], options).format(value));
  const number = (value: number, digits = 0): string => write(value, { maximumFractionDigits: digits });
  const share = (value: number, digits = 0): string =>
    write(value, { style: "percent", maximumFractionDigits: digits });

  const money = (cents: number): string => {
    const whole = Math.round(cents);
    const digits = whole % 100 === 0 || Math.abs(whole) >= 10_000 ? 0 : 2;
    return write(whole / 100, {
      style: "currency",
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  };
  const duration = (seconds: number): string => {
    const minutes = Math.round(seconds / 60);
    if (minutes < 1) return `${number(seconds)}${hard}s`;
    if (minutes < 60) return `${minutes}${hard}min`;
    return `${number(Math.floor(minutes / 60))}${hard}h${hard}${String(minutes % 60).padStart(2, "0")}`;
  };
  const text = (value: number, unit: MeasureUnit): string => {
    if (unit === "percent") return share(value / 100, 1);
    if (unit === "cents") return money(value);
    if (unit === "seconds") return duration(value);
    if (unit === "count") return number(value);
    return number(value, unit === "ratio" ? 2 : 1);
  };
  return {
    number,
    share,
    text,
    /** The same with its unit apart, for the large figures: « 4,1 » and « % ». */
    parts: (value: number, unit: MeasureUnit): { readonly value: string; readonly unit?: string } => {
      const whole = text(value, unit);
      const cut = unit === "percent" ? /^(.*?)[\s\u202f]*(%)$/u.exec(whole) : null;
      return cut ? { value: cut[1] as string, unit: cut[2] } : { value: whole };
    },
    /** « 9 100–11 600 » */
    range: (low: number, high: number, unit: MeasureUnit): string => `${text(low, unit)}–${text(high, unit)}`,
    /** The move from one value to the next: points for a rate, else a relative change; null when it has none. */
    change: (current: number | null, before: number | null, unit: MeasureUnit): string | null => {
      if (current === null || before === null) return null;
      if (unit === "percent" || unit === "points") {
        // Adding zero turns −0 into 0.
        const points = Math.round((current - before) * 10) / 10 + 0;
        return `${points > 0 ? "+" : ""}${number(points, 1)}${hard}pt`;
      }
      if (before === 0) return null;
      const exact = (current - before) / Math.abs(before);
      // What rounds to nothing has no sign.
      const move = Math.abs(exact) < 0.0005 ? 0 : exact;
      return `${move > 0 ? "+" : ""}${share(move, Math.abs(move) < 0.095 ? 1 : 0)}`;
    },
  };
}

/** Measures in the reader's language and the organisation's currency. */
export function useMeasures() {
  const { i18n } = useTranslation();
  const { currency } = useOrganisation();
  return measuresOf(i18n.resolvedLanguage === "en" ? "en" : "fr", currency);
}
