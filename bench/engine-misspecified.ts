/**
 * Worlds that the response model does not describe: what breaks, and whether the verdict says so. One JSON line per world.
 *
 *   node bench/engine-misspecified.ts [--runs 40] [--weeks 104]
 *
 * `coverage90` is the share of channels whose true return lies in the 90 % interval, `bias` the median of ln(estimated / true return),
 * `reliable` the share of fits that the verdict lets through, `reasons` how often each reason is given.
 */
import { parseArgs } from "node:util";
import { isoDay } from "../src/engine/curves-dates.ts";
import { readCurvesInput } from "../src/engine/curves-input.ts";
import { readCurvesSpec } from "../src/engine/curves-spec.ts";
import { createRandom, type Random } from "../src/engine/random.ts";
import { fitResponse } from "../src/engine/response-fit.ts";

const { values: options } = parseArgs({
  options: { runs: { type: "string", default: "40" }, weeks: { type: "string", default: "104" } },
});
const weeks = Number(options.weeks);
const CHANNELS = 3;

interface World {
  readonly name: string;
  /** Factor on the whole outcome of week t. */
  readonly season?: (t: number) => number;
  /** Share of the week before's luck that is spent. */
  readonly follows?: number;
  /** Share of this week's demand, known to the buyer and absent from the file, that is spent. */
  readonly anticipates?: number;
  /** Factor on the effect of the media in week t. */
  readonly drift?: (t: number) => number;
  readonly correlated?: boolean;
  readonly slope?: number;
  /** Spend that hardly moves. */
  readonly flat?: boolean;
}

const worlds: World[] = [
  { name: "as the model believes" },
  { name: "multiplicative season", season: (t) => 1 + 0.3 * Math.sin((2 * Math.PI * t) / 52) },
  { name: "return drifts down by half", drift: (t) => 1 - (0.5 * t) / weeks },
  { name: "spend follows last week's luck", follows: 3 },
  { name: "spend anticipates demand", anticipates: 1.5 },
  { name: "channels correlated above 0.9", correlated: true },
  { name: "S-shaped curves, concave model", slope: 2.5 },
  { name: "nearly constant spend", flat: true },
];

/** A history and the true return of each channel (outcome per unit of currency over the file). */
function history(world: World, random: Random) {
  const stocks = new Array<number>(CHANNELS).fill(0);
  const spent = new Array<number>(CHANNELS).fill(0);
  const brought = new Array<number>(CHANNELS).fill(0);
  let luck = 0;
  const rows = Array.from({ length: weeks }, (_, t) => {
    const row: Record<string, string> = { week: isoDay(19000 + 7 * t) };
    const demand = 60 * random.normal();
    const season = world.season?.(t) ?? 1;
    const common = 100 * random.gamma(1.5);
    let mean = 600 + (world.anticipates === undefined ? 0 : demand);
    for (let c = 0; c < CHANNELS; c++) {
      let spend = random.uniform() < 0.25 ? 0 : 120 * random.gamma(1.5);
      if (world.correlated) spend = common * (0.8 + 0.3 * random.uniform());
      if (world.flat) spend = 150 * (1 + 0.03 * random.normal());
      spend = Math.max(0, spend + (world.follows ?? 0) * luck + (world.anticipates ?? 0) * demand);
      const carryOver = 0.2 + 0.15 * c;
      stocks[c] = carryOver * stocks[c]! + (1 - carryOver) * spend;
      const slope = world.slope ?? 1;
      const share = stocks[c]! ** slope / (stocks[c]! ** slope + 180 ** slope);
      const effect = (500 / (1 + c)) * share * (world.drift?.(t) ?? 1) * season;
      mean += effect / season;
      spent[c] = spent[c]! + spend;
      brought[c] = brought[c]! + effect;
      row[`spend ${c}`] = String(spend);
    }
    luck = 50 * random.normal();
    row.outcome = String(mean * season + luck);
    return row;
  });
  return { rows, returns: brought.map((value, c) => value / spent[c]!) };
}

const specification = {
  date: "week",
  outcome: "outcome",
  channels: Array.from({ length: CHANNELS }, (_, c) => ({ name: `channel ${c}`, spend: `spend ${c}` })),
};

for (const world of worlds) {
  const random = createRandom(31);
  const errors: number[] = [];
  const reasons: Record<string, number> = {};
  let inside = 0;
  let reliable = 0;
  let coverage = 0;
  for (let run = 0; run < Number(options.runs); run++) {
    const { rows, returns } = history(world, random);
    const read = readCurvesSpec(specification);
    if ("refusals" in read) throw new Error(JSON.stringify(read.refusals));
    const found = readCurvesInput(rows, read.spec);
    if ("refusals" in found) throw new Error(JSON.stringify(found.refusals));
    const { channels, verdict, fit } = fitResponse(found.input, run);
    channels.forEach(({ roi }, c) => {
      if (roi.lower <= returns[c]! && returns[c]! <= roi.upper) inside++;
      errors.push(Math.log(roi.mean / returns[c]!));
    });
    coverage += fit.holdoutCoverage90 ?? 0;
    if (verdict.status === "reliable") reliable++;
    for (const code of new Set(verdict.reasons.map((reason) => reason.code))) reasons[code] = (reasons[code] ?? 0) + 1;
  }
  const runs = Number(options.runs);
  errors.sort((a, b) => a - b);
  console.log(
    JSON.stringify({
      world: world.name,
      weeks,
      runs,
      coverage90: Number((inside / (runs * CHANNELS)).toFixed(3)),
      bias: Number(errors[Math.floor(errors.length / 2)]!.toFixed(3)),
      holdoutCoverage90: Number((coverage / runs).toFixed(3)),
      reliable: Number((reliable / runs).toFixed(2)),
      reasons: Object.fromEntries(
        Object.entries(reasons).map(([code, count]) => [code, Number((count / runs).toFixed(2))]),
      ),
    }),
  );
}
