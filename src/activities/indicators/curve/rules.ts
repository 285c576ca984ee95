import { type ChartOption, lineChart } from "../../../documents/chart-option.ts";
import type { ChartPalette } from "../../../documents/chart-palette.ts";
import { drawnUnit } from "../../../kernel/measure.ts";
import { addDays, bucketOf, type Day, type DayRange, type Grain } from "../../../kernel/period.ts";
import { isBeyond, moreDigits } from "../comparison/rules.ts";
import type { Comparison, Figure, Indicator } from "../contract.ts";

/** What the curve of an indicator shows: how far back, what lies behind it, where it breaks. */

export const spans = ["short", "middle", "long", "longest"] as const;
export type Span = (typeof spans)[number];

/** Number of points of a span at a grain. */
export const pointsOf: Readonly<Record<Grain, Readonly<Record<Span, number>>>> = {
  day: { short: 28, middle: 91, long: 182, longest: 364 },
  week: { short: 13, middle: 26, long: 52, longest: 104 },
  month: { short: 6, middle: 13, long: 24, longest: 36 },
};

/** The stretch that ends with the bucket of `end`. */
export function spanRange(grain: Grain, span: Span, end: Day): DayRange {
  const count = pointsOf[grain][span];
  if (grain === "day") return { from: addDays(end, 1 - count), to: end };
  if (grain === "week") {
    const monday = bucketOf(end, "week");
    return { from: addDays(monday, -7 * (count - 1)), to: addDays(monday, 6) };
  }
  const from = monthsFrom(bucketOf(end, "month"), 1 - count);
  return { from, to: addDays(monthsFrom(bucketOf(end, "month"), 1), -1) };
}

/** The same stretch a year before: 52 weeks, so that Mondays meet Mondays, or twelve months. */
export function yearBefore(range: DayRange, grain: Grain): DayRange {
  if (grain !== "month") return { from: addDays(range.from, -364), to: addDays(range.to, -364) };
  const afterEnd = addDays(range.to, 1);
  return { from: monthsFrom(range.from, -12), to: addDays(monthsFrom(afterEnd, -12), -1) };
}

/** The first of the month so many months later. */
function monthsFrom(firstOfMonth: Day, count: number): Day {
  const months = Number(firstOfMonth.slice(0, 4)) * 12 + Number(firstOfMonth.slice(5, 7)) - 1 + count;
  return `${String(Math.floor(months / 12)).padStart(4, "0")}-${String((months % 12) + 1).padStart(2, "0")}-01`;
}

/** A stock is judged by its growth, not by the level it has reached: a rising level always leaves its own past. */
export function isStock(indicator: Pick<Indicator, "id">): boolean {
  return indicator.id === "followers";
}

export type Reading = "signal-up" | "signal-down" | "run-up" | "run-down" | "usual" | "too-short" | "stock";

/** How a value reads: outside its limits, long on one side of its mean, ordinary, or not to be judged. */
export function readingOf(indicator: Pick<Indicator, "id">, comparison: Comparison): Reading {
  if (isStock(indicator)) return "stock";
  const { verdict } = comparison.signal;
  if (verdict !== "signal-up" && verdict !== "signal-down") return verdict;
  if (isBeyond(comparison)) return verdict;
  return verdict === "signal-up" ? "run-up" : "run-down";
}

/** Good or bad news, by the direction one wishes for. */
export function toneOf(direction: Indicator["direction"], reading: Reading): "hold" | "look" | "calm" {
  if (reading === "usual" || reading === "too-short" || reading === "stock") return "calm";
  const up = reading === "signal-up" || reading === "run-up";
  if (direction === "neutral") return "look";
  return up === (direction === "more") ? "hold" : "look";
}

export interface CurvePoint {
  readonly from: Day;
  readonly to: Day;
  readonly figure: Figure;
}

export interface Curve {
  readonly language: "fr" | "en";
  readonly currency: string;
  readonly indicator: Indicator;
  readonly grain: Grain;
  readonly points: readonly CurvePoint[];
  readonly lastYear: readonly CurvePoint[] | null;
  /** Of the same grain as the curve, else null. */
  readonly comparison: Comparison | null;
  readonly words: {
    readonly name: string;
    readonly lastYear: string;
    readonly ordinary: string;
    readonly interval: string;
    readonly breakOf: (network: string) => string;
  };
}

export function curveOption(curve: Curve, palette: ChartPalette): ChartOption {
  const { indicator, points, comparison, words } = curve;
  const more = comparison ? moreDigits(comparison, indicator.unit) : 0;
  const { scale, format } = drawnUnit(indicator.unit, curve.currency, more);
  const drawn = (value: number | null): number | null => (value === null ? null : value / scale);
  const categories = points.map(({ from }) => pointText(from, curve.grain, points.length, curve.language));
  const last = points.at(-1)?.figure.value ?? null;
  const reading = comparison ? readingOf(indicator, comparison) : "too-short";
  const tone = toneOf(indicator.direction, reading);
  const band = bandOf(curve, drawn);
  return lineChart({
    language: curve.language,
    palette,
    categories,
    format,
    series: [
      { name: words.name, values: points.map(({ figure }) => drawn(figure.value)) },
      ...(curve.lastYear
        ? [
            {
              name: words.lastYear,
              values: points.map((_, index) => drawn(curve.lastYear?.[index]?.figure.value ?? null)),
              role: "context" as const,
            },
          ]
        : []),
    ],
    ...(band ? { band } : {}),
    // A level that moves by a few in thousands would be a flat line above zero.
    fromZero: !isStock(indicator),
    annotations: breaksOf(indicator, points).map(({ index, network }) => ({
      at: categories[index] as string,
      label: words.breakOf(network),
      kind: "break" as const,
    })),
    ...(last !== null && tone !== "calm" ? { highlight: { at: categories.at(-1) as string, tone } } : {}),
  });
}

/** What the band of a curve is: the ordinary range when it belongs to this grain, else the intervals of the values. */
export function bandKind({
  comparison,
  indicator,
  points,
}: Pick<Curve, "comparison" | "indicator" | "points">): "ordinary" | "interval" | null {
  const { lower, upper } = comparison?.signal ?? { lower: null, upper: null };
  if (!isStock(indicator) && lower !== null && upper !== null && lower < upper) return "ordinary";
  return points.some(({ figure }) => figure.interval) ? "interval" : null;
}

function bandOf(curve: Curve, drawn: (value: number | null) => number | null) {
  const { comparison, points, words } = curve;
  const kind = bandKind(curve);
  if (kind === null) return null;
  if (kind === "interval") {
    const edges = (edge: "lower" | "upper") => points.map(({ figure }) => drawn(figure.interval?.[edge] ?? null));
    return { label: words.interval, low: edges("lower"), high: edges("upper") };
  }
  const low = drawn(comparison?.signal.lower ?? null) as number;
  const high = drawn(comparison?.signal.upper ?? null) as number;
  // Among several lines its words would lie under them: the band is then named above the chart.
  if (curve.lastYear) return { label: words.ordinary, low: points.map(() => low), high: points.map(() => high) };
  return { label: words.ordinary, low, high };
}

/** Where a network stopped giving what the curve is made of: between two points, or where the values end. */
export function breaksOf(
  indicator: Pick<Indicator, "retirements" | "metrics">,
  points: readonly CurvePoint[],
): { readonly index: number; readonly network: string }[] {
  const ends = (points.at(-1)?.figure.value ?? null) === null;
  // Where files still give the metric the curve goes on; views in the place of impressions break it.
  const replaced = indicator.metrics.includes("impressions") && indicator.metrics.includes("views");
  if (!replaced && !ends) return [];
  const seen = new Set<number>();
  return indicator.retirements.flatMap(({ network, since }) => {
    const index = points.findIndex(({ from, to }) => from <= since && since <= to);
    if (index <= 0 || seen.has(index)) return [];
    seen.add(index);
    return [{ index, network }];
  });
}

/** The name of a point under the curve: its day, its week's Monday, or its month; with the year when it could recur. */
export function pointText(from: Day, grain: Grain, count: number, language: "fr" | "en"): string {
  const long = count > (grain === "day" ? 182 : 52);
  return new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB", {
    ...(grain === "month"
      ? { month: "short", year: "2-digit" }
      : { day: "numeric", month: "short", ...(long ? { year: "2-digit" } : {}) }),
    timeZone: "UTC",
  })
    .format(Date.parse(`${from}T12:00:00Z`))
    .replaceAll(" ", "\u00a0");
}
