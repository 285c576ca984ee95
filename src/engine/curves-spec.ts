import { type Refusal, refuse } from "./curves-refusals.ts";
import type { LogNormalPrior } from "./response-definition.ts";
import type { Saturation } from "./saturation.ts";

/** One channel of a specification, defaults filled in. */
export interface CurvesChannelSpec {
  readonly name: string;
  /** Column of what was spent, per period. */
  readonly spend: string;
  /** Column of what the audience met (impressions, views), when the curve is to be read on it. */
  readonly exposure: string | null;
  /** Prior of ln (outcome per unit of currency); null: from the file's own totals, wide. */
  readonly roiPrior: LogNormalPrior | null;
  readonly adstock: { readonly length: number | null; readonly a: number; readonly b: number };
  readonly saturation: Saturation;
}

export type CurvesEventSpec =
  | { readonly kind: "column"; readonly name: string }
  | { readonly kind: "dates"; readonly name: string; readonly from: string; readonly to: string };

/** What a fit is asked to do. Frozen; made by `readCurvesSpec` only. */
export interface CurvesSpec {
  readonly date: string;
  readonly outcome: string;
  readonly channels: readonly CurvesChannelSpec[];
  readonly controls: readonly string[];
  readonly events: readonly CurvesEventSpec[];
  /** Yearly harmonics; null: two when two years are there, none before. */
  readonly seasonality: number | null;
  readonly trend: "none" | "linear" | "flexible" | null;
  readonly likelihood: "normal" | "count" | null;
  readonly currency: string | null;
}

/** Periods an expense acts when nothing is said. */
const DEFAULT_LENGTH = 8;
/** Beta prior of the carry-over when nothing is said: mean a third, as social networks have short memories. */
const DEFAULT_CARRY_OVER = { a: 2, b: 4 };

const KNOWN = new Set(
  "$schema date outcome channels controls events seasonality trend likelihood currency bounds locks minimums groups mostNetworks".split(
    " ",
  ),
);
const KNOWN_IN_CHANNEL = new Set("name spend exposure roiPrior adstock saturation".split(" "));

/**
 * Reads a specification written by a person: checks every field, fills the defaults, freezes the result.
 * `bounds`, `locks`, `minimums` and `groups` belong to the split and are left for it.
 *
 * @param value the parsed JSON
 * @returns the specification, or every refusal found, each with a sentence
 * @example readCurvesSpec({ date: "week", outcome: "sales", channels: [{ name: "Instagram", spend: "instagram" }] })
 */
export function readCurvesSpec(value: unknown): { spec: CurvesSpec } | { refusals: Refusal[] } {
  const refusals: Refusal[] = [];
  const invalid = (field: string, expected: "text" | "list" | "object" | "number" | "choice", allowed = "") => {
    refusals.push(refuse("spec-invalid", { field, expected, allowed }));
  };
  if (!isObject(value)) return { refusals: [refuse("spec-invalid", { field: "", expected: "object", allowed: "" })] };
  for (const key of Object.keys(value)) {
    if (!KNOWN.has(key)) refusals.push(refuse("spec-unknown-field", { field: key }));
  }
  const text = (field: string, given: unknown): string => {
    if (typeof given === "string" && given.trim() !== "") return given.trim();
    invalid(field, "text");
    return "";
  };
  const list = (field: string, given: unknown): unknown[] => {
    if (given === undefined) return [];
    if (Array.isArray(given)) return given;
    invalid(field, "list");
    return [];
  };

  const date = text("date", value.date);
  const outcome = text("outcome", value.outcome);
  const channels = list("channels", value.channels).flatMap((given, index) => {
    const field = `channels[${index}]`;
    if (!isObject(given)) {
      invalid(field, "object");
      return [];
    }
    for (const key of Object.keys(given)) {
      if (!KNOWN_IN_CHANNEL.has(key)) refusals.push(refuse("spec-unknown-field", { field: `${field}.${key}` }));
    }
    const spend = text(`${field}.spend`, given.spend);
    const name = given.name === undefined ? spend : text(`${field}.name`, given.name);
    const exposure =
      given.exposure === undefined || given.exposure === null ? null : text(`${field}.exposure`, given.exposure);
    const roiPrior = readRoiPrior(given.roiPrior);
    if (roiPrior === undefined)
      invalid(`${field}.roiPrior`, "object", "{ median, logSd } | { chain: [{ median, logSd }] }");
    const adstock = readAdstock(given.adstock);
    if (adstock === undefined)
      invalid(`${field}.adstock`, "object", '"geometric" | { length: 1–104 | null, prior: [a, b] }');
    const saturation = readSaturation(given.saturation);
    if (saturation === undefined) invalid(`${field}.saturation`, "choice", "hill, hill-free, logistic");
    if (roiPrior === undefined || adstock === undefined || saturation === undefined) return [];
    return [{ name, spend, exposure, roiPrior, adstock, saturation }];
  });
  if (Array.isArray(value.channels) ? value.channels.length === 0 : value.channels === undefined)
    invalid("channels", "list");
  channels.forEach((channel, index) => {
    if (channels.findIndex((other) => other.name === channel.name) < index) {
      refusals.push(refuse("channel-twice", { channel: channel.name }));
    }
  });
  const controls = list("controls", value.controls).map((given, index) => text(`controls[${index}]`, given));
  const events = list("events", value.events).map((given, index): CurvesEventSpec => {
    const field = `events[${index}]`;
    if (!isObject(given)) return { kind: "column", name: text(field, given) };
    const name = text(`${field}.name`, given.name);
    const from = text(`${field}.from`, given.from ?? given.date);
    return { kind: "dates", name, from, to: given.to === undefined ? from : text(`${field}.to`, given.to) };
  });

  const seasonality = readSeasonality(value.seasonality);
  if (seasonality === undefined) invalid("seasonality", "choice", "true, false, 0–6");
  const trend = choice(value.trend, ["none", "linear", "flexible"] as const);
  if (trend === undefined) invalid("trend", "choice", "none, linear, flexible");
  const likelihood = choice(value.likelihood, ["normal", "count"] as const);
  if (likelihood === undefined) invalid("likelihood", "choice", "normal, count");
  if (value.currency !== undefined && typeof value.currency !== "string") invalid("currency", "text");

  if (refusals.length > 0) return { refusals };
  return {
    spec: deepFreeze({
      date,
      outcome,
      channels,
      controls,
      events,
      seasonality: seasonality ?? null,
      trend: trend ?? null,
      likelihood: likelihood ?? null,
      currency: typeof value.currency === "string" ? value.currency : null,
    }),
  };
}

/**
 * A prior of ln ROI from a chain of medians that are multiplied (e.g. clicks per euro, sign-ups per click, euros per
 * sign-up): medians multiply, variances of logarithms add, 0.5² is added for what the chain leaves out, and the whole is never taken as
 * surer than 0.8.
 *
 * @example roiPriorFromChain([{ median: 2.5, logSd: 0.45 }, { median: 0.02, logSd: 0.5 }])
 */
export function roiPriorFromChain(links: readonly { median: number; logSd: number }[]): LogNormalPrior {
  const logMean = links.reduce((sum, link) => sum + Math.log(link.median), 0);
  const variance = links.reduce((sum, link) => sum + link.logSd * link.logSd, 0.25);
  return { logMean, logSd: Math.max(0.8, Math.sqrt(variance)) };
}

function readRoiPrior(given: unknown): LogNormalPrior | null | undefined {
  if (given === undefined || given === null) return null;
  if (!isObject(given)) return undefined;
  if (Array.isArray(given.chain)) {
    const links = given.chain.flatMap((link: unknown) => {
      if (!isObject(link)) return [];
      const { median, logSd = 0.5 } = link;
      return isPositive(median) && isPositive(logSd) ? [{ median, logSd }] : [];
    });
    return links.length === given.chain.length && links.length > 0 ? roiPriorFromChain(links) : undefined;
  }
  const { median, logSd = 1 } = given;
  return isPositive(median) && isPositive(logSd) ? { logMean: Math.log(median), logSd } : undefined;
}

function readAdstock(given: unknown): CurvesChannelSpec["adstock"] | undefined {
  if (given === undefined || given === null || given === "geometric")
    return { length: DEFAULT_LENGTH, ...DEFAULT_CARRY_OVER };
  if (!isObject(given) || (given.type !== undefined && given.type !== "geometric")) return undefined;
  const length = given.length === undefined ? DEFAULT_LENGTH : given.length;
  const [a, b] = Array.isArray(given.prior) ? given.prior : [DEFAULT_CARRY_OVER.a, DEFAULT_CARRY_OVER.b];
  if (!isPositive(a) || !isPositive(b)) return undefined;
  if (length === null) return { length, a, b };
  if (typeof length !== "number" || !Number.isInteger(length) || length < 1 || length > 104) return undefined;
  return { length, a, b };
}

function readSaturation(given: unknown): Saturation | undefined {
  if (given === undefined || given === null) return "hill";
  if (isObject(given)) {
    if (given.form === "hill") return given.slope === "free" ? "hill-free" : "hill";
    return given.form === "logistic" ? "logistic" : undefined;
  }
  return choice(given, ["logistic", "hill", "hill-free"] as const) ?? undefined;
}

function readSeasonality(given: unknown): number | null | undefined {
  if (given === undefined || given === null) return null;
  if (given === false) return 0;
  if (given === true) return 2;
  const harmonics = isObject(given) ? given.harmonics : given;
  return typeof harmonics === "number" && Number.isInteger(harmonics) && harmonics >= 0 && harmonics <= 6
    ? harmonics
    : undefined;
}

/** The choice made, null when none was, undefined when it is not one of those allowed. */
function choice<T extends string>(given: unknown, allowed: readonly T[]): T | null | undefined {
  if (given === undefined || given === null) return null;
  return allowed.find((option) => option === given);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isPositive(value: unknown): value is number {
  return typeof value === "number" && value > 0 && Number.isFinite(value);
}

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) {
    if (typeof inner === "object" && inner !== null) deepFreeze(inner);
  }
  return Object.freeze(value);
}
