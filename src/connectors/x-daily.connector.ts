import { accountOf } from "./account.ts";
import type { Connector } from "./contract.ts";
import { readDays } from "./daily-table.ts";
import { type MetricColumn, ReadyShape } from "./table.ts";

const metrics: readonly MetricColumn[] = [
  { metric: "posts-published", names: ["Tweets published", "Create Post"] },
  { metric: "impressions", names: ["impressions"] },
  { metric: "engagements", names: ["engagements"] },
  { metric: "likes", names: ["likes"] },
  { metric: "comments", names: ["replies"] },
  { metric: "shares", names: ["retweets", "reposts"] },
  { metric: "saves", names: ["bookmarks"] },
  { metric: "link-clicks", names: ["url clicks"] },
  { metric: "profile-visits", names: ["user profile clicks", "profile visits"] },
  { metric: "followers-gained", names: ["follows", "new follows"] },
  { metric: "followers-lost", names: ["Unfollows"] },
  { metric: "video-views", names: ["Video views"] },
];

const days = new ReadyShape<"date" | "old" | "new">({
  fields: { date: ["Date"], old: ["detail expands"], new: ["Media views"] },
  metrics,
  dates: ["date"],
  order: "month-first",
  daily: true,
  accepts: (has) => has("date") && has("posts-published") && has("impressions") && has("engagements"),
});

export const connector: Connector = {
  id: "x-daily",
  network: "x",
  label: { fr: "X (Twitter), par jour", en: "X (Twitter), per day" },
  howToExport: {
    fr: "X › Analytics › Vue d’ensemble › choisir la période › Télécharger (CSV).",
    en: "X › Analytics › Overview › choose the period › Download (CSV).",
  },
  metrics: metrics.map(({ metric }) => metric),
  capabilities: ["daily"],
  recognises: (head) => (head.tables.some((table) => days.matches(table)) ? 1 : 0),
  async *read(file, options) {
    const handle = /^daily_tweet_activity_metrics_(\w+?)_\d{8}_\d{8}/i.exec(file.head.fileName)?.[1];
    const { account, notices } = accountOf(options, { network: "x", kind: "profile", handle });
    yield* notices;
    for (const table of file.head.tables) {
      if (days.matches(table)) yield* readDays(file, table.name, days, { account: () => account }, options);
    }
  },
};
