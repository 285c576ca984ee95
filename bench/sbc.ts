/**
 * Simulation-based calibration of the response model (Talts et al., 2018): parameters are drawn from the prior, a history from the
 * parameters, the history is fitted, and the rank of the truth among the draws must be uniform. One JSON line per quantity.
 *
 *   node bench/sbc.ts [--runs 250] [--weeks 104,16] [--likelihood normal|count] [--saturation hill|hill-free|logistic] [--seed 1]
 *
 * Bars: chi-squared over ten classes below 27.9 (p = 0.001), 90 % intervals that hold the truth in 87 to 93 cases of a hundred.
 */
import { parseArgs } from "node:util";
import { createRandom, type Random } from "../src/engine/random.ts";
import type { ChannelDefinition, ResponseDefinition, ResponseParameters } from "../src/engine/response-definition.ts";
import { createResponseModel, NOISE_SD } from "../src/engine/response-model.ts";
import { expectedOutcome } from "../src/engine/response-predict.ts";
import { sample } from "../src/engine/sampler.ts";
import type { Saturation } from "../src/engine/saturation.ts";

const { values: options } = parseArgs({
  options: {
    runs: { type: "string", default: "250" },
    weeks: { type: "string", default: "104,16" },
    likelihood: { type: "string", default: "normal" },
    saturation: { type: "string", default: "hill" },
    seed: { type: "string", default: "1" },
  },
});
const likelihood = options.likelihood === "count" ? "count" : "normal";
const saturation = options.saturation as Saturation;
const CHANNELS = 3;
const RANKED = 100;
const BINS = 10;

/** A history without outcome: irregular spends, level, trend and one control. */
function emptyDefinition(weeks: number, random: Random): ResponseDefinition {
  const series = (draw: (t: number) => number) => Float64Array.from({ length: weeks }, (_, t) => draw(t));
  const channels = Array.from({ length: CHANNELS }, (_, c): ChannelDefinition => {
    const spend = series(() => (random.uniform() < 0.25 ? 0 : random.gamma(1.5)));
    return {
      name: `channel ${c}`,
      spend,
      media: spend,
      reference: Math.max(...spend),
      saturation,
      adstockLength: 8,
      priors: {
        carryOver: { a: 2, b: 4 },
        halfSaturation: { logMean: -0.7, logSd: 0.8 },
        slope: { logMean: 0.3, logSd: 0.4 },
        roi: { logMean: Math.log(0.1), logSd: 1 },
      },
    };
  });
  return {
    outcome: new Float64Array(weeks),
    outcomeScale: likelihood === "count" ? 20 : 1,
    channels,
    linear: [
      { name: "intercept", values: series(() => 1), mean: 0.5, sd: likelihood === "count" ? 0.1 : 1 },
      { name: "trend", values: series((t) => t / weeks - 0.5), mean: 0, sd: likelihood === "count" ? 0.1 : 0.5 },
      { name: "control", values: series(() => random.normal()), mean: 0, sd: likelihood === "count" ? 0.05 : 0.3 },
    ],
    likelihood,
    noiseScale: 0.1,
  };
}

function fromPrior(definition: ResponseDefinition, random: Random): ResponseParameters {
  const of = (draw: (channel: ChannelDefinition) => number) => Float64Array.from(definition.channels, draw);
  const logNormal = (prior: { logMean: number; logSd: number }) =>
    Math.exp(prior.logMean + prior.logSd * random.normal());
  const carryOver = of(({ priors }) => {
    const kept = random.gamma(priors.carryOver.a);
    return kept / (kept + random.gamma(priors.carryOver.b));
  });
  const halfSaturation = of(({ priors }) => logNormal(priors.halfSaturation));
  const slope = of(({ priors }) => (saturation === "hill-free" ? logNormal(priors.slope) : 1));
  const roi = of(({ priors }) => logNormal(priors.roi));
  const coefficients = Float64Array.from(definition.linear, (term) => term.mean + term.sd * random.normal());
  const noise =
    likelihood === "count"
      ? Math.exp(3 + 1.5 * random.normal())
      : definition.noiseScale * Math.exp(NOISE_SD * random.normal());
  // The maximum that gives each channel its total effect: the effect of a unit maximum is measured first.
  const maximum = of(() => 0);
  const silent = { carryOver, halfSaturation, slope, roi, maximum, coefficients: coefficients.map(() => 0), noise };
  const additive = { ...definition, likelihood: "normal" as const, outcomeScale: 1 };
  definition.channels.forEach((channel, c) => {
    const unit = { ...silent, maximum: maximum.map((_, i) => (i === c ? 1 : 0)) };
    const effect = expectedOutcome(additive, unit).reduce((sum, value) => sum + value, 0);
    const spent = channel.spend.reduce((sum, value) => sum + value, 0);
    maximum[c] = (roi[c]! * spent) / definition.outcomeScale / effect;
  });
  return { ...silent, maximum, coefficients };
}

function poisson(mean: number, random: Random): number {
  // Additive in pieces of 20, so that the product of uniforms does not underflow.
  let count = 0;
  for (let rest = mean; rest > 0; rest -= 20) {
    for (let left = random.uniform(), floor = Math.exp(-Math.min(20, rest)); left > floor; left *= random.uniform())
      count++;
  }
  return count;
}

function observe(definition: ResponseDefinition, parameters: ResponseParameters, random: Random): Float64Array {
  return expectedOutcome(definition, parameters).map((mean) =>
    likelihood === "count"
      ? poisson((mean * random.gamma(parameters.noise)) / parameters.noise, random)
      : mean + parameters.noise * random.normal(),
  );
}

/** What is ranked: each name gives one value per channel, or one in all. */
function quantities(definition: ResponseDefinition, parameters: ResponseParameters): Record<string, number[]> {
  const marginal = definition.channels.map((channel, c) => {
    const half = parameters.halfSaturation[c]!;
    const slope = parameters.slope[c]!;
    const u = channel.spend.reduce((sum, value) => sum + value, 0) / channel.spend.length / channel.reference;
    if (saturation === "logistic")
      return (parameters.maximum[c]! * (1 - Math.tanh((0.5 * Math.log(3) * u) / half) ** 2)) / half;
    const share = 1 / (1 + (half / u) ** slope);
    return (parameters.maximum[c]! * slope * share * (1 - share)) / u;
  });
  return {
    carryOver: [...parameters.carryOver],
    halfSaturation: [...parameters.halfSaturation],
    ...(saturation === "hill-free" ? { slope: [...parameters.slope] } : {}),
    roi: [...parameters.roi],
    marginalReturn: marginal,
    noise: [parameters.noise],
    coefficients: [...parameters.coefficients],
    lastMean: [expectedOutcome(definition, parameters).at(-1)!],
  };
}

for (const weeks of options.weeks.split(",").map(Number)) {
  const random = createRandom(Number(options.seed) * 1000 + weeks);
  const counts: Record<string, number[]> = {};
  const inside: Record<string, { in90: number; in50: number; total: number }> = {};
  let divergences = 0;
  let worstRHat = 1;
  let skipped = 0;
  const start = performance.now();
  for (let run = 0; run < Number(options.runs); run++) {
    const empty = emptyDefinition(weeks, random);
    const truth = fromPrior(empty, random);
    const definition = { ...empty, outcome: observe(empty, truth, random) };
    if (likelihood === "count" && definition.outcome.every((value) => value === 0)) skipped++;
    const model = createResponseModel(definition);
    const settings = { chains: 2, draws: 500, warmUp: 200, targetAcceptance: 0.85 };
    const { chains, diagnostics } = sample(model, model.start, settings, random.split());
    divergences += diagnostics.divergences;
    worstRHat = Math.max(worstRHat, diagnostics.maxRHat);
    const all = chains.flat();
    const drawn = Array.from({ length: RANKED }, (_, i) => {
      return quantities(definition, model.parametersAt(all[Math.floor(((i + 0.5) * all.length) / RANKED)]!, random));
    });
    for (const [name, values] of Object.entries(quantities(definition, truth))) {
      counts[name] ??= new Array<number>(BINS).fill(0);
      inside[name] ??= { in90: 0, in50: 0, total: 0 };
      values.forEach((value, c) => {
        const rank = drawn.filter((draw) => draw[name]![c]! < value).length + random.uniform();
        const place = rank / (RANKED + 1);
        counts[name]![Math.min(BINS - 1, Math.floor(place * BINS))]! += 1;
        inside[name]!.total++;
        if (place > 0.05 && place < 0.95) inside[name]!.in90++;
        if (place > 0.25 && place < 0.75) inside[name]!.in50++;
      });
    }
  }
  const seconds = (performance.now() - start) / 1000;
  for (const [name, bins] of Object.entries(counts)) {
    const { in90, in50, total } = inside[name]!;
    const chiSquared = bins.reduce((sum, count) => sum + (count - total / BINS) ** 2 / (total / BINS), 0);
    console.log(
      JSON.stringify({
        sbc: name,
        weeks,
        likelihood,
        saturation,
        n: total,
        chiSquared: Number(chiSquared.toFixed(1)),
        coverage90: Number((in90 / total).toFixed(3)),
        coverage50: Number((in50 / total).toFixed(3)),
      }),
    );
  }
  console.log(
    JSON.stringify({
      sbc: "runs",
      weeks,
      likelihood,
      saturation,
      runs: Number(options.runs),
      seconds: Number(seconds.toFixed(1)),
      divergences,
      worstRHat: Number(worstRHat.toFixed(3)),
      allZero: skipped,
    }),
  );
}
