import type { InputLine } from "./comment-bytes.ts";

/** Longest record whose quoted field runs over several lines; beyond, the quotation mark is taken for a plain sign. */
const LONGEST_RECORD = 100_000;

/** Names of a column of comments, the surest first: a table may have several of them. */
const textColumns = [
  "t",
  "text",
  "texte",
  "comment text",
  "texte du commentaire",
  "full text",
  "textoriginal",
  "textdisplay",
  "comment",
  "commentaire",
  "comments",
  "commentaires",
  "message",
  "verbatim",
  "tweet",
  "contenu",
  "content",
  "avis",
  "review",
  "body",
];
/** Columns that stand beside comments in exports: a first line that holds one is a header, not a comment. */
const otherColumns = [
  ..."id date author auteur user username utilisateur likes lang langue language url permalink timestamp".split(" "),
  ..."comment id|post id|user id|author id|created at|created time|published at|reply count|like count".split("|"),
];

/** `Comment_Text`, « Texte  du commentaire »: one way to write the name of a column. */
function columnName(field: string): string {
  return field
    .normalize("NFD")
    .replaceAll(/[\u0300-\u036f\ufeff]/g, "")
    .replaceAll(/[\s_-]+/g, " ")
    .trim()
    .toLowerCase();
}

interface OpenRecord {
  readonly fields: string[];
  field: string;
  quoted: boolean;
}

function readInto(record: OpenRecord, line: string, delimiter: string): void {
  for (let index = 0; index < line.length; index++) {
    const letter = line[index]!;
    if (record.quoted) {
      if (letter !== '"') record.field += letter;
      else if (line[index + 1] === '"') {
        record.field += '"';
        index++;
      } else record.quoted = false;
    } else if (letter === '"' && record.field === "") record.quoted = true;
    else if (letter === delimiter) {
      record.fields.push(record.field);
      record.field = "";
    } else record.field += letter;
  }
}

/** Fields of one CSV record (RFC 4180); null while a quoted field is still open. */
export function splitRecord(line: string, delimiter: string): string[] | null {
  const record: OpenRecord = { fields: [], field: "", quoted: false };
  readInto(record, line, delimiter);
  return record.quoted ? null : [...record.fields, record.field];
}

export interface TableHead {
  readonly delimiter: string;
  readonly column: number;
  readonly columns: readonly string[];
}

const delimiters = [";", ",", "\t", "|"];

/** The columns of a line read as a header: with the delimiter that makes the most of them. */
export function columnsOf(line: string): { readonly delimiter: string; readonly columns: readonly string[] } {
  const readings = delimiters.map((delimiter) => ({
    delimiter,
    columns: (splitRecord(line, delimiter) ?? []).map((field) => field.trim()),
  }));
  return readings.reduce((best, reading) => (reading.columns.length > best.columns.length ? reading : best));
}

/**
 * Finds the delimiter and the column of comments in a header; undefined when the line has none. `wanted` is the name
 * of the column when the reader gave it.
 */
export function readTableHead(line: string, wanted?: string): TableHead | undefined {
  const accepted = wanted === undefined ? textColumns : [columnName(wanted)];
  for (const delimiter of delimiters) {
    const columns = splitRecord(line, delimiter)?.map((field) => field.trim());
    if (columns === undefined) continue;
    // The sentence "Texte, photo : bravo !" is no header.
    if (wanted === undefined && columns.some((column) => /[!?…]|\. /.test(column))) continue;
    const names = columns.map(columnName);
    const name = accepted.find((each) => names.includes(each));
    if (name === undefined) continue;
    if (wanted === undefined && names.length === 1 && name === "t") continue;
    return { delimiter, column: names.indexOf(name), columns };
  }
  return undefined;
}

/** Is this line a header, though without a column of comments? Said only of names that exports are known to use. */
export function isOtherTable(line: string): boolean {
  const names = columnsOf(line).columns.map(columnName);
  return (
    names.length > 1 &&
    names.every((name) => /^[\p{L}_][\p{L}\p{N} .#%()/]{0,40}$/u.test(name)) &&
    names.some((name) => otherColumns.includes(name))
  );
}

export interface TableRecord {
  readonly fields: readonly string[];
  readonly cut: boolean;
}

export interface RecordReader {
  /** Takes a line and gives the records that it ends, in order. */
  push(line: InputLine): readonly TableRecord[];
  /** The records still open when the input ends. */
  end(): readonly TableRecord[];
}

/**
 * Joins lines into records: a quoted field may hold line ends. A quotation mark that nothing closes is a plain sign:
 * its line is a record of its own, and the lines after it are read again as if it were not there.
 */
export function createRecordReader(delimiter: string): RecordReader {
  let held: InputLine[] = [];
  let size = 0;
  let open: OpenRecord = { fields: [], field: "", quoted: false };

  const restart = () => {
    held = [];
    size = 0;
    open = { fields: [], field: "", quoted: false };
  };
  const take = (line: InputLine, done: TableRecord[]): void => {
    if (held.length > 0) open.field += "\n";
    held.push(line);
    size += line.text.length;
    readInto(open, line.text, delimiter);
    if (!open.quoted) {
      done.push({ fields: [...open.fields, open.field], cut: line.cut });
      restart();
    } else if (line.cut || size > LONGEST_RECORD) giveUp(done);
  };
  const giveUp = (done: TableRecord[]): void => {
    const [first, ...rest] = held;
    restart();
    if (first === undefined) return;
    if (first.cut) {
      // The end of this line was left out, and its closing mark with it.
      readInto(open, first.text, delimiter);
      done.push({ fields: [...open.fields, open.field], cut: true });
      restart();
    } else {
      done.push({ fields: first.text.split(delimiter).map((field) => field.replace(/^"/, "")), cut: false });
    }
    for (const line of rest) take(line, done);
  };
  return {
    push(line) {
      const done: TableRecord[] = [];
      take(line, done);
      return done;
    },
    end() {
      const done: TableRecord[] = [];
      while (held.length > 0) giveUp(done);
      return done;
    },
  };
}
