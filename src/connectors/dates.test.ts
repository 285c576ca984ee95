import { expect, test } from "vitest";
import { findDateOrder, inferYears, momentOf, rangeInName, readDate, type WrittenDate } from "./dates.ts";

test.each([
  ["2018-09-28 21:57 +0000", "2018-09-28T21:57:00Z"],
  ["2025-03-01T10:00:00+0100", "2025-03-01T09:00:00Z"],
  ["2025-10-31T00:00:00", "2025-10-31T00:00"],
  ["2026/09/01", "2026-09-01"],
  ["20210822", "2021-08-22"],
  ["03/15/2025 03:06", "2025-03-15T03:06"],
  ["3/4/25 2:05 PM", "2025-03-04T14:05"],
  ["45658", "2025-01-01"],
  ["45658.5", "2025-01-01T12:00"],
  ["Aug 19, 2011", "2011-08-19"],
  ["Sat, Sep 6, 2025", "2025-09-06"],
  ["28 sept. 2026", "2026-09-28"],
  ["1er août 2026", "2026-08-01"],
  ["mar. 4 nov. 2025", "2025-11-04"],
  ["juil. 14, 2026", "2026-07-14"],
  ["14 de marzo de 2026", "2026-03-14"],
])("%s is %s", (text, moment) => {
  expect(momentOf(readDate(text, "month-first") as WrittenDate)).toBe(moment);
});

test.each(["31/02/2025", "2025-13-01", "2025-02-29", "Total", "12", "", "25:61", "2025-01-01 25:00"])(
  "“%s” is no date",
  (text) => {
    expect(readDate(text, "day-first")).toBeUndefined();
  },
);

test.each([
  ["8 de marzo", 3, 8],
  ["February 28", 2, 28],
  ["8 mars", 3, 8],
  ["29 février", 2, 29],
])("%s has no year", (text, month, day) => {
  expect(readDate(text, "day-first")).toEqual({ year: undefined, month, day });
});

const importedOn = "2026-11-22";

test("the order of day and month is proved by a number over 12", () => {
  expect(findDateOrder(["03/04/2025", "13/04/2025"], { importedOn })).toEqual({ order: "day-first" });
  expect(findDateOrder(["03/04/2025", "04/13/2025"], { importedOn })).toEqual({ order: "month-first" });
});

test("else by the days in the file's name, a day to come, or days that follow each other", () => {
  const range = { from: "2025-02-01", to: "2025-03-15" };
  expect(findDateOrder(["02/03/2025", "01/03/2025"], { importedOn, range })).toEqual({ order: "day-first" });
  expect(findDateOrder(["01/12/2026"], { importedOn })).toEqual({ order: "month-first" });
  const days = ["01/03/2025", "02/03/2025", "03/03/2025"];
  expect(findDateOrder(days, { importedOn, daily: true })).toEqual({ order: "day-first" });
});

test("else by a person, who is asked with an example", () => {
  expect(findDateOrder(["03/04/2025"], { importedOn })).toEqual({ order: undefined, example: "03/04/2025" });
  expect(findDateOrder(["03/04/2025"], { importedOn, dayFirst: true })).toEqual({ order: "day-first" });
  // The third of March is the same both ways: nothing to ask.
  expect(findDateOrder(["03/03/2025"], { importedOn })).toEqual({ order: "month-first" });
});

test("a file's name tells its days in several ways", () => {
  expect(rangeInName("Feb-01-2025_Mar-15-2025_613168031534769.csv")).toEqual({ from: "2025-02-01", to: "2025-03-15" });
  expect(rangeInName("tweet_activity_metrics_x_20210101_20210201_en.csv")).toEqual({
    from: "2021-01-01",
    to: "2021-02-01",
  });
  expect(rangeInName("Contenu 2026-09-01_2026-09-28 Chaîne.zip")).toEqual({ from: "2026-09-01", to: "2026-09-28" });
  expect(rangeInName("export.csv")).toBeUndefined();
});

test("years are counted backwards from the newest day, whichever way rows run", () => {
  const read = (texts: string[]) => texts.map((text) => readDate(text, "day-first") as WrittenDate);
  expect(inferYears(read(["30 December", "31 December", "1 January", "2 January"]), "2026-01-05")).toEqual([
    "2025-12-30",
    "2025-12-31",
    "2026-01-01",
    "2026-01-02",
  ]);
  expect(inferYears(read(["2 January", "1 January", "31 December"]), importedOn)).toEqual([
    "2026-01-02",
    "2026-01-01",
    "2025-12-31",
  ]);
  expect(inferYears(read(["29 February", "1 March"]), importedOn)).toEqual(["2024-02-29", "2026-03-01"]);
});
