import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BREAK_EVEN_INPUTS, type BreakEvenInputs, breakEven } from "./break-even.ts";
import { normalCdf, normalQuantile } from "./distributions.ts";
import { sobolPoints } from "./quasi-random.ts";
import { createRandom } from "./random.ts";

const reference = JSON.parse(readFileSync(new URL("./fixtures/reference-signals.json", import.meta.url), "utf8"));
const exactly = (figure: number) => ({ low: figure, likely: figure, high: figure });

/** Videos: 40 a year, camera 3 000, training 500, 6 hours at 30, materials 20, 5 % done again; quote of 400 and 1 hour. */
const videos: BreakEvenInputs = {
  volume: exactly(40),
  equipment: exactly(3000),
  training: exactly(500),
  hours: exactly(6),
  hourlyCost: exactly(30),
  materials: exactly(20),
  rework: exactly(0.05),
  price: exactly(400),
  managementHours: exactly(1),
};

describe("Sobol's sequence", () => {
  test("is SciPy's", () => {
    const points = sobolPoints(16, 10);
    reference.sobol.flat().forEach((value: number, i: number) => {
      expect(points[i]).toBeCloseTo(value, 9);
    });
  });

  test("stays even after a random shift: every eighth of every side holds an eighth of the points", () => {
    const points = sobolPoints(1024, 10, createRandom(5));
    for (let dimension = 0; dimension < 10; dimension++) {
      const counts = new Array<number>(8).fill(0);
      for (let i = 0; i < 1024; i++) counts[Math.floor(8 * points[i * 10 + dimension]!)]!++;
      expect(counts).toEqual(new Array<number>(8).fill(128));
    }
    expect(() => sobolPoints(4, 11)).toThrow(RangeError);
  });
});

describe("break-even", () => {
  test("known figures give the arithmetic of a spreadsheet", () => {
    const found = breakEven(videos, createRandom(1));
    // Inside 210 a piece, outside 430: 3 500 / 220.
    expect(found.likelyVolume).toBeCloseTo(3500 / 220, 10);
    expect(found.saving.mean).toBeCloseTo(40 * 220 - 3500, 8);
    expect(found.probabilityInsideCheaper).toBe(1);
    expect(found.valueOfPerfectInformation).toBe(0);
    expect(found.volume).toMatchObject({ median: expect.closeTo(3500 / 220, 10), never: 0 });
  });

  test("a normal input agrees with the closed form: chance, value of information, variance", () => {
    // Saving = 40 (price + 30) − 11 900: normal, zero at a price of 267.5.
    const inputs = { ...videos, price: { low: 220, likely: 280, high: 340 } };
    const found = breakEven(inputs, createRandom(2));
    const deviation = (40 * 60) / normalQuantile(0.95);
    const mean = 40 * 310 - 11_900;
    const z = mean / deviation;
    expect(found.probabilityInsideCheaper).toBeCloseTo(normalCdf(z), 3);
    expect(Math.abs(found.saving.mean - mean) / deviation).toBeLessThan(1e-3);
    const density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
    const value = deviation * (density + z * normalCdf(z)) - mean;
    expect(found.valueOfPerfectInformation / value).toBeCloseTo(1, 2);
    const price = found.tornado[0]!;
    expect(price.input).toBe("price");
    expect(price.varianceShare).toBeGreaterThan(0.995);
    expect(price.valueOfKnowing / value).toBeCloseTo(1, 1);
    expect([price.atLow, price.atHigh]).toEqual([40 * 250 - 11_900, 40 * 370 - 11_900]);
  });

  test("the sum of two normal inputs too, each with its share of the variance", () => {
    const inputs = {
      ...videos,
      equipment: { low: 5000, likely: 8000, high: 11_000 },
      price: { low: 370, likely: 400, high: 430 },
    };
    const found = breakEven(inputs, createRandom(3));
    const a = 3000 / normalQuantile(0.95);
    const b = (40 * 30) / normalQuantile(0.95);
    expect(found.probabilityInsideCheaper).toBeCloseTo(normalCdf((40 * 220 - 8500) / Math.hypot(a, b)), 2);
    const shareOf = (input: string) => found.tornado.find((bar) => bar.input === input)!.varianceShare;
    expect(shareOf("equipment")).toBeCloseTo((a * a) / (a * a + b * b), 1);
    expect(shareOf("price")).toBeCloseTo((b * b) / (a * a + b * b), 1);
    expect(shareOf("hours")).toBe(0);
  });

  test("a contractor cheaper than the materials never breaks even", () => {
    const found = breakEven({ ...videos, price: exactly(10), managementHours: exactly(0) }, createRandom(1));
    expect(found).toMatchObject({ likelyVolume: null, probabilityInsideCheaper: 0 });
    expect(found.volume).toEqual({ median: null, lower: null, upper: null, never: 1 });
  });

  test("two seeds agree within the accuracy stated", () => {
    const wide = Object.fromEntries(
      BREAK_EVEN_INPUTS.map((name) => {
        const { likely } = videos[name];
        return [name, { low: 0.5 * likely, likely, high: 1.8 * likely }];
      }),
    ) as BreakEvenInputs;
    const chances = [1, 2, 3, 4].map((seed) => breakEven(wide, createRandom(seed)).probabilityInsideCheaper);
    expect(Math.max(...chances) - Math.min(...chances)).toBeLessThan(0.005);
    const found = breakEven(wide, createRandom(1));
    for (const bar of found.tornado) {
      expect(bar.valueOfKnowing).toBeLessThanOrEqual(found.valueOfPerfectInformation * 1.01 + 1e-9);
    }
  });

  test("a dearer contractor never makes inside less attractive", () => {
    fc.assert(
      fc.property(fc.integer({ min: 50, max: 500 }), fc.integer({ min: 0, max: 300 }), (price, more) => {
        const at = (likely: number) =>
          breakEven({ ...videos, price: { low: 0.7 * likely, likely, high: 1.4 * likely } }, createRandom(4));
        const cheap = at(price);
        const dear = at(price + more);
        expect(dear.probabilityInsideCheaper).toBeGreaterThanOrEqual(cheap.probabilityInsideCheaper);
        expect(dear.saving.mean).toBeGreaterThanOrEqual(cheap.saving.mean - 1e-9);
      }),
      { numRuns: 8 },
    );
  });

  test("figures out of order are refused", () => {
    expect(() => breakEven({ ...videos, price: { low: 5, likely: 4, high: 6 } }, createRandom(1))).toThrow(RangeError);
    expect(() => breakEven({ ...videos, hours: exactly(-1) }, createRandom(1))).toThrow(RangeError);
    expect(() => breakEven({ ...videos, hours: exactly(Number.NaN) }, createRandom(1))).toThrow(RangeError);
  });
});
