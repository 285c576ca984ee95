import { quantileOf } from "./convergence.ts";
import { defineResponse } from "./curves-definition.ts";
import type { CurvesInput } from "./curves-input.ts";
import { type FittedChannel, type FittedCurves, marginalResponseAt } from "./fitted-curves.ts";
import { laplaceApproximation, logEvidence, previewDraws } from "./laplace.ts";
import { createRandom, type Random } from "./random.ts";
import type { ResponseDefinition, ResponseParameters } from "./response-definition.ts";
import { createResponseModel, type ResponseModel } from "./response-model.ts";
import { expectedOutcome, predictivePlace } from "./response-predict.ts";
import { type Verdict, verdictOf } from "./response-verdict.ts";
import { type Diagnostics, QUICK, sample, sampleWithRetry } from "./sampler.ts";

export type { FittedCurves } from "./fitted-curves.ts";

/** Changes when the same data and seed would give other figures. */
export const ENGINE_VERSION = "1";

/** Draws handed to the split: enough for its intervals, small enough for a file. */
const KEPT_DRAWS = 1000;
/** Periods behind "today's split". */
const RECENT_PERIODS = 13;
/** Periods from which some are set aside to check the forecast. */
const HOLDOUT_FROM = 20;

/** A posterior mean with its 90 % interval. */
export interface Estimate {
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
}

export interface ChannelFit {
  readonly name: string;
  /** Outcome per unit of currency over the file. */
  readonly roi: Estimate;
  /** Share of the stock kept from one period to the next. */
  readonly carryOver: Estimate;
  /** Currency per period at which the response is half of its maximum. */
  readonly halfSaturation: Estimate;
  /** Outcome brought over the whole file. */
  readonly contribution: Estimate;
  /** Outcome brought per period by the next unit of currency per period, at today's spend. */
  readonly marginalReturn: Estimate;
  /** Share of the prior's variance of ln ROI that the data removed: 0 = assumed, near 1 = learned. */
  readonly learned: number;
}

/** What a fit gives; with `seconds` and `dataHash`, which the caller knows, it is FIT.json. */
export interface ResponseFit {
  readonly channels: readonly ChannelFit[];
  readonly diagnostics: Diagnostics;
  readonly fit: {
    readonly r2: number;
    readonly holdoutWeeks: number;
    readonly holdoutCoverage90: number | null;
  };
  readonly verdict: Verdict;
  readonly seed: number;
  readonly engineVersion: string;
  readonly curves: FittedCurves;
}

/**
 * Fits response curves: spec and data → draws → estimates, hold-out, verdict. Deterministic in (input, seed). Never throws for
 * a poor fit: the verdict says it.
 *
 * @param input from `readCurvesInput`; @param seed any safe integer
 * @example fitResponse(input, 1).verdict.status
 */
export function fitResponse(input: CurvesInput, seed: number): ResponseFit {
  const random = createRandom(seed);
  const sampling = random.split();
  const drawing = random.split();
  const checking = random.split();
  const { full } = defineResponse(input);
  const model = createResponseModel(full);
  // With fewer periods than unknowns the verdict is known: no time is spent on polishing its draws.
  const hopeless = full.outcome.length < unknowns(full, model);
  const draw = hopeless ? sample(model, model.start, QUICK, sampling) : sampleWithRetry(model, model.start, sampling);
  const { chains, diagnostics } = draw;
  return summarise(input, full, model, chains.flat(), diagnostics, drawing, holdOut(input, checking), seed);
}

/**
 * A first answer in a fraction of a second, by importance sampling around the mode; undefined when it cannot be trusted
 * (Pareto k-hat ≥ 0.7): the full fit then has to be waited for. No period is set aside.
 */
export function previewResponse(
  input: CurvesInput,
  seed: number,
): (ResponseFit & { readonly kHat: number }) | undefined {
  const random = createRandom(seed);
  const { full } = defineResponse(input);
  const model = createResponseModel(full);
  const { positions, kHat } = previewDraws(model, laplaceApproximation(model, model.start), KEPT_DRAWS, random.split());
  if (!(kHat < 0.7)) return undefined;
  const diagnostics: Diagnostics = {
    maxRHat: 1,
    minBulkEss: 0,
    minTailEss: 0,
    divergences: 0,
    acceptance: 1,
    gradients: 0,
    converged: true,
    retried: false,
  };
  const none = { periods: 0, coverage: null };
  return { ...summarise(input, full, model, positions, diagnostics, random.split(), none, seed), kHat };
}

function summarise(
  input: CurvesInput,
  definition: ResponseDefinition,
  model: ResponseModel,
  positions: readonly Float64Array[],
  diagnostics: Diagnostics,
  random: Random,
  holdout: { periods: number; coverage: number | null },
  seed: number,
): ResponseFit {
  const draws = positions.map((position) => model.parametersAt(position, random));
  const curves = curvesOf(definition, thin(draws, KEPT_DRAWS));
  const channels = definition.channels.map((channel, c): ChannelFit => {
    const spent = channel.spend.reduce((sum, value) => sum + value, 0);
    const perCurrency = mediaPerCurrency(channel.media, channel.spend);
    const logRoi = draws.map((draw) => Math.log(draw.roi[c]!));
    return {
      name: channel.name,
      roi: estimate(draws.map((draw) => draw.roi[c]!)),
      carryOver: estimate(draws.map((draw) => draw.carryOver[c]!)),
      halfSaturation: estimate(draws.map((draw) => (draw.halfSaturation[c]! * channel.reference) / perCurrency)),
      contribution: estimate(draws.map((draw) => draw.roi[c]! * spent)),
      marginalReturn: estimate(marginals(curves, c)),
      learned: Math.max(0, 1 - (deviationOf(logRoi) / channel.priors.roi.logSd) ** 2),
    };
  });
  const fitted = meanPrediction(definition, thin(draws, 200));
  const residuals = definition.outcome.map((value, t) => value - fitted[t]!);
  const r2 = 1 - squares(residuals) / squares(centred(definition.outcome));
  const verdict = verdictOf({
    converged: diagnostics.converged,
    periods: definition.outcome.length,
    parameters: unknowns(definition, model),
    channels: definition.channels.map((channel, c) => {
      const { logMean, logSd } = channel.priors.roi;
      const mean = draws.reduce((sum, draw) => sum + Math.log(draw.roi[c]!), 0) / draws.length;
      // A prior drawn from the file's own totals is a scale, not an opinion: nothing can contradict it.
      const surprise = input.channels[c]!.spec.roiPrior === null ? 0 : Math.abs(mean - logMean) / logSd;
      const active = channel.media.filter((value) => value > 0).length;
      return { name: channel.name, learned: channels[c]!.learned, surprise, active };
    }),
    r2,
    holdoutPeriods: holdout.periods,
    holdoutCoverage90: holdout.coverage,
    correlated: correlatedPairs(definition),
    residualMemory: correlation(residuals.subarray(1), residuals.subarray(0, -1)),
    followers: followersOf(definition, residuals),
    thresholds: thresholdsOf(definition),
  });
  return {
    channels,
    diagnostics,
    fit: { r2, holdoutWeeks: holdout.periods, holdoutCoverage90: holdout.coverage },
    verdict,
    seed,
    engineVersion: ENGINE_VERSION,
    curves,
  };
}

/** Everything estimated, the linear coefficients included whether sampled or integrated out. */
function unknowns(definition: ResponseDefinition, model: ResponseModel): number {
  return model.dimension + (definition.likelihood === "normal" ? definition.linear.length : 0);
}

/** Fits the first periods again and counts how many of the last fall in their 90 % predictive interval. */
function holdOut(input: CurvesInput, random: Random): { periods: number; coverage: number | null } {
  const all = input.outcome.length;
  if (all < HOLDOUT_FROM) return { periods: 0, coverage: null };
  const periods = Math.min(RECENT_PERIODS, Math.floor(all / 6));
  const { training, full } = defineResponse(input, all - periods);
  // A channel that starts during the periods set aside has no effect to learn before them.
  const silent = training.channels.some((channel) => channel.media.every((value) => value === 0));
  if (silent || training.outcome.every((value) => value === training.outcome[0])) return { periods: 0, coverage: null };
  const model = createResponseModel(training);
  const { chains } = sample(model, model.start, { ...QUICK, chains: 2, draws: 200, warmUp: 150 }, random);
  const drawing = random.split();
  const places = new Float64Array(periods);
  const draws = thin(chains.flat(), 200).map((position) => model.parametersAt(position, drawing));
  for (const draw of draws) {
    const expected = expectedOutcome(full, draw);
    for (let t = 0; t < periods; t++) {
      const at = all - periods + t;
      places[t] = places[t]! + predictivePlace(full, draw, expected[at]!, full.outcome[at]!) / draws.length;
    }
  }
  const inside = places.filter((place) => place >= 0.05 && place <= 0.95).length;
  return { periods, coverage: inside / periods };
}

function curvesOf(definition: ResponseDefinition, draws: readonly ResponseParameters[]): FittedCurves {
  const periods = definition.outcome.length;
  const recentPeriods = Math.min(RECENT_PERIODS, periods);
  const channels = definition.channels.map((channel, c): FittedChannel => {
    const perCurrency = mediaPerCurrency(channel.media, channel.spend);
    const slope = draws.map((draw) => rounded(draw.slope[c]!));
    return {
      name: channel.name,
      saturation: channel.saturation === "logistic" ? "logistic" : "hill",
      concave: slope.every((value) => value <= 1),
      adstockLength: channel.adstockLength,
      currentSpend: meanOf(channel.spend.subarray(periods - recentPeriods)),
      meanSpend: meanOf(channel.spend),
      highestSpend: Math.max(...channel.spend),
      carryOver: draws.map((draw) => rounded(draw.carryOver[c]!)),
      halfSaturation: draws.map((draw) => rounded((draw.halfSaturation[c]! * channel.reference) / perCurrency)),
      slope,
      maximum: draws.map((draw) => rounded(draw.maximum[c]! * definition.outcomeScale)),
    };
  });
  const counted = definition.likelihood === "count";
  const level = meanOf(definition.outcome);
  const noise = draws.map((draw) =>
    // A count's noise depends on its mean: it is given at the mean of the file.
    rounded(counted ? Math.sqrt(level + (level * level) / draw.noise) : draw.noise * definition.outcomeScale),
  );
  return { channels, drawCount: draws.length, recentPeriods, noise };
}

/** Media bought per unit of currency over the file: 1 when the curve is read on the spend itself. */
function mediaPerCurrency(media: Float64Array, spend: Float64Array): number {
  return media === spend ? 1 : meanOf(media) / meanOf(spend);
}

function marginals(curves: FittedCurves, c: number): number[] {
  const { currentSpend, meanSpend } = curves.channels[c]!;
  // A channel that is silent today is judged just above zero: the slope at zero itself may be infinite.
  const spend = Math.max(currentSpend, 0.01 * meanSpend);
  return Array.from({ length: curves.drawCount }, (_, draw) => marginalResponseAt(curves, c, spend, draw));
}

function meanPrediction(definition: ResponseDefinition, draws: readonly ResponseParameters[]): Float64Array {
  const mean = new Float64Array(definition.outcome.length);
  for (const draw of draws) {
    const expected = expectedOutcome(definition, draw);
    for (let t = 0; t < mean.length; t++) mean[t] = mean[t]! + expected[t]! / draws.length;
  }
  return mean;
}

function correlatedPairs(definition: ResponseDefinition) {
  return definition.channels.flatMap((channel, c) =>
    definition.channels.slice(c + 1).flatMap((other) => {
      const found = correlation(channel.media, other.media);
      return found > 0.9 ? [{ one: channel.name, other: other.name, correlation: found }] : [];
    }),
  );
}

/** Channels whose spend is higher after periods that did better than the model says: a sign that money follows demand. */
function followersOf(definition: ResponseDefinition, residuals: Float64Array): string[] {
  const before = residuals.subarray(0, -1);
  const threshold = Math.max(0.25, 3 / Math.sqrt(before.length));
  return definition.channels
    .filter((channel) => correlation(channel.spend.subarray(1), before) > threshold)
    .map((channel) => channel.name);
}

/**
 * Channels fitted with a concave Hill curve whose history speaks for a free slope: Bayes factor above e³ by Laplace's
 * approximation, and a slope above 1 at the mode.
 */
function thresholdsOf(definition: ResponseDefinition): string[] {
  const fixed = createResponseModel(definition);
  const evidence = logEvidence(laplaceApproximation(fixed, fixed.start));
  return definition.channels.flatMap((channel, c) => {
    if (channel.saturation !== "hill") return [];
    const channels = definition.channels.map((other, i) =>
      i === c ? { ...other, saturation: "hill-free" as const } : other,
    );
    const free = createResponseModel({ ...definition, channels });
    const laplace = laplaceApproximation(free, free.start);
    // The model drops the constant of the slope's prior, which the fixed model does not have.
    const constant = -Math.log(channel.priors.slope.logSd) - 0.5 * Math.log(2 * Math.PI);
    const slope = laplace.mode[free.names.indexOf(`${channel.name}: ln slope`)]!;
    return slope > 0 && logEvidence(laplace) + constant - evidence > 3 ? [channel.name] : [];
  });
}

function estimate(values: readonly number[]): Estimate {
  const sorted = Float64Array.from(values).sort();
  return { mean: meanOf(sorted), lower: quantileOf(sorted, 0.05), upper: quantileOf(sorted, 0.95) };
}

function thin<T>(items: readonly T[], wanted: number): T[] {
  if (items.length <= wanted) return [...items];
  return Array.from({ length: wanted }, (_, i) => items[Math.floor(((i + 0.5) * items.length) / wanted)]!);
}

function rounded(value: number): number {
  return Number(value.toPrecision(7));
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function centred(values: Float64Array): Float64Array {
  const mean = meanOf(values);
  return values.map((value) => value - mean);
}

function squares(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}

function deviationOf(values: readonly number[]): number {
  return Math.sqrt(squares(centred(Float64Array.from(values))) / Math.max(1, values.length - 1));
}

function correlation(a: Float64Array, b: Float64Array): number {
  const first = centred(a);
  const second = centred(b);
  const product = first.reduce((sum, value, t) => sum + value * second[t]!, 0);
  const size = Math.sqrt(squares(first) * squares(second));
  return size > 0 ? product / size : 0;
}
