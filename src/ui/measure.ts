import { changeText, type MeasureUnit, numberText, shareText, valueText } from "../kernel/measure.ts";
import { useOrganisation } from "./organisation.tsx";
import { useTranslation } from "./translation.ts";

/**
 * The kernel's way of writing values, for one language and currency.
 *
 * @example measuresOf("fr", "EUR").text(4.2, "percent") // « 4,2 % »
 */
export function measuresOf(language: "fr" | "en", currency: string) {
  const text = (value: number, unit: MeasureUnit, more = 0): string => valueText(value, unit, language, currency, more);
  return {
    number: (value: number, digits = 0): string => numberText(value, language, digits),
    share: (value: number, digits = 0): string => shareText(value, language, digits),
    text,
    /** The same with its unit apart, for the large figures: « 4,1 » and « % ». */
    parts: (value: number, unit: MeasureUnit, more = 0): { readonly value: string; readonly unit?: string } => {
      const whole = text(value, unit, more);
      const cut = unit === "percent" ? /^(.*?)[\s\u202f]*(%)$/u.exec(whole) : null;
      return cut ? { value: cut[1] as string, unit: cut[2] } : { value: whole };
    },
    /** « 9 100–11 600 » */
    range: (low: number, high: number, unit: MeasureUnit, more = 0): string =>
      `${text(low, unit, more)}–${text(high, unit, more)}`,
    change: (current: number | null, before: number | null, unit: MeasureUnit): string | null =>
      changeText(current, before, unit, language),
  };
}

/** Measures in the reader's language and the organisation's currency. */
export function useMeasures() {
  const { i18n } = useTranslation();
  const { currency } = useOrganisation();
  return measuresOf(i18n.resolvedLanguage === "en" ? "en" : "fr", currency);
}
