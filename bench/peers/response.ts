/**
 * Vigie and PyMC-Marketing on the same history, the same equation and the same parameters, one after the other in one run: effective samples
 * per second, and their ratio.
 *
 *   node bench/peers/response.ts [--data FOLDER] [--python PYTHON]
 *
 * FOLDER holds mmm_example.csv; without it a simulated history of the same shape is used. PYTHON is an interpreter that has
 * pymc-marketing (python3 -m venv venv && venv/bin/pip install pymc-marketing); without it the peer is skipped with a sentence.
 * Effective samples are the smallest bulk size over the seven parameters both have: carry-overs, saturation rates, maxima, noise.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cpuUsage } from "node:process";
import { parseArgs } from "node:util";
import { convergenceOf } from "../../src/engine/convergence.ts";
import { isoDay } from "../../src/engine/curves-dates.ts";
import { defineResponse } from "../../src/engine/curves-definition.ts";
import { readCurvesInput } from "../../src/engine/curves-input.ts";
import { readCurvesSpec } from "../../src/engine/curves-spec.ts";
import { createRandom } from "../../src/engine/random.ts";
import { createResponseModel } from "../../src/engine/response-model.ts";
import { sampleWithRetry } from "../../src/engine/sampler.ts";

const { values: options } = parseArgs({
  options: { data: { type: "string" }, python: { type: "string", default: "python3" } },
});

function simulated(): string {
  const random = createRandom(327);
  const stocks = [0, 0];
  const lines = Array.from({ length: 179 }, (_, t) => {
    const x1 = random.uniform() ** 2;
    const x2 = random.uniform() < 0.6 ? 0 : 0.8 + 0.2 * random.uniform();
    stocks[0] = 0.4 * stocks[0]! + 0.6 * x1;
    stocks[1] = 0.2 * stocks[1]! + 0.8 * x2;
    const media = 3000 * Math.tanh(2 * stocks[0]) + 2000 * Math.tanh(1.5 * stocks[1]);
    const y = 2000 + media + 500 * ((t + 10) ** 0.25 - 1) + 250 * random.normal();
    return [isoDay(17623 + 7 * t), y, x1, x2, t === 58 ? 1 : 0, t === 126 ? 1 : 0].join(",");
  });
  return ["date_week,y,x1,x2,event_1,event_2", ...lines].join("\n");
}

const given = options.data === undefined ? undefined : join(options.data, "mmm_example.csv");
const known = given !== undefined && existsSync(given);
if (given !== undefined && !known)
  console.log(JSON.stringify({ skipped: given, why: "the file is not there: simulated instead" }));
const text = known ? readFileSync(given, "utf8") : simulated();

function vigie(): { essPerSecond: number; essPerCpuSecond: number } {
  const [head, ...lines] = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(","));
  const rows = lines.map((line) => Object.fromEntries(head!.map((name, i) => [name, line[i] ?? ""])));
  const channel = (name: string) => ({
    name,
    spend: name,
    saturation: "logistic",
    adstock: { length: 8, prior: [1, 3] },
  });
  const read = readCurvesSpec({
    date: "date_week",
    outcome: "y",
    channels: [channel("x1"), channel("x2")],
    events: ["event_1", "event_2"],
    seasonality: 2,
    trend: "linear",
  });
  if ("refusals" in read) throw new Error(JSON.stringify(read.refusals));
  const found = readCurvesInput(rows, read.spec);
  if ("refusals" in found) throw new Error(JSON.stringify(found.refusals));
  const cpu = cpuUsage();
  const start = performance.now();
  const model = createResponseModel(defineResponse(found.input).full);
  const { chains, diagnostics } = sampleWithRetry(model, model.start, createRandom(1));
  const seconds = (performance.now() - start) / 1000;
  const spent = cpuUsage(cpu);
  const cpuSeconds = (spent.user + spent.system) / 1e6;
  const natural = chains.map((draws) => draws.map((draw) => model.parametersAt(draw, createRandom(2))));
  const quantities = [0, 1].flatMap((c) =>
    (["carryOver", "halfSaturation", "maximum"] as const).map((name) =>
      natural.map((draws) => draws.map((draw) => draw[name][c]!)),
    ),
  );
  quantities.push(natural.map((draws) => draws.map((draw) => draw.noise)));
  const all = quantities.map(convergenceOf);
  const minBulkEss = Math.min(...all.map((one) => one.bulkEss));
  const line = {
    engine: "vigie",
    seconds: Number(seconds.toFixed(3)),
    cpuSeconds: Number(cpuSeconds.toFixed(3)),
    minBulkEss: Math.round(minBulkEss),
    maxRHat: Number(Math.max(...all.map((one) => one.rHat)).toFixed(4)),
    divergences: diagnostics.divergences,
  };
  console.log(JSON.stringify(line));
  return { essPerSecond: minBulkEss / seconds, essPerCpuSecond: minBulkEss / cpuSeconds };
}

const own = vigie();
const folder = mkdtempSync(join(tmpdir(), "vigie-peer-"));
try {
  const path = join(folder, "history.csv");
  writeFileSync(path, text);
  const script = join(import.meta.dirname, "pymc_marketing_example.py");
  const environment = { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" };
  const out = execFileSync(options.python, [script, path], {
    encoding: "utf8",
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const peer = JSON.parse(out.trim().split("\n").at(-1)!) as Record<string, number | string>;
  console.log(JSON.stringify(peer));
  const ess = Number(peer.minBulkEss);
  console.log(
    JSON.stringify({
      ratio: "effective samples per second, vigie / peer",
      wall: Math.round(own.essPerSecond / (ess / Number(peer.seconds))),
      wallWithoutCompilation: Math.round(own.essPerSecond / (ess / Number(peer.samplingSeconds))),
      cpu: Math.round(own.essPerCpuSecond / (ess / Number(peer.cpuSeconds))),
    }),
  );
} catch (error) {
  const why = error instanceof Error ? error.message.split("\n")[0] : String(error);
  console.log(JSON.stringify({ skipped: "pymc-marketing", why: `${options.python} cannot run it: ${why}` }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
