/**
 * What severity looks at: how sure each kind is in [0, 1], where 0.5 is the point from which it is proposed (see
 * `certaintyOf`), probabilities of what has no such point, signs, and how far the comment carries.
 */
export interface SeverityFacts {
  readonly threat: number;
  readonly hate: number;
  readonly insult: number;
  readonly accusation: number;
  readonly complaint: number;
  readonly spam: number;
  readonly negative: number;
  readonly toxicity: number;
  readonly personalData: number;
  /** Someone may be about to hurt themself: always looked at first. */
  readonly distress: boolean;
  /** The hostile words are turned to the reader ("you", « vous »). */
  readonly directed: boolean;
  /** Copies of the comment seen so far, itself included (one voice, N copies). */
  readonly copies?: number;
  /** People who may have seen it (views, or followers of the space). */
  readonly audience?: number;
}

export type Severity = 0 | 1 | 2 | 3;

/**
 * How sure a kind is beside the probability from which it is proposed: odds over the odds of the threshold, so that a
 * threat proposed at 8 % weighs as much as a complaint proposed at 35 %. Both in (0, 1); 0.5 at the threshold.
 */
export function certaintyOf(probability: number, threshold: number): number {
  const held = probability * (1 - threshold);
  return held / Math.max(1e-12, held + (1 - probability) * threshold);
}

/**
 * Points on which the level rests. The most serious kind counts alone (kinds do not add up, or a long grumble would
 * outrank a threat); a hostile word turned to the reader adds 0.2, each tenfold of copies 0.3, each tenfold of audience
 * above 1,000 people 0.2, these three only in proportion to what is there. Every argument can only raise the points.
 */
export function severityPoints(facts: SeverityFacts): number {
  const gravest = Math.max(
    facts.distress ? 3 : 0,
    3 * facts.threat,
    2.6 * facts.hate,
    1.85 * facts.insult,
    2 * facts.accusation,
    1.85 * facts.toxicity,
    1.8 * facts.personalData,
    1.3 * facts.complaint,
    1.1 * facts.negative,
    0.9 * facts.spam,
  );
  const reach =
    0.3 * Math.log10(Math.max(1, facts.copies ?? 1)) + 0.2 * Math.log10(Math.max(1, (facts.audience ?? 0) / 1000));
  const hostile = Math.max(facts.threat, facts.hate, facts.insult);
  return gravest + (facts.directed ? 0.2 * hostile : 0) + reach * Math.min(1, gravest);
}

/** 0 nothing to do · 1 answer in the day · 2 answer now, with care · 3 call someone (from 0.6, 1.4 and 2.1 points). */
export function severityOf(facts: SeverityFacts): Severity {
  const points = severityPoints(facts);
  if (points >= 2.1) return 3;
  if (points >= 1.4) return 2;
  if (points >= 0.6) return 1;
  return 0;
}
