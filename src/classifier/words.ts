import { readLookAlikes } from "./characters.ts";
import { readEmoji } from "./emoji.ts";
import {
  emojiOf,
  lettersOf,
  type Scan,
  TOKEN_EMOJI,
  TOKEN_JOINED,
  TOKEN_LINK,
  TOKEN_MENTION,
  TOKEN_SYMBOL,
} from "./features.ts";
import { GROUP_BITS, lookUp, unmask } from "./lexicon.ts";
import { phraseClassOf } from "./phrases.ts";

/** Buckets of the hashed features; the first SUMMARY_BUCKETS are named features of the whole text (see reading.ts). */
export const BUCKETS = 1 << 17;
export const SUMMARY_BUCKETS = 512;
export const LANGUAGE_BUCKETS = 1 << 14;

export const SECOND_PERSON_BIT = 1024;
export const FIRST_PERSON_BIT = 2048;
export const NUMBER_BIT = 4096;
export const DURATION_BIT = 8192;
export const MASKED_BIT = 16384;

/** All that is known of one distinct word, computed once and kept. */
export interface Word {
  readonly text: string;
  /** Groups of the lexicon and the bits above. */
  readonly bits: number;
  /** −2 to 2. */
  readonly valence: number;
  /** Valence carried by an emoji, apart from that of words. */
  readonly emojiValence: number;
  /** Tone of an emoji: anger, applause, wry…; empty for words. */
  readonly tone: string;
  /** Buckets of the letter groups inside the word's borders. */
  readonly letterBuckets: Int32Array;
  readonly ownBucket: number;
  readonly negatedBucket: number;
  /** Identity for pairs of words. */
  readonly identity: number;
  readonly phraseClass: number;
  readonly languageBuckets: Int32Array;
}

function mix(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Bucket of a hash outside the named features. */
export function bucketOf(hash: number): number {
  return SUMMARY_BUCKETS + (mix(hash) % (BUCKETS - SUMMARY_BUCKETS));
}

function hashOf(text: string, from: number, to: number, seed: number): number {
  let h = seed;
  for (let index = from; index < to; index++) h = Math.imul(h ^ text.charCodeAt(index), 0x01000193);
  return h;
}

const SHORTEST_GROUP = 2;
const LONGEST_GROUP = 5;

function letterGroups(text: string): Int32Array {
  const padded = `\u0002${text}\u0003`;
  const buckets: number[] = [];
  for (let from = 0; from < padded.length; from++) {
    let h = 0x51ed27;
    for (let to = from; to < Math.min(padded.length, from + LONGEST_GROUP); to++) {
      h = Math.imul(h ^ padded.charCodeAt(to), 0x01000193);
      const size = to - from + 1;
      if (size >= SHORTEST_GROUP && !(size === 2 && padded.length > 4)) buckets.push(bucketOf(h + size));
    }
  }
  return Int32Array.from(buckets);
}

function languageGroups(text: string): Int32Array {
  const padded = `\u0002${text}\u0003`;
  const buckets: number[] = [];
  for (let from = 0; from < padded.length; from++) {
    for (let size = 1; size <= 3 && from + size <= padded.length; size++) {
      if (size === 1 && padded.charCodeAt(from) < 4) continue;
      buckets.push(mix(hashOf(padded, from, from + size, size * 7919)) % LANGUAGE_BUCKETS);
    }
  }
  buckets.push(mix(hashOf(padded, 0, padded.length, 104729)) % LANGUAGE_BUCKETS);
  return Int32Array.from(buckets);
}

const leet: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "9": "g",
  "@": "a",
  $: "s",
};
const DURATION = /^\d+(h|min|mins|mn|m|j|jrs|jours|sem|mois|ans|hrs|hours|days|weeks)\d*$/;
const HOSTILE = GROUP_BITS.insult | GROUP_BITS.profanity | GROUP_BITS.slur | GROUP_BITS.threat;

/** Undoes masks and leet: "c0nn4rd" → "connard", "f**k" → "fuck". Words of ordinary letters come back unchanged. */
export function deobfuscate(raw: string): string {
  let word = readLookAlikes(raw);
  if (/[\d@$]/.test(word) && /[a-z]/.test(word) && !DURATION.test(word)) {
    let read = "";
    for (const letter of word) read += leet[letter] ?? letter;
    if ((lookUp(read).bits & HOSTILE) !== 0 || /^[a-z].*[a-z*]$/.test(word)) word = read;
  }
  if (word.includes("*")) word = unmask(word) ?? unmask(word.replace(/\*+$/, "")) ?? word.replaceAll("*", "");
  return word;
}

const SECOND = new Set("tu toi te ton ta tes t vous votre vos you your u ur yourself".split(" "));
const FIRST = new Set("je j moi me mon ma mes nous notre nos on i my me we our us jsuis chui".split(" "));

function emojiWord(point: number): Word {
  const known = readEmoji(point);
  const text = String.fromCodePoint(point);
  const tone = known?.tone ?? "plain";
  return {
    text,
    bits: 0,
    valence: 0,
    emojiValence: known?.valence ?? 0,
    tone,
    letterBuckets: Int32Array.from([bucketOf(hashOf(tone, 0, tone.length, 0x77))]),
    ownBucket: bucketOf(point + 0x40000000),
    negatedBucket: bucketOf(point + 0x40000000),
    identity: mix(point + 17) | 0,
    phraseClass: 0,
    languageBuckets: new Int32Array(0),
  };
}

/** Reads one token of a scan as a word: groups, valence, buckets. */
export function readWord(scan: Scan, token: number): Word {
  const kind = scan.kind[token]!;
  if (kind === TOKEN_EMOJI) return emojiWord(emojiOf(scan, token));
  const raw = lettersOf(scan, token);
  let text = raw;
  let bits = 0;
  let letters = true;
  if (kind === TOKEN_LINK || kind === TOKEN_MENTION || kind === TOKEN_SYMBOL) {
    text = kind === TOKEN_LINK ? "<link>" : kind === TOKEN_MENTION ? "<user>" : `<${raw}>`;
    letters = false;
  } else if (/^\d+$/.test(raw)) {
    text = raw.length <= 2 ? `<${raw}>` : `<num${Math.min(raw.length, 6)}>`;
    bits = NUMBER_BIT;
    letters = false;
  } else if (DURATION.test(raw)) {
    text = "<dur>";
    bits = NUMBER_BIT | DURATION_BIT;
    letters = false;
  } else text = deobfuscate(raw);
  const found = letters ? lookUp(text) : { bits: 0, valence: 0 };
  bits |= found.bits;
  if (text !== raw && letters && (found.bits & HOSTILE) !== 0) bits |= MASKED_BIT;
  if (kind === TOKEN_JOINED) {
    // Letters written apart count only when they hide something; "a b c" is not a word.
    if ((found.bits & HOSTILE) === 0) bits = 0;
    else bits |= MASKED_BIT;
  }
  if (SECOND.has(text)) bits |= SECOND_PERSON_BIT;
  if (FIRST.has(text)) bits |= FIRST_PERSON_BIT;
  const own = hashOf(text, 0, text.length, 0x811c9d);
  const alias = (bits & DURATION_BIT) !== 0 ? "<dur>" : (bits & NUMBER_BIT) !== 0 ? "<num>" : "";
  return {
    text,
    bits,
    valence: kind === TOKEN_JOINED && (found.bits & HOSTILE) === 0 ? 0 : found.valence,
    emojiValence: 0,
    tone: "",
    letterBuckets: letters ? letterGroups(text) : new Int32Array(0),
    ownBucket: bucketOf(own),
    negatedBucket: bucketOf(own ^ 0x3c6ef372),
    identity: mix(own) | 0,
    phraseClass: phraseClassOf(letters ? text : raw, alias),
    languageBuckets: letters ? languageGroups(readLookAlikes(raw)) : new Int32Array(0),
  };
}
