import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, type DayRange, daysOf } from "../../../kernel/period.ts";
import { bucketsOf, foldRanges, lackingOf, type RangeRow } from "./rules.ts";

const month = { from: "2026-11-01", to: "2026-11-30" };
const aRow = (from: string, to: string, value: number, more: Partial<RangeRow> = {}): RangeRow => ({
  accountId: 1,
  metric: "impressions",
  dimension: "",
  from,
  to,
  value,
  ...more,
});

describe("the buckets of a query", () => {
  it("are whole weeks inside a range, cut at its ends", () => {
    expect(bucketsOf("week", [{ from: "2026-11-04", to: "2026-11-17" }])).toEqual([
      { from: "2026-11-04", to: "2026-11-08" },
      { from: "2026-11-09", to: "2026-11-15" },
      { from: "2026-11-16", to: "2026-11-17" },
    ]);
  });
  it("are months of their own length", () => {
    expect(bucketsOf("month", [{ from: "2026-01-01", to: "2026-03-31" }]).map((each) => each.to)).toEqual([
      "2026-01-31",
      "2026-02-28",
      "2026-03-31",
    ]);
  });
  it("may begin on the same day", () => {
    const two = [
      { from: "2026-11-01", to: "2026-11-08" },
      { from: "2026-11-01", to: "2026-11-15" },
    ];
    expect(bucketsOf("whole", [...two, ...two])).toEqual(two);
  });
  it("cover each day of the ranges exactly once, whatever the grain", () => {
    const aRange = fc
      .tuple(fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 0, max: 120 }))
      .map(([start, length]): DayRange => {
        const from = addDays("2024-01-01", start);
        return { from, to: addDays(from, length) };
      });
    fc.assert(
      fc.property(aRange, fc.constantFrom("day" as const, "week" as const, "month" as const), (range, grain) => {
        expect(bucketsOf(grain, [range]).flatMap((bucket) => daysOf(bucket))).toEqual(daysOf(range));
      }),
    );
  });
});

describe("the days that a bucket lacks", () => {
  it("are read from one mark per day, and not past its end", () => {
    const week = { from: "2026-11-09", to: "2026-11-15" };
    expect(lackingOf("1111111", week)).toEqual([]);
    expect(lackingOf("0011011", week)).toEqual([
      { from: "2026-11-09", to: "2026-11-10" },
      { from: "2026-11-13", to: "2026-11-13" },
    ]);
    // The marks are as long as the longest bucket asked for.
    expect(lackingOf("11111000000000", week)).toEqual([{ from: "2026-11-14", to: "2026-11-15" }]);
    expect(lackingOf("11111110000000", week)).toEqual([]);
  });
});

describe("figures over several days", () => {
  it("that cover the bucket exactly stand alone", () => {
    const rows = [aRow("2026-11-01", "2026-11-30", 900), aRow("2026-11-02", "2026-11-08", 200)];
    expect(foldRanges(rows, [month])).toMatchObject([{ sum: 900, exact: true, days: 30, values: 1 }]);
  });
  it("add up when they do not overlap, the longest first", () => {
    const rows = [
      aRow("2026-11-01", "2026-11-14", 140),
      aRow("2026-11-08", "2026-11-14", 70),
      aRow("2026-11-15", "2026-11-21", 60),
    ];
    expect(foldRanges(rows, [month])).toMatchObject([
      {
        sum: 200,
        last: 60,
        exact: false,
        days: 21,
        lacking: [{ from: "2026-11-22", to: "2026-11-30" }],
        values: 2,
      },
    ]);
  });
  it("of a reach are never added: the latest is kept, and is not exact", () => {
    const reach = { metric: "reach" } as const;
    const rows = [aRow("2026-11-01", "2026-11-14", 140, reach), aRow("2026-11-15", "2026-11-21", 60, reach)];
    expect(foldRanges(rows, [month])).toMatchObject([{ sum: 60, exact: false, values: 1 }]);
    expect(foldRanges([aRow("2026-11-01", "2026-11-30", 5, { ...reach, dimension: "campaign:a" })], [month])).toEqual(
      [],
    );
  });
  it("of parts add up within one kind of part only", () => {
    const whole = { from: month.from, to: month.to };
    const part = (dimension: string, value: number) => aRow(whole.from, whole.to, value, { dimension });
    const rows = [part("campaign:a", 10), part("campaign:b", 20), part("channel:x", 12), part("channel:y", 15)];
    expect(foldRanges(rows, [month])).toMatchObject([{ sum: 30, exact: true, values: 2 }]);
    expect(foldRanges([...rows, part("", 31)], [month])).toMatchObject([{ sum: 31, values: 1 }]);
  });
  it("outside the bucket are left out", () => {
    expect(foldRanges([aRow("2026-10-25", "2026-11-07", 10)], [month])).toEqual([]);
  });
});
