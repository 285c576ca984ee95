import { isAscii, isUtf8 } from "node:buffer";

/** Opens the same bytes from the start, as often as asked. */
export type OpenBytes = () => AsyncIterable<Uint8Array>;

export interface TextEncoding {
  readonly name: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
  /** Some bytes are no text in this encoding and come out as U+FFFD. */
  readonly lossy: boolean;
  /** UTF-8 text was once read as Windows-1252 and saved again (`DÃ©penses`): repair cell by cell. */
  readonly mojibake: boolean;
  /** The file has no line feed, only carriage returns (old Macintosh programs). */
  readonly carriageReturns: boolean;
}

const headLength = 64 * 1024;

/**
 * Finds the encoding of a text: byte order mark, then zeros at even or odd places (UTF-16 without mark), then UTF-8
 * when every byte agrees, else Windows-1252. A file that is UTF-8 but for a few bytes stays UTF-8, lossy.
 * Reads the whole file, because the first accent may come late.
 *
 * @returns undefined when the bytes are no text (zeros that are not UTF-16)
 */
export async function findEncoding(open: OpenBytes): Promise<TextEncoding | undefined> {
  const head = await readHead(open, headLength);
  const name = await nameOf(head, open);
  if (!name) return undefined;
  const text = new TextDecoder(name.name).decode(head);
  return {
    ...name,
    mojibake: name.name === "utf-8" && looksDoublyEncoded(text),
    carriageReturns: !text.includes("\n") && text.includes("\r"),
  };
}

/** The first bytes, at most `length` (a little more when a chunk is larger is cut). */
export async function readHead(open: OpenBytes, length: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of open()) {
    parts.push(chunk);
    size += chunk.length;
    if (size >= length) break;
  }
  return Buffer.concat(parts).subarray(0, length);
}

type Named = Pick<TextEncoding, "name" | "lossy">;

async function nameOf(head: Uint8Array, open: OpenBytes): Promise<Named | undefined> {
  if (head[0] === 0xff && head[1] === 0xfe) return { name: "utf-16le", lossy: false };
  if (head[0] === 0xfe && head[1] === 0xff) return { name: "utf-16be", lossy: false };
  let evenZeros = 0;
  let oddZeros = 0;
  for (let index = 0; index < head.length; index += 1) {
    if (head[index] !== 0) continue;
    if (index % 2 === 0) evenZeros += 1;
    else oddZeros += 1;
  }
  if (evenZeros + oddZeros > 0) {
    // Text in Latin letters has a zero in nearly every pair, always on the same side.
    if (oddZeros > head.length * 0.3 && evenZeros < oddZeros / 20) return { name: "utf-16le", lossy: false };
    if (evenZeros > head.length * 0.3 && oddZeros < evenZeros / 20) return { name: "utf-16be", lossy: false };
    return undefined;
  }
  const marked = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
  const invalid = await countInvalid(open);
  if (invalid.bytes === 0) return { name: "utf-8", lossy: false };
  if (marked || invalid.bytes * 20 < invalid.sequences) return { name: "utf-8", lossy: true };
  return { name: "windows-1252", lossy: false };
}

/** Bytes that break UTF-8, and well-formed multi-byte letters beside them. A letter cut by the end counts for neither. */
async function countInvalid(open: OpenBytes): Promise<{ bytes: number; sequences: number }> {
  let carry: Uint8Array = new Uint8Array(0);
  let bytes = 0;
  let sequences = 0;
  for await (const chunk of open()) {
    if (carry.length === 0 && isAscii(chunk)) continue;
    const joined = carry.length > 0 ? Buffer.concat([carry, chunk]) : chunk;
    const end = lastWholeLetter(joined);
    const body = joined.subarray(0, end);
    carry = joined.subarray(end);
    if (isUtf8(body)) {
      if (sequences < 1_000) sequences += countSequences(body);
      continue;
    }
    const decoded = new TextDecoder("utf-8").decode(body);
    for (const letter of decoded) {
      if (letter === "�") bytes += 1;
      else if (letter > "\u007f") sequences += 1;
    }
  }
  return { bytes, sequences };
}

function countSequences(body: Uint8Array): number {
  let count = 0;
  for (const byte of body) if (byte >= 0xc2) count += 1;
  return count;
}

/** Where the last complete UTF-8 letter ends: at most three bytes before the end. */
function lastWholeLetter(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] as number;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? bytes.length - back : bytes.length;
    }
    if (byte < 0x80) break;
  }
  return bytes.length;
}

/** The text in pieces, line ends as they are (lone carriage returns become line feeds when the file has no other). */
export async function* decode(open: OpenBytes, encoding: TextEncoding): AsyncIterable<string> {
  const decoder = new TextDecoder(encoding.name);
  // Between two pieces the decoder may hold half a letter; only then must plain ASCII go through it.
  let mayHold = encoding.name !== "windows-1252";
  let first = true;
  const finish = (text: string) => (encoding.carriageReturns ? text.replaceAll("\r", "\n") : text);
  for await (const chunk of open()) {
    if (!mayHold && encoding.name === "utf-8" && isAscii(chunk)) {
      yield finish(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString("latin1"));
      continue;
    }
    const text = decoder.decode(chunk, { stream: true });
    mayHold = encoding.name !== "utf-8" || (chunk.at(-1) ?? 0) >= 0x80;
    if (text === "" && !first) continue;
    first = false;
    yield finish(text);
  }
  const rest = decoder.decode();
  if (rest !== "" && rest !== "�") yield finish(rest);
}

const mojibakeMark = /Ã[\u0080-\u00bf\u0152-\u02dc\u2013-\u2122]|â€[™œ˜“”¦\u009d]|Â[\u00a0-\u00bf]/;

function looksDoublyEncoded(text: string): boolean {
  return mojibakeMark.test(text);
}

// The 27 characters that Windows-1252 places between 0x80 and 0x9F.
const windowsSpecials = new Map(
  Array.from({ length: 32 }, (_, index) => [
    new TextDecoder("windows-1252").decode(Uint8Array.of(0x80 + index)),
    0x80 + index,
  ]),
);

/**
 * Undoes one round of UTF-8 read as Windows-1252 (or Latin-1). A text that is not such comes back unchanged.
 *
 * @example repairMojibake("Montant dÃ©pensÃ©") // "Montant dépensé"
 */
export function repairMojibake(text: string): string {
  if (!/[\u00c2-\u00f4]/.test(text)) return text;
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const byte = code < 0x100 ? code : windowsSpecials.get(text[index] as string);
    if (byte === undefined) return text;
    bytes[index] = byte;
  }
  return isUtf8(bytes) ? new TextDecoder("utf-8").decode(bytes) : text;
}
