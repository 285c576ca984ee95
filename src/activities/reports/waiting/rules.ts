import type { Role } from "../../../kernel/operation.ts";
import type { Day, PeriodKey } from "../../../kernel/period.ts";
import { daysBetween } from "../../../kernel/period.ts";
import type { Bridge } from "../contract.ts";
import { fails, type Held } from "../lead/rules.ts";
import { progressText } from "../summary/rules.ts";
import { capital, countWord, dayText, hard, type Language, periodText } from "../words/rules.ts";

type Waiting = Bridge["waiting"][number];

/** What is known of an organisation when its home page asks what waits. */
export interface Situation {
  readonly slug: string;
  readonly roles: readonly Role[];
  readonly today: Day;
  readonly currency: string;
  readonly period: PeriodKey;
  readonly reportState: "none" | "draft" | "validated";
  readonly anyData: boolean;
  readonly objectives: readonly Held[];
  readonly proposed: number;
  readonly late: readonly { readonly accountName: string; readonly lastDay: Day }[];
  /** Texts of the profile that are still empty. */
  readonly emptyTexts: number;
}

/** An export older than this leaves a week unknown. */
export const staleAfterDays = 8;

const urgencies = { act: 0, look: 1, hold: 2 } as const;

/** What this person can do next, most pressing first; nothing that their roles do not allow. */
export function waitingFor(situation: Situation, language: Language): Waiting[] {
  const may = (...roles: Role[]) => roles.some((role) => situation.roles.includes(role));
  const items: Waiting[] = [];
  const link = (path: string) => `/o/${situation.slug}${path}`;
  const text = words[language];
  if (!situation.anyData && may("admin", "manager", "community")) {
    items.push({ kind: "import", ...text.firstImport, urgency: "act", link: link("/imports") });
  }
  for (const held of situation.objectives.filter(fails)) {
    items.push({
      kind: "late-objective",
      title: text.late(held.attainment.verdict === "missed"),
      detail: `${capital(progressText(held, situation.currency, language))}.`,
      urgency: held.attainment.verdict === "missed" ? "act" : "look",
      link: link("/objectives"),
    });
  }
  if (situation.anyData && situation.reportState !== "validated" && may("manager")) {
    items.push({
      kind: "validate-report",
      title: text.report(situation.period),
      detail: situation.reportState === "draft" ? text.reportDraft : text.reportNew,
      urgency: "look",
      link: link(`/reports/${situation.period}`),
    });
  }
  if (may("admin", "manager", "community")) {
    for (const { accountName, lastDay } of situation.late) {
      items.push({
        kind: "stale-account",
        title: text.stale(accountName),
        detail: text.staleDetail(lastDay, daysBetween(lastDay, situation.today)),
        urgency: "look",
        link: link("/imports"),
      });
    }
  }
  if (situation.objectives.length === 0 && situation.proposed === 0 && may("manager", "decider")) {
    items.push({ kind: "propose-objective", ...text.propose, urgency: "look", link: link("/objectives") });
  }
  if (situation.proposed > 0 && may("manager")) {
    items.push({
      kind: "adopt-objective",
      ...text.adopt(situation.proposed),
      urgency: "hold",
      link: link("/objectives"),
    });
  }
  if (situation.emptyTexts > 0 && may("admin", "manager")) {
    items.push({
      kind: "complete-profile",
      ...text.profile(situation.emptyTexts),
      urgency: "hold",
      link: link("/organisation"),
    });
  }
  return items
    .map((item, index) => ({ item, index }))
    .sort((a, b) => urgencies[a.item.urgency] - urgencies[b.item.urgency] || a.index - b.index)
    .map(({ item }) => item);
}

const words = {
  fr: {
    firstImport: {
      title: "Importer un premier export",
      detail: "Déposez le fichier d’un réseau tel qu’il vous l’a donné\u00a0: Vigie le reconnaît.",
    },
    late: (missed: boolean) => (missed ? "Un objectif a passé son échéance" : "Un objectif est en retard"),
    report: (period: PeriodKey) => `Valider le rapport ${period.includes("W") ? "de la " : "d"}${monthly(period)}`,
    reportDraft: "Un brouillon attend votre relecture.",
    reportNew: "Le résumé est rédigé\u00a0: relisez-le, corrigez-le, validez-le.",
    stale: (name: string) => `Importer l’export de ${name}`,
    staleDetail: (last: Day, days: number) =>
      `Ses chiffres s’arrêtent au ${dayText(last, "fr")}, il y a ${days}${hard}jours.`,
    propose: {
      title: "Proposer un premier objectif",
      detail: "Sans objectif, un chiffre n’est ni bon ni mauvais. Un modèle vous attend.",
    },
    adopt: (count: number) => ({
      title:
        count === 1
          ? "Un objectif proposé attend son adoption"
          : `${capital(countWord(count, "fr"))} objectifs proposés attendent leur adoption`,
      detail: "Une fois adopté, un objectif ne change plus sans raison écrite.",
    }),
    profile: (count: number) => ({
      title: "Compléter le profil",
      detail: `${capital(countWord(count, "fr"))} ${count === 1 ? "des quatre textes est vide" : "des quatre textes sont vides"}\u00a0: histoire, environnement, culture, objectifs.`,
    }),
  },
  en: {
    firstImport: {
      title: "Import a first export",
      detail: "Drop a network’s file as it gave it to you: Vigie recognises it.",
    },
    late: (missed: boolean) => (missed ? "An objective has passed its due day" : "An objective is late"),
    report: (period: PeriodKey) => `Validate the report of ${periodText(period, "en")}`,
    reportDraft: "A draft waits for your review.",
    reportNew: "The summary is written: read it, correct it, validate it.",
    stale: (name: string) => `Import the export of ${name}`,
    staleDetail: (last: Day, days: number) => `Its figures stop on ${dayText(last, "en")}, ${days} days ago.`,
    propose: {
      title: "Propose a first objective",
      detail: "Without an objective a figure is neither good nor bad. A template is ready.",
    },
    adopt: (count: number) => ({
      title: `${capital(countWord(count, "en"))} proposed objective${count === 1 ? " waits" : "s wait"} for adoption`,
      detail: "Once adopted, an objective no longer changes without a written reason.",
    }),
    profile: (count: number) => ({
      title: "Complete the profile",
      detail: `${capital(countWord(count, "en"))} of the four texts ${count === 1 ? "is" : "are"} empty: history, environment, culture, aims.`,
    }),
  },
};

/** « semaine 46 », or the month with its elision: « ’octobre 2026 », « e novembre 2026 ». */
function monthly(period: PeriodKey): string {
  const text = periodText(period, "fr");
  if (period.includes("W")) return text;
  return /^[aeiouéàâ]/.test(text) ? `’${text}` : `e ${text}`;
}
