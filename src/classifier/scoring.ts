import { HEADS, LANGUAGES, type Model } from "./model.ts";
import {
  createReading,
  createWordTable,
  OWN_WEIGHT,
  type Reading,
  readText,
  SUMMARY_VALUE,
  type WordTable,
  wordSlots,
} from "./reading.ts";

/** Weights learned from one team, added to the shipped ones (see team-learning.ts). */
export interface Delta {
  /** Bucket → HEADS weights. */
  readonly weights: ReadonlyMap<number, Float64Array>;
  readonly biases: Float64Array;
}

/**
 * Scores of the text read last. `logits`: one per head, before calibration. `languageLogits`: fr, en, other.
 * Both arrays are overwritten by the next call of `score`.
 */
export interface Scorer {
  readonly reading: Reading;
  readonly table: WordTable;
  readonly logits: Float64Array;
  readonly languageLogits: Float64Array;
  /** 1 / √mass of the text read last: what one unit of word weight was worth. */
  readonly norm: number;
  score(text: string): void;
  /** What the word in a slot adds to a head, in logits, for the text read last (words only, not pairs). */
  shareOf(slot: number, head: number): number;
}

/** Sums a model over texts. Words met lately keep their sums, so most words cost one look-up. */
export function createScorer(model: Model, delta?: Delta): Scorer {
  const { weights, languageWeights } = model;
  const scales = Float64Array.from(model.facts.scales);
  const biases = Float64Array.from(model.facts.biases, (bias, head) => bias + (delta?.biases[head] ?? 0));
  const languageScales = Float64Array.from(model.facts.languageScales);
  const languageBiases = Float64Array.from(model.facts.languageBiases);
  const sums = new Float32Array(wordSlots * HEADS);
  const languageSums = new Int32Array(wordSlots * (LANGUAGES + 1));
  const reading = createReading();
  const logits = new Float64Array(HEADS);
  const languageLogits = new Float64Array(LANGUAGES);
  const total = new Float64Array(HEADS);
  const raw = new Int32Array(HEADS);
  const named = new Int32Array(HEADS);
  const learned = delta?.weights;

  const addLearned = (bucket: number, weight: number, into: Float32Array | Float64Array, at: number) => {
    const own = learned?.get(bucket);
    if (own === undefined) return;
    for (let head = 0; head < HEADS; head++) into[at + head] = into[at + head]! + weight * own[head]!;
  };
  const addBucket = (bucket: number, weight: number, into: Float32Array | Float64Array, at: number) => {
    const base = bucket * HEADS;
    for (let head = 0; head < HEADS; head++) {
      into[at + head] = into[at + head]! + weight * scales[head]! * weights[base + head]!;
    }
    if (learned !== undefined) addLearned(bucket, weight, into, at);
  };

  const table = createWordTable((slot, word) => {
    const at = slot * HEADS;
    sums.fill(0, at, at + HEADS);
    for (const bucket of word.letterBuckets) addBucket(bucket, 1, sums, at);
    addBucket(word.ownBucket, OWN_WEIGHT, sums, at);
    const place = slot * (LANGUAGES + 1);
    languageSums.fill(0, place, place + LANGUAGES);
    languageSums[place + LANGUAGES] = word.languageBuckets.length;
    for (const bucket of word.languageBuckets) {
      for (let l = 0; l < LANGUAGES; l++) {
        languageSums[place + l] = languageSums[place + l]! + languageWeights[bucket * LANGUAGES + l]!;
      }
    }
  });

  let l0 = 0;
  let l1 = 0;
  let l2 = 0;
  let languageCount = 0;
  const onSlot = (slot: number) => {
    const at = slot * HEADS;
    for (let head = 0; head < HEADS; head++) total[head] = total[head]! + sums[at + head]!;
    const place = slot * (LANGUAGES + 1);
    l0 += languageSums[place]!;
    l1 += languageSums[place + 1]!;
    l2 += languageSums[place + 2]!;
    languageCount += languageSums[place + LANGUAGES]!;
  };

  const scorer = {
    reading,
    table,
    logits,
    languageLogits,
    norm: 1,
    score(text: string): void {
      total.fill(0);
      l0 = l1 = l2 = languageCount = 0;
      readText(text, table, reading, onSlot);
      // Pairs and named features are summed as integers, then scaled once.
      raw.fill(0);
      for (let index = 0; index < reading.extraCount; index++) {
        const base = reading.extraBuckets[index]! * HEADS;
        const weight = reading.extraWeights[index]!;
        for (let head = 0; head < HEADS; head++) raw[head] = raw[head]! + weight * weights[base + head]!;
      }
      named.fill(0);
      for (let index = 0; index < reading.summaryCount; index++) {
        const base = reading.summary[index]! * HEADS;
        for (let head = 0; head < HEADS; head++) named[head] = named[head]! + weights[base + head]!;
      }
      const norm = 1 / Math.sqrt(reading.mass + 1);
      scorer.norm = norm;
      for (let head = 0; head < HEADS; head++) {
        const scale = scales[head]!;
        logits[head] =
          biases[head]! + (total[head]! + scale * raw[head]!) * norm + SUMMARY_VALUE * scale * named[head]!;
      }
      if (learned !== undefined) {
        for (let index = 0; index < reading.extraCount; index++) {
          addLearned(reading.extraBuckets[index]!, reading.extraWeights[index]! * norm, logits, 0);
        }
        for (let index = 0; index < reading.summaryCount; index++) {
          addLearned(reading.summary[index]!, SUMMARY_VALUE, logits, 0);
        }
      }
      const value = languageCount === 0 ? 0 : 1 / Math.sqrt(languageCount);
      languageLogits[0] = languageBiases[0]! + l0 * languageScales[0]! * value;
      languageLogits[1] = languageBiases[1]! + l1 * languageScales[1]! * value;
      languageLogits[2] = languageBiases[2]! + l2 * languageScales[2]! * value;
    },
    shareOf(slot: number, head: number): number {
      return slot < 0 ? 0 : sums[slot * HEADS + head]! * scorer.norm;
    },
  };
  return scorer;
}
