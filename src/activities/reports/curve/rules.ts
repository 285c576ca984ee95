import { lineChart } from "../../../documents/chart-option.ts";
import { type ChartPalette, palettes } from "../../../documents/chart-palette.ts";
import type { Block } from "../../../documents/document.ts";
import { drawnUnit, valueText } from "../../../kernel/measure.ts";
import type { Day } from "../../../kernel/period.ts";
import type { ReportFigures } from "../contract.ts";
import { isBad, isBeyond, moreDigitsOf, speaks } from "../lead/rules.ts";
import type { PaperWords } from "../paper/words/rules.ts";
import { capital, hard, type Language } from "../words/rules.ts";

/** A curve of a report: its finding, its band, its breaks, its table. The page and the paper draw this one. */

type Chart = ReportFigures["charts"][number];

/** A curve with its finding; the page passes the colours of its scheme. */
export function chartOf(
  chart: Chart,
  figures: Pick<ReportFigures, "period" | "indicators"> & { readonly organisation: { readonly currency: string } },
  language: Language,
  words: PaperWords,
  palette: ChartPalette = palettes.light,
): Extract<Block, { kind: "chart" }> {
  const { indicator, points, accountName } = chart;
  const { currency } = figures.organisation;
  const week = figures.period.includes("W");
  const categories = points.map(({ from }) => pointText(from, week, language));
  const measured = figures.indicators.find(
    (each) => each.indicator.id === indicator.id && each.accountName === accountName,
  );
  const more = measured ? moreDigitsOf(measured) : 0;
  const { scale, format } = drawnUnit(indicator.unit, currency, more);
  const values = points.map(({ value }) => (value === null ? null : value / scale));
  const { lower, upper } = chart;
  const name = `${capital(indicator.label)}${accountName === null ? "" : ` · ${accountName}`}`;
  const last = points.at(-1)?.value ?? null;
  const write = (value: number) => valueText(value, indicator.unit, language, currency, more);
  const verdict = measured?.comparison.signal.verdict ?? "too-short";
  const signal = measured !== undefined && speaks(measured);
  const title =
    last === null
      ? words.chartUnknown(name)
      : signal
        ? words.chartSignal(name, write(last), verdict === "signal-up", isBeyond(measured))
        : words.chartUsual(name, write(last), verdict === "usual");
  // A retired metric breaks the curve when views have taken the place of impressions, or when nothing comes after.
  const replaced = indicator.metrics.includes("impressions") && indicator.metrics.includes("views");
  const broken = replaced || last === null;
  const breaks = (broken ? indicator.retirements : []).flatMap(({ since, note }) => {
    const at = points.findIndex(({ from, to }) => from <= since && since <= to);
    return at > 0 ? [{ at: categories[at] as string, label: note, kind: "break" as const }] : [];
  });
  const band = lower !== null && upper !== null && lower < upper ? `${write(lower)}–${write(upper)}` : null;
  return {
    kind: "chart",
    title,
    subtitle: words.chartSubtitle(indicator.formula, week, chart.source),
    altText: words.chartAlt(name, points.length, last === null ? null : write(last), band),
    option: lineChart({
      language,
      palette,
      categories,
      series: [{ name, values }],
      format,
      ...(band !== null
        ? { band: { label: words.usual, low: (lower as number) / scale, high: (upper as number) / scale } }
        : {}),
      annotations: breaks,
      ...(signal && last !== null
        ? {
            highlight: {
              at: categories.at(-1) as string,
              tone: isBad(measured) ? "look" : "hold",
            } as const,
          }
        : {}),
    }),
    height: 230,
    table: {
      caption: name,
      columns: [{ label: week ? words.week : words.month }, { label: words.value, align: "end" }],
      rows: points.map(({ from, value }, index) => [
        categories[index] ?? from,
        value === null ? words.unknown : write(value),
      ]),
    },
  };
}

/** The name of a point under a curve: its week's Monday, or its month. */
function pointText(from: Day, week: boolean, language: Language): string {
  return new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB", {
    ...(week ? { day: "numeric", month: "short" } : { month: "short", year: "2-digit" }),
    timeZone: "UTC",
  })
    .format(Date.parse(`${from}T12:00:00Z`))
    .replaceAll(" ", hard);
}
