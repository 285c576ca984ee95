import { describe, expect, it } from "vitest";
import { palettes } from "../../../documents/chart-palette.ts";
import type { Comparison, Figure, Indicator } from "../contract.ts";
import {
  bandKind,
  breaksOf,
  type CurvePoint,
  curveOption,
  pointText,
  readingOf,
  spanRange,
  toneOf,
  yearBefore,
} from "./rules.ts";

const figure = (value: number | null, interval: Figure["interval"] = null): Figure => ({
  value,
  reason: value === null ? "no-data" : null,
  basis: "daily",
  numerator: null,
  denominator: null,
  daysKnown: 7,
  daysInPeriod: 7,
  gaps: [],
  interval,
});

const rate: Indicator = {
  id: "engagement-rate",
  code: "C1",
  label: "taux d’interactions",
  definition: "",
  formula: "",
  trap: "",
  family: "conversation",
  unit: "percent",
  direction: "more",
  additive: false,
  metrics: ["reach", "engagements"],
  retirements: [],
};

const compared = (
  value: number | null,
  verdict: Comparison["signal"]["verdict"],
  lower = 3,
  upper = 5,
): Comparison => ({
  indicator: "engagement-rate",
  current: figure(value),
  previous: figure(4),
  lastYear: figure(null),
  changeFromPrevious: null,
  changeFromLastYear: null,
  signal: { verdict, lower, upper, centre: 4, rule: null },
});

const weeks = (...values: (number | null)[]): CurvePoint[] =>
  values.map((value, index) => ({
    from: `2026-11-${String(2 + index * 7).padStart(2, "0")}`,
    to: `2026-11-${String(8 + index * 7).padStart(2, "0")}`,
    figure: figure(value),
  }));

const curve = {
  language: "fr" as const,
  currency: "EUR",
  indicator: rate,
  grain: "week" as const,
  points: weeks(4.2, null, 2.1),
  lastYear: null,
  comparison: compared(2.1, "signal-down"),
  words: {
    name: "Taux",
    lastYear: "un an avant",
    ordinary: "ordinaire",
    interval: "intervalle",
    breakOf: (network: string) => `rupture, ${network}`,
  },
};

interface Drawn {
  readonly name: string;
  readonly data: readonly { value: number | string; itemStyle?: { color: string } }[];
  readonly markArea?: { readonly data: readonly (readonly { readonly yAxis?: number }[])[] };
}
const seriesOf = (option: unknown) => (option as { series: Drawn[] }).series;

describe("the stretch of a curve", () => {
  it("ends with the bucket of the period, whole weeks and whole months", () => {
    expect(spanRange("week", "short", "2026-11-15")).toEqual({ from: "2026-08-17", to: "2026-11-15" });
    expect(spanRange("week", "short", "2026-11-11")).toEqual({ from: "2026-08-17", to: "2026-11-15" });
    expect(spanRange("month", "middle", "2026-02-10")).toEqual({ from: "2025-02-01", to: "2026-02-28" });
    expect(spanRange("day", "short", "2026-11-15")).toEqual({ from: "2026-10-19", to: "2026-11-15" });
  });
  it("meets Mondays with Mondays a year before, and months with months", () => {
    expect(yearBefore({ from: "2026-11-09", to: "2026-11-15" }, "week")).toEqual({
      from: "2025-11-10",
      to: "2025-11-16",
    });
    expect(yearBefore({ from: "2024-02-01", to: "2024-02-29" }, "month")).toEqual({
      from: "2023-02-01",
      to: "2023-02-28",
    });
  });
  it("names points so that none recurs", () => {
    expect(pointText("2026-11-09", "week", 26, "fr")).toBe("9\u00a0nov.");
    expect(pointText("2026-11-09", "week", 104, "fr")).toBe("9\u00a0nov.\u00a026");
    expect(pointText("2026-11-01", "month", 13, "en")).toBe("Nov\u00a026");
  });
});

describe("how a value reads", () => {
  it("tells a value beyond its limits from a long run on one side", () => {
    expect(readingOf(rate, compared(2.1, "signal-down"))).toBe("signal-down");
    expect(readingOf(rate, compared(4.4, "signal-up"))).toBe("run-up");
    expect(readingOf(rate, compared(4.4, "usual"))).toBe("usual");
  });
  it("never judges the level of a stock", () => {
    expect(readingOf({ id: "followers" }, compared(9, "signal-up"))).toBe("stock");
    expect(toneOf("more", "stock")).toBe("calm");
  });
  it("calls a fall good where less is better", () => {
    expect(toneOf("less", "signal-down")).toBe("hold");
    expect(toneOf("more", "signal-down")).toBe("look");
    expect(toneOf("neutral", "signal-up")).toBe("look");
  });
});

describe("the drawing", () => {
  it("writes per cent as shares, leaves the unknown out, marks the signal and its ordinary range", () => {
    const [line] = seriesOf(curveOption(curve, palettes.light));
    expect(line?.data.map((each) => each.value)).toEqual([0.042, "-", 0.021]);
    expect(line?.data[2]?.itemStyle?.color).toBe(palettes.light.look);
    expect(line?.markArea?.data[0]?.map((edge) => edge.yAxis)).toEqual([0.03, 0.05]);
  });
  it("draws the intervals of the values where no ordinary range belongs", () => {
    const points = weeks(4, 5).map((point) => ({
      ...point,
      figure: figure(point.figure.value, { lower: 3.5, upper: 6 }),
    }));
    const [floor, height, line] = seriesOf(curveOption({ ...curve, points, comparison: null }, palettes.light));
    expect(floor?.data).toEqual([0.035, 0.035]);
    expect(height?.data.map(Number)).toEqual([expect.closeTo(0.025), expect.closeTo(0.025)]);
    expect(line?.name).toBe("Taux");
  });
  it("lays the year before beside it, point by point", () => {
    const drawn = seriesOf(curveOption({ ...curve, lastYear: weeks(3, 4, null) }, palettes.light));
    const before = drawn.find((each) => each.name === "un an avant");
    // Its words would lie under the lines: the band is drawn without, and named above the chart.
    expect(drawn.find((each) => each.name === "Taux")?.markArea?.data.some(([edge]) => edge?.yAxis)).toBe(false);
    expect(bandKind(curve)).toBe("ordinary");
    expect(before?.data.map((each) => each.value)).toEqual([0.03, 0.04, "-"]);
  });
});

describe("a break", () => {
  const retirements = [{ network: "facebook" as const, since: "2026-11-10", note: "" }];
  it("stands where one metric took the place of another", () => {
    const indicator = { metrics: ["impressions" as const, "views" as const], retirements };
    expect(breaksOf(indicator, weeks(1, 2, 3))).toEqual([{ index: 1, network: "facebook" }]);
  });
  it("stands where the values end, and nowhere while files still give them", () => {
    const indicator = { metrics: ["reach" as const], retirements };
    expect(breaksOf(indicator, weeks(1, 2, null))).toHaveLength(1);
    expect(breaksOf(indicator, weeks(1, 2, 3))).toEqual([]);
  });
});
