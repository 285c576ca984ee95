import { foldMathematical, foldTable, LIGATURE, ligature, SEPARATOR } from "./characters.ts";
import { emoticons, isEmoji } from "./emoji.ts";

/** Longest text read, in tokens, and longest word, in letters: what lies beyond is not read (a comment is short). */
export const MAX_TOKENS = 1024;
export const MAX_LETTERS = 40;

export const TOKEN_WORD = 0;
export const TOKEN_EMOJI = 1;
export const TOKEN_LINK = 2;
export const TOKEN_MENTION = 3;
export const TOKEN_SYMBOL = 4;
/** Letters written one by one ("c o n n a r d"), read again as one word beside the letters themselves. */
export const TOKEN_JOINED = 5;

/**
 * What one pass over a text leaves: tokens (folded letters, place in the text, two hashes) and counts of style.
 * The object is reused from one text to the next, so nothing is allocated per comment.
 */
export interface Scan {
  count: number;
  /** True when the text was longer than MAX_TOKENS. */
  truncated: boolean;
  readonly kind: Uint8Array;
  /** Offsets in the text, UTF-16 code units, end excluded. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly hashA: Int32Array;
  readonly hashB: Int32Array;
  /** 1 when a sentence mark (. ! ? ; : …) stands between this token and the previous one. */
  readonly breaks: Uint8Array;
  readonly letters: Uint16Array;
  readonly lettersFrom: Int32Array;
  readonly lettersCount: Int32Array;
  exclamations: number;
  questions: number;
  ellipses: number;
  quotes: number;
  capitals: number;
  lowercase: number;
  digits: number;
  hashtags: number;
  links: number;
  mentions: number;
  emojis: number;
  elongated: number;
  /** At signs inside a word, as in an e-mail address; those of mentions are not counted. */
  atSigns: number;
  otherScript: number;
  endsWithQuestion: boolean;
}

export function createScan(): Scan {
  return {
    count: 0,
    truncated: false,
    kind: new Uint8Array(MAX_TOKENS),
    start: new Int32Array(MAX_TOKENS),
    end: new Int32Array(MAX_TOKENS),
    hashA: new Int32Array(MAX_TOKENS),
    hashB: new Int32Array(MAX_TOKENS),
    breaks: new Uint8Array(MAX_TOKENS),
    letters: new Uint16Array(MAX_TOKENS * (MAX_LETTERS + 2)),
    lettersFrom: new Int32Array(MAX_TOKENS),
    lettersCount: new Int32Array(MAX_TOKENS),
    exclamations: 0,
    questions: 0,
    ellipses: 0,
    quotes: 0,
    capitals: 0,
    lowercase: 0,
    digits: 0,
    hashtags: 0,
    links: 0,
    mentions: 0,
    emojis: 0,
    elongated: 0,
    atSigns: 0,
    otherScript: 0,
    endsWithQuestion: false,
  };
}

function reset(scan: Scan): void {
  scan.count = 0;
  scan.truncated = false;
  scan.exclamations = scan.questions = scan.ellipses = scan.quotes = 0;
  scan.capitals = scan.lowercase = scan.digits = scan.hashtags = scan.links = scan.mentions = scan.emojis = 0;
  scan.elongated = scan.atSigns = scan.otherScript = 0;
  scan.endsWithQuestion = false;
}

function closeToken(scan: Scan, kind: number, start: number, end: number, from: number, size: number, broke: number) {
  const index = scan.count;
  scan.kind[index] = kind;
  scan.start[index] = start;
  scan.end[index] = end;
  scan.lettersFrom[index] = from;
  scan.lettersCount[index] = size;
  scan.breaks[index] = broke;
  const letters = scan.letters;
  let a = 0x811c9dc5 | 0;
  let b = 0x2f0b4c47 | 0;
  for (let at = from; at < from + size; at++) {
    const letter = letters[at]!;
    a = Math.imul(a ^ letter, 0x01000193);
    b = Math.imul(b ^ letter, 0x5bd1e995);
    b ^= b >>> 15;
  }
  scan.hashA[index] = a ^ kind;
  scan.hashB[index] = b;
  scan.count = index + 1;
}

/** Is this a space (of any width)? Tells where a link or a mention ends. */
function isSpace(code: number): boolean {
  return code <= 0x20 || code === 0xa0 || code === 0x202f || (code >= 0x2000 && code <= 0x200a) || code === 0x3000;
}

function isNameLetter(code: number): boolean {
  return foldTable[code]! > LIGATURE || code === 0x5f;
}

const HTTP = [0x68, 0x74, 0x74, 0x70];

function isLinkStart(scan: Scan, from: number, size: number, text: string, at: number): boolean {
  const letters = scan.letters;
  if (size === 3 && letters[from] === 0x77 && letters[from + 1] === 0x77 && letters[from + 2] === 0x77) {
    return text.charCodeAt(at) === 0x2e;
  }
  if (size !== 4 && !(size === 5 && letters[from + 4] === 0x73)) return false;
  for (let index = 0; index < 4; index++) if (letters[from + index] !== HTTP[index]) return false;
  const next = text.charCodeAt(at);
  return Number.isNaN(next) || next === 0x3a || isSpace(next);
}

function emoticonAt(text: string, at: number): readonly [string, number] | undefined {
  for (const emoticon of emoticons) if (text.startsWith(emoticon[0], at)) return emoticon;
  return undefined;
}

/**
 * Reads a text once and fills `scan`. Folds case, accents, look-alike alphabets and repeated letters; joins letters
 * written apart; makes one token of a link, a mention, an emoji or an emoticon. Never throws, whatever the text.
 */
export function scanText(text: string, scan: Scan): void {
  reset(scan);
  const letters = scan.letters;
  const length = text.length;
  let used = 0; // letters written so far
  let wordFrom = 0;
  let size = 0;
  let wordStart = -1;
  let previous = 0; // folded code of the previous letter of the word
  let run = 0;
  let broke = 0;
  let singles = 0; // tokens of one letter in a row, one sign apart
  let lastEmoji = 0;
  let joinedAfter = 0; // 1 after a zero-width joiner: the next emoji belongs to the last one
  let lastMark = 0;

  const joinSingles = () => {
    if (singles >= 3 && scan.count < MAX_TOKENS) {
      const first = scan.count - singles;
      const from = used;
      let joined = 0;
      for (let index = first; index < first + singles && joined < MAX_LETTERS; index++) {
        letters[used++] = letters[scan.lettersFrom[index]!]!;
        joined++;
      }
      closeToken(scan, TOKEN_JOINED, scan.start[first]!, scan.end[first + singles - 1]!, from, joined, 0);
    }
    singles = 0;
  };

  let index = 0;
  for (; index <= length; index++) {
    const code = index < length ? text.charCodeAt(index) : 0x20;
    let folded = foldTable[code]!;
    let width = 1;
    if (folded === SEPARATOR && code >= 0xd800 && code < 0xdc00 && index + 1 < length) {
      const point = text.codePointAt(index)!;
      if (point > 0xffff) {
        width = 2;
        folded = foldMathematical(point);
      }
    }
    if (folded > LIGATURE) {
      if (size === 0) {
        wordStart = index;
        wordFrom = used;
        previous = 0;
        run = 1;
      }
      if (folded === previous && folded > 0x39) {
        run++;
        if (run === 3) {
          size--;
          used--;
          scan.elongated++;
        }
      } else run = 1;
      previous = folded;
      // At the third letter in a row the second was taken back above, and nothing more is added.
      if (run < 3 && size < MAX_LETTERS) {
        letters[used++] = folded;
        size++;
      }
      if (code < 0x80) {
        if (code >= 0x61) scan.lowercase++;
        else if (code >= 0x41) scan.capitals++;
        else scan.digits++;
      } else if (code < 0x250) {
        if (text[index] === text[index]!.toLowerCase()) scan.lowercase++;
        else scan.capitals++;
      } else scan.otherScript++;
      lastMark = 0;
      index += width - 1;
      continue;
    }
    if (folded === LIGATURE) {
      if (size === 0) {
        wordStart = index;
        wordFrom = used;
      }
      if (size < MAX_LETTERS - 1) {
        const pair = ligature(code);
        letters[used++] = pair >> 8;
        letters[used++] = pair & 0xff;
        size += 2;
        previous = pair & 0xff;
        run = 1;
      }
      continue;
    }
    if (folded === 1) {
      if (code === 0x200d) joinedAfter = 1;
      continue;
    }
    if (size > 0) {
      // Signs that stay inside a word: masks and leet (c@nnard, f**k, a$$), and the apostrophe of "don't".
      if (code === 0x2a || code === 0x40 || code === 0x24) {
        const next = text.charCodeAt(index + 1);
        if (code === 0x2a ? size < MAX_LETTERS : foldTable[next]! > LIGATURE || next === code) {
          if (size < MAX_LETTERS) {
            letters[used++] = code;
            size++;
            previous = 0;
          }
          if (code === 0x40) scan.atSigns++;
          continue;
        }
      }
      if ((code === 0x27 || code === 0x2019) && previous === 0x6e && (text.charCodeAt(index + 1) | 0x20) === 0x74) {
        letters[used++] = 0x27;
        size++;
        previous = 0;
        continue;
      }
      if (scan.count >= MAX_TOKENS - 1) {
        scan.truncated = true;
        break;
      }
      if (isLinkStart(scan, wordFrom, size, text, index)) {
        while (index < length && !isSpace(text.charCodeAt(index))) index++;
        letters[wordFrom] = 2;
        used = wordFrom + 1;
        joinSingles();
        closeToken(scan, TOKEN_LINK, wordStart, index, wordFrom, 1, broke);
        scan.links++;
        size = 0;
        broke = 0;
        continue;
      }
      const single = size === 1 && letters[wordFrom]! > 0x39;
      const gap = scan.count > 0 ? wordStart - scan.end[scan.count - 1]! : -1;
      const between = gap === 1 ? text.charCodeAt(wordStart - 1) : 0;
      const continues = gap === 1 && (between === 0x20 || between === 0x2e || between === 0x2d || between === 0x5f);
      if (singles > 0 && !(single && continues)) joinSingles();
      if (scan.count < MAX_TOKENS) closeToken(scan, TOKEN_WORD, wordStart, index, wordFrom, size, broke);
      singles = single ? singles + 1 : 0;
      size = 0;
      broke = 0;
    }
    if (code === 0x20 && width === 1) continue;
    if (scan.count >= MAX_TOKENS - 2) {
      scan.truncated = index < length;
      break;
    }
    switch (code) {
      case 0x21:
        scan.exclamations++;
        broke = 1;
        lastMark = code;
        continue;
      case 0x3f:
        scan.questions++;
        broke = 1;
        lastMark = code;
        continue;
      case 0x2e:
        if (text.charCodeAt(index + 1) === 0x2e) {
          scan.ellipses++;
          while (text.charCodeAt(index + 1) === 0x2e) index++;
        }
        broke = 1;
        lastMark = code;
        continue;
      case 0x2026:
        scan.ellipses++;
        broke = 1;
        lastMark = code;
        continue;
      case 0x22:
      case 0xab:
      case 0xbb:
      case 0x201c:
      case 0x201d:
        scan.quotes++;
        continue;
      case 0x23:
        if (isNameLetter(text.charCodeAt(index + 1))) scan.hashtags++;
        continue;
      case 0x40:
        if (index + 1 < length && isNameLetter(text.charCodeAt(index + 1))) {
          const start = index;
          index++;
          while (index < length && isNameLetter(text.charCodeAt(index))) index++;
          joinSingles();
          letters[used] = 3;
          closeToken(scan, TOKEN_MENTION, start, index, used++, 1, broke);
          scan.mentions++;
          index--;
          broke = 0;
        }
        continue;
      case 0x20ac:
      case 0x25:
        joinSingles();
        letters[used] = code;
        closeToken(scan, TOKEN_SYMBOL, index, index + 1, used++, 1, 0);
        continue;
      default:
    }
    if (code < 0x80) {
      if (code === 0x3a || code === 0x3b || code === 0x3d || code === 0x3c || code === 0x3e || code === 0x5e) {
        const emoticon = emoticonAt(text, index);
        if (emoticon !== undefined) {
          joinSingles();
          writeEmoji(scan, emoticon[1], index, index + emoticon[0].length, used, broke);
          used += 2;
          index += emoticon[0].length - 1;
          broke = 0;
        } else broke = 1;
      }
      continue;
    }
    if (code >= 0x2000) {
      const point = width === 2 ? text.codePointAt(index)! : code;
      if (isEmoji(point) && !(point >= 0x1f3fb && point <= 0x1f3ff)) {
        scan.emojis++;
        const last = scan.count - 1;
        const again = point === lastEmoji && last >= 0 && scan.kind[last] === TOKEN_EMOJI;
        if (joinedAfter === 0 && !again) {
          joinSingles();
          writeEmoji(scan, point, index, index + width, used, broke);
          used += 2;
          broke = 0;
        } else if (last >= 0) scan.end[last] = index + width;
        lastEmoji = point;
      }
      joinedAfter = 0;
      index += width - 1;
    }
  }
  joinSingles();
  scan.endsWithQuestion = lastMark === 0x3f;
}

/** An emoji token keeps its code point as two letters below the range of real letters. */
function writeEmoji(scan: Scan, point: number, start: number, end: number, used: number, broke: number): void {
  scan.letters[used] = 0x100 + (point >> 12);
  scan.letters[used + 1] = 0x1000 + (point & 0xfff);
  closeToken(scan, TOKEN_EMOJI, start, end, used, 2, broke);
}

/** The code point behind an emoji token. */
export function emojiOf(scan: Scan, token: number): number {
  const from = scan.lettersFrom[token]!;
  return ((scan.letters[from]! - 0x100) << 12) | (scan.letters[from + 1]! - 0x1000);
}

/** Folded letters of a token, as a string. */
export function lettersOf(scan: Scan, token: number): string {
  const from = scan.lettersFrom[token]!;
  let word = "";
  for (let at = from; at < from + scan.lettersCount[token]!; at++) word += String.fromCharCode(scan.letters[at]!);
  return word;
}
