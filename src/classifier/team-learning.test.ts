import { describe, expect, it } from "vitest";
import { createTriage } from "./classify.ts";
import {
  adjustmentOf,
  type Correction,
  emptyTeamState,
  learnFromCorrections,
  readTeamState,
  reviewQueue,
  rollBack,
} from "./team-learning.ts";
import { trainedModel } from "./trained-model.ts";
import { seededGenerator } from "./training.ts";

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

describe("learning from the team", () => {
  const shipped = emptyTeamState(model);
  const learned = learnFromCorrections(model, shipped, corrections(120, 1));

  it("learns the team's own words, and says how much better it reads what it has not seen", () => {
    expect(learned.accepted).toBe(true);
    expect(learned.lossAfter).toBeLessThan(learned.lossBefore);
    const read = createTriage(model, adjustmentOf(learned.state));
    const before = createTriage(model);
    const text = "la bibliothèque demain zarbolique";
    expect(read(text).polarity.positive).toBeGreaterThan(before(text).polarity.positive);
    expect(read("la bibliothèque demain flonflon").polarity.negative).toBeGreaterThan(0.5);
    expect(learned.state.conformal).not.toBeNull();
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
    expect(readTeamState({ format: "vigie-team-learning/1" })).toContain("lacks");
    expect(readTeamState([])).toContain("another version");
    expect(readTeamState(null)).toContain("not an export");
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
