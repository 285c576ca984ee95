import { describe, expect, it } from "vitest";
import { renderChart } from "./chart.ts";
import { axisRange, formatNumber } from "./chart-frame.ts";
import { unknownRuns } from "./chart-marks.ts";
import { barChart, lineChart, narrowed } from "./chart-option.ts";

const size = { width: 720, height: 270 };
const weeks = ["s1", "s2", "s3", "s4", "s5", "s6"];

/** The subpaths (« M… L… ») of the drawn line, told by its width. */
function strokes(svg: string): string[] {
  return [...svg.matchAll(/<path d="([^"]+)"[^>]*stroke-width="2\.25"/g)].flatMap(
    ([, d]) => (d ?? "").match(/M[^M]+/g) ?? [],
  );
}

describe("line chart", () => {
  it("leaves a gap where a value is unknown, and draws no line across", async () => {
    const whole = lineChart({ language: "fr", categories: weeks, series: [{ name: "a", values: [1, 2, 3, 4, 5, 6] }] });
    const holed = lineChart({
      language: "fr",
      categories: weeks,
      series: [{ name: "a", values: [1, 2, null, null, 5, 6] }],
    });
    expect(strokes(await renderChart(whole, size))).toHaveLength(1);
    const svg = await renderChart(holed, size);
    expect(strokes(svg)).toHaveLength(2);
    expect(svg).toContain("pas de");
  });

  it("does not call a forecast ahead missing data", () => {
    const past = { values: [1, 2, null, null], role: "main" as const };
    const ahead = { values: [null, 2, 3, 4], role: "expected" as const };
    expect(unknownRuns([past, ahead], 4)).toEqual([]);
    expect(unknownRuns([{ values: [1, null, 3] }, { values: [1, 2, 3], role: "expected" }], 3)).toEqual([[1, 1]]);
    expect(unknownRuns([past], 4)).toEqual([[2, 3]]);
  });

  it("writes its target, its band, its marks and its last value", async () => {
    const svg = await renderChart(
      lineChart({
        language: "fr",
        categories: weeks,
        series: [{ name: "Couverture", values: [9000, 9500, 9800, 9900, 9100, 8412] }],
        band: { label: "ordinaire", low: 9100, high: 11600 },
        target: { value: 12000, label: "Cible" },
        annotations: [
          { at: "s3", label: "Fête de la mer" },
          { at: "s5", label: "Rupture", kind: "break" },
        ],
        highlight: { at: "s6", tone: "look" },
      }),
      size,
    );
    for (const words of [
      "Cible 12\u202f000",
      "ordinaire",
      "9\u202f100 – 11\u202f600",
      "Fête de la mer",
      "Rupture",
      "8\u202f412",
    ]) {
      expect(svg).toContain(words);
    }
  });

  it("keeps names of several series beside their lines, inside the drawing", async () => {
    const svg = await renderChart(
      lineChart({
        language: "en",
        categories: weeks,
        series: [
          { name: "Instagram", values: [1, 2, 3, 4, 5, 6] },
          { name: "Facebook", values: [6, 5, 4, 3, 2, 1] },
        ],
      }),
      size,
    );
    expect(svg).toContain("Instagram 6");
    expect(svg).toContain("Facebook 1");
  });

  it("draws a series of nothing but unknowns without failing", async () => {
    const option = lineChart({
      language: "fr",
      categories: weeks,
      series: [{ name: "a", values: weeks.map(() => null) }],
    });
    expect(strokes(await renderChart(option, size))).toHaveLength(0);
  });
});

describe("bar chart", () => {
  it("starts at zero, and writes a word for an unknown value and a figure for a zero", async () => {
    const option = barChart({
      language: "fr",
      categories: ["a", "b", "c"],
      series: [{ name: "n", values: [50, null, 0] }],
    });
    expect(option.yAxis).toMatchObject({ min: 0 });
    const svg = await renderChart(option, size);
    expect(svg).toContain("pas de\u00a0donnée");
    expect(svg).toMatch(/>0<\/text>/);
  });
});

it("picks round axes that contain every value", () => {
  expect(axisRange([3, 97], true)).toEqual({ min: 0, max: 100, step: 20 });
  expect(axisRange([], true)).toEqual({ min: 0, max: 1, step: 0.5 });
  expect(axisRange([-3, 18], true)).toEqual({ min: -5, max: 20, step: 5 });
  expect(axisRange([5, 5], true)).toMatchObject({ min: 0, max: 5 });
  expect(axisRange([0.061, 0.05], true).max).toBeGreaterThanOrEqual(0.061);
});

it("writes figures as the reader's language does", () => {
  expect(formatNumber(1234.5, "fr")).toBe("1\u202f234,5");
  expect(formatNumber(0.041, "fr", { style: "percent" })).toMatch(/^4,1[\u202f\u00a0]%$/);
  expect(formatNumber(0.041, "en", { style: "percent" })).toBe("4.1%");
  expect(formatNumber(14880, "en", { style: "currency", currency: "EUR" })).toBe("€14,880");
});

it("gives SVG with escaped text, no script, no style sheet, and the same bytes each time", async () => {
  const option = lineChart({
    language: "fr",
    categories: ["<script>alert(1)</script>", "b & c"],
    series: [
      { name: '"><script>x</script>', values: [1, 2] },
      { name: "b", values: [2, 1] },
    ],
    annotations: [{ at: "b & c", label: "<img src=x onerror=y>" }],
  });
  const svg = await renderChart(option, size, "c1");
  expect(svg.startsWith("<svg")).toBe(true);
  expect(svg).toContain("<text");
  expect(svg).not.toMatch(/<script|<img|<style|<foreignObject|\son\w+="/);
  expect(svg).toContain("&lt;script&gt;");
  expect(svg).not.toMatch(/\bzr\d+-/);
  expect(await renderChart(option, size, "c1")).toBe(svg);
});

it("gives a narrow page the width of the band's words back, and keeps them", async () => {
  const wide = lineChart({
    language: "fr",
    categories: weeks,
    series: [{ name: "a", values: [5, 6, 5, 6, 5, 9] }],
    band: { label: "ordinaire", low: 4, high: 7 },
  });
  const slim = narrowed(wide);
  const room = (option: typeof wide) => (option.grid as { right: number }).right;
  expect(room(slim)).toBeLessThan(room(wide) / 2);
  expect(await renderChart(slim, { width: 328, height: 270 }, "c1")).toContain("ordinaire 4 – 7");
  const two = lineChart({
    language: "fr",
    categories: weeks,
    series: [
      { name: "a", values: [1, 2, 3, 4, 5, 6] },
      { name: "b", values: [2, 3, 4, 5, 6, 7] },
    ],
  });
  expect(narrowed(two)).toBe(two);
});
