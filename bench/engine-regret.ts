/**
 * What advice is worth: worlds whose truth is known, a history of a few weeks, a split advised from it, and the share of the best
 * possible media response that is lost by following it (regret). One JSON line per length of history.
 *
 *   node bench/engine-regret.ts [--worlds 100] [--weeks 8,12,20,52,104]
 *
 * Three channels, concave curves, carry-over, noise of 3 to 25 % of the level. `equal` shares the budget in equal parts, `history` keeps the
 * past shares, `told` follows the fit when sector averages are given as priors (right on average, deviation 1), `untold` when nothing is.
 * Bars: told below equal at every length, at most 0.75 times at 12 and 20 weeks, 0.45 times at 52.
 */
import { parseArgs } from "node:util";
import { adstock } from "../src/engine/adstock.ts";
import { bestSplit } from "../src/engine/allocation.ts";
import { isoDay } from "../src/engine/curves-dates.ts";
import { readCurvesInput } from "../src/engine/curves-input.ts";
import { readCurvesSpec } from "../src/engine/curves-spec.ts";
import { type FittedCurves, responseAt } from "../src/engine/fitted-curves.ts";
import { createRandom, type Random } from "../src/engine/random.ts";
import { fitResponse } from "../src/engine/response-fit.ts";

const { values: options } = parseArgs({
  options: { worlds: { type: "string", default: "100" }, weeks: { type: "string", default: "8,12,20,52,104" } },
});
const worlds = Number(options.worlds);
const CHANNELS = 3;
const LEVEL = 1000;
/** Outcome per unit of currency that sector averages would give. */
const SECTOR = 1;
const SECTOR_SPREAD = 0.6;

interface World {
  readonly rows: Record<string, string>[];
  readonly truth: FittedCurves;
  readonly returns: number[];
}

function aWorld(weeks: number, random: Random): World {
  const rows = Array.from({ length: weeks }, (_, t): Record<string, string> => ({ week: isoDay(19000 + 7 * t) }));
  const outcome = new Float64Array(weeks).fill(LEVEL);
  const returns: number[] = [];
  const noise = LEVEL * (0.03 + 0.22 * random.uniform());
  const channels = Array.from({ length: CHANNELS }, (_, c) => {
    const usual = 100 * Math.exp(0.5 * random.normal());
    const spend = Float64Array.from({ length: weeks }, () =>
      random.uniform() < 0.15 ? 0 : (usual * random.gamma(3)) / 2.55,
    );
    const carryOver = random.gamma(2);
    const kept = carryOver / (carryOver + random.gamma(4));
    const half = usual * Math.exp(0.2 + 0.7 * random.normal());
    const roi = SECTOR * Math.exp(SECTOR_SPREAD * random.normal());
    const share = adstock(spend, kept, 8).map((stock) => stock / (stock + half));
    const spent = spend.reduce((sum, value) => sum + value, 0);
    const maximum = (roi * spent) / share.reduce((sum, value) => sum + value, 0);
    share.forEach((value, t) => {
      outcome[t] = outcome[t]! + maximum * value;
      rows[t]![`spend ${c}`] = String(spend[t]);
    });
    returns.push(roi);
    return {
      name: `channel ${c}`,
      saturation: "hill" as const,
      concave: true,
      adstockLength: 8,
      currentSpend: spent / weeks,
      meanSpend: spent / weeks,
      highestSpend: Math.max(...spend),
      carryOver: [kept],
      halfSaturation: [half],
      slope: [1],
      maximum: [maximum],
    };
  });
  outcome.forEach((value, t) => {
    rows[t]!.outcome = String(value + noise * random.normal());
  });
  return { rows, truth: { channels, drawCount: 1, recentPeriods: weeks, noise: [noise] }, returns };
}

function fitOf({ rows }: World, told: boolean, seed: number) {
  const channels = Array.from({ length: CHANNELS }, (_, c) => ({
    name: `channel ${c}`,
    spend: `spend ${c}`,
    roiPrior: told ? { median: SECTOR, logSd: 1 } : null,
  }));
  const read = readCurvesSpec({ date: "week", outcome: "outcome", channels, trend: "none" });
  if ("refusals" in read) throw new Error(JSON.stringify(read.refusals));
  const found = readCurvesInput(rows, read.spec);
  if ("refusals" in found) throw new Error(JSON.stringify(found.refusals));
  return fitResponse(found.input, seed);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const percent = (values: readonly number[]) => Number((100 * mean(values)).toFixed(2));

for (const weeks of options.weeks.split(",").map(Number)) {
  const random = createRandom(weeks);
  const lost: Record<"equal" | "history" | "told" | "untold", number[]> = {
    equal: [],
    history: [],
    told: [],
    untold: [],
  };
  const verdicts: Record<string, number> = {};
  let inside = 0;
  for (let w = 0; w < worlds; w++) {
    const world = aWorld(weeks, random);
    const total = world.truth.channels.reduce((sum, channel) => sum + channel.meanSpend, 0);
    const worth = (split: ArrayLike<number>) =>
      world.truth.channels.reduce((sum, _, c) => sum + responseAt(world.truth, c, split[c]!, 0), 0);
    const best = worth(bestSplit(world.truth, total));
    const regret = (split: ArrayLike<number>) => 1 - worth(split) / best;
    const told = fitOf(world, true, w);
    lost.equal.push(regret(new Float64Array(CHANNELS).fill(total / CHANNELS)));
    lost.history.push(regret(world.truth.channels.map((channel) => channel.meanSpend)));
    lost.told.push(regret(bestSplit(told.curves, total)));
    lost.untold.push(regret(bestSplit(fitOf(world, false, w).curves, total)));
    told.channels.forEach(({ roi }, c) => {
      if (roi.lower <= world.returns[c]! && world.returns[c]! <= roi.upper) inside++;
    });
    verdicts[told.verdict.status] = (verdicts[told.verdict.status] ?? 0) + 1;
  }
  const better = lost.told.filter((value, w) => value < lost.equal[w]!).length / worlds;
  console.log(
    JSON.stringify({
      weeks,
      worlds,
      regretPercent: {
        equal: percent(lost.equal),
        history: percent(lost.history),
        told: percent(lost.told),
        untold: percent(lost.untold),
      },
      toldOverEqual: Number((mean(lost.told) / mean(lost.equal)).toFixed(2)),
      betterThanEqual: Number(better.toFixed(2)),
      returnCoverage90: Number((inside / (worlds * CHANNELS)).toFixed(3)),
      verdicts,
    }),
  );
}
