import type { PostFormat } from "../kernel/metric.ts";
import type { AccountReference, Connector, FileHead } from "./contract.ts";
import { dayOf } from "./dates.ts";
import { type PostField, readPosts } from "./post-table.ts";
import { type Line, type MetricColumn, ReadyShape } from "./table.ts";

type Field = PostField | "page-id" | "page-name" | "account-id" | "account-handle" | "account-name" | "day";

const metrics: readonly MetricColumn[] = [
  { metric: "reach", names: ["Reach", "Couverture", "Accounts reached", "Comptes touchés"] },
  { metric: "reach-organic", names: ["Reach from Organic posts", "Couverture de Publications organiques"] },
  { metric: "reach-paid", names: ["Reach from Boosted posts", "Couverture de Publications boostées"] },
  { metric: "views", names: ["Views", "Vues"] },
  { metric: "views-organic", names: ["Views from Organic posts", "Vues de Publications organiques"] },
  { metric: "views-paid", names: ["Views from Boosted posts", "Vues de Publications boostées"] },
  { metric: "impressions", names: ["Impressions"] },
  {
    metric: "engagements",
    names: ["Reactions, comments and shares", "Réactions, commentaires et partages"],
  },
  { metric: "reactions", names: ["Reactions", "Réactions"] },
  { metric: "likes", names: ["Likes", "Mentions J’aime", "J’aime"] },
  { metric: "comments", names: ["Comments", "Commentaires", "Replies", "Réponses"] },
  { metric: "shares", names: ["Shares", "Partages"] },
  { metric: "saves", names: ["Saves", "Enregistrements"] },
  { metric: "clicks", names: ["Total clicks", "Total des clics"] },
  { metric: "link-clicks", names: ["Link clicks", "Clics sur un lien", "Clics sur le lien"] },
  { metric: "followers-gained", names: ["Follows", "Followers en plus"] },
  { metric: "profile-visits", names: ["Profile visits", "Visites de profil", "Visites du profil"] },
  { metric: "video-views-3s", names: ["3-second video views", "Vues de vidéo de 3 secondes", "Vues de 3 secondes"] },
  {
    metric: "video-views-60s",
    names: ["1-minute video views", "Vues de vidéo d’une minute", "Vues de vidéo de 1 minute"],
  },
  { metric: "watch-seconds", names: ["Seconds viewed", "Secondes regardé…"] },
  { metric: "average-watch-seconds", names: ["Average Seconds viewed", "Secondes moyen…"] },
  { metric: "duration-seconds", names: ["Duration (secs)", "Duration (sec)", "Durée (s)", "Durée (sec)"] },
  { metric: "negative-feedback", names: ["Negative feedback from users"] },
];

const posts = new ReadyShape<Field>({
  fields: {
    id: ["Post ID", "Identifiant de la publication", "ID de la publication"],
    published: ["Publish time", "Heure de publication"],
    title: ["Title", "Titre"],
    text: ["Description"],
    permalink: ["Permalink", "Permalien"],
    format: ["Post type", "Type de publication"],
    "page-id": ["Page ID", "ID de la Page"],
    "page-name": ["Page name", "Nom de la page"],
    "account-id": ["Account ID", "ID du compte"],
    "account-handle": ["Account username", "Nom de profil du compte"],
    "account-name": ["Account name", "Nom du compte"],
    // `Lifetime`, or a day when the export was asked day by day.
    day: ["Date"],
  },
  metrics,
  dates: ["published"],
  accepts: (has) => has("id") && has("published") && (has("page-id") || has("account-id")),
});

/** Facebook Pages name a Page; Instagram accounts name an account. A file may hold both. */
function account(line: Line<Field>): AccountReference {
  const page = line.text("page-id") || line.text("page-name");
  if (page) {
    return { network: "facebook", kind: "page", externalId: page, ...named(line.text("page-name")) };
  }
  const id = line.text("account-id") || line.text("account-handle") || line.text("account-name");
  const handle = line.text("account-handle");
  return {
    network: "instagram",
    kind: "profile",
    externalId: id,
    ...named(line.text("account-name")),
    ...(handle ? { handle } : {}),
  };
}

function day(line: Line<Field>): string | undefined {
  const date = line.dateIfAny("day");
  return date?.year === undefined ? undefined : dayOf(date);
}

const named = (name: string): { name?: string } => (name ? { name } : {});

function format(line: Line<Field>): PostFormat {
  // French files type Reels as videos: only the address tells.
  if (/\/reels?\//.test(line.text("permalink"))) return "reel";
  const type = line.text("format").toLowerCase();
  if (/reel/.test(type)) return "reel";
  if (/story|stories/.test(type)) return "story";
  if (/live|direct/.test(type)) return "live";
  if (/carousel|carrousel|album|multi/.test(type)) return "carousel";
  if (/vid[eé]o/.test(type)) return "video";
  if (/photo|image/.test(type)) return "image";
  if (/link|lien/.test(type)) return "link";
  if (/text|texte|status|statut/.test(type)) return "text";
  return "other";
}

export const connector: Connector = {
  id: "meta-content",
  network: "several",
  label: {
    fr: "Meta Business Suite, contenu (Facebook et Instagram)",
    en: "Meta Business Suite, content (Facebook and Instagram)",
  },
  howToExport: {
    fr: "Meta Business Suite › Statistiques › Contenu › choisir la période › Exporter les données › CSV.",
    en: "Meta Business Suite › Insights › Content › choose the period › Export data › CSV.",
  },
  metrics: metrics.map(({ metric }) => metric),
  capabilities: ["posts", "daily"],
  recognises: (head: FileHead) => (head.tables.some((table) => posts.matches(table)) ? 1 : 0),
  async *read(file, options) {
    for (const table of file.head.tables) {
      if (!posts.matches(table)) continue;
      yield* readPosts(file, table.name, posts, { account, format, day }, options);
    }
  },
};
