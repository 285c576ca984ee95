import type { AnnotatedPolarity } from "./annotations.ts";
import type { CorpusRecord } from "./corpus-record.ts";
import { HEAD, HEADS, type Head } from "./model.ts";
import type { Example } from "./training.ts";

/** A record of the data folder: `t` and whatever labels it has (an absent key is unknown). */
export interface DataRecord {
  readonly t: string;
  readonly lang?: string;
  readonly pol?: number;
  readonly tox?: number;
  readonly hate?: number;
  readonly threat?: number;
  readonly insult?: number;
  readonly irony?: number;
  readonly off?: number;
  readonly norm?: number;
  readonly emo?: readonly (string | number)[];
}

/** Sources whose priors are kept apart, in the order of their biases; the project's own corpus is the first. */
export const sources = [
  "corpus",
  "goemo",
  "xed_fr",
  "xed_en",
  "mlma_fr",
  "mlma_en",
  "davidson",
  "jig",
  "toxifr",
  "announcement",
  "translation",
] as const;

export function sourceOf(file: string): number {
  const found = sources.findIndex((source) => file.startsWith(source));
  if (found < 0) throw new Error(`The file "${file}" is of no known source: add it to training-records.ts.`);
  return found;
}

function blank(): { labels: Float32Array; weights: Float32Array } {
  return { labels: new Float32Array(HEADS).fill(Number.NaN), weights: new Float32Array(HEADS).fill(1) };
}

const languageIndex = (language: string | undefined) => (language === "fr" ? 0 : language === "en" ? 1 : 2);

/** Weight of a polarity that a person of the project gave to a public text. */
const ANNOTATED_WEIGHT = 2;
/** Weight of a polarity drawn from the emotion of a subtitle: the project read 3,492 of them again and changed most. */
const SUBTITLE_WEIGHT = 0.3;

/**
 * Labels of a public record. Weak readings (a praising emotion is praise, a pleased text is not toxic) weigh little; a
 * polarity given by the project replaces that of the set.
 */
export function exampleOfData(record: DataRecord, file: string, annotated?: AnnotatedPolarity): Example {
  const { labels, weights } = blank();
  const set = (head: Head, label: number, weight: number) => {
    labels[HEAD[head]] = label;
    weights[HEAD[head]] = weight;
  };
  const french = record.lang === "fr";
  const source = sourceOf(file);
  const polarity = (value: number, weight: number) => {
    set("negative", value === 0 ? 1 : 0, weight);
    set("positive", value === 2 ? 1 : 0, weight);
  };
  if (annotated !== undefined) polarity(annotated, ANNOTATED_WEIGHT);
  else if (record.pol !== undefined) {
    polarity(record.pol, file.startsWith("xed") ? SUBTITLE_WEIGHT : 1);
    if (record.pol !== 0 && record.tox === undefined) set("toxicity", 0, 0.2);
    if (record.pol !== 0) {
      set("threat", 0, 0.1);
      set("spam", 0, 0.05);
      const weight = record.pol === 2 ? 0.3 : 0.15;
      set("complaint", 0, weight);
      set("accusation", 0, weight);
      set("irony", 0, weight);
    }
  }
  if (file.startsWith("goemo") && record.emo !== undefined) {
    const praising = record.emo.includes("admiration") || record.emo.includes("gratitude");
    set("praise", praising ? 1 : 0, 0.3);
  }
  if (record.tox !== undefined) set("toxicity", record.tox, french ? 1.5 : 0.5);
  if (record.hate !== undefined) set("hate", record.hate, french ? 1 : 0.4);
  if (record.threat !== undefined) set("threat", record.threat, 1);
  if (record.insult !== undefined) set("insult", record.insult, 1);
  if (record.irony !== undefined) set("irony", record.irony, 1);
  if (record.hate !== undefined || record.off !== undefined) set("quotation", 0, 0.1);
  if (record.off !== undefined) set("insult", record.off, 0.3);
  if (file.startsWith("mlma") && record.pol === undefined && annotated === undefined) {
    // Offensive tweets are read as weakly negative, tweets marked normal as weakly neutral.
    if (record.off === 1 || record.hate === 1) polarity(0, 0.2);
    else if (record.norm === 1 && record.tox === 0) polarity(1, 0.3);
  }
  return { text: record.t, source, labels, weights, language: languageIndex(record.lang) };
}

/** Labels of a corpus record: every head is known. */
export function exampleOfCorpus(record: CorpusRecord, weight: number): Example {
  const { labels, weights } = blank();
  labels.fill(0);
  weights.fill(weight);
  if (record.polarity === "negative") labels[HEAD.negative] = 1;
  if (record.polarity === "positive") labels[HEAD.positive] = 1;
  if (record.toxic) labels[HEAD.toxicity] = 1;
  if (record.irony) labels[HEAD.irony] = 1;
  if (/^quoted-hate|^counter-speech|reported-by-victim/.test(record.phenomenon)) labels[HEAD.quotation] = 1;
  for (const kind of record.kinds) {
    if (kind === "personal-data") continue;
    labels[kind === "irony-suspected" ? HEAD.irony : HEAD[kind]] = 1;
  }
  // Posts of a timeline were marked as complaint, praise or accusation by some writers only: no mark, no answer.
  if (record.phenomenon.startsWith("tweet-")) {
    for (const head of [HEAD.complaint, HEAD.praise, HEAD.accusation]) {
      if (labels[head] === 0 && record.polarity !== "neutral") labels[head] = Number.NaN;
    }
  }
  return { text: record.t, source: 0, labels, weights, language: languageIndex(record.lang) };
}

/** Labels of a public message written for the project: only the polarity is known. */
export function exampleOfAnnouncement(polarity: 0 | 1 | 2, text: string, weight: number): Example {
  const { labels, weights } = blank();
  labels[HEAD.negative] = polarity === 0 ? 1 : 0;
  labels[HEAD.positive] = polarity === 2 ? 1 : 0;
  weights[HEAD.negative] = weights[HEAD.positive] = weight;
  if (polarity !== 0) {
    labels[HEAD.toxicity] = labels[HEAD.threat] = labels[HEAD.insult] = labels[HEAD.hate] = 0;
    weights[HEAD.toxicity] = weights[HEAD.threat] = weights[HEAD.insult] = weights[HEAD.hate] = 0.5;
    labels[HEAD.complaint] = labels[HEAD.accusation] = labels[HEAD.irony] = labels[HEAD.spam] = 0;
    weights[HEAD.complaint] = weights[HEAD.accusation] = weights[HEAD.irony] = weights[HEAD.spam] = 1;
  }
  return { text, source: sourceOf("announcement"), labels, weights, language: 0 };
}

/** Labels of a public comment brought into French: only the polarity is known. */
export function exampleOfTranslation(polarity: 0 | 1 | 2, text: string, weight: number): Example {
  return { ...exampleOfAnnouncement(polarity, text, weight), source: sourceOf("translation") };
}
