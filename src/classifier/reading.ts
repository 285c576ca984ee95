import { createScan, MAX_TOKENS, type Scan, scanText, TOKEN_EMOJI, TOKEN_JOINED, TOKEN_WORD } from "./features.ts";
import { GROUP_BITS } from "./lexicon.ts";
import { nameFeatures } from "./named-features.ts";
import { advance, firedAt, START, trimStates } from "./phrases.ts";
import { bucketOf, MASKED_BIT, NUMBER_BIT, readWord, type Word } from "./words.ts";

/** Weight of a whole word, of a pair of words and of a negated word, beside 1 for a group of letters. */
export const OWN_WEIGHT = 4;
export const PAIR_WEIGHT = 3;
export const NEGATED_WEIGHT = 4;
/** Value of a named feature of the whole text (words are divided by the text's norm, these are not). */
export const SUMMARY_VALUE = 0.4;

const SITUATION_BITS = GROUP_BITS.harm | GROUP_BITS.whereabouts | GROUP_BITS.failure | GROUP_BITS.waiting;

const WORD_SLOTS = 1 << 17;
/** Places a word may stand in: with one alone, some rare words of a large set would chase each other at each reading. */
const WAYS = 4;
const NEGATION_SCOPE = 3;
/** Words that may stand between the subject (or "ne") and the verb that "pas" negates: "je ne vous la recommande pas". */
const VERB_REACH = 4;

/** Words met lately, one per slot; `onNew` lets the model prepare its sums for the word. */
export interface WordTable {
  readonly words: (Word | undefined)[];
  /** What the reading asks of every word, eight numbers a slot, side by side in memory. */
  readonly facts: Int32Array;
  readonly keyA: Int32Array;
  readonly keyB: Int32Array;
  readonly onNew: (slot: number, word: Word) => void;
}

export function createWordTable(onNew: (slot: number, word: Word) => void): WordTable {
  return {
    words: new Array<Word | undefined>(WORD_SLOTS).fill(undefined),
    keyA: new Int32Array(WORD_SLOTS),
    keyB: new Int32Array(WORD_SLOTS),
    facts: new Int32Array(WORD_SLOTS * 8),
    onNew,
  };
}

export const wordSlots = WORD_SLOTS;

/** A phrase rule that fired, from one token to another (included). */
export interface Firing {
  rule: number;
  from: number;
  to: number;
}

/** What a text was read as: reused from one text to the next. */
export interface Reading {
  readonly scan: Scan;
  readonly slots: Int32Array;
  readonly negated: Uint8Array;
  /** Buckets of pairs and negated words, with their weight. */
  readonly extraBuckets: Int32Array;
  readonly extraWeights: Int32Array;
  extraCount: number;
  /** Named features that hold for the text. */
  readonly summary: Int32Array;
  summaryCount: number;
  readonly firings: Firing[];
  firingCount: number;
  /** One bit per phrase rule fired. */
  rules: number;
  positives: number;
  negatives: number;
  /** Words that hardly ever change sides, by side, and the side of the first word that leans. */
  strongPositives: number;
  strongNegatives: number;
  firstValence: number;
  emojiValence: number;
  insults: number;
  slurs: number;
  profanities: number;
  threats: number;
  masked: number;
  /** Words of each kind of situation (see situation-words.ts). */
  harms: number;
  whereabouts: number;
  failures: number;
  waits: number;
  bits: number;
  wry: boolean;
  /** Hostile words or a threat in a text that speaks to its reader. */
  directed: boolean;
  applause: boolean;
  angry: boolean;
  loving: boolean;
  realWords: number;
  startsWithQuestionWord: boolean;
  /** Sum of squared weights of the word features. */
  mass: number;
}

export function createReading(): Reading {
  return {
    scan: createScan(),
    slots: new Int32Array(MAX_TOKENS),
    negated: new Uint8Array(MAX_TOKENS),
    extraBuckets: new Int32Array(2 * MAX_TOKENS),
    extraWeights: new Int32Array(2 * MAX_TOKENS),
    extraCount: 0,
    summary: new Int32Array(128),
    summaryCount: 0,
    firings: Array.from({ length: 64 }, () => ({ rule: 0, from: 0, to: 0 })),
    firingCount: 0,
    rules: 0,
    positives: 0,
    negatives: 0,
    strongPositives: 0,
    strongNegatives: 0,
    firstValence: 0,
    emojiValence: 0,
    insults: 0,
    slurs: 0,
    profanities: 0,
    threats: 0,
    masked: 0,
    harms: 0,
    whereabouts: 0,
    failures: 0,
    waits: 0,
    bits: 0,
    wry: false,
    directed: false,
    applause: false,
    angry: false,
    loving: false,
    realWords: 0,
    startsWithQuestionWord: false,
    mass: 0,
  };
}

const WRY = 1;
const APPLAUSE = 2;
const ANGRY = 3;
const LOVING = 4;
const toneCode: Readonly<Record<string, number>> = {
  wry: WRY,
  applause: APPLAUSE,
  anger: ANGRY,
  disgust: ANGRY,
  love: LOVING,
  joy: LOVING,
};

/** The word of a token of the text read last. */
export function wordAt(table: WordTable, reading: Reading, token: number): Word {
  return table.words[slotOf(table, reading.scan, token)]!;
}

function slotOf(table: WordTable, scan: Scan, token: number): number {
  const a = scan.hashA[token]!;
  const b = scan.hashB[token]!;
  const home = (a ^ (b >>> 11)) & (WORD_SLOTS - WAYS);
  const { keyA, keyB, words } = table;
  let slot = -1;
  for (let way = home; way < home + WAYS; way++) {
    if (keyA[way] === a && keyB[way] === b && words[way] !== undefined) return way;
    if (slot < 0 && words[way] === undefined) slot = way;
  }
  // All four places are taken: one of them, told by the word itself, makes room.
  if (slot < 0) slot = home + ((b >>> 5) & (WAYS - 1));
  const word = readWord(scan, token);
  words[slot] = word;
  keyA[slot] = a;
  keyB[slot] = b;
  const at = slot * 8;
  const { facts } = table;
  facts[at] = word.bits;
  facts[at + 1] = word.valence;
  facts[at + 2] = word.identity;
  facts[at + 3] = word.phraseClass;
  facts[at + 4] = word.letterBuckets.length;
  facts[at + 5] = word.negatedBucket;
  facts[at + 6] = word.emojiValence;
  facts[at + 7] = toneCode[word.tone] ?? 0;
  table.onNew(slot, word);
  return slot;
}

function emptyReading(reading: Reading): void {
  reading.extraCount = reading.summaryCount = reading.firingCount = reading.rules = 0;
  reading.positives = reading.negatives = reading.emojiValence = 0;
  reading.strongPositives = reading.strongNegatives = reading.firstValence = 0;
  reading.harms = reading.whereabouts = reading.failures = reading.waits = 0;
  reading.insults = reading.slurs = reading.profanities = reading.threats = reading.masked = reading.bits = 0;
  reading.wry = reading.applause = reading.angry = reading.loving = reading.startsWithQuestionWord = false;
  reading.realWords = reading.mass = 0;
}

function noteFirings(reading: Reading, state: number, token: number): void {
  for (const end of firedAt(state)) {
    const rule = end & 15;
    reading.rules |= 1 << rule;
    if (reading.firingCount >= reading.firings.length) continue;
    const firing = reading.firings[reading.firingCount++]!;
    firing.rule = rule;
    firing.from = Math.max(0, token - (end >> 4) + 1);
    firing.to = token;
  }
}

const NEGATION_BITS = GROUP_BITS.subject | GROUP_BITS.verbNegator;

/** Takes back what a word weighed and counts it negated: "aime" in "je n'aime pas". Gives its valence as negated. */
function turnValence(reading: Reading, valence: number): number {
  const turned = valence > 0 ? -1 : 0.5;
  if (valence > 0) {
    reading.positives -= valence;
    reading.negatives -= turned;
    if (valence > 1) reading.strongPositives--;
  } else {
    reading.negatives += valence;
    reading.positives += turned;
    if (valence < -1) reading.strongNegatives--;
  }
  if (reading.firstValence === valence) reading.firstValence = turned;
  return turned;
}

/**
 * Reads a text: one pass over the string, then one over its words. `onSlot` is called for each word with its slot, in
 * the same pass, so that the model can add what it holds for the word.
 */
export function readText(text: string, table: WordTable, reading: Reading, onSlot: (slot: number) => void): void {
  const { scan, slots } = reading;
  const { facts } = table;
  trimStates();
  scanText(text, scan);
  emptyReading(reading);
  let state = START;
  let scope = 0;
  let lastValence = 0;
  let previous = 0;
  let extras = 0;
  let mass = 0;
  let subject = -1 - VERB_REACH;
  let verbValence = 0;
  for (let token = 0; token < scan.count; token++) {
    const kind = scan.kind[token]!;
    let slot = slotOf(table, scan, token);
    const at = slot * 8;
    const bits = facts[at]!;
    if (kind === TOKEN_JOINED && bits === 0) slot = -1;
    slots[token] = slot;
    reading.negated[token] = 0;
    if (slot < 0) continue;
    onSlot(slot);
    mass += facts[at + 4]! + OWN_WEIGHT * OWN_WEIGHT;
    const identity = facts[at + 2]!;
    reading.bits |= bits;
    if (kind === TOKEN_EMOJI) {
      reading.emojiValence += facts[at + 6]!;
      const tone = facts[at + 7]!;
      if (tone === WRY) reading.wry = true;
      else if (tone === APPLAUSE) reading.applause = true;
      else if (tone === ANGRY) reading.angry = true;
      else if (tone === LOVING) reading.loving = true;
      previous = identity;
      continue;
    }
    if (scan.breaks[token] === 1) {
      state = START;
      scope = 0;
      previous = 0x9e37;
      subject = -1 - VERB_REACH;
    }
    if (kind === TOKEN_WORD && (bits & NUMBER_BIT) === 0) {
      if (reading.realWords === 0 && (bits & GROUP_BITS.questionWord) !== 0) reading.startsWithQuestionWord = true;
      reading.realWords++;
    }
    if (kind !== TOKEN_JOINED) {
      state = advance(state, facts[at + 3]!);
      if (state !== START) noteFirings(reading, state, token);
      if (previous !== 0) {
        reading.extraBuckets[extras] = bucketOf(Math.imul(previous, 0x9e3779b1) + identity);
        reading.extraWeights[extras++] = PAIR_WEIGHT;
        mass += PAIR_WEIGHT * PAIR_WEIGHT;
      }
      previous = identity;
    }
    if ((bits & GROUP_BITS.contrast) !== 0) scope = 0;
    if ((bits & NEGATION_BITS) !== 0) {
      const verb = token - 1;
      // In French the verb stands before what negates it: "je recommande pas", "il ne marche pas".
      if ((bits & GROUP_BITS.verbNegator) !== 0 && subject < verb && subject >= verb - VERB_REACH) {
        if (reading.negated[verb] === 0 && scan.kind[verb] === TOKEN_WORD && slots[verb]! >= 0) {
          reading.negated[verb] = 1;
          reading.extraBuckets[extras] = facts[slots[verb]! * 8 + 5]!;
          reading.extraWeights[extras++] = NEGATED_WEIGHT;
          mass += NEGATED_WEIGHT * NEGATED_WEIGHT;
          if (verbValence !== 0) lastValence = turnValence(reading, verbValence);
        }
      } else if ((bits & GROUP_BITS.subject) !== 0) subject = token;
    }
    let valence = facts[at + 1]!;
    verbValence = valence;
    if (valence !== 0) {
      if (scope > 0) valence = valence > 0 ? -1 : 0.5;
      if (valence > 0) reading.positives += valence;
      else reading.negatives -= valence;
      if (valence > 1) reading.strongPositives++;
      else if (valence < -1) reading.strongNegatives++;
      if (reading.firstValence === 0) reading.firstValence = valence;
      lastValence = valence;
    }
    if ((bits & SITUATION_BITS) !== 0) {
      if ((bits & GROUP_BITS.harm) !== 0) reading.harms++;
      if ((bits & GROUP_BITS.whereabouts) !== 0) reading.whereabouts++;
      if ((bits & GROUP_BITS.failure) !== 0) reading.failures++;
      if ((bits & GROUP_BITS.waiting) !== 0) reading.waits++;
    }
    if ((bits & 15) !== 0) {
      if ((bits & GROUP_BITS.insult) !== 0) reading.insults++;
      if ((bits & GROUP_BITS.slur) !== 0) reading.slurs++;
      if ((bits & GROUP_BITS.profanity) !== 0) reading.profanities++;
      if ((bits & GROUP_BITS.threat) !== 0) reading.threats++;
      if ((bits & MASKED_BIT) !== 0) reading.masked++;
    }
    if (scope > 0) {
      scope--;
      reading.negated[token] = 1;
      reading.extraBuckets[extras] = facts[at + 5]!;
      reading.extraWeights[extras++] = NEGATED_WEIGHT;
      mass += NEGATED_WEIGHT * NEGATED_WEIGHT;
    }
    if ((bits & GROUP_BITS.negator) !== 0) scope = NEGATION_SCOPE;
  }
  reading.extraCount = extras;
  reading.mass = mass;
  nameFeatures(reading, lastValence);
}
