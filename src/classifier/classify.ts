import { type AmbiguitySign, ambiguityOf, signSentences } from "./ambiguity.ts";
import { polarityOf } from "./calibration.ts";
import { kindReasons, type Span, spansOf } from "./explanation.ts";
import { type LanguageReading, readLanguage } from "./language.ts";
import { GROUP_BITS } from "./lexicon.ts";
import { HEAD, HEADS, type Model } from "./model.ts";
import { RULE_BITS } from "./named-features.ts";
import { findPersonalData } from "./personal-data.ts";
import type { ReaderLanguage } from "./reasons.ts";
import { createScorer, type Delta, type Scorer } from "./scoring.ts";
import { certaintyOf, type Severity, severityOf } from "./severity.ts";

export const kinds = [
  "insult",
  "threat",
  "hate",
  "complaint",
  "accusation",
  "question",
  "irony-suspected",
  "praise",
  "spam",
  "personal-data",
] as const;
export type Kind = (typeof kinds)[number];

export interface ProposedKind {
  readonly kind: Kind;
  readonly probability: number;
  /** Words of the comment and named rules, in the reader's language; at most four. */
  readonly reasons: readonly string[];
}

/** A proposed reading: a person decides what is done with it. */
export interface Triage extends LanguageReading {
  /** Probabilities that add up to 1. */
  readonly polarity: { readonly negative: number; readonly neutral: number; readonly positive: number };
  readonly toxicity: number;
  /** Kinds proposed, most probable first; several may hold at once. */
  readonly kinds: readonly ProposedKind[];
  readonly severity: Severity;
  readonly ambiguous: {
    readonly value: boolean;
    readonly signs: readonly AmbiguitySign[];
    readonly reasons: readonly string[];
  };
  /** Where in the text (UTF-16 offsets, end excluded) the words stand that led there. */
  readonly spans: readonly Span[];
}

export interface TriageOptions {
  /** Language of the reasons; French when absent. */
  readonly language?: ReaderLanguage;
  readonly copies?: number;
  readonly audience?: number;
}

/** What a team's labels changed: see team-learning.ts. */
export interface TeamAdjustment {
  readonly delta?: Delta;
  readonly slopes?: readonly number[];
  readonly offsets?: readonly number[];
  /** A polarity is kept in the conformal set when its probability reaches this. */
  readonly conformal?: number;
  /** The reading is uncertain only below this highest polarity probability, however large the conformal set. */
  readonly certainty?: number;
}

export interface TriageReader {
  (text: string, options?: TriageOptions): Triage;
  /** The same decision without its reasons: what a queue needs to sort a great many comments. */
  probabilities(text: string): Readonly<Record<string, number>>;
  /** Decides only, and leaves the probabilities (one per head, polarity first) in an array that is reused. */
  decide(text: string): Float64Array;
  readonly scorer: Scorer;
}

const sigmoid = (logit: number) => 1 / (1 + Math.exp(-logit));

/** Heads of the model that are kinds, with the kind's name. */
const kindHeads: readonly (readonly [Kind, number])[] = [
  ["threat", HEAD.threat],
  ["hate", HEAD.hate],
  ["insult", HEAD.insult],
  ["accusation", HEAD.accusation],
  ["complaint", HEAD.complaint],
  ["irony-suspected", HEAD.irony],
  ["question", HEAD.question],
  ["spam", HEAD.spam],
  ["praise", HEAD.praise],
];

/** Room left between the probability of a rule alone and a certainty: a rule is right often, not always. */
const RULE_FLOOR = 0.62;
/** The same for rules that are right a little less often. */
const WEAK_RULE_FLOOR = 0.53;
/** Under every threshold from which hate or a threat is proposed; the same for an insult. */
const UNPROPOSED = 0.05;
const UNPROPOSED_INSULT = 0.3;

/** Makes a reader of comments from a model. The reader keeps buffers: use one per thread. */
export function createTriage(model: Model, team: TeamAdjustment = {}): TriageReader {
  const scorer = createScorer(model, team.delta);
  const { reading, logits } = scorer;
  const slopes = team.slopes ?? model.facts.slopes;
  const offsets = team.offsets ?? model.facts.offsets;
  const chances = new Float64Array(HEADS + 1);
  const NEUTRAL = HEADS;
  const polarityCalibration = {
    slope: slopes[HEAD.negative]!,
    negativeOffset: offsets[HEAD.negative]!,
    positiveOffset: offsets[HEAD.positive]!,
  };
  const raise = (head: number, to: number) => {
    if (chances[head]! < to) chances[head] = to;
  };
  const lower = (head: number, to: number) => {
    if (chances[head]! > to) chances[head] = to;
  };

  /** Gives a polarity a probability, and shares the rest as it was. */
  const setPolarity = (head: number, to: number) => {
    const rest = (1 - to) / Math.max(1e-9, 1 - chances[head]!);
    for (const other of [HEAD.negative, HEAD.positive, NEUTRAL]) chances[other] = chances[other]! * rest;
    chances[head] = to;
  };
  /** Words about a group of people between quotation marks, in a text that does not rejoice. */
  const quotesPeople = () =>
    reading.scan.quotes >= 2 && (reading.bits & GROUP_BITS.people) !== 0 && chances[HEAD.positive]! < 0.5;
  /** A phrase or quotation marks say that hateful words are reported or condemned. */
  const quotesOpenly = () =>
    (reading.rules & RULE_BITS.counterSpeech) !== 0 ||
    quotesPeople() ||
    (reading.scan.quotes >= 2 && (reading.slurs > 0 || (reading.rules & RULE_BITS.hate) !== 0));
  const readsAsQuotation = () => chances[HEAD.quotation]! >= model.facts.thresholds[HEAD.quotation]!;

  const decide = (text: string): Float64Array => {
    scorer.score(text);
    const { rules, scan } = reading;
    for (let head = 2; head < HEADS; head++) chances[head] = sigmoid(slopes[head]! * logits[head]! + offsets[head]!);
    const polarity = polarityOf(logits[HEAD.negative]!, logits[HEAD.positive]!, polarityCalibration);
    chances[HEAD.negative] = polarity.negative;
    chances[HEAD.positive] = polarity.positive;
    chances[NEUTRAL] = polarity.neutral;
    if (reading.realWords === 0) {
      // Nothing but emoji, numbers or links: the table of emoji speaks, and without emoji the text is neutral.
      const valence = reading.emojiValence;
      chances[HEAD.negative] = valence < 0 ? 0.86 : valence > 0 ? 0.04 : 0.1;
      chances[HEAD.positive] = valence > 0 ? 0.86 : valence < 0 ? 0.04 : 0.1;
      chances[NEUTRAL] = valence === 0 ? 0.8 : 0.1;
      for (let head = 2; head < HEADS; head++) lower(head, 0.2);
      if (scan.questions > 0) raise(HEAD.question, 0.55);
      return chances;
    }
    const hostile = reading.insults + reading.slurs;
    // Without an open sign, the likelier of the two readings wins: hate, or hate that is reported.
    const quoted = quotesOpenly() || (readsAsQuotation() && chances[HEAD.quotation]! >= chances[HEAD.hate]!);
    if ((rules & RULE_BITS.threat) !== 0 && !quoted && (rules & RULE_BITS.negatedPraise) === 0) {
      raise(HEAD.threat, chances[HEAD.positive]! > 0.6 ? 0.4 : RULE_FLOOR);
    }
    if (!quoted && reading.insults > 0) raise(HEAD.insult, scan.quotes > 0 ? 0.45 : 0.6);
    if (!quoted && (reading.slurs > 0 || (rules & RULE_BITS.hate) !== 0)) {
      raise(HEAD.hate, (rules & RULE_BITS.hate) !== 0 ? RULE_FLOOR : 0.45);
    }
    if (quoted && (hostile > 0 || (rules & RULE_BITS.hate) !== 0 || chances[HEAD.hate]! > 0.3)) {
      // Hate that is quoted and condemned is not the author's: a person reads it (sign "quoted-hate").
      lower(HEAD.hate, UNPROPOSED);
      lower(HEAD.insult, UNPROPOSED_INSULT);
    }
    if ((rules & RULE_BITS.distress) !== 0) {
      // Who speaks of ending their own life threatens nobody: a person reads it first (sign "distress").
      lower(HEAD.threat, UNPROPOSED);
    }
    const gladOfPeople =
      reading.positives > 0 && reading.negatives === 0 && hostile + reading.harms === 0 && !reading.wry;
    if (gladOfPeople && (rules & (RULE_BITS.hate | RULE_BITS.ironySign)) === 0) {
      // A group of people in a text with a glad word and no dark one is spoken of, not hated.
      lower(HEAD.hate, UNPROPOSED);
    }
    if (reading.realWords <= 2 && hostile + reading.threats + reading.harms + reading.profanities === 0) {
      // One or two words, none of them violent ("non", « ça va ») begin like many threats and are none; a bare thank-you
      // is taken at its word, unless a wry emoji, dots or quotation marks wink.
      if ((rules & (RULE_BITS.threat | RULE_BITS.hate)) === 0) {
        lower(HEAD.threat, UNPROPOSED);
        lower(HEAD.hate, UNPROPOSED);
      }
      const winks = reading.wry || reading.applause || scan.ellipses + scan.quotes > 0;
      if (!winks) lower(HEAD.irony, UNPROPOSED);
    }
    if (scan.endsWithQuestion) raise(HEAD.question, RULE_FLOOR);
    // A long text meets some turn of complaint by chance: when its words are mostly glad, the turn does not decide.
    const gladAtLength = reading.realWords >= 30 && reading.positives >= 2 * reading.negatives + 2;
    const complains = (rules & RULE_BITS.complaint) !== 0 && (rules & RULE_BITS.negatedPraise) === 0 && !gladAtLength;
    if (complains && chances[HEAD.positive]! < 0.6 && !scan.endsWithQuestion) raise(HEAD.complaint, WEAK_RULE_FLOOR);
    if ((rules & RULE_BITS.ironySign) !== 0 && (complains || chances[HEAD.complaint]! > 0.4)) {
      raise(HEAD.irony, WEAK_RULE_FLOOR);
    }
    if ((rules & RULE_BITS.accusation) !== 0 && !quoted) raise(HEAD.accusation, WEAK_RULE_FLOOR);
    if ((rules & (RULE_BITS.praise | RULE_BITS.negatedPraise)) !== 0 && chances[HEAD.positive]! > 0.5 && !complains) {
      raise(HEAD.praise, WEAK_RULE_FLOOR);
    }
    if ((rules & RULE_BITS.spam) !== 0) raise(HEAD.spam, scan.links > 0 ? RULE_FLOOR : WEAK_RULE_FLOOR);
    const worst = Math.max(chances[HEAD.threat]!, chances[HEAD.hate]!, chances[HEAD.insult]!);
    if (worst > 0.5) raise(HEAD.toxicity, worst * 0.9);
    // A grievance is negative even when none of its words is: the kind carries the polarity with it.
    const pleased = (chances[HEAD.positive]! > 0.75 || gladAtLength) && chances[HEAD.irony]! < 0.6;
    const grievance = pleased
      ? 0
      : 0.9 * Math.max(worst, chances[HEAD.complaint]!, chances[HEAD.accusation]!, chances[HEAD.irony]!);
    if (grievance > 0.45 && grievance > chances[HEAD.negative]!) setPolarity(HEAD.negative, grievance);
    const praisedByNegation =
      (rules & RULE_BITS.negatedPraise) !== 0 && (rules & (RULE_BITS.complaint | RULE_BITS.ironySign)) === 0;
    if (praisedByNegation && grievance <= 0.45 && hostile === 0 && !scan.endsWithQuestion) {
      // "Pas mal", "une tuerie": dark words that praise.
      if (chances[HEAD.positive]! < RULE_FLOOR) setPolarity(HEAD.positive, RULE_FLOOR);
      lower(HEAD.toxicity, 0.4);
      raise(HEAD.praise, WEAK_RULE_FLOOR);
    }
    return chances;
  };

  /** A kind that is not proposed weighs by its bare probability: a threshold of 8 % is no reason to call someone. */
  const sure = (head: number) => {
    const threshold = model.facts.thresholds[head]!;
    return chances[head]! < threshold ? chances[head]! : certaintyOf(chances[head]!, threshold);
  };

  const triage = (text: string, options: TriageOptions = {}): Triage => {
    decide(text);
    const language = options.language ?? "fr";
    const { rules, scan } = reading;
    const held = findPersonalData(text, scan.digits, scan.atSigns);
    const personalData = held.length === 0 ? 0 : held[0]!.what === "address" ? 0.7 : 0.95;
    const negative = chances[HEAD.negative]!;
    const neutral = chances[NEUTRAL]!;
    const positive = chances[HEAD.positive]!;
    const proposed: ProposedKind[] = [];
    for (const [kind, head] of kindHeads) {
      const probability = chances[head]!;
      if (probability >= model.facts.thresholds[head]!) {
        proposed.push({ kind, probability, reasons: kindReasons(kind, head, scorer, text, language) });
      }
    }
    if (held.length > 0) {
      const reasons = kindReasons("personal-data", -1, scorer, text, language, held);
      proposed.push({ kind: "personal-data", probability: personalData, reasons });
    }
    if (proposed.length > 1) proposed.sort((a, b) => b.probability - a.probability);
    const distress = (rules & RULE_BITS.distress) !== 0;
    let conformalSize = 0;
    if (team.conformal !== undefined) {
      conformalSize = +(negative >= team.conformal) + +(neutral >= team.conformal) + +(positive >= team.conformal);
      if (conformalSize === 0) conformalSize = 3;
    }
    const signs = ambiguityOf({
      negative,
      neutral,
      positive,
      irony: chances[HEAD.irony]!,
      conformalSize,
      certainty: team.certainty ?? model.facts.certainty,
      ironyThreshold: model.facts.ironyDoubt,
      positives: reading.positives,
      negatives: reading.negatives,
      emojiValence: reading.emojiValence,
      wry: reading.wry,
      applause: reading.applause,
      complaintFact: (rules & RULE_BITS.complaint) !== 0,
      praiseRule: (rules & RULE_BITS.praise) !== 0,
      negatedPraise: (rules & RULE_BITS.negatedPraise) !== 0,
      ironyRule: (rules & RULE_BITS.ironySign) !== 0,
      threatRule: (rules & RULE_BITS.threat) !== 0,
      counterSpeech: quotesOpenly() || readsAsQuotation(),
      quotation: readsAsQuotation() || quotesPeople(),
      hostileWords: reading.insults + reading.slurs,
      hateRule: (rules & RULE_BITS.hate) !== 0,
      hate: chances[HEAD.hate]!,
      threat: chances[HEAD.threat]!,
      quotes: scan.quotes > 0,
      ellipsis: scan.ellipses > 0,
      distress,
      onlyEmoji: reading.realWords === 0,
    });
    return {
      ...readLanguage(scorer),
      polarity: { negative, neutral, positive },
      toxicity: chances[HEAD.toxicity]!,
      kinds: proposed,
      severity: severityOf({
        threat: sure(HEAD.threat),
        hate: sure(HEAD.hate),
        insult: sure(HEAD.insult),
        accusation: sure(HEAD.accusation),
        complaint: sure(HEAD.complaint),
        spam: sure(HEAD.spam),
        negative,
        toxicity: chances[HEAD.toxicity]!,
        personalData,
        distress,
        directed: reading.directed,
        ...(options.copies === undefined ? {} : { copies: options.copies }),
        ...(options.audience === undefined ? {} : { audience: options.audience }),
      }),
      ambiguous: { value: signs.length > 0, signs, reasons: signs.map((sign) => signSentences[language][sign]) },
      spans: spansOf(scorer, negative, neutral, positive, held),
    };
  };

  return Object.assign(triage, {
    decide,
    scorer,
    probabilities(text: string): Readonly<Record<string, number>> {
      decide(text);
      const scores: Record<string, number> = {
        negative: chances[HEAD.negative]!,
        neutral: chances[NEUTRAL]!,
        positive: chances[HEAD.positive]!,
        toxicity: chances[HEAD.toxicity]!,
      };
      for (const [kind, head] of kindHeads) scores[kind] = chances[head]!;
      return scores;
    },
  });
}
