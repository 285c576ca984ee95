/**
 * What is drawn over the series of a chart to read them by: the ordinary band, the holes where nothing was measured, the
 * target, and the events that explain a move. Pure, usable in the browser.
 */
import type { LineSeriesOption } from "echarts/charts";
import type { ChartPalette } from "./chart-palette.ts";
import type { DocumentLanguage } from "./document.ts";

/** What a series stands for: what was measured, what was expected, or the year before behind them. */
export type Role = "main" | "expected" | "context";

/** « Cible » and its value in the unit of the series. */
export type Target = { value: number; label: string };

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

/** Where a value should stand and none is known. */
export const unknownWord = { fr: "pas de\u00a0donnée", en: "no data" } as const;

/**
 * Runs of categories where nothing was measured, as [first, last] indexes. What was only expected fills no hole in the
 * past; after the last measure it does: a forecast ahead is not missing data.
 */
export function unknownRuns(
  series: readonly { values: readonly (number | null)[]; role?: Role }[],
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

type Area = [object, object];

/** The usual range over the whole width, named at its right, or inside where several series name themselves there. */
export function bandArea(
  { low, high }: { low: number; high: number },
  words: string,
  alone: boolean,
  palette: ChartPalette,
): Area {
  return [
    {
      yAxis: low,
      itemStyle: { color: palette.band },
      label: {
        show: true,
        formatter: words,
        position: alone ? "right" : "insideTopLeft",
        color: palette.faint,
        fontSize: 12,
        lineHeight: 16,
        align: "left",
      },
    },
    { yAxis: high },
  ];
}

/** The holes, from the last known point before to the first one after, each with its word. */
export function gapAreas(
  runs: readonly (readonly [number, number])[],
  length: number,
  language: DocumentLanguage,
  palette: ChartPalette,
): Area[] {
  return runs.map(([from, to]) => [
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
    { xAxis: Math.min(length - 1, to + 1) },
  ]);
}

/** A band that changes along the axis: an invisible floor, and the height stacked on it as an area. */
export function bandSeries(band: Band, length: number, palette: ChartPalette): LineSeriesOption[] {
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

/** The target across the chart and the events at their week; `valueOn` is the axis that carries the values. */
export function markLines(
  input: { categories: readonly string[]; target?: Target; annotations?: readonly Annotation[] },
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
