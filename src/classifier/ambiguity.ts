import type { ReaderLanguage } from "./reasons.ts";

/** Each way in which a comment may be misread. */
export const ambiguitySigns = [
  "uncertain",
  "rule-model-clash",
  "polarity-clash",
  "irony",
  "emoji-clash",
  "quoted-hate",
  "distress",
] as const;
export type AmbiguitySign = (typeof ambiguitySigns)[number];

/** What the signs are read from; probabilities in [0, 1]. */
export interface AmbiguityFacts {
  readonly negative: number;
  readonly neutral: number;
  readonly positive: number;
  readonly irony: number;
  /** Number of polarities the conformal set keeps, when the team's labels gave thresholds; 0 when unknown. */
  readonly conformalSize: number;
  readonly certainty: number;
  readonly ironyThreshold: number;
  /** Tallies of valence of words, and of emoji. */
  readonly positives: number;
  readonly negatives: number;
  readonly emojiValence: number;
  readonly wry: boolean;
  readonly applause: boolean;
  readonly complaintFact: boolean;
  readonly praiseRule: boolean;
  readonly negatedPraise: boolean;
  readonly ironyRule: boolean;
  readonly threatRule: boolean;
  readonly counterSpeech: boolean;
  /** The model itself reads the text as one that reports or condemns hateful words. */
  readonly quotation: boolean;
  readonly hostileWords: number;
  readonly hateRule: boolean;
  readonly hate: number;
  readonly threat: number;
  readonly quotes: boolean;
  readonly ellipsis: boolean;
  readonly distress: boolean;
  readonly onlyEmoji: boolean;
}

/** The signs that a comment may be misread; none means that the reading can be taken as it is. */
export function ambiguityOf(facts: AmbiguityFacts): AmbiguitySign[] {
  const signs: AmbiguitySign[] = [];
  const best = Math.max(facts.negative, facts.neutral, facts.positive);
  if (facts.distress) signs.push("distress");
  const hateful = facts.hostileWords > 0 || facts.hateRule || facts.hate > 0.3;
  if (facts.quotation || (facts.counterSpeech && hateful)) signs.push("quoted-hate");
  const pleased = facts.positives >= 2 || facts.applause || facts.praiseRule;
  const grievance = facts.complaintFact || facts.negatives >= 2;
  if (
    facts.irony >= facts.ironyThreshold ||
    (facts.ironyRule && (facts.complaintFact || (pleased && facts.irony >= 0.6 * facts.ironyThreshold))) ||
    (facts.wry && (facts.positives > 0 || facts.ironyRule))
  ) {
    signs.push("irony");
  }
  if (pleased && facts.complaintFact && !facts.negatedPraise) signs.push("polarity-clash");
  if (
    (facts.emojiValence >= 2 && grievance && facts.positives === 0) ||
    (facts.emojiValence <= -2 && facts.positives >= 2 && facts.negatives === 0)
  ) {
    signs.push("emoji-clash");
  }
  if (
    (facts.threatRule && facts.threat < 0.5) ||
    (facts.complaintFact && !facts.negatedPraise && facts.positive >= 0.6) ||
    (facts.praiseRule && !grievance && facts.negative >= 0.6)
  ) {
    signs.push("rule-model-clash");
  }
  // The conformal set covers the truth nine times in ten, so that on hard texts it seldom holds one polarity alone: it
  // can lift the doubt, and only a reading that hesitates raises it.
  if (!facts.onlyEmoji && facts.conformalSize !== 1 && best < facts.certainty) signs.push("uncertain");
  return signs;
}

export const signSentences: Readonly<Record<ReaderLanguage, Readonly<Record<AmbiguitySign, string>>>> = {
  fr: {
    uncertain: "lecture incertaine : aucune polarité ne se détache",
    "rule-model-clash": "une règle et le modèle ne disent pas la même chose",
    "polarity-clash": "des mots positifs accompagnent un fait de réclamation",
    irony: "signes d’ironie",
    "emoji-clash": "les émojis contredisent les mots",
    "quoted-hate": "des propos haineux semblent cités ou dénoncés",
    distress: "la personne semble en détresse : à lire par quelqu’un tout de suite",
  },
  en: {
    uncertain: "uncertain reading: no polarity stands out",
    "rule-model-clash": "a rule and the model disagree",
    "polarity-clash": "positive words go with a complaint fact",
    irony: "signs of irony",
    "emoji-clash": "the emoji contradict the words",
    "quoted-hate": "hateful words seem quoted or condemned",
    distress: "the person seems in distress: someone should read this at once",
  },
};
