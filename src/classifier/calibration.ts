import { exponential } from "./exponential.ts";

/** Probability = sigmoid(slope × logit + offset), fitted by Newton's method with a small pull towards slope 1, offset 0. */
export interface Calibration {
  readonly slope: number;
  readonly offset: number;
}

/**
 * Platt's scaling (Platt 1999), with a ridge towards the identity so that a few labels cannot swing it.
 * `ridge` is in number of labels: 5 means that the prior weighs about as much as five of them.
 */
export function fitCalibration(logits: readonly number[], labels: readonly number[], ridge = 5): Calibration {
  let slope = 1;
  let offset = 0;
  for (let round = 0; round < 50; round++) {
    let g0 = ridge * (slope - 1);
    let g1 = ridge * 0.1 * offset;
    let h00 = ridge;
    let h01 = 0;
    let h11 = ridge * 0.1;
    for (const [index, logit] of logits.entries()) {
      const chance = 1 / (1 + exponential(-(slope * logit + offset)));
      const error = chance - labels[index]!;
      const spread = Math.max(1e-6, chance * (1 - chance));
      g0 += error * logit;
      g1 += error;
      h00 += spread * logit * logit;
      h01 += spread * logit;
      h11 += spread;
    }
    const determinant = h00 * h11 - h01 * h01;
    const step0 = (h11 * g0 - h01 * g1) / determinant;
    const step1 = (h00 * g1 - h01 * g0) / determinant;
    slope = Math.min(5, Math.max(0.1, slope - Math.max(-1, Math.min(1, step0))));
    offset = Math.min(8, Math.max(-8, offset - Math.max(-2, Math.min(2, step1))));
    if (Math.abs(step0) + Math.abs(step1) < 1e-7) break;
  }
  return { slope, offset };
}

export interface PolarityCalibration {
  /** 1 / temperature. */
  readonly slope: number;
  readonly negativeOffset: number;
  readonly positiveOffset: number;
}

/** Softmax over (negative, neutral, positive) after calibration; neutral is the reference (logit 0). */
export function polarityOf(
  negativeLogit: number,
  positiveLogit: number,
  calibration: PolarityCalibration,
): { negative: number; neutral: number; positive: number } {
  const a = calibration.slope * negativeLogit + calibration.negativeOffset;
  const b = calibration.slope * positiveLogit + calibration.positiveOffset;
  const top = Math.max(0, a, b);
  const negative = exponential(a - top);
  const positive = exponential(b - top);
  const neutral = exponential(-top);
  const total = negative + positive + neutral;
  return { negative: negative / total, neutral: neutral / total, positive: positive / total };
}

/** One temperature and two offsets, by gradient descent on the weighted log-loss, with a ridge towards `start`. */
export function fitPolarity(
  rows: readonly { negative: number; positive: number; label: 0 | 1 | 2; weight?: number }[],
  ridge = 5,
  start: PolarityCalibration = { slope: 1, negativeOffset: 0, positiveOffset: 0 },
): PolarityCalibration {
  let { slope, negativeOffset, positiveOffset } = start;
  const size = rows.reduce((sum, row) => sum + (row.weight ?? 1), 0) + ridge;
  for (let round = 0; round < 400; round++) {
    let gs = 0.25 * ridge * (slope - start.slope);
    let ga = 0.05 * ridge * (negativeOffset - start.negativeOffset);
    let gb = 0.05 * ridge * (positiveOffset - start.positiveOffset);
    for (const row of rows) {
      const p = polarityOf(row.negative, row.positive, { slope, negativeOffset, positiveOffset });
      const weight = row.weight ?? 1;
      const ea = weight * (p.negative - (row.label === 0 ? 1 : 0));
      const eb = weight * (p.positive - (row.label === 2 ? 1 : 0));
      gs += ea * row.negative + eb * row.positive;
      ga += ea;
      gb += eb;
    }
    const rate = 1.2;
    slope = Math.min(4, Math.max(0.15, slope - (rate * 0.5 * gs) / size));
    negativeOffset -= (rate * ga) / size;
    positiveOffset -= (rate * gb) / size;
  }
  return { slope, negativeOffset, positiveOffset };
}
