import { accountOf } from "./account.ts";
import type { Connector, FileHead, TableHead } from "./contract.ts";
import { ConnectorRefusal } from "./contract.ts";
import { readDays } from "./daily-table.ts";
import { type PostField, readPosts } from "./post-table.ts";
import { type MetricColumn, ReadyShape } from "./table.ts";

const metrics: readonly MetricColumn[] = [
  { metric: "views", names: ["Views", "Vues", "Aufrufe"] },
  {
    metric: "watch-seconds",
    names: ["Watch time (hours)", "Durée de visionnage (heures)", "Wiedergabezeit (Stunden)"],
    written: "hours",
  },
  {
    metric: "average-watch-seconds",
    names: [
      "Average view duration",
      "Durée moyenne d’une vue",
      "Durée moyenne de visionnage",
      "Durchschnittliche Wiedergabedauer",
    ],
    written: "duration",
  },
  { metric: "duration-seconds", names: ["Duration", "Durée", "Dauer"], written: "duration" },
  { metric: "impressions", names: ["Impressions", "Impressionen"] },
  { metric: "followers-gained", names: ["Subscribers", "Abonnés", "Abonnenten"] },
  { metric: "likes", names: ["Likes", "J’aime", "Mentions « J’aime »", "„Mag ich“-Bewertungen"] },
  { metric: "comments", names: ["Comments added", "Commentaires", "Commentaires ajoutés", "Hinzugefügte Kommentare"] },
  { metric: "shares", names: ["Shares", "Partages", "Geteilte Inhalte"] },
  { metric: "reach", names: ["Unique viewers", "Spectateurs uniques", "Einzelne Zuschauer"] },
];

const totalNames = /^(total|totaux|gesamt|totale|totaal)$/i;
const contentNames = ["Content", "Contenu", "Video", "Vidéo", "Inhalt", "Inhalte"];
const dateNames = ["Date", "Datum", "Jour", "Day"];

const videos = new ReadyShape<PostField>({
  fields: {
    id: contentNames,
    title: ["Video title", "Titre de la vidéo", "Videotitel"],
    published: ["Video publish time", "Heure de publication de la vidéo", "Veröffentlichungszeitpunkt des Videos"],
    text: [],
    permalink: [],
    format: [],
  },
  metrics,
  dates: ["published"],
  accepts: (has) => has("id") && has("title") && has("published") && has("views"),
  isTotal: (line) => totalNames.test(line.text("id")),
});

const dailyMetrics = metrics.filter(
  ({ metric }) => metric !== "duration-seconds" && metric !== "average-watch-seconds",
);

const days = new ReadyShape<"date" | "content" | "title" | "geography" | "about">({
  fields: {
    about: [
      "Video publish time",
      "Heure de publication de la vidéo",
      "Veröffentlichungszeitpunkt des Videos",
      "Duration",
      "Durée",
      "Dauer",
    ],
    date: dateNames,
    content: contentNames,
    title: ["Video title", "Titre de la vidéo", "Videotitel"],
    geography: ["Geography", "Zone géographique", "Pays", "Geografie"],
  },
  metrics: dailyMetrics,
  dates: ["date"],
  daily: true,
  accepts: (has) => has("date") && dailyMetrics.some(({ metric }) => has(metric)),
  isTotal: (line) => totalNames.test(line.text("date")),
});

/** A table by country, device, source…: its figures are of a period that the file does not tell. */
const parts = new ReadyShape<"geography">({
  fields: { geography: ["Geography", "Zone géographique", "Pays", "Geografie"] },
  metrics,
  accepts: (has) => has("geography") && has("views") && has("watch-seconds"),
});

export const connector: Connector = {
  id: "youtube",
  network: "youtube",
  label: { fr: "YouTube Studio", en: "YouTube Studio" },
  howToExport: {
    fr: "YouTube Studio › Données analytiques › Mode avancé › onglet Contenu › Exporter la vue actuelle › .csv (le zip se dépose tel quel).",
    en: "YouTube Studio › Analytics › Advanced mode › Content tab › Export current view › .csv (drop the zip as it is).",
  },
  metrics: metrics.map(({ metric }) => metric),
  capabilities: ["posts", "daily"],
  recognises: (head) =>
    head.tables.some((table) => isDaily(table, head) || videos.matches(table) || parts.matches(table)) ? 1 : 0,
  async *read(file, options) {
    // The zip is called `<tab> <from>_<to> <channel>.zip`.
    const name = /\d{4}-\d{2}-\d{2}_\d{4}-\d{2}-\d{2} (.+)\.zip$/i.exec(file.head.fileName)?.[1];
    const { account, notices } = accountOf(options, { network: "youtube", kind: "channel", name });
    yield* notices;
    let read = 0;
    for (const table of file.head.tables) {
      if (isDaily(table, file.head)) {
        read += 1;
        yield* readDays(file, table.name, days, { account: () => account, dimension }, options);
      } else if (videos.matches(table)) {
        read += 1;
        const reading = { account: () => account, format: () => "video" as const };
        for await (const each of readPosts(file, table.name, videos, reading, options)) {
          yield each.kind === "post"
            ? { ...each, permalink: `https://www.youtube.com/watch?v=${each.externalId}` }
            : each;
        }
      } else if (parts.matches(table)) {
        yield { kind: "notice", code: "period-unknown", params: { table: table.name } };
      }
    }
    if (read === 0) throw new ConnectorRefusal("period-unknown", { table: file.head.tables[0]?.name ?? "" });
  },
};

/** What a line of a chart is about; "" is the whole channel. */
function dimension(line: Parameters<NonNullable<typeof days.shape.isTotal>>[0]): string {
  if (line.has("content")) return `content:${line.text("content")}`;
  return line.has("geography") ? `geography:${line.text("geography")}` : "";
}

const fileNames = /(totals|totaux|gesamtwerte|chart data|graphique|diagrammdaten)/i;

/** `Date,Views` alone could be anybody's: a second column of YouTube's own, or the name it gives the file, tells. */
function isDaily(table: TableHead, head: FileHead): boolean {
  return table.rows.some((row) => {
    const header = days.header(row);
    if (!header) return false;
    if (header.columns.has("field:content") || header.columns.has("field:geography")) return true;
    return header.unknown.length === 0 && fileNames.test(table.name || head.fileName);
  });
}
