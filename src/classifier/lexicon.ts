import { foldText } from "./characters.ts";
import { figurativePhrases } from "./figurative-phrases.ts";
import { phrasesEn, wordsEn } from "./lexicon-en.ts";
import { phrasesFr, wordsFr } from "./lexicon-fr.ts";
import { situationWords } from "./situation-words.ts";
import { valenceEn } from "./valence-en.ts";
import { valenceFr } from "./valence-fr.ts";

export type WordGroup =
  | "insult"
  | "profanity"
  | "slur"
  | "threat"
  | "negator"
  | "contrast"
  | "questionWord"
  | "functionWord"
  | "people"
  | "condemnation"
  | "subject"
  | "verbNegator";
/** Groups of situation-words.ts: neither good nor bad by themselves. */
export type SituationGroup = keyof typeof situationWords;

/** Named rules that a phrase can fire. Their order is the order of bits and of features: only append. */
export const phraseRules = [
  "threat",
  "complaint",
  "accusation",
  "praise",
  "negatedPraise",
  "ironySign",
  "question",
  "spam",
  "counterSpeech",
  "hate",
  "distress",
] as const;
export type PhraseRule = (typeof phraseRules)[number];

/** One bit per word group, and one per language whose function words hold the word. */
export const GROUP_BITS: Readonly<Record<WordGroup | SituationGroup, number>> = {
  insult: 1,
  profanity: 2,
  slur: 4,
  threat: 8,
  negator: 16,
  contrast: 32,
  questionWord: 64,
  functionWord: 128,
  people: 32768,
  condemnation: 65536,
  harm: 1 << 17,
  whereabouts: 1 << 18,
  staff: 1 << 19,
  wrongdoing: 1 << 20,
  failure: 1 << 21,
  money: 1 << 22,
  waiting: 1 << 23,
  subject: 1 << 24,
  verbNegator: 1 << 25,
};
export const FRENCH_BIT = 256;
export const ENGLISH_BIT = 512;

/** `valence` is undefined for a word that only belongs to groups: a shorter beginning may then speak for it. */
interface Entry {
  bits: number;
  valence: number | undefined;
}

const exact = new Map<string, Entry>();
const prefixes = new Map<string, Entry>();

function entryOf(pattern: string): Entry {
  const folded = foldText(pattern);
  const target = folded.endsWith("*") ? prefixes : exact;
  const key = folded.endsWith("*") ? folded.slice(0, -1) : folded;
  const entry = target.get(key) ?? { bits: 0, valence: undefined };
  target.set(key, entry);
  return entry;
}

function stronger(left: number | undefined, right: number): number {
  return left === undefined || Math.abs(right) > Math.abs(left) ? right : left;
}

for (const [words, language] of [
  [wordsFr, FRENCH_BIT],
  [wordsEn, ENGLISH_BIT],
] as const) {
  for (const [group, list] of Object.entries(words) as [WordGroup, string][]) {
    for (const pattern of list.split(/\s+/)) {
      if (pattern === "") continue;
      const entry = entryOf(pattern);
      entry.bits |= GROUP_BITS[group] | (group === "functionWord" ? language : 0);
      if (group === "insult" || group === "slur") entry.valence = stronger(entry.valence, -2);
      else if (group === "threat") entry.valence = stronger(entry.valence, -1);
    }
  }
}
// What the valence tables say replaces the strength a group implies; where both languages speak, the stronger one wins.
const decided = new Set<Entry>();
for (const table of [valenceFr, valenceEn]) {
  for (const [valence, list] of table) {
    for (const pattern of list.split(/\s+/)) {
      if (pattern === "") continue;
      const entry = entryOf(pattern);
      entry.valence = decided.has(entry) ? stronger(entry.valence, valence) : valence;
      decided.add(entry);
    }
  }
}

/** Situations are looked up apart, and a word belongs to every one of which it begins like a pattern. */
const situations = new Map<string, number>();
const situationBeginnings = new Map<string, number>();
for (const [group, list] of Object.entries(situationWords) as [SituationGroup, string][]) {
  for (const pattern of list.split(/\s+/)) {
    if (pattern === "") continue;
    const folded = foldText(pattern);
    const target = folded.endsWith("*") ? situationBeginnings : situations;
    const key = folded.endsWith("*") ? folded.slice(0, -1) : folded;
    target.set(key, (target.get(key) ?? 0) | GROUP_BITS[group]);
  }
}

const insultsByLength = new Map<number, string[]>();
for (const [word, entry] of exact) {
  if ((entry.bits & (GROUP_BITS.insult | GROUP_BITS.profanity | GROUP_BITS.slur)) === 0 || word.length < 3) continue;
  const list = insultsByLength.get(word.length) ?? [];
  list.push(word);
  insultsByLength.set(word.length, list);
}
for (const list of insultsByLength.values()) list.sort();

/**
 * Groups and valence (−2 to 2) of a folded word: its own entry first, else that of its longest known beginning of three
 * letters or more. Groups and valence are looked for apart: a beginning listed for one does not hide a shorter one
 * listed for the other.
 */
export function lookUp(word: string): { bits: number; valence: number } {
  const own = exact.get(word);
  let bits = (own?.bits ?? 0) | (situations.get(word) ?? 0);
  for (let size = 3; size <= word.length; size++) bits |= situationBeginnings.get(word.slice(0, size)) ?? 0;
  let valence = own?.valence;
  let grouped = false;
  for (let size = word.length; size >= 3 && !(grouped && valence !== undefined); size--) {
    const entry = prefixes.get(word.slice(0, size));
    if (entry === undefined) continue;
    if (!grouped && entry.bits !== 0) {
      bits |= entry.bits;
      grouped = true;
    }
    valence ??= entry.valence;
  }
  return { bits, valence: valence ?? 0 };
}

/** The insult behind a masked word ("c*nnard", "f**k"): same length, a star stands for any letter; else undefined. */
export function unmask(word: string): string | undefined {
  for (const candidate of insultsByLength.get(word.length) ?? []) {
    let fits = candidate[0] === word[0];
    for (let index = 1; index < word.length && fits; index++) {
      fits = word[index] === "*" || word[index] === candidate[index];
    }
    if (fits) return candidate;
  }
  return undefined;
}

/** Every phrase of both languages, as (rule, text). */
export function listPhrases(): readonly (readonly [PhraseRule, string])[] {
  const list: [PhraseRule, string][] = [];
  for (const phrases of [phrasesFr, phrasesEn, figurativePhrases]) {
    for (const rule of phraseRules) {
      for (const line of (phrases[rule] ?? "").split("\n")) {
        for (const phrase of line.split(" | ")) if (phrase.trim() !== "") list.push([rule, phrase.trim()]);
      }
    }
  }
  return list;
}
