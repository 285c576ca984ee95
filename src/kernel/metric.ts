/**
 * The canonical metrics: what a network's column is called once it has entered Vigie. Connectors write them,
 * indicators read them. A column nobody maps is kept in the import's report, never guessed.
 */

export type MetricUnit = "count" | "cents" | "seconds" | "rate";

export interface Metric {
  readonly label: { readonly fr: string; readonly en: string };
  readonly unit: MetricUnit;
  /** May values of days, posts or accounts be added up? Reach and other deduplicated or stock figures may not. */
  readonly additive: boolean;
}

const metric = (fr: string, en: string, unit: MetricUnit = "count", additive = true): Metric => ({
  label: { fr, en },
  unit,
  additive,
});

export const metrics = {
  reach: metric("couverture", "reach", "count", false),
  "reach-organic": metric("couverture organique", "organic reach", "count", false),
  "reach-paid": metric("couverture payante", "paid reach", "count", false),
  impressions: metric("impressions", "impressions"),
  views: metric("vues", "views"),
  "views-organic": metric("vues organiques", "organic views"),
  "views-paid": metric("vues payantes", "paid views"),
  engagements: metric("interactions", "engagements"),
  reactions: metric("réactions", "reactions"),
  likes: metric("mentions J’aime", "likes"),
  comments: metric("commentaires", "comments"),
  shares: metric("partages", "shares"),
  saves: metric("enregistrements", "saves"),
  clicks: metric("clics (tous)", "clicks (all)"),
  "link-clicks": metric("clics sur un lien", "link clicks"),
  followers: metric("abonnés", "followers", "count", false),
  "followers-gained": metric("abonnés gagnés", "followers gained"),
  "followers-lost": metric("abonnés perdus", "followers lost"),
  "profile-visits": metric("visites du profil", "profile visits"),
  "posts-published": metric("publications", "posts published"),
  "video-views": metric("lectures de vidéo", "video views"),
  "video-views-3s": metric("lectures de vidéo de 3 secondes", "3-second video views"),
  "video-views-60s": metric("lectures de vidéo d’une minute", "1-minute video views"),
  "video-starts": metric("débuts de lecture", "video starts"),
  "video-completions": metric("lectures complètes", "complete video views"),
  "watch-seconds": metric("durée de visionnage", "watch time", "seconds"),
  "average-watch-seconds": metric("durée moyenne de visionnage", "average watch time", "seconds", false),
  /** Length × views: what would have been watched if every view were complete. */
  "watchable-seconds": metric("durée visionnable", "watchable time", "seconds"),
  "duration-seconds": metric("durée de la vidéo", "video length", "seconds", false),
  "negative-feedback": metric("avis négatifs", "negative feedback"),
  spend: metric("dépense publicitaire", "ad spend", "cents"),
  conversions: metric("conversions", "conversions"),
  revenue: metric("chiffre d’affaires attribué", "attributed revenue", "cents"),
  leads: metric("prospects", "leads"),
  orders: metric("commandes", "orders"),
  "messages-received": metric("messages reçus", "messages received"),
  "messages-to-answer": metric("messages à répondre", "messages that need an answer"),
  "messages-answered": metric("messages répondus", "messages answered"),
  "messages-answered-in-time": metric("messages répondus dans le délai", "messages answered in time"),
  "comments-moderated": metric("commentaires masqués ou supprimés", "comments hidden or deleted"),
  "comments-positive": metric("commentaires positifs", "positive comments"),
  "comments-negative": metric("commentaires négatifs", "negative comments"),
  sessions: metric("sessions", "sessions"),
  "sessions-social": metric("sessions venues des réseaux", "sessions from social networks"),
  users: metric("utilisateurs", "users", "count", false),
  "page-views": metric("pages vues", "page views"),
  "revenue-total": metric("chiffre d’affaires total", "total revenue", "cents"),
  "brand-mentions": metric("mentions de la marque", "brand mentions"),
  "competitor-mentions": metric("mentions des concurrents", "competitors’ mentions"),
  "brand-searches": metric("recherches de la marque", "branded searches"),
  "store-visits": metric("visites en magasin (modélisées)", "store visits (modelled)"),
  "visitors-counted": metric("visiteurs comptés", "visitors counted"),
  "visitors-from-social": metric("visiteurs venus par les réseaux", "visitors who came through social networks"),
  "coupons-used": metric("bons présentés en caisse", "coupons used at the till"),
  "actions-taken": metric("actions de mobilisation", "mobilising actions"),
  signatures: metric("signatures", "signatures"),
  donations: metric("dons", "donations", "cents"),
  applications: metric("candidatures", "applications"),
  refunds: metric("remboursements", "refunds"),
  "gross-margin-percent": metric("taux de marge brute", "gross margin rate", "rate", false),
  "first-response-seconds": metric("délai médian de première réponse", "median first response time", "seconds", false),
  volunteers: metric("bénévoles inscrits", "volunteers enrolled"),
} as const satisfies Record<string, Metric>;

export type MetricId = keyof typeof metrics;

/** All ids, in the order of the table; for schemas. */
export const metricIds = Object.keys(metrics) as [MetricId, ...MetricId[]];

/** The networks and other sources that accounts belong to. */
export const networks = {
  facebook: { fr: "Facebook", en: "Facebook" },
  instagram: { fr: "Instagram", en: "Instagram" },
  linkedin: { fr: "LinkedIn", en: "LinkedIn" },
  x: { fr: "X", en: "X" },
  youtube: { fr: "YouTube", en: "YouTube" },
  tiktok: { fr: "TikTok", en: "TikTok" },
  snapchat: { fr: "Snapchat", en: "Snapchat" },
  pinterest: { fr: "Pinterest", en: "Pinterest" },
  bluesky: { fr: "Bluesky", en: "Bluesky" },
  mastodon: { fr: "Mastodon", en: "Mastodon" },
  threads: { fr: "Threads", en: "Threads" },
  "google-ads": { fr: "Google Ads", en: "Google Ads" },
  "google-analytics": { fr: "Google Analytics 4", en: "Google Analytics 4" },
  website: { fr: "Site ou boutique en ligne", en: "Website or web shop" },
  premises: { fr: "Comptoir, boutique ou accueil", en: "Counter, shop or front desk" },
  other: { fr: "Autre", en: "Other" },
} as const;
export type NetworkId = keyof typeof networks;
export const networkIds = Object.keys(networks) as [NetworkId, ...NetworkId[]];

/** What an account is: a page that publishes, or a purse that buys ads. */
export const accountKinds = ["page", "profile", "group", "channel", "ads", "site", "counter"] as const;
export type AccountKind = (typeof accountKinds)[number];

/** Formats of a post, as few as reports need. */
export const postFormats = ["text", "image", "carousel", "video", "reel", "story", "link", "live", "other"] as const;
export type PostFormat = (typeof postFormats)[number];
