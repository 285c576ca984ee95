import type { Day } from "../../../../kernel/period.ts";
import type { Figure } from "../../../indicators/contract.ts";
import type { Attainment } from "../../../objectives/contract.ts";
import type { ReportFigures } from "../../contract.ts";

type Verdict = ReportFigures["indicators"][number]["comparison"]["signal"]["verdict"];

/** The words of the printed report that are not made from its figures. */
export interface PaperWords {
  readonly title: (period: string) => string;
  readonly standing: string;
  readonly objectives: string;
  readonly objective: string;
  readonly now: string;
  readonly target: string;
  readonly way: string;
  readonly expected: string;
  readonly due: string;
  readonly state: string;
  readonly unknown: string;
  readonly moves: string;
  readonly indicators: string;
  readonly indicator: string;
  readonly change: string;
  readonly lastYear: string;
  readonly reading: string;
  readonly usual: string;
  readonly week: string;
  readonly month: string;
  readonly value: string;
  readonly posts: string;
  readonly best: string;
  readonly weakest: string;
  readonly post: string;
  readonly account: string;
  readonly why: string;
  readonly tooFewForWeakest: string;
  readonly conversation: string;
  readonly byNetwork: string;
  readonly network: string;
  readonly comments: string;
  readonly spend: string;
  readonly dueSoon: string;
  readonly toCatchUp: string;
  readonly toImport: string;
  readonly nothingAhead: string;
  readonly nothingDue: string;
  readonly sources: string;
  readonly readingNotes: (week: boolean) => readonly string[];
  readonly stock: string;
  readonly partial: string;
  readonly sourceNotes: readonly string[];
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly attainments: Readonly<Record<Attainment["verdict"], string>>;
  readonly reasons: Readonly<Record<NonNullable<Figure["reason"]>, string>>;
  readonly ahead: (period: string, range: string) => string;
  readonly sourceLabel: (accounts: number, networks: number) => string;
  readonly chartUnknown: (name: string) => string;
  readonly chartSignal: (name: string, value: string, up: boolean, beyond: boolean) => string;
  readonly chartUsual: (name: string, value: string, judged: boolean) => string;
  readonly chartSubtitle: (formula: string, week: boolean, source: string) => string;
  readonly chartAlt: (name: string, points: number, last: string | null, band: string | null) => string;
  readonly stopsOn: (account: string, day: string) => string;
  readonly lastFigure: (day: Day | null, write: (day: Day) => string) => string;
  readonly readOn: (instant: string) => string;
  readonly validated: (by: string, at: string) => string;
}

export const paperWords: Readonly<Record<"fr" | "en", PaperWords>> = {
  fr: {
    title: (period) => `Rapport ${period}`,
    standing: "Où nous en sommes",
    objectives: "Objectifs adoptés",
    objective: "Objectif",
    now: "À ce jour",
    target: "Cible",
    way: "Chemin fait",
    expected: "Attendu",
    due: "Échéance",
    state: "État",
    unknown: "inconnu",
    moves: "Ce qui a bougé",
    indicators: "Indicateurs",
    indicator: "Indicateur",
    change: "Évolution",
    lastYear: "Sur un an",
    reading: "Lecture",
    usual: "ordinaire",
    week: "Semaine du",
    month: "Mois",
    value: "Valeur",
    posts: "Les publications",
    best: "Les meilleures",
    weakest: "Les plus faibles",
    post: "Publication",
    account: "Compte",
    why: "Pourquoi",
    tooFewForWeakest: "Trop peu de publications cette période pour désigner les plus faibles.",
    conversation: "Conversation et dépense",
    byNetwork: "Par réseau",
    network: "Réseau",
    comments: "Commentaires",
    spend: "Dépense publicitaire",
    dueSoon: "Échéances",
    toCatchUp: "À rattraper",
    toImport: "À importer",
    nothingAhead: "Rien ne presse\u00a0: chaque objectif tient son cap et tous les exports sont à jour.",
    nothingDue: "Aucune échéance, aucun retard, aucun export manquant.",
    sources: "Sources",
    stock: "niveau",
    partial: "partiel, un export manque",
    readingNotes: (week) => [
      `«\u00a0Signal\u00a0»\u00a0: hors des limites que dessinent ${week ? "les semaines précédentes" : "les mois précédents"} (carte de contrôle XmR). «\u00a0Dans l’ordinaire\u00a0»\u00a0: une variation sans signification, que ce rapport ne commente pas.`,
      "La couverture et les abonnés se lisent compte par compte\u00a0: ce sont en partie les mêmes personnes, ils ne s’additionnent pas.",
    ],
    sourceNotes: [
      "Un chiffre inconnu n’est pas un zéro\u00a0: il manque dans les fichiers reçus.",
      "Le même jeu de données redonne les mêmes chiffres et la même empreinte.",
    ],
    verdicts: {
      "signal-up": "signal, en hausse",
      "signal-down": "signal, en baisse",
      usual: "dans l’ordinaire",
      "too-short": "recul insuffisant",
    },
    attainments: {
      reached: "atteint",
      "on-course": "tient son cap",
      late: "en retard",
      missed: "manqué",
      unknown: "inconnu",
      "not-started": "à venir",
    },
    reasons: {
      "no-data": "pas de donnée",
      "metric-missing": "absent des exports",
      "denominator-zero": "rien à quoi rapporter",
      "not-additive": "ne s’additionne pas",
      "mixed-currencies": "plusieurs monnaies",
      "retired-by-network": "retiré par le réseau",
      "population-missing": "population à renseigner",
    },
    ahead: (period, range) => `La suite\u00a0: ${period.toLocaleLowerCase("fr")} (${range})`,
    sourceLabel: (accounts, networks) =>
      `${accounts} compte${accounts > 1 ? "s" : ""}, ${networks} réseau${networks > 1 ? "x" : ""} ou source${networks > 1 ? "s" : ""}`,
    chartUnknown: (name) => `${name}\u00a0: inconnu pour cette période`,
    chartSignal: (name, value, up, beyond) =>
      `${name}\u00a0: ${value}, ${beyond ? "" : "durablement "}${up ? "au-dessus" : "au-dessous"} de ${beyond ? "l’ordinaire" : "la moyenne"}`,
    chartUsual: (name, value, judged) => `${name}\u00a0: ${value}${judged ? ", dans l’ordinaire" : ""}`,
    chartSubtitle: (formula, week, source) =>
      `${formula}, par ${week ? "semaine" : "mois"}${source === "" ? "" : ` · ${source}`}`,
    chartAlt: (name, points, last, band) =>
      `${name} sur ${points} périodes\u202f; ${last === null ? "la dernière valeur est inconnue" : `dernière valeur ${last}`}${band === null ? "" : `\u202f; ordinaire ${band}`}.`,
    stopsOn: (account, day) => `${account}\u00a0: les chiffres s’arrêtent au ${day}.`,
    lastFigure: (day, write) => (day === null ? "aucun chiffre" : `chiffres jusqu’au ${write(day)}`),
    readOn: (instant) => `lu le ${instant}`,
    validated: (by, at) => `Rapport validé par ${by}, ${at}. Ses chiffres et ses mots ne changent plus.`,
  },
  en: {
    title: (period) => `Report of ${period}`,
    standing: "Where we stand",
    objectives: "Adopted objectives",
    objective: "Objective",
    now: "So far",
    target: "Target",
    way: "Way done",
    expected: "Expected",
    due: "Due",
    state: "State",
    unknown: "unknown",
    moves: "What moved",
    indicators: "Indicators",
    indicator: "Indicator",
    change: "Change",
    lastYear: "Over a year",
    reading: "Reading",
    usual: "usual range",
    week: "Week of",
    month: "Month",
    value: "Value",
    posts: "The posts",
    best: "The best",
    weakest: "The weakest",
    post: "Post",
    account: "Account",
    why: "Why",
    tooFewForWeakest: "Too few posts this period to name the weakest.",
    conversation: "Conversation and spend",
    byNetwork: "By network",
    network: "Network",
    comments: "Comments",
    spend: "Ad spend",
    dueSoon: "Due",
    toCatchUp: "To catch up",
    toImport: "To import",
    nothingAhead: "Nothing presses: every objective is on course and all exports are up to date.",
    nothingDue: "Nothing is due, late or missing.",
    sources: "Sources",
    stock: "level",
    partial: "partial, an export is missing",
    readingNotes: (week) => [
      `“Signal”: outside the limits that the ${week ? "weeks" : "months"} before draw (XmR process-behaviour chart). “Usual”: a variation without meaning, on which this report does not comment.`,
      "Reach and followers are read account by account: they are partly the same people and do not add up.",
    ],
    sourceNotes: [
      "An unknown figure is not a zero: it is missing from the files received.",
      "The same data give the same figures and the same hash again.",
    ],
    verdicts: {
      "signal-up": "signal, up",
      "signal-down": "signal, down",
      usual: "usual",
      "too-short": "too little history",
    },
    attainments: {
      reached: "reached",
      "on-course": "on course",
      late: "late",
      missed: "missed",
      unknown: "unknown",
      "not-started": "to come",
    },
    reasons: {
      "no-data": "no data",
      "metric-missing": "not in the exports",
      "denominator-zero": "nothing to divide by",
      "not-additive": "does not add up",
      "mixed-currencies": "several currencies",
      "retired-by-network": "retired by the network",
      "population-missing": "population not given",
    },
    ahead: (period, range) => `Next: ${period} (${range})`,
    sourceLabel: (accounts, networks) =>
      `${accounts} account${accounts === 1 ? "" : "s"}, ${networks} network${networks === 1 ? "" : "s"} or source${networks === 1 ? "" : "s"}`,
    chartUnknown: (name) => `${name}: unknown for this period`,
    chartSignal: (name, value, up, beyond) =>
      `${name}: ${value}, ${beyond ? "" : "for long "}${up ? "above" : "below"} ${beyond ? "its usual range" : "its centre"}`,
    chartUsual: (name, value, judged) => `${name}: ${value}${judged ? ", within its usual range" : ""}`,
    chartSubtitle: (formula, week, source) =>
      `${formula}, by ${week ? "week" : "month"}${source === "" ? "" : ` · ${source}`}`,
    chartAlt: (name, points, last, band) =>
      `${name} over ${points} periods; ${last === null ? "the last value is unknown" : `last value ${last}`}${band === null ? "" : `; usual range ${band}`}.`,
    stopsOn: (account, day) => `${account}: figures stop on ${day}.`,
    lastFigure: (day, write) => (day === null ? "no figure" : `figures up to ${write(day)}`),
    readOn: (instant) => `read on ${instant}`,
    validated: (by, at) => `Report validated by ${by}, ${at}. Its figures and words no longer change.`,
  },
};
