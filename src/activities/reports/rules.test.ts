import { describe, expect, it } from "vitest";
import { aMeasure, anObjective, someFigures } from "./fixtures/figures.ts";
import {
  checkBegun,
  checkOver,
  curvesOf,
  hasAnything,
  headlinesOf,
  isTelling,
  missingSince,
  periodsBefore,
} from "./rules.ts";

describe("periods that can be reported", () => {
  it("are those that are over, newest first, back to the first day of data", () => {
    expect(periodsBefore("2026-W47", "2026-10-28", 26)).toEqual(["2026-W46", "2026-W45", "2026-W44"]);
    expect(periodsBefore("2026-11", "2026-09-30", 26)).toEqual(["2026-10", "2026-09"]);
    expect(periodsBefore("2026-11", "2020-01-01", 2)).toEqual(["2026-10", "2026-09"]);
    expect(periodsBefore("2026-W02", "2025-12-29", 9)).toEqual(["2026-W01"]);
  });
  it("may be read once begun and validated once over", () => {
    expect(() => checkBegun("2026-W47", "2026-11-16")).not.toThrow();
    expect(() => checkBegun("2026-W47", "2026-11-15")).toThrow("reports/period-in-the-future");
    expect(() => checkOver("2026-W46", "2026-11-16")).not.toThrow();
    expect(() => checkOver("2026-W46", "2026-11-15")).toThrow("reports/period-not-over");
  });
});

describe("what a report chooses", () => {
  const reach = aMeasure(100, 100, "usual", { accountName: "Kermor" });
  const spend = aMeasure(100, 100, "usual", { indicator: { id: "spend" } });
  const signal = aMeasure(150, 100, "signal-up", { indicator: { id: "shares" } });
  const held = aMeasure(23, 20, "usual", { indicator: { id: "volunteers" } });
  const unknown = aMeasure(null, null, "too-short", { indicator: { id: "revenue" } });

  it("draws signals first, then what objectives are held to, and nothing unknown", () => {
    const chosen = curvesOf([unknown, spend, reach, held, signal], [anObjective("late")], 3);
    expect(chosen.map((each) => each.indicator.id)).toEqual(["shares", "volunteers", "reach"]);
  });
  it("puts each figure once in the row", () => {
    const row = headlinesOf([reach, spend, signal, held, unknown], [], 5);
    expect(row.map((each) => each.indicator.id)).toEqual(["shares", "reach", "spend", "volunteers"]);
  });
  it("keeps a figure that has become unknown, and drops one that was never there", () => {
    expect(isTelling(aMeasure(null, 12))).toBe(true);
    expect(isTelling(unknown)).toBe(false);
    expect(isTelling(aMeasure(0, 0))).toBe(false);
    expect(hasAnything(someFigures())).toBe(false);
    expect(hasAnything(someFigures({ postsPublished: 1 }))).toBe(true);
  });
});

describe("accounts that are late", () => {
  const fresh = { accountId: 1, accountName: "Kermor", network: "x" as const, lastPostOn: null, lastImportAt: null };
  const account = { id: 1, kind: "page", archivedAt: null };
  it("are pages whose figures stop too early, unless archived, silent for long, or a purse for ads", () => {
    const late = { ...fresh, lastDay: "2026-10-29" };
    expect(missingSince([late], [account], "2026-11-15")).toHaveLength(1);
    expect(missingSince([{ ...late, lastDay: "2026-11-15" }], [account], "2026-11-15")).toEqual([]);
    expect(missingSince([{ ...late, lastDay: "2026-01-15" }], [account], "2026-11-15")).toEqual([]);
    expect(missingSince([late], [{ ...account, kind: "ads" }], "2026-11-15")).toEqual([]);
    expect(missingSince([late], [{ ...account, archivedAt: new Date(0) }], "2026-11-15")).toEqual([]);
    expect(missingSince([{ ...fresh, lastDay: null }], [account], "2026-11-15")).toEqual([]);
    expect(missingSince([{ ...fresh, lastDay: null, lastPostOn: "2026-11-01" }], [account], "2026-11-15")).toHaveLength(
      1,
    );
  });
});
