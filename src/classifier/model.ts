import { BUCKETS, LANGUAGE_BUCKETS } from "./words.ts";

/**
 * Heads of the linear model. Polarity is a softmax over (negative, neutral = 0, positive); the others are sigmoids.
 * "quotation" (hateful words that are reported or condemned) is no kind: it only sends the comment to a person.
 * Their order is the order of the weights in the file.
 */
export const heads = [
  "negative",
  "positive",
  "toxicity",
  "hate",
  "threat",
  "insult",
  "irony",
  "complaint",
  "accusation",
  "question",
  "praise",
  "spam",
  "quotation",
] as const;
export type Head = (typeof heads)[number];
export const HEADS = heads.length;
export const HEAD = Object.fromEntries(heads.map((head, index) => [head, index])) as Readonly<Record<Head, number>>;

export const languages = ["fr", "en", "other"] as const;
export type Language = (typeof languages)[number];
export const LANGUAGES = languages.length;

/** What the file says besides weights: plain numbers, all derived from the training data. */
export interface ModelFacts {
  readonly version: string;
  /** Real weight = scale[head] × int8 weight. */
  readonly scales: readonly number[];
  readonly biases: readonly number[];
  /** Probability = sigmoid(slope × logit + offset); polarity uses slope of "negative" for both and its two offsets. */
  readonly slopes: readonly number[];
  readonly offsets: readonly number[];
  readonly languageScales: readonly number[];
  readonly languageBiases: readonly number[];
  /** Probability from which a head is proposed, by head. */
  readonly thresholds: readonly number[];
  /** Below this highest polarity probability the reading is called uncertain. */
  readonly certainty: number;
  /** Probability of irony from which the reading is called doubtful, well before irony is the likeliest reading. */
  readonly ironyDoubt: number;
}

export interface Model {
  readonly facts: ModelFacts;
  /** BUCKETS × HEADS. */
  readonly weights: Int8Array;
  /** LANGUAGE_BUCKETS × LANGUAGES. */
  readonly languageWeights: Int8Array;
}

const MAGIC = 0x56494754;

/** Model → bytes: magic, length of the facts, the facts as JSON, then both tables of int8 weights. */
export function encodeModel(model: Model): Uint8Array {
  const facts = new TextEncoder().encode(JSON.stringify(model.facts));
  const bytes = new Uint8Array(8 + facts.length + model.weights.length + model.languageWeights.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC);
  view.setUint32(4, facts.length);
  bytes.set(facts, 8);
  bytes.set(new Uint8Array(model.weights.buffer, model.weights.byteOffset, model.weights.length), 8 + facts.length);
  bytes.set(
    new Uint8Array(model.languageWeights.buffer, model.languageWeights.byteOffset, model.languageWeights.length),
    8 + facts.length + model.weights.length,
  );
  return bytes;
}

/** Bytes → model, without copying the weights. Throws a sentence when the bytes are not a model of this version. */
export function decodeModel(bytes: Uint8Array): Model {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 8 || view.getUint32(0) !== MAGIC) throw new Error("This file is not a triage model.");
  const size = view.getUint32(4);
  const expected = 8 + size + BUCKETS * HEADS + LANGUAGE_BUCKETS * LANGUAGES;
  if (bytes.byteLength !== expected) {
    throw new Error(`This triage model has ${bytes.byteLength} bytes where ${expected} are expected: train it again.`);
  }
  const facts = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + size))) as ModelFacts;
  const from = bytes.byteOffset + 8 + size;
  return {
    facts,
    weights: new Int8Array(bytes.buffer, from, BUCKETS * HEADS),
    languageWeights: new Int8Array(bytes.buffer, from + BUCKETS * HEADS, LANGUAGE_BUCKETS * LANGUAGES),
  };
}
