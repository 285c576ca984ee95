import type { PostFormat } from "../kernel/metric.ts";
import type { AccountReference, Connector, ReadOptions, SourceFile } from "./contract.ts";
import { readDays } from "./daily-table.ts";
import { dayOf } from "./dates.ts";
import { momentInLinkedInId } from "./post-id-time.ts";
import { type PostField, readPosts } from "./post-table.ts";
import { type Line, type MetricColumn, ReadyShape } from "./table.ts";

const dailyMetrics: readonly MetricColumn[] = [
  { metric: "impressions", names: ["Impressions (total)"] },
  { metric: "reach-organic", names: ["Unique impressions (organic)"] },
  { metric: "clicks", names: ["Clicks (total)"] },
  { metric: "reactions", names: ["Reactions (total)"] },
  { metric: "comments", names: ["Comments (total)"] },
  { metric: "shares", names: ["Reposts (total)", "Shares (total)"] },
];

const days = new ReadyShape<"date">({
  fields: { date: ["Date"] },
  metrics: dailyMetrics,
  dates: ["date"],
  order: "month-first",
  daily: true,
  accepts: (has) => has("date") && has("impressions") && has("reactions"),
});

const followerMetrics: readonly MetricColumn[] = [
  // Daily gains, whatever the column calls them; a correction may be negative.
  { metric: "followers-gained", names: ["Total followers", "Total d’abonnés"] },
];

const followers = new ReadyShape<"date" | "organic">({
  fields: { date: ["Date"], organic: ["Organic followers"] },
  metrics: followerMetrics,
  dates: ["date"],
  order: "month-first",
  daily: true,
  accepts: (has) => has("date") && has("organic") && has("followers-gained"),
});

const visitorMetrics: readonly MetricColumn[] = [{ metric: "profile-visits", names: ["Total page views (total)"] }];

const visitors = new ReadyShape<"date">({
  fields: { date: ["Date"] },
  metrics: visitorMetrics,
  dates: ["date"],
  order: "month-first",
  daily: true,
  accepts: (has) => has("date") && has("profile-visits"),
});

type Field = PostField | "campaign" | "created" | "content";

const postMetrics: readonly MetricColumn[] = [
  { metric: "impressions", names: ["Impressions"] },
  { metric: "video-views", names: ["Views", "Views (excluding off-site video views)"] },
  { metric: "clicks", names: ["Clicks"] },
  { metric: "reactions", names: ["Likes", "Reactions"] },
  { metric: "comments", names: ["Comments"] },
  { metric: "shares", names: ["Reposts", "Shares"] },
  { metric: "followers-gained", names: ["Follows"] },
];

const posts = new ReadyShape<Field>({
  fields: {
    id: ["Post link"],
    permalink: [],
    published: ["Created date"],
    title: [],
    text: ["Post title"],
    format: ["Content Type"],
    campaign: ["Campaign name"],
    created: ["Posted by", "Published by"],
    content: ["Post type"],
  },
  metrics: postMetrics,
  dates: ["published"],
  order: "month-first",
  accepts: (has) => has("id") && has("published") && has("text") && has("impressions"),
});

/** The number at the end of `…/urn:li:activity:7300000000000000000/`. */
function postId(line: Line<Field>): string {
  const link = line.text("id");
  return /(\d{15,})\/?(?:\?.*)?$/.exec(link)?.[1] ?? link;
}

const permalink = (line: Line<Field>): string => line.text("id");

/** The export gives a day; the number adds the hour, where both agree to a day (the day is of some time zone). */
function publishedAt(line: Line<Field>, id: string): string | undefined {
  const moment = momentInLinkedInId(id);
  const date = line.date("published");
  if (!moment || date?.year === undefined) return undefined;
  return Math.abs(Date.parse(moment) - Date.parse(`${dayOf(date)}T12:00:00Z`)) <= 36 * 3_600_000 ? moment : undefined;
}

function format(line: Line<Field>): PostFormat {
  const type = line.text("format").toLowerCase();
  if (/video/.test(type)) return "video";
  if (/carousel|document|multi/.test(type)) return "carousel";
  if (/image|photo/.test(type)) return "image";
  if (/article|link/.test(type)) return "link";
  if (/text/.test(type)) return "text";
  return "other";
}

/** The page names itself only in the file's name: `<page>_content_<epoch>.xls`. */
function pageOf(file: SourceFile, options: ReadOptions): AccountReference {
  if (options.answers?.account) return options.answers.account;
  const name = /^(.+?)_(content|followers|visitors|updates)_\d+/i.exec(file.head.fileName)?.[1];
  return { network: "linkedin", kind: "page", externalId: name ?? "linkedin-page", ...(name ? { name } : {}) };
}

export const connector: Connector = {
  id: "linkedin-page",
  network: "linkedin",
  label: { fr: "LinkedIn, page (contenu, abonnés, visiteurs)", en: "LinkedIn page (content, followers, visitors)" },
  howToExport: {
    fr: "LinkedIn › Page, vue administrateur › Statistiques › Contenu (ou Abonnés, Visiteurs) › Exporter › .xls.",
    en: "LinkedIn › Page, admin view › Analytics › Content (or Followers, Visitors) › Export › .xls.",
  },
  metrics: [
    ...new Set([...dailyMetrics, ...followerMetrics, ...visitorMetrics, ...postMetrics].map(({ metric }) => metric)),
  ],
  capabilities: ["posts", "daily"],
  recognises: (head) =>
    head.tables.some((table) => [days, followers, visitors, posts].some((shape) => shape.matches(table))) ? 1 : 0,
  async *read(file, options) {
    const page = pageOf(file, options);
    const account = () => page;
    for (const table of file.head.tables) {
      if (posts.matches(table)) {
        yield* readPosts(file, table.name, posts, { account, format, id: postId, permalink, publishedAt }, options);
      } else if (days.matches(table)) yield* readDays(file, table.name, days, { account }, options);
      else if (followers.matches(table)) yield* readDays(file, table.name, followers, { account }, options);
      else if (visitors.matches(table)) yield* readDays(file, table.name, visitors, { account }, options);
    }
  },
};
