import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  bucketOf,
  dayIn,
  daysBetween,
  instantIn,
  isoWeekOf,
  lengthInDays,
  mondayOf,
  nextPeriod,
  PeriodKey,
  previousPeriod,
  rangeOf,
  samePeriodLastYear,
  weekday,
  weeksInYear,
} from "./period.ts";

const aDay = fc.integer({ min: -20_000, max: 40_000 }).map((days) => addDays("1990-01-01", days));

describe("an ISO week", () => {
  it.each([
    ["2027-01-01", "2026-W53"],
    ["2024-12-30", "2025-W01"],
    ["2026-11-16", "2026-W47"],
    ["2021-01-03", "2020-W53"],
  ])("of %s is %s", (day, week) => expect(isoWeekOf(day)).toBe(week));

  it("holds its day, begins on a Monday and lasts seven days", () => {
    fc.assert(
      fc.property(aDay, (day) => {
        const range = rangeOf(isoWeekOf(day));
        expect(range.from <= day && day <= range.to).toBe(true);
        expect([weekday(range.from), lengthInDays(range)]).toEqual([1, 7]);
        expect(range.from).toBe(mondayOf(day));
        expect(bucketOf(day, "week")).toBe(range.from);
      }),
    );
  });

  it("53 exists only in long years", () => {
    expect([weeksInYear(2026), weeksInYear(2025)]).toEqual([53, 52]);
    expect(PeriodKey.safeParse("2026-W53").success).toBe(true);
    expect(PeriodKey.safeParse("2025-W53").success).toBe(false);
    expect(samePeriodLastYear("2026-W53")).toBe("2025-W52");
  });
});

describe("periods", () => {
  it("follow one another without a hole, weeks and months alike", () => {
    fc.assert(
      fc.property(aDay, fc.boolean(), (day, weekly) => {
        const key = weekly ? isoWeekOf(day) : day.slice(0, 7);
        expect(previousPeriod(nextPeriod(key))).toBe(key);
        expect(daysBetween(rangeOf(key).to, rangeOf(nextPeriod(key)).from)).toBe(1);
      }),
    );
  });

  it("of a month end on its last day", () => {
    expect(rangeOf("2028-02")).toEqual({ from: "2028-02-01", to: "2028-02-29" });
    expect(rangeOf("2026-12")).toEqual({ from: "2026-12-01", to: "2026-12-31" });
  });
});

describe("a wall clock", () => {
  it.each([
    ["2026-11-15T23:30", "Europe/Paris", "2026-11-15T22:30:00.000Z"],
    // The day summer time begins: before, in the hour that is skipped, and long after.
    ["2026-03-29T01:30", "Europe/Paris", "2026-03-29T00:30:00.000Z"],
    ["2026-03-29T02:30", "Europe/Paris", "2026-03-29T01:30:00.000Z"],
    ["2026-03-29T12:00", "Europe/Paris", "2026-03-29T10:00:00.000Z"],
    ["2026-03-29T23:30", "Europe/Paris", "2026-03-29T21:30:00.000Z"],
    // The day it ends: the hour that comes twice is the first of both.
    ["2026-10-25T02:30", "Europe/Paris", "2026-10-25T00:30:00.000Z"],
    ["2026-10-25T12:00", "Europe/Paris", "2026-10-25T11:00:00.000Z"],
    ["2026-10-24T12:00", "Europe/Paris", "2026-10-24T10:00:00.000Z"],
    ["2026-07-01", "America/Montreal", "2026-07-01T04:00:00.000Z"],
  ])("that shows %s in %s is at %s", (local, zone, instant) => {
    expect(instantIn(local, zone).toISOString()).toBe(instant);
  });

  it("tells the day it is in its own place", () => {
    expect(dayIn(new Date("2026-11-15T23:30:00Z"), "Europe/Paris")).toBe("2026-11-16");
    expect(dayIn(new Date("2026-11-15T23:30:00Z"), "America/Montreal")).toBe("2026-11-15");
  });

  it("and back is the same day, in any zone and season", () => {
    fc.assert(
      fc.property(aDay, fc.constantFrom("Europe/Paris", "America/Montreal", "Indian/Reunion", "UTC"), (day, zone) => {
        expect(dayIn(instantIn(`${day}T12:00`, zone), zone)).toBe(day);
        expect(dayIn(instantIn(`${day}T23:30`, zone), zone)).toBe(day);
      }),
    );
  });
});
