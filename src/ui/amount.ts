import type { MeasureUnit } from "./measure.ts";

/** Units of indicators and metrics; the `rate` of a metric is written in per cent. */
export type AmountUnit = MeasureUnit | "rate";

/** Kept in another unit than the one a person writes: cents are written in euros, seconds in minutes. */
const perWritten: Partial<Record<AmountUnit, number>> = { cents: 100, seconds: 60 };

/**
 * A number as a person writes it: `readAmount("1 234,5", "fr")` and `readAmount("1,234.5", "en")` are 1234.5. A single
 * comma or dot is a decimal mark, save in English a comma before three digits. Null when it is no number.
 */
export function readAmount(text: string, language: "fr" | "en"): number | null {
  const plain = text
    .trim()
    .replaceAll(/[\s\u00a0\u202f’']/gu, "")
    .replace("−", "-")
    .replace(/[€$£%]$/u, "");
  const last = Math.max(plain.lastIndexOf(","), plain.lastIndexOf("."));
  const mark = plain[last];
  // The same mark twice, or once before the other one, separates thousands.
  const thousands = language === "en" && mark === "," && plain.length - last === 4;
  const decimal = mark !== undefined && plain.split(mark).length === 2 && !thousands;
  const whole = (decimal ? plain.slice(0, last) : plain).replaceAll(/[.,]/gu, "");
  const number = decimal ? `${whole}.${plain.slice(last + 1)}` : whole;
  return /^-?(\d+\.?\d*|\.\d+)$/u.test(number) ? Number(number) : null;
}

/** A written number in the unit it is kept in: 12.5 (euros) is 1250 cents. */
export function keptAmount(written: number, unit: AmountUnit): number {
  const factor = perWritten[unit] ?? 1;
  const kept = written * factor;
  // 12.34 × 100 is 1233.9999…; what is left over after nine digits is the machine’s, not the person’s.
  return unit === "cents" || unit === "seconds" ? Number(kept.toFixed(6)) : kept;
}

/** The other way, for a field: 1250 cents as « 12,5 ». */
export function writtenAmount(kept: number, unit: AmountUnit, language: "fr" | "en"): string {
  const written = Number((kept / (perWritten[unit] ?? 1)).toFixed(6));
  return language === "fr" ? String(written).replace(".", ",") : String(written);
}
