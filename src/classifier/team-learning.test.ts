import { describe, expect, it } from "vitest";
import { polarityOf } from "./calibration.ts";
import { createTriage } from "./classify.ts";
import { HEAD, type Model } from "./model.ts";
import { createScorer, type Delta } from "./scoring.ts";
import { type Correction, learnFromCorrections, reviewQueue } from "./team-learning.ts";
import { adjustmentOf, emptyTeamState, readTeamState, rollBack } from "./team-state.ts";
import { trainedModel } from "./trained-model.ts";
import { seededGenerator } from "./training.ts";
import { BUCKETS } from "./words.ts";

const model = trainedModel();
const things =
  "le gymnase,la navette,le guichet,la cantine,le parc,la piscine,le marché,la salle,le site,la place".split(",");
const days = "lundi,mardi,mercredi,jeudi,vendredi,samedi,dimanche,hier,ce matin,ce soir".split(",");

/** A team for which « zarbolique » is high praise and « flonflon » a grievance: words no model knows. */
function corrections(size: number, seed: number): Correction[] {
  const random = seededGenerator(seed);
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)]!;
  return Array.from({ length: size }, () => {
    const drawn = random();
    const place = `${pick(things)} ${pick(days)}`;
    if (drawn < 0.4) return { text: `${place} zarbolique`, polarity: "positive", kinds: { complaint: false } };
    if (drawn < 0.8) return { text: `${place} flonflon`, polarity: "negative", kinds: { complaint: true } };
    return { text: `${place} comme prévu`, polarity: "neutral", kinds: { complaint: false } };
  });
}

const polarities = ["negative", "neutral", "positive"] as const;

/** Probabilities of the three polarities, before any rule. */
function polarityReader(delta?: Delta, slopes = model.facts.slopes, offsets = model.facts.offsets) {
  const scorer = createScorer(model, delta);
  return (text: string) => {
    scorer.score(text);
    return polarityOf(scorer.logits[HEAD.negative]!, scorer.logits[HEAD.positive]!, {
      slope: slopes[HEAD.negative]!,
      negativeOffset: offsets[HEAD.negative]!,
      positiveOffset: offsets[HEAD.positive]!,
    });
  };
}

function meanLoss(read: ReturnType<typeof polarityReader>, judged: readonly Correction[]): number {
  return judged.reduce((sum, { text, polarity }) => sum - Math.log(read(text)[polarity!]), 0) / judged.length;
}

const subjects =
  "le bus,la mairie,votre équipe,le nouveau site,la file d'attente,mon dossier,cette affiche,le concert,la piscine".split(
    ",",
  );
const tones =
  "est super,est nul,ferme à midi,m'a beaucoup plu,me déçoit,change de place,est en panne,est une belle surprise".split(
    ",",
  );
const endings = "merci,encore une fois,depuis lundi,pour tout le quartier,comme l'an dernier,et c'est dommage".split(
  ",",
);

/** Ordinary comments, which the shipped model reads in many ways, labelled by `label`. */
function labelled(size: number, random: () => number, label: (text: string) => Correction["polarity"]): Correction[] {
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)]!;
  return Array.from({ length: size }, () => {
    const text = `${pick(subjects)} ${pick(tones)} ${pick(endings)}`;
    return { text, polarity: label(text)! };
  });
}

describe("learning from the team", () => {
  const shipped = emptyTeamState(model);
  const learned = learnFromCorrections(model, shipped, corrections(120, 1));

  it("learns the team's own words, and says how much better it reads what it has not seen", () => {
    expect(learned.accepted).toBe(true);
    expect(learned.lossAfter).toBeLessThan(learned.lossBefore);
    const read = createTriage(model, adjustmentOf(learned.state, model));
    const before = createTriage(model);
    const text = "la bibliothèque demain zarbolique";
    expect(read(text).polarity.positive).toBeGreaterThan(before(text).polarity.positive);
    expect(read("la bibliothèque demain flonflon").polarity.negative).toBeGreaterThan(0.5);
    expect(learned.state.conformal).not.toBeNull();
    expect(learned.state.certainty).not.toBeNull();
  });

  it("gives the same state for the same corrections, whatever was learned in between", () => {
    expect(learnFromCorrections(model, shipped, corrections(120, 1)).state).toEqual(learned.state);
  });

  it("refuses an update that would read new comments worse, and keeps the previous state", () => {
    // Labels drawn at random teach nothing, and a wild rate learns them by heart.
    const random = seededGenerator(6);
    const noise = corrections(18, 3).map(({ text }) => ({
      text,
      polarity: (["negative", "neutral", "positive"] as const)[Math.floor(random() * 3)]!,
    }));
    const verdict = learnFromCorrections(model, shipped, noise, { rates: [3] });
    expect(verdict.accepted).toBe(false);
    expect(verdict.lossAfter).toBeGreaterThan(verdict.lossBefore);
    expect(verdict.state).toBe(shipped);
  });

  it("does not learn luck: labels shuffled over 120 comments of two classes never make it read worse", () => {
    let taken = 0;
    for (let seed = 1; seed <= 4; seed++) {
      const random = seededGenerator(seed);
      const noise = labelled(620, random, () => (random() < 0.5 ? "negative" : "positive"));
      const verdict = learnFromCorrections(model, shipped, noise.slice(0, 120));
      if (!verdict.accepted) continue;
      taken++;
      // That nothing here is neutral is true, and may be learned; which comment is negative may not.
      const { delta, slopes, offsets } = adjustmentOf(verdict.state, model);
      const after = meanLoss(polarityReader(delta, slopes, offsets), noise.slice(120));
      expect(after).toBeLessThan(meanLoss(polarityReader(), noise.slice(120)));
      expect(after).toBeLessThan(Math.log(2) + 0.12);
    }
    expect(taken).toBeGreaterThan(0);
  });

  it("seldom takes labels that the shipped model already expects: there is nothing to win, only luck", () => {
    const read = polarityReader();
    let taken = 0;
    let lucky = 0;
    for (let seed = 1; seed <= 24; seed++) {
      const random = seededGenerator(seed);
      const expected = labelled(50, random, (text) => {
        const { negative, neutral } = read(text);
        const drawn = random();
        return polarities[+(drawn >= negative) + +(drawn >= negative + neutral)]!;
      });
      const verdict = learnFromCorrections(model, shipped, expected);
      if (verdict.accepted) taken++;
      else if (verdict.lossAfter < verdict.lossBefore) lucky++;
    }
    expect(taken).toBeLessThanOrEqual(4);
    // Some of them look like a gain all the same: the standard error is what refuses those.
    expect(lucky).toBeGreaterThan(0);
  });

  it("waits for more than one new comment before it takes an update", () => {
    const verdict = learnFromCorrections(model, learned.state, [...corrections(120, 1), ...corrections(1, 9)]);
    expect(verdict).toMatchObject({ accepted: false, size: 121, state: learned.state });
  });

  it("asks about some 15 % of the comments, where the conformal set alone would ask about many more", () => {
    // Three labels in ten are drawn at random: no polarity can be nearly certain.
    const random = seededGenerator(11);
    const hard = (size: number, seed: number) =>
      corrections(size, seed).map(({ text, polarity }) => ({
        text,
        polarity: random() < 0.3 ? polarities[Math.floor(random() * 3)]! : polarity!,
      }));
    const { accepted, state } = learnFromCorrections(model, shipped, hard(200, 21));
    expect(accepted).toBe(true);
    const { delta, slopes, offsets, conformal } = adjustmentOf(state, model);
    const read = polarityReader(delta, slopes, offsets);
    const fresh = hard(600, 22).map(({ text }) => Object.values(read(text)));
    const several = fresh.filter((chances) => chances.filter((chance) => chance >= conformal!).length !== 1);
    const asked = several.filter((chances) => Math.max(...chances) < state.certainty!);
    expect(several.length / fresh.length).toBeGreaterThan(0.3);
    expect(asked.length / fresh.length).toBeGreaterThan(0.03);
    expect(asked.length / fresh.length).toBeLessThan(0.25);
  });

  it("tells no threshold before thirty polarities", () => {
    const few = learnFromCorrections(model, shipped, corrections(29, 1));
    expect(few.accepted).toBe(true);
    expect(few.state).toMatchObject({ conformal: null, certainty: null });
    expect(adjustmentOf(few.state, model)).not.toHaveProperty("certainty");
    expect(adjustmentOf(learned.state, model)).toMatchObject({ certainty: learned.state.certainty });
  });

  it("adjusts nothing on another model, and learns from the start there", () => {
    const other: Model = { ...model, facts: { ...model.facts, version: `${model.facts.version}-other` } };
    expect(learned.state.model).toBe(model.facts.version);
    expect(adjustmentOf(learned.state, other)).toEqual({});
    const again = learnFromCorrections(other, learned.state, corrections(120, 1));
    expect(again).toMatchObject({ accepted: true, lossBefore: learned.lossBefore, lossAfter: learned.lossAfter });
    expect(again.state).toEqual({ ...learned.state, model: other.facts.version });
    expect(learnFromCorrections(other, learned.state, []).state).toEqual(emptyTeamState(other));
  });

  it("judges the previous state only on what came after it", () => {
    const verdict = learnFromCorrections(model, learned.state, [...corrections(120, 1), ...corrections(40, 2)]);
    // The previous state already knows these words: an update has little to win, and the duel is close.
    expect(verdict.lossBefore).toBeLessThan(learned.lossBefore);
    expect(verdict.state.size).toBe(verdict.accepted ? 160 : 120);
  });

  it("learns nothing from nothing", () => {
    expect(learnFromCorrections(model, shipped, [])).toMatchObject({ accepted: false, state: shipped });
  });

  it("comes back from its export as it was, and refuses what is no export", () => {
    const back = readTeamState(JSON.parse(JSON.stringify(learned.state)));
    expect(back).toEqual(learned.state);
    expect(readTeamState(emptyTeamState(model))).toEqual(emptyTeamState(model));
    expect(readTeamState({ ...learned.state, format: "vigie-team-learning/1" })).toContain("learn from them again");
    expect(readTeamState([])).toContain("another version");
    expect(readTeamState(null)).toContain("not an export");
    expect(readTeamState({ ...learned.state, biases: [] })).toContain("lacks its biases");
  });

  it("refuses an export whose numbers cannot be right", () => {
    const row = learned.state.weights[0]!;
    const withBucket = (bucket: number) => readTeamState({ ...learned.state, weights: [[bucket, ...row.slice(1)]] });
    expect(withBucket(BUCKETS - 1)).toBeTypeOf("object");
    for (const bucket of [-1, 0.5, BUCKETS]) expect(withBucket(bucket)).toContain("features that do not exist");
    for (const size of [-1, 2.5, "120", Number.NaN, undefined]) {
      expect(readTeamState({ ...learned.state, size })).toContain("whole number");
    }
    for (const threshold of [-0.1, 1.1, "0.5", Number.NaN, undefined]) {
      expect(readTeamState({ ...learned.state, conformal: threshold })).toContain("thresholds");
      expect(readTeamState({ ...learned.state, certainty: threshold })).toContain("thresholds");
    }
    for (const version of [undefined, "", 3]) {
      expect(readTeamState({ ...learned.state, model: version })).toContain("which model");
    }
  });

  it("rolls back one state at a time, never past the first", () => {
    expect(rollBack([shipped, learned.state])).toEqual([shipped]);
    expect(rollBack([shipped])).toEqual([shipped]);
  });
});

describe("queue of comments to check", () => {
  it("is half random, half uncertain, without repeats, and the same for the same seed", () => {
    const certainty = Array.from({ length: 1000 }, (_, index) => 0.34 + index / 2000);
    const queue = reviewQueue(certainty, 40, 3);
    expect(new Set(queue).size).toBe(40);
    expect(queue.filter((place) => place < 45).length).toBeGreaterThanOrEqual(20);
    expect(queue.filter((place) => place >= 100).length).toBeGreaterThan(10);
    expect(reviewQueue(certainty, 40, 3)).toEqual(queue);
    expect(reviewQueue([0.5, 0.6], 40, 3)).toHaveLength(2);
  });
});
