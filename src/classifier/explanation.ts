import type { Kind } from "./classify.ts";
import { TOKEN_EMOJI } from "./features.ts";
import { GROUP_BITS, type PhraseRule, phraseRules } from "./lexicon.ts";
import { HEAD } from "./model.ts";
import type { PersonalDataFound } from "./personal-data.ts";
import { wordAt } from "./reading.ts";
import { type NamedReason, type ReaderLanguage, reason, reasonNames, ruleNames } from "./reasons.ts";
import type { Scorer } from "./scoring.ts";
import { MASKED_BIT } from "./words.ts";

/** A place in the text and what it speaks for: a rule, a word group, or a polarity. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly label: PhraseRule | NamedReason | "negative" | "positive";
}

const MAX_REASONS = 4;
const MAX_QUOTED = 60;
/** Share of a word, in logits, from which it is worth showing. */
const WORTH_SHOWING = 0.12;

const rulesOfKind: Readonly<Partial<Record<Kind, readonly PhraseRule[]>>> = {
  threat: ["threat"],
  hate: ["hate"],
  complaint: ["complaint"],
  accusation: ["accusation"],
  question: ["question"],
  "irony-suspected": ["ironySign"],
  praise: ["praise", "negatedPraise"],
  spam: ["spam"],
};

const groupsOfKind: Readonly<Partial<Record<Kind, readonly (readonly [number, NamedReason])[]>>> = {
  insult: [[GROUP_BITS.insult, "insult-word"]],
  hate: [[GROUP_BITS.slur, "slur-word"]],
  threat: [[GROUP_BITS.threat, "threat-word"]],
};

function excerpt(text: string, start: number, end: number): string {
  const words = text.slice(start, end).replace(/\s+/g, " ").trim();
  return words.length > MAX_QUOTED ? `${words.slice(0, MAX_QUOTED).replace(/[\ud800-\udbff]$/, "")}…` : words;
}

/** The words that weigh most for a head, heaviest first. */
function heaviest(scorer: Scorer, head: number, limit: number): number[] {
  const { reading } = scorer;
  const best: number[] = [];
  const shares: number[] = [];
  for (let token = 0; token < reading.scan.count; token++) {
    if (reading.slots[token]! < 0) continue;
    const share = scorer.shareOf(reading.slots[token]!, head);
    if (share < WORTH_SHOWING) continue;
    const word = wordAt(scorer.table, reading, token);
    if ((word.bits & GROUP_BITS.functionWord) !== 0 && word.valence === 0) continue;
    let at = best.length;
    while (at > 0 && shares[at - 1]! < share) at--;
    if (at >= limit) continue;
    best.splice(at, 0, token);
    shares.splice(at, 0, share);
    if (best.length > limit) {
      best.pop();
      shares.pop();
    }
  }
  return best;
}

/** Why a kind is proposed: rules first, then word groups, then the words that weigh most in the model. */
export function kindReasons(
  kind: Kind,
  head: number,
  scorer: Scorer,
  text: string,
  language: ReaderLanguage,
  held: readonly PersonalDataFound[] = [],
): string[] {
  const { reading } = scorer;
  const { scan } = reading;
  const names = reasonNames[language];
  const reasons: string[] = [];
  const say = (name: string, words: string) => {
    const sentence = reason(name, words, language);
    if (reasons.length < MAX_REASONS && !reasons.includes(sentence)) reasons.push(sentence);
  };
  for (const { what, start, end } of held) say(names[what], excerpt(text, start, end));
  for (const rule of rulesOfKind[kind] ?? []) {
    const index = phraseRules.indexOf(rule);
    let longest = -1;
    for (let at = 0; at < reading.firingCount; at++) {
      const firing = reading.firings[at]!;
      if (firing.rule !== index) continue;
      const length = firing.to - firing.from;
      if (longest < 0 || length > reading.firings[longest]!.to - reading.firings[longest]!.from) longest = at;
    }
    if (longest >= 0) {
      const { from, to } = reading.firings[longest]!;
      say(ruleNames[language][rule], excerpt(text, scan.start[from]!, scan.end[to]!));
    }
  }
  for (const [bit, name] of groupsOfKind[kind] ?? []) {
    for (let token = 0; token < scan.count && reasons.length < MAX_REASONS; token++) {
      const word = wordAt(scorer.table, reading, token);
      if ((word.bits & bit) === 0) continue;
      const written = excerpt(text, scan.start[token]!, scan.end[token]!);
      say((word.bits & MASKED_BIT) !== 0 ? names["masked-word"] : names[name], written);
    }
  }
  if (kind === "question" && scan.questions > 0) say(names["question-mark"], "");
  if (kind === "spam" && scan.links > 0) say(names.link, "");
  if (head >= 0) {
    for (const token of heaviest(scorer, head, 2)) {
      const written = excerpt(text, scan.start[token]!, scan.end[token]!);
      if (scan.kind[token] === TOKEN_EMOJI) say(names.emoji, written);
      else if (!reasons.some((other) => other.includes(written))) say(language === "fr" ? "mot" : "word", written);
    }
  }
  // No word stands out: the sum of many small signs, the length or the style speaks.
  if (reasons.length === 0) say(names["whole-text"], "");
  return reasons;
}

/** Places of the rules and words behind the reading, in the order of the text. */
export function spansOf(
  scorer: Scorer,
  negative: number,
  neutral: number,
  positive: number,
  held: readonly PersonalDataFound[],
): Span[] {
  const { reading } = scorer;
  const { scan } = reading;
  const spans: Span[] = [];
  for (const { what, start, end } of held) spans.push({ start, end, label: what });
  for (let at = 0; at < reading.firingCount; at++) {
    const { rule, from, to } = reading.firings[at]!;
    const start = scan.start[from]!;
    const end = scan.end[to]!;
    const label = phraseRules[rule]!;
    const same = spans.findIndex((span) => span.label === label && span.start < end && start < span.end);
    if (same < 0) spans.push({ start, end, label });
    else {
      const other = spans[same]!;
      spans[same] = { start: Math.min(start, other.start), end: Math.max(end, other.end), label };
    }
  }
  if (reading.insults + reading.slurs + reading.threats > 0) {
    for (let token = 0; token < scan.count; token++) {
      const { bits } = wordAt(scorer.table, reading, token);
      if ((bits & 13) === 0) continue;
      const label =
        (bits & GROUP_BITS.slur) !== 0 ? "slur-word" : (bits & GROUP_BITS.insult) !== 0 ? "insult-word" : "threat-word";
      spans.push({ start: scan.start[token]!, end: scan.end[token]!, label });
    }
  }
  if (Math.max(negative, positive) > neutral) {
    const label = negative > positive ? "negative" : "positive";
    for (const token of heaviest(scorer, label === "negative" ? HEAD.negative : HEAD.positive, 3)) {
      spans.push({ start: scan.start[token]!, end: scan.end[token]!, label });
    }
  }
  if (spans.length > 1) spans.sort((a, b) => a.start - b.start || a.end - b.end);
  return spans;
}
