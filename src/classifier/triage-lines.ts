import { createTriage, type Triage, type TriageReader } from "./classify.ts";
import type { ReaderLanguage } from "./reasons.ts";
import { trainedModel } from "./trained-model.ts";

export interface TriageLinesOptions {
  /** Language of the reasons and sentences; French when absent. */
  readonly language?: ReaderLanguage;
  /** "auto" looks at the first line: `{` is JSON lines, a header with a text column is CSV, anything else is text. */
  readonly format?: "auto" | "text" | "csv" | "jsonl";
  /** Reader to use instead of the shipped one (a team's). */
  readonly reader?: TriageReader;
}

/** One output line: the reading, or a sentence that says why there is none. `line` counts comments from 1. */
export type TriageLine =
  | ({ readonly line: number; readonly t: string } & Triage)
  | { readonly line: number; readonly error: string };

/** Longest comment read, in UTF-16 code units; what follows is left out and the answer says so. */
export const LONGEST_COMMENT = 20_000;
/** Longest line kept in memory: beyond, the rest of the line is skipped. */
const LONGEST_LINE = 1_000_000;

const sentences: Readonly<Record<ReaderLanguage, Readonly<Record<"empty" | "json" | "text" | "record", string>>>> = {
  fr: {
    empty: "Ligne vide : il n’y a rien à lire.",
    json: "Cette ligne n’est pas un objet JSON.",
    text: "Cette ligne n’a pas de texte dans « t ».",
    record: "Cette ligne n’a pas de colonne de texte.",
  },
  en: {
    empty: "Empty line: there is nothing to read.",
    json: "This line is not a JSON object.",
    text: 'This line has no text in "t".',
    record: "This line has no text column.",
  },
};

const textColumns = [
  "t",
  "text",
  "texte",
  "comment",
  "commentaire",
  "message",
  "content",
  "contenu",
  "avis",
  "review",
  "body",
];

/** Splits bytes into lines without ever holding more than one; bytes that are not UTF-8 become U+FFFD. */
async function* linesOf(input: AsyncIterable<Uint8Array>): AsyncGenerator<{ text: string; cut: boolean }> {
  const decoder = new TextDecoder("utf-8");
  let pending = "";
  let cut = false;
  const take = function* (text: string, last: boolean): Generator<{ text: string; cut: boolean }> {
    let from = 0;
    for (;;) {
      const at = text.indexOf("\n", from);
      if (at < 0) break;
      const line = keep(pending, text.slice(from, at));
      yield { text: line.text.endsWith("\r") ? line.text.slice(0, -1) : line.text, cut: cut || line.cut };
      pending = "";
      cut = false;
      from = at + 1;
    }
    const rest = keep(pending, text.slice(from));
    pending = rest.text;
    cut ||= rest.cut;
    if (last && pending !== "") yield { text: pending, cut };
  };
  for await (const chunk of input) yield* take(decoder.decode(chunk, { stream: true }), false);
  yield* take(decoder.decode(), true);
}

function keep(start: string, more: string): { text: string; cut: boolean } {
  const room = LONGEST_LINE - start.length;
  return more.length > room
    ? { text: start + more.slice(0, Math.max(0, room)), cut: true }
    : { text: start + more, cut: false };
}

/** Fields of one CSV record (RFC 4180); null while a quoted field is still open. */
export function splitRecord(line: string, delimiter: string): string[] | null {
  const fields: string[] = [];
  let field = "";
  let quoted = false;
  for (let index = 0; index < line.length; index++) {
    const letter = line[index]!;
    if (quoted) {
      if (letter !== '"') field += letter;
      else if (line[index + 1] === '"') {
        field += '"';
        index++;
      } else quoted = false;
    } else if (letter === '"' && field === "") quoted = true;
    else if (letter === delimiter) {
      fields.push(field);
      field = "";
    } else field += letter;
  }
  if (quoted) return null;
  fields.push(field);
  return fields;
}

interface TableHead {
  readonly delimiter: string;
  readonly column: number;
}

/** Finds the delimiter and the text column of a header; undefined when the line is no such header. */
export function readTableHead(line: string): TableHead | undefined {
  for (const delimiter of [";", ",", "\t"]) {
    const fields = splitRecord(line, delimiter)?.map((field) => field.trim().toLowerCase());
    if (fields === undefined) continue;
    const column = fields.findIndex((field) => textColumns.includes(field));
    if (column >= 0 && (fields.length > 1 || fields[0] !== "t")) return { delimiter, column };
  }
  return undefined;
}

/**
 * Reads comments line by line (text, CSV with a text column, or JSON lines with `t`) and yields one JSON line for each,
 * in order, as soon as it is read. Invalid UTF-8, a line of 10 MB, an empty line, emoji alone, right-to-left marks: each
 * gets an answer or a sentence; nothing throws but the input itself.
 */
export async function* triageLines(
  input: AsyncIterable<Uint8Array>,
  options: TriageLinesOptions = {},
): AsyncGenerator<string> {
  const language = options.language ?? "fr";
  const read = options.reader ?? createTriage(trainedModel());
  const say = sentences[language];
  let format = options.format ?? "auto";
  let head: TableHead | undefined;
  let record = "";
  let count = 0;
  let first = true;

  const answer = (text: string, cut: boolean): string => {
    count++;
    if (text.trim() === "") return JSON.stringify({ line: count, error: say.empty });
    const long = text.length > LONGEST_COMMENT;
    // A pair of UTF-16 halves is never cut in two.
    const kept = long ? text.slice(0, LONGEST_COMMENT).replace(/[\ud800-\udbff]$/, "") : text;
    const triage = read(kept, { language });
    return JSON.stringify({ line: count, t: kept, ...(long || cut ? { truncated: true } : {}), ...triage });
  };
  const refuse = (sentence: string): string => {
    count++;
    return JSON.stringify({ line: count, error: sentence });
  };

  for await (const line of linesOf(input)) {
    let text = line.text;
    if (first) {
      if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
      first = false;
      if (format === "auto") {
        if (text.trimStart().startsWith("{")) format = "jsonl";
        else {
          head = readTableHead(text);
          format = head === undefined ? "text" : "csv";
          if (head !== undefined) continue;
        }
      } else if (format === "csv") {
        head = readTableHead(text);
        if (head === undefined) {
          yield refuse(say.record);
          return;
        }
        continue;
      }
    }
    if (format === "text") yield answer(text, line.cut);
    else if (format === "jsonl") {
      if (text.trim() === "") {
        yield refuse(say.empty);
        continue;
      }
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        yield refuse(say.json);
        continue;
      }
      if (typeof value !== "object" || value === null || Array.isArray(value)) yield refuse(say.json);
      else if (typeof (value as { t?: unknown }).t !== "string") yield refuse(say.text);
      else yield answer((value as { t: string }).t, line.cut);
    } else if (head !== undefined) {
      const { delimiter, column } = head;
      record = record === "" ? text : `${record}\n${text}`;
      const fields = splitRecord(record, delimiter);
      // A quoted field may hold line ends; past the longest line the quote is taken for a plain sign.
      if (fields === null && record.length < LONGEST_LINE) continue;
      const value = (fields ?? record.split(delimiter))[column];
      record = "";
      yield value === undefined ? refuse(say.record) : answer(value, line.cut);
    }
  }
  if (record !== "" && head !== undefined) {
    const value = record.replaceAll('"', "").split(head.delimiter)[head.column];
    yield value === undefined ? refuse(say.record) : answer(value, false);
  }
}
