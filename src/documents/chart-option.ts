/**
 * Plain series in, ECharts option out. Pure and free of any server part: the page and the paper draw the same object.
 * What every chart here keeps: one y axis, bars from zero, unknown is a gap (never a zero), targets are lines with
 * words, the ordinary range is a band, series are named beside their end instead of in a legend.
 */
import type { BarSeriesOption, LineSeriesOption } from "echarts/charts";
import type { GridComponentOption, TooltipComponentOption } from "echarts/components";
import type { ComposeOption } from "echarts/core";
import type { NumberStyle } from "./chart-frame.ts";
import { axisRange, categoryAxis, formatNumber, frame, rightRoom, tooltip, valueAxis } from "./chart-frame.ts";
import {
  type Annotation,
  type Band,
  bandArea,
  bandSeries,
  gapAreas,
  markLines,
  type Role,
  type Target,
  unknownRuns,
  unknownWord,
} from "./chart-marks.ts";
import type { ChartPalette } from "./chart-palette.ts";
import { palettes } from "./chart-palette.ts";
import type { DocumentLanguage } from "./document.ts";

export type ChartOption = ComposeOption<
  LineSeriesOption | BarSeriesOption | GridComponentOption | TooltipComponentOption
>;

export type LineSeries = {
  name: string;
  /** One value per category; null = unknown: no point, no line across. */
  values: readonly (number | null)[];
  /** `main` (default) is drawn solid; `expected` dashed (trajectory, forecast); `context` thin and grey. */
  role?: Role;
};

type Common = {
  language: DocumentLanguage;
  /** Labels of the x axis, in order. */
  categories: readonly string[];
  format?: NumberStyle;
  /** « Cible » and its value in the unit of the series. */
  target?: Target;
  palette?: ChartPalette;
};

export type LineChartInput = Common & {
  series: readonly LineSeries[];
  band?: Band;
  annotations?: readonly Annotation[];
  /** A point of the first series to point at, with the tone of its status. */
  highlight?: { at: string; tone: "hold" | "look" | "act" };
  /** Start the axis at zero (default). False only when the level is far from zero and the move is the subject. */
  fromZero?: boolean;
};

export type BarChartInput = Common & {
  /** Several series are always drawn as horizontal groups: it leaves room for their names. */
  series: readonly { name: string; values: readonly (number | null)[] }[];
  orientation?: "vertical" | "horizontal";
  /** Tone of some categories (first series): a bar that deserves a look. */
  tones?: Readonly<Record<string, "hold" | "look" | "act">>;
};

/**
 * A line chart over categories (weeks, months).
 *
 * @example
 * lineChart({ language: "fr", categories: ["sem. 45", "sem. 46"], series: [{ name: "Couverture", values: [10300, 8412] }],
 *   band: { label: "ordinaire", low: 9100, high: 11600 } })
 */
export function lineChart(input: LineChartInput): ChartOption {
  const palette = input.palette ?? palettes.light;
  const { categories, series, band, language } = input;
  const write = (value: number) => formatNumber(value, language, input.format);
  const known = (values: readonly (number | null)[]) => values.filter((value) => typeof value === "number");
  const range = axisRange(
    [
      ...series.flatMap((one) => known(one.values)),
      ...(band ? [band.low, band.high].flatMap((edge) => (typeof edge === "number" ? [edge] : known(edge))) : []),
      ...(input.target ? [input.target.value] : []),
    ],
    input.fromZero ?? true,
  );
  const alone = series.length === 1;
  const colours = seriesColours(series.length, palette);
  const flatBand =
    band && typeof band.low === "number" && typeof band.high === "number" ? { low: band.low, high: band.high } : null;
  const bandWords = band && flatBand ? `${band.label}\n${write(flatBand.low)} – ${write(flatBand.high)}` : "";

  const lines: LineSeriesOption[] = series.map((one, position) => {
    const colour = one.role === "context" ? palette.faint : (colours[position] ?? palette.sea);
    const last = one.values.findLastIndex((value) => typeof value === "number");
    return {
      type: "line",
      name: one.name,
      connectNulls: false,
      // The default symbol is none: only a lone point, the last one and the highlighted one are drawn.
      symbol: "none",
      // Else a narrow drawing drops the symbols that have no label under them, the last point first of all.
      showAllSymbol: true,
      z: one.role === "context" ? 2 : 3,
      lineStyle: {
        color: colour,
        width: one.role === "context" ? 1.25 : 2.25,
        type: one.role === "expected" ? "dashed" : "solid",
      },
      itemStyle: { color: colour },
      data: one.values.map((value, index) => {
        if (value === null) return { value: "-" };
        const pointed = position === 0 && input.highlight?.at === categories[index];
        const toned = pointed ? input.highlight?.tone : undefined;
        const lone = typeof one.values[index - 1] !== "number" && typeof one.values[index + 1] !== "number";
        if (!toned && !lone && index !== last) return { value };
        const label =
          index === last || toned
            ? valueLabel(alone ? write(value) : endWords(one, write), alone, index, one.values)
            : {};
        return {
          value,
          symbol: "circle",
          symbolSize: toned ? 10 : 6,
          itemStyle: { color: toned ? palette[toned] : colour },
          ...label,
        };
      }),
      labelLayout: { moveOverlap: "shiftY" },
    };
  });

  const first = lines[0];
  if (first) {
    first.markArea = {
      silent: true,
      data: [
        ...(flatBand ? [bandArea(flatBand, bandWords, alone, palette)] : []),
        ...gapAreas(unknownRuns(series, categories.length), categories.length, language, palette),
      ],
    };
    first.markLine = markLines(input, palette, write, "y");
  }

  return {
    ...frame(palette),
    tooltip: tooltip(palette, write),
    grid: {
      left: 8,
      top: 16 + 18 * Math.min(2, input.annotations?.length ?? 0),
      right: 12 + rightRoom(alone ? bandWords.split("\n") : series.map((one) => endWords(one, write))),
      bottom: 8,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    xAxis: categoryAxis(categories, palette, false),
    yAxis: valueAxis(range, palette, write),
    series: band && !flatBand ? [...bandSeries(band, categories.length, palette), ...lines] : lines,
  };
}

/**
 * The same lines for a narrow page (a phone): the words of the band stand above it, where they take no width from the
 * curve. Several lines keep their room at the right: their names stand there.
 */
export function narrowed(option: ChartOption): ChartOption {
  const [only, ...others] = option.series as LineSeriesOption[];
  if (!only?.markArea?.data || others.length > 0) return option;
  const data = only.markArea.data.map((area) => {
    const [start, end] = area as [{ yAxis?: number; label?: { formatter?: string } }, object];
    if (start.yAxis === undefined || !start.label) return area;
    const words = start.label.formatter?.replace("\n", " ");
    return [{ ...start, label: { ...start.label, position: "top", align: "center", formatter: words } }, end];
  });
  const markArea = { ...only.markArea, data } as LineSeriesOption["markArea"];
  return { ...option, grid: { ...option.grid, right: 16 }, series: [{ ...only, markArea }] };
}

/**
 * A bar chart. The axis always starts at zero; an unknown value has no bar but a word in its place.
 *
 * @example barChart({ language: "fr", categories: ["Reel", "Carrousel"], series: [{ name: "Taux", values: [0.061, null] }],
 *   format: { style: "percent" }, orientation: "horizontal" })
 */
export function barChart(input: BarChartInput): ChartOption {
  const palette = input.palette ?? palettes.light;
  const { categories, series, language } = input;
  const write = (value: number) => formatNumber(value, language, input.format);
  const several = series.length > 1;
  const horizontal = several || input.orientation === "horizontal";
  const range = axisRange(
    [
      ...series.flatMap((one) => one.values.filter((value) => typeof value === "number")),
      ...(input.target ? [input.target.value] : []),
    ],
    true,
  );
  const colours = seriesColours(series.length, palette);
  const bars: BarSeriesOption[] = series.map((one, position) => {
    const named = several ? one.values.findIndex((value) => typeof value === "number") : -1;
    return {
      type: "bar",
      name: one.name,
      barMaxWidth: horizontal ? 20 : 44,
      barCategoryGap: "38%",
      itemStyle: { color: colours[position] ?? palette.sea, borderRadius: horizontal ? [0, 3, 3, 0] : [3, 3, 0, 0] },
      data: one.values.map((value, index) => {
        const tone = position === 0 ? input.tones?.[categories[index] ?? ""] : undefined;
        const text = value === null ? unknownWord[language] : write(value);
        return {
          // A bar of no length carries the word « pas de donnée »: it is not a zero, which would be written « 0 ».
          value: value ?? 0,
          ...(tone ? { itemStyle: { color: palette[tone] } } : {}),
          label: {
            show: true,
            position: horizontal
              ? value !== null && value < 0
                ? ("left" as const)
                : ("right" as const)
              : value !== null && value < 0
                ? ("bottom" as const)
                : ("top" as const),
            formatter: index === named ? `${text}  ${one.name}` : text,
            color: value === null ? palette.faint : palette.ink,
            fontWeight: value === null ? ("normal" as const) : (600 as const),
            fontSize: 12,
          },
        };
      }),
    };
  });
  const first = bars[0];
  if (first && input.target) first.markLine = markLines(input, palette, write, horizontal ? "x" : "y");

  const values = {
    ...valueAxis(range, palette, write),
    ...(horizontal ? { axisLabel: { show: false }, splitLine: { show: false } } : {}),
  };
  const names = { ...categoryAxis(categories, palette, true), ...(horizontal ? { inverse: true } : {}) };
  return {
    ...frame(palette),
    tooltip: tooltip(palette, write),
    grid: {
      left: 8,
      top: 24,
      right: horizontal ? 56 + rightRoom(several ? series.map((one) => one.name) : []) : 16,
      bottom: 8,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    xAxis: horizontal ? values : names,
    yAxis: horizontal ? names : values,
    series: bars,
  } as ChartOption;
}

function seriesColours(count: number, palette: ChartPalette): readonly string[] {
  return Array.from({ length: count }, (_, index) => palette.series[index % palette.series.length] ?? palette.sea);
}

/** A series alone says its value above its last point; among others it says its name beside it. */
function valueLabel(text: string, alone: boolean, index: number, values: readonly (number | null)[]) {
  const before = values[index - 1];
  const here = values[index];
  const falling = typeof before === "number" && typeof here === "number" && here < before;
  return {
    label: {
      show: true,
      formatter: text,
      position: alone ? (falling ? ("bottom" as const) : ("top" as const)) : ("right" as const),
      // Takes the colour of its line: with several lines the name must be tied to one.
      color: "inherit" as const,
      fontWeight: 600 as const,
      fontSize: alone ? 13 : 12,
      distance: 8,
      // At the end of the line the words of the band begin: the value stays on its side.
      ...(alone && index === values.length - 1 ? { align: "right" as const, offset: [4, 0] as [number, number] } : {}),
    },
  };
}

/** The name of a series and its last known value, as written at the end of its line. */
function endWords(series: LineSeries, write: (value: number) => string): string {
  const last = series.values.findLast((value) => typeof value === "number");
  return typeof last === "number" ? `${series.name} ${write(last)}` : "";
}
