/**
 * Figures of the signal half of the engine, one JSON line each.
 *
 *     node bench/engine-signals.ts [--data FOLDER]
 *
 * FOLDER holds the labelled mention files of the Numenta Anomaly Benchmark (realTweets): *.csv with timestamp,value and
 * windows.json. Without it that part is skipped with a sentence.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { forecast } from "../src/engine/forecast.ts";
import { createRandom, type Random } from "../src/engine/random.ts";
import { sameHourOfWeek, scanForSurges } from "../src/engine/surge.ts";

function print(line: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

// Forecast coverage on simulated series -----------------------------------------------------------------------------------

type World = (random: Random, length: number) => number[];

const series = (length: number, of: (t: number) => number) => Array.from({ length }, (_, t) => of(t));

const WORLDS: Record<string, World> = {
  steady: (random, length) => series(length, () => 100 + 8 * random.normal()),
  "local level": (random, length) => {
    let level = 100;
    return series(length, () => {
      level += 3 * random.normal();
      return level + 6 * random.normal();
    });
  },
  "random walk": (random, length) => {
    let level = 100;
    return series(length, () => {
      level += 4 * random.normal();
      return level;
    });
  },
  trend: (random, length) => {
    let level = 100;
    const slope = 1.5 * random.normal();
    return series(length, () => {
      level += slope + random.normal();
      return level + 5 * random.normal();
    });
  },
  "turning trend": (random, length) => {
    let level = 100;
    let slope = 0;
    return series(length, () => {
      slope = 0.95 * slope + 0.4 * random.normal();
      level += slope;
      return level + 4 * random.normal();
    });
  },
  autoregressive: (random, length) => {
    let state = 0;
    return series(length, () => {
      state = 0.8 * state + 4 * random.normal();
      return 100 + state;
    });
  },
  "yearly season": (random, length) => {
    const phase = 2 * Math.PI * random.uniform();
    return series(length, (t) => 100 + 12 * Math.sin((2 * Math.PI * t) / 52.18 + phase) + 5 * random.normal());
  },
  "heavy tails": (random, length) => {
    let level = 100;
    return series(length, () => {
      level += 2 * random.normal();
      return level + (5 * random.normal()) / Math.sqrt(random.gamma(1.5) / 1.5);
    });
  },
  "sudden shift": (random, length) => {
    const at = random.uniform() * length;
    return series(length, (t) => 100 + (t > at ? 20 : 0) + 5 * random.normal());
  },
  multiplicative: (random, length) => {
    let level = 3;
    return series(length, () => {
      level += 0.1 * random.normal();
      return Math.exp(level + 0.4 * random.normal());
    });
  },
};

const HORIZON = 13;

function forecastCoverage(known: number, runs: number): void {
  const byWorld: Record<string, number> = {};
  const times: number[] = [];
  let inside = 0;
  let sumInside = 0;
  let total = 0;
  for (const [name, world] of Object.entries(WORLDS)) {
    let here = 0;
    for (let run = 0; run < runs; run++) {
      const random = createRandom(1000 * run + known);
      const all = world(random, known + HORIZON);
      const start = performance.now();
      const { points, paths, pathCount } = forecast({
        values: all.slice(0, known),
        horizon: HORIZON,
        random,
        paths: 1000,
        period: 52.18,
      });
      times.push(performance.now() - start);
      points.forEach((point, step) => {
        const truth = all[known + step]!;
        if (point.lower <= truth && truth <= point.upper) here++;
      });
      const sums = new Float64Array(pathCount);
      for (let i = 0; i < paths.length; i++) sums[Math.floor(i / HORIZON)]! += paths[i]!;
      sums.sort();
      const truth = all.slice(known).reduce((sum, value) => sum + value, 0);
      if (sums[50]! <= truth && truth <= sums[949]!) sumInside++;
    }
    byWorld[name] = Number((here / (runs * HORIZON)).toFixed(3));
    inside += here;
    total += runs;
  }
  print({
    figure: "forecast-coverage-90",
    points: known,
    horizon: HORIZON,
    series: total,
    coverage: Number((inside / (total * HORIZON)).toFixed(3)),
    coverageOfSum: Number((sumInside / total).toFixed(3)),
    bar: "0.85 to 0.93 at 26 and 52 points",
    medianMs: Number(median(times).toFixed(2)),
    byWorld,
  });
}

// Surges: false alarms and delays on simulated noise ------------------------------------------------------------------------

/** Negative-binomial count: Poisson whose rate is a gamma of mean `mean` and shape `size`. */
function drawCount(random: Random, mean: number, size: number): number {
  const rate = (mean * random.gamma(size)) / size;
  if (rate > 60) return Math.max(0, Math.round(rate + Math.sqrt(rate) * random.normal()));
  const limit = Math.exp(-rate);
  let count = 0;
  let product = random.uniform();
  while (product > limit) {
    count++;
    product *= random.uniform();
  }
  return count;
}

function surgeOnNoise(perDay: number, stepsPerDay: number, size: number): void {
  const days = 28;
  const runs = stepsPerDay > 100 ? 15 : 60;
  let alarms = 0;
  let found = 0;
  let delay = 0;
  const hour = Math.max(1, Math.round(stepsPerDay / 24));
  for (let run = 0; run < runs; run++) {
    const random = createRandom(77 * run + stepsPerDay + perDay);
    const level = (t: number) =>
      (perDay / stepsPerDay) * (1 + 0.6 * Math.sin((2 * Math.PI * (t % stepsPerDay)) / stepsPerDay));
    const values = series(days * stepsPerDay, (t) => drawCount(random, level(t), size));
    alarms += scanForSurges(values, { stepsPerDay }).filter((score) => score.alarm).length;
    const start = (days - 3) * stepsPerDay + random.integer(stepsPerDay);
    const burst = values.map((value, t) =>
      t >= start && t < start + 6 * hour ? value + drawCount(random, 4 * level(t), size) : value,
    );
    const scored = scanForSurges(burst, { stepsPerDay });
    const first = scored.findIndex((score, t) => t >= start && t < start + 6 * hour && score.alarm);
    if (first >= 0) {
      found++;
      delay += (first - start + 1) / hour;
    }
  }
  print({
    figure: "surge-on-noise",
    perDay,
    stepsPerDay,
    dispersion: size,
    falseAlarmsPerFortnight: Number((alarms / ((runs * days) / 14)).toFixed(2)),
    bar: "at most 1",
    fivefoldBurstFound: Number((found / runs).toFixed(2)),
    meanDelayHours: found > 0 ? Number((delay / found).toFixed(2)) : null,
  });
}

function sameHourOnNoise(perHour: number): void {
  const weeks = 10;
  const size = 3;
  const runs = 12;
  let alarms = 0;
  let tested = 0;
  const found: Record<number, number> = { 2: 0, 3: 0, 5: 0, 10: 0 };
  let bursts = 0;
  for (let run = 0; run < runs; run++) {
    const random = createRandom(31 * run + Math.round(100 * perHour));
    const level = (t: number) => perHour * (1 + 0.7 * Math.sin((2 * Math.PI * (t % 24)) / 24));
    const hours = series(weeks * 168, (t) => drawCount(random, level(t), size));
    for (let t = 4 * 168 + 1; t < hours.length; t++) {
      tested++;
      if (sameHourOfWeek(hours, t).alarm) alarms++;
    }
    for (let k = 0; k < 10; k++) {
      const start = 5 * 168 + random.integer(4 * 168);
      bursts++;
      for (const factor of [2, 3, 5, 10]) {
        const burst = hours.slice(0, start + 3);
        for (let t = start; t < start + 3; t++) burst[t] = drawCount(random, factor * level(t), size);
        if ([0, 1, 2].some((ahead) => sameHourOfWeek(burst, start + ahead).alarm)) found[factor]!++;
      }
    }
  }
  print({
    figure: "same-hour-of-week",
    perHour,
    falseAlarmsPerWeek: Number(((alarms / tested) * 168).toFixed(2)),
    foundWithinThreeHours: Object.fromEntries(
      Object.entries(found).map(([factor, count]) => [`x${factor}`, Number((count / bursts).toFixed(2))]),
    ),
  });
}

// Surges: labelled mention files -------------------------------------------------------------------------------------------

interface Labelled {
  name: string;
  values: number[];
  /** Positions of the first and last point of each window. */
  windows: [number, number][];
  stepsPerDay: number;
}

function readLabelled(folder: string): Labelled[] {
  const windows = JSON.parse(readFileSync(join(folder, "windows.json"), "utf8")) as Record<string, [string, string][]>;
  return readdirSync(folder)
    .filter((file) => file.endsWith(".csv"))
    .map((file) => {
      const rows = readFileSync(join(folder, file), "utf8").trim().split("\n").slice(1);
      const times = rows.map((row) => Date.parse(`${row.split(",")[0]!.replace(" ", "T")}Z`));
      const key = Object.keys(windows).find((name) => name.endsWith(file));
      const positions = (key ? windows[key]! : []).map(([from, to]): [number, number] => {
        const start = Date.parse(`${from.replace(" ", "T")}Z`);
        const end = Date.parse(`${to.replace(" ", "T")}Z`);
        return [times.findIndex((time) => time >= start), times.findLastIndex((time) => time <= end)];
      });
      return { name: file, values: rows.map((row) => Number(row.split(",")[1])), windows: positions, stepsPerDay: 288 };
    });
}

/**
 * The benchmark's score (A. Lavin and S. Ahmad, 2015), standard profile unless told: earliest detection in a window earns by
 * its earliness, a miss costs 1, a false alarm `weight` by its distance after the last window; 0 = silent, 100 = perfect.
 */
function numentaScore(
  files: readonly Labelled[],
  scores: readonly number[][],
  threshold: number,
  weight: number,
): number {
  const earned = (position: number) => 2 / (1 + Math.exp(5 * position)) - 1;
  let raw = 0;
  let perfect = 0;
  let silent = 0;
  files.forEach((file, f) => {
    const probation = Math.min(Math.floor(0.15 * file.values.length), 750);
    const windows = file.windows.filter(([, end]) => end >= probation);
    const hit = new Set<number>();
    scores[f]!.forEach((score, t) => {
      if (t < probation || score < threshold) return;
      const inside = windows.findIndex(([start, end]) => t >= start && t <= end);
      if (inside >= 0) {
        if (hit.has(inside)) return;
        hit.add(inside);
        const [start, end] = windows[inside]!;
        raw += earned(-(end - t + 1) / (end - start + 1)) / earned(-1);
        return;
      }
      const before = windows.filter(([, end]) => end < t).at(-1);
      const distance = before ? (t - before[1]) / (before[1] - before[0]) : 3;
      raw += weight * (distance > 3 ? -1 : earned(distance));
    });
    raw -= windows.length - hit.size;
    perfect += windows.length;
    silent -= windows.length;
  });
  return (100 * (raw - silent)) / (perfect - silent);
}

function labelledMentions(folder: string): void {
  const files = readLabelled(folder);
  const start = performance.now();
  const scored = files.map((file) => scanForSurges(file.values, { stepsPerDay: file.stepsPerDay }));
  const elapsed = performance.now() - start;
  const scores = scored.map((one) => one.map((score) => score.score));
  const candidates = [...new Set(scores.flat().filter((score) => score > 0))].sort((a, b) => a - b);
  const best = (weight: number) => {
    let most = { score: Number.NEGATIVE_INFINITY, threshold: 0 };
    for (const threshold of candidates) {
      const score = numentaScore(files, scores, threshold, weight);
      if (score > most.score) most = { score: Number(score.toFixed(1)), threshold: Number(threshold.toFixed(2)) };
    }
    return most;
  };
  const points = files.reduce((sum, file) => sum + file.values.length, 0);
  const alarms = scored.reduce((sum, one) => sum + one.filter((score) => score.alarm).length, 0);
  print({
    figure: "labelled-mentions",
    files: files.length,
    windows: files.reduce((sum, file) => sum + file.windows.length, 0),
    scoreAtBestThreshold: best(0.11),
    lowFalsePositiveProfile: best(0.22),
    scoreAtDefaultThreshold: Number(numentaScore(files, scores, 3, 0.11).toFixed(1)),
    alarmsAtDefault: alarms,
    bar: "at least 58",
    microsecondsPerPoint: Number(((1000 * elapsed) / points).toFixed(1)),
  });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}

for (const known of [13, 26, 52, 104]) forecastCoverage(known, 60);
for (const [perDay, steps, size] of [
  [48, 288, 2],
  [2000, 288, 4],
  [24, 24, 2],
  [720, 24, 4],
] as const) {
  surgeOnNoise(perDay, steps, size);
}
for (const perHour of [1, 5, 30]) sameHourOnNoise(perHour);

const flag = process.argv.indexOf("--data");
const folder = flag >= 0 ? process.argv[flag + 1] : undefined;
if (folder !== undefined && existsSync(join(folder, "windows.json"))) labelledMentions(folder);
else process.stderr.write("labelled mentions skipped: give their folder with --data FOLDER\n");
