import type { CurvesInput } from "./curves-input.ts";
import type { ChannelDefinition, LinearTerm, LogNormalPrior, ResponseDefinition } from "./response-definition.ts";

/** Half-saturation prior: around half of the highest media seen, a factor of two either way at one standard deviation or so. */
const HALF_SATURATION: LogNormalPrior = { logMean: -0.7, logSd: 0.8 };
/** Slope prior of a free Hill curve: from concave to clearly S-shaped. */
const SLOPE: LogNormalPrior = { logMean: 0.3, logSd: 0.4 };
/** What all channels together bring of the outcome, when nothing is known: the median of the prior, spread by ROI_SD. */
const MEDIA_SHARE = 0.2;
const ROI_SD = 1;
/** Prior median of the noise, as a share of the outcome's own deviation. */
const NOISE_SHARE = 0.5;
/** Periods below which a trend cannot be told from the media. */
const TREND_FROM = 12;
/** A little less than two years, so that 104 weeks count as such. */
const TWO_YEARS = 1.95;
/** Outcomes that are whole numbers below this mean are counts. */
const SMALL_COUNT = 30;

/**
 * The model of a checked history: scales, priors, trend, season. `training` covers the first `trainingPeriods` periods, `full` all of them
 * with the same scales, so that what was fitted on the first can be predicted on the second.
 *
 * @param input from `readCurvesInput`; @param trainingPeriods at most all
 */
export function defineResponse(
  input: CurvesInput,
  trainingPeriods = input.outcome.length,
): { training: ResponseDefinition; full: ResponseDefinition } {
  const train = (values: Float64Array) => values.subarray(0, trainingPeriods);
  const outcome = train(input.outcome);
  const outcomeScale = Math.max(...outcome.map(Math.abs)) || 1;
  const totalOutcome = outcome.reduce((sum, value) => sum + Math.abs(value), 0);
  const totalSpend = input.channels.reduce((sum, { spend }) => sum + total(train(spend)), 0);
  const guess: LogNormalPrior = { logMean: Math.log((MEDIA_SHARE * totalOutcome) / totalSpend), logSd: ROI_SD };

  const channels = input.channels.map(({ spec, spend, exposure }): ChannelDefinition => {
    const media = exposure ?? spend;
    return {
      name: spec.name,
      spend,
      media,
      reference: Math.max(...train(media)) || 1,
      saturation: spec.saturation,
      adstockLength: spec.adstock.length,
      priors: {
        carryOver: { a: spec.adstock.a, b: spec.adstock.b },
        halfSaturation: HALF_SATURATION,
        slope: SLOPE,
        roi: spec.roiPrior ?? guess,
      },
    };
  });
  const linear = linearTerms(input, trainingPeriods, total(outcome) / trainingPeriods / outcomeScale);
  const full: ResponseDefinition = {
    outcome: input.outcome,
    outcomeScale,
    channels,
    linear,
    likelihood: input.spec.likelihood ?? (isSmallCount(input.outcome) ? "count" : "normal"),
    noiseScale: Math.max(1e-3, (NOISE_SHARE * deviation(outcome)) / outcomeScale),
  };
  const training: ResponseDefinition = {
    ...full,
    outcome,
    channels: channels.map((channel) => ({ ...channel, spend: train(channel.spend), media: train(channel.media) })),
    linear: linear.map((term) => ({ ...term, values: train(term.values) })),
  };
  return { training, full };
}

function linearTerms(input: CurvesInput, trainingPeriods: number, level: number): LinearTerm[] {
  const { years, spec } = input;
  const span = years[trainingPeriods - 1]!;
  const terms: LinearTerm[] = [{ name: "intercept", values: years.map(() => 1), mean: level, sd: 1 }];
  const trend = spec.trend ?? (trainingPeriods >= TREND_FROM ? "linear" : "none");
  if (trend !== "none") {
    terms.push({ name: "trend", values: years.map((year) => year / span - 0.5), mean: 0, sd: 0.5 });
  }
  if (trend === "flexible") {
    // A possible change of slope every half-year, small a priori: a drift the media must not be credited with.
    for (let knot = 0.5; knot < span - 0.25; knot += 0.5) {
      terms.push({ name: `bend ${knot}`, values: years.map((year) => Math.max(0, year - knot)), mean: 0, sd: 0.15 });
    }
  }
  const harmonics = spec.seasonality ?? (span >= TWO_YEARS ? 2 : 0);
  for (let h = 1; h <= harmonics; h++) {
    const wave = (f: (angle: number) => number) => years.map((year) => f(2 * Math.PI * h * year));
    terms.push({ name: `season cos ${h}`, values: wave(Math.cos), mean: 0, sd: 0.25 / h });
    terms.push({ name: `season sin ${h}`, values: wave(Math.sin), mean: 0, sd: 0.25 / h });
  }
  for (const { name, kind, values } of input.controls) {
    const seen = values.subarray(0, trainingPeriods);
    const centre = kind === "event" ? 0 : total(seen) / trainingPeriods;
    const size = kind === "event" ? Math.max(...seen.map(Math.abs)) : deviation(seen);
    // A column that never moves is the intercept's: it says nothing of its own.
    if (!(size > 1e-12 * Math.max(1, Math.abs(centre)))) continue;
    terms.push({
      name,
      values: values.map((value) => (value - centre) / size),
      mean: 0,
      sd: kind === "event" ? 0.5 : 0.3,
    });
  }
  return terms;
}

function isSmallCount(outcome: Float64Array): boolean {
  return (
    outcome.every((value) => value >= 0 && Number.isInteger(value)) && total(outcome) / outcome.length < SMALL_COUNT
  );
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function deviation(values: Float64Array): number {
  const mean = total(values) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1));
}
