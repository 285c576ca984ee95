import { type AdField, isTotalName, readAds } from "./ads-table.ts";
import type { AccountReference, Connector, ReadOptions } from "./contract.ts";
import { type Line, type MetricColumn, ReadyShape } from "./table.ts";

type Field = AdField | "ad-set" | "ad" | "account-id" | "account-name" | "currency" | "platform" | "delivery";

const metrics: readonly MetricColumn[] = [
  { metric: "spend", names: ["Amount spent", "Montant dépensé", "Amount Spent"] },
  { metric: "reach", names: ["Reach", "Couverture"] },
  { metric: "impressions", names: ["Impressions"] },
  { metric: "clicks", names: ["Clicks (all)", "Clics (tous)"] },
  { metric: "link-clicks", names: ["Link clicks", "Clics sur un lien", "Clics sur le lien"] },
  { metric: "views", names: ["Views", "Vues"] },
  {
    metric: "video-views-3s",
    names: ["3-second video plays", "Lectures de vidéo de 3 secondes", "Lectures de vidéos de 3 secondes"],
  },
  {
    metric: "engagements",
    names: [
      "Post engagements",
      "Post engagement",
      "Interactions avec la publication",
      "Interactions avec les publications",
    ],
  },
  { metric: "reactions", names: ["Post reactions", "Réactions à une publication", "Réactions aux publications"] },
  {
    metric: "comments",
    names: ["Post comments", "Commentaires sur la publication", "Commentaires sur les publications"],
  },
  { metric: "shares", names: ["Post shares", "Partages de publications", "Partages de la publication"] },
  { metric: "followers-gained", names: ["Followers sur Instagram", "Instagram follows"] },
  { metric: "profile-visits", names: ["Instagram profile visits", "Visites du profil Instagram"] },
  { metric: "conversions", names: ["Purchases", "Achats"] },
  { metric: "revenue", names: ["Purchases conversion value", "Valeur de conversion des achats"] },
  { metric: "leads", names: ["Leads", "Prospects"] },
];

const ads = new ReadyShape<Field>({
  fields: {
    day: ["Day", "Jour"],
    from: ["Reporting starts", "Début des rapports"],
    to: ["Reporting ends", "Fin des rapports"],
    campaign: ["Campaign name", "Nom de la campagne"],
    "ad-set": ["Ad set name", "Nom de l’ensemble de publicités"],
    ad: ["Ad name", "Ads", "Nom de la publicité", "Publicités"],
    "account-id": ["Account ID", "Identifiant du compte", "ID du compte"],
    "account-name": ["Account name", "Nom du compte"],
    currency: ["Currency", "Devise"],
    platform: ["Platform", "Plateforme"],
    delivery: ["Campaign delivery", "Delivery status", "Diffusion de la campagne"],
  },
  metrics,
  dates: ["day", "from", "to"],
  accepts: (has) => has("from") && has("to") && has("impressions") && (has("campaign") || has("ad-set") || has("ad")),
  // The account's own line has no name at all.
  isTotal: (line) => [line.text("campaign"), line.text("ad-set"), line.text("ad")].every((name) => isTotalName(name)),
});

function account(options: ReadOptions) {
  return (line: Line<Field>): AccountReference => {
    const currency = line.text("currency") || line.currency || options.currency;
    const network = line.text("platform").toLowerCase() === "instagram" ? "instagram" : "facebook";
    const name = line.text("account-name");
    const id = line.text("account-id") || name;
    if (!id && options.answers?.account) return { ...options.answers.account, currency };
    return { network, kind: "ads", externalId: id || "meta-ads", ...(name ? { name } : {}), currency };
  };
}

export const connector: Connector = {
  id: "meta-ads",
  network: "several",
  label: { fr: "Meta, Gestionnaire de publicités", en: "Meta Ads Manager" },
  howToExport: {
    fr: "Gestionnaire de publicités › Campagnes › répartition « Par jour » › Rapports › Exporter les données du tableau (.csv ou .xlsx).",
    en: "Ads Manager › Campaigns › breakdown “By day” › Reports › Export table data (.csv or .xlsx).",
  },
  metrics: metrics.map(({ metric }) => metric),
  capabilities: ["daily", "spend"],
  recognises: (head) => (head.tables.some((table) => ads.matches(table)) ? 1 : 0),
  async *read(file, options) {
    for (const table of file.head.tables) {
      if (ads.matches(table)) yield* readAds(file, table.name, ads, { account: account(options) }, options);
    }
  },
};
