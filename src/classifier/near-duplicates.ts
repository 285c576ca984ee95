import { foldTable, LIGATURE, ligature } from "./characters.ts";

/** Slots of a signature, letters of a shingle, and bands × rows of the index: 16 × 2 finds a similarity of 0.5 almost surely. */
export const SIGNATURE_SLOTS = 32;
const SHINGLE = 4;
const BANDS = 16;
const ROWS = 2;
const EMPTY = 0xffffffff;

function mix(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

const LONGEST = 4000;
const letters = new Uint16Array(LONGEST + 2);

function foldInto(text: string): number {
  let used = 0;
  let space = true;
  for (let index = 0; index < text.length && used < LONGEST; index++) {
    const code = text.charCodeAt(index);
    const folded = code >= 0xd800 && code < 0xe000 ? code : foldTable[code]!;
    if (folded === LIGATURE) {
      const pair = ligature(code);
      letters[used++] = pair >> 8;
      letters[used++] = pair & 0xff;
      space = false;
    } else if (folded > LIGATURE) {
      letters[used++] = folded;
      space = false;
    } else if (folded === 0 && !space) {
      letters[used++] = 0x20;
      space = true;
    }
  }
  if (space && used > 0) used--;
  if (used > 0) return used;
  // Nothing but signs ("⭐⭐", ":-("): then the signs are what is compared.
  for (let index = 0; index < text.length && used < LONGEST; index++) {
    const code = text.charCodeAt(index);
    if (code > 0x20 && code !== 0xfe0f) letters[used++] = code;
  }
  return used;
}

/**
 * MinHash signature of a text (Broder 1997) by one hash per shingle of four letters, spread over 32 slots; slots left
 * empty borrow from their neighbour (densified one-permutation hashing, Shrivastava and Li 2014). Case, accents, signs
 * and spacing do not count. The share of equal slots estimates the Jaccard similarity, to about ±0.09.
 */
export function signatureOf(text: string): Uint32Array {
  const size = foldInto(text);
  const signature = new Uint32Array(SIGNATURE_SLOTS).fill(EMPTY);
  const last = Math.max(1, size - SHINGLE + 1);
  for (let from = 0; from < last; from++) {
    let h = 0x9747b28c;
    for (let at = from; at < Math.min(size, from + SHINGLE); at++) h = Math.imul(h ^ letters[at]!, 0x01000193);
    h = mix(h);
    const slot = h & (SIGNATURE_SLOTS - 1);
    const value = h >>> 5;
    if (value < signature[slot]!) signature[slot] = value;
  }
  const filled = signature.slice();
  for (let slot = 0; slot < SIGNATURE_SLOTS; slot++) {
    for (let step = 1; signature[slot] === EMPTY && step < SIGNATURE_SLOTS; step++) {
      const other = filled[(slot + step) & (SIGNATURE_SLOTS - 1)]!;
      if (other !== EMPTY) signature[slot] = mix(other + step * 0x9e3779b1) >>> 5;
    }
  }
  return signature;
}

/** Estimated Jaccard similarity of two texts, in [0, 1]. */
export function similarityOf(one: Uint32Array, other: Uint32Array): number {
  let same = 0;
  for (let slot = 0; slot < SIGNATURE_SLOTS; slot++) if (one[slot] === other[slot]) same++;
  return same / SIGNATURE_SLOTS;
}

export interface Voice<Id> {
  /** First comment of the voice that is still remembered. */
  readonly first: Id;
  /** How many comments say the same so far, this one included. */
  readonly copies: number;
  /** Similarity with the nearest earlier copy; 0 for a voice heard for the first time. */
  readonly similarity: number;
}

export interface NearDuplicates<Id> {
  /** Hears one more comment. */
  add(id: Id, text: string): Voice<Id>;
  /** Voices heard at least `least` times, the loudest first. */
  voices(least: number): readonly { readonly first: Id; readonly copies: number }[];
}

/** Comments kept in each band of the index: in a crowded band the latest are enough, the others are copies of them. */
const BAND_DEPTH = 24;

interface Spoken {
  /** The voice this one was merged into. */
  into: Spoken | undefined;
  copies: number;
  /** Place of the oldest comment that is still remembered: top of the heap of the voice's comments; −1 when none is. */
  top: number;
}

/**
 * Counts a campaign as one voice with N copies, comment by comment. Remembers the last `capacity` comments (20,000 when
 * absent: some 10 MB); two comments are one voice when their estimated similarity reaches `threshold` (0.5 when absent).
 * Adding costs the same before and after the capacity is reached, however large the campaign: bands keep their latest
 * comments only, and each voice keeps its comments in a leftist heap by age (Crane 1972), from which the oldest leaves
 * in O(log n) and which merges with another in O(log n).
 */
export function createNearDuplicates<Id>(
  options: { readonly capacity?: number; readonly threshold?: number } = {},
): NearDuplicates<Id> {
  const capacity = options.capacity ?? 20_000;
  const threshold = options.threshold ?? 0.5;
  // A ring: comment number n stands at place n mod capacity, until the comment n + capacity takes it.
  const signatures: Uint32Array[] = [];
  const ids: Id[] = [];
  const voices: Spoken[] = [];
  const numbers = new Float64Array(capacity);
  const left = new Int32Array(capacity);
  const right = new Int32Array(capacity);
  const ranks = new Int32Array(capacity);
  const living = new Set<Spoken>();
  /** Band → places, oldest first. */
  const index = new Map<number, number[]>();
  let heard = 0;

  const bandKey = (signature: Uint32Array, band: number) =>
    mix(Math.imul(signature[band * ROWS]!, 0x9e3779b1) ^ Math.imul(signature[band * ROWS + 1]! + band, 0x85ebca6b)) *
      BANDS +
    band;

  /** Merges two heaps of places by age; −1 is the empty heap. Goes down right spines only: log2(capacity) calls at most. */
  const meld = (one: number, other: number): number => {
    if (one < 0) return other;
    if (other < 0) return one;
    const [older, younger] = numbers[one]! < numbers[other]! ? [one, other] : [other, one];
    const below = meld(right[older]!, younger);
    const beside = left[older]!;
    if (beside >= 0 && ranks[beside]! >= ranks[below]!) right[older] = below;
    else {
      left[older] = below;
      right[older] = beside;
    }
    const last = right[older]!;
    ranks[older] = last < 0 ? 1 : ranks[last]! + 1;
    return older;
  };

  const voiceAt = (place: number): Spoken => {
    let voice = voices[place]!;
    while (voice.into !== undefined) voice = voice.into;
    // Comments point straight at the voice that lives, so that merged ones can be let go.
    let at = voices[place]!;
    while (at !== voice) {
      const next = at.into!;
      at.into = voice;
      at = next;
    }
    voices[place] = voice;
    return voice;
  };

  const forget = (place: number) => {
    const old = signatures[place]!;
    for (let band = 0; band < BANDS; band++) {
      const key = bandKey(old, band);
      const list = index.get(key);
      // The comment forgotten is the oldest of all: it is first in its bands, or left them long ago.
      if (list?.[0] !== place) continue;
      if (list.length === 1) index.delete(key);
      else list.shift();
    }
    // The voice lives on under its next copy. The oldest comment of all is the oldest of its voice.
    const voice = voiceAt(place);
    voice.top = meld(left[place]!, right[place]!);
    if (voice.top < 0) living.delete(voice);
  };

  return {
    add(id, text) {
      const signature = signatureOf(text);
      const place = heard % capacity;
      if (heard >= capacity) forget(place);
      const seen = new Set<number>();
      let similarity = 0;
      const alike = new Set<Spoken>();
      for (let band = 0; band < BANDS; band++) {
        for (const other of index.get(bandKey(signature, band)) ?? []) {
          if (seen.has(other)) continue;
          seen.add(other);
          const value = similarityOf(signature, signatures[other]!);
          if (value < threshold) continue;
          alike.add(voiceAt(other));
          if (value > similarity) similarity = value;
        }
      }
      signatures[place] = signature;
      ids[place] = id;
      numbers[place] = heard++;
      left[place] = -1;
      right[place] = -1;
      ranks[place] = 1;
      for (let band = 0; band < BANDS; band++) {
        const key = bandKey(signature, band);
        const list = index.get(key);
        if (list === undefined) index.set(key, [place]);
        else {
          list.push(place);
          if (list.length > BAND_DEPTH) list.shift();
        }
      }
      // The loudest of the voices that say the same takes in the others: chains of merged voices stay short.
      let voice: Spoken | undefined;
      for (const other of alike) if (voice === undefined || other.copies > voice.copies) voice = other;
      if (voice === undefined) {
        voice = { into: undefined, copies: 0, top: -1 };
        living.add(voice);
      }
      for (const other of alike) {
        if (other === voice) continue;
        other.into = voice;
        voice.copies += other.copies;
        voice.top = meld(voice.top, other.top);
        living.delete(other);
      }
      voices[place] = voice;
      voice.copies++;
      voice.top = meld(voice.top, place);
      return { first: ids[voice.top]!, copies: voice.copies, similarity };
    },
    voices(least) {
      return [...living]
        .filter(({ copies }) => copies >= least)
        .sort((a, b) => b.copies - a.copies)
        .map(({ top, copies }) => ({ first: ids[top]!, copies }));
    },
  };
}
