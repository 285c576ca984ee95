/**
 * What every chart shares: how numbers are written, round axes, the empty frame. Pure, usable in the browser.
 */
import type { TooltipComponentOption } from "echarts/components";
import type { ChartPalette } from "./chart-palette.ts";
import type { DocumentLanguage } from "./document.ts";

/** How a value is written. `percent` takes a share in [0, 1]; `currency` takes units (not cents) and needs its code. */
export type NumberStyle = {
  style: "decimal" | "percent" | "currency";
  currency?: string;
  maximumFractionDigits?: number;
};

/** Writes a number as a French or English reader expects it: `1 234,5 %` / `1,234.5%`. */
export function formatNumber(value: number, language: DocumentLanguage, format: NumberStyle = { style: "decimal" }) {
  const digits = format.maximumFractionDigits ?? (format.style === "percent" ? 1 : format.style === "currency" ? 0 : 1);
  return new Intl.NumberFormat(language === "fr" ? "fr-FR" : "en-GB", {
    style: format.style,
    ...(format.currency ? { currency: format.currency } : {}),
    maximumFractionDigits: digits,
    minimumFractionDigits: 0,
  }).format(value);
}

/**
 * Round bounds and step of an axis that contains every value (at most about five ticks).
 *
 * @example axisRange([3, 97], true) // { min: 0, max: 100, step: 20 }
 */
export function axisRange(values: readonly number[], fromZero: boolean): { min: number; max: number; step: number } {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return { min: 0, max: 1, step: 0.5 };
  let low = Math.min(...finite);
  let high = Math.max(...finite);
  if (fromZero) {
    low = Math.min(0, low);
    high = Math.max(0, high);
  }
  if (low === high) high = low + (Math.abs(low) || 1);
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10);
  // Rounded to the step's own decimals, else 3 × 0.1 would print as 0.30000000000000004 in the option.
  const tidy = (value: number) => Number(value.toPrecision(12));
  return { min: tidy(Math.floor(low / step) * step), max: tidy(Math.ceil(high / step) * step), step: tidy(step) };
}

/** Colours, type and motion common to every chart. */
export function frame(palette: ChartPalette) {
  return {
    animationDuration: 160,
    animationDurationUpdate: 160,
    backgroundColor: "transparent",
    textStyle: { fontFamily: "Inter, system-ui, sans-serif", fontSize: 12, color: palette.muted },
  };
}

/** What pointing at a category shows on the page; paper ignores it. */
export function tooltip(palette: ChartPalette, write: (value: number) => string): TooltipComponentOption {
  return {
    trigger: "axis",
    backgroundColor: palette.card,
    borderColor: palette.line,
    textStyle: { color: palette.ink },
    valueFormatter: (value) => (typeof value === "number" ? write(value) : "–"),
  };
}

/** The axis of weeks, networks, formats… */
export function categoryAxis(categories: readonly string[], palette: ChartPalette, boundaryGap: boolean) {
  return {
    type: "category" as const,
    data: [...categories],
    boundaryGap,
    axisLine: { lineStyle: { color: palette.axis } },
    axisTick: { show: false },
    // A label of a horizontal chart may be a sentence: it is broken, never cut.
    axisLabel: { color: palette.muted, fontSize: 12, hideOverlap: true, width: 168, overflow: "break" as const },
  };
}

/** The one axis of values, with round bounds. */
export function valueAxis(
  range: { min: number; max: number; step: number },
  palette: ChartPalette,
  write: (v: number) => string,
) {
  return {
    type: "value" as const,
    min: range.min,
    max: range.max,
    interval: range.step,
    axisLabel: { color: palette.faint, fontSize: 12, formatter: (value: number) => write(value) },
    splitLine: { lineStyle: { color: palette.line, width: 1 } },
  };
}

/** Pixels to keep at the right of the plot for the longest of these texts (12 px Inter is about 6.2 px a character). */
export function rightRoom(texts: readonly string[]): number {
  return Math.min(200, Math.max(0, ...texts.map((text) => (text.length > 0 ? 14 + text.length * 6.2 : 0))));
}
