import type { MetricId } from "../kernel/metric.ts";
import { metrics } from "../kernel/metric.ts";
import type { AccountReference, Notice, ReadOptions, RejectedLine, Row, SourceFile, TableHead } from "./contract.ts";
import { ConnectorRefusal } from "./contract.ts";
import { type DateOrder, findDateOrder, rangeInName, readDate, type WrittenDate } from "./dates.ts";
import { type Dictionary, type Header, type Lookup, lookupOf, readHeader } from "./header.ts";
import { type DecimalMark, findDecimalMark, isAbsent, minorDigits, readDuration, readNumber } from "./numbers.ts";

/** One metric of a network: the names its column goes by. Of two entries for a metric, the first with a figure wins. */
export interface MetricColumn {
  readonly metric: MetricId;
  readonly names: readonly string[];
  /** How the cell is written, when the metric's unit does not tell: a count, an amount of currency, seconds. */
  readonly written?: "hours" | "minutes" | "duration";
}

/** What a kind of table looks like. A connector is mostly this. */
export interface TableShape<Field extends string> {
  readonly fields: Dictionary<Field>;
  readonly metrics: readonly MetricColumn[];
  /** Is a row with these fields and metrics the header? */
  readonly accepts: (has: (field: Field | MetricId) => boolean) => boolean;
  /** The field that holds dates, when one does. */
  readonly dates?: readonly NoInfer<Field>[];
  /** The order of dates that the network is known to keep, whatever the language. */
  readonly order?: DateOrder;
  readonly daily?: boolean;
  /** Lines that are no data (a total, a description, a comment): known by their first cells. */
  readonly isTotal?: (line: Line<Field>) => boolean;
  readonly isSkipped?: (line: Line<Field>) => boolean;
}

type Column<Field extends string> = { readonly field: Field } | { readonly metric: MetricColumn };

/** A shape made ready: one lookup for fields and metrics. Metrics are named by their place, for one may have two names. */
export class ReadyShape<Field extends string> {
  readonly shape: TableShape<Field>;
  readonly lookup: Lookup<string>;

  constructor(shape: TableShape<Field>) {
    this.shape = shape;
    const names: Record<string, readonly string[]> = {};
    for (const [field, list] of Object.entries<readonly string[]>(shape.fields)) names[`field:${field}`] = list;
    shape.metrics.forEach((column, index) => {
      names[`metric:${index}`] = column.names;
    });
    this.lookup = lookupOf(names);
  }

  /** The header that this row is, or undefined. */
  header(cells: readonly string[]): Header<string> | undefined {
    // The widest export seen has 1,995 columns; looking for names in more is a waste.
    if (cells.length < 2 || cells.length > 2_000) return undefined;
    const header = readHeader(cells, this.lookup);
    const found = new Set<string>();
    for (const key of header.columns.keys()) found.add(this.nameOf(key));
    return this.shape.accepts((name) => found.has(name)) ? header : undefined;
  }

  /** Whether one of the first rows of a table is such a header. */
  matches(table: TableHead): boolean {
    return table.rows.some((row) => this.header(row) !== undefined);
  }

  column(key: string): Column<Field> {
    if (key.startsWith("field:")) return { field: key.slice(6) as Field };
    return { metric: this.shape.metrics[Number(key.slice(7))] as MetricColumn };
  }

  private nameOf(key: string): string {
    const column = this.column(key);
    return "field" in column ? column.field : column.metric.metric;
  }
}

/** How the numbers and dates of one table are written, decided once. */
interface Formats {
  readonly order: DateOrder;
  readonly mark: DecimalMark;
}

/** Why a line could not be taken; caught by the engines and turned into a rejected line. */
export class LineProblem extends Error {
  readonly code: string;
  readonly params: Record<string, string | number>;
  constructor(code: string, params: Record<string, string | number> = {}) {
    super(code);
    this.code = code;
    this.params = params;
  }
}

/** One record under a known header. */
export class Line<Field extends string> {
  readonly table: string;
  readonly line: number;
  readonly cells: readonly string[];
  readonly broken: string | undefined;
  private readonly layout: Layout<Field>;

  constructor(table: string, row: Row, layout: Layout<Field>) {
    this.table = table;
    this.line = row.line;
    this.cells = row.cells;
    this.broken = row.broken;
    this.layout = layout;
  }

  /** The first column of the field that says something, or "". */
  text(field: Field): string {
    for (const index of this.layout.fields.get(field) ?? []) {
      const cell = this.cells[index];
      if (cell !== undefined && cell.trim() !== "") return cell.trim();
    }
    return "";
  }

  has(field: Field): boolean {
    return this.layout.fields.has(field);
  }

  /** The date of a cell that may hold something else (`Lifetime`). */
  dateIfAny(field: Field): WrittenDate | undefined {
    return readDate(this.text(field), this.layout.formats.order);
  }

  /** Undefined when the cell is empty. Throws LineProblem when it is no date. */
  date(field: Field): WrittenDate | undefined {
    const text = this.text(field);
    if (isAbsent(text)) return undefined;
    const date = readDate(text, this.layout.formats.order);
    if (!date) throw new LineProblem("date-unreadable", { value: text.slice(0, 60) });
    return date;
  }

  /** Every metric of the line that is known. Throws LineProblem when a cell is no number. */
  values(currency: string): Partial<Record<MetricId, number>> {
    const values: Partial<Record<MetricId, number>> = {};
    for (const { column, indexes, name } of this.layout.metrics) {
      if (values[column.metric] !== undefined) continue;
      for (const index of indexes) {
        const value = readMetric(this.cells[index] ?? "", column, this.layout.formats.mark, currency);
        if (value === undefined) continue;
        if (Number.isNaN(value)) {
          throw new LineProblem("number-unreadable", {
            column: name,
            value: (this.cells[index] ?? "").trim().slice(0, 60),
          });
        }
        values[column.metric] = value;
        break;
      }
    }
    return values;
  }

  get currency(): string | undefined {
    return this.layout.header.currency;
  }

  get header(): Header<string> {
    return this.layout.header;
  }

  /** Throws LineProblem when the record cannot belong to its header: cut short, or shifted by a stray delimiter. */
  checkWidth(): void {
    const expected = this.layout.header.names.length;
    if (this.cells.length < this.layout.lastColumn + 1 && this.layout.strictWidth) {
      throw new LineProblem("too-few-cells", { found: this.cells.length, expected });
    }
    if (this.cells.length > expected && this.cells.slice(expected).some((cell) => cell.trim() !== "")) {
      throw new LineProblem("too-many-cells", { found: this.cells.length, expected });
    }
  }

  isBlank(): boolean {
    return this.cells.every((cell) => cell === "" || cell.trim() === "");
  }
}

interface Layout<Field extends string> {
  readonly header: Header<string>;
  readonly fields: ReadonlyMap<Field, readonly number[]>;
  readonly metrics: readonly {
    readonly column: MetricColumn;
    readonly indexes: readonly number[];
    readonly name: string;
  }[];
  readonly formats: Formats;
  /** A CSV line has all its cells; a sheet leaves out the empty ones at the end. */
  readonly strictWidth: boolean;
  readonly lastColumn: number;
}

/** A cell as the metric's value: whole cents, seconds, counts. Undefined is unknown, NaN unreadable. */
export function readMetric(
  text: string,
  column: MetricColumn,
  mark: DecimalMark,
  currency: string,
): number | undefined {
  const { unit } = metrics[column.metric];
  if (column.written === "duration") return readDuration(text);
  if (!isFractional(column)) return readNumber(text, "whole");
  const value = readNumber(text, mark);
  if (value === undefined || Number.isNaN(value)) return value;
  if (unit === "cents") return Math.round(Number((value * 10 ** minorDigits(currency)).toPrecision(15)));
  if (column.written === "hours") return Math.round(value * 3_600);
  if (column.written === "minutes") return Math.round(value * 60);
  return value;
}

function isFractional(column: MetricColumn): boolean {
  return metrics[column.metric].unit !== "count" || column.metric === "conversions";
}

const sampleSize = 2_000;

/**
 * The lines of a table under its header, in groups. The first {@link sampleSize} lines decide how dates and numbers are
 * written, then everything is read in that way.
 *
 * @throws ConnectorRefusal `header-not-found`, `date-order-unknown`, `decimal-mark-unknown`
 */
export async function* readLines<Field extends string>(
  file: SourceFile,
  table: string,
  ready: ReadyShape<Field>,
  options: ReadOptions,
): AsyncIterable<readonly Line<Field>[]> {
  const strictWidth = file.head.format === "csv" || file.head.format === "zip";
  let header: Header<string> | undefined;
  let layout: Layout<Field> | undefined;
  let sample: Row[] = [];
  const begin = (): Line<Field>[] => {
    layout = layoutOf(ready, header as Header<string>, sample, strictWidth, file, options);
    const lines = sample.map((row) => new Line(table, row, layout as Layout<Field>));
    sample = [];
    return lines;
  };
  let searched = 0;
  for await (const batch of file.batches(table)) {
    let rows: readonly Row[] = batch;
    if (!header) {
      let at = -1;
      for (let index = 0; index < rows.length && !header; index += 1) {
        header = ready.header((rows[index] as Row).cells);
        at = index;
        searched += 1;
        if (!header && searched > 200) throw new ConnectorRefusal("header-not-found", { table });
      }
      if (!header) continue;
      rows = rows.slice(at + 1);
    }
    if (!layout) {
      sample.push(...rows);
      if (sample.length >= sampleSize) yield begin();
      continue;
    }
    const known = layout;
    yield rows.map((row) => new Line(table, row, known));
  }
  if (!header) throw new ConnectorRefusal("header-not-found", { table });
  if (!layout) yield begin();
}

function layoutOf<Field extends string>(
  ready: ReadyShape<Field>,
  header: Header<string>,
  sample: readonly Row[],
  strictWidth: boolean,
  file: SourceFile,
  options: ReadOptions,
): Layout<Field> {
  const fields = new Map<Field, readonly number[]>();
  const columns: Layout<Field>["metrics"][number][] = [];
  let lastColumn = 0;
  for (const [key, indexes] of header.columns) {
    const column = ready.column(key);
    lastColumn = Math.max(lastColumn, ...indexes);
    if ("field" in column) fields.set(column.field, indexes);
    else columns.push({ column: column.metric, indexes, name: (header.names[indexes[0] as number] as string).trim() });
  }
  columns.sort((a, b) => ready.shape.metrics.indexOf(a.column) - ready.shape.metrics.indexOf(b.column));
  const dateColumns = (ready.shape.dates ?? []).flatMap((field) => fields.get(field) ?? []);
  const amounts = columns.filter(({ column }) => isFractional(column) && column.written !== "duration");
  return {
    header,
    fields,
    metrics: columns,
    strictWidth,
    lastColumn,
    formats: {
      order: decideOrder(textsOf(sample, dateColumns), file, options, ready.shape.daily === true, ready.shape.order),
      mark: decideMark(
        textsOf(
          sample,
          amounts.flatMap(({ indexes }) => indexes),
        ),
        options,
      ),
    },
  };
}

function* textsOf(rows: readonly Row[], columns: readonly number[]): Iterable<string> {
  for (const row of rows) {
    for (const column of columns) {
      const cell = row.cells[column];
      if (cell) yield cell;
    }
  }
}

/** The order of a file's dates. @throws ConnectorRefusal `date-order-unknown`, which `answers.dayFirst` settles */
export function decideOrder(
  texts: Iterable<string>,
  file: SourceFile,
  options: ReadOptions,
  daily: boolean,
  convention?: DateOrder,
): DateOrder {
  const found = findDateOrder(texts, {
    range: rangeInName(file.head.fileName),
    importedOn: options.importedOn,
    dayFirst: options.answers?.dayFirst,
    daily,
  });
  if (found.order) return found.order;
  if (convention) return convention;
  throw new ConnectorRefusal("date-order-unknown", { example: found.example });
}

/** The decimal mark of a file's amounts. @throws ConnectorRefusal `decimal-mark-unknown`, which `answers.decimalComma` settles */
export function decideMark(texts: Iterable<string>, options: ReadOptions): DecimalMark {
  const found = findDecimalMark(texts);
  if (found.mark === "any") return ".";
  if (found.mark) return found.mark;
  const answer = options.answers?.decimalComma;
  if (answer !== undefined) return answer ? "," : ".";
  throw new ConnectorRefusal("decimal-mark-unknown", { example: found.example });
}

/** Turns a LineProblem into the rejected line it stands for; anything else is a fault and goes on. */
export function rejected(line: { readonly table: string; readonly line: number }, problem: unknown): RejectedLine {
  if (!(problem instanceof LineProblem)) throw problem;
  return { kind: "rejected", table: line.table, line: line.line, code: problem.code, params: problem.params };
}

/** The account of a file that does not name it: a person's answer, else one account per network, and a notice. */
export function accountFrom(options: ReadOptions, fallback: AccountReference): AccountReference {
  return options.answers?.account ?? fallback;
}

/** What the report of an import says of columns nobody claims. */
export function unknownColumns(table: string, header: Header<string>): Notice | undefined {
  if (header.unknown.length === 0) return undefined;
  return {
    kind: "notice",
    code: "columns-set-aside",
    params: { table, count: header.unknown.length, names: header.unknown.slice(0, 12).join(", ") },
  };
}
