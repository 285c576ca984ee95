import type { MetricId, NetworkId } from "../../kernel/metric.ts";

/**
 * The list of indicators, as data. An indicator *is* its formula, denominator, unit, direction and source: two formulas
 * with the same everyday name are two entries here. Adding an indicator is adding an entry; no SQL, no page.
 */

/** What a formula is made of, for one account (or counter) over one period. */
export type Term =
  /** Sum over the period of additive metrics, all of them known. */
  | { readonly kind: "sum"; readonly metrics: readonly MetricId[] }
  /** `engagements` when the network gives them, else the known ones among reactions (or likes), comments, shares, saves. */
  | { readonly kind: "interactions" }
  /** Impressions, or views where the network has replaced impressions by views. */
  | { readonly kind: "displays" }
  /** Number of posts published in the period. */
  | { readonly kind: "posts" }
  /** Number of comments received in the period, as stored one by one. */
  | { readonly kind: "received-comments" }
  /** Where a stock stands at the end of the period. */
  | { readonly kind: "level"; readonly metric: MetricId }
  /** Where it stood just before the period. */
  | { readonly kind: "start"; readonly metric: MetricId }
  /** The sum of the previous period of the same length. */
  | { readonly kind: "previous"; readonly metric: MetricId }
  /** Number of days of the period. */
  | { readonly kind: "days" }
  /** Residents or target population, from the profile of the organisation. */
  | { readonly kind: "population" }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "plus" | "minus" | "times"; readonly left: Term; readonly right: Term };

export type Formula =
  | { readonly kind: "value"; readonly term: Term }
  | {
      readonly kind: "ratio";
      readonly numerator: Term;
      readonly denominator: Term;
      readonly scale: number;
      /** The numerator counts some of what the denominator counts: a 95 % Wilson interval has a meaning. */
      readonly proportion?: boolean;
    }
  /** Mean of the rates of the posts (not the ratio of the sums). */
  | { readonly kind: "mean-of-posts"; readonly denominator: MetricId; readonly scale: number }
  | { readonly kind: "best-post"; readonly metric: MetricId }
  /** Mean of the daily values: what may be said of a reach over a week without adding it up. */
  | { readonly kind: "daily-mean"; readonly metric: MetricId }
  /** The deduplicated figure that the network itself gives for exactly this period. */
  | { readonly kind: "given"; readonly metric: MetricId };

export interface CatalogueEntry {
  /** Reference of the trade's table: V visibility, C conversation, R revenue and action, M video. */
  readonly code: string;
  readonly family: "visibility" | "conversation" | "revenue" | "video";
  readonly label: Localised;
  readonly formulaText: Localised;
  readonly trap: Localised;
  readonly unit: "count" | "percent" | "ratio" | "cents" | "seconds" | "points" | "per-post" | "per-thousand";
  readonly direction: "more" | "less" | "neutral";
  /** May its values be added up over weeks (a total) or only looked at one by one? */
  readonly additive: boolean;
  readonly formula: Formula;
}

export interface Localised {
  readonly fr: string;
  readonly en: string;
}

const sum = (...metrics: MetricId[]): Term => ({ kind: "sum", metrics });
const level = (metric: MetricId): Term => ({ kind: "level", metric });
const start = (metric: MetricId): Term => ({ kind: "start", metric });
const previous = (metric: MetricId): Term => ({ kind: "previous", metric });
const minus = (left: Term, right: Term): Term => ({ kind: "minus", left, right });
const plus = (left: Term, right: Term): Term => ({ kind: "plus", left, right });
const times = (left: Term, right: Term): Term => ({ kind: "times", left, right });
const number = (value: number): Term => ({ kind: "number", value });
const interactions: Term = { kind: "interactions" };
const displays: Term = { kind: "displays" };
const posts: Term = { kind: "posts" };
const population: Term = { kind: "population" };
const value = (term: Term): Formula => ({ kind: "value", term });
const ratio = (numerator: Term, denominator: Term, scale = 1, proportion = false): Formula => ({
  kind: "ratio",
  numerator,
  denominator,
  scale,
  proportion,
});
const percent = (numerator: Term, denominator: Term): Formula => ratio(numerator, denominator, 100);
const share = (numerator: Term, denominator: Term): Formula => ratio(numerator, denominator, 100, true);

type Shape = Pick<CatalogueEntry, "unit" | "direction" | "additive">;
const total: Shape = { unit: "count", direction: "more", additive: true };
const rate: Shape = { unit: "percent", direction: "more", additive: false };
const cost: Shape = { unit: "cents", direction: "less", additive: false };
const multiple: Shape = { unit: "ratio", direction: "more", additive: false };
const none: Localised = { fr: "", en: "" };

const entry = (
  code: string,
  shape: Shape,
  label: Localised,
  formulaText: Localised,
  formula: Formula,
  trap: Localised = none,
): CatalogueEntry => ({
  code,
  family: ({ V: "visibility", C: "conversation", R: "revenue", M: "video" } as const)[code[0] as "V"],
  ...shape,
  label,
  formulaText,
  trap,
  formula,
});

export const catalogue = {
  // — Visibility
  reach: entry(
    "V1",
    { ...total, additive: false },
    { fr: "couverture", en: "reach" },
    {
      fr: "comptes distincts touchés, donnés par le réseau pour exactement la période",
      en: "distinct accounts exposed, as given by the network for exactly the period",
    },
    { kind: "given", metric: "reach" },
    {
      fr: "ne s’additionne ni sur des jours, ni sur des publications, ni sur des réseaux",
      en: "never adds up over days, posts or networks",
    },
  ),
  "reach-best-post": entry(
    "V1b",
    { ...total, additive: false },
    { fr: "couverture de la meilleure publication", en: "reach of the best post" },
    { fr: "plus grande couverture d’une publication de la période", en: "largest reach of one post of the period" },
    { kind: "best-post", metric: "reach" },
    { fr: "une seule publication, pas l’ensemble", en: "one post, not the whole" },
  ),
  "reach-daily-mean": entry(
    "V1c",
    { ...total, additive: false },
    { fr: "couverture quotidienne moyenne", en: "mean daily reach" },
    { fr: "moyenne des couvertures de chaque jour", en: "mean of each day’s reach" },
    { kind: "daily-mean", metric: "reach" },
    { fr: "une personne touchée deux jours compte deux fois", en: "a person reached on two days counts twice" },
  ),
  impressions: entry(
    "V2",
    total,
    { fr: "impressions ou vues", en: "impressions or views" },
    { fr: "nombre d’affichages", en: "number of displays" },
    value(displays),
    {
      fr: "Meta a remplacé les impressions par les vues : la série change de sens à cette date",
      en: "Meta replaced impressions by views: the series changes its meaning on that date",
    },
  ),
  frequency: entry(
    "V3",
    { ...multiple, direction: "neutral" },
    { fr: "répétition moyenne", en: "average frequency" },
    { fr: "impressions ÷ couverture", en: "impressions ÷ reach" },
    ratio(displays, sum("reach")),
    { fr: "inconnue si la couverture l’est", en: "unknown when reach is" },
  ),
  grp: entry(
    "V4",
    { ...total, unit: "points" },
    { fr: "GRP", en: "GRP" },
    {
      fr: "impressions ÷ population visée × 100 (couverture en % × répétition)",
      en: "impressions ÷ target population × 100 (reach % × frequency)",
    },
    percent(displays, population),
    {
      fr: "suppose que les impressions tombent dans la population visée",
      en: "assumes that impressions fall within the target population",
    },
  ),
  followers: entry(
    "V5a",
    { ...total, additive: false },
    { fr: "abonnés", en: "followers" },
    { fr: "abonnés à la fin de la période", en: "followers at the end of the period" },
    value(level("followers")),
    {
      fr: "d’un réseau à l’autre, ce sont en partie les mêmes personnes",
      en: "across networks they are partly the same people",
    },
  ),
  "followers-gained": entry(
    "V5b",
    total,
    { fr: "abonnés gagnés", en: "followers gained" },
    { fr: "somme des gains quotidiens", en: "sum of daily gains" },
    value(sum("followers-gained")),
  ),
  "follower-growth": entry(
    "V5",
    rate,
    { fr: "croissance des abonnés", en: "follower growth rate" },
    { fr: "(abonnés à la fin − au début) ÷ au début × 100", en: "(followers at end − at start) ÷ at start × 100" },
    percent(minus(level("followers"), start("followers")), start("followers")),
    { fr: "indéfinie quand on part de zéro", en: "undefined when starting from zero" },
  ),
  "share-of-voice": entry(
    "V6",
    rate,
    { fr: "part de voix", en: "share of voice" },
    { fr: "mentions de la marque ÷ (marque + concurrents) × 100", en: "brand mentions ÷ (brand + competitors) × 100" },
    share(sum("brand-mentions"), sum("brand-mentions", "competitor-mentions")),
    { fr: "le périmètre des concurrents doit rester le même", en: "the set of competitors must stay the same" },
  ),
  "population-coverage": entry(
    "V7",
    rate,
    { fr: "taux de couverture de la population", en: "coverage of the population" },
    { fr: "couverture ÷ population × 100", en: "reach ÷ population × 100" },
    percent(sum("reach"), population),
    {
      fr: "la couverture compte aussi des non-résidents : « au plus »",
      en: "reach also counts non-residents: “at most”",
    },
  ),
  "reach-rate": entry(
    "V8",
    rate,
    { fr: "couverture rapportée aux abonnés", en: "reach rate by followers" },
    { fr: "couverture ÷ abonnés × 100", en: "reach ÷ followers × 100" },
    percent(sum("reach"), level("followers")),
    { fr: "dépasser 100 % est possible et normal", en: "above 100% is possible and normal" },
  ),
  "view-rate": entry(
    "V9",
    rate,
    { fr: "taux de lecture des vidéos", en: "video view rate" },
    { fr: "lectures ÷ impressions × 100", en: "video views ÷ impressions × 100" },
    percent(sum("video-views"), sum("impressions")),
    { fr: "chaque réseau définit la lecture à sa façon", en: "each network defines a view its own way" },
  ),
  "brand-search-lift": entry(
    "V10",
    rate,
    { fr: "hausse des recherches de la marque", en: "brand-search lift" },
    {
      fr: "(recherches − période précédente) ÷ période précédente × 100",
      en: "(searches − previous period) ÷ previous period × 100",
    },
    percent(minus(sum("brand-searches"), previous("brand-searches")), previous("brand-searches")),
    { fr: "n’est pas une preuve de cause", en: "is no proof of cause" },
  ),

  // — Conversation
  interactions: entry(
    "C0",
    total,
    { fr: "interactions", en: "engagements" },
    {
      fr: "total donné par le réseau, sinon réactions + commentaires + partages + enregistrements connus",
      en: "the network’s total, else known reactions + comments + shares + saves",
    },
    value(interactions),
    { fr: "LinkedIn et X y comptent les clics", en: "LinkedIn and X count clicks in it" },
  ),
  "engagement-rate": entry(
    "C1",
    rate,
    { fr: "taux d’interactions (couverture)", en: "engagement rate by reach" },
    {
      fr: "moyenne, publication par publication, de interactions ÷ couverture × 100",
      en: "mean over posts of engagements ÷ reach × 100",
    },
    { kind: "mean-of-posts", denominator: "reach", scale: 100 },
    {
      fr: "moyenne des taux, et non somme ÷ somme : la couverture ne s’additionne pas",
      en: "a mean of rates, not sum ÷ sum: reach does not add up",
    },
  ),
  "engagement-rate-followers": entry(
    "C2",
    rate,
    { fr: "taux d’interactions (abonnés)", en: "engagement rate by followers" },
    { fr: "interactions par publication ÷ abonnés × 100", en: "engagements per post ÷ followers × 100" },
    percent(interactions, times(posts, level("followers"))),
    { fr: "abonnés à la fin de la période", en: "followers at the end of the period" },
  ),
  "engagement-rate-impressions": entry(
    "C3",
    rate,
    { fr: "taux d’interactions (impressions)", en: "engagement rate by impressions" },
    { fr: "interactions ÷ impressions × 100", en: "engagements ÷ impressions × 100" },
    share(interactions, sum("impressions")),
    { fr: "ne se compare pas à un taux par couverture", en: "not comparable with a rate by reach" },
  ),
  "engagement-rate-daily": entry(
    "C4",
    rate,
    { fr: "taux d’interactions quotidien", en: "daily engagement rate" },
    {
      fr: "interactions de la période ÷ jours ÷ abonnés × 100",
      en: "engagements of the period ÷ days ÷ followers × 100",
    },
    percent(interactions, times({ kind: "days" }, level("followers"))),
    { fr: "compte aussi les interactions avec d’anciennes publications", en: "includes engagements with older posts" },
  ),
  "engagement-rate-views": entry(
    "C5",
    rate,
    { fr: "taux d’interactions (vues)", en: "engagement rate by views" },
    { fr: "interactions ÷ vues × 100", en: "engagements ÷ views × 100" },
    share(interactions, sum("views")),
    { fr: "la définition d’une vue change d’un réseau à l’autre", en: "what a view is differs between networks" },
  ),
  "engagement-rate-factored": entry(
    "C6",
    rate,
    { fr: "taux d’interactions pondéré", en: "factored engagement rate" },
    {
      fr: "(réactions + 2 × commentaires + 3 × partages) ÷ impressions × 100",
      en: "(reactions + 2 × comments + 3 × shares) ÷ impressions × 100",
    },
    percent(
      plus(plus(sum("reactions"), times(number(2), sum("comments"))), times(number(3), sum("shares"))),
      sum("impressions"),
    ),
    { fr: "pondérations 1, 2, 3 : elles font partie du chiffre", en: "weights 1, 2, 3 are part of the figure" },
  ),
  "engagement-rate-with-clicks": entry(
    "C7",
    rate,
    { fr: "taux d’engagement LinkedIn", en: "LinkedIn engagement rate" },
    {
      fr: "(réactions + commentaires + clics + partages) ÷ impressions × 100",
      en: "(reactions + comments + clicks + shares) ÷ impressions × 100",
    },
    share(sum("reactions", "comments", "clicks", "shares"), sum("impressions")),
    {
      fr: "les clics sont dedans : ne se compare pas à Instagram",
      en: "clicks are inside: not comparable with Instagram",
    },
  ),
  "conversation-rate": entry(
    "C8",
    { ...total, unit: "per-post", additive: false },
    { fr: "taux de conversation", en: "conversation rate" },
    { fr: "commentaires ÷ publications", en: "comments ÷ posts" },
    ratio(sum("comments"), posts),
  ),
  "amplification-rate": entry(
    "C9",
    { ...total, unit: "per-post", additive: false },
    { fr: "taux d’amplification", en: "amplification rate" },
    { fr: "partages ÷ publications", en: "shares ÷ posts" },
    ratio(sum("shares"), posts),
  ),
  "applause-rate": entry(
    "C10",
    { ...total, unit: "per-post", additive: false },
    { fr: "taux d’approbation", en: "applause rate" },
    { fr: "mentions J’aime ÷ publications", en: "likes ÷ posts" },
    ratio(sum("likes"), posts),
  ),
  "first-response-time": entry(
    "C11",
    { unit: "seconds", direction: "less", additive: false },
    { fr: "délai médian de première réponse", en: "median first response time" },
    {
      fr: "médiane de (première réponse − message), en heures de service",
      en: "median of (first answer − message), within service hours",
    },
    value(level("first-response-seconds")),
    { fr: "une moyenne serait tirée par les cas extrêmes", en: "a mean would be pulled by outliers" },
  ),
  "response-rate": entry(
    "C12",
    rate,
    { fr: "taux de réponse", en: "response rate" },
    {
      fr: "messages répondus ÷ messages à répondre × 100",
      en: "messages answered ÷ messages that need an answer × 100",
    },
    share(sum("messages-answered"), sum("messages-to-answer")),
  ),
  "answered-in-time": entry(
    "C13",
    rate,
    { fr: "réponses dans le délai", en: "answered inside target" },
    { fr: "réponses dans le délai ÷ réponses dues × 100", en: "answers inside target ÷ answers due × 100" },
    share(sum("messages-answered-in-time"), sum("messages-to-answer")),
    { fr: "en heures de service, pause de midi comprise", en: "in service hours, lunch break counted" },
  ),
  "net-sentiment": entry(
    "C14",
    { unit: "points", direction: "more", additive: false },
    { fr: "solde de tonalité", en: "net sentiment score" },
    { fr: "(positifs − négatifs) ÷ total × 100", en: "(positive − negative) ÷ total × 100" },
    percent(minus(sum("comments-positive"), sum("comments-negative")), { kind: "received-comments" }),
    { fr: "les neutres comptent au dénominateur", en: "neutral ones count in the denominator" },
  ),
  "negative-share": entry(
    "C15",
    { ...rate, direction: "less" },
    { fr: "part de commentaires négatifs", en: "share of negative comments" },
    { fr: "négatifs ÷ tous × 100", en: "negative ÷ all × 100" },
    share(sum("comments-negative"), { kind: "received-comments" }),
    { fr: "petits nombres : voir l’intervalle", en: "small numbers: see the interval" },
  ),
  "moderation-rate": entry(
    "C16",
    { ...rate, direction: "neutral" },
    { fr: "taux de modération", en: "moderation rate" },
    { fr: "(masqués + supprimés) ÷ commentaires reçus × 100", en: "(hidden + deleted) ÷ comments received × 100" },
    share(sum("comments-moderated"), { kind: "received-comments" }),
    { fr: "pour une collectivité, un chiffre de transparence", en: "for a public body, a figure of transparency" },
  ),
  "saves-rate": entry(
    "C17",
    rate,
    { fr: "taux d’enregistrement", en: "saves rate" },
    { fr: "enregistrements ÷ impressions ou vues × 100", en: "saves ÷ impressions or views × 100" },
    share(sum("saves"), displays),
    {
      fr: "LinkedIn n’exporte pas les enregistrements : inconnu, et non zéro",
      en: "LinkedIn does not export saves: unknown, not zero",
    },
  ),
  mobilisation: entry(
    "C18",
    { ...total, unit: "per-thousand", additive: false },
    { fr: "mobilisation", en: "mobilisation" },
    { fr: "actions ÷ personnes touchées × 1 000", en: "actions ÷ people reached × 1,000" },
    ratio(sum("actions-taken"), sum("reach"), 1000),
  ),
  comments: entry(
    "C19",
    { ...total, direction: "neutral" },
    { fr: "commentaires reçus", en: "comments received" },
    { fr: "nombre de commentaires", en: "number of comments" },
    value(sum("comments")),
  ),
  shares: entry(
    "C20",
    total,
    { fr: "partages", en: "shares" },
    { fr: "nombre de partages", en: "number of shares" },
    value(sum("shares")),
  ),
  "posts-published": entry(
    "C21",
    { ...total, direction: "neutral" },
    { fr: "publications", en: "posts published" },
    { fr: "nombre de publications de la période", en: "number of posts of the period" },
    value(posts),
  ),

  // — Revenue and action
  ctr: entry(
    "R1",
    rate,
    { fr: "taux de clics sur un lien", en: "link click-through rate" },
    { fr: "clics sur un lien ÷ impressions × 100", en: "link clicks ÷ impressions × 100" },
    share(sum("link-clicks"), sum("impressions")),
    { fr: "clics sur un lien, et non tous les clics", en: "link clicks, not all clicks" },
  ),
  "ctr-all": entry(
    "R1b",
    rate,
    { fr: "taux de clics (tous)", en: "click-through rate (all)" },
    { fr: "tous les clics ÷ impressions × 100", en: "all clicks ÷ impressions × 100" },
    share(sum("clicks"), sum("impressions")),
    { fr: "compte aussi les clics qui ne mènent nulle part", en: "also counts clicks that lead nowhere" },
  ),
  cpc: entry(
    "R2",
    cost,
    { fr: "coût par clic sur un lien", en: "cost per link click" },
    { fr: "dépense ÷ clics sur un lien", en: "spend ÷ link clicks" },
    ratio(sum("spend"), sum("link-clicks")),
  ),
  cpm: entry(
    "R3",
    cost,
    { fr: "coût pour mille impressions", en: "cost per thousand impressions" },
    { fr: "dépense ÷ impressions × 1 000", en: "spend ÷ impressions × 1,000" },
    ratio(sum("spend"), sum("impressions"), 1000),
  ),
  cpv: entry(
    "R4",
    cost,
    { fr: "coût par lecture de vidéo", en: "cost per video view" },
    { fr: "dépense ÷ lectures", en: "spend ÷ video views" },
    ratio(sum("spend"), sum("video-views")),
    { fr: "une lecture n’a pas la même définition partout", en: "a view is not defined alike everywhere" },
  ),
  cpe: entry(
    "R5",
    cost,
    { fr: "coût par interaction", en: "cost per engagement" },
    { fr: "dépense ÷ interactions", en: "spend ÷ engagements" },
    ratio(sum("spend"), interactions),
  ),
  "conversion-rate": entry(
    "R6",
    rate,
    { fr: "taux de conversion", en: "conversion rate" },
    { fr: "conversions ÷ clics sur un lien × 100", en: "conversions ÷ link clicks × 100" },
    share(sum("conversions"), sum("link-clicks")),
    { fr: "rapporté aux clics, et non aux sessions", en: "based on clicks, not on sessions" },
  ),
  cpa: entry(
    "R7",
    cost,
    { fr: "coût par conversion", en: "cost per conversion" },
    { fr: "dépense publicitaire ÷ conversions", en: "ad spend ÷ conversions" },
    ratio(sum("spend"), sum("conversions")),
    { fr: "dépense publicitaire seule, sans le temps passé", en: "ad spend only, without staff time" },
  ),
  roas: entry(
    "R8",
    multiple,
    { fr: "ROAS", en: "ROAS" },
    { fr: "chiffre d’affaires attribué ÷ dépense publicitaire", en: "attributed revenue ÷ ad spend" },
    ratio(sum("revenue"), sum("spend")),
    { fr: "dépense publicitaire seule, jamais les salaires", en: "ad cost only, never staff" },
  ),
  roi: entry(
    "R9",
    rate,
    { fr: "retour sur investissement", en: "return on investment" },
    { fr: "(chiffre d’affaires × marge − dépense) ÷ dépense × 100", en: "(revenue × margin − spend) ÷ spend × 100" },
    percent(
      minus(times(times(sum("revenue"), level("gross-margin-percent")), number(0.01)), sum("spend")),
      sum("spend"),
    ),
    { fr: "le gain est la marge, et non le chiffre d’affaires", en: "the gain is the margin, not the revenue" },
  ),
  "break-even-roas": entry(
    "R10",
    { ...multiple, direction: "neutral" },
    { fr: "ROAS d’équilibre", en: "break-even ROAS" },
    { fr: "1 ÷ taux de marge brute", en: "1 ÷ gross margin rate" },
    ratio(number(100), level("gross-margin-percent")),
  ),
  "social-revenue-share": entry(
    "R11",
    rate,
    { fr: "part du chiffre d’affaires venue des réseaux", en: "social revenue share" },
    { fr: "chiffre d’affaires attribué ÷ total × 100", en: "attributed revenue ÷ total × 100" },
    percent(sum("revenue"), sum("revenue-total")),
    { fr: "le dernier clic sous-estime", en: "last-click underestimates" },
  ),
  "average-order": entry(
    "R12",
    { unit: "cents", direction: "more", additive: false },
    { fr: "panier moyen", en: "average order value" },
    { fr: "chiffre d’affaires attribué ÷ commandes", en: "attributed revenue ÷ orders" },
    ratio(sum("revenue"), sum("orders")),
  ),
  "value-per-visit": entry(
    "R13",
    { unit: "cents", direction: "more", additive: false },
    { fr: "valeur par visite", en: "value per visit" },
    {
      fr: "chiffre d’affaires attribué ÷ sessions venues des réseaux",
      en: "attributed revenue ÷ sessions from social networks",
    },
    ratio(sum("revenue"), sum("sessions-social")),
  ),
  "store-visits": entry(
    "R14",
    total,
    { fr: "visites en magasin (modélisées)", en: "store visits (modelled)" },
    { fr: "estimation donnée par le réseau", en: "estimate given by the network" },
    value(sum("store-visits")),
    {
      fr: "modélisées, jamais un recensement ; fenêtres et seuils diffèrent",
      en: "modelled, never a census; windows and thresholds differ",
    },
  ),
  "cost-per-store-visit": entry(
    "R15",
    cost,
    { fr: "coût par visite en magasin", en: "cost per store visit" },
    { fr: "dépense ÷ visites en magasin", en: "spend ÷ store visits" },
    ratio(sum("spend"), sum("store-visits")),
  ),
  "footfall-share": entry(
    "R16",
    rate,
    { fr: "part des visiteurs venus par les réseaux", en: "share of visitors who came through networks" },
    { fr: "venus par les réseaux ÷ visiteurs comptés × 100", en: "came through networks ÷ visitors counted × 100" },
    share(sum("visitors-from-social"), sum("visitors-counted")),
    {
      fr: "compté sur place : bons, codes, « comment nous avez-vous connus ? »",
      en: "counted on site: coupons, codes, “how did you hear of us?”",
    },
  ),
  "cost-per-follower": entry(
    "R17",
    cost,
    { fr: "coût par abonné gagné", en: "cost per follower gained" },
    { fr: "dépense ÷ (abonnés à la fin − au début)", en: "spend ÷ (followers at end − at start)" },
    ratio(sum("spend"), minus(level("followers"), start("followers"))),
    { fr: "les abonnés gagnés sans publicité sont dedans", en: "organic growth is inside" },
  ),
  spend: entry(
    "R18",
    { unit: "cents", direction: "neutral", additive: true },
    { fr: "dépense publicitaire", en: "ad spend" },
    { fr: "somme des dépenses quotidiennes", en: "sum of daily spend" },
    value(sum("spend")),
  ),
  conversions: entry(
    "R19",
    total,
    { fr: "conversions", en: "conversions" },
    { fr: "nombre de conversions attribuées", en: "number of attributed conversions" },
    value(sum("conversions")),
  ),
  revenue: entry(
    "R20",
    { unit: "cents", direction: "more", additive: true },
    { fr: "chiffre d’affaires attribué", en: "attributed revenue" },
    { fr: "somme du chiffre d’affaires attribué aux réseaux", en: "sum of revenue attributed to networks" },
    value(sum("revenue")),
  ),
  "link-clicks": entry(
    "R21",
    total,
    { fr: "clics sur un lien", en: "link clicks" },
    { fr: "nombre de clics sur un lien", en: "number of link clicks" },
    value(sum("link-clicks")),
  ),
  "visitors-from-social": entry(
    "R22",
    total,
    { fr: "visiteurs venus par les réseaux", en: "visitors who came through networks" },
    { fr: "compté sur place", en: "counted on site" },
    value(sum("visitors-from-social")),
  ),
  "coupons-used": entry(
    "R23",
    total,
    { fr: "bons présentés en caisse", en: "coupons used at the till" },
    { fr: "compté sur place", en: "counted on site" },
    value(sum("coupons-used")),
  ),
  signatures: entry(
    "R24",
    total,
    { fr: "signatures", en: "signatures" },
    { fr: "nombre de signatures", en: "number of signatures" },
    value(sum("signatures")),
  ),
  donations: entry(
    "R25",
    { unit: "cents", direction: "more", additive: true },
    { fr: "dons", en: "donations" },
    { fr: "somme des dons", en: "sum of donations" },
    value(sum("donations")),
  ),
  applications: entry(
    "R26",
    total,
    { fr: "candidatures venues des réseaux", en: "applications from networks" },
    { fr: "nombre de candidatures", en: "number of applications" },
    value(sum("applications")),
  ),
  volunteers: entry(
    "R27",
    total,
    { fr: "bénévoles inscrits", en: "volunteers enrolled" },
    { fr: "nombre d’inscriptions", en: "number of enrolments" },
    value(sum("volunteers")),
  ),
  "cost-per-application": entry(
    "R28",
    cost,
    { fr: "coût par candidature", en: "cost per application" },
    { fr: "dépense ÷ candidatures", en: "spend ÷ applications" },
    ratio(sum("spend"), sum("applications")),
  ),

  // — Video
  "video-completion": entry(
    "M1",
    rate,
    { fr: "taux de complétion", en: "video completion rate" },
    { fr: "lectures complètes ÷ débuts de lecture × 100", en: "complete views ÷ starts × 100" },
    share(sum("video-completions"), sum("video-starts")),
    {
      fr: "à ne pas confondre avec le taux de lecture complète (VTR)",
      en: "not to be confused with the view-through rate",
    },
  ),
  "view-through": entry(
    "M2",
    rate,
    { fr: "taux de lecture complète (VTR)", en: "view-through rate" },
    { fr: "lectures complètes ÷ impressions × 100", en: "complete views ÷ impressions × 100" },
    share(sum("video-completions"), sum("impressions")),
    {
      fr: "même numérateur que la complétion, autre dénominateur",
      en: "same numerator as completion, other denominator",
    },
  ),
  "watch-share": entry(
    "M3",
    rate,
    { fr: "part moyenne visionnée", en: "average watch share" },
    { fr: "durée de visionnage ÷ (lectures × durée de la vidéo) × 100", en: "watch time ÷ (views × length) × 100" },
    percent(sum("watch-seconds"), sum("watchable-seconds")),
  ),
  "hook-rate": entry(
    "M4",
    rate,
    { fr: "taux d’accroche", en: "hook rate" },
    { fr: "lectures de 3 secondes ÷ impressions × 100", en: "3-second views ÷ impressions × 100" },
    share(sum("video-views-3s"), displays),
  ),
  "cost-per-completion": entry(
    "M5",
    cost,
    { fr: "coût par lecture complète", en: "cost per complete view" },
    { fr: "dépense ÷ lectures complètes", en: "spend ÷ complete views" },
    ratio(sum("spend"), sum("video-completions")),
  ),
  "video-views": entry(
    "M6",
    total,
    { fr: "lectures de vidéo", en: "video views" },
    { fr: "nombre de lectures", en: "number of video views" },
    value(sum("video-views")),
  ),
} as const satisfies Record<string, CatalogueEntry>;

export type IndicatorId = keyof typeof catalogue;
export const indicatorIds = Object.keys(catalogue) as [IndicatorId, ...IndicatorId[]];

/** Metrics that a network has stopped giving: from that day the value is unknown, never zero, and the chart breaks. */
export const retirements: readonly {
  readonly network: NetworkId;
  readonly metric: MetricId;
  readonly since: string;
  readonly note: Localised;
}[] = [
  {
    network: "facebook",
    metric: "impressions",
    since: "2025-11-15",
    note: { fr: "Meta a remplacé les impressions par les vues", en: "Meta replaced impressions by views" },
  },
  {
    network: "facebook",
    metric: "reach",
    since: "2026-06-15",
    note: {
      fr: "Meta a retiré la couverture de son API ; les fichiers exportés peuvent encore la donner",
      en: "Meta removed reach from its API; exported files may still carry it",
    },
  },
  {
    network: "facebook",
    metric: "video-views",
    since: "2026-06-15",
    note: { fr: "Meta a remplacé les lectures de vidéo par les vues", en: "Meta replaced video views by views" },
  },
  {
    network: "instagram",
    metric: "impressions",
    since: "2025-11-15",
    note: { fr: "Meta a remplacé les impressions par les vues", en: "Meta replaced impressions by views" },
  },
];
