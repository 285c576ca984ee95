import { describe, expect, it } from "vitest";
import { createTriage } from "./classify.ts";
import {
  areaUnderCurve,
  calibrationError,
  evaluateTriage,
  macroF1,
  proportion,
  recallAtTop,
  resampled,
} from "./evaluate.ts";
import { trainedModel } from "./trained-model.ts";

describe("measures", () => {
  it("computes macro-F1 by hand", () => {
    // Class 0: TP 1, FP 1, FN 1 → 0.5; class 1: TP 1, FP 1, FN 1 → 0.5; class 2: TP 1 → 1.
    expect(macroF1([0, 0, 1, 1, 2], [0, 1, 1, 0, 2], 3)).toBeCloseTo(2 / 3, 12);
  });

  it("computes the area under the curve with ties", () => {
    expect(areaUnderCurve([0.9, 0.8, 0.7, 0.1], [1, 0, 1, 0])).toBeCloseTo(0.75, 12);
    expect(areaUnderCurve([0.5, 0.5], [1, 0])).toBe(0.5);
    expect(areaUnderCurve([0.5, 0.5], [1, 1])).toBeNaN();
  });

  it("computes the calibration error", () => {
    expect(calibrationError([0.75, 0.75, 0.75, 0.75], [true, true, true, false])).toBeCloseTo(0, 12);
    expect(calibrationError([0.95, 0.95], [false, false])).toBeCloseTo(0.95, 12);
  });

  it("gives Wilson's interval of a proportion", () => {
    const interval = proportion(8, 10);
    expect(interval.low).toBeCloseTo(0.4902, 3);
    expect(interval.high).toBeCloseTo(0.9433, 3);
  });

  it("finds the negatives of the first 30 % of the queue", () => {
    const scores = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0];
    const negative = scores.map((_, index) => index < 2 || index === 9);
    expect(recallAtTop(scores, negative).value).toBeCloseTo(2 / 3, 12);
  });

  it("resamples the same way each time", () => {
    const statistic = (rows: readonly number[]) => rows.reduce((sum, row) => sum + row, 0) / rows.length;
    expect(resampled(50, statistic)).toEqual(resampled(50, statistic));
    expect(resampled(50, statistic).low).toBeLessThan(24.5);
  });
});

describe("evaluation of a folder", () => {
  const read = createTriage(trainedModel());
  const report = (records: Parameters<typeof evaluateTriage>[0]) =>
    evaluateTriage(
      records,
      (text) => read(text),
      (text) => read.probabilities(text),
    );

  it("takes both shapes of records, and leaves out what was not labelled", () => {
    const records = [
      ...Array.from({ length: 12 }, () => ({ t: "C’est nul, service lamentable", pol: 0, tox: 0 })),
      {
        t: "Merci beaucoup, magnifique soirée",
        polarity: "positive",
        toxic: false,
        kinds: ["praise"],
        phenomenon: "praise",
      },
      { t: "espèce de connard", tox: 1 },
    ];
    const measured = report(records);
    expect(measured.size).toBe(14);
    expect(measured.polarity!.macroF1.size).toBe(13);
    expect(measured.heads.toxicity!.macroF1.size).toBe(14);
    expect(measured.phenomena.map(({ phenomenon, size }) => [phenomenon, size])).toEqual([["praise", 1]]);
  });

  it("answers for an empty folder", () => {
    expect(report([])).toMatchObject({ size: 0, polarity: null, phenomena: [] });
  });
});
