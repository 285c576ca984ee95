/**
 * Response curves: time, effective sample size and recovery, one JSON line per case.
 *
 *   node bench/engine-response.ts [--data FOLDER]
 *
 * Without --data only the simulated histories run. FOLDER holds mmm_example.csv (PyMC-Marketing, known truth), dt_simulated_weekly.csv
 * (Robyn) and national_media.csv (Meridian); a file that is not there is skipped with a sentence.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cpuUsage } from "node:process";
import { parseArgs } from "node:util";
import { defineResponse } from "../src/engine/curves-definition.ts";
import { type CurvesInput, readCurvesInput } from "../src/engine/curves-input.ts";
import { readCurvesSpec } from "../src/engine/curves-spec.ts";
import { createRandom } from "../src/engine/random.ts";
import { fitResponse, previewResponse } from "../src/engine/response-fit.ts";
import { createResponseModel } from "../src/engine/response-model.ts";
import { sampleWithRetry } from "../src/engine/sampler.ts";

type Row = Record<string, string>;

const { values: options } = parseArgs({ options: { data: { type: "string" }, only: { type: "string" } } });

function readRows(text: string): Row[] {
  const [head, ...lines] = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(",").map((cell) => cell.replace(/^"|"$/g, "")));
  return lines.map((line) => Object.fromEntries(head!.map((name, i) => [name, line[i] ?? ""])));
}

function inputOf(rows: Row[], spec: unknown): CurvesInput {
  const read = readCurvesSpec(spec);
  if ("refusals" in read) throw new Error(JSON.stringify(read.refusals));
  const found = readCurvesInput(rows, read.spec);
  if ("refusals" in found) throw new Error(JSON.stringify(found.refusals));
  return found.input;
}

function timed<T>(run: () => T): { result: T; seconds: number; cpuSeconds: number } {
  const cpu = cpuUsage();
  const start = performance.now();
  const result = run();
  const spent = cpuUsage(cpu);
  return { result, seconds: (performance.now() - start) / 1000, cpuSeconds: (spent.user + spent.system) / 1e6 };
}

const round = (value: number, digits = 4) => Number(value.toPrecision(digits));
const print = (line: Record<string, unknown>) => console.log(JSON.stringify(line));

interface Truth {
  readonly name: string;
  readonly value: number;
  readonly draws: number[];
}

function bench(name: string, input: CurvesInput, truths?: (draws: ReturnType<typeof drawsOf>) => Truth[]): void {
  if (options.only !== undefined && !name.includes(options.only)) return;
  const { full } = defineResponse(input);
  const model = createResponseModel(full);
  const { result, seconds, cpuSeconds } = timed(() => sampleWithRetry(model, model.start, createRandom(1)));
  const { maxRHat, minBulkEss, minTailEss, divergences, acceptance, gradients, retried } = result.diagnostics;
  print({
    bench: name,
    periods: input.outcome.length,
    channels: input.channels.length,
    dimension: model.dimension,
    linear: full.linear.length,
    likelihood: full.likelihood,
    draws: result.chains.length * result.chains[0]!.length,
    seconds: round(seconds),
    cpuSeconds: round(cpuSeconds),
    maxRHat: round(maxRHat, 5),
    minBulkEss: Math.round(minBulkEss),
    minTailEss: Math.round(minTailEss),
    essPerSecond: Math.round(minBulkEss / seconds),
    divergences,
    acceptance: round(acceptance, 3),
    gradients,
    microsecondsPerGradient: round((1e6 * cpuSeconds) / gradients, 3),
    retried,
  });
  for (const { name: parameter, value, draws } of truths?.(drawsOf(input, model, result.chains.flat())) ?? []) {
    const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const sd = Math.sqrt(draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (draws.length - 1));
    print({
      bench: name,
      parameter,
      truth: value,
      mean: round(mean),
      sd: round(sd, 3),
      distance: round((mean - value) / sd, 3),
    });
  }
  const whole = timed(() => fitResponse(input, 1));
  const preview = timed(() => previewResponse(input, 1));
  const { fit, verdict } = whole.result;
  print({
    bench: name,
    wholeFitSeconds: round(whole.seconds),
    r2: round(fit.r2),
    holdoutWeeks: fit.holdoutWeeks,
    holdoutCoverage90: fit.holdoutCoverage90,
    verdict: verdict.status,
    reasons: verdict.reasons.map((reason) => reason.code),
    previewSeconds: round(preview.seconds),
    previewKHat: preview.result === undefined ? "0.7 or more: no preview" : round(preview.result.kHat, 3),
  });
}

function drawsOf(input: CurvesInput, model: ReturnType<typeof createResponseModel>, positions: Float64Array[]) {
  const random = createRandom(2);
  const { full } = defineResponse(input);
  return { full, draws: positions.map((position) => model.parametersAt(position, random)) };
}

/** Two channels, two years, carry-over and saturation known: the shape of a small association's history. */
function simulatedRows(weeks: number, channels: number, seed: number, counts = false): Row[] {
  const random = createRandom(seed);
  const stocks = new Array<number>(channels).fill(0);
  return Array.from({ length: weeks }, (_, t) => {
    const day = new Date(Date.UTC(2024, 0, 1 + 7 * t)).toISOString().slice(0, 10);
    const row: Row = { week: day };
    let mean = counts ? 6 : 500;
    for (let c = 0; c < channels; c++) {
      const spend = random.uniform() < 0.25 ? 0 : Math.round(100 * random.gamma(2));
      stocks[c] = 0.4 * stocks[c]! + 0.6 * spend;
      mean += (((counts ? 8 : 400) / (1 + c)) * stocks[c]!) / (stocks[c]! + 200);
      row[`spend_${c}`] = String(spend);
    }
    row.outcome = counts ? String(poisson(mean, random)) : String(mean + 40 * random.normal());
    return row;
  });
}

function poisson(mean: number, random: ReturnType<typeof createRandom>): number {
  let count = -1;
  for (let left = 1, floor = Math.exp(-mean); left > floor; left *= random.uniform()) count++;
  return Math.max(0, count);
}

const plain = (channels: number) => ({
  date: "week",
  outcome: "outcome",
  channels: Array.from({ length: channels }, (_, c) => ({ name: `channel ${c}`, spend: `spend_${c}` })),
});

bench("simulated 104 weeks, 2 channels", inputOf(simulatedRows(104, 2, 1), plain(2)));
bench("simulated 16 weeks, 3 channels", inputOf(simulatedRows(16, 3, 2), plain(3)));
bench("simulated 104 weeks, 5 channels", inputOf(simulatedRows(104, 5, 3), plain(5)));
bench("simulated counts, 60 weeks, 2 channels", inputOf(simulatedRows(60, 2, 4, true), plain(2)));

function file(name: string): Row[] | undefined {
  if (options.data === undefined) return undefined;
  const path = join(options.data, name);
  if (!existsSync(path)) {
    print({ skipped: name, why: `${path} is not there` });
    return undefined;
  }
  return readRows(readFileSync(path, "utf8"));
}

if (options.data === undefined) print({ skipped: "public histories", why: "no --data FOLDER was given" });

const pymc = file("mmm_example.csv");
if (pymc !== undefined) {
  const channel = (name: string) => ({
    name,
    spend: name,
    saturation: "logistic",
    adstock: { length: 8, prior: [1, 3] },
  });
  const input = inputOf(pymc, {
    date: "date_week",
    outcome: "y",
    channels: [channel("x1"), channel("x2")],
    events: ["event_1", "event_2"],
    seasonality: 2,
    trend: "linear",
  });
  bench("PyMC-Marketing example", input, ({ full, draws }) =>
    [
      { carryOver: 0.4, rate: 4, top: 3000 },
      { carryOver: 0.2, rate: 3, top: 2000 },
    ]
      .flatMap(({ carryOver, rate, top }, c): Truth[] => [
        { name: `carry-over ${c + 1}`, value: carryOver, draws: draws.map((draw) => draw.carryOver[c]!) },
        {
          name: `saturation rate ${c + 1}`,
          value: rate,
          draws: draws.map((draw) => Math.log(3) / (draw.halfSaturation[c]! * full.channels[c]!.reference)),
        },
        { name: `maximum ${c + 1}`, value: top, draws: draws.map((draw) => draw.maximum[c]! * full.outcomeScale) },
      ])
      .concat([{ name: "noise", value: 250, draws: draws.map((draw) => draw.noise * full.outcomeScale) }]),
  );
}

const robyn = file("dt_simulated_weekly.csv");
if (robyn !== undefined) {
  const channel = (name: string, spend: string, exposure?: string) => ({
    name,
    spend,
    exposure,
    adstock: { length: 13 },
  });
  const input = inputOf(robyn, {
    date: "DATE",
    outcome: "revenue",
    channels: [
      channel("tv", "tv_S"),
      channel("ooh", "ooh_S"),
      channel("print", "print_S"),
      channel("facebook", "facebook_S", "facebook_I"),
      channel("search", "search_S", "search_clicks_P"),
      channel("newsletter", "newsletter"),
    ],
    controls: ["competitor_sales_B"],
    seasonality: 4,
  });
  bench("Robyn weekly", input);
}

const meridian = file("national_media.csv");
if (meridian !== undefined) {
  const input = inputOf(meridian, {
    date: "time",
    outcome: "conversions",
    channels: [0, 1, 2, 3].map((c) => ({
      name: `channel ${c}`,
      spend: `Channel${c}_spend`,
      exposure: `Channel${c}_impression`,
    })),
    controls: ["competitor_activity_score_control", "sentiment_score_control"],
  });
  bench("Meridian national", input);
}
