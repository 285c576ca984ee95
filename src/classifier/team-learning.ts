import { fitCalibration, fitPolarity, type PolarityCalibration, polarityOf } from "./calibration.ts";
import { HEAD, HEADS, type Head, type Model } from "./model.ts";
import { createReading, createWordTable } from "./reading.ts";
import { createScorer } from "./scoring.ts";
import { adjustmentOf, emptyTeamState, type TeamState } from "./team-state.ts";
import { featuresOf, seededGenerator, shuffledOrder } from "./training.ts";

/** What a person of the team said of one comment: the polarity, and the kinds that hold or do not hold. */
export interface Correction {
  readonly text: string;
  readonly polarity?: "negative" | "neutral" | "positive";
  /** Head → does it hold? Heads that are absent were not judged. */
  readonly kinds?: Readonly<Partial<Record<Exclude<Head, "negative" | "positive">, boolean>>>;
}

export interface LearningVerdict {
  readonly accepted: boolean;
  /** Mean log-loss, on the corrections that came since, of the previous state and of the update (each fitted without them). */
  readonly lossBefore: number;
  readonly lossAfter: number;
  readonly size: number;
  readonly state: TeamState;
}

const COVERAGE = 0.9;
/** Share of the corrected comments that fall under `certainty`. */
const UNCERTAIN_SHARE = 0.15;
/** Polarities judged before a threshold is read from them. */
const FEWEST_POLARITIES = 30;
const FOLDS = 5;
const EPOCHS = 4;
const RATES = [0, 0.05, 0.12, 0.25];

interface Row {
  readonly buckets: readonly number[];
  readonly values: readonly number[];
  /** Logits of the shipped model. */
  readonly base: Float64Array;
  /** One label per head; NaN where it was not judged. */
  readonly labels: Float64Array;
}

function rowsOf(model: Model, corrections: readonly Correction[]): Row[] {
  const scorer = createScorer(model);
  const table = createWordTable(() => {});
  const reading = createReading();
  return corrections.map((correction) => {
    const sums = new Map<number, number>();
    featuresOf(correction.text, table, reading, (bucket, value) => sums.set(bucket, (sums.get(bucket) ?? 0) + value));
    scorer.score(correction.text);
    const labels = new Float64Array(HEADS).fill(Number.NaN);
    if (correction.polarity !== undefined) {
      labels[HEAD.negative] = correction.polarity === "negative" ? 1 : 0;
      labels[HEAD.positive] = correction.polarity === "positive" ? 1 : 0;
    }
    for (const [kind, holds] of Object.entries(correction.kinds ?? {}) as [Head, boolean][])
      labels[HEAD[kind]] = +holds;
    return { buckets: [...sums.keys()], values: [...sums.values()], base: scorer.logits.slice(), labels };
  });
}

interface Fit {
  readonly weights: Map<number, Float64Array>;
  readonly biases: Float64Array;
}

/** Delta weights over the frozen model: AdaGrad with a pull to zero, in an order fixed by the seed. */
function fitDelta(rows: readonly Row[], model: Model, rate: number, seed: number): Fit {
  // The shipped priors are put right first: words must not have to learn what an offset says.
  const { slopes, offsets } = calibrate(
    rows,
    rows.map((row) => row.base),
    model,
  );
  const weights = new Map<number, Float64Array>();
  const squares = new Map<number, Float64Array>();
  const biases = new Float64Array(HEADS);
  const biasSquares = new Float64Array(HEADS).fill(1);
  const random = seededGenerator(seed);
  const logits = new Float64Array(HEADS);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (const index of shuffledOrder(rows.length, random)) {
      const row = rows[index]!;
      logitsInto(logits, row, { weights, biases });
      const polarity = polarityOf(logits[HEAD.negative]!, logits[HEAD.positive]!, {
        slope: slopes[HEAD.negative]!,
        negativeOffset: offsets[HEAD.negative]!,
        positiveOffset: offsets[HEAD.positive]!,
      });
      for (let head = 0; head < HEADS; head++) {
        const label = row.labels[head]!;
        if (Number.isNaN(label)) continue;
        const chance =
          head === HEAD.negative
            ? polarity.negative
            : head === HEAD.positive
              ? polarity.positive
              : 1 / (1 + Math.exp(-(slopes[head]! * logits[head]! + offsets[head]!)));
        const gradient = chance - label;
        biasSquares[head] = biasSquares[head]! + gradient * gradient;
        biases[head] = biases[head]! - (2 * rate * gradient) / Math.sqrt(biasSquares[head]!);
        for (const [at, bucket] of row.buckets.entries()) {
          let own = weights.get(bucket);
          let square = squares.get(bucket);
          if (own === undefined || square === undefined) {
            own = new Float64Array(HEADS);
            square = new Float64Array(HEADS).fill(0.05);
            weights.set(bucket, own);
            squares.set(bucket, square);
          }
          const slope = gradient * row.values[at]! + 1e-4 * own[head]!;
          square[head] = square[head]! + slope * slope;
          own[head] = own[head]! - (rate * slope) / Math.sqrt(square[head]!);
        }
      }
    }
  }
  return { weights, biases };
}

function logitsInto(logits: Float64Array, row: Row, fit: Fit | null): void {
  logits.set(row.base);
  if (fit === null) return;
  for (let head = 0; head < HEADS; head++) logits[head] = logits[head]! + fit.biases[head]!;
  for (const [at, bucket] of row.buckets.entries()) {
    const own = fit.weights.get(bucket);
    if (own === undefined) continue;
    for (let head = 0; head < HEADS; head++) logits[head] = logits[head]! + row.values[at]! * own[head]!;
  }
}

/** Slopes and offsets of every head that was judged often enough, from logits the fit did not see. */
function calibrate(rows: readonly Row[], logits: readonly Float64Array[], model: Model) {
  const slopes = [...model.facts.slopes];
  const offsets = [...model.facts.offsets];
  const start: PolarityCalibration = {
    slope: slopes[HEAD.negative]!,
    negativeOffset: offsets[HEAD.negative]!,
    positiveOffset: offsets[HEAD.positive]!,
  };
  const judged = rows
    .map((row, index) => ({ row, own: logits[index]! }))
    .filter(({ row }) => !Number.isNaN(row.labels[HEAD.negative]!));
  if (judged.length >= 20) {
    const fitted = fitPolarity(
      judged.map(({ row, own }) => ({
        negative: own[HEAD.negative]!,
        positive: own[HEAD.positive]!,
        label: row.labels[HEAD.negative] === 1 ? 0 : row.labels[HEAD.positive] === 1 ? 2 : 1,
      })),
      5,
      start,
    );
    slopes[HEAD.negative] = slopes[HEAD.positive] = fitted.slope;
    offsets[HEAD.negative] = fitted.negativeOffset;
    offsets[HEAD.positive] = fitted.positiveOffset;
  }
  for (let head = 2; head < HEADS; head++) {
    const known = rows.map((row, index) => ({ label: row.labels[head]!, logit: logits[index]![head]! }));
    const useful = known.filter(({ label }) => !Number.isNaN(label));
    if (useful.length < 50 || useful.every(({ label }) => label === useful[0]!.label)) continue;
    const fitted = fitCalibration(
      useful.map(({ logit }) => logit),
      useful.map(({ label }) => label),
      10,
    );
    slopes[head] = fitted.slope;
    offsets[head] = fitted.offset;
  }
  return { slopes, offsets };
}

function chancesOf(logits: Float64Array, slopes: readonly number[], offsets: readonly number[]): Float64Array {
  const chances = Float64Array.from(
    logits,
    (logit, head) => 1 / (1 + Math.exp(-(slopes[head]! * logit + offsets[head]!))),
  );
  const polarity = polarityOf(logits[HEAD.negative]!, logits[HEAD.positive]!, {
    slope: slopes[HEAD.negative]!,
    negativeOffset: offsets[HEAD.negative]!,
    positiveOffset: offsets[HEAD.positive]!,
  });
  chances[HEAD.negative] = polarity.negative;
  chances[HEAD.positive] = polarity.positive;
  return chances;
}

function lossOf(chances: Float64Array, row: Row): number {
  let loss = 0;
  let known = 0;
  const safe = (chance: number) => -Math.log(Math.max(1e-6, chance));
  if (!Number.isNaN(row.labels[HEAD.negative]!)) {
    const neutral = 1 - chances[HEAD.negative]! - chances[HEAD.positive]!;
    const negative = row.labels[HEAD.negative] === 1;
    loss += safe(
      negative ? chances[HEAD.negative]! : row.labels[HEAD.positive] === 1 ? chances[HEAD.positive]! : neutral,
    );
    known++;
  }
  for (let head = 2; head < HEADS; head++) {
    const label = row.labels[head]!;
    if (Number.isNaN(label)) continue;
    loss += safe(label === 1 ? chances[head]! : 1 - chances[head]!);
    known++;
  }
  return known === 0 ? 0 : loss / known;
}

interface Candidate {
  readonly rate: number;
  /** Mean log-loss of the comments, each judged without it. */
  readonly loss: number;
  /** Log-loss of each. */
  readonly losses: Float64Array;
  readonly unseen: readonly Float64Array[];
  readonly halves: readonly { readonly slopes: readonly number[]; readonly offsets: readonly number[] }[];
}

function tryRate(rows: readonly Row[], order: Int32Array, model: Model, rate: number, seed: number): Candidate {
  const unseen = new Array<Float64Array>(rows.length);
  for (let fold = 0; fold < FOLDS; fold++) {
    const kept = [...order].filter((_, index) => index % FOLDS !== fold).map((index) => rows[index]!);
    const fit = rate === 0 ? null : fitDelta(kept, model, rate, seed + fold);
    for (const [index, row] of order.entries()) {
      if (index % FOLDS !== fold) continue;
      const logits = new Float64Array(HEADS);
      logitsInto(logits, rows[row]!, fit);
      unseen[row] = logits;
    }
  }
  const halves = [0, 1].map((half) => {
    const chosen = rows.map((_, index) => index).filter((index) => index % 2 !== half);
    return calibrate(
      chosen.map((index) => rows[index]!),
      chosen.map((index) => unseen[index]!),
      model,
    );
  });
  const losses = Float64Array.from(rows, (row, index) => {
    const { slopes, offsets } = halves[index % 2]!;
    return lossOf(chancesOf(unseen[index]!, slopes, offsets), row);
  });
  return { rate, loss: meanOf(losses), losses, unseen, halves };
}

function meanOf(numbers: Float64Array): number {
  return numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length);
}

/** Is the mean loss lower, by more than the standard error of the difference comment by comment? */
function clearlyLower(after: Float64Array, before: Float64Array): boolean {
  if (after.length < 2) return false;
  const gains = after.map((loss, index) => before[index]! - loss);
  const mean = meanOf(gains);
  const variance = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (gains.length - 1);
  return mean > Math.sqrt(variance / gains.length);
}

/**
 * Learns from all the corrections of one organisation (oldest first; `previous` learned from the first `previous.size`
 * of them), from the shipped model each time: the result does not depend on how often it was asked. It is taken
 * only if, by weights fitted without them (five folds), the corrections that came since are more likely than under the
 * previous state, and all of them more likely than under the shipped model, each by more than the standard error of the
 * gain: luck is not learned. Otherwise the previous state comes back. A previous state that was learned on another
 * model counts as the empty one.
 */
export function learnFromCorrections(
  model: Model,
  previous: TeamState,
  corrections: readonly Correction[],
  options: { readonly seed?: number; readonly rates?: readonly number[] } = {},
): LearningVerdict {
  const seed = options.seed ?? 1;
  const before = previous.model === model.facts.version ? previous : emptyTeamState(model);
  const rows = rowsOf(model, corrections);
  if (rows.length === 0) return { accepted: false, lossBefore: 0, lossAfter: 0, size: 0, state: before };
  const current = adjustmentOf(before, model).delta!;
  const currentFit: Fit = { weights: new Map(current.weights), biases: current.biases };

  // Every comment is judged by weights that were fitted without it; calibration is cross-fitted too (each half is
  // judged by the calibration of the other). The rate that does best that way is kept; 0 is calibration alone.
  const order = shuffledOrder(rows.length, seededGenerator(seed));
  const candidates = (options.rates ?? RATES).map((rate) => tryRate(rows, order, model, rate, seed));
  const best = candidates.reduce((one, other) => (other.loss < one.loss ? other : one));
  const { rate, unseen, halves, losses } = best;
  const lossesOf = (judge: (row: Row) => Float64Array, from: readonly Row[]) =>
    Float64Array.from(from, (row) => lossOf(judge(row), row));
  const shipped = lossesOf((row) => chancesOf(row.base, model.facts.slopes, model.facts.offsets), rows);
  // The previous state is judged on the corrections that came after it, which it never saw: a fair, prequential duel.
  const news = before.size < rows.length ? before.size : 0;
  const old = lossesOf((row) => {
    const logits = new Float64Array(HEADS);
    logitsInto(logits, row, before.size === 0 ? null : currentFit);
    return chancesOf(logits, before.slopes, before.offsets);
  }, rows.slice(news));
  const lossBefore = meanOf(old);
  const lossAfter = meanOf(losses.subarray(news));
  const accepted = clearlyLower(losses.subarray(news), old) && clearlyLower(losses, shipped);
  if (!accepted) return { accepted, lossBefore, lossAfter, size: rows.length, state: before };

  const truths: number[] = [];
  const highest: number[] = [];
  for (const [index, row] of rows.entries()) {
    if (Number.isNaN(row.labels[HEAD.negative]!)) continue;
    const half = halves[index % 2]!;
    const chances = chancesOf(unseen[index]!, half.slopes, half.offsets);
    const negative = chances[HEAD.negative]!;
    const positive = chances[HEAD.positive]!;
    const neutral = 1 - negative - positive;
    truths.push(row.labels[HEAD.negative] === 1 ? negative : row.labels[HEAD.positive] === 1 ? positive : neutral);
    highest.push(Math.max(negative, neutral, positive));
  }
  const fit =
    rate === 0
      ? { weights: new Map<number, Float64Array>(), biases: new Float64Array(HEADS) }
      : fitDelta(rows, model, rate, seed);
  const { slopes, offsets } = calibrate(rows, unseen, model);
  // Split conformal (Vovk): the ⌊(1 − coverage)(n + 1)⌋-th smallest probability given to the truth.
  const smallest = (numbers: number[], share: number) => {
    const rank = Math.floor(share * (numbers.length + 1));
    return numbers.length < FEWEST_POLARITIES ? null : numbers.sort((a, b) => a - b)[rank - 1]!;
  };
  const state: TeamState = {
    ...emptyTeamState(model),
    size: rows.length,
    weights: [...fit.weights]
      .sort(([a], [b]) => a - b)
      .map(([bucket, weights]) => [bucket, ...weights].map((number) => Math.round(number * 1e5) / 1e5)),
    biases: [...fit.biases].map((number) => Math.round(number * 1e6) / 1e6),
    slopes,
    offsets,
    conformal: smallest(truths, 1 - COVERAGE),
    certainty: smallest(highest, UNCERTAIN_SHARE),
  };
  return { accepted, lossBefore, lossAfter, size: rows.length, state };
}

/**
 * "Please check": half drawn at random (so that the team's error rate stays an honest estimate), half the least certain.
 * `certainty` is the highest polarity probability of each comment. Returns places in the list, without repeats.
 */
export function reviewQueue(certainty: readonly number[], size: number, seed: number): number[] {
  const wanted = Math.min(size, certainty.length);
  const random = seededGenerator(seed);
  const drawn = [...shuffledOrder(certainty.length, random)].slice(0, Math.ceil(wanted / 2));
  const taken = new Set(drawn);
  const least = certainty
    .map((value, place) => ({ value, place }))
    .filter(({ place }) => !taken.has(place))
    .sort((a, b) => a.value - b.value || a.place - b.place)
    .slice(0, wanted - drawn.length)
    .map(({ place }) => place);
  // Mixed, so that the person who checks does not know which half a comment comes from.
  const queue = [...drawn, ...least];
  return [...shuffledOrder(queue.length, random)].map((index) => queue[index]!);
}
