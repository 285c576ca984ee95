import { z } from "zod";
import { accountKinds, metricIds, networkIds, postFormats } from "../../kernel/metric.ts";
import { anyMember, operation } from "../../kernel/operation.ts";
import { Day, DayRange } from "../../kernel/period.ts";
import { problems } from "../../kernel/problems.ts";

export const batchStates = ["received", "needs-answer", "queued", "running", "done", "refused", "undone"] as const;

/** A line that was not taken: where, and a sentence in the reader's language. */
export const RejectedLine = z.object({
  table: z.string(),
  line: z.number().int(),
  code: z.string(),
  message: z.string(),
});

/** A sentence about the file as a whole. */
export const Notice = z.object({ code: z.string(), message: z.string() });

/** The file's own total of a metric beside the sum of its lines. */
export const Reconciliation = z.object({
  metric: z.enum(metricIds),
  table: z.string(),
  fileTotal: z.number(),
  sumOfLines: z.number(),
});

/** One arrival of values: a file, a hand entry, the demonstration. Every stored value points to one. */
export const ImportBatch = z.object({
  id: z.number().int(),
  source: z.enum(["file", "hand", "demonstration"]),
  fileName: z.string(),
  sizeBytes: z.number().nullable(),
  connector: z.string().nullable(),
  state: z.enum(batchStates),
  refusal: Notice.nullable(),
  progressRows: z.number().int(),
  accepted: z.number().int(),
  replaced: z.number().int(),
  unchanged: z.number().int(),
  rejectedCount: z.number().int(),
  /** The first thousand; `rejectedCount` is the true number. */
  rejected: z.array(RejectedLine),
  notices: z.array(Notice),
  totals: z.array(Reconciliation),
  coversFrom: Day.nullable(),
  coversTo: Day.nullable(),
  createdBy: z.string(),
  createdAt: z.date(),
  finishedAt: z.date().nullable(),
  undoneAt: z.date().nullable(),
});
export type ImportBatch = z.infer<typeof ImportBatch>;

export const ColumnRole = z.union([
  z.enum(["date", "post-id", "title", "text", "permalink", "format", "campaign", "author", "comment-id"]),
  z.templateLiteral(["metric:", z.enum(metricIds)]),
]);
/** A person's answers where a file leaves a doubt; remembered for files with the same headers. */
export const ImportAnswers = z.object({
  dayFirst: z.boolean().optional(),
  decimalComma: z.boolean().optional(),
  account: z
    .object({
      network: z.enum(networkIds),
      kind: z.enum(accountKinds),
      externalId: z.string().min(1),
      name: z.string().optional(),
    })
    .optional(),
  mapping: z
    .object({
      table: z.string(),
      headerLine: z.number().int().min(1),
      network: z.enum(networkIds),
      accountKind: z.enum(accountKinds),
      accountName: z.string().trim().min(1).max(300),
      shape: z.enum(["posts", "daily", "comments"]),
      columns: z.record(z.string(), ColumnRole),
    })
    .optional(),
});
export type ImportAnswers = z.infer<typeof ImportAnswers>;

/** What a file looks like before anything of it is stored. */
export const Preview = z.object({
  batch: ImportBatch,
  recognised: z.object({ connector: z.string(), label: z.string() }).nullable(),
  tables: z.array(z.object({ name: z.string(), rows: z.array(z.array(z.string())) })),
  /** First observations as they would be stored. */
  sample: z.array(
    z.object({
      line: z.number().int(),
      what: z.string(),
      day: Day.nullable(),
      values: z.partialRecord(z.enum(metricIds), z.number()),
    }),
  ),
  question: z.enum(["mapping", "day-first", "decimal-comma", "account"]).nullable(),
  suggestedMapping: ImportAnswers.shape.mapping.nullable(),
  alreadyImported: z.object({ batchId: z.number().int(), at: z.date() }).nullable(),
});
export type Preview = z.infer<typeof Preview>;

export const Post = z.object({
  id: z.number().int(),
  accountId: z.number().int(),
  accountName: z.string(),
  network: z.enum(networkIds),
  externalId: z.string(),
  publishedAt: z.date(),
  publishedOn: Day,
  format: z.enum(postFormats),
  permalink: z.string().nullable(),
  title: z.string().nullable(),
  text: z.string().nullable(),
  /** Latest known lifetime counters; a metric the network did not give is absent, never zero. */
  values: z.partialRecord(z.enum(metricIds), z.number()),
  observedAt: z.date(),
  batchId: z.number().int(),
  line: z.number().int().nullable(),
});
export type Post = z.infer<typeof Post>;

export const Comment = z.object({
  id: z.number().int(),
  accountId: z.number().int(),
  network: z.enum(networkIds),
  postId: z.number().int().nullable(),
  /** A pseudonym stable within the organisation; the name itself is not kept. */
  authorKey: z.string().nullable(),
  text: z.string(),
  publishedAt: z.date(),
  batchId: z.number().int(),
});

export type Comment = z.infer<typeof Comment>;

/** Where a value comes from: file, line, date. */
export const Provenance = z.object({
  batchId: z.number().int(),
  source: z.enum(["file", "hand", "demonstration"]),
  fileName: z.string(),
  line: z.number().int().nullable(),
  importedAt: z.date(),
});

export const NetworkCard = z.object({
  connector: z.string(),
  network: z.string(),
  label: z.string(),
  howToExport: z.string(),
  metrics: z.array(z.enum(metricIds)),
  capabilities: z.array(z.enum(["posts", "daily", "spend", "comments"])),
});

/** How fresh each account's figures are. */
export const Freshness = z.object({
  accountId: z.number().int(),
  accountName: z.string(),
  network: z.enum(networkIds),
  lastDay: Day.nullable(),
  lastPostOn: Day.nullable(),
  lastImportAt: z.date().nullable(),
});

export const problem = problems("measurements", {
  "batch-not-found": "not-found",
  "already-imported": "conflict",
  "not-undoable": "conflict",
  "not-waiting": "conflict",
  "not-discardable": "conflict",
  "file-refused": "invalid",
  "file-too-large": "too-large",
  "upload-empty": "invalid",
  "upload-unnamed": "invalid",
  "account-not-found": "not-found",
  "metric-not-countable": "invalid",
  "amount-not-in-cents": "invalid",
  "day-in-the-future": "invalid",
  "mixed-currencies": "invalid",
});

const Id = z.object({ id: z.coerce.number().int() });
const importers = ["admin", "manager", "community"] as const;

/**
 * Daily values of one metric of one account, folded into one bucket. `daily` rows fold daily values; `range` rows fold
 * figures that the source gives over several days and that lie wholly inside the bucket, never two that overlap
 * (`exact`: one figure that covers the bucket precisely, the only kind a reach may be read from). Parts of an account
 * (campaigns) are added up for additive metrics that are not given for the whole account.
 */
export const DailyFigure = z.object({
  accountId: z.number().int(),
  metric: z.enum(metricIds),
  basis: z.enum(["daily", "range"]),
  /** First and last day of the bucket. */
  bucket: Day,
  bucketEnd: Day,
  sum: z.number(),
  /** The latest value of the bucket: what a stock (followers) stands at. */
  last: z.number(),
  /** The latest value before the bucket, at most 31 days old, for the growth of a stock; null when unknown. */
  before: z.number().nullable(),
  max: z.number(),
  /** Number of days (daily) or figures (range) folded. */
  values: z.number().int(),
  /** Number of days of the bucket that they cover, and the days that they do not. */
  days: z.number().int(),
  lacking: z.array(DayRange),
  exact: z.boolean(),
});
export type DailyFigure = z.infer<typeof DailyFigure>;

/** Posts published in a bucket, per account and metric, from their latest counters. */
export const PostFigure = z.object({
  accountId: z.number().int(),
  metric: z.enum(metricIds),
  bucket: Day,
  bucketEnd: Day,
  sum: z.number(),
  max: z.number(),
  /** Posts that have this metric. */
  posts: z.number().int(),
});
export type PostFigure = z.infer<typeof PostFigure>;

/**
 * Posts published in a bucket per account, whatever their metrics. Zero is known only between two posts of the account;
 * before its first and after its last nobody knows, and there is no row.
 */
export const PostCount = z.object({
  accountId: z.number().int(),
  bucket: Day,
  bucketEnd: Day,
  posts: z.number().int(),
});
export type PostCount = z.infer<typeof PostCount>;

/**
 * Mean over posts of each post's own rate interactions ÷ denominator (0 to 1). Interactions of a post: its
 * `engagements` when the network gives them, else the known ones among reactions (or likes), comments, shares, saves.
 */
export const PostRate = z.object({
  accountId: z.number().int(),
  bucket: Day,
  bucketEnd: Day,
  denominator: z.enum(metricIds),
  meanRate: z.number(),
  interactions: z.number(),
  denominatorSum: z.number(),
  posts: z.number().int(),
  /** Standard deviation of the posts’ rates; null for a single post. */
  deviation: z.number().nullable(),
});
export type PostRate = z.infer<typeof PostRate>;

/** Comments received by an account in a range, as stored one by one; no row when there is none. */
export const CommentCount = z.object({
  from: Day,
  to: Day,
  accountId: z.number().int(),
  network: z.enum(networkIds),
  comments: z.number().int(),
});
export type CommentCount = z.infer<typeof CommentCount>;

export const FigureQuery = z.object({
  /** `whole`: one bucket per range. A week or month cut by the end of a range keeps only the days inside. */
  grain: z.enum(["day", "week", "month", "whole"]),
  ranges: z.array(DayRange).min(1).max(4000),
  metrics: z.array(z.enum(metricIds)).min(1),
  accountIds: z.array(z.number().int()).optional(),
});
export type FigureQuery = z.infer<typeof FigureQuery>;

/** Operations of the measurements: what the networks reported, and where each value comes from. */
export const measurements = {
  listNetworks: operation
    .meta({ effect: "read", asks: "organisation", roles: anyMember })
    .route({
      method: "GET",
      path: "/measurements/networks",
      summary: "Exports that Vigie reads, and how to obtain them",
    })
    .output(z.array(NetworkCard)),
  listImports: operation
    .meta({ effect: "read", asks: "organisation", roles: anyMember })
    .route({ method: "GET", path: "/measurements/imports", summary: "Imports, newest first" })
    .input(
      z.object({
        before: z.coerce.number().int().optional(),
        limit: z.coerce.number().int().min(1).max(100).default(30),
      }),
    )
    .output(z.array(ImportBatch)),
  getImport: operation
    .meta({ effect: "read", asks: "organisation", roles: anyMember })
    .route({ method: "GET", path: "/measurements/imports/{id}", summary: "One import, with its report" })
    .input(Id)
    .output(ImportBatch),
  /** After the upload (a raw route): first rows, what was recognised, what must be answered. */
  preview: operation
    .meta({ effect: "read", asks: "organisation", roles: [...importers] })
    .route({ method: "GET", path: "/measurements/imports/{id}/preview", summary: "First rows of an uploaded file" })
    .input(Id)
    .output(Preview),
  /** Starts reading the file into the database as a job. */
  start: operation
    .meta({ effect: "write", asks: "organisation", roles: [...importers], background: true })
    .route({ method: "POST", path: "/measurements/imports/{id}/start", summary: "Import an uploaded file" })
    .input(Id.extend({ answers: ImportAnswers.optional() }))
    .output(ImportBatch),
  undo: operation
    .meta({ effect: "write", asks: "organisation", roles: [...importers] })
    .route({
      method: "POST",
      path: "/measurements/imports/{id}/undo",
      summary: "Undo an import; what it replaced comes back",
    })
    .input(Id)
    .output(ImportBatch),
  /** A file that was never imported is put aside, and removed from the disk. */
  discard: operation
    .meta({ effect: "write", asks: "organisation", roles: [...importers] })
    .route({
      method: "DELETE",
      path: "/measurements/imports/{id}",
      summary: "Put aside a file that was never imported",
    })
    .input(Id)
    .output(z.object({ id: z.number().int() })),
  /** Receives a file already on the server's disk: called by the upload route and by the command line. */
  receive: operation
    .meta({ effect: "write", asks: "organisation", roles: [...importers], internal: true })
    .input(z.object({ path: z.string(), fileName: z.string(), sha256: z.string(), sizeBytes: z.number() }))
    .output(ImportBatch),
  /** The job itself; also called directly by the command line, which waits for it. */
  run: operation
    .meta({ effect: "write", asks: "organisation", roles: [...importers], internal: true })
    .input(Id)
    .output(ImportBatch),
  /** At the start of a server: imports that were interrupted begin again, from their first line. */
  resume: operation
    .meta({ effect: "write", asks: "organisation", roles: [...importers], internal: true })
    .output(z.object({ ids: z.array(z.number().int()) })),
  /** A count made by hand: coupons at the till, signatures, visitors. */
  recordCounts: operation
    .meta({ effect: "write", asks: "organisation", roles: [...importers] })
    .route({ method: "POST", path: "/measurements/counts", summary: "Enter counts by hand" })
    .input(
      z.object({
        accountId: z.number().int(),
        day: Day,
        values: z
          .array(z.object({ metric: z.enum(metricIds), value: z.number().min(0) }))
          .min(1)
          .max(20),
      }),
    )
    .output(ImportBatch),
  listPosts: operation
    .meta({ effect: "read", asks: "organisation", roles: anyMember })
    .route({
      method: "GET",
      path: "/measurements/posts",
      summary: "Posts published in a range, with their latest counters",
    })
    .input(
      z.object({
        from: Day,
        to: Day,
        accountId: z.coerce.number().int().optional(),
        limit: z.coerce.number().int().min(1).max(500).default(100),
      }),
    )
    .output(z.array(Post)),
  listComments: operation
    .meta({ effect: "read", asks: "organisation", roles: ["admin", "manager", "community"] })
    .route({ method: "GET", path: "/measurements/comments", summary: "Comments received in a range" })
    .input(z.object({ from: Day, to: Day, limit: z.coerce.number().int().min(1).max(500).default(100) }))
    .output(z.array(Comment)),
  freshness: operation
    .meta({ effect: "read", asks: "organisation", roles: anyMember })
    .route({ method: "GET", path: "/measurements/freshness", summary: "How fresh each account’s figures are" })
    .output(z.array(Freshness)),
  /** The way back from a figure: the lines it is made of. */
  provenance: operation
    .meta({ effect: "read", asks: "organisation", roles: anyMember })
    .route({
      method: "GET",
      path: "/measurements/provenance",
      summary: "The files and lines behind a metric of an account",
    })
    .input(z.object({ accountId: z.coerce.number().int(), metric: z.enum(metricIds), from: Day, to: Day }))
    .output(z.array(Provenance.extend({ day: Day, value: z.number(), dimension: z.string() }))),

  dailyFigures: operation
    .meta({ effect: "read", asks: "organisation", roles: anyMember, internal: true })
    .input(FigureQuery)
    .output(z.array(DailyFigure)),
  postFigures: operation
    .meta({ effect: "read", asks: "organisation", roles: anyMember, internal: true })
    .input(FigureQuery)
    .output(z.object({ figures: z.array(PostFigure), counts: z.array(PostCount) })),
  postRates: operation
    .meta({ effect: "read", asks: "organisation", roles: anyMember, internal: true })
    .input(FigureQuery.omit({ metrics: true }).extend({ denominators: z.array(z.enum(metricIds)).min(1) }))
    .output(z.array(PostRate)),
  commentCounts: operation
    .meta({ effect: "read", asks: "organisation", roles: anyMember, internal: true })
    .input(z.object({ ranges: z.array(DayRange).min(1) }))
    .output(z.array(CommentCount)),
  /** Hash of everything that the figures of these ranges rest on: same data, same hash. */
  dataHash: operation
    .meta({ effect: "read", asks: "organisation", roles: anyMember, internal: true })
    .input(z.object({ ranges: z.array(DayRange).min(1) }))
    .output(z.object({ hash: z.string() })),
  /** Many daily values, posts and comments at once: the demonstration, and nothing else, comes this way. */
  load: operation
    .meta({ effect: "write", asks: "organisation", roles: ["admin", "manager"], internal: true })
    .input(z.object({ label: z.string(), observations: z.custom<AsyncIterable<unknown> | Iterable<unknown>>() }))
    .output(ImportBatch),
};
