import type { FittedChannel, FittedCurves } from "./fitted-curves.ts";
import type { ChannelFit, ResponseFit } from "./response-fit.ts";

/** FIT.json: what is kept of a fit. Plain JSON; the same data, specification, seed and engine version give it again. */
export interface FitDocument {
  readonly channels: readonly ChannelFit[];
  readonly diagnostics: {
    readonly maxRHat: number;
    readonly minBulkEss: number;
    readonly minTailEss: number;
    readonly divergences: number;
  };
  readonly fit: ResponseFit["fit"];
  readonly verdict: {
    readonly status: "reliable" | "weak" | "insufficient";
    /** Sentences, in the language asked for. */
    readonly reasons: readonly string[];
    /** Their codes, in the same order. */
    readonly codes: readonly string[];
  };
  readonly seconds: number;
  readonly seed: number;
  readonly engineVersion: string;
  readonly dataHash: string;
  /** The draws that a split needs. */
  readonly curves: FittedCurves;
}

/**
 * Makes the document of a fit.
 *
 * @param known what the engine cannot know: time spent, hash of the data, language of the reasons
 * @example toFitDocument(fitResponse(input, 1), { seconds: 0.6, dataHash: "sha256:…", language: "fr" })
 */
export function toFitDocument(
  fit: ResponseFit,
  known: { readonly seconds: number; readonly dataHash: string; readonly language: "fr" | "en" },
): FitDocument {
  const { maxRHat, minBulkEss, minTailEss, divergences } = fit.diagnostics;
  return {
    channels: fit.channels,
    diagnostics: { maxRHat, minBulkEss, minTailEss, divergences },
    fit: fit.fit,
    verdict: {
      status: fit.verdict.status,
      reasons: fit.verdict.reasons.map((reason) => reason[known.language]),
      codes: fit.verdict.reasons.map((reason) => reason.code),
    },
    seconds: known.seconds,
    seed: fit.seed,
    engineVersion: fit.engineVersion,
    dataHash: known.dataHash,
    curves: fit.curves,
  };
}

/**
 * Reads the draws of a document written earlier, checking all that a split relies on.
 *
 * @param value the parsed JSON
 * @returns the curves, or undefined when this is not a document of this kind or it was damaged
 */
export function readFittedCurves(value: unknown): FittedCurves | undefined {
  if (!isObject(value) || !isObject(value.curves)) return undefined;
  const { channels, drawCount, recentPeriods, noise } = value.curves;
  if (typeof drawCount !== "number" || !Number.isInteger(drawCount) || drawCount < 1) return undefined;
  if (typeof recentPeriods !== "number" || !isDraws(noise, drawCount, 0)) return undefined;
  if (!Array.isArray(channels) || channels.length === 0) return undefined;
  const read: FittedChannel[] = [];
  for (const channel of channels) {
    if (!isChannel(channel, drawCount)) return undefined;
    read.push(channel);
  }
  return { channels: read, drawCount, recentPeriods, noise };
}

function isChannel(value: unknown, drawCount: number): value is FittedChannel {
  if (!isObject(value)) return false;
  const { name, saturation, concave, adstockLength, currentSpend, meanSpend, highestSpend } = value;
  return (
    typeof name === "string" &&
    (saturation === "hill" || saturation === "logistic") &&
    typeof concave === "boolean" &&
    (adstockLength === null || (typeof adstockLength === "number" && adstockLength >= 1)) &&
    [currentSpend, meanSpend, highestSpend].every((spend) => typeof spend === "number" && spend >= 0) &&
    isDraws(value.carryOver, drawCount, 0) &&
    isDraws(value.halfSaturation, drawCount, Number.MIN_VALUE) &&
    isDraws(value.slope, drawCount, Number.MIN_VALUE) &&
    isDraws(value.maximum, drawCount, 0)
  );
}

function isDraws(value: unknown, drawCount: number, least: number): value is number[] {
  return (
    Array.isArray(value) &&
    value.length === drawCount &&
    value.every((draw) => typeof draw === "number" && Number.isFinite(draw) && draw >= least)
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
