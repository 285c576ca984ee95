import { accountOf, handleIn } from "./account.ts";
import type { AccountReference, Connector } from "./contract.ts";
import { momentInXId } from "./post-id-time.ts";
import { type PostField, readPosts } from "./post-table.ts";
import { type Line, type MetricColumn, ReadyShape } from "./table.ts";

const metrics: readonly MetricColumn[] = [
  { metric: "impressions", names: ["impressions"] },
  { metric: "engagements", names: ["engagements"] },
  { metric: "likes", names: ["likes"] },
  { metric: "comments", names: ["replies"] },
  { metric: "shares", names: ["retweets", "reposts"] },
  { metric: "saves", names: ["bookmarks"] },
  { metric: "link-clicks", names: ["url clicks"] },
  { metric: "profile-visits", names: ["user profile clicks", "profile visits"] },
  { metric: "followers-gained", names: ["follows", "new follows"] },
];

const posts = new ReadyShape<PostField>({
  fields: {
    id: ["Tweet id", "Post id"],
    permalink: ["Tweet permalink", "Post Link", "Post permalink"],
    text: ["Tweet text", "Post text"],
    published: ["time", "Date"],
    title: [],
    format: [],
  },
  metrics,
  dates: ["published"],
  order: "month-first",
  accepts: (has) => has("id") && has("text") && has("published") && has("impressions"),
});

export const connector: Connector = {
  id: "x-posts",
  network: "x",
  label: { fr: "X (Twitter), par publication", en: "X (Twitter), per post" },
  howToExport: {
    fr: "X › Analytics › Contenu › choisir la période › Télécharger (CSV).",
    en: "X › Analytics › Content › choose the period › Download (CSV).",
  },
  metrics: metrics.map(({ metric }) => metric),
  capabilities: ["posts"],
  recognises: (head) => (head.tables.some((table) => posts.matches(table)) ? 1 : 0),
  async *read(file, options) {
    const unnamed = accountOf(options, { network: "x", kind: "profile" });
    const account = (line: Line<PostField>): AccountReference => {
      const handle = handleIn(line.text("permalink"));
      return handle ? accountOf(options, { network: "x", kind: "profile", handle }).account : unnamed.account;
    };
    for (const table of file.head.tables) {
      if (!posts.matches(table)) continue;
      yield* readPosts(
        file,
        table.name,
        posts,
        {
          account,
          // The export does not tell a picture from a film.
          format: () => "other",
          // New exports give a day only; the number of the post holds its second.
          publishedAt: (line, id) => (/\d:\d/.test(line.text("published")) ? undefined : momentInXId(id)),
        },
        options,
      );
    }
  },
};
