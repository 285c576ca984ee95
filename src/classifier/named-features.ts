import { GROUP_BITS, type PhraseRule, phraseRules } from "./lexicon.ts";
import type { Reading } from "./reading.ts";
import { DURATION_BIT, FIRST_PERSON_BIT, NUMBER_BIT, SECOND_PERSON_BIT } from "./words.ts";

/**
 * Named features that only tell the medium: links, mentions, hashtags. They say who writes and where, never what is
 * felt, so that no polarity is learned from them.
 */
export const mediumFeatures: readonly number[] = [84, 85, 86, 88, 89, 90, 91];

/** One bit per phrase rule, in the order of `phraseRules`. */
export const RULE_BITS = Object.fromEntries(phraseRules.map((rule, index) => [rule, 1 << index])) as Readonly<
  Record<PhraseRule, number>
>;
const RULE = RULE_BITS;

/** What several of the functions below ask of a text, told once. */
interface Facts {
  positive: number;
  negative: number;
  second: boolean;
  first: boolean;
  numbered: boolean;
  asks: boolean;
}
const facts: Facts = { positive: 0, negative: 0, second: false, first: false, numbered: false, asks: false };

/** Named features of the whole text. Their numbers are part of the model file: only append. */
export function nameFeatures(reading: Reading, lastValence: number): void {
  const { scan, rules, bits } = reading;
  facts.positive = step(reading.positives);
  facts.negative = step(reading.negatives);
  facts.second = (bits & SECOND_PERSON_BIT) !== 0;
  facts.first = (bits & FIRST_PERSON_BIT) !== 0;
  facts.numbered = (bits & NUMBER_BIT) !== 0;
  facts.asks = scan.questions > 0;
  reading.directed =
    facts.second &&
    (reading.insults + reading.slurs + reading.threats > 0 || (rules & (RULE.threat | RULE.hate)) !== 0);
  let count = nameValence(reading, lastValence);
  count = nameStyle(reading, count);
  // Most comments hold no hostile word, no rule, no question, no emoji, no situation: each is asked once.
  if ((bits & HOSTILE_BITS) !== 0) count = nameHostility(reading, count);
  if (rules !== 0) count = nameRules(reading, count);
  if (facts.asks || reading.startsWithQuestionWord) count = nameQuestions(reading, count);
  if (scan.emojis > 0 || reading.emojiValence !== 0) count = nameEmoji(reading, count);
  if ((bits & PEOPLE_BITS) !== 0) count = namePeople(reading, count);
  if ((bits & SITUATION_BITS) !== 0) count = nameSituations(reading, count);
  reading.summaryCount = count;
}

const HOSTILE_BITS = GROUP_BITS.insult | GROUP_BITS.profanity | GROUP_BITS.slur | GROUP_BITS.threat;
const PEOPLE_BITS = GROUP_BITS.people | GROUP_BITS.condemnation;
const SITUATION_BITS =
  GROUP_BITS.harm |
  GROUP_BITS.whereabouts |
  GROUP_BITS.staff |
  GROUP_BITS.wrongdoing |
  GROUP_BITS.failure |
  GROUP_BITS.money |
  GROUP_BITS.waiting;

/** 0 leans to the bad, 1 to neither, 2 to the good. */
const side = (valence: number) => (valence < 0 ? 0 : valence > 0 ? 2 : 1);

function nameValence(reading: Reading, lastValence: number): number {
  const { summary, bits } = reading;
  const { positive, negative } = facts;
  const words = reading.realWords;
  const lean = (reading.positives - reading.negatives) / Math.sqrt(words + 1);
  let count = 0;
  summary[count++] = positive * 4 + negative;
  summary[count++] = 16 + side(lastValence);
  summary[count++] = 124 + Math.min(3, reading.strongPositives) * 4 + Math.min(3, reading.strongNegatives);
  summary[count++] = 140 + side(reading.firstValence);
  summary[count++] =
    144 + (lean <= -1 ? 0 : lean < -0.4 ? 1 : lean < 0 ? 2 : lean === 0 ? 3 : lean < 0.4 ? 4 : lean < 1 ? 5 : 6);
  summary[count++] = 152 + side(lastValence) * 3 + side(reading.firstValence);
  summary[count++] = 96 + (words < 2 ? 0 : words < 4 ? 1 : words < 8 ? 2 : words < 16 ? 3 : words < 31 ? 4 : 5);
  if (positive > 0 && negative > 0 && (bits & GROUP_BITS.contrast) !== 0) summary[count++] = 111;
  return count;
}

function nameStyle({ scan, summary, bits }: Reading, from: number): number {
  let count = from;
  const { positive, negative } = facts;
  const cased = scan.capitals + scan.lowercase;
  summary[count++] = 76 + step(scan.exclamations);
  if (facts.second) summary[count++] = 40;
  if (facts.first) summary[count++] = 41;
  if (facts.numbered) summary[count++] = 44;
  if ((bits & DURATION_BIT) !== 0) summary[count++] = 45;
  if (scan.ellipses > 0) {
    summary[count++] = 80;
    if (positive > 0) summary[count++] = 116;
  }
  if (scan.quotes > 0) summary[count++] = 81;
  if (cased >= 8 && scan.capitals * 2 > cased) summary[count++] = 82;
  if (scan.elongated > 0) summary[count++] = 83;
  if (scan.links > 0) summary[count++] = 84 + Math.min(2, scan.links);
  if (scan.mentions > 0) summary[count++] = 88;
  if (scan.hashtags > 0) {
    summary[count++] = 89 + Math.min(2, scan.hashtags);
    if (scan.links > 0 && negative === 0 && positive === 0) summary[count++] = 114;
  }
  return count;
}

function nameHostility(reading: Reading, from: number): number {
  const { scan, summary } = reading;
  let count = from;
  if (reading.insults > 0) {
    summary[count++] = 32 + Math.min(2, reading.insults);
    if (facts.second) summary[count++] = 42;
  }
  if (reading.profanities > 0) summary[count++] = 36;
  if (reading.slurs > 0) summary[count++] = 37;
  if (reading.threats > 0) {
    summary[count++] = 38;
    if (facts.second) summary[count++] = 43;
  }
  if (reading.masked > 0) summary[count++] = 39;
  if (scan.quotes > 0 && reading.slurs + reading.insults > 0) summary[count++] = 108;
  return count;
}

function nameRules(reading: Reading, from: number): number {
  const { summary, rules } = reading;
  const { positive, negative } = facts;
  const fired = (rule: number) => (rules & rule) !== 0;
  let count = from;
  for (let rule = 0; rule < phraseRules.length; rule++) if (fired(1 << rule)) summary[count++] = 48 + rule;
  const complains = fired(RULE.complaint);
  if (fired(RULE.question)) {
    if (complains) summary[count++] = 70;
    else if (negative === 0) summary[count++] = 71;
  }
  if (complains && positive > 0) summary[count++] = 104;
  if (fired(RULE.ironySign)) {
    if (complains) summary[count++] = 105;
    if (negative > 0) summary[count++] = 106;
  }
  if (fired(RULE.counterSpeech) && (reading.slurs + reading.insults > 0 || fired(RULE.hate))) summary[count++] = 107;
  if (fired(RULE.praise) && !complains && negative === 0) summary[count++] = 117;
  return count;
}

function nameQuestions(reading: Reading, from: number): number {
  const { scan, summary } = reading;
  const { positive, negative } = facts;
  let count = from;
  if (facts.asks) summary[count++] = 64;
  if (scan.endsWithQuestion) summary[count++] = 65;
  if (reading.startsWithQuestionWord) {
    summary[count++] = 66;
    if (scan.endsWithQuestion) summary[count++] = 67;
  }
  if (facts.asks && negative > 0) summary[count++] = 69;
  else if (facts.asks && positive === 0) summary[count++] = 68;
  return count;
}

function nameEmoji(reading: Reading, from: number): number {
  const { summary, emojiValence: emoji } = reading;
  const { positive, negative } = facts;
  let count = from;
  summary[count++] = 20 + (emoji <= -2 ? 1 : emoji < 0 ? 2 : emoji === 0 ? 3 : emoji < 2 ? 4 : 5);
  if (reading.realWords === 0) summary[count++] = 28 + side(emoji);
  if (reading.wry) {
    summary[count++] = 109;
    if (positive > 0) summary[count++] = 115;
  }
  if (reading.applause && negative > 0) summary[count++] = 110;
  if (emoji < 0 && positive > 0) summary[count++] = 112;
  if (emoji > 0 && negative > 0) summary[count++] = 113;
  return count;
}

function namePeople({ scan, summary, bits }: Reading, from: number): number {
  const people = (bits & GROUP_BITS.people) !== 0;
  const condemned = (bits & GROUP_BITS.condemnation) !== 0;
  const quoted = scan.quotes >= 2;
  let count = from;
  if (people) {
    summary[count++] = 122;
    if (quoted) summary[count++] = 118;
    if (condemned) summary[count++] = 121;
    if (facts.negative > 0) summary[count++] = 123;
  }
  if (condemned) {
    summary[count++] = 119;
    if (quoted) summary[count++] = 120;
  }
  return count;
}

/** What is told beside what: a way home beside a "you", a closed door beside a thank-you. */
function nameSituations(reading: Reading, from: number): number {
  const { scan, summary, bits } = reading;
  const { positive, negative, second, first, numbered, asks } = facts;
  const staff = (bits & GROUP_BITS.staff) !== 0;
  const money = (bits & GROUP_BITS.money) !== 0;
  const where = reading.whereabouts > 0;
  const plain = positive === 0 && negative === 0;
  let count = from;
  const set = (feature: number, holds: boolean) => {
    if (holds) summary[count++] = feature;
  };
  if (reading.harms > 0) {
    summary[count++] = 164 + Math.min(2, reading.harms);
    set(168, second);
    set(169, staff);
    set(170, first);
    set(171, where);
    set(172, positive > 0);
    set(173, second && first);
  }
  if (where) {
    summary[count++] = 174 + Math.min(3, reading.whereabouts);
    set(178, second);
    set(179, staff);
    set(180, plain);
    set(181, first);
    set(182, asks);
    set(183, scan.ellipses > 0);
    set(184, second && !first);
  }
  if ((bits & GROUP_BITS.wrongdoing) !== 0) {
    summary[count++] = 185;
    set(186, staff);
    set(187, (bits & GROUP_BITS.people) !== 0);
    set(188, second);
    set(189, money);
    set(190, asks);
    set(191, first);
  }
  if (reading.failures > 0) {
    summary[count++] = 192 + Math.min(3, reading.failures);
    set(196, numbered);
    set(197, reading.waits > 0);
    set(198, scan.endsWithQuestion);
    set(199, positive > 0);
    set(200, plain);
    set(201, first);
    set(202, positive > 0 && scan.exclamations > 0);
    set(203, scan.links > 0);
    set(204, money);
  }
  if (reading.waits > 0) {
    summary[count++] = 205 + Math.min(3, reading.waits);
    set(209, numbered);
    set(210, scan.endsWithQuestion);
    set(211, positive > 0);
    set(212, plain);
    set(213, first);
    set(214, (bits & DURATION_BIT) !== 0);
  }
  if (staff) {
    summary[count++] = 215;
    set(216, positive > 0);
    set(217, negative > 0);
    set(218, second);
  }
  if (money) {
    summary[count++] = 219;
    set(220, positive > 0);
    set(221, numbered);
    set(222, first);
  }
  return count;
}

/** Step of a count: 0, 1, 2–3, 4 and more (or a tally of valence). */
function step(value: number): number {
  return value <= 0 ? 0 : value < 2 ? 1 : value < 4 ? 2 : 3;
}
