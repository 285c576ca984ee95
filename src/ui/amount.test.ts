import { describe, expect, it } from "vitest";
import { fieldText, keptValue } from "../kernel/measure.ts";
import { readAmount } from "./amount.ts";

describe("a number as it is typed", () => {
  it.each([
    ["1 234,5", "fr", 1234.5],
    ["1\u202f234", "fr", 1234],
    ["12,50 €", "fr", 12.5],
    ["0,04", "fr", 0.04],
    ["−3,2", "fr", -3.2],
    ["1.234.567", "fr", 1_234_567],
    ["1,234", "en", 1234],
    ["1,234.5", "en", 1234.5],
    ["4.2%", "en", 4.2],
    ["2,5", "en", 2.5],
    [".5", "en", 0.5],
  ] as const)("%s in %s is %d", (text, language, value) => {
    expect(readAmount(text, language)).toBe(value);
  });

  it.each(["", "douze", "1-2", "12e3", "--1", "1 € 50"])("refuses %j", (text) => {
    expect(readAmount(text, "fr")).toBeNull();
  });
});

it("reads back what a field was filled with", () => {
  for (const language of ["fr", "en"] as const) {
    for (const [kept, unit] of [
      [1250, "cents"],
      [90, "seconds"],
      [4.2, "percent"],
      [-3, "count"],
    ] as const) {
      const written = readAmount(fieldText(kept, unit, language), language);
      expect(keptValue(written ?? Number.NaN, unit)).toBe(kept);
    }
  }
});
