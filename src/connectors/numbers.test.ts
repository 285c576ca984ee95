import { expect, test } from "vitest";
import { findDecimalMark, isMangledId, readDuration, readNumber } from "./numbers.ts";

test.each([
  ["7767.0", 7767],
  ["12,400", 12_400],
  ["1 234,5", 1_234.5],
  ["1\u202f234\u202f567", 1_234_567],
  ["28\u00a0000", 28_000],
  ["62,1", 62.1],
  ["1.2K", 1_200],
  ["3,4 M", 3_400_000],
  ["24.00%", 0.24],
  ["62,5 %", 0.625],
  ["-5", -5],
  ["\u22125", -5],
  ["(12)", -12],
  ["1.234.567", 1_234_567],
  ["1,234,567.89", 1_234_567.89],
  ["1.234.567,89", 1_234_567.89],
  ["€12.50", 12.5],
  ["12,50 €", 12.5],
  ["EUR 3.5", 3.5],
  ["1E-05", 0.00001],
  ["0", 0],
])("%s is %d as a count", (text, value) => {
  expect(readNumber(text, "whole")).toBe(value);
});

test.each(["", "-", " --", "—", "undefined", "N/A", "null"])("“%s” is unknown, not zero", (text) => {
  expect(readNumber(text, ".")).toBeUndefined();
});

test.each(["abc", "12/11/2026", "1,23,4.5.6", "1.2.3,4,5"])("“%s” is no number", (text) => {
  expect(readNumber(text, ".")).toBeNaN();
});

test("the file's decimal mark settles three digits after a mark, only for amounts", () => {
  expect(readNumber("1,234", ".")).toBe(1_234);
  expect(readNumber("1,234", ",")).toBe(1.234);
  expect(readNumber("1.234", "whole")).toBe(1_234);
});

test("the decimal mark is proved by one number, or left to a person", () => {
  expect(findDecimalMark(["1,234", "12,5"])).toEqual({ mark: "," });
  expect(findDecimalMark(["1,234", "0.5"])).toEqual({ mark: "." });
  expect(findDecimalMark(["12", "-", "1000"])).toEqual({ mark: "any" });
  expect(findDecimalMark(["12", "1,234"])).toEqual({ mark: undefined, example: "1,234" });
  expect(findDecimalMark(["1\u202f234"])).toEqual({ mark: "," });
});

test("durations come as clocks or seconds", () => {
  expect(readDuration("0:04:34")).toBe(274);
  expect(readDuration("4:05")).toBe(245);
  expect(readDuration("61")).toBe(61);
  expect(readDuration("-")).toBeUndefined();
});

test("a rounded identifier is seen, a whole one is not", () => {
  expect(isMangledId("1,23E+17")).toBe(true);
  expect(isMangledId("1.22E17")).toBe(true);
  expect(isMangledId("122121474620644102")).toBe(false);
});
