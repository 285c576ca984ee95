import { type MeasureUnit, numberText, shareText } from "../../../kernel/measure.ts";
import type { Day, DayRange, PeriodKey } from "../../../kernel/period.ts";

/** How a report says moves, days and periods in a sentence. */

export type Language = "fr" | "en";

export const hard = "\u00a0";
export const thin = "\u202f";
const locales = { fr: "fr-FR", en: "en-GB" } as const;
const noon = (day: Day): number => Date.parse(`${day}T12:00:00Z`);
/** « 18 % de moins », « 0,4 point de plus », « autant »: the move as a sentence says it; null when unknown. */
export function moveText(current: number, before: number | null, unit: MeasureUnit, language: Language): string | null {
  if (before === null) return null;
  const more = current > before;
  const french = language === "fr";
  if (unit === "percent" || unit === "points") {
    const points = Math.abs(Math.round((current - before) * 10) / 10);
    if (points === 0) return french ? "autant" : "the same";
    const many = french ? points >= 2 : points !== 1;
    const size = `${numberText(points, language, 1)}${hard}point${many ? "s" : ""}`;
    return french ? `${size} de ${more ? "plus" : "moins"}` : `${size} ${more ? "more" : "less"}`;
  }
  if (before === 0) return null;
  const share = Math.abs(current - before) / Math.abs(before);
  if (share < 0.0005) return french ? "autant" : "the same";
  if (more && share >= 2) {
    const times = numberText(current / before, language, 1);
    return french ? `${times}${hard}fois plus` : `${times}${hard}times more`;
  }
  const size = shareText(share, language, share < 0.095 ? 1 : 0);
  return french ? `${size} de ${more ? "plus" : "moins"}` : `${size} ${more ? "more" : "less"}`;
}

/** « semaine 46 », « octobre 2026 ». */
export function periodText(key: PeriodKey, language: Language): string {
  if (!key.includes("W")) {
    return new Intl.DateTimeFormat(locales[language], { month: "long", year: "numeric", timeZone: "UTC" }).format(
      noon(`${key}-01`),
    );
  }
  return `${language === "fr" ? "semaine" : "week"}${hard}${Number(key.slice(6))}`;
}

/** The period as a complement: « la semaine 45 », « en octobre 2026 », "in week 45". */
export function duringText(key: PeriodKey, language: Language): string {
  if (language === "en") return `in ${periodText(key, language)}`;
  return key.includes("W") ? `la ${periodText(key, language)}` : `en ${periodText(key, language)}`;
}

/** After a comparison: « que la semaine 45 », « qu’en octobre 2026 », "than in week 45". */
export function thanText(key: PeriodKey, language: Language, same = false): string {
  if (language === "en") return `${same ? "as" : "than"} ${duringText(key, language)}`;
  return key.includes("W") ? `que ${duringText(key, language)}` : `qu’${duringText(key, language)}`;
}

/** « 9–15 nov. 2026 ». */
export function rangeText({ from, to }: DayRange, language: Language): string {
  const day = (each: Day, year: boolean) =>
    new Intl.DateTimeFormat(locales[language], {
      day: "numeric",
      month: "short",
      ...(year ? { year: "numeric" } : {}),
      timeZone: "UTC",
    })
      .format(noon(each))
      .replaceAll(" ", hard);
  if (from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8))}–${day(to, true)}`;
  return `${day(from, from.slice(0, 4) !== to.slice(0, 4))} – ${day(to, true)}`;
}

/** « 5 novembre 2026 ». */
export function dayText(day: Day, language: Language): string {
  const text = new Intl.DateTimeFormat(locales[language], {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(noon(day));
  return (language === "fr" ? text.replace(/^1 /, "1er ") : text).replaceAll(" ", hard);
}

/** « vendredi 13 nov. » */
export function dayOfPost(day: Day, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], {
    weekday: "long",
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  })
    .format(noon(day))
    .replaceAll(" ", hard);
}

/** The wall-clock time of an instant: « 18 h 30 », "18:30". */
export function hourText(instant: Date, timeZone: string, language: Language): string {
  const text = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }).format(instant);
  if (language === "en") return text;
  const [hour, minute] = text.split(":");
  return minute === "00" ? `${Number(hour)}${hard}h` : `${Number(hour)}${hard}h${hard}${minute}`;
}

/** « lundi 16 novembre 2026, 8 h 50 ». */
export function instantText(instant: Date, timeZone: string, language: Language): string {
  const day = new Intl.DateTimeFormat(locales[language], {
    timeZone,
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  }).format(instant);
  return `${day}, ${hourText(instant, timeZone, language)}`;
}

const counts = {
  fr: ["aucun", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"],
  en: ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
} as const;

/** Small counts in letters, larger ones in figures. */
export function countWord(count: number, language: Language): string {
  return counts[language][count] ?? numberText(count, language);
}

/** « a, b et c ». */
export function listText(parts: readonly string[], language: Language): string {
  const last = parts.at(-1) ?? "";
  if (parts.length < 2) return last;
  return `${parts.slice(0, -1).join(", ")} ${language === "fr" ? "et" : "and"} ${last}`;
}

export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase("fr") + text.slice(1);
}

/** A quotation: « mot », “word”. */
export function quoted(text: string, language: Language): string {
  if (language === "en") return `“${text}”`;
  // A quotation inside a quotation takes the other marks.
  return `«${hard}${text.replaceAll(/«[\s\u00a0\u202f]?/gu, "“").replaceAll(/[\s\u00a0\u202f]?»/gu, "”")}${hard}»`;
}

/** A text cut at a word, short enough for a line. */
export function shortened(text: string, length: number): string {
  const flat = text.replaceAll(/\s+/g, " ").trim();
  if (flat.length <= length) return flat;
  const cut = flat.slice(0, length);
  const space = cut.lastIndexOf(" ");
  return `${cut.slice(0, space > length / 2 ? space : length).replace(/[\s,;:.–-]+$/, "")}…`;
}

/** Gender and number of what an indicator counts, by the first word of its French label. */
const articles: Readonly<Record<string, "le" | "la" | "les">> = {
  couverture: "la",
  impressions: "les",
  interactions: "les",
  taux: "le",
  répétition: "la",
  GRP: "le",
  abonnés: "les",
  croissance: "la",
  part: "la",
  hausse: "la",
  délai: "le",
  réponses: "les",
  solde: "le",
  mobilisation: "la",
  commentaires: "les",
  partages: "les",
  publications: "les",
  coût: "le",
  ROAS: "le",
  retour: "le",
  panier: "le",
  valeur: "la",
  visites: "les",
  visiteurs: "les",
  dépense: "la",
  conversions: "les",
  chiffre: "le",
  clics: "les",
  bons: "les",
  signatures: "les",
  dons: "les",
  candidatures: "les",
  bénévoles: "les",
  lectures: "les",
  durée: "la",
};

/** An indicator as the subject of a sentence, and whether its verb is plural: « la couverture », « les partages ». */
export function subjectText(
  label: string,
  accountName: string | null,
  language: Language,
): { readonly text: string; readonly plural: boolean } {
  const of = accountName === null ? "" : ` (${plainName(accountName)})`;
  if (language === "en") return { text: `${label}${of}`, plural: true };
  const article = articles[label.split(/[\s(]/)[0] ?? ""];
  if (!article) return { text: `l’indicateur ${quoted(label, language)}${of}`, plural: false };
  return { text: `${article} ${label}${of}`, plural: article === "les" };
}

/** A name fit for parentheses: « Ville de Kermor (Instagram) » becomes « Ville de Kermor, Instagram ». */
export function plainName(accountName: string): string {
  return accountName.replace(/ \((.*)\)$/, ", $1");
}
