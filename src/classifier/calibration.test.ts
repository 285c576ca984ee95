import { describe, expect, it } from "vitest";
import { fitCalibration, fitPolarity, polarityOf } from "./calibration.ts";
import { seededGenerator } from "./training.ts";

describe("calibration", () => {
  it("recovers a slope and an offset from simulated labels", () => {
    const random = seededGenerator(7);
    const logits = Array.from({ length: 4000 }, () => random() * 8 - 4);
    const labels = logits.map((logit) => (random() < 1 / (1 + Math.exp(-(0.5 * logit - 1))) ? 1 : 0));
    const fitted = fitCalibration(logits, labels, 1);
    expect(fitted.slope).toBeCloseTo(0.5, 1);
    expect(fitted.offset).toBeCloseTo(-1, 1);
  });

  it("stays near the identity when there is next to nothing to learn from", () => {
    const fitted = fitCalibration([4], [0]);
    expect(fitted.slope).toBeGreaterThan(0.3);
    expect(Math.abs(fitted.offset)).toBeLessThan(3);
  });

  it("puts the priors of a polarity right", () => {
    const random = seededGenerator(9);
    const rows = Array.from({ length: 600 }, () => {
      const drawn = random();
      return {
        negative: random() - 0.5,
        positive: random() - 0.5 + 3,
        label: drawn < 0.6 ? 0 : drawn < 0.9 ? 1 : 2,
      } as const;
    });
    const fitted = fitPolarity(rows, 2);
    const mean = polarityOf(0, 3, fitted);
    expect(mean.negative).toBeCloseTo(0.6, 1);
    expect(mean.positive).toBeCloseTo(0.1, 1);
    expect(mean.negative + mean.neutral + mean.positive).toBeCloseTo(1, 12);
  });
});
