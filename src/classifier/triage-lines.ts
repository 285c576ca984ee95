import { createTriage, type Triage, type TriageReader } from "./classify.ts";
import { LONGEST_LINE, linesOf } from "./comment-bytes.ts";
import { columnsOf, createRecordReader, isOtherTable, type RecordReader, readTableHead } from "./comment-table.ts";
import type { ReaderLanguage } from "./reasons.ts";
import { trainedModel } from "./trained-model.ts";

export const lineFormats = ["auto", "text", "csv", "jsonl"] as const;
export type LineFormat = (typeof lineFormats)[number];

export interface TriageLinesOptions {
  /** Language of the reasons and sentences; French when absent. */
  readonly language?: ReaderLanguage;
  /** "auto" looks at the first line: `{` is JSON lines, a header with a text column is CSV, anything else is text. */
  readonly format?: LineFormat;
  /** Column of the comments of a table, when it has a name of its own; a table is expected then. */
  readonly column?: string;
  /** Reader to use instead of the shipped one (a team's). */
  readonly reader?: TriageReader;
}

/** One output line: the reading, or a sentence that says why there is none. `line` counts comments from 1. */
export type TriageLine =
  | ({ readonly line: number; readonly t: string; readonly truncated?: true } & Triage)
  | { readonly line: number; readonly error: string };

/** The input as a whole holds no comment that can be read; the message is a sentence in the reader's language. */
export class UnreadableComments extends Error {}

/** Longest comment read, in UTF-16 code units; what follows is left out and the answer says so. */
export const LONGEST_COMMENT = 20_000;

type Sentence = "empty" | "json" | "text" | "record" | "long" | "nothing" | "noRows" | "notLines";
const sentences: Readonly<Record<ReaderLanguage, Readonly<Record<Sentence, string>>>> = {
  fr: {
    empty: "Ligne vide : il n’y a rien à lire.",
    json: "Cette ligne n’est pas un objet JSON.",
    text: "Cette ligne n’a pas de texte dans « t ».",
    record: "Cette ligne n’a pas de colonne de texte.",
    long: `Cette ligne dépasse ${LONGEST_LINE.toLocaleString("fr")} caractères : elle n’est pas lue.`,
    nothing: "il n’y a aucun commentaire à lire, tout est vide.",
    noRows: "il n’y a aucun commentaire à lire sous l’en-tête.",
    notLines:
      'ce JSON n’est pas en lignes ; il faut un objet par ligne, comme {"t":"Merci"} (jq -c \'.[]\' le fait d’un tableau).',
  },
  en: {
    empty: "Empty line: there is nothing to read.",
    json: "This line is not a JSON object.",
    text: 'This line has no text in "t".',
    record: "This line has no text column.",
    long: `This line is longer than ${LONGEST_LINE.toLocaleString("en")} characters: it is not read.`,
    nothing: "there is no comment to read, all is empty.",
    noRows: "there is no comment to read below the header.",
    notLines:
      'this JSON is not in lines; one object per line is needed, like {"t":"Thanks"} (jq -c \'.[]\' makes them of an array).',
  },
};

function noColumn(language: ReaderLanguage, columns: readonly string[], wanted?: string): string {
  const shown = columns.slice(0, 12).map((column) => column.slice(0, 40));
  if (language === "en") {
    const found = shown.map((column) => `"${column}"`).join(", ");
    return wanted === undefined
      ? `no column of comments among ${found}. Name it with --column, call it "text", or add --format text if there is no header.`
      : `no column "${wanted}" among ${found}. Give --column one of these names.`;
  }
  const found = shown.map((column) => `« ${column} »`).join(", ");
  return wanted === undefined
    ? `aucune colonne de commentaires parmi ${found}. Nommez-la avec --column, appelez-la « texte », ou ajoutez --format text s’il n’y a pas d’en-tête.`
    : `aucune colonne « ${wanted} » parmi ${found}. Donnez à --column l’un de ces noms.`;
}

/** What the first full line tells of all the others. "{lol} trop bien" is a comment, not a JSON object. */
function formatOf(text: string): Exclude<LineFormat, "auto"> {
  if (/^\s*\{/.test(text) && !/^\s*\{[^"{}]*\}\s*\S/.test(text)) return "jsonl";
  if (/^\s*\[\s*(\{\s*"|$)/.test(text)) return "jsonl";
  return readTableHead(text) !== undefined || isOtherTable(text) ? "csv" : "text";
}

/**
 * Reads comments line by line (text, CSV with a text column, or JSON lines with `t`; UTF-8, UTF-16 or Windows-1252) and
 * yields one JSON line for each, in order, as soon as it is read. Damaged signs, a line of 10 MB, an empty line, emoji
 * alone, right-to-left marks: each gets an answer or a sentence.
 *
 * @throws UnreadableComments when nothing at all can be read (no comment, no column of comments), or what the input throws
 */
export async function* triageLines(
  input: AsyncIterable<Uint8Array>,
  options: TriageLinesOptions = {},
): AsyncGenerator<string> {
  const language = options.language ?? "fr";
  const read = options.reader ?? createTriage(trainedModel());
  const say = sentences[language];
  const asked = options.column === undefined ? (options.format ?? "auto") : "csv";
  let format: Exclude<LineFormat, "auto"> | undefined = asked === "auto" ? undefined : asked;
  let table: { readonly records: RecordReader; readonly column: number } | undefined;
  let lonelyHead = "";
  let started = false;
  let count = 0;

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
  const answerObject = (text: string, cut: boolean): string => {
    if (text.trim() === "") return refuse(say.empty);
    if (cut) return refuse(say.long);
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return refuse(say.json);
    }
    if (typeof value !== "object" || value === null || Array.isArray(value)) return refuse(say.json);
    const { t } = value as { t?: unknown };
    return typeof t === "string" ? answer(t, false) : refuse(say.text);
  };
  const openTable = (header: string) => {
    const head = readTableHead(header, options.column);
    if (head === undefined) throw new UnreadableComments(noColumn(language, columnsOf(header).columns, options.column));
    table = { records: createRecordReader(head.delimiter), column: head.column };
    if (head.columns.length === 1 && asked === "auto") lonelyHead = header;
  };
  const answerRecord = ({ fields, cut }: { readonly fields: readonly string[]; readonly cut: boolean }): string => {
    if (fields.every((field) => field.trim() === "")) return refuse(say.empty);
    const value = fields[table?.column ?? 0];
    return value === undefined ? refuse(say.record) : answer(value, cut);
  };

  for await (const { text, cut } of linesOf(input)) {
    if (!started) {
      // An empty line tells nothing of the format.
      if (text.trim() === "") {
        yield refuse(say.empty);
        continue;
      }
      started = true;
      format ??= formatOf(text);
      if (format === "jsonl" && /^\s*(\[\s*(\{.*)?|\{\s*)$/.test(text)) throw new UnreadableComments(say.notLines);
      if (format === "csv") {
        openTable(text);
        continue;
      }
    }
    if (format === "jsonl") yield answerObject(text, cut);
    else if (table === undefined) yield answer(text, cut);
    else for (const record of table.records.push({ text, cut })) yield answerRecord(record);
  }
  if (table !== undefined) for (const record of table.records.end()) yield answerRecord(record);
  if (count > 0) return;
  // One line that is a single word, "Commentaire": with nothing below, it is a comment itself.
  if (lonelyHead !== "") yield answer(lonelyHead, false);
  else throw new UnreadableComments(started ? say.noRows : say.nothing);
}
