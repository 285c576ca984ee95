import { describe, expect, it } from "vitest";
import { isoDay } from "./curves-dates.ts";
import { type CurvesInput, readCurvesInput } from "./curves-input.ts";
import { readCurvesSpec } from "./curves-spec.ts";
import { readFittedCurves, toFitDocument } from "./fit-document.ts";
import { responseAt } from "./fitted-curves.ts";
import { createRandom } from "./random.ts";
import { type Estimate, fitResponse, previewResponse } from "./response-fit.ts";
import { type ReasonCode, type VerdictEvidence, verdictOf } from "./response-verdict.ts";

type Row = Record<string, string>;

interface World {
  readonly weeks: number;
  readonly seed: number;
  readonly counts?: boolean;
  /** Share of a week's spend that copies the week before's luck. */
  readonly follows?: number;
  readonly correlated?: boolean;
}

const truth = [
  { carryOver: 0.5, half: 250, maximum: 600 },
  { carryOver: 0.2, half: 120, maximum: 300 },
];

/** A history whose truth is known: adstock without end, Hill curves, a level of 500 and a noise of 30 (or small counts). */
function aHistory({ weeks, seed, counts = false, follows = 0, correlated = false }: World): Row[] {
  const random = createRandom(seed);
  const stocks = [0, 0];
  let luck = 0;
  return Array.from({ length: weeks }, (_, t) => {
    const row: Row = { week: isoDay(19000 + 7 * t) };
    let mean = counts ? 3 : 500;
    let first = 0;
    truth.forEach((channel, c) => {
      let spend = random.uniform() < 0.3 ? 0 : 120 * random.gamma(1.5);
      if (c === 0) spend = Math.max(0, spend + follows * luck);
      if (c === 1 && correlated) spend = 0.6 * first + 80 * random.uniform();
      first = spend;
      stocks[c] = channel.carryOver * stocks[c]! + (1 - channel.carryOver) * spend;
      mean += ((counts ? 0.04 : 1) * channel.maximum * stocks[c]!) / (stocks[c]! + channel.half);
      row[`spend ${c}`] = String(spend);
    });
    luck = 30 * random.normal();
    row.outcome = String(counts ? poisson(mean, random) : mean + luck);
    return row;
  });
}

function poisson(mean: number, random: ReturnType<typeof createRandom>): number {
  let count = 0;
  for (let left = random.uniform(); left > Math.exp(-mean); left *= random.uniform()) count++;
  return count;
}

const written = {
  date: "week",
  outcome: "outcome",
  trend: "none",
  channels: [0, 1].map((c) => ({ name: `channel ${c}`, spend: `spend ${c}`, adstock: { length: null } })),
};

function inputOf(rows: Row[], spec: unknown = written): CurvesInput {
  const read = readCurvesSpec(spec);
  if ("refusals" in read) throw new Error(JSON.stringify(read.refusals));
  const found = readCurvesInput(rows, read.spec);
  if ("refusals" in found) throw new Error(JSON.stringify(found.refusals));
  return found.input;
}

function holds(estimate: Estimate, value: number): boolean {
  return estimate.lower <= value && value <= estimate.upper;
}

describe("a fit of a history whose truth is known", () => {
  const fit = fitResponse(inputOf(aHistory({ weeks: 150, seed: 20 })), 1);

  it("recovers it, with a reliable verdict", () => {
    expect(fit.verdict.reasons.map((reason) => reason.code)).toEqual([]);
    expect(fit.verdict.status).toBe("reliable");
    truth.forEach((channel, c) => {
      expect(holds(fit.channels[c]!.carryOver, channel.carryOver)).toBe(true);
      expect(holds(fit.channels[c]!.halfSaturation, channel.half)).toBe(true);
      const brought = channel.maximum * 0.5;
      const draws = Array.from({ length: 1000 }, (_, d) => responseAt(fit.curves, c, channel.half, d)).sort(
        (a, b) => a - b,
      );
      expect(draws[50]!).toBeLessThan(brought);
      expect(draws[950]!).toBeGreaterThan(brought);
      expect(fit.channels[c]!.learned).toBeGreaterThan(0.5);
    });
    expect(fit.curves.noise.reduce((sum, value) => sum + value, 0) / 1000).toBeCloseTo(30, -1);
  });

  it("mixes well and says what was set aside", () => {
    expect(fit.diagnostics.converged).toBe(true);
    expect(fit.diagnostics.maxRHat).toBeLessThan(1.01);
    expect(fit.diagnostics.minBulkEss).toBeGreaterThan(1000);
    expect(fit.diagnostics.divergences).toBe(0);
    expect(fit.fit.holdoutWeeks).toBe(13);
    expect(fit.fit.holdoutCoverage90).toBeGreaterThan(0.6);
    expect(fit.fit.r2).toBeGreaterThan(0.8);
  });

  it("gives estimates that agree with each other", () => {
    const rows = aHistory({ weeks: 150, seed: 20 });
    fit.channels.forEach((channel, c) => {
      const spent = rows.reduce((sum, row) => sum + Number(row[`spend ${c}`]), 0);
      expect(channel.contribution.mean / spent).toBeCloseTo(channel.roi.mean, 8);
      expect(channel.roi.lower).toBeLessThan(channel.roi.mean);
      expect(channel.marginalReturn.lower).toBeGreaterThan(0);
    });
  });

  it("goes to JSON and back without loss, and a damaged file is not taken for a fit", () => {
    const document = toFitDocument(fit, { seconds: 1, dataHash: "sha256:0", language: "fr" });
    const back: unknown = JSON.parse(JSON.stringify(document));
    expect(back).toEqual(document);
    expect(readFittedCurves(back)).toEqual(fit.curves);
    const damaged = JSON.parse(JSON.stringify(document)) as { curves: { channels: { maximum: unknown[] }[] } };
    damaged.curves.channels[0]!.maximum[3] = null;
    expect(readFittedCurves(damaged)).toBeUndefined();
    expect(readFittedCurves({})).toBeUndefined();
    expect(JSON.stringify(document).length).toBeLessThan(150_000);
  });
});

describe("a fit", () => {
  const short = aHistory({ weeks: 30, seed: 4 });

  it("is the same for the same seed, and nearly so for another", () => {
    const one = fitResponse(inputOf(short), 3);
    const two = fitResponse(inputOf(short), 3);
    const other = fitResponse(inputOf(short), 4);
    expect(two).toEqual(one);
    expect(other).not.toEqual(one);
    expect(other.channels[0]!.roi.mean / one.channels[0]!.roi.mean).toBeCloseTo(1, 1);
  });

  it("does not depend on the order of the channels", () => {
    const one = fitResponse(inputOf(short), 3);
    const reversed = fitResponse(inputOf(short, { ...written, channels: [...written.channels].reverse() }), 3);
    for (const c of [0, 1]) {
      const ratio = reversed.channels[1 - c]!.roi.mean / one.channels[c]!.roi.mean;
      expect(Math.abs(ratio - 1)).toBeLessThan(0.06);
    }
  });

  it("does not depend on the currency", () => {
    const cents = short.map((row) => ({ ...row, "spend 0": String(100 * Number(row["spend 0"])) }));
    const one = fitResponse(inputOf(short, { ...written, channels: [written.channels[0]] }), 3);
    const two = fitResponse(inputOf(cents, { ...written, channels: [written.channels[0]] }), 3);
    expect((100 * two.channels[0]!.roi.mean) / one.channels[0]!.roi.mean).toBeCloseTo(1, 1);
    expect(two.channels[0]!.halfSaturation.mean / 100 / one.channels[0]!.halfSaturation.mean).toBeCloseTo(1, 1);
    expect(two.channels[0]!.contribution.mean / one.channels[0]!.contribution.mean).toBeCloseTo(1, 1);
  });

  it("reads small counts as counts", () => {
    const fit = fitResponse(inputOf(aHistory({ weeks: 80, seed: 6, counts: true })), 1);
    expect(fit.diagnostics.converged).toBe(true);
    expect(holds(fit.channels[0]!.carryOver, 0.5)).toBe(true);
    const response = Array.from({ length: 1000 }, (_, d) => responseAt(fit.curves, 0, 250, d)).sort((a, b) => a - b);
    expect(response[50]!).toBeLessThan(12);
    expect(response[950]!).toBeGreaterThan(12);
  });

  it("reads the curve on exposures when the file has them, and answers in currency", () => {
    const rows = short.map((row) => ({ ...row, views: String(25 * Number(row["spend 0"])) }));
    const channels = [{ ...written.channels[0], exposure: "views" }];
    const bySpend = fitResponse(inputOf(rows, { ...written, channels: [written.channels[0]] }), 3);
    const byViews = fitResponse(inputOf(rows, { ...written, channels }), 3);
    expect(byViews.channels[0]!.halfSaturation.mean / bySpend.channels[0]!.halfSaturation.mean).toBeCloseTo(1, 1);
    expect(byViews.channels[0]!.marginalReturn.mean / bySpend.channels[0]!.marginalReturn.mean).toBeCloseTo(1, 1);
  });
});

describe("the preview", () => {
  it("is close to the full answer, or absent", () => {
    const input = inputOf(aHistory({ weeks: 150, seed: 20 }));
    const preview = previewResponse(input, 1);
    expect(preview?.kHat).toBeLessThan(0.7);
    const full = fitResponse(input, 1);
    expect(preview!.channels[0]!.roi.mean / full.channels[0]!.roi.mean).toBeCloseTo(1, 1);
  });
});

describe("the verdict", () => {
  const codesOf = (rows: Row[], spec: unknown = written) => {
    const { verdict } = fitResponse(inputOf(rows, spec), 1);
    return [verdict.status, ...verdict.reasons.map((reason) => reason.code)];
  };

  it("is insufficient with fewer weeks than unknowns", () => {
    expect(codesOf(aHistory({ weeks: 7, seed: 2 }))).toEqual(
      expect.arrayContaining(["insufficient", "fewer-periods-than-parameters"]),
    );
  });

  it("warns when two channels always move together", () => {
    expect(codesOf(aHistory({ weeks: 60, seed: 5, correlated: true }))).toContain("channels-move-together");
  });

  it("warns when the spend follows demand", () => {
    expect(codesOf(aHistory({ weeks: 104, seed: 9, follows: 6 }))).toContain("spend-follows-demand");
  });

  it("warns when the outcome has a driver that the file does not hold", () => {
    const hidden = aHistory({ weeks: 60, seed: 7 }).map((row, t) => ({
      ...row,
      outcome: String(Number(row.outcome) + 300 * Math.sin(t / 5)),
    }));
    expect(codesOf(hidden)).toContain("something-missing");
  });

  it("warns when the data contradict what was assumed", () => {
    const channels = written.channels.map((channel) => ({ ...channel, roiPrior: { median: 500, logSd: 0.3 } }));
    expect(codesOf(aHistory({ weeks: 104, seed: 8 }), { ...written, channels })).toContain("prior-contradicted");
  });

  it("suspects a threshold that a concave curve cannot have", () => {
    const random = createRandom(14);
    const rows = Array.from({ length: 104 }, (_, t): Row => {
      const spend = 400 * random.uniform();
      const share = spend ** 4 / (spend ** 4 + 180 ** 4);
      return {
        week: isoDay(19000 + 7 * t),
        "spend 0": String(spend),
        outcome: String(500 + 400 * share + 30 * random.normal()),
      };
    });
    const channel = { name: "channel 0", spend: "spend 0", adstock: { length: 1 } };
    expect(codesOf(rows, { ...written, channels: [channel] })).toEqual(["weak", "threshold-suspected"]);
    expect(codesOf(rows, { ...written, channels: [{ ...channel, saturation: "hill-free" }] })).toEqual(["reliable"]);
  });

  it("has nothing to teach when the outcome is noise alone", () => {
    const random = createRandom(12);
    const noise = aHistory({ weeks: 20, seed: 3 }).map((row) => ({
      ...row,
      outcome: String(1000 + 900 * random.normal()),
    }));
    const codes = codesOf(noise);
    expect(codes[0]).not.toBe("reliable");
    expect(codes.join()).toMatch(/poor-fit|learned/);
  });

  it("gives a sentence in both languages for every reason", () => {
    const evidence: VerdictEvidence = {
      converged: true,
      periods: 50,
      parameters: 10,
      channels: [
        { name: "a", learned: 0.9, surprise: 0, active: 40 },
        { name: "b", learned: 0.9, surprise: 0, active: 40 },
      ],
      r2: 0.9,
      holdoutPeriods: 8,
      holdoutCoverage90: 0.9,
      correlated: [],
      residualMemory: 0,
      followers: [],
      thresholds: [],
    };
    expect(verdictOf(evidence)).toEqual({ status: "reliable", reasons: [] });
    const nothing = [{ name: "a", learned: 0.1, surprise: 0, active: 40 }];
    const faults: [ReasonCode, Partial<VerdictEvidence>, string][] = [
      ["not-converged", { converged: false }, "insufficient"],
      ["fewer-periods-than-parameters", { parameters: 51 }, "insufficient"],
      ["nothing-learned", { channels: nothing }, "insufficient"],
      ["channel-not-learned", { channels: [...nothing, ...evidence.channels] }, "weak"],
      ["short-history", { periods: 11 }, "weak"],
      ["rarely-active", { channels: [{ name: "a", learned: 0.9, surprise: 0, active: 2 }] }, "weak"],
      ["prior-contradicted", { channels: [{ name: "a", learned: 0.9, surprise: 4, active: 40 }] }, "weak"],
      ["channels-move-together", { correlated: [{ one: "a", other: "b", correlation: 0.95 }] }, "weak"],
      ["poor-fit", { r2: 0.1 }, "weak"],
      ["future-missed", { holdoutCoverage90: 0.4 }, "weak"],
      ["something-missing", { residualMemory: 0.8 }, "weak"],
      ["spend-follows-demand", { followers: ["a"] }, "weak"],
      ["threshold-suspected", { thresholds: ["a"] }, "weak"],
    ];
    for (const [code, change, status] of faults) {
      const verdict = verdictOf({ ...evidence, ...change });
      expect(verdict.status).toBe(status);
      expect(verdict.reasons.map((reason) => reason.code)).toEqual([code]);
      for (const text of [verdict.reasons[0]!.fr, verdict.reasons[0]!.en]) {
        expect(text).toMatch(/\.$/);
        expect(text).not.toMatch(/undefined|NaN/);
      }
    }
  });
});
