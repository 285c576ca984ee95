import { accountOf, handleIn } from "./account.ts";
import type { Connector, FileHead } from "./contract.ts";
import { readDays } from "./daily-table.ts";
import { momentInTikTokId } from "./post-id-time.ts";
import { type PostField, readPosts } from "./post-table.ts";
import { type Line, type MetricColumn, ReadyShape } from "./table.ts";

const overviewMetrics: readonly MetricColumn[] = [
  { metric: "video-views", names: ["Video Views", "Vues de vidéos"] },
  { metric: "profile-visits", names: ["Profile Views", "Vues du profil"] },
  { metric: "likes", names: ["Likes"] },
  { metric: "comments", names: ["Comments"] },
  { metric: "shares", names: ["Shares"] },
];
const overview = new ReadyShape<"date">({
  fields: { date: ["Date"] },
  metrics: overviewMetrics,
  dates: ["date"],
  daily: true,
  accepts: (has) => has("date") && has("video-views") && has("profile-visits") && has("likes"),
});

const followerMetrics: readonly MetricColumn[] = [
  { metric: "followers", names: ["Followers"] },
  { metric: "followers-gained", names: ["Difference in followers from previous day"] },
];
const followers = new ReadyShape<"date">({
  fields: { date: ["Date"] },
  metrics: followerMetrics,
  dates: ["date"],
  daily: true,
  accepts: (has) => has("date") && has("followers") && has("followers-gained"),
});

const videoMetrics: readonly MetricColumn[] = [
  { metric: "views", names: ["Total views"] },
  { metric: "likes", names: ["Total likes"] },
  { metric: "comments", names: ["Total comments"] },
  { metric: "shares", names: ["Total shares"] },
  { metric: "saves", names: ["Add to favorites", "Total bookmarks"] },
  { metric: "followers-gained", names: ["New followers"] },
  { metric: "average-watch-seconds", names: ["Average watch time"], written: "duration" },
];
const videos = new ReadyShape<PostField | "exported">({
  fields: {
    exported: ["Time"],
    title: ["Video title"],
    id: ["Video link"],
    permalink: [],
    published: ["Post time"],
    text: [],
    format: [],
  },
  metrics: videoMetrics,
  dates: ["published"],
  accepts: (has) => has("id") && has("title") && has("published") && has("views"),
});

/** The number at the end of the link, which also holds the second of publication. */
function videoId(line: Line<PostField | "exported">): string {
  const link = line.text("id");
  return /\/(?:video|photo)\/(\d+)/.exec(link)?.[1] ?? link;
}

function handleOf(head: FileHead): string | undefined {
  for (const table of head.tables) {
    for (const row of table.rows) {
      for (const cell of row) {
        const handle = handleIn(cell);
        if (handle) return handle;
      }
    }
  }
  return undefined;
}

export const connector: Connector = {
  id: "tiktok",
  network: "tiktok",
  label: { fr: "TikTok Studio", en: "TikTok Studio" },
  howToExport: {
    fr: "TikTok Studio (ordinateur) › Données analytiques › Télécharger les données › CSV (le zip se dépose tel quel).",
    en: "TikTok Studio (computer) › Analytics › Download data › CSV (drop the zip as it is).",
  },
  metrics: [...new Set([...overviewMetrics, ...followerMetrics, ...videoMetrics].map(({ metric }) => metric))],
  capabilities: ["posts", "daily"],
  recognises: (head) =>
    head.tables.some((table) => [overview, followers, videos].some((shape) => shape.matches(table))) ? 1 : 0,
  async *read(file, options) {
    const said = { network: "tiktok", kind: "profile", handle: handleOf(file.head) } as const;
    const { account, notices } = accountOf(options, said);
    yield* notices;
    const reading = { account: () => account, yearless: true };
    for (const table of file.head.tables) {
      if (overview.matches(table)) yield* readDays(file, table.name, overview, reading, options);
      else if (followers.matches(table)) yield* readDays(file, table.name, followers, reading, options);
      else if (videos.matches(table)) {
        yield* readPosts(
          file,
          table.name,
          videos,
          {
            account: () => account,
            format: (line) => (line.text("id").includes("/photo/") ? "carousel" : "video"),
            id: videoId,
            permalink: (line) => line.text("id"),
            // "September 4" has no year; the number has everything.
            publishedAt: (_, id) => momentInTikTokId(id),
          },
          options,
        );
      }
    }
  },
};
