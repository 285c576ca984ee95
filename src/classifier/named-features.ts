import { GROUP_BITS, type PhraseRule, phraseRules } from "./lexicon.ts";
import type { Reading } from "./reading.ts";
import { DURATION_BIT, FIRST_PERSON_BIT, NUMBER_BIT, SECOND_PERSON_BIT } from "./words.ts";

/**
 * Named features that only tell the medium: links, mentions, hashtags. They say who writes and where, never what is
 * felt, so that no polarity is learned from them.
 */
export const mediumFeatures: readonly number[] = [84, 85, 86, 88, 89, 90, 91];

/** Step of a count: 0, 1, 2–3, 4 and more (or a tally of valence). */
function step(value: number): number {
  return value <= 0 ? 0 : value < 2 ? 1 : value < 4 ? 2 : 3;
}

/** One bit per phrase rule, in the order of `phraseRules`. */
export const RULE_BITS = Object.fromEntries(phraseRules.map((rule, index) => [rule, 1 << index])) as Readonly<
  Record<PhraseRule, number>
>;
const RULE = RULE_BITS;

/** Named features of the whole text. Their numbers are part of the model file: only append. */
export function nameFeatures(reading: Reading, lastValence: number): void {
  const { scan, summary, rules, bits } = reading;
  let count = 0;
  const set = (feature: number, holds: boolean) => {
    if (holds) summary[count++] = feature;
  };
  const positive = step(reading.positives);
  const negative = step(reading.negatives);
  const emoji = reading.emojiValence;
  const bare = reading.realWords === 0 && scan.emojis > 0;
  summary[count++] = positive * 4 + negative;
  summary[count++] = 16 + (lastValence < 0 ? 0 : lastValence > 0 ? 2 : 1);
  summary[count++] =
    20 + (scan.emojis === 0 ? 0 : emoji <= -2 ? 1 : emoji < 0 ? 2 : emoji === 0 ? 3 : emoji < 2 ? 4 : 5);
  if (bare) summary[count++] = 28 + (emoji < 0 ? 0 : emoji > 0 ? 2 : 1);
  set(32 + Math.min(2, reading.insults), reading.insults > 0);
  set(36, reading.profanities > 0);
  set(37, reading.slurs > 0);
  set(38, reading.threats > 0);
  set(39, reading.masked > 0);
  const second = (bits & SECOND_PERSON_BIT) !== 0;
  set(40, second);
  set(41, (bits & FIRST_PERSON_BIT) !== 0);
  reading.directed =
    second && (reading.insults + reading.slurs + reading.threats > 0 || (rules & (RULE.threat | RULE.hate)) !== 0);
  set(42, second && reading.insults > 0);
  set(43, second && reading.threats > 0);
  set(44, (bits & NUMBER_BIT) !== 0);
  set(45, (bits & DURATION_BIT) !== 0);
  for (let rule = 0; rule < phraseRules.length; rule++) set(48 + rule, (rules & (1 << rule)) !== 0);
  const asks = scan.questions > 0;
  set(64, asks);
  set(65, scan.endsWithQuestion);
  set(66, reading.startsWithQuestionWord);
  set(67, reading.startsWithQuestionWord && scan.endsWithQuestion);
  set(68, asks && negative === 0 && positive === 0);
  set(69, asks && negative > 0);
  set(70, (rules & RULE.question) !== 0 && (rules & RULE.complaint) !== 0);
  set(71, (rules & RULE.question) !== 0 && (rules & RULE.complaint) === 0 && negative === 0);
  summary[count++] = 76 + step(scan.exclamations);
  set(80, scan.ellipses > 0);
  set(81, scan.quotes > 0);
  const cased = scan.capitals + scan.lowercase;
  set(82, cased >= 8 && scan.capitals * 2 > cased);
  set(83, scan.elongated > 0);
  set(84 + Math.min(2, scan.links), scan.links > 0);
  set(88, scan.mentions > 0);
  set(89 + Math.min(2, scan.hashtags), scan.hashtags > 0);
  const words = reading.realWords;
  summary[count++] = 96 + (words < 2 ? 0 : words < 4 ? 1 : words < 8 ? 2 : words < 16 ? 3 : words < 31 ? 4 : 5);
  set(104, (rules & RULE.complaint) !== 0 && positive > 0);
  set(105, (rules & RULE.ironySign) !== 0 && (rules & RULE.complaint) !== 0);
  set(106, (rules & RULE.ironySign) !== 0 && negative > 0);
  set(107, (rules & RULE.counterSpeech) !== 0 && (reading.slurs + reading.insults > 0 || (rules & RULE.hate) !== 0));
  set(108, scan.quotes > 0 && reading.slurs + reading.insults > 0);
  set(109, reading.wry);
  set(110, reading.applause && negative > 0);
  set(111, positive > 0 && negative > 0 && (bits & GROUP_BITS.contrast) !== 0);
  set(112, emoji < 0 && positive > 0);
  set(113, emoji > 0 && negative > 0);
  set(114, scan.links > 0 && scan.hashtags > 0 && negative === 0 && positive === 0);
  set(115, reading.wry && positive > 0);
  set(116, scan.ellipses > 0 && positive > 0);
  set(117, (rules & RULE.praise) !== 0 && (rules & RULE.complaint) === 0 && negative === 0);
  const people = (bits & GROUP_BITS.people) !== 0;
  const condemned = (bits & GROUP_BITS.condemnation) !== 0;
  const quoted = scan.quotes >= 2;
  set(118, people && quoted);
  set(119, condemned);
  set(120, condemned && quoted);
  set(121, people && condemned);
  set(122, people);
  set(123, people && negative > 0);
  summary[count++] = 124 + Math.min(3, reading.strongPositives) * 4 + Math.min(3, reading.strongNegatives);
  summary[count++] = 140 + (reading.firstValence < 0 ? 0 : reading.firstValence > 0 ? 2 : 1);
  const lean = (reading.positives - reading.negatives) / Math.sqrt(words + 1);
  summary[count++] =
    144 + (lean <= -1 ? 0 : lean < -0.4 ? 1 : lean < 0 ? 2 : lean === 0 ? 3 : lean < 0.4 ? 4 : lean < 1 ? 5 : 6);
  summary[count++] =
    152 +
    (lastValence < 0 ? 0 : lastValence > 0 ? 2 : 1) * 3 +
    (reading.firstValence < 0 ? 0 : reading.firstValence > 0 ? 2 : 1);
  const harm = reading.harms > 0;
  const where = reading.whereabouts > 0;
  const fails = reading.failures > 0;
  const waits = reading.waits > 0;
  const staff = (bits & GROUP_BITS.staff) !== 0;
  const wrong = (bits & GROUP_BITS.wrongdoing) !== 0;
  const money = (bits & GROUP_BITS.money) !== 0;
  const first = (bits & FIRST_PERSON_BIT) !== 0;
  const numbered = (bits & NUMBER_BIT) !== 0;
  const plain = positive === 0 && negative === 0;
  if (harm) {
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
  if (wrong) {
    set(185, true);
    set(186, staff);
    set(187, people);
    set(188, second);
    set(189, money);
    set(190, asks);
    set(191, first);
  }
  if (fails) {
    summary[count++] = 192 + Math.min(3, reading.failures);
    set(196, numbered);
    set(197, waits);
    set(198, scan.endsWithQuestion);
    set(199, positive > 0);
    set(200, plain);
    set(201, first);
    set(202, positive > 0 && scan.exclamations > 0);
    set(203, scan.links > 0);
    set(204, money);
  }
  if (waits) {
    summary[count++] = 205 + Math.min(3, reading.waits);
    set(209, numbered);
    set(210, scan.endsWithQuestion);
    set(211, positive > 0);
    set(212, plain);
    set(213, first);
    set(214, (bits & DURATION_BIT) !== 0);
  }
  if (staff) {
    set(215, true);
    set(216, positive > 0);
    set(217, negative > 0);
    set(218, second);
  }
  if (money) {
    set(219, true);
    set(220, positive > 0);
    set(221, numbered);
    set(222, first);
  }
  reading.summaryCount = count;
}
