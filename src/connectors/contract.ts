import type { AccountKind, MetricId, NetworkId, PostFormat } from "../kernel/metric.ts";

/**
 * What a connector offers. A connector turns one network's native export into canonical observations. It never touches
 * the database, never guesses a missing number (unknown is absent, not zero), never stops at a bad line, and never
 * yields a metric it did not declare. One file `<network>[-<export>].connector.ts` in this folder, found by its name.
 */
export interface Connector {
  /** Stable id, kebab-case: `meta-content`, `google-ads`. Stored with every import. */
  readonly id: string;
  readonly network: NetworkId | "several";
  readonly label: Localised;
  /** Where to click in the network to obtain the file, in steps. */
  readonly howToExport: Localised;
  readonly metrics: readonly MetricId[];
  readonly capabilities: readonly ("posts" | "daily" | "spend" | "comments")[];
  /**
   * Does this connector know the file? `sheets` are the tables found, with their first rows already decoded.
   * Exactly one connector may answer a score above zero for a given native file; the highest score wins.
   */
  recognises(head: FileHead): number;
  /**
   * Yields observations and rejected lines in file order. Never throws for the content of a line; throws a
   * ConnectorRefusal when the file as a whole cannot be understood (with a code that has a sentence).
   */
  read(file: SourceFile, options: ReadOptions): AsyncIterable<Observation | RejectedLine | FileTotal | Notice>;
}

export interface Localised {
  readonly fr: string;
  readonly en: string;
}

/** The beginning of a file, decoded: enough to recognise it, and to show a preview. */
export interface FileHead {
  readonly fileName: string;
  readonly format: "csv" | "xlsx" | "xls" | "spreadsheetml" | "zip";
  readonly tables: readonly TableHead[];
}

export interface TableHead {
  /** Sheet name, entry name inside a zip, or "" for a lone CSV. */
  readonly name: string;
  /** The first rows as text (at most 40), preamble and comment lines included. */
  readonly rows: readonly (readonly string[])[];
}

/** One record of a table. */
export interface Row {
  /** The 1-based physical line where it begins (CSV), or the row number of the sheet. */
  readonly line: number;
  readonly cells: readonly string[];
  /** Why the record cannot be trusted, as the code of a rejected line (a quote that never closes). */
  readonly broken?: string;
}

/** A file on disk, opened as tables of text rows, streamed. `tabular.ts` makes it. */
export interface SourceFile {
  readonly head: FileHead;
  /** What was noticed while opening: an encoding repaired, bytes that were not text. */
  readonly notices: readonly Notice[];
  /** Rows of one table by its name, from the first line, in small groups: one wait per group, not per row. */
  batches(table: string): AsyncIterable<readonly Row[]>;
  /** The same rows, one by one. */
  rows(table: string): AsyncIterable<Row>;
}

export interface ReadOptions {
  /** Time zone of the organisation: for wall-clock times without a zone. */
  readonly timeZone: string;
  /** Day of the import, `YYYY-MM-DD`: dates without a year count backwards from it. */
  readonly importedOn: string;
  /** Currency when the file does not say. */
  readonly currency: string;
  /** A person's answers where the file leaves a doubt, remembered per organisation. */
  readonly answers?: {
    readonly dayFirst?: boolean;
    readonly decimalComma?: boolean;
    readonly mapping?: ColumnMapping;
    /** The account the file belongs to, when the file does not name it. */
    readonly account?: AccountReference;
  };
}

export interface AccountReference {
  readonly network: NetworkId;
  readonly kind: AccountKind;
  /** The network's own id, or a stable name when the file gives none. */
  readonly externalId: string;
  readonly name?: string;
  readonly handle?: string;
  readonly currency?: string;
}

export type Observation = PostObservation | DailyObservation | RangeObservation | CommentObservation;

/** A post with its lifetime counters as of the export. */
export interface PostObservation {
  readonly kind: "post";
  readonly table: string;
  readonly line: number;
  readonly account: AccountReference;
  readonly externalId: string;
  /**
   * An instant (ISO with zone) when the file says the zone, else wall-clock `YYYY-MM-DDTHH:MM` of `timeZone`, else
   * `YYYY-MM-DD` when the file gives no hour.
   */
  readonly publishedAt: string;
  readonly format: PostFormat;
  readonly permalink?: string;
  readonly title?: string;
  readonly text?: string;
  readonly values: Partial<Record<MetricId, number>>;
  /** Instant the counters were true, when the file tells; else the import's. */
  readonly observedAt?: string;
}

/** Values of one day for an account, maybe for one part of it (a campaign, a channel group). */
export interface DailyObservation {
  readonly kind: "daily";
  readonly table: string;
  readonly line: number;
  readonly account: AccountReference;
  readonly day: string;
  /** "" for the account as a whole; else `campaign:<name>`, `channel:<name>`, `content:<id>`… */
  readonly dimension: string;
  readonly values: Partial<Record<MetricId, number>>;
}

/** Values over several days that the file does not break down (an ad report without the day). Both ends included. */
export interface RangeObservation {
  readonly kind: "range";
  readonly table: string;
  readonly line: number;
  readonly account: AccountReference;
  readonly from: string;
  readonly to: string;
  readonly dimension: string;
  readonly values: Partial<Record<MetricId, number>>;
}

/** A comment; the author's name is here only to be pseudonymised on arrival. */
export interface CommentObservation {
  readonly kind: "comment";
  readonly table: string;
  readonly line: number;
  readonly account: AccountReference;
  /** The network's number; absent when the file has none: whoever stores the comment makes one without the name. */
  readonly externalId?: string;
  readonly postExternalId?: string;
  readonly author?: string;
  readonly text: string;
  readonly publishedAt: string;
}

/** A line that was not taken, with the reason. `code` has a sentence in both languages (`rejections.ts`). */
export interface RejectedLine {
  readonly kind: "rejected";
  readonly table: string;
  readonly line: number;
  readonly code: string;
  readonly params: Record<string, string | number>;
}

/** The file's own total of a metric, to reconcile with the sum of its lines. */
export interface FileTotal {
  readonly kind: "total";
  readonly table: string;
  readonly line: number;
  readonly metric: MetricId;
  readonly value: number;
}

/** Something to say about the file as a whole: an unknown column kept aside, a guess that was needed. */
export interface Notice {
  readonly kind: "notice";
  readonly code: string;
  readonly params: Record<string, string | number>;
}

/** What a person answered on the mapping screen for a file nobody recognises. */
export interface ColumnMapping {
  readonly table: string;
  readonly headerLine: number;
  readonly network: NetworkId;
  readonly accountKind: AccountKind;
  readonly accountName: string;
  readonly shape: "posts" | "daily" | "comments";
  /** Column header (normalised) → what it holds. A column not named is ignored. */
  readonly columns: Readonly<
    Record<
      string,
      | "date"
      | "post-id"
      | "title"
      | "text"
      | "permalink"
      | "format"
      | "campaign"
      | "author"
      | "comment-id"
      | `metric:${MetricId}`
    >
  >;
}

/** The file as a whole cannot be read; `code` has a sentence in both languages (`rejections.ts`). */
export class ConnectorRefusal extends Error {
  readonly code: string;
  readonly params: Record<string, string | number>;
  constructor(code: string, params: Record<string, string | number> = {}) {
    super(`${code} ${JSON.stringify(params)}`);
    this.name = "ConnectorRefusal";
    this.code = code;
    this.params = params;
  }
}
