import { exponential } from "./exponential.ts";
import { HEAD, HEADS, LANGUAGES } from "./model.ts";
import { mediumFeatures } from "./named-features.ts";
import {
  createReading,
  createWordTable,
  OWN_WEIGHT,
  type Reading,
  readText,
  SUMMARY_VALUE,
  type WordTable,
} from "./reading.ts";
import { BUCKETS, LANGUAGE_BUCKETS, type Word } from "./words.ts";

/** A text with what is known of it: one label per head in [0, 1], NaN where unknown; both polarity heads at 0 = neutral. */
export interface Example {
  readonly text: string;
  readonly source: number;
  readonly labels: Float32Array;
  /** Weight of each label in the loss. */
  readonly weights: Float32Array;
  /** 0 French, 1 English, 2 other. */
  readonly language: number;
}

/** Sparse rows: features of every text, as buckets and values. */
export interface FeatureRows {
  readonly from: Int32Array;
  readonly buckets: Int32Array;
  readonly values: Float32Array;
}

/** Features of one text, exactly as the model sums them when it reads (same weights, same norm). */
export function featuresOf(
  text: string,
  table: WordTable,
  reading: Reading,
  add: (bucket: number, value: number) => void,
): void {
  const met: Word[] = [];
  readText(text, table, reading, (slot) => met.push(table.words[slot]!));
  const norm = 1 / Math.sqrt(reading.mass + 1);
  for (const word of met) {
    for (const bucket of word.letterBuckets) add(bucket, norm);
    add(word.ownBucket, OWN_WEIGHT * norm);
  }
  for (let index = 0; index < reading.extraCount; index++) {
    add(reading.extraBuckets[index]!, reading.extraWeights[index]! * norm);
  }
  for (let index = 0; index < reading.summaryCount; index++) add(reading.summary[index]!, SUMMARY_VALUE);
}

export function extractRows(texts: readonly string[]): FeatureRows {
  const table = createWordTable(() => {});
  const reading = createReading();
  let capacity = texts.length * 260 + 1024;
  let buckets = new Int32Array(capacity);
  let values = new Float32Array(capacity);
  const from = new Int32Array(texts.length + 1);
  let used = 0;
  for (const [row, text] of texts.entries()) {
    featuresOf(text, table, reading, (bucket, value) => {
      if (used === capacity) {
        capacity = Math.floor(capacity * 1.5);
        const wider = new Int32Array(capacity);
        wider.set(buckets);
        buckets = wider;
        const longer = new Float32Array(capacity);
        longer.set(values);
        values = longer;
      }
      buckets[used] = bucket;
      values[used++] = value;
    });
    from[row + 1] = used;
  }
  return { from, buckets, values };
}

/** Small seeded generator (mulberry32): the order of the examples is part of the result. */
export function seededGenerator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function shuffledOrder(size: number, random: () => number): Int32Array {
  const order = Int32Array.from({ length: size }, (_, index) => index);
  for (let index = size - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    const kept = order[index]!;
    order[index] = order[other]!;
    order[other] = kept;
  }
  return order;
}

const sigmoid = (logit: number) => 1 / (1 + exponential(-logit));

export interface TrainingOptions {
  readonly seed: number;
  readonly epochs: number;
  readonly rate: number;
  readonly decay: number;
  readonly sources: number;
}

export interface TrainedHeads {
  /** BUCKETS × HEADS. */
  readonly weights: Float32Array;
  /** sources × HEADS: the priors of each source stay here and not in the words. */
  readonly biases: Float32Array;
}

/** AdaGrad over all heads at once, one example at a time, in an order fixed by the seed. */
export function trainHeads(rows: FeatureRows, examples: readonly Example[], options: TrainingOptions): TrainedHeads {
  const { rate, decay } = options;
  const weights = new Float32Array(BUCKETS * HEADS);
  const squares = new Float32Array(BUCKETS * HEADS).fill(0.02);
  const biases = new Float32Array(options.sources * HEADS);
  const biasSquares = new Float32Array(options.sources * HEADS).fill(0.1);
  const random = seededGenerator(options.seed);
  const logits = new Float64Array(HEADS);
  const gradients = new Float64Array(HEADS);
  const active = new Int32Array(HEADS);
  // Links, mentions and hashtags teach no polarity: what holds for a set of posts would be taken for a feeling.
  const withoutPolarity = new Uint8Array(BUCKETS);
  for (const feature of mediumFeatures) withoutPolarity[feature] = 1;
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    const order = shuffledOrder(examples.length, random);
    for (const row of order) {
      const example = examples[row]!;
      const { labels } = example;
      const first = rows.from[row]!;
      const last = rows.from[row + 1]!;
      const biasAt = example.source * HEADS;
      for (let head = 0; head < HEADS; head++) logits[head] = biases[biasAt + head]!;
      for (let at = first; at < last; at++) {
        const base = rows.buckets[at]! * HEADS;
        const value = rows.values[at]!;
        for (let head = 0; head < HEADS; head++) logits[head] = logits[head]! + value * weights[base + head]!;
      }
      const top = Math.max(0, logits[0]!, logits[1]!);
      const negative = exponential(logits[0]! - top);
      const positive = exponential(logits[1]! - top);
      const total = negative + positive + exponential(-top);
      let activeCount = 0;
      for (let head = 0; head < HEADS; head++) {
        const label = labels[head]!;
        if (Number.isNaN(label)) continue;
        const chance = head === 0 ? negative / total : head === 1 ? positive / total : sigmoid(logits[head]!);
        const gradient = (chance - label) * example.weights[head]!;
        if (gradient < 1e-3 && gradient > -1e-3) continue;
        gradients[head] = gradient;
        active[activeCount++] = head;
        const square = biasSquares[biasAt + head]! + gradient * gradient;
        biasSquares[biasAt + head] = square;
        biases[biasAt + head] = biases[biasAt + head]! - (rate * gradient) / Math.sqrt(square);
      }
      for (let at = first; at < last; at++) {
        const bucket = rows.buckets[at]!;
        const base = bucket * HEADS;
        const value = rows.values[at]!;
        const skips = withoutPolarity[bucket] === 1;
        for (let index = 0; index < activeCount; index++) {
          if (skips && active[index]! <= HEAD.positive) continue;
          const place = base + active[index]!;
          const gradient = gradients[active[index]!]! * value + decay * weights[place]!;
          const square = squares[place]! + gradient * gradient;
          squares[place] = square;
          weights[place] = weights[place]! - (rate * gradient) / Math.sqrt(square);
        }
      }
    }
  }
  return { weights, biases };
}

/** One language reader: softmax over fr, en, other on letter groups of one to three letters. */
export function trainLanguage(
  examples: readonly { text: string; language: number; weight: number }[],
  options: { seed: number; epochs: number; rate: number },
): { weights: Float32Array; biases: Float32Array } {
  const table = createWordTable(() => {});
  const reading = createReading();
  const weights = new Float32Array(LANGUAGE_BUCKETS * LANGUAGES);
  const squares = new Float32Array(LANGUAGE_BUCKETS * LANGUAGES).fill(0.02);
  const biases = new Float32Array(LANGUAGES);
  const random = seededGenerator(options.seed);
  const logits = new Float64Array(LANGUAGES);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    for (const row of shuffledOrder(examples.length, random)) {
      const example = examples[row]!;
      const buckets: number[] = [];
      let words = 0;
      // Short stretches are what is hard: each text is also cut at a place drawn anew each time.
      const keep = random() < 0.5 ? Number.POSITIVE_INFINITY : 1 + Math.floor(random() * 6);
      readText(example.text, table, reading, (slot) => {
        if (words++ < keep) buckets.push(...table.words[slot]!.languageBuckets);
      });
      if (buckets.length === 0) continue;
      const value = 1 / Math.sqrt(buckets.length);
      logits.set(biases);
      for (const bucket of buckets) {
        for (let l = 0; l < LANGUAGES; l++) logits[l] = logits[l]! + value * weights[bucket * LANGUAGES + l]!;
      }
      const top = Math.max(...logits);
      let total = 0;
      for (let l = 0; l < LANGUAGES; l++) total += exponential(logits[l]! - top);
      for (let l = 0; l < LANGUAGES; l++) {
        const chance = exponential(logits[l]! - top) / total;
        const gradient = (chance - (example.language === l ? 1 : 0)) * example.weight;
        biases[l] = biases[l]! - 0.002 * gradient;
        for (const bucket of buckets) {
          const place = bucket * LANGUAGES + l;
          const slope = gradient * value;
          squares[place] = squares[place]! + slope * slope;
          weights[place] = weights[place]! - (options.rate * slope) / Math.sqrt(squares[place]!);
        }
      }
    }
  }
  return { weights, biases };
}

/** Float weights → int8 with one scale per head; the few largest are clipped so that the others keep their detail. */
export function quantise(weights: Float32Array, width: number): { packed: Int8Array; scales: number[] } {
  const packed = new Int8Array(weights.length);
  const scales: number[] = [];
  for (let head = 0; head < width; head++) {
    const sizes: number[] = [];
    for (let at = head; at < weights.length; at += width) if (weights[at] !== 0) sizes.push(Math.abs(weights[at]!));
    sizes.sort((a, b) => a - b);
    const limit = sizes[Math.floor(sizes.length * 0.9998)] ?? 1;
    const scale = limit / 127;
    scales.push(scale);
    for (let at = head; at < weights.length; at += width) {
      packed[at] = Math.max(-127, Math.min(127, Math.round(weights[at]! / scale)));
    }
  }
  return { packed, scales };
}
