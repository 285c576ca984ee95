import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { measuresOf } from "../../../ui/measure.ts";
import { changeText, valueText } from "../words/rules.ts";

const units = ["count", "percent", "ratio", "cents", "seconds", "points", "per-post", "per-thousand"] as const;
const languages = ["fr", "en"] as const;
const value = fc.double({ min: -1e7, max: 1e7, noNaN: true });

describe("the page and the paper", () => {
  it("write the same value with the same signs", () => {
    fc.assert(
      fc.property(value, fc.constantFrom(...units), fc.constantFrom(...languages), (number, unit, language) => {
        expect(measuresOf(language, "EUR").text(number, unit)).toBe(valueText(number, unit, language, "EUR"));
      }),
    );
  });
  it("write the same move with the same signs", () => {
    fc.assert(
      fc.property(
        value,
        value,
        fc.constantFrom(...units),
        fc.constantFrom(...languages),
        (now, before, unit, language) => {
          expect(measuresOf(language, "EUR").change(now, before, unit)).toBe(changeText(now, before, unit, language));
        },
      ),
    );
  });
});
