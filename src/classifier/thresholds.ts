/** What the whole reader answered to one text, in probabilities, beside what was true. */
export interface Answer {
  readonly probability: number;
  readonly truth: boolean;
}

/** (1 + β²)·TP / ((1 + β²)·TP + β²·FN + FP): recall weighs β times as much as precision (van Rijsbergen 1979). */
function fMeasure(answers: readonly Answer[], threshold: number, beta: number): number {
  let hits = 0;
  let missed = 0;
  let wrong = 0;
  for (const { probability, truth } of answers) {
    const proposed = probability >= threshold;
    if (truth && proposed) hits++;
    else if (truth) missed++;
    else if (proposed) wrong++;
  }
  const gained = (1 + beta * beta) * hits;
  return gained / Math.max(1, gained + beta * beta * missed + wrong);
}

/**
 * The probability from which a kind is proposed: the highest hundredth between `lowest` and 0.5 where the F-measure is
 * best. `beta` above 1 prefers a false alarm, which a person dismisses in a second, to a kind that is missed.
 */
export function fitThreshold(answers: readonly Answer[], beta: number, lowest: number): number {
  let best = -1;
  let threshold = 0.5;
  for (let step = 50; step >= Math.round(lowest * 100); step--) {
    const score = fMeasure(answers, step / 100, beta);
    if (score > best + 1e-9) {
      best = score;
      threshold = step / 100;
    }
  }
  return threshold;
}

/** What decides whether one comment is called doubtful. */
export interface DoubtFacts {
  readonly ironic: boolean;
  /** Probability of irony, and of the likeliest polarity. */
  readonly irony: number;
  readonly certainty: number;
  /** Another sign of ambiguity makes it doubtful anyway. */
  readonly otherSign: boolean;
}

/** Three polarities share 1: a reading whose likeliest one has less than this hesitates, whatever the budget. */
const LOWEST_CERTAINTY = 0.41;

/**
 * The doubt of irony and the certainty that find the most ironic comments while at most a share `budget` of the sincere
 * ones is called doubtful: a person who is asked too often no longer looks.
 */
export function fitDoubt(
  comments: readonly DoubtFacts[],
  budget: number,
): { readonly ironyDoubt: number; readonly certainty: number } {
  const sincere = comments.filter(({ ironic }) => !ironic).length;
  let best = { found: -1, asked: 0, ironyDoubt: 0.5, certainty: LOWEST_CERTAINTY };
  for (let irony = 50; irony >= 5; irony--) {
    for (let certain = Math.round(LOWEST_CERTAINTY * 100); certain <= 55; certain++) {
      let found = 0;
      let asked = 0;
      for (const comment of comments) {
        const doubtful = comment.otherSign || comment.irony >= irony / 100 || comment.certainty < certain / 100;
        if (doubtful && comment.ironic) found++;
        else if (doubtful) asked++;
      }
      if (asked > budget * sincere) continue;
      if (found > best.found || (found === best.found && asked < best.asked)) {
        best = { found, asked, ironyDoubt: irony / 100, certainty: certain / 100 };
      }
    }
  }
  return { ironyDoubt: best.ironyDoubt, certainty: best.certainty };
}
