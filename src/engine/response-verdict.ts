import { withFrenchSpaces } from "./curves-refusals.ts";

/** May the curves be used to move money? */
export interface Verdict {
  readonly status: "reliable" | "weak" | "insufficient";
  readonly reasons: readonly VerdictReason[];
}

export interface VerdictReason {
  readonly code: ReasonCode;
  readonly params: Readonly<Record<string, string | number>>;
  readonly fr: string;
  readonly en: string;
}

/** What the verdict is drawn from. */
export interface VerdictEvidence {
  readonly converged: boolean;
  readonly periods: number;
  readonly parameters: number;
  /** channels; share of the prior's variance of ln ROI that the data removed, and distance from the prior in its deviations */
  readonly channels: readonly {
    readonly name: string;
    readonly learned: number;
    readonly surprise: number;
    /** Periods with any spend. */
    readonly active: number;
  }[];
  readonly r2: number;
  readonly holdoutPeriods: number;
  readonly holdoutCoverage90: number | null;
  /** Pairs of channels whose media are correlated above 0.9. */
  readonly correlated: readonly { readonly one: string; readonly other: string; readonly correlation: number }[];
  /** Autocorrelation of the residuals at one period. */
  readonly residualMemory: number;
  /** Channels whose spend follows the residual of the period before. */
  readonly followers: readonly string[];
  /** Channels that the data would rather describe by an S-shaped curve than by the concave one used. */
  readonly thresholds: readonly string[];
}

type Params = Readonly<Record<string, string | number>>;
const REASONS = {
  "not-converged": () => [
    "Le calcul n’a pas convergé, même en prenant son temps : ses résultats ne peuvent pas être utilisés.",
    "The calculation did not converge, even when given more time: its results cannot be used.",
  ],
  "fewer-periods-than-parameters": ({ periods, parameters }: Params) => [
    `Il y a ${periods} périodes pour ${parameters} inconnues : les courbes viennent des hypothèses de départ, pas de vos données.`,
    `There are ${periods} periods for ${parameters} unknowns: the curves come from the starting assumptions, not from your data.`,
  ],
  "nothing-learned": () => [
    "Aucun canal n’a assez varié pour que son effet se voie : les courbes sont des moyennes supposées.",
    "No channel varied enough for its effect to show: the curves are assumed averages.",
  ],
  "channel-not-learned": ({ channel }: Params) => [
    `« ${channel} » : l’estimation vient des hypothèses de départ plus que de vos données.`,
    `"${channel}": the estimate comes from the starting assumptions more than from your data.`,
  ],
  "short-history": ({ periods }: Params) => [
    `L’historique est court (${periods} périodes) : quelques semaines de plus peuvent changer les courbes.`,
    `The history is short (${periods} periods): a few more weeks may change the curves.`,
  ],
  "rarely-active": ({ channel, active }: Params) => [
    `« ${channel} » n’a dépensé que sur ${active} période(s) : la forme de sa courbe est supposée.`,
    `"${channel}" spent in ${active} period(s) only: the shape of its curve is assumed.`,
  ],
  "prior-contradicted": ({ channel }: Params) => [
    `« ${channel} » : vos données contredisent l’hypothèse de départ ; vérifiez l’unité de la dépense et du résultat.`,
    `"${channel}": your data contradict the starting assumption; check the units of the spend and of the outcome.`,
  ],
  "channels-move-together": ({ one, other }: Params) => [
    `« ${one} » et « ${other} » ont presque toujours varié ensemble : leurs effets se partagent au jugé.`,
    `"${one}" and "${other}" nearly always moved together: their effects are shared out by guess.`,
  ],
  "poor-fit": ({ percent }: Params) => [
    `Le modèle n’explique que ${percent} % des variations du résultat.`,
    `The model explains only ${percent}% of the outcome’s variation.`,
  ],
  "future-missed": ({ percent, periods }: Params) => [
    `Sur les ${periods} dernières périodes mises de côté, ${percent} % seulement tombent dans l’intervalle à 90 %.`,
    `Of the last ${periods} periods set aside, only ${percent}% fall inside the 90% interval.`,
  ],
  "something-missing": () => [
    "Les écarts se suivent d’une période à l’autre : quelque chose d’important manque dans le fichier (saison, promotion, concurrence…).",
    "Errors follow each other from one period to the next: something important is missing from the file (season, promotion, competition…).",
  ],
  "spend-follows-demand": ({ channel }: Params) => [
    `« ${channel} » semble dépenser davantage après de bonnes périodes : son effet est peut-être surestimé. Un essai le dirait.`,
    `"${channel}" seems to spend more after good periods: its effect may be overstated. An experiment would tell.`,
  ],
  "threshold-suspected": ({ channel }: Params) => [
    `« ${channel} » : sous une certaine somme, la dépense semble sans effet. Recommencez avec une courbe en S (« hill-free »).`,
    `"${channel}": below a certain amount the spend seems to have no effect. Fit again with an S-shaped curve ("hill-free").`,
  ],
} satisfies Record<string, (params: Params) => readonly string[]>;

export type ReasonCode = keyof typeof REASONS;

/** Share of the prior's variance below which a channel has not been learned. */
export const LEARNED = 0.2;

/** Periods, and periods of activity of a channel, from which a curve may be called reliable. */
const LONG_ENOUGH = 12;
const ACTIVE_ENOUGH = 6;

/**
 * Draws the verdict: `insufficient` when the figures should not be shown as advice, `weak` when they should be shown with a
 * warning, `reliable` when nothing speaks against them. Every reason carries its sentence.
 */
export function verdictOf(evidence: VerdictEvidence): Verdict {
  const grave: VerdictReason[] = [];
  const light: VerdictReason[] = [];
  if (!evidence.converged) grave.push(reason("not-converged", {}));
  if (evidence.periods < evidence.parameters) {
    grave.push(reason("fewer-periods-than-parameters", { periods: evidence.periods, parameters: evidence.parameters }));
  }
  if (evidence.channels.every((channel) => channel.learned < LEARNED)) grave.push(reason("nothing-learned", {}));
  else {
    for (const { name, learned } of evidence.channels) {
      if (learned < LEARNED) light.push(reason("channel-not-learned", { channel: name }));
    }
  }
  if (evidence.periods < LONG_ENOUGH) light.push(reason("short-history", { periods: evidence.periods }));
  for (const { name, active } of evidence.channels) {
    if (active < ACTIVE_ENOUGH) light.push(reason("rarely-active", { channel: name, active }));
  }
  for (const { name, surprise } of evidence.channels) {
    if (surprise > 2.5) light.push(reason("prior-contradicted", { channel: name }));
  }
  for (const { one, other } of evidence.correlated) light.push(reason("channels-move-together", { one, other }));
  if (evidence.r2 < 0.2) light.push(reason("poor-fit", { percent: Math.max(0, Math.round(100 * evidence.r2)) }));
  if (evidence.holdoutCoverage90 !== null && evidence.holdoutPeriods >= 4 && evidence.holdoutCoverage90 < 0.6) {
    const percent = Math.round(100 * evidence.holdoutCoverage90);
    light.push(reason("future-missed", { percent, periods: evidence.holdoutPeriods }));
  }
  if (evidence.residualMemory > Math.max(0.4, 3 / Math.sqrt(evidence.periods)))
    light.push(reason("something-missing", {}));
  for (const channel of evidence.followers) light.push(reason("spend-follows-demand", { channel }));
  for (const channel of evidence.thresholds) light.push(reason("threshold-suspected", { channel }));
  const status = grave.length > 0 ? "insufficient" : light.length > 0 ? "weak" : "reliable";
  return { status, reasons: [...grave, ...light] };
}

function reason(code: ReasonCode, params: Params): VerdictReason {
  const [fr, en] = REASONS[code](params) as [string, string];
  return { code, params, fr: withFrenchSpaces(fr), en };
}
