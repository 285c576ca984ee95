/** The sign before the decimals of a file's numbers. */
export type DecimalMark = "." | ",";

const absentTexts = new Set([
  "",
  "-",
  "--",
  "---",
  "–",
  "—",
  "n/a",
  "na",
  "#n/a",
  "n.d.",
  "nd",
  "undefined",
  "null",
  "none",
  "nan",
  "not available",
  "non disponible",
  "s.o.",
]);

/** Does the cell say that the figure is unknown? Unknown is not zero. */
export function isAbsent(text: string): boolean {
  return text === "" || (text.length <= 16 && absentTexts.has(text.trim().toLowerCase()));
}

// Ordinary, no-break, thin and narrow no-break spaces, and apostrophes, all used between thousands.
const groupSpaces = /(?<=\d)[ \u00a0\u2009\u202f'’](?=\d)/g;
const decorations = /[€$£¥\u00a0\u202f\s]|^[A-Z]{3}(?=[\s\d-])|(?<=\d)\s*[A-Z]{3}$/g;
const multipliers: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, b: 1e9, md: 1e9 };

interface NumberParts {
  readonly negative: boolean;
  /** Digits and marks only. */
  readonly digits: string;
  readonly factor: number;
}

function parts(text: string): NumberParts | undefined {
  let rest = text.trim().replace(groupSpaces, "").replace("\u2212", "-").replace(decorations, "");
  let factor = 1;
  let negative = false;
  if (/^\(.*\)$/.test(rest)) {
    negative = true;
    rest = rest.slice(1, -1);
  }
  if (rest.startsWith("-") || rest.startsWith("+")) {
    negative = rest.startsWith("-") || negative;
    rest = rest.slice(1);
  }
  if (rest.endsWith("%")) {
    factor = 0.01;
    rest = rest.slice(0, -1);
  }
  const suffix = /(k|md|m|b)$/i.exec(rest)?.[1];
  if (suffix) {
    factor *= multipliers[suffix.toLowerCase()] ?? 1;
    rest = rest.slice(0, -suffix.length);
  }
  return /^[\d.,]*\d[\d.,]*$/.test(rest) ? { negative, digits: rest, factor } : undefined;
}

/** What one text proves about the decimal mark: a mark, nothing (`12`), or a doubt (`1,234`). */
function evidence(digits: string): DecimalMark | "doubt" | "none" {
  const comma = digits.lastIndexOf(",");
  const dot = digits.lastIndexOf(".");
  if (comma === -1 && dot === -1) return "none";
  if (comma !== -1 && dot !== -1) return comma > dot ? "," : ".";
  const mark = comma === -1 ? "." : ",";
  const [whole = "", ...groups] = digits.split(mark);
  if (groups.length > 1) return mark === "." ? "," : ".";
  // Thousands come by three, after one to three digits that do not begin with zero.
  if (groups[0]?.length !== 3 || whole.length > 3 || whole === "" || whole.startsWith("0")) return mark;
  return "doubt";
}

/**
 * Decides the decimal mark of a file from its amounts.
 *
 * @returns the mark; `"any"` when no number needs one; undefined (with an example) when only a person can tell
 */
export function findDecimalMark(
  texts: Iterable<string>,
): { readonly mark: DecimalMark | "any" } | { readonly mark: undefined; readonly example: string } {
  let dots = 0;
  let commas = 0;
  let example: string | undefined;
  for (const text of texts) {
    if (isAbsent(text)) continue;
    const found = parts(text);
    if (!found) continue;
    const proof = evidence(found.digits);
    if (proof === ".") dots += 1;
    else if (proof === ",") commas += 1;
    else if (proof === "doubt") example ??= text;
    // Spaces between thousands leave the comma for decimals.
    if (/\d[\u00a0\u202f]\d{3}/.test(text)) commas += 1;
  }
  if (dots > 0 || commas > 0) return { mark: dots >= commas ? "." : "," };
  return example === undefined ? { mark: "any" } : { mark: undefined, example };
}

/**
 * Reads a number as networks write them: `7767.0`, `"12,400"`, `1 234,5`, `1.2K`, `24.00%` (0.24), `€12`.
 *
 * @param mark settles `1,234` and `1.234`; `"whole"` reads both as 1234 (a count has no decimals)
 * @returns undefined when the cell says unknown; NaN when it cannot be read
 */
export function readNumber(text: string, mark: DecimalMark | "whole"): number | undefined {
  // Most cells are plain digits.
  const quick = text.length > 0 && text.length < 16 ? plainDigits(text) : -1;
  if (quick >= 0) return quick;
  if (isAbsent(text)) return undefined;
  const found = parts(text);
  if (!found) return scientific(text);
  let proof = evidence(found.digits);
  if (proof === "doubt") proof = mark === "whole" ? (found.digits.includes(",") ? "." : ",") : mark;
  let digits = found.digits;
  if (proof !== "none") {
    const other = proof === "." ? "," : ".";
    digits = digits.replaceAll(other, "");
    if (digits.split(proof).length > 2) return Number.NaN;
    if (proof === ",") digits = digits.replace(",", ".");
    if (!groupsOfThree(found.digits, other)) return Number.NaN;
  }
  const value = Number(digits) * found.factor;
  // `0.1 * 1.2K` noise: factors are powers of ten, twelve digits are plenty.
  const rounded = found.factor === 1 ? value : Number(value.toPrecision(12));
  return found.negative && rounded !== 0 ? -rounded : rounded;
}

function groupsOfThree(digits: string, mark: string): boolean {
  const whole = digits.split(mark === "," ? "." : ",")[0] as string;
  const groups = whole.split(mark);
  return (
    groups.length === 1 || ((groups[0] as string).length <= 3 && groups.slice(1).every((group) => group.length === 3))
  );
}

function plainDigits(text: string): number {
  let value = 0;
  for (let index = 0; index < text.length; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** Spreadsheets keep small and large results as `1.5E-05`. */
function scientific(text: string): number {
  return /^[-+]?\d+(\.\d+)?e[-+]?\d+$/i.test(text.trim()) ? Number(text) : Number.NaN;
}

/** `0:04:34`, `4:34` or plain seconds → seconds. Undefined when unknown, NaN when unreadable. */
export function readDuration(text: string): number | undefined {
  if (isAbsent(text)) return undefined;
  const clock = /^(?:(\d+):)?(\d{1,4}):(\d{2})(?:[.,]\d+)?$/.exec(text.trim());
  if (clock) return Number(clock[1] ?? 0) * 3_600 + Number(clock[2]) * 60 + Number(clock[3]);
  return readNumber(text, ".");
}

/** An identifier that a spreadsheet program rounded for ever: `1,23E+17`. */
export function isMangledId(text: string): boolean {
  return /^\d([.,]\d+)?E\+?\d+$/i.test(text.trim());
}

/** Decimals of a currency's smallest unit: 2 for EUR, 0 for JPY. An unknown code counts as 2. */
export function minorDigits(currency: string): number {
  const known = decimalsOf.get(currency);
  if (known !== undefined) return known;
  let digits = 2;
  try {
    digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    // Not a currency code at all: amounts keep cents.
  }
  decimalsOf.set(currency, digits);
  return digits;
}
const decimalsOf = new Map<string, number>();
