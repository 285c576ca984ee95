import { isUtf8 } from "node:buffer";

/** One line of the input, without its end; `cut` when its end was left out for being beyond LONGEST_LINE. */
export interface InputLine {
  readonly text: string;
  readonly cut: boolean;
}

/** Longest line kept in memory, in UTF-16 code units: beyond, the rest of the line is skipped. */
export const LONGEST_LINE = 1_000_000;
/** Bytes looked at to tell UTF-16 from the others, and bytes without a line end that are decoded before one comes. */
const HEAD = 64;
const PIECE = 65_536;

/** UTF-16 by its mark, or by the zero that stands beside nearly every letter of the alphabets read here. */
function wideEncodingOf(head: Buffer): "utf-16le" | "utf-16be" | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  const pairs = Math.min(head.length, 512) >> 1;
  if (pairs < 4) return undefined;
  let first = 0;
  let second = 0;
  for (let pair = 0; pair < pairs; pair++) {
    first += +(head[2 * pair] === 0);
    second += +(head[2 * pair + 1] === 0);
  }
  if (second >= 0.6 * pairs && first <= 0.1 * pairs) return "utf-16le";
  if (first >= 0.6 * pairs && second <= 0.1 * pairs) return "utf-16be";
  return undefined;
}

/** A line typed by hand is read at once; a head that may be UTF-16 waits for enough bytes to tell. */
function isTelling(head: Buffer): boolean {
  if (head.length >= HEAD) return true;
  const mayBeWide = head.includes(0) || head[0] === 0xff || head[0] === 0xfe;
  return !mayBeWide && head.includes(0x0a);
}

/** How many of these bytes end with a whole UTF-8 character. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? bytes.length - back : bytes.length;
    if (byte < 0x80) break;
  }
  return bytes.length;
}

/**
 * Decodes lines that are not UTF-8. A line without one good UTF-8 sign is Windows-1252, as spreadsheets still write it;
 * in a text that is UTF-8 elsewhere, a bad byte is a damaged sign and becomes U+FFFD.
 */
function createDecoder(): (bytes: Buffer) => string {
  const damaged = new TextDecoder("utf-8", { ignoreBOM: true });
  const western = new TextDecoder("windows-1252");
  let seenUtf8 = false;
  const decodeLine = (line: Buffer): string => {
    const good = isUtf8(line);
    const text = good ? line.toString("utf8") : damaged.decode(line);
    seenUtf8 ||= good ? text.length < line.length : /[^\0-\x7f\ufffd]/.test(text);
    return good || seenUtf8 ? text : western.decode(line);
  };
  return (bytes) => {
    if (isUtf8(bytes)) {
      const text = bytes.toString("utf8");
      seenUtf8 ||= text.length < bytes.length;
      return text;
    }
    let text = "";
    for (let from = 0; from < bytes.length; ) {
      const end = bytes.indexOf(0x0a, from);
      const next = end < 0 ? bytes.length : end + 1;
      text += decodeLine(bytes.subarray(from, next));
      from = next;
    }
    return text;
  };
}

/** Text of the input, piece by piece; a piece of UTF-8 or Windows-1252 ends with a line, unless the line is very long. */
async function* textOf(input: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decode = createDecoder();
  let wide: TextDecoder | undefined;
  let told = false;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (wide !== undefined) {
      yield wide.decode(bytes, { stream: true });
      continue;
    }
    rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    if (!told) {
      if (!isTelling(rest)) continue;
      told = true;
      const encoding = wideEncodingOf(rest);
      if (encoding !== undefined) {
        wide = new TextDecoder(encoding);
        yield wide.decode(rest, { stream: true });
        continue;
      }
    }
    const end = rest.lastIndexOf(0x0a) + 1;
    const ready = end === 0 && rest.length >= PIECE ? wholeCharacters(rest) : end;
    if (ready > 0) yield decode(rest.subarray(0, ready));
    rest = rest.subarray(ready);
  }
  if (!told) {
    const encoding = wideEncodingOf(rest);
    if (encoding !== undefined) {
      yield new TextDecoder(encoding).decode(rest);
      return;
    }
  }
  if (wide !== undefined) yield wide.decode();
  else if (rest.length > 0) yield decode(rest);
}

function keep(start: string, more: string): InputLine {
  const room = LONGEST_LINE - start.length;
  return more.length > room
    ? { text: start + more.slice(0, Math.max(0, room)), cut: true }
    : { text: start + more, cut: false };
}

/**
 * Splits bytes into lines (ended by LF, CR LF or CR) without ever holding more than one piece of the input: UTF-8,
 * Windows-1252, or UTF-16 with or without its mark. Throws only what the input throws.
 */
export async function* linesOf(input: AsyncIterable<Uint8Array>): AsyncGenerator<InputLine> {
  let pending = "";
  let cut = false;
  let first = true;
  let afterReturn = false;
  for await (let text of textOf(input)) {
    if (first && text !== "") {
      if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
      first = false;
    }
    // The CR at the end of a piece ended its line already: the LF that follows it is not a second end.
    if (afterReturn && text !== "") {
      if (text.startsWith("\n")) text = text.slice(1);
      afterReturn = false;
    }
    if (text.endsWith("\r")) afterReturn = true;
    if (text.includes("\r")) text = text.replaceAll(/\r\n?/g, "\n");
    let from = 0;
    for (;;) {
      const at = text.indexOf("\n", from);
      if (at < 0) break;
      const line = keep(pending, text.slice(from, at));
      yield { text: line.text, cut: cut || line.cut };
      pending = "";
      cut = false;
      from = at + 1;
    }
    const rest = keep(pending, text.slice(from));
    pending = rest.text;
    cut ||= rest.cut;
  }
  if (pending !== "") yield { text: pending, cut };
}
