import { type MetricId, metrics, type PostFormat } from "../kernel/metric.ts";
import type {
  AccountReference,
  DailyObservation,
  FileTotal,
  Notice,
  PostObservation,
  ReadOptions,
  RejectedLine,
  SourceFile,
} from "./contract.ts";
import { momentOf } from "./dates.ts";
import { isMangledId } from "./numbers.ts";
import { type Line, LineProblem, type ReadyShape, readLines, rejected, unknownColumns } from "./table.ts";

/** The fields every table of posts has some of. */
export type PostField = "id" | "published" | "title" | "text" | "permalink" | "format";

export interface PostReading<Field extends string> {
  readonly account: (line: Line<Field>) => AccountReference;
  readonly format: (line: Line<Field>) => PostFormat;
  /** The post's id, when it is not simply the cell. */
  readonly id?: (line: Line<Field>) => string;
  /** The day that the figures are of, in exports that give each post day by day. */
  readonly day?: (line: Line<Field>) => string | undefined;
  readonly permalink?: (line: Line<Field>) => string;
  /** The moment, when the network hides it elsewhere (in the id). */
  readonly publishedAt?: (line: Line<Field>, id: string) => string | undefined;
}

/** Reads a table with one post a line. */
export async function* readPosts<Field extends string>(
  file: SourceFile,
  table: string,
  ready: ReadyShape<Field | PostField>,
  reading: PostReading<Field | PostField>,
  options: ReadOptions,
): AsyncIterable<PostObservation | DailyObservation | RejectedLine | FileTotal | Notice> {
  let first = true;
  for await (const lines of readLines(file, table, ready, options)) {
    for (const line of lines) {
      if (first) {
        first = false;
        const notice = unknownColumns(table, line.header);
        if (notice) yield notice;
      }
      if (line.isBlank() || ready.shape.isSkipped?.(line)) continue;
      if (ready.shape.isTotal?.(line)) {
        yield* totals(line, options);
        continue;
      }
      try {
        const found = post(line, reading, options);
        const day = reading.day?.(line);
        if (day === undefined) {
          yield found;
          continue;
        }
        const { account, externalId, values } = found;
        yield { ...found, values: {} };
        yield { kind: "daily", table, line: line.line, account, day, dimension: `content:${externalId}`, values };
      } catch (problem) {
        yield rejected(line, problem);
      }
    }
  }
}

function post<Field extends string>(
  line: Line<Field | PostField>,
  reading: PostReading<Field | PostField>,
  options: ReadOptions,
): PostObservation {
  if (line.broken) throw new LineProblem(line.broken);
  line.checkWidth();
  const externalId = reading.id ? reading.id(line) : line.text("id");
  if (externalId === "") throw new LineProblem("id-missing");
  if (isMangledId(externalId)) throw new LineProblem("id-mangled", { value: externalId });
  const account = reading.account(line);
  const hidden = reading.publishedAt?.(line, externalId);
  const written = hidden === undefined ? line.date("published") : undefined;
  if (hidden === undefined && written === undefined) throw new LineProblem("date-missing");
  if (written && written.year === undefined)
    throw new LineProblem("date-without-year", { value: line.text("published") });
  const values = line.values(account.currency ?? line.currency ?? options.currency);
  // A picture has no length; some networks write 0 there.
  if (values["duration-seconds"] === 0) delete values["duration-seconds"];
  const { title, text } = words(line.text("title"), line.text("text"));
  return {
    kind: "post",
    table: line.table,
    line: line.line,
    account,
    externalId,
    publishedAt: hidden ?? (written ? momentOf(written) : ""),
    format: reading.format(line),
    ...optional("permalink", reading.permalink ? reading.permalink(line) : line.text("permalink")),
    ...optional("title", title),
    ...optional("text", text),
    values,
  };
}

/** A title that only begins the text (or the other way round) says nothing more: the longer one is the text. */
function words(title: string, text: string): { title: string; text: string } {
  if (title === "" || text === "" || !(title.startsWith(text) || text.startsWith(title))) return { title, text };
  return { title: "", text: title.length > text.length ? title : text };
}

function optional<Key extends string>(key: Key, value: string): Partial<Record<Key, string>> {
  return value === "" ? {} : ({ [key]: value } as Record<Key, string>);
}

/** The figures of a total line, to compare with the sum of the others. */
export function* totals<Field extends string>(line: Line<Field>, options: ReadOptions): Iterable<FileTotal> {
  let values: Partial<Record<MetricId, number>>;
  try {
    values = line.values(line.currency ?? options.currency);
  } catch (problem) {
    // A total that cannot be read only means that there is nothing to compare with.
    rejected(line, problem);
    return;
  }
  for (const [metric, value] of Object.entries(values) as [MetricId, number][]) {
    // People reached twice count once: the sum of the lines is never this total.
    if (!metrics[metric].additive) continue;
    yield { kind: "total", table: line.table, line: line.line, metric, value };
  }
}
