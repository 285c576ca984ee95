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

/**
 * Counts a campaign as one voice with N copies, comment by comment. Remembers the last `capacity` comments (20,000 when
 * absent: some 10 MB); two comments are one voice when their estimated similarity reaches `threshold` (0.5 when absent).
 */
export function createNearDuplicates<Id>(
  options: { readonly capacity?: number; readonly threshold?: number } = {},
): NearDuplicates<Id> {
  const capacity = options.capacity ?? 20_000;
  const threshold = options.threshold ?? 0.5;
  const signatures: (Uint32Array | undefined)[] = new Array<Uint32Array | undefined>(capacity).fill(undefined);
  const ids: Id[] = [];
  const parents = new Int32Array(capacity);
  const voiceOf = new Map<number, { first: Id; copies: number }>();
  const index = new Map<number, number[]>();
  let heard = 0;

  const bandKey = (signature: Uint32Array, band: number) =>
    mix(Math.imul(signature[band * ROWS]!, 0x9e3779b1) ^ Math.imul(signature[band * ROWS + 1]! + band, 0x85ebca6b)) *
      BANDS +
    band;

  const rootOf = (place: number): number => {
    let root = place;
    while (parents[root] !== root) root = parents[root]!;
    let at = place;
    while (parents[at] !== root) {
      const next = parents[at]!;
      parents[at] = root;
      at = next;
    }
    return root;
  };

  const forget = (place: number) => {
    const old = signatures[place];
    if (old === undefined) return;
    for (let band = 0; band < BANDS; band++) {
      const key = bandKey(old, band);
      const list = index.get(key);
      if (list === undefined) continue;
      const kept = list.filter((other) => other !== place);
      if (kept.length === 0) index.delete(key);
      else index.set(key, kept);
    }
    // The voice lives on under its next copy.
    const members: number[] = [];
    const root = rootOf(place);
    if (root === place && voiceOf.get(root)?.copies === 1) voiceOf.delete(root);
    else if (root === place) {
      for (let other = 0; other < Math.min(heard, capacity); other++) {
        if (other !== place && signatures[other] !== undefined && rootOf(other) === root) members.push(other);
      }
      const voice = voiceOf.get(root);
      voiceOf.delete(root);
      const heir = members[0];
      if (heir !== undefined && voice !== undefined) {
        for (const member of members) parents[member] = heir;
        voiceOf.set(heir, { first: ids[heir]!, copies: voice.copies });
      }
    }
    signatures[place] = undefined;
  };

  return {
    add(id, text) {
      const signature = signatureOf(text);
      const place = heard % capacity;
      if (heard >= capacity) forget(place);
      heard++;
      const seen = new Set<number>();
      let best = -1;
      let similarity = 0;
      const alike = new Set<number>();
      for (let band = 0; band < BANDS; band++) {
        // In a crowded band the latest comments are enough: the others are copies of them.
        for (const other of (index.get(bandKey(signature, band)) ?? []).slice(-24)) {
          if (seen.has(other)) continue;
          seen.add(other);
          const value = similarityOf(signature, signatures[other]!);
          if (value < threshold) continue;
          alike.add(rootOf(other));
          if (value > similarity) {
            similarity = value;
            best = other;
          }
        }
      }
      signatures[place] = signature;
      ids[place] = id;
      parents[place] = place;
      for (let band = 0; band < BANDS; band++) {
        const key = bandKey(signature, band);
        const list = index.get(key);
        if (list === undefined) index.set(key, [place]);
        else list.push(place);
      }
      if (best < 0) {
        voiceOf.set(place, { first: id, copies: 1 });
        return { first: id, copies: 1, similarity: 0 };
      }
      const root = rootOf(best);
      const voice = voiceOf.get(root)!;
      voice.copies++;
      parents[place] = root;
      for (const other of alike) {
        if (other === root) continue;
        voice.copies += voiceOf.get(other)!.copies;
        voiceOf.delete(other);
        parents[other] = root;
      }
      return { first: voice.first, copies: voice.copies, similarity };
    },
    voices(least) {
      return [...voiceOf.values()].filter(({ copies }) => copies >= least).sort((a, b) => b.copies - a.copies);
    },
  };
}
