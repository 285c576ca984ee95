import { type MetricId, metricIds, metrics } from "../kernel/metric.ts";
import { accountOf } from "./account.ts";
import { isTotalName } from "./ads-table.ts";
import type {
  AccountReference,
  ColumnMapping,
  CommentObservation,
  FileHead,
  FileTotal,
  Notice,
  Observation,
  ReadOptions,
  RejectedLine,
  SourceFile,
} from "./contract.ts";
import { ConnectorRefusal } from "./contract.ts";
import { readDays } from "./daily-table.ts";
import { momentOf, readDate } from "./dates.ts";
import { lookupOf, normaliseHeader } from "./header.ts";
import { isAbsent, readNumber } from "./numbers.ts";
import { type PostField, readPosts } from "./post-table.ts";
import { type Line, LineProblem, ReadyShape, readLines, rejected } from "./table.ts";

/** What a column may hold, besides a metric. */
export type MappedField = Exclude<ColumnMapping["columns"][string], `metric:${string}`>;

type Field = PostField | "date" | "campaign" | "author" | "comment-id";

/**
 * Reads any table by a person's mapping: posts, days (of the account or of campaigns) or comments.
 *
 * @throws ConnectorRefusal `mapping-incomplete` when no column holds the date (or nothing to keep), `header-not-found`
 */
export async function* readMapped(
  file: SourceFile,
  mapping: ColumnMapping,
  options: ReadOptions,
): AsyncIterable<Observation | RejectedLine | FileTotal | Notice> {
  const ready = shapeOf(mapping);
  const said = { network: mapping.network, kind: mapping.accountKind, name: mapping.accountName };
  const { account } = accountOf(options, said);
  if (mapping.shape === "comments") yield* readComments(file, mapping.table, ready, account, options);
  else if (mapping.shape === "daily") {
    const dimension = (line: Line<Field>) => {
      const campaign = line.text("campaign");
      return campaign ? `campaign:${campaign}` : "";
    };
    yield* readDays(file, mapping.table, ready, { account: () => account, dimension, yearless: false }, options);
  } else {
    const format = (line: Line<Field>) => formatNamed(line.text("format"));
    const id = (line: Line<Field>) => line.text("id") || line.text("permalink");
    yield* readPosts(file, mapping.table, ready, { account: () => account, format, id }, options);
  }
}

function shapeOf(mapping: ColumnMapping): ReadyShape<Field> {
  const named = (kind: MappedField): string[] =>
    Object.entries(mapping.columns)
      .filter(([, holds]) => holds === kind)
      .map(([name]) => name);
  const found = Object.entries(mapping.columns).flatMap(([name, holds]) =>
    holds.startsWith("metric:") ? [{ metric: holds.slice(7) as MetricId, names: [name] }] : [],
  );
  const wanted = new Set(Object.keys(mapping.columns).map(normaliseHeader));
  const dates = named("date");
  const enough = {
    posts: named("post-id").length + named("permalink").length > 0,
    daily: found.length > 0,
    comments: named("text").length > 0,
  }[mapping.shape];
  if (dates.length === 0 || !enough) throw new ConnectorRefusal("mapping-incomplete", { shape: mapping.shape });
  return new ReadyShape<Field>({
    fields: {
      id: named("post-id"),
      published: mapping.shape === "daily" ? [] : dates,
      date: mapping.shape === "daily" ? dates : [],
      title: named("title"),
      text: named("text"),
      permalink: named("permalink"),
      format: named("format"),
      campaign: named("campaign"),
      author: named("author"),
      "comment-id": named("comment-id"),
    },
    metrics: found,
    dates: mapping.shape === "daily" ? ["date"] : ["published"],
    daily: mapping.shape === "daily" && named("campaign").length === 0,
    accepts: (has) =>
      (has("date") || has("published")) &&
      found.every(({ metric }) => has(metric)) &&
      wanted.size > 0 &&
      (["id", "text", "permalink", "comment-id"] as const).every((field) => {
        const source = field === "id" ? "post-id" : field;
        return named(source).length === 0 || has(field);
      }),
    isTotal: (line) => mapping.shape === "daily" && line.text("date") !== "" && isTotalName(line.text("date")),
  });
}

function formatNamed(text: string) {
  const plain = normaliseHeader(text);
  if (/reel/.test(plain)) return "reel";
  if (/story|stories/.test(plain)) return "story";
  if (/carrousel|carousel|album/.test(plain)) return "carousel";
  if (/live|direct/.test(plain)) return "live";
  if (/video|short/.test(plain)) return "video";
  if (/photo|image|visuel/.test(plain)) return "image";
  if (/lien|link|article/.test(plain)) return "link";
  if (/texte?|statut|status/.test(plain)) return "text";
  return "other";
}

async function* readComments(
  file: SourceFile,
  table: string,
  ready: ReadyShape<Field>,
  account: AccountReference,
  options: ReadOptions,
): AsyncIterable<CommentObservation | RejectedLine> {
  for await (const lines of readLines(file, table, ready, options)) {
    for (const line of lines) {
      if (line.isBlank()) continue;
      try {
        yield comment(line, account);
      } catch (problem) {
        yield rejected(line, problem);
      }
    }
  }
}

function comment(line: Line<Field>, account: AccountReference): CommentObservation {
  if (line.broken) throw new LineProblem(line.broken);
  line.checkWidth();
  const text = line.text("text");
  if (text === "") throw new LineProblem("text-missing");
  const date = line.date("published");
  if (!date) throw new LineProblem("date-missing");
  if (date.year === undefined) throw new LineProblem("date-without-year", { value: line.text("published") });
  const author = line.text("author");
  const id = line.text("comment-id");
  const post = line.text("id") || line.text("permalink");
  const publishedAt = momentOf(date);
  return {
    kind: "comment",
    table: line.table,
    line: line.line,
    account,
    ...(id ? { externalId: id } : {}),
    ...(post ? { postExternalId: post } : {}),
    ...(author ? { author } : {}),
    text,
    publishedAt,
  };
}

const fieldNames = lookupOf<MappedField>({
  date: [
    "date",
    "day",
    "jour",
    "publié le",
    "date de publication",
    "publish time",
    "published",
    "published at",
    "created",
    "created at",
    "date/time",
    "écrit le",
    "time",
    "timestamp",
    "heure de publication",
    "created date",
    "posted",
  ],
  "post-id": ["post id", "id", "identifiant", "id publication", "identifiant de la publication", "post", "media id"],
  title: ["title", "titre", "post title", "nom"],
  text: [
    "text",
    "texte",
    "message",
    "comment",
    "commentaire",
    "content",
    "contenu",
    "caption",
    "légende",
    "description",
    "post message",
    "comment text",
    "avis",
    "verbatim",
  ],
  permalink: ["permalink", "permalien", "url", "link", "lien", "post link", "post url"],
  format: ["type", "format", "post type", "media type", "type de publication", "type de contenu"],
  campaign: ["campaign", "campagne", "campaign name", "nom de la campagne"],
  author: ["author", "auteur", "user", "username", "utilisateur", "from", "pseudonyme", "nom d'utilisateur", "profile"],
  "comment-id": ["comment id", "id commentaire", "identifiant du commentaire"],
});

const metricSynonyms: Partial<Record<MetricId, readonly string[]>> = {
  reach: ["portée", "accounts reached", "comptes touchés", "personnes touchées"],
  impressions: ["impr.", "affichages"],
  engagements: ["engagement", "interactions totales", "total engagements"],
  likes: ["j'aime", "like", "favorites", "favoris"],
  reactions: ["réactions"],
  shares: ["retweets", "reposts", "republications", "boosts", "reblogs"],
  comments: ["replies", "réponses", "commentaire(s)"],
  saves: ["bookmarks", "signets", "épingles"],
  clicks: ["clicks", "clics"],
  "link-clicks": ["url clicks", "outbound clicks", "swipe ups"],
  followers: ["fans", "total followers", "nombre d'abonnés", "subscribers"],
  "followers-gained": ["new followers", "nouveaux abonnés", "follows", "new follows"],
  "followers-lost": ["unfollows", "désabonnements"],
  "profile-visits": ["profile views", "visites"],
  spend: ["spend", "cost", "coût", "dépense", "montant dépensé", "amount spent", "budget dépensé", "dépenses"],
  revenue: ["revenue", "chiffre d'affaires", "ca", "conversion value", "valeur de conversion"],
  conversions: ["purchases", "achats", "ventes"],
  "page-views": ["pageviews"],
  "video-views": ["video plays", "lectures"],
};

const metricNamesFound = new Map<string, MetricId>();
for (const id of metricIds) {
  const { label } = metrics[id];
  for (const name of [id, label.fr, label.en, ...(metricSynonyms[id] ?? [])]) {
    const key = normaliseHeader(name);
    if (!metricNamesFound.has(key)) metricNamesFound.set(key, id);
  }
}

/** A first draft of a mapping, for a person to correct. What could not be guessed is left out. */
export interface SuggestedMapping {
  readonly table: string;
  readonly headerLine: number;
  readonly shape: ColumnMapping["shape"];
  readonly columns: ColumnMapping["columns"];
  /** Every column: its header as written, the key `columns` knows it by, and a few of its cells. */
  readonly preview: readonly { readonly header: string; readonly key: string; readonly examples: readonly string[] }[];
}

/**
 * Proposes what each column of an unknown file holds: by its name, else by what its cells look like (dates). The
 * header is the row whose names say most; a table without any known name is proposed with its first full row.
 *
 * @returns undefined when the file holds no row of at least two cells
 */
export function suggestMapping(head: FileHead): SuggestedMapping | undefined {
  let best: { table: number; row: number; score: number } | undefined;
  head.tables.forEach((table, tableIndex) => {
    table.rows.forEach((row, rowIndex) => {
      const filled = row.filter((cell) => cell.trim() !== "");
      if (filled.length < 2) return;
      const known = filled.filter((cell) => meaningOf(cell) !== undefined).length;
      // Names, not figures; earlier rows win among equals.
      const words = filled.filter((cell) => Number.isNaN(readNumber(cell, ".") ?? 0)).length;
      const score = known * 10 + (words / filled.length) * 5 + Math.min(filled.length, 10) * 0.1 - rowIndex * 0.2;
      if (!best || score > best.score) best = { table: tableIndex, row: rowIndex, score };
    });
  });
  if (!best) return undefined;
  const { table: tableIndex, row: rowIndex } = best;
  const table = head.tables[tableIndex] as FileHead["tables"][number];
  const names = table.rows[rowIndex] as readonly string[];
  const below = table.rows.slice(rowIndex + 1);
  const columns: Record<string, ColumnMapping["columns"][string]> = {};
  const taken = new Set<string>();
  const preview = names.map((header, index) => {
    const examples = below.map((row) => row[index] ?? "").filter((cell) => cell.trim() !== "");
    return { header: header.trim(), key: normaliseHeader(header), examples: examples.slice(0, 3) };
  });
  preview.forEach(({ key, header, examples }) => {
    if (key === "") return;
    const meaning = meaningOf(header) ?? (examples.length > 0 && examples.every(looksLikeDate) ? "date" : undefined);
    if (!meaning || taken.has(meaning) || columns[key]) return;
    if (meaning.startsWith("metric:") && examples.some((text) => Number.isNaN(readNumber(text, ".") ?? 0))) return;
    columns[key] = meaning;
    taken.add(meaning);
  });
  return { table: table.name, headerLine: rowIndex + 1, shape: shapeFor(taken), columns, preview };
}

function meaningOf(header: string): ColumnMapping["columns"][string] | undefined {
  const field = fieldNames(header);
  if (field) return field;
  const metric = metricNamesFound.get(normaliseHeader(header));
  return metric ? `metric:${metric}` : undefined;
}

function looksLikeDate(text: string): boolean {
  if (isAbsent(text) || /^\d+$/.test(text.trim())) return false;
  return readDate(text, "day-first") !== undefined || readDate(text, "month-first") !== undefined;
}

function shapeFor(taken: ReadonlySet<string>): ColumnMapping["shape"] {
  const anyMetric = [...taken].some((meaning) => meaning.startsWith("metric:"));
  if (taken.has("comment-id") || (taken.has("text") && (taken.has("author") || !anyMetric))) return "comments";
  if (taken.has("post-id") || taken.has("permalink")) return "posts";
  return "daily";
}
