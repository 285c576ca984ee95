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
  role?: "main" | "expected" | "context";
};

export type Band = {
  /** « ordinaire », « intervalle à 80 % » */
  label: string;
  /** One number for the whole width, or one per category (null = no band there). */
  low: number | readonly (number | null)[];
  high: number | readonly (number | null)[];
};

export type Annotation = {
  /** One of the categories. */
  at: string;
  label: string;
  /** `event` is a light mark; `break` says that the series is not comparable before and after. */
  kind?: "event" | "break";
};

type Common = {
  language: DocumentLanguage;
  /** Labels of the x axis, in order. */
  categories: readonly string[];
  format?: NumberStyle;
  /** « Cible » and its value in the unit of the series. */
  target?: { value: number; label: string };
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

const unknownWord = { fr: "pas de\u00a0donnée", en: "no data" } as const;

/**
 * Runs of categories where nothing was measured, as [first, last] indexes. What was only expected fills no hole in the
 * past; after the last measure it does: a forecast ahead is not missing data.
 */
export function unknownRuns(
  series: readonly { values: readonly (number | null)[]; role?: LineSeries["role"] }[],
  length: number,
): [number, number][] {
  const measured = series.filter((one) => (one.role ?? "main") === "main");
  const lastMeasured = Math.max(-1, ...measured.map((one) => one.values.findLastIndex((v) => typeof v === "number")));
  const runs: [number, number][] = [];
  for (let index = 0; index < length; index++) {
    const witnesses = index < lastMeasured ? measured : series;
    if (witnesses.some((one) => typeof one.values[index] === "number")) continue;
    const last = runs.at(-1);
    if (last && last[1] === index - 1) last[1] = index;
    else runs.push([index, index]);
  }
  return runs;
}

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
  const flatBand = band && typeof band.low === "number" && typeof band.high === "number";
  const bandWords = flatBand ? `${band.label}\n${write(band.low as number)} – ${write(band.high as number)}` : "";

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
    const gaps = unknownRuns(series, categories.length);
    first.markArea = {
      silent: true,
      data: [
        ...(flatBand
          ? [
              [
                {
                  yAxis: band.low as number,
                  itemStyle: { color: palette.band },
                  label: {
                    show: true,
                    formatter: bandWords,
                    position: alone ? ("right" as const) : ("insideTopLeft" as const),
                    color: palette.faint,
                    fontSize: 12,
                    lineHeight: 16,
                    align: "left" as const,
                  },
                },
                { yAxis: band.high as number },
              ] as [object, object],
            ]
          : []),
        ...gaps.map(
          ([from, to]) =>
            [
              {
                xAxis: Math.max(0, from - 1),
                itemStyle: { color: palette.gap, borderColor: palette.line, borderWidth: 1, borderType: "dashed" },
                label: {
                  show: true,
                  // Two lines: the hole of a single week is narrow.
                  formatter: unknownWord[language].replace("\u00a0", "\n"),
                  position: "insideBottom",
                  color: palette.faint,
                  fontSize: 11,
                },
              },
              { xAxis: Math.min(categories.length - 1, to + 1) },
            ] as [object, object],
        ),
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

function markLines(
  input: Common & { annotations?: readonly Annotation[] },
  palette: ChartPalette,
  write: (value: number) => string,
  valueOn: "x" | "y",
): NonNullable<LineSeriesOption["markLine"]> {
  const { target, categories } = input;
  const marks = (input.annotations ?? [])
    .map((annotation) => ({ annotation, index: categories.indexOf(annotation.at) }))
    .filter((mark) => mark.index >= 0)
    .sort((a, b) => a.index - b.index);
  return {
    silent: true,
    symbol: "none",
    data: [
      ...(target
        ? [
            {
              ...(valueOn === "y" ? { yAxis: target.value } : { xAxis: target.value }),
              lineStyle: { color: palette.ink, type: "solid" as const, width: 1.25 },
              label: {
                formatter: `${target.label} ${write(target.value)}`,
                // A horizontal chart reads downwards (inverse axis): the start of its vertical line is the top.
                position: valueOn === "y" ? ("insideStartTop" as const) : ("start" as const),
                ...(valueOn === "x" ? { rotate: 0 } : {}),
                color: palette.ink,
                fontSize: 12,
                fontWeight: 600 as const,
              },
            },
          ]
        : []),
      ...marks.map(({ annotation, index }, order) => ({
        xAxis: index,
        lineStyle: {
          color: annotation.kind === "break" ? palette.muted : palette.axis,
          type: annotation.kind === "break" ? ([4, 3] as [number, number]) : ("solid" as const),
          width: annotation.kind === "break" ? 1.5 : 1,
        },
        label: {
          formatter: annotation.label,
          position: "end" as const,
          rotate: 0,
          // Two levels, so that neighbours do not write over each other; texts near an edge grow inwards.
          distance: marks.length > 1 && order % 2 === 1 ? 20 : 4,
          align: edgeAlign(index, categories.length),
          color: annotation.kind === "break" ? palette.muted : palette.faint,
          fontSize: 12,
        },
      })),
    ],
  };
}

function edgeAlign(index: number, length: number): "left" | "center" | "right" {
  const place = length < 2 ? 0.5 : index / (length - 1);
  return place < 0.3 ? "left" : place > 0.7 ? "right" : "center";
}

/** The name of a series and its last known value, as written at the end of its line. */
function endWords(series: LineSeries, write: (value: number) => string): string {
  const last = series.values.findLast((value) => typeof value === "number");
  return typeof last === "number" ? `${series.name} ${write(last)}` : "";
}

/** A band that changes along the axis: an invisible floor, and the height stacked on it as an area. */
function bandSeries(band: Band, length: number, palette: ChartPalette): LineSeriesOption[] {
  const edge = (values: Band["low"], index: number) => (typeof values === "number" ? values : (values[index] ?? null));
  const floor: (number | "-")[] = [];
  const height: (number | "-")[] = [];
  for (let index = 0; index < length; index++) {
    const low = edge(band.low, index);
    const high = edge(band.high, index);
    const whole = low !== null && high !== null;
    floor.push(whole ? low : "-");
    height.push(whole ? high - low : "-");
  }
  const hidden = {
    type: "line" as const,
    stack: "band",
    stackStrategy: "all" as const,
    symbol: "none",
    silent: true,
    lineStyle: { opacity: 0 },
    tooltip: { show: false },
    z: 1,
  };
  return [
    { ...hidden, name: `${band.label} (min)`, data: floor },
    { ...hidden, name: band.label, data: height, areaStyle: { color: palette.band, opacity: 1 } },
  ];
}
