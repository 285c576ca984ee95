import { type AnnotatedPolarity, annotationKey } from "./annotations.ts";
import { announcementSamples } from "./announcement-samples.ts";
import { commentSamples } from "./comment-samples.ts";
import type { CorpusRecord } from "./corpus-record.ts";
import { HEAD, HEADS } from "./model.ts";
import type { Example } from "./training.ts";
import {
  type DataRecord,
  exampleOfAnnouncement,
  exampleOfCorpus,
  exampleOfData,
  exampleOfTranslation,
} from "./training-records.ts";

/** Weight of one text of the project beside 1 for a text of a public set: it is what the model is used on. */
const OWN_TEXT_WEIGHT = 6;
const TRANSLATION_WEIGHT = 2;
/** Weight of a kind in the project's texts, and how much more a rare one may weigh. */
const KIND_WEIGHT = 4;
const RARE_WEIGHT = 3;

/** A public comment brought into French: key of the original, text, polarity 0 negative, 1 neutral, 2 positive. */
export interface Translation {
  readonly h: string;
  readonly t: string;
  readonly pol: AnnotatedPolarity;
}

/** What the model is made from, read from files. */
export interface TrainingSources {
  readonly corpus: readonly CorpusRecord[];
  readonly annotations: ReadonlyMap<string, AnnotatedPolarity>;
  readonly translations: readonly Translation[];
  /** Public sets: name of the file, its records. */
  readonly sets: readonly (readonly [string, readonly DataRecord[]])[];
}

/** Texts that teach the weights, and texts that no weight has seen, which set calibration and thresholds. */
export interface TrainingSet {
  readonly teaching: readonly Example[];
  /** Comments of the project (dev part). */
  readonly comments: readonly Example[];
  /** Posts of a timeline, of the project. */
  readonly posts: readonly Example[];
  /** Real French posts whose polarity the project has read. */
  readonly readPosts: readonly Example[];
  /** Forum messages, toxic or not. */
  readonly forum: readonly Example[];
  /** English comments of another place. */
  readonly english: readonly Example[];
  /** Number of teaching texts that are the project's own comments. */
  readonly ownSize: number;
}

/** The three polarities of the project's texts weigh the same: their shares say what was written, not what a team gets. */
function balancePolarities(own: readonly Example[]): void {
  const polarityOf = ({ labels }: Example) => (labels[HEAD.negative] === 1 ? 0 : labels[HEAD.positive] === 1 ? 2 : 1);
  const sizes = [0, 0, 0];
  for (const example of own) sizes[polarityOf(example)]!++;
  for (const example of own) {
    const factor = Math.min(3, own.length / (3 * Math.max(1, sizes[polarityOf(example)]!)));
    example.weights[HEAD.negative] = example.weights[HEAD.negative]! * factor;
    example.weights[HEAD.positive] = example.weights[HEAD.positive]! * factor;
  }
}

/** A rare kind (a threat, a hateful remark) would be drowned by the comments without it: each example weighs more. */
function raiseRareKinds(own: readonly Example[]): void {
  for (let head = 2; head < HEADS; head++) {
    const met = own.filter(({ labels }) => labels[head] === 1).length;
    const factor = Math.min(RARE_WEIGHT, Math.sqrt((own.length - met) / Math.max(1, met)));
    for (const { labels, weights } of own) {
      weights[head] = KIND_WEIGHT * (labels[head] === 1 ? Math.max(1, factor) : 1);
    }
  }
}

/** Sorts every text into what teaches and what calibrates. The order is part of the result. */
export function gatherTrainingSet({ corpus, annotations, translations, sets }: TrainingSources): TrainingSet {
  const own: Example[] = [];
  const comments: Example[] = [];
  const posts: Example[] = [];
  const readPosts: Example[] = [];
  const forum: Example[] = [];
  const english: Example[] = [];
  for (const record of corpus) {
    if (record.part === "train") own.push(exampleOfCorpus(record, OWN_TEXT_WEIGHT));
    else if (record.part === "dev") {
      (record.phenomenon.startsWith("tweet-") ? posts : comments).push(exampleOfCorpus(record, 1));
    }
  }
  // One sample in five calibrates instead of teaching.
  for (const [index, record] of commentSamples.entries()) {
    if (index % 5 === 4) comments.push(exampleOfCorpus(record, 1));
    else own.push(exampleOfCorpus(record, OWN_TEXT_WEIGHT));
  }
  balancePolarities(own);
  raiseRareKinds(own);
  const teaching = [...own];
  for (const [index, [polarity, text]] of announcementSamples.entries()) {
    if (index % 5 === 4) posts.push(exampleOfAnnouncement(polarity, text, 1));
    else teaching.push(exampleOfAnnouncement(polarity, text, OWN_TEXT_WEIGHT));
  }
  for (const { t, pol } of translations) teaching.push(exampleOfTranslation(pol, t, TRANSLATION_WEIGHT));
  for (const [file, records] of sets) {
    const held = /_(val|dev)\.jsonl$/.test(file);
    for (const [index, record] of records.entries()) {
      const annotated = annotations.get(annotationKey(record.t));
      const example = exampleOfData(record, file, annotated);
      if (file.startsWith("toxifr") && index % 5 === 4) forum.push(example);
      else if (!held) teaching.push(example);
      else if (file.startsWith("goemo")) english.push(example);
      else if (annotated !== undefined) readPosts.push(example);
    }
  }
  return { teaching, comments, posts, readPosts, forum, english, ownSize: own.length };
}
