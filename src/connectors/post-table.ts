import type { PostFormat } from "../kernel/metric.ts";
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
import { readData } from "./data-lines.ts";
import { momentOf } from "./dates.ts";
import { isMangledId } from "./numbers.ts";
import { type Line, LineProblem, type ReadyShape } from "./table.ts";

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
  yield* readData(file, table, ready, options, (line): (PostObservation | DailyObservation)[] => {
    const found = post(line, reading, options);
    const day = reading.day?.(line);
    if (day === undefined) return [found];
    const { account, externalId, values } = found;
    return [
      { ...found, values: {} },
      { kind: "daily", table, line: line.line, account, day, dimension: `content:${externalId}`, values },
    ];
  });
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
