/**
 * Figures of the allocation half of the engine, one JSON line each: gaps, times, comparison with an exhaustive table.
 *
 *     node bench/engine-allocation.ts [--peer PYTHON]
 *
 * Instances are simulated from fixed seeds: half-saturations log-uniform between 3 % and 60 % of the total, maxima
 * log-normal (0.7), S-curves of slope 1 to 3.5. `medianMs` is wall time, `medianCpuMs` processor time of all threads (the one to
 * read on a busy machine).
 */
import { spawnSync } from "node:child_process";
import { type Allocation, allocate, budgetCurve } from "../src/engine/allocation.ts";
import { adviseExperiment } from "../src/engine/experiment.ts";
import { type FittedCurves, responseAt } from "../src/engine/fitted-curves.ts";
import { pace } from "../src/engine/pacing.ts";
import { createRandom } from "../src/engine/random.ts";

type Shape = "hill" | "logistic" | "gentle" | "s-shaped";
const TOTAL = 100_000;

function aFit(channels: number, draws: number, shape: Shape, seed: number, crowded = 1): FittedCurves {
  const random = createRandom(seed);
  const list = (of: () => number) => Array.from({ length: draws }, of);
  const wobble = draws > 1 ? 1 : 0;
  return {
    drawCount: draws,
    recentPeriods: 13,
    noise: list(() => 0.05),
    channels: Array.from({ length: channels }, (_, c) => {
      const half = (0.03 * TOTAL * Math.exp(random.uniform() * Math.log(20))) / crowded;
      const top = Math.exp(0.7 * random.normal());
      const steep = shape === "s-shaped" ? 1 + 2.5 * random.uniform() : 1;
      return {
        name: `channel ${c}`,
        saturation: shape === "logistic" ? ("logistic" as const) : ("hill" as const),
        concave: shape !== "s-shaped",
        adstockLength: 8,
        currentSpend: TOTAL / channels,
        meanSpend: TOTAL / channels,
        highestSpend: TOTAL,
        carryOver: list(() => 0.3),
        halfSaturation: list(() => half * Math.exp(0.3 * wobble * random.normal())),
        slope: list(() =>
          shape === "gentle"
            ? 0.6 + 0.4 * random.uniform()
            : steep * Math.exp(steep > 1 ? 0.1 * wobble * random.normal() : 0),
        ),
        maximum: list(() => top * Math.exp(0.2 * wobble * random.normal())),
      };
    }),
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

const round = (value: number, digits = 3) => Number(value.toPrecision(digits));

function print(line: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** The whole answer (intervals, gains, bindings included) for several instances of one size. */
function split(
  figure: string,
  channels: number,
  draws: number,
  shape: Shape,
  runs: number,
  bar: string,
  limits: (count: number) => Parameters<typeof allocate>[0]["limits"] = () => undefined,
  check?: (curves: FittedCurves, found: Allocation) => number,
): void {
  const times: number[] = [];
  const processor: number[] = [];
  let gap = 0;
  let below = 0;
  let sumError = 0;
  for (let run = 0; run < runs; run++) {
    const curves = aFit(channels, draws, shape, run + 1, Math.max(1, channels / 30));
    const before = process.cpuUsage();
    const start = performance.now();
    const asked = limits(channels);
    const found = allocate({
      curves,
      scenario: { kind: "fixed-budget", total: TOTAL },
      ...(asked && { limits: asked }),
    });
    times.push(performance.now() - start);
    const used = process.cpuUsage(before);
    processor.push((used.user + used.system) / 1000);
    gap = Math.max(gap, found.relativeGap);
    const spent = found.allocation.reduce((sum, channel) => sum + channel.spend, found.unspent);
    sumError = Math.max(sumError, Math.abs(spent / TOTAL - 1));
    if (check) below = Math.max(below, check(curves, found));
  }
  print({
    figure,
    channels,
    draws,
    shape,
    runs,
    medianMs: round(median(times)),
    medianCpuMs: round(median(processor)),
    worstMs: round(Math.max(...times)),
    worstGap: round(gap),
    worstSumError: round(sumError),
    ...(check && { worstShortfallAgainstTable: round(below) }),
    bar,
  });
}

/** How far the answer lies below the best of all splits in steps of 1/400 of the total (0 when it is not below). */
function shortfall(curves: FittedCurves, found: Allocation): number {
  const steps = 400;
  let best = new Float64Array(steps + 1);
  curves.channels.forEach((_, c) => {
    const value = Array.from({ length: steps + 1 }, (_, i) => responseAt(curves, c, (TOTAL * i) / steps, 0));
    best = best.map((_, money) => {
      let most = 0;
      for (let i = 0; i <= money; i++) most = Math.max(most, best[money - i]! + value[i]!);
      return most;
    });
  });
  return Math.max(0, 1 - found.expectedResponse / best[steps]!);
}

// The first answers warm the compiler up; they are not counted.
for (const shape of ["hill", "logistic", "gentle", "s-shaped"] as const) {
  for (let seed = 1; seed <= 5; seed++) {
    allocate({ curves: aFit(10, 200, shape, seed), scenario: { kind: "fixed-budget", total: TOTAL } });
  }
}

for (const shape of ["hill", "logistic", "gentle"] as const) {
  for (const channels of [3, 10, 30]) {
    split("concave-split", channels, 1000, shape, 15, "gap at most 1e-9, 20 ms");
  }
}
for (const channels of [3, 10, 30]) {
  const check = channels <= 10 ? shortfall : undefined;
  split("s-shaped-split", channels, 1, "s-shaped", 60, "gap at most 1e-4, 100 ms", undefined, check);
}
for (const channels of [3, 10, 30]) split("s-shaped-split", channels, 100, "s-shaped", 15, "gap at most 1e-4, 100 ms");
for (const channels of [3, 10, 30]) split("s-shaped-split", channels, 1000, "s-shaped", 5, "gap at most 1e-4");
split("minimums-and-networks", 10, 100, "s-shaped", 15, "gap at most 1e-4", (count) => ({
  minimumsIfUsed: new Array<number>(count).fill(0.04 * TOTAL),
  mostNetworks: 5,
}));
split("groups", 30, 1000, "hill", 10, "gap at most 1e-9", () => ({
  groups: [0, 1, 2].map((g) => ({
    name: `group ${g}`,
    members: Array.from({ length: 10 }, (_, i) => 10 * g + i),
    lower: 0.2 * TOTAL,
    upper: 0.4 * TOTAL,
  })),
}));
for (const shape of ["hill", "logistic", "gentle"] as const) {
  split("thousand-channels", 1000, 1000, shape, 1, "3 s");
}

{
  const curves = aFit(10, 1000, "hill", 7);
  const start = performance.now();
  const careful = allocate({ curves, scenario: { kind: "fixed-budget", total: TOTAL }, prudence: { weight: 0.5 } });
  print({
    figure: "prudent-split",
    channels: 10,
    draws: 1000,
    ms: round(performance.now() - start),
    gap: round(careful.relativeGap),
  });
}
{
  const curves = aFit(10, 300, "hill", 7);
  const start = performance.now();
  const points = budgetCurve(
    { curves },
    Array.from({ length: 30 }, (_, i) => ((i + 1) * TOTAL) / 15),
  );
  print({
    figure: "budget-curve",
    channels: 10,
    draws: 300,
    points: points.length,
    ms: round(performance.now() - start),
  });
}
for (const [channels, draws] of [
  [3, 60],
  [10, 60],
  [10, 1000],
] as const) {
  const curves = aFit(channels, draws, "hill", 3);
  const start = performance.now();
  const plan = pace({ curves, total: 52 * TOTAL, periods: 52, draws });
  print({
    figure: "pacing-52-weeks",
    channels,
    draws,
    ms: round(performance.now() - start),
    gap: round(plan.relativeGap ?? Number.NaN),
    gainOverEven: round(plan.expectedResponse / plan.evenResponse - 1),
  });
}
{
  const curves = aFit(3, 1000, "hill", 5);
  const start = performance.now();
  const advice = adviseExperiment({ curves, total: TOTAL, horizonPeriods: 26, random: createRandom(1) });
  print({
    figure: "value-of-information",
    channels: 3,
    designs: advice.designs.length,
    ms: round(performance.now() - start),
    perfectInformationShare: round(advice.perfectInformation / advice.expectedResponse),
  });
}

// The same S-shaped splits by SLSQP, when a Python with SciPy is given.
const flag = process.argv.indexOf("--peer");
const python = flag >= 0 ? process.argv[flag + 1] : undefined;
if (python === undefined)
  process.stderr.write("SLSQP comparison skipped: give a Python that has SciPy with --peer PYTHON\n");
else for (const channels of [3, 10, 30]) againstSlsqp(python, channels, channels === 30 ? 30 : 100);

function againstSlsqp(command: string, channels: number, runs: number): void {
  const fits = Array.from({ length: runs }, (_, run) => aFit(channels, 1, "s-shaped", run + 1));
  // Money in thousands, where SLSQP is at its best: in euros its tolerance stops it at the start.
  const input = fits.map((curves) =>
    JSON.stringify({
      total: TOTAL / 1000,
      half: curves.channels.map((channel) => channel.halfSaturation[0]! / 1000),
      slope: curves.channels.map((channel) => channel.slope[0]!),
      maximum: curves.channels.map((channel) => channel.maximum[0]!),
    }),
  );
  const script = new URL("./peers/slsqp.py", import.meta.url).pathname;
  const answer = spawnSync(command, [script], { input: `${input.join("\n")}\n`, encoding: "utf8" });
  if (answer.status !== 0) {
    process.stderr.write(`SLSQP comparison skipped: ${command} failed (${answer.stderr?.trim().split("\n").at(-1)})\n`);
    return;
  }
  const peers = answer.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { response: number; milliseconds: number });
  const lost: number[] = [];
  const peerTimes: number[] = [];
  let below = 0;
  fits.forEach((curves, run) => {
    const found = allocate({ curves, scenario: { kind: "fixed-budget", total: TOTAL } });
    const peer = peers[run]!;
    lost.push(1 - peer.response / found.expectedResponse);
    below = Math.max(below, peer.response / found.expectedResponse - 1);
    peerTimes.push(peer.milliseconds);
  });
  print({
    figure: "s-shaped-against-slsqp",
    channels,
    runs,
    oursBelowSlsqpAtMost: round(below),
    slsqpLosesOnAverage: round(lost.reduce((sum, one) => sum + one, 0) / runs),
    slsqpLosesAtMost: round(Math.max(...lost)),
    slsqpLosesMoreThanOnePercent: round(lost.filter((one) => one > 0.01).length / runs),
    slsqpMedianMs: round(median(peerTimes)),
    bar: "never below SLSQP (1e-6, our gap)",
  });
}
