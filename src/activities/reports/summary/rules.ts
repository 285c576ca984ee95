import { moneyText, numberText, shareText, valueText } from "../../../kernel/measure.ts";
import type { NetworkId } from "../../../kernel/metric.ts";
import { networks } from "../../../kernel/metric.ts";
import type { ReportFigures } from "../contract.ts";
import {
  comparedText,
  fails,
  type Held,
  isBad,
  isBeyond,
  leadOf,
  type Measured,
  moreDigitsOf,
  signalsOf,
} from "../lead/rules.ts";
import { measureText, rankingText } from "../posts/rules.ts";
import {
  capital,
  countWord,
  dayText,
  duringText,
  hard,
  type Language,
  listText,
  plainName,
  quoted,
  shortened,
  subjectText,
  thin,
} from "../words/rules.ts";

/**
 * The written summary of a report, drafted from its figures: paragraphs separated by an empty line. It comments on
 * moves outside the usual range only, gives every number its comparison, and says plainly what is not known.
 */
export function draftSummary(figures: ReportFigures, language: Language): string {
  return [
    leadOf(figures, language),
    objectivesParagraph(figures, language),
    movesParagraph(figures, language),
    postsParagraph(figures, language),
    conversationParagraph(figures, language),
    missingParagraph(figures, language),
  ]
    .filter((paragraph) => paragraph !== "")
    .join("\n\n");
}

const colon = (language: Language) => (language === "fr" ? `${hard}:` : ":");
const semicolon = (language: Language) => (language === "fr" ? `${thin};` : ";");

export function objectivesParagraph(figures: ReportFigures, language: Language): string {
  const { currency } = figures.organisation;
  const say = (title: { one: string; many: string }, held: readonly Held[], text: (each: Held) => string) =>
    held.length === 0
      ? ""
      : `${held.length === 1 ? title.one : title.many}${colon(language)} ${held.map(text).join(`${semicolon(language)} `)}.`;
  const of = (verdict: Held["attainment"]["verdict"]) =>
    figures.objectives.filter((each) => each.attainment.verdict === verdict);
  const with_ = (each: Held) => progressText(each, currency, language);
  const titles = objectiveTitles[language];
  return [
    say(titles.reached, of("reached"), with_),
    say(titles.onCourse, of("on-course"), with_),
    say(titles.late, of("late"), with_),
    say(titles.missed, of("missed"), with_),
    say(titles.unknown, of("unknown"), (each) => quoted(each.objective.statement, language)),
  ]
    .filter(Boolean)
    .join(" ");
}

const objectiveTitles = {
  fr: {
    reached: { one: "Atteint", many: "Atteints" },
    onCourse: { one: "Tient son cap", many: "Tiennent leur cap" },
    late: { one: "En retard", many: "En retard" },
    missed: { one: "Échéance passée sans être atteint", many: "Échéance passée sans être atteints" },
    unknown: { one: "Non mesurable, faute de données", many: "Non mesurables, faute de données" },
  },
  en: {
    reached: { one: "Reached", many: "Reached" },
    onCourse: { one: "On course", many: "On course" },
    late: { one: "Late", many: "Late" },
    missed: { one: "Missed its due day", many: "Missed their due day" },
    unknown: { one: "Not measurable, for lack of data", many: "Not measurable, for lack of data" },
  },
} as const;

/** « Recruter 60 bénévoles » (28 sur 60, il en faudrait 3,6 par semaine). */
export function progressText(held: Held, currency: string, language: Language): string {
  const { objective, attainment, indicator } = held;
  const french = language === "fr";
  const statement = quoted(objective.statement, language);
  if (attainment.current === null) return statement;
  const value = (number: number) => valueText(number, indicator.unit, language, currency);
  const details: string[] = [];
  if (objective.measure === "cumulative") {
    details.push(`${value(attainment.current)} ${french ? "sur" : "of"} ${value(objective.target)}`);
    if (attainment.expected !== null && attainment.verdict !== "reached" && attainment.verdict !== "missed") {
      details.push(`${value(attainment.expected)} ${french ? "attendus à ce jour" : "expected by now"}`);
    }
  } else {
    details.push(
      french
        ? `${value(attainment.current)} pour une cible de ${value(objective.target)}`
        : `${value(attainment.current)} for a target of ${value(objective.target)}`,
    );
  }
  if (
    fails(held) &&
    attainment.verdict === "late" &&
    attainment.neededPerWeek !== null &&
    attainment.neededPerWeek > 0
  ) {
    const needed =
      indicator.unit === "count" ? numberText(attainment.neededPerWeek, language, 1) : value(attainment.neededPerWeek);
    details.push(french ? `il en faudrait ${needed} par semaine` : `${needed} a week would be needed`);
  }
  if (attainment.guardRailHolds === false) {
    details.push(french ? "son garde-fou est franchi" : "its guard-rail is crossed");
  }
  return `${statement} (${details.join(", ")})`;
}

const mostMoves = 4;

/** Moves outside the usual range, and nothing else. */
export function movesParagraph(figures: ReportFigures, language: Language): string {
  const signals = signalsOf(figures.indicators);
  const measured = figures.indicators.filter(({ comparison }) => comparison.current.value !== null);
  const judged = measured.filter(({ comparison }) => comparison.signal.verdict !== "too-short");
  const french = language === "fr";
  if (measured.length === 0) return "";
  if (signals.length === 0) {
    if (judged.length === 0) {
      return french
        ? "Le recul manque encore pour distinguer un signal d’une variation ordinaire\u00a0: aucun mouvement n’est commenté."
        : "There is too little history yet to tell a signal from an ordinary variation: no move is commented on.";
    }
    return french
      ? "Aucun chiffre ne sort de son ordinaire\u00a0: il n’y a pas de mouvement à commenter."
      : "No figure is outside its usual range: there is no move to comment on.";
  }
  const said = signals.slice(0, mostMoves).map((each) => moveSentence(each, figures, language));
  const left = signals.length - mostMoves;
  if (left > 0) {
    said.push(
      french
        ? `${capital(countWord(left, "fr"))} ${left === 1 ? "autre chiffre sort" : "autres chiffres sortent"} aussi de ${left === 1 ? "son" : "leur"} ordinaire (voir le tableau).`
        : `${capital(countWord(left, "en"))} other figure${left === 1 ? " is" : "s are"} also outside ${left === 1 ? "its" : "their"} usual range (see the table).`,
    );
  }
  return said.join(" ");
}

/** « La couverture (Ville de Kermor) s’établit à 8 412, soit 18 % de moins que la semaine 45, sous son ordinaire (9 100 à 11 600). » */
export function moveSentence(measured: Measured, figures: ReportFigures, language: Language): string {
  const { indicator, comparison, accountName } = measured;
  const { currency } = figures.organisation;
  const { text, plural } = subjectText(indicator.label, accountName, language);
  const value = comparison.current.value as number;
  const { lower, upper, centre, verdict } = comparison.signal;
  const more = moreDigitsOf(measured);
  const write = (number: number) => valueText(number, indicator.unit, language, currency, more);
  const before = comparison.previous.value;
  const figure = comparedText(value, before, indicator.unit, figures.previous, currency, language, more);
  const up = verdict === "signal-up";
  const beyond = isBeyond(measured);
  const mean = centre === null ? "" : ` (${write(centre)})`;
  const band =
    lower === null || upper === null ? "" : ` (${write(lower)} ${language === "fr" ? "à" : "to"} ${write(upper)})`;
  const tone = indicator.direction === "neutral" ? "" : toneText(isBad(measured), language);
  if (language === "fr") {
    const own = plural ? "leur" : "son";
    const place = beyond
      ? `${up ? "au-dessus de" : "au-dessous de"} ${own} ordinaire${band}`
      : `${plural ? "et restent" : "et reste"} durablement ${up ? "au-dessus" : "au-dessous"} de ${plural ? "leur" : "sa"} moyenne${mean}`;
    return `${capital(text)} ${plural ? "s’établissent" : "s’établit"} à ${figure}, ${place}${tone}.`;
  }
  const place = beyond
    ? `${up ? "above" : "below"} its usual range${band}`
    : `and has stayed ${up ? "above" : "below"} its centre for several periods${mean}`;
  return `${capital(text)} stands at ${figure}, ${place}${tone}.`;
}

function toneText(bad: boolean, language: Language): string {
  if (bad) return language === "fr" ? "\u00a0: à regarder" : ": worth a look";
  return language === "fr" ? "\u00a0: une bonne nouvelle" : ": good news";
}

export function postsParagraph(figures: ReportFigures, language: Language): string {
  const french = language === "fr";
  const count = figures.postsPublished;
  if (count === 0) {
    return figures.indicators.length === 0
      ? ""
      : french
        ? "Aucune publication n’est connue pour cette période."
        : "No post is known for this period.";
  }
  const [best] = figures.best;
  if (!best) {
    return french
      ? `${capital(countWord(count, "fr"))} publication${count > 1 ? "s" : ""}, sans chiffre pour ${count > 1 ? "les" : "la"} comparer.`.replace(
          /^Un /,
          "Une ",
        )
      : `${capital(countWord(count, "en"))} post${count > 1 ? "s" : ""}, without figures to compare ${count > 1 ? "them" : "it"}.`;
  }
  const title = quoted(titleOf(best.post, 80), language);
  const against =
    best.usual === null
      ? ""
      : french
        ? `, contre ${measureText(best.usual, best.rankedBy, "fr")} d’habitude sur ce compte`
        : `, against ${measureText(best.usual, best.rankedBy, "en")} as usual for this account`;
  const value = measureText(best.value, best.rankedBy, language);
  const by = rankingText(best.rankedBy, language);
  if (french) {
    const subject = count === 1 ? "La seule publication" : `Des ${numberText(count, "fr")} publications, la meilleure`;
    return `${subject} est ${title} (${plainName(best.post.accountName)})\u00a0: ${best.rankedBy === "engagement-rate" ? `${value} de ${by}` : value}${against}.`;
  }
  const subject = count === 1 ? "The only post" : `Of ${numberText(count, "en")} posts, the best`;
  return `${subject} is ${title} (${plainName(best.post.accountName)}): ${best.rankedBy === "engagement-rate" ? `${value} ${by}` : value}${against}.`;
}

/** A post by its title or its first words. */
export function titleOf(
  post: { title: string | null; text: string | null; externalId: string },
  length: number,
): string {
  return shortened(post.title ?? post.text ?? post.externalId, length);
}

export function conversationParagraph(figures: ReportFigures, language: Language): string {
  return [commentsSentence(figures, language), spendSentence(figures, language)].filter(Boolean).join(" ");
}

export function commentsSentence(figures: ReportFigures, language: Language): string {
  const { comments, previous } = figures;
  const french = language === "fr";
  if (!comments.known) {
    return french
      ? "Le nombre de commentaires n’est pas connu\u00a0: aucun export ne le donne pour cette période."
      : "The number of comments is not known: no export gives it for this period.";
  }
  const before =
    comments.previous === null
      ? ""
      : french
        ? `, contre ${numberText(comments.previous, "fr")} ${duringText(previous, "fr")}`
        : `, against ${numberText(comments.previous, "en")} ${duringText(previous, "en")}`;
  const { total } = comments;
  if (french) {
    if (total === 0) return `Aucun commentaire n’a été reçu${before}.`;
    return `${total === 1 ? "Un commentaire a été reçu" : `${numberText(total, "fr")} commentaires ont été reçus`}${before}.`;
  }
  if (total === 0) return `No comment was received${before}.`;
  return `${total === 1 ? "One comment was" : `${numberText(total, "en")} comments were`} received${before}.`;
}

export function spendSentence(figures: ReportFigures, language: Language): string {
  const { spend, previous } = figures;
  const french = language === "fr";
  if (!spend.known || spend.cents === null) {
    return french
      ? "La dépense publicitaire n’est pas connue\u00a0: aucun export publicitaire ne couvre cette période."
      : "Ad spend is not known: no ad export covers this period.";
  }
  const money = (cents: number) => moneyText(cents, language, spend.currency);
  const before =
    spend.previousCents === null
      ? ""
      : french
        ? `, contre ${money(spend.previousCents)} ${duringText(previous, "fr")}`
        : `, against ${money(spend.previousCents)} ${duringText(previous, "en")}`;
  const largest = [...spend.byNetwork].sort((a, b) => b.cents - a.cents)[0];
  const where =
    largest && spend.byNetwork.length > 1 && spend.cents > 0
      ? french
        ? `, dont ${shareText(largest.cents / spend.cents, "fr")} sur ${networkText(largest.network, "fr")}`
        : `, ${shareText(largest.cents / spend.cents, "en")} of it on ${networkText(largest.network, "en")}`
      : "";
  return french
    ? `La dépense publicitaire s’élève à ${money(spend.cents)}${before}${where}.`
    : `Ad spend amounts to ${money(spend.cents)}${before}${where}.`;
}

export function networkText(network: NetworkId, language: Language): string {
  return networks[network][language];
}

/** Which accounts stop before the end of the period: their figures are unknown, not zero. */
export function missingParagraph(figures: ReportFigures, language: Language): string {
  const parts = figures.missing.map(({ accountName, network, lastDay }) => {
    const name = accountName.includes(networks[network].fr)
      ? accountName
      : `${accountName} (${networkText(network, language)})`;
    return language === "fr"
      ? `${name} s’arrête au ${dayText(lastDay, "fr")}`
      : `${name} stops on ${dayText(lastDay, "en")}`;
  });
  if (parts.length === 0) return "";
  return language === "fr"
    ? `Il manque des chiffres\u00a0: ${listText(parts, "fr")}. Ce qui manque est inconnu, et non nul.`
    : `Figures are missing: ${listText(parts, "en")}. What is missing is unknown, not zero.`;
}
