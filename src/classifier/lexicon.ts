import { foldText } from "./characters.ts";
import { figurativePhrases } from "./figurative-phrases.ts";
import { phrasesEn, wordsEn } from "./lexicon-en.ts";
import { phrasesFr, wordsFr } from "./lexicon-fr.ts";
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
  | "condemnation";

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
export const GROUP_BITS: Readonly<Record<WordGroup, number>> = {
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
};
export const FRENCH_BIT = 256;
export const ENGLISH_BIT = 512;

interface Entry {
  bits: number;
  valence: number;
}

const exact = new Map<string, Entry>();
const prefixes = new Map<string, Entry>();

function add(pattern: string, bits: number, valence: number): void {
  const folded = foldText(pattern);
  const target = folded.endsWith("*") ? prefixes : exact;
  const key = folded.endsWith("*") ? folded.slice(0, -1) : folded;
  const entry = target.get(key) ?? { bits: 0, valence: 0 };
  entry.bits |= bits;
  if (Math.abs(valence) > Math.abs(entry.valence)) entry.valence = valence;
  target.set(key, entry);
}

for (const [words, language] of [
  [wordsFr, FRENCH_BIT],
  [wordsEn, ENGLISH_BIT],
] as const) {
  for (const [group, list] of Object.entries(words) as [WordGroup, string][]) {
    for (const pattern of list.split(/\s+/)) {
      if (pattern === "") continue;
      const valence = group === "insult" || group === "slur" ? -2 : group === "threat" ? -1 : 0;
      add(pattern, GROUP_BITS[group] | (group === "functionWord" ? language : 0), valence);
    }
  }
}
for (const table of [valenceFr, valenceEn]) {
  for (const [valence, list] of table) {
    for (const pattern of list.split(/\s+/)) if (pattern !== "") add(pattern, 0, valence);
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

/** Groups and valence of a folded word: its own entry first, else that of its longest known beginning. */
export function lookUp(word: string): { bits: number; valence: number } {
  const own = exact.get(word);
  let bits = own?.bits ?? 0;
  let valence = own?.valence ?? 0;
  for (let size = word.length; size >= 3; size--) {
    const entry = prefixes.get(word.slice(0, size));
    if (entry === undefined) continue;
    bits |= entry.bits;
    if (own === undefined || valence === 0) valence = entry.valence;
    break;
  }
  return { bits, valence };
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
