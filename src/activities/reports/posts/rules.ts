import { numberText, shareText } from "../../../kernel/measure.ts";
import { dayIn } from "../../../kernel/period.ts";
import type { Post } from "../../measurements/contract.ts";
import type { ReportFigures } from "../contract.ts";
import { dayOfPost, hourText, type Language, moveText, thin } from "../words/rules.ts";

/** Best and weakest posts of a period, each against the usual post of its own account. */

type NotedPost = ReportFigures["best"][number];
type RankedBy = NotedPost["rankedBy"];

/** With fewer posts than this in the period, the weakest one would be an accusation, not a finding. */
export const fewestForWeakest = 6;
/** With fewer posts than this before, nobody knows what is usual. */
export const fewestForUsual = 5;
const noted = 3;
/** A post within a tenth of the usual one is an ordinary post. */
const ordinary = 0.9;

/** `engagements` when the network gives them, else the known ones among reactions (or likes), comments, shares, saves. */
export function interactionsOf({ values }: Pick<Post, "values">): number | null {
  if (values.engagements !== undefined) return values.engagements;
  const parts = [values.reactions ?? values.likes, values.comments, values.shares, values.saves];
  const known = parts.filter((part) => part !== undefined);
  return known.length === 0 ? null : known.reduce((sum, part) => sum + part, 0);
}

/** What a post is ranked by, in the unit of the indicator: a rate in per cent, else a count. Null when unknown. */
export function measureOf(post: Pick<Post, "values">, by: RankedBy): number | null {
  if (by === "reach") return post.values.reach ?? null;
  const interactions = interactionsOf(post);
  if (by === "engagements" || interactions === null) return interactions;
  const reach = post.values.reach;
  return reach === undefined || reach <= 0 ? null : (interactions / reach) * 100;
}

/** The rate when most posts have one, for it compares small and large accounts; else what most posts have. */
export function rankingOf(posts: readonly Pick<Post, "values">[]): RankedBy {
  const have = (by: RankedBy) => posts.filter((post) => measureOf(post, by) !== null).length;
  if (have("engagement-rate") * 2 > posts.length) return "engagement-rate";
  return have("engagements") >= have("reach") ? "engagements" : "reach";
}

export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/**
 * The best and the weakest posts of a period.
 *
 * @param before posts of the twelve weeks before the period: what is usual for each account
 */
export function notePosts(
  posts: readonly Post[],
  before: readonly Post[],
  place: { readonly timeZone: string; readonly language: Language },
): { readonly best: NotedPost[]; readonly weakest: NotedPost[] } {
  const by = rankingOf(posts);
  const ranked = posts
    .flatMap((post) => {
      const value = measureOf(post, by);
      return value === null ? [] : [{ post, value }];
    })
    .sort((a, b) => b.value - a.value || Number(a.post.publishedAt) - Number(b.post.publishedAt));
  const note = ({ post, value }: { post: Post; value: number }): NotedPost => {
    const usual = usualOf(before, post.accountId, by);
    return { post, rankedBy: by, value, usual, reason: reasonOf(post, value, usual, by, before, place) };
  };
  const best = ranked.slice(0, noted).map(note);
  if (ranked.length < fewestForWeakest) return { best, weakest: [] };
  // The last of the list may still be an ordinary post of a modest account: that one is not called weak.
  const weakest = ranked
    .slice(noted)
    .reverse()
    .map(note)
    .filter(({ value, usual }) => usual === null || value < usual * ordinary)
    .slice(0, noted);
  return { best, weakest };
}

function usualOf(before: readonly Post[], accountId: number, by: RankedBy): number | null {
  const values = before.filter((post) => post.accountId === accountId).flatMap((post) => measureOf(post, by) ?? []);
  return values.length < fewestForUsual ? null : median(values);
}

const formatWords = {
  fr: {
    text: "un texte seul",
    image: "une image",
    carousel: "un carrousel",
    video: "une vidéo",
    reel: "un reel",
    story: "une story",
    link: "un lien",
    live: "un direct",
    other: "une publication",
  },
  en: {
    text: "a text",
    image: "an image",
    carousel: "a carousel",
    video: "a video",
    reel: "a reel",
    story: "a story",
    link: "a link",
    live: "a live broadcast",
    other: "a post",
  },
} as const;

/**
 * Why a post stands out, in words: how far from usual, and what is particular about it among the posts of its account.
 * A circumstance is named as one, never as a proven cause.
 */
export function reasonOf(
  post: Post,
  value: number,
  usual: number | null,
  by: RankedBy,
  before: readonly Post[],
  { timeZone, language }: { readonly timeZone: string; readonly language: Language },
): string {
  const french = language === "fr";
  const what = `${formatWords[language][post.format]}${french ? ", " : ", on "}${dayOfPost(dayIn(post.publishedAt, timeZone), language)} ${french ? "à" : "at"} ${hourText(post.publishedAt, timeZone, language)}`;
  const text = measureText(value, by, language);
  if (usual === null) {
    return french
      ? `${text}\u202f; ${what}. Trop peu de publications avant pour dire ce qui est habituel.`
      : `${text}; ${what}. Too few posts before to say what is usual.`;
  }
  const move = moveText(value, usual, by === "engagement-rate" ? "percent" : "count", language);
  const same = move === null || move === "autant" || move === "the same";
  const against = same
    ? french
      ? `${text}, comme d’habitude sur ce compte`
      : `${text}, as usual for this account`
    : french
      ? `${text}, ${move} que d’habitude sur ce compte (${measureText(usual, by, language)})`
      : `${text}, ${move} than usual for this account (${measureText(usual, by, language)})`;
  const circumstance = formatClause(post, by, before, usual, value, language);
  return `${against}${french ? thin : ""}; ${what}${circumstance}.`;
}

/** « ; ses carrousels font d’ordinaire mieux (5,9 %) »: said only when enough posts of that format show it. */
function formatClause(
  post: Post,
  by: RankedBy,
  before: readonly Post[],
  usual: number,
  value: number,
  language: Language,
): string {
  const alike = before
    .filter((each) => each.accountId === post.accountId && each.format === post.format)
    .flatMap((each) => measureOf(each, by) ?? []);
  const ofFormat = alike.length < fewestForUsual ? null : median(alike);
  if (ofFormat === null || usual <= 0) return "";
  const better = ofFormat > usual * 1.1;
  const worse = ofFormat < usual * 0.9;
  if ((value > usual && !better) || (value <= usual && !worse)) return "";
  const figure = measureText(ofFormat, by, language);
  if (language === "fr") return `, un format qui fait ici d’ordinaire ${better ? "mieux" : "moins bien"} (${figure})`;
  return `, a format that usually does ${better ? "better" : "less well"} here (${figure})`;
}

export function measureText(value: number, by: RankedBy, language: Language): string {
  if (by === "engagement-rate") return shareText(value / 100, language, 1);
  const count = numberText(value, language);
  if (by === "reach") return language === "fr" ? `${count} comptes touchés` : `${count} accounts reached`;
  const many = language === "fr" ? value >= 2 : value !== 1;
  return language === "fr" ? `${count} interaction${many ? "s" : ""}` : `${count} engagement${many ? "s" : ""}`;
}

/** What the ranking measures, for a heading. */
export function rankingText(by: RankedBy, language: Language): string {
  if (by === "engagement-rate")
    return language === "fr" ? "taux d’interactions (couverture)" : "engagement rate by reach";
  if (by === "reach") return language === "fr" ? "couverture" : "reach";
  return language === "fr" ? "interactions" : "engagements";
}
