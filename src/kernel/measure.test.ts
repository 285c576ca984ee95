import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeText, digitsToTell, drawnUnit, fieldText, keptValue, type MeasureUnit, valueText } from "./measure.ts";

const fr = (value: number, unit: MeasureUnit, more = 0) => valueText(value, unit, "fr", "EUR", more);
const en = (value: number, unit: MeasureUnit, more = 0) => valueText(value, unit, "en", "EUR", more);
const units = ["count", "percent", "ratio", "cents", "seconds", "points", "per-post", "per-thousand"] as const;

describe("values", () => {
  it("are written as the trade reads each unit", () => {
    expect(fr(8412, "count")).toBe("8\u202f412");
    expect(fr(4.149, "percent")).toBe("4,1\u202f%");
    expect(en(4.149, "percent")).toBe("4.1%");
    expect(fr(1_488_000, "cents")).toBe("14\u202f880\u00a0€");
    expect(fr(349.6, "cents")).toBe("3,50\u00a0€");
    expect(fr(5400, "seconds")).toBe("1\u00a0h\u00a030");
    expect(fr(2.345, "ratio")).toBe("2,35");
  });
  it("tell a move in points for a rate, in per cent for the rest, not at all from nothing", () => {
    expect(changeText(4.1, 3.9, "percent", "fr")).toBe("+0,2\u00a0pt");
    expect(changeText(8412, 10258, "count", "fr")).toBe("−18\u202f%");
    expect(changeText(4.12, 4.14, "percent", "fr")).toBe("0\u00a0pt");
    expect(changeText(10_000, 10_001, "count", "fr")).toBe("0\u202f%");
    expect(changeText(8412, 0, "count", "fr")).toBeNull();
    expect(changeText(null, 3, "count", "fr")).toBeNull();
  });
});

describe("a value beside the limits that it crosses", () => {
  const beside = (value: number, limits: readonly number[], unit: MeasureUnit) => {
    const more = digitsToTell(value, limits, unit);
    return [value, ...limits].map((each) => fr(each, unit, more));
  };
  it("has as many digits as it takes to see that it does", () => {
    expect(beside(0.437, [0, 0.412], "percent")).toEqual(["0,44\u202f%", "0\u202f%", "0,41\u202f%"]);
    expect(beside(0.4121, [0, 0.4119], "percent")).toEqual(["0,4121\u202f%", "0\u202f%", "0,4119\u202f%"]);
    expect(beside(97, [38.2, 96.6], "count")).toEqual(["97", "38,2", "96,6"]);
    expect(beside(12.44, [8.11, 12.37], "cents")).toEqual(["0,1244\u00a0€", "0,0811\u00a0€", "0,1237\u00a0€"]);
    expect(beside(1_234_540, [900_000, 1_234_460], "cents")).toEqual([
      "12\u202f345,40\u00a0€",
      "9\u202f000,00\u00a0€",
      "12\u202f344,60\u00a0€",
    ]);
    expect(beside(5_410, [600, 5_395], "seconds")).toEqual([
      "90\u00a0min\u00a010\u00a0s",
      "10\u00a0min\u00a00\u00a0s",
      "89\u00a0min\u00a055\u00a0s",
    ]);
  });
  it("has no more than usual when they differ already, or not at all", () => {
    expect(digitsToTell(8412, [9100, 11_600], "count")).toBe(0);
    expect(digitsToTell(0.4, [0, 0.4], "percent")).toBe(0);
    expect(digitsToTell(0.4, [0.4 + 1e-12], "percent")).toBe(0);
  });
  it("is never written like a limit from which it differs by a thousandth", () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        value,
        fc.double({ min: 0.001, max: 10, noNaN: true }),
        fc.constantFrom(...units),
        (limit, off, unit) => {
          const crossing = limit + off;
          const more = digitsToTell(crossing, [limit], unit);
          expect(en(crossing, unit, more)).not.toBe(en(limit, unit, more));
        },
      ),
    );
  });
});

describe("a field", () => {
  it("turns written amounts into whole cents, without the crumbs of the machine", () => {
    expect(keptValue(12.34, "cents")).toBe(1234);
    expect(keptValue(1.1, "cents")).toBe(110);
    expect(keptValue(1.5, "seconds")).toBe(90);
    expect(keptValue(4.2, "percent")).toBe(4.2);
  });
  it("writes what is kept in the unit that a person types", () => {
    expect(fieldText(1250, "cents", "fr")).toBe("12,5");
    expect(fieldText(1250, "cents", "en")).toBe("12.5");
    expect(fieldText(90, "seconds", "fr")).toBe("1,5");
    expect(fieldText(4.2, "percent", "fr")).toBe("4,2");
  });
});

it("a drawing takes shares and whole units of money, with the digits asked for", () => {
  expect(drawnUnit("percent", "EUR", 1)).toEqual({
    scale: 100,
    format: { style: "percent", maximumFractionDigits: 2 },
  });
  expect(drawnUnit("cents", "EUR")).toEqual({ scale: 100, format: { style: "currency", currency: "EUR" } });
  expect(drawnUnit("count", "EUR").format.maximumFractionDigits).toBe(0);
});
