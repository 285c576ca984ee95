import { foldText } from "./characters.ts";
import { listPhrases, phraseRules } from "./lexicon.ts";

/**
 * Phrases are matched word by word by one automaton made lazily: its states are sets of half-read phrases, so that a
 * comment costs one look-up per word however many phrases there are. A gap (`..`) skips nought to three words.
 */
interface Slot {
  readonly patterns: Set<number>;
  readonly optional: boolean;
  readonly gap: number;
}

const GAP = 3;
const LONGEST = 31;
const exactPatterns = new Map<string, number>();
const prefixPatterns = new Map<string, number>();
let patternCount = 0;

function patternId(text: string): number {
  const folded = foldText(text);
  const table = folded.endsWith("*") ? prefixPatterns : exactPatterns;
  const key = folded.endsWith("*") ? folded.slice(0, -1) : folded;
  let id = table.get(key);
  if (id === undefined) {
    id = patternCount++;
    table.set(key, id);
  }
  return id;
}

const phrases: { rule: number; slots: Slot[] }[] = [];
for (const [rule, text] of listPhrases()) {
  const slots: Slot[] = [];
  let gap = 0;
  for (const part of text.split(/\s+/)) {
    if (part === "..") {
      gap = GAP;
      continue;
    }
    const choices = part.split("|");
    const optional = slots.length > 0 && choices.includes("");
    slots.push({ patterns: new Set(choices.filter((choice) => choice !== "").map(patternId)), optional, gap });
    gap = 0;
  }
  phrases.push({ rule: phraseRules.indexOf(rule), slots });
}

const phrasesByFirstPattern = new Map<number, number[]>();
for (const [index, phrase] of phrases.entries()) {
  for (const pattern of phrase.slots[0]!.patterns) {
    const list = phrasesByFirstPattern.get(pattern) ?? [];
    list.push(index);
    phrasesByFirstPattern.set(pattern, list);
  }
}

/** Words that stand in the same phrases are one class; class 0 is "in no phrase". */
const classes: { patterns: readonly number[] }[] = [{ patterns: [] }];
const classByKey = new Map<string, number>([["", 0]]);

/**
 * The class of a folded word, for `advance`; `alias` is a second name of it ("<num>" for any number). Asked once per
 * distinct word, then kept with the word.
 */
export function phraseClassOf(word: string, alias: string): number {
  const patterns: number[] = [];
  const own = exactPatterns.get(word);
  if (own !== undefined) patterns.push(own);
  const other = alias === "" ? undefined : exactPatterns.get(alias);
  if (other !== undefined) patterns.push(other);
  for (let size = 2; size <= word.length; size++) {
    const prefix = prefixPatterns.get(word.slice(0, size));
    if (prefix !== undefined) patterns.push(prefix);
  }
  patterns.sort((a, b) => a - b);
  const key = patterns.join(",");
  let id = classByKey.get(key);
  if (id === undefined) {
    id = classes.length;
    classes.push({ patterns });
    classByKey.set(key, id);
  }
  return id;
}

/** A half-read phrase: which one, next slot, words still allowed in the gap, words read. */
function item(phrase: number, slot: number, gap: number, read: number): number {
  return ((phrase * 16 + slot) * 4 + gap) * 32 + read;
}

interface State {
  readonly items: readonly number[];
  /** What ends here: rule + 16 × number of words of the match. */
  readonly fired: readonly number[];
}

const NO_STATE: State = { items: [], fired: [] };
let states: State[] = [NO_STATE];
let stateByKey = new Map<string, number>([["|", 0]]);
let moves = new Map<number, number>();

function enter(items: Set<number>, fired: Map<number, number>, phrase: number, slot: number, read: number): void {
  const { slots, rule } = phrases[phrase]!;
  let at = slot;
  for (;;) {
    if (at === slots.length) {
      fired.set(rule, Math.max(fired.get(rule) ?? 0, read));
      return;
    }
    const next = slots[at]!;
    items.add(item(phrase, at, next.gap, read));
    if (!next.optional) return;
    at++;
  }
}

function move(from: State, wordClass: number): number {
  const items = new Set<number>();
  const fired = new Map<number, number>();
  const { patterns } = classes[wordClass]!;
  for (const packed of from.items) {
    const read = packed & 31;
    const gap = (packed >> 5) & 3;
    const slot = (packed >> 7) & 15;
    const phrase = packed >> 11;
    if (read + 1 >= LONGEST) continue;
    const wanted = phrases[phrase]!.slots[slot]!;
    if (patterns.some((pattern) => wanted.patterns.has(pattern))) enter(items, fired, phrase, slot + 1, read + 1);
    if (gap > 0) items.add(item(phrase, slot, gap - 1, read + 1));
  }
  for (const pattern of patterns) {
    for (const phrase of phrasesByFirstPattern.get(pattern) ?? []) enter(items, fired, phrase, 1, 1);
  }
  const sorted = [...items].sort((a, b) => a - b);
  const ends = [...fired].map(([rule, read]) => rule + 16 * read).sort((a, b) => a - b);
  const key = `${sorted.join(",")}|${ends.join(",")}`;
  let id = stateByKey.get(key);
  if (id === undefined) {
    id = states.length;
    states.push({ items: sorted, fired: ends });
    stateByKey.set(key, id);
  }
  return id;
}

/** The state before any word, and after a sentence mark. */
export const START = 0;

/** State after one more word. */
export function advance(state: number, wordClass: number): number {
  if (state === START && wordClass === 0) return START;
  const key = state * 16384 + wordClass;
  const known = moves.get(key);
  if (known !== undefined) return known;
  const next = move(states[state]!, wordClass);
  moves.set(key, next);
  return next;
}

/** What ends in a state: rule + 16 × number of words of the match. */
export function firedAt(state: number): readonly number[] {
  return states[state]!.fired;
}

/** Forgets the states met so far when they are many; to be called between two texts, never inside one. */
export function trimStates(): void {
  if (states.length < 60_000) return;
  states = [NO_STATE];
  stateByKey = new Map([["|", 0]]);
  moves = new Map();
}
