import type { Row } from "./contract.ts";
import { ConnectorRefusal } from "./contract.ts";
import type { Limits } from "./limits.ts";

export const delimiters = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof delimiters)[number];

/** How a text file is cut into cells. */
export interface Dialect {
  readonly delimiter: string;
  /** The file opens with a `sep=` line, which is no data. */
  readonly announced: boolean;
}

const announcement = /^\uFEFF?"?sep=(.)"?\r?\n/i;

/**
 * Finds the delimiter from the first lines: the `sep=` line when there is one, else the candidate that cuts most
 * records into the same number of cells, comments and titles above the table notwithstanding.
 */
export function findDialect(head: string): Dialect {
  const announced = announcement.exec(head);
  if (announced) return { delimiter: announced[1] as string, announced: true };
  let best: { delimiter: Delimiter; score: number } = { delimiter: ",", score: 0 };
  for (const delimiter of delimiters) {
    const widths = new Map<number, number>();
    let records = 0;
    let position = 0;
    while (position < head.length && records < 60) {
      const record = cut(head, position, delimiter, true);
      if (!record) break;
      // The last record of the head may be half a record.
      if (record.next >= head.length && records > 3) break;
      position = record.next;
      if (record.cells.length === 1 && record.cells[0]?.trim() === "") continue;
      records += 1;
      widths.set(record.cells.length, (widths.get(record.cells.length) ?? 0) + 1);
    }
    for (const [width, count] of widths) {
      if (width < 2) continue;
      const score = (count / records) * Math.min(width, 12) * (count > 1 ? 2 : 1);
      if (score > best.score) best = { delimiter, score };
    }
  }
  return { delimiter: best.delimiter, announced: false };
}

/**
 * Cuts a text into records, streamed: memory holds one piece of the text at a time. Quoted cells may hold delimiters,
 * doubled quotes and line breaks; `line` is the physical line of the record's beginning. A quote that is still open
 * after `limits.recordLength` characters, or at the end, costs its own line only: the row comes back `broken`.
 *
 * @throws ConnectorRefusal `too-many-columns`, `record-too-long`
 */
export async function* splitRows(
  pieces: AsyncIterable<string>,
  dialect: Dialect,
  limits: Limits,
): AsyncIterable<readonly Row[]> {
  const { delimiter } = dialect;
  let text = "";
  let position = 0;
  let line = 1;
  let fresh = true;
  let batch: Row[] = [];

  // Takes every complete record of `text`; at the end of the file, every record.
  const take = (final: boolean) => {
    let quote = text.indexOf('"', position);
    while (position < text.length) {
      const end = text.indexOf("\n", position);
      if (quote !== -1 && quote < position) quote = text.indexOf('"', position);
      if (quote === -1 || (end !== -1 && quote > end)) {
        if (end === -1 && !final) return;
        const stop = end === -1 ? text.length : end;
        const cells = text
          .slice(position, text.charCodeAt(stop - 1) === 13 && stop > position ? stop - 1 : stop)
          .split(delimiter);
        if (cells.length > limits.columns) throw tooManyColumns(line, cells.length, limits);
        batch.push({ line, cells });
        line += 1;
        position = stop + 1;
        continue;
      }
      const record = cut(text, position, delimiter, final);
      if (!record) {
        if (!final && text.length - position <= limits.recordLength) return;
        if (end === -1 && !final) return;
        const stop = end === -1 ? text.length : end;
        batch.push({
          line,
          cells: text.slice(position, stop).split(delimiter, limits.columns),
          broken: "quote-never-closed",
        });
        line += 1;
        position = stop + 1;
        continue;
      }
      if (record.cells.length > limits.columns) throw tooManyColumns(line, record.cells.length, limits);
      batch.push({ line, cells: record.cells });
      line += record.lines;
      position = record.next;
    }
  };

  const begin = (piece: string): string => {
    fresh = false;
    if (!dialect.announced) return piece.charCodeAt(0) === 0xfeff ? piece.slice(1) : piece;
    line = 2;
    return piece.slice(piece.indexOf("\n") + 1);
  };

  for await (const piece of pieces) {
    text = (position < text.length ? text.slice(position) : "") + piece;
    position = 0;
    if (fresh) {
      if (dialect.announced && !text.includes("\n")) continue;
      text = begin(text);
    }
    take(false);
    if (text.length - position > limits.recordLength * 2) {
      const width = text.slice(position).split(delimiter).length;
      if (width > limits.columns) throw tooManyColumns(line, width, limits);
      throw new ConnectorRefusal("record-too-long", { line, limit: limits.recordLength });
    }
    if (batch.length > 0) {
      yield batch;
      batch = [];
    }
  }
  if (fresh) text = begin(text);
  take(true);
  if (batch.length > 0) yield batch;
}

function tooManyColumns(line: number, columns: number, limits: Limits): ConnectorRefusal {
  return new ConnectorRefusal("too-many-columns", { line, columns, limit: limits.columns });
}

interface CutRecord {
  readonly cells: string[];
  readonly next: number;
  readonly lines: number;
}

/**
 * One record from `start`, quotes obeyed. Undefined when the text ends inside a quoted cell, or (unless `final`)
 * before the end of the record is certain.
 */
function cut(text: string, start: number, delimiter: string, final: boolean): CutRecord | undefined {
  const cells: string[] = [];
  let position = start;
  let lines = 1;
  for (;;) {
    if (text.charCodeAt(position) === 34) {
      let from = position + 1;
      let value = "";
      for (;;) {
        const quote = text.indexOf('"', from);
        if (quote === -1) return undefined;
        value += text.slice(from, quote);
        if (text.charCodeAt(quote + 1) === 34) {
          value += '"';
          from = quote + 2;
          continue;
        }
        position = quote + 1;
        break;
      }
      if (position >= text.length && !final) return undefined;
      for (let feed = value.indexOf("\n"); feed !== -1; feed = value.indexOf("\n", feed + 1)) lines += 1;
      // Whatever follows a closing quote up to the delimiter belongs to the cell: `"Total", "a"b`.
      const stop = endOfCell(text, position, delimiter);
      if (stop === -1 && !final) return undefined;
      const tailEnd = stop === -1 ? text.length : stop;
      if (tailEnd > position) value += text.slice(position, tailEnd).replace(/\r$/, "");
      cells.push(value);
      position = tailEnd;
    } else {
      const stop = endOfCell(text, position, delimiter);
      if (stop === -1 && !final) return undefined;
      const end = stop === -1 ? text.length : stop;
      cells.push(text.slice(position, end));
      position = end;
    }
    if (position >= text.length) return { cells, next: position, lines };
    if (text.charCodeAt(position) === 10) {
      const last = cells.length - 1;
      if (text.charCodeAt(position - 1) === 13 && cells[last]?.endsWith("\r")) cells[last] = cells[last].slice(0, -1);
      return { cells, next: position + 1, lines };
    }
    position += 1;
    if (position >= text.length && !final) return undefined;
  }
}

function endOfCell(text: string, from: number, delimiter: string): number {
  const code = delimiter.charCodeAt(0);
  for (let index = from; index < text.length; index += 1) {
    const each = text.charCodeAt(index);
    if (each === code || each === 10) return index;
  }
  return -1;
}
