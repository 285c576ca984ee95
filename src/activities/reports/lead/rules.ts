import { valueText } from "../../../kernel/measure.ts";
import type { PeriodKey } from "../../../kernel/period.ts";
import { isBeyond as liesBeyond, moreDigits } from "../../indicators/comparison/rules.ts";
import type { ReportFigures } from "../contract.ts";
import {
  capital,
  countWord,
  duringText,
  hard,
  type Language,
  moveText,
  periodText,
  subjectText,
  thanText,
} from "../words/rules.ts";

/** The one sentence that a page or a report begins with: it could be read aloud in the meeting. */

export type Measured = ReportFigures["indicators"][number];
export type Held = ReportFigures["objectives"][number];
export type Tone = "hold" | "look" | "act" | "empty";

/** A stock climbs or falls by its nature: its growth is judged, never its level. */
export const isStock = ({ indicator }: Measured) => indicator.id === "followers";

export const speaks = (measured: Measured) =>
  !isStock(measured) && !measured.partial && ["signal-up", "signal-down"].includes(measured.comparison.signal.verdict);

/** How far a figure lies outside its usual range, in half-widths of that range. */
function excess({ comparison }: Measured): number {
  const { lower, upper, centre } = comparison.signal;
  const value = comparison.current.value;
  if (value === null || lower === null || upper === null || centre === null) return 0;
  return Math.abs(value - centre) / Math.max((upper - lower) / 2, Math.abs(centre) * 1e-6, 1e-9);
}

/** Does the figure itself lie beyond its limits, and not only a run of figures? */
export const isBeyond = ({ comparison }: Measured): boolean => liesBeyond(comparison);

/** Digits beyond the usual ones that a signal needs beside its limits; a figure that does not speak needs none. */
export const moreDigitsOf = (measured: Measured): number =>
  speaks(measured) ? moreDigits(measured.comparison, measured.indicator.unit) : 0;

/** The moves that are more than noise, the strongest first. */
export function signalsOf(indicators: readonly Measured[]): Measured[] {
  return indicators.filter(speaks).sort((a, b) => Number(isBeyond(b)) - Number(isBeyond(a)) || excess(b) - excess(a));
}

/** Is a signal a bad one? Neither, when the indicator has no wished direction. */
export function isBad({ indicator, comparison }: Measured): boolean {
  if (indicator.direction === "neutral") return false;
  return (comparison.signal.verdict === "signal-down") === (indicator.direction === "more");
}

export const holds = ({ attainment }: Held) => attainment.verdict === "reached" || attainment.verdict === "on-course";
export const fails = ({ attainment }: Held) => attainment.verdict === "late" || attainment.verdict === "missed";
const begun = ({ attainment }: Held) => attainment.verdict !== "not-started";

export function toneOf(objectives: readonly Held[], indicators: readonly Measured[]): Tone {
  if (objectives.some(({ attainment }) => attainment.verdict === "missed")) return "act";
  if (objectives.some(fails) || signalsOf(indicators).some(isBad)) return "look";
  return "hold";
}

/**
 * « Semaine 46 : trois objectifs sur quatre tiennent leur cap ; la couverture recule de 26 %, au-delà de son ordinaire. »
 * Without any figure: what is missing, and nothing else.
 */
export function leadOf(
  figures: Pick<ReportFigures, "period" | "previous" | "objectives" | "indicators"> & {
    organisation: { currency: string };
  },
  language: Language,
): string {
  const known = figures.indicators.some(({ comparison }) => comparison.current.value !== null);
  const head = `${capital(periodText(figures.period, language))}${language === "fr" ? hard : ""}: `;
  if (!known && figures.objectives.every((each) => each.attainment.current === null)) {
    return language === "fr"
      ? `${head}aucun chiffre n’est encore connu pour cette période.`
      : `${head}no figure is known for this period yet.`;
  }
  const parts = [objectivesClause(figures.objectives, language), movesClause(figures, known, language)].filter(Boolean);
  return `${head}${parts.join(language === "fr" ? "\u202f; " : "; ")}.`;
}

/** What leads when nothing was ever imported: what to do, or who can do it. */
export function emptyLead(language: Language, mayImport: boolean): string {
  if (!mayImport) {
    return language === "fr"
      ? "Vigie n’a encore aucun chiffre\u00a0: quand un Community Manager ou le Social Media Manager aura importé un premier export, cette page dira votre semaine en une phrase."
      : "Vigie has no figures yet: once a community manager or the social media manager has imported a first export, this page will tell your week in one sentence.";
  }
  return language === "fr"
    ? "Vigie n’a encore aucun chiffre\u00a0: importez un premier export, et cette page dira votre semaine en une phrase."
    : "Vigie has no figures yet: import a first export, and this page will tell your week in one sentence.";
}

export function objectivesClause(objectives: readonly Held[], language: Language): string {
  const measured = objectives.filter((each) => holds(each) || fails(each));
  const unknown = objectives.filter((each) => begun(each) && each.attainment.verdict === "unknown").length;
  const holding = measured.filter(holds).length;
  const total = measured.length;
  const french = language === "fr";
  if (total === 0) {
    if (unknown === 0) return french ? "aucun objectif adopté n’est en cours" : "no adopted objective is under way";
    return french
      ? `${unknown === 1 ? "l’objectif adopté n’est pas mesurable" : `aucun des ${countWord(unknown, "fr")} objectifs n’est mesurable`} faute de données`
      : `${unknown === 1 ? "the adopted objective cannot be measured" : `none of the ${countWord(unknown, "en")} objectives can be measured`} for lack of data`;
  }
  const aside =
    unknown === 0
      ? ""
      : french
        ? ` (${countWord(unknown, "fr")} ${unknown === 1 ? "autre" : "autres"} ${unknown === 1 ? "n’est pas mesurable" : "ne sont pas mesurables"})`
        : ` (${countWord(unknown, "en")} other${unknown === 1 ? "" : "s"} cannot be measured)`;
  return `${holdingClause(holding, total, language)}${aside}`;
}

function holdingClause(holding: number, total: number, language: Language): string {
  if (language === "fr") {
    if (total === 1)
      return holding === 1 ? "l’objectif adopté tient son cap" : "l’objectif adopté ne tient pas son cap";
    if (holding === total) return `les ${countWord(total, "fr")} objectifs tiennent leur cap`;
    if (holding === 0) return `aucun des ${countWord(total, "fr")} objectifs ne tient son cap`;
    if (holding === 1) return `un objectif sur ${countWord(total, "fr")} tient son cap`;
    return `${countWord(holding, "fr")} objectifs sur ${countWord(total, "fr")} tiennent leur cap`;
  }
  if (total === 1) return holding === 1 ? "the adopted objective is on course" : "the adopted objective is off course";
  if (holding === total) return `${total === 2 ? "both" : `all ${countWord(total, "en")}`} objectives are on course`;
  if (holding === 0) return `none of the ${countWord(total, "en")} objectives is on course`;
  return `${countWord(holding, "en")} of ${countWord(total, "en")} objectives ${holding === 1 ? "is" : "are"} on course`;
}

function movesClause(
  figures: Pick<ReportFigures, "previous" | "indicators"> & { organisation: { currency: string } },
  known: boolean,
  language: Language,
): string {
  if (!known)
    return language === "fr" ? "les chiffres de la période manquent" : "the figures of the period are missing";
  const signals = signalsOf(figures.indicators);
  const [first] = signals;
  if (!first) {
    return language === "fr" ? "aucun chiffre ne sort de son ordinaire" : "no figure is outside its usual range";
  }
  const said = moveClause(first, figures.previous, figures.organisation.currency, language);
  const others = signals.length - 1;
  if (others === 0) return said;
  return language === "fr"
    ? `${said}, et ${countWord(others, "fr")} ${others === 1 ? "autre chiffre sort du sien" : "autres chiffres sortent du leur"}`
    : `${said}, and ${countWord(others, "en")} other figure${others === 1 ? " is" : "s are"} outside theirs`;
}

/** « la couverture (Ville de Kermor) recule de 26 %, au-delà de son ordinaire ». */
export function moveClause(measured: Measured, previous: PeriodKey, currency: string, language: Language): string {
  const { indicator, comparison, accountName } = measured;
  const value = comparison.current.value as number;
  const { text, plural } = subjectText(indicator.label, accountName, language);
  const up = comparison.signal.verdict === "signal-up";
  const before = comparison.previous.value;
  // Compared with the period before, a run of figures may well move the other way: then only where it stands is said.
  const sameWay = before !== null && before !== value && value > before === up && isBeyond(measured);
  const size = sameWay ? sizeOf(value, before, measured, language) : null;
  if (language === "fr") {
    const own = plural ? "leur ordinaire" : "son ordinaire";
    if (size === null) {
      const where = isBeyond(measured)
        ? up
          ? `au-dessus de ${own}`
          : `au-dessous de ${own}`
        : trendText(up, plural, "fr");
      return `${text} ${isBeyond(measured) ? (plural ? "sont " : "est ") : ""}${where}, à ${valueText(value, indicator.unit, "fr", currency)}`;
    }
    const verb = up ? (plural ? "progressent" : "progresse") : plural ? "reculent" : "recule";
    return `${text} ${verb} de ${size}, au-delà de ${own}`;
  }
  if (size === null) {
    const where = isBeyond(measured) ? `stands ${up ? "above" : "below"} its usual range` : trendText(up, plural, "en");
    return `${text} ${where}, at ${valueText(value, indicator.unit, "en", currency)}`;
  }
  return `${text} ${up ? "rose" : "fell"} by ${size} ${thanPrevious(previous)}, beyond its usual range`;
}

const thanPrevious = (previous: PeriodKey) => `from ${periodText(previous, "en")}`;

/** Several figures in a row on the same side: a drift, and not one exceptional figure. */
function trendText(up: boolean, plural: boolean, language: Language): string {
  if (language === "en") return `has stayed ${up ? "above" : "below"} its centre for several periods`;
  const verb = plural ? "restent" : "reste";
  return `${verb} durablement ${up ? "au-dessus" : "au-dessous"} de ${plural ? "leur" : "sa"} moyenne`;
}

function sizeOf(value: number, before: number, { indicator }: Measured, language: Language): string | null {
  const move = moveText(value, before, indicator.unit, language);
  if (move === null) return null;
  return move.replace(/ (de plus|de moins|more|less)$/, "").replace(/^autant$|^the same$/, "") || null;
}

/** « 8 412, soit 18 % de moins que la semaine 45 »: a figure with its comparison, or without when there is none. */
export function comparedText(
  value: number,
  before: number | null,
  unit: Measured["indicator"]["unit"],
  previous: PeriodKey,
  currency: string,
  language: Language,
  more = 0,
): string {
  const text = valueText(value, unit, language, currency, more);
  const move = moveText(value, before, unit, language);
  if (move === null) {
    if (before === 0) {
      return language === "fr"
        ? `${text}, contre zéro ${duringText(previous, "fr")}`
        : `${text}, against zero ${duringText(previous, "en")}`;
    }
    return `${text} (${language === "fr" ? "pas de chiffre" : "no figure"} ${duringText(previous, language)})`;
  }
  const same = move === "autant" || move === "the same";
  if (language === "en") return `${text}, ${same ? "the same" : move} ${thanText(previous, "en", same)}`;
  return same ? `${text}, autant ${thanText(previous, "fr")}` : `${text}, soit ${move} ${thanText(previous, "fr")}`;
}
