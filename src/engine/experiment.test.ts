import { describe, expect, test } from "vitest";
import { bestSplit } from "./allocation.ts";
import { adviseExperiment } from "./experiment.ts";
import type { FittedCurves } from "./fitted-curves.ts";
import { onlyDraws } from "./picked-draws.ts";
import { createRandom } from "./random.ts";
import { nextSplit, openingRotation, raised } from "./reallocation.ts";

/** Draws whose maximum is uncertain by `doubt` (log deviation) and whose noise is `noise` per period. */
function aFit(channels: number, draws: number, doubt: number, noise: number, seed = 1): FittedCurves {
  const random = createRandom(seed);
  const list = (of: () => number) => Array.from({ length: draws }, of);
  return {
    drawCount: draws,
    recentPeriods: 13,
    noise: list(() => noise),
    channels: Array.from({ length: channels }, (_, c) => ({
      name: `channel ${c}`,
      saturation: "hill" as const,
      concave: true,
      adstockLength: 8,
      currentSpend: 100,
      meanSpend: 100,
      highestSpend: 300,
      carryOver: list(() => 0.3),
      halfSaturation: list(() => 400),
      slope: list(() => 1),
      maximum: list(() => 100 * Math.exp(doubt * random.normal() - 0.5 * doubt * doubt)),
    })),
  };
}
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe("value of information", () => {
  const ask = (curves: FittedCurves, horizonPeriods = 52) =>
    adviseExperiment({ curves, total: 300, horizonPeriods, random: createRandom(3) });

  test("certain curves leave nothing to learn", () => {
    const advice = ask(aFit(3, 100, 0, 5));
    expect(advice.perfectInformation).toBeLessThan(1e-9);
    expect(advice.proposal).toBeNull();
  });

  test("uncertain curves, little noise and a long horizon make an experiment worth its detour", () => {
    const advice = ask(aFit(3, 300, 1, 2));
    expect(advice.perfectInformation).toBeGreaterThan(0.05 * advice.expectedResponse);
    expect(advice.proposal).not.toBeNull();
    expect(advice.proposal!.worth).toBeGreaterThan(0);
    for (const block of advice.proposal!.blocks) expect(sum(block)).toBeCloseTo(300, 8);
  });

  test("no experiment is worth more than perfect information, and noise makes it worth less", () => {
    const clear = ask(aFit(3, 300, 1, 1));
    const noisy = ask(aFit(3, 300, 1, 200));
    for (const design of clear.designs) {
      expect(design.gainPerPeriod).toBeLessThanOrEqual(clear.perfectInformation + 3 * design.standardError);
    }
    const rotation = (advice: typeof clear) => advice.designs.find((design) => design.kind === "rotation")!;
    expect(rotation(clear).gainPerPeriod).toBeGreaterThan(2 * rotation(noisy).gainPerPeriod);
    expect(ask(aFit(3, 300, 1, 200), 4).proposal).toBeNull();
  });

  test("the same seed gives the same advice; one channel has nothing to compare", () => {
    const curves = aFit(3, 100, 0.5, 5);
    expect(ask(curves)).toEqual(ask(curves));
    expect(() => ask(aFit(1, 10, 0.5, 5))).toThrow(RangeError);
  });
});

describe("starting from nothing", () => {
  test("every channel keeps its least share and the money adds up", () => {
    const curves = aFit(4, 200, 1, 5);
    for (let seed = 1; seed <= 20; seed++) {
      const spend = [...nextSplit({ curves, total: 1000, random: createRandom(seed) })];
      expect(sum(spend)).toBeCloseTo(1000, 8);
      expect(Math.min(...spend)).toBeGreaterThanOrEqual(50 - 1e-9);
    }
  });

  test("curiosity moves the split about, and many draws come back to the mean", () => {
    const curves = aFit(3, 400, 1, 5);
    const spreadOf = (curiosity: number) => {
      const first = Array.from(
        { length: 30 },
        (_, seed) => nextSplit({ curves, total: 1000, random: createRandom(seed), curiosity })[0]!,
      );
      const mean = sum(first) / first.length;
      return Math.sqrt(sum(first.map((one) => (one - mean) ** 2)) / first.length);
    };
    expect(spreadOf(1)).toBeGreaterThan(1.3 * spreadOf(4));
    const cautious = nextSplit({ curves, total: 1000, random: createRandom(1), curiosity: 4000, leastShare: 0 });
    bestSplit(curves, 1000).forEach((spend, c) => {
      expect(Math.abs(cautious[c]! - spend)).toBeLessThan(60);
    });
  });

  test("learning by batches of four draws ends nearer to the best split than equal shares", () => {
    // True curves: three channels of unequal strength; belief re-weighted after each block by what it showed.
    let learned = 0;
    let equal = 0;
    for (let world = 0; world < 12; world++) {
      const random = createRandom(900 + world);
      const prior = aFit(3, 600, 0.8, 4, 50 + world);
      const truth = onlyDraws(prior, [random.integer(600)]);
      const value = (spend: ArrayLike<number>) =>
        sum(truth.channels.map((one, c) => (one.maximum[0]! * spend[c]!) / (spend[c]! + one.halfSaturation[0]!)));
      let belief = prior;
      const logs = new Float64Array(600);
      for (let block = 0; block < 12; block++) {
        const spend = nextSplit({ curves: belief, total: 1000, random });
        const shown = value(spend) + (4 / Math.sqrt(2)) * random.normal();
        for (let d = 0; d < 600; d++) {
          const said = sum(
            prior.channels.map((one, c) => (one.maximum[d]! * spend[c]!) / (spend[c]! + one.halfSaturation[d]!)),
          );
          logs[d]! -= (shown - said) ** 2 / 16;
        }
        const top = Math.max(...logs);
        const weights = logs.map((one) => Math.exp(one - top));
        const total = sum([...weights]);
        const picked: number[] = [];
        let carried = random.uniform();
        weights.forEach((weight, d) => {
          carried += (300 * weight) / total;
          for (; carried >= 1; carried--) picked.push(d);
        });
        belief = onlyDraws(prior, picked);
      }
      const best = value(bestSplit(truth, 1000));
      learned += 1 - value(bestSplit(belief, 1000)) / best;
      equal += 1 - value([1000 / 3, 1000 / 3, 1000 / 3]) / best;
    }
    expect(learned).toBeLessThan(0.6 * equal);
  });

  test("the opening rotates, budget unchanged", () => {
    const plan = openingRotation(3, 900, 2, 8);
    expect(plan.map((row) => row.indexOf(Math.max(...row)))).toEqual([0, 0, 1, 1, 2, 2, 0, 0]);
    for (const row of plan) expect(sum(row)).toBeCloseTo(900, 10);
    expect(plan[0]).toEqual([600, 150, 150]);
    expect(sum(raised([700, 100, 100], 0, 2))).toBeCloseTo(900, 10);
    expect(() => openingRotation(1, 900, 2, 8)).toThrow(RangeError);
  });

  test("nonsense is refused", () => {
    const curves = aFit(4, 10, 1, 5);
    expect(() => nextSplit({ curves, total: 10, random: createRandom(1), curiosity: 0 })).toThrow(RangeError);
    expect(() => nextSplit({ curves, total: 10, random: createRandom(1), leastShare: 0.3 })).toThrow(RangeError);
  });
});
