/**
 * What one UTF-16 code unit becomes in a folded word. Folding makes « Énervé », "ENERVE" and "énervé" one word,
 * so that hurried spelling costs nothing. Values of the table:
 *   0       separator
 *   1       invisible inside a word (zero-width marks, soft hyphen, combining accents, right-to-left marks)
 *   2       a ligature of two letters (œ, æ, ß): see `ligature`
 *   others  the folded code unit
 */
export const SEPARATOR = 0;
export const INVISIBLE = 1;
export const LIGATURE = 2;

const table = new Uint16Array(0x10000);

function fillTable(): void {
  for (let code = 0x30; code <= 0x39; code++) table[code] = code;
  for (let code = 0x61; code <= 0x7a; code++) {
    table[code] = code;
    table[code - 0x20] = code;
  }
  for (let code = 0xc0; code < 0x250; code++) {
    const base = String.fromCharCode(code).normalize("NFD").toLowerCase().charCodeAt(0);
    table[code] = base >= 0x61 && base <= 0x7a ? base : code === 0xd7 || code === 0xf7 ? SEPARATOR : code;
  }
  for (const [from, to] of [
    ["øØ", "o"],
    ["łŁ", "l"],
    ["đĐð", "d"],
    ["ıİ", "i"],
  ] as const) {
    for (const letter of from) table[letter.charCodeAt(0)] = to.charCodeAt(0);
  }
  for (const letter of "œŒæÆß") table[letter.charCodeAt(0)] = LIGATURE;
  // Letters of other scripts stay themselves: they only serve the language reading.
  for (const [from, to] of [
    [0x370, 0x590],
    [0x5d0, 0x5eb],
    [0x620, 0x64b],
    [0x671, 0x6d4],
    [0x900, 0xe80],
    [0x10a0, 0x1200],
    [0x3041, 0x3100],
    [0x3400, 0xa000],
    [0xac00, 0xd7a4],
  ] as const) {
    for (let code = from; code < to; code++) table[code] = code;
  }
  for (let code = 0x300; code < 0x370; code++) table[code] = INVISIBLE;
  for (const code of [0xad, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0xfeff]) {
    table[code] = INVISIBLE;
  }
  for (let code = 0x2060; code < 0x2070; code++) table[code] = INVISIBLE;
  for (let code = 0x64b; code < 0x660; code++) table[code] = INVISIBLE;
  for (let code = 0xfe00; code < 0xfe10; code++) table[code] = INVISIBLE;
  // Full-width letters and digits, and the look-alikes most used to slip past word filters.
  for (let code = 0; code < 26; code++) {
    table[0xff21 + code] = 0x61 + code;
    table[0xff41 + code] = 0x61 + code;
  }
  for (let code = 0; code < 10; code++) table[0xff10 + code] = 0x30 + code;
}
fillTable();

/** Folded code unit of a code unit below 0x10000 (see the file's head for 0, 1 and 2). */
export const foldTable: Uint16Array = table;

/** Both letters of a ligature, packed as first × 256 + second. */
export function ligature(code: number): number {
  if (code === 0x152 || code === 0x153) return 0x6f65;
  if (code === 0xc6 || code === 0xe6) return 0x6165;
  return 0x7373;
}

/** Letter or digit of the "mathematical" alphabets (𝐜𝐨𝐧, 𝕔𝕠𝕟 …), regional letters excluded; 0 when it is none. */
export function foldMathematical(codePoint: number): number {
  if (codePoint >= 0x1d400 && codePoint <= 0x1d6a3) return 0x61 + ((codePoint - 0x1d400) % 26);
  if (codePoint >= 0x1d7ce && codePoint <= 0x1d7ff) return 0x30 + ((codePoint - 0x1d7ce) % 10);
  return 0;
}

const cyrillicLookAlikes: Readonly<Record<string, string>> = {
  а: "a",
  е: "e",
  о: "o",
  р: "p",
  с: "c",
  у: "y",
  х: "x",
  і: "i",
  ѕ: "s",
  ј: "j",
  Α: "a",
  ο: "o",
};

/** Latin reading of a word that mixes Latin letters with Cyrillic or Greek look-alikes; other words are unchanged. */
export function readLookAlikes(word: string): string {
  if (!/[a-z]/.test(word) || !/[\u0370-\u052f]/.test(word)) return word;
  let latin = "";
  for (const letter of word) latin += cyrillicLookAlikes[letter] ?? letter;
  return latin;
}

/** A whole string folded the same way: for lexicon entries and slow paths, never for the main scan. */
export function foldText(text: string): string {
  let folded = "";
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const to = table[code]!;
    if (to === LIGATURE) {
      const pair = ligature(code);
      folded += String.fromCharCode(pair >> 8, pair & 0xff);
    } else if (to > LIGATURE) folded += String.fromCharCode(to);
    else if (to === SEPARATOR) folded += text[index];
  }
  return folded;
}
