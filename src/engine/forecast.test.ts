import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chanceOfAttaining, type ForecastRequest, forecast } from "./forecast.ts";
import { createRandom } from "./random.ts";

const noisy = (length: number, seed: number, of: (t: number, noise: () => number) => number) => {
  const random = createRandom(seed);
  return Array.from({ length }, (_, t) => of(t, () => random.normal()));
};
const ask = (values: readonly (number | null)[], more: Partial<ForecastRequest> = {}) =>
  forecast({ values, horizon: 8, random: createRandom(1), ...more });

describe("forecast", () => {
  test("a steady series stays where it is, within its noise", () => {
    const { points, verdict, today } = ask(noisy(60, 3, (_, noise) => 100 + 5 * noise()));
    expect(verdict).toEqual({ status: "reliable", reasons: [] });
    expect(Math.abs(today! - 100)).toBeLessThan(3);
    const end = points[7]!;
    expect(Math.abs(end.mean - 100)).toBeLessThan(3);
    // The true 90 % interval of such noise is ± 8.2.
    expect((end.upper - end.lower) / 2).toBeGreaterThan(7);
    expect((end.upper - end.lower) / 2).toBeLessThan(13);
  });

  test("a rising series goes on rising, and doubt grows with distance", () => {
    const { points } = ask(noisy(60, 4, (t, noise) => 100 + 3 * t + 2 * noise()));
    const first = points[0]!;
    const last = points[7]!;
    expect(last.mean).toBeGreaterThan(first.mean + 10);
    expect(last.upper - last.lower).toBeGreaterThan(1.5 * (first.upper - first.lower));
  });

  test("a weekly season repeats once two weeks are there", () => {
    const week = [10, 12, 15, 14, 20, 30, 25];
    const values = noisy(70, 5, (t, noise) => week[t % 7]! + 0.5 * noise());
    const { points } = ask(values, { period: 7, horizon: 7 });
    points.forEach((point, step) => {
      expect(Math.abs(point.mean - week[(70 + step) % 7]!)).toBeLessThan(1.5);
    });
    const blind = ask(values, { horizon: 7 });
    expect(blind.points[0]!.upper - blind.points[0]!.lower).toBeGreaterThan(3 * (points[0]!.upper - points[0]!.lower));
  });

  test("an unknown value is not a zero", () => {
    const values: (number | null)[] = noisy(40, 6, (_, noise) => 50 + 2 * noise());
    values[10] = null;
    values[39] = null;
    expect(Math.abs(ask(values).points[0]!.mean - 50)).toBeLessThan(2);
    expect(ask([null, null, ...values.slice(0, 30)]).points).toEqual(ask(values.slice(0, 30)).points);
  });

  test("proportional series are forecast on the log scale and stay positive", () => {
    const values = noisy(52, 7, (t, noise) => Math.exp(2 + 0.05 * t + 0.2 * noise()));
    const { points, scale } = ask(values);
    expect(scale).toBe("log");
    for (const point of points) expect(point.lower).toBeGreaterThan(0);
    expect(points[0]!.mean).toBeGreaterThan(values[0]!);
  });

  test("futures stop at the floor and the ceiling", () => {
    const values = noisy(30, 8, (_, noise) => Math.max(0, 0.5 + noise()));
    const { points, paths } = ask(values, { floor: 0, ceiling: 2 });
    expect(Math.min(...paths)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...paths)).toBeLessThanOrEqual(2);
    expect(points[0]!.lower).toBe(0);
  });

  test("a poor series gets a verdict, not an exception", () => {
    const insufficient = ask([3, null, 4, 5]);
    expect(insufficient.verdict).toEqual({ status: "insufficient", reasons: ["too-few-points"] });
    expect(insufficient.points).toEqual([]);
    expect(ask([]).verdict.status).toBe("insufficient");
    expect(ask([3, 4, 5, 4, 3]).verdict).toEqual({ status: "weak", reasons: ["few-points", "far-horizon"] });
    expect(ask(new Array<number>(20).fill(0)).verdict.reasons).toEqual(["constant"]);
    expect(ask(new Array<number>(20).fill(7)).points[0]!.mean).toBeCloseTo(7, 6);
    const gaps = Array.from({ length: 40 }, (_, t) => (t % 2 === 0 ? t : null));
    expect(ask(gaps).verdict.reasons).toEqual(["many-unknown"]);
  });

  test("nonsense is refused", () => {
    expect(() => ask([1, Number.NaN, 2, 3, 4])).toThrow(RangeError);
    expect(() => ask([1, 2, 3, 4], { horizon: 0 })).toThrow(RangeError);
    expect(() => ask([1, 2, 3, 4], { paths: 3 })).toThrow(RangeError);
  });

  test("the same seed gives the same futures and the input is left alone", () => {
    const values = noisy(30, 9, (t, noise) => t + noise());
    const copy = [...values];
    expect(ask(values).paths).toEqual(ask(values).paths);
    expect(values).toEqual(copy);
  });

  test("a change of unit changes nothing else", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: -6, max: 6 }), (seed, exponent) => {
        const unit = 2 ** exponent;
        const values = noisy(25, seed, (t, noise) => 20 + t / 5 + 2 * noise());
        const plain = ask(values, { paths: 200 });
        const scaled = ask(
          values.map((value) => value * unit),
          { paths: 200 },
        );
        plain.points.forEach((point, step) => {
          expect(scaled.points[step]!.upper / unit).toBeCloseTo(point.upper, 8);
        });
      }),
      { numRuns: 20 },
    );
  });
});

describe("attainment", () => {
  const series = ask(noisy(60, 3, (_, noise) => 100 + 5 * noise()));

  test("a sum counts what is there and what is to come", () => {
    const even = chanceOfAttaining(series, { kind: "sum", value: 1000, alreadyCounted: 200, direction: "at-least" });
    expect(even.neededPace).toBe(100);
    expect(Math.abs(even.expectedPace! - 100)).toBeLessThan(3);
    expect(even.probability).toBeGreaterThan(0.2);
    expect(even.probability).toBeLessThan(0.8);
    const easy = chanceOfAttaining(series, { kind: "sum", value: 500, alreadyCounted: 200, direction: "at-least" });
    expect(easy.probability).toBeGreaterThan(0.99);
    expect(easy.probability).toBeLessThan(1);
    const passed = chanceOfAttaining(series, { kind: "sum", value: 100, alreadyCounted: 200, direction: "at-least" });
    expect(passed.neededPace).toBeLessThan(0);
  });

  test("at least and at most share out the futures", () => {
    const target = { kind: "level", value: 101 } as const;
    const above = chanceOfAttaining(series, { ...target, direction: "at-least" });
    const below = chanceOfAttaining(series, { ...target, direction: "at-most" });
    expect(above.probability! + below.probability!).toBeCloseTo(1, 12);
    expect(above.neededPace).toBeCloseTo((101 - series.today!) / 8, 12);
  });

  test("a higher target is never more likely", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 80, max: 120, noNaN: true }),
        fc.double({ min: 0, max: 20, noNaN: true }),
        (a, more) => {
          const low = chanceOfAttaining(series, { kind: "level", value: a, direction: "at-least" });
          const high = chanceOfAttaining(series, { kind: "level", value: a + more, direction: "at-least" });
          expect(high.probability).toBeLessThanOrEqual(low.probability!);
        },
      ),
      { numRuns: 50 },
    );
  });

  test("an insufficient series has a needed pace and no chance", () => {
    const short = ask([1, 2]);
    const target = { kind: "sum", value: 80, alreadyCounted: 0, direction: "at-least" } as const;
    expect(chanceOfAttaining(short, target)).toMatchObject({ probability: null, landing: null, neededPace: 10 });
    expect(chanceOfAttaining(short, { kind: "level", value: 80, direction: "at-least" }).neededPace).toBeNull();
  });
});

test("nine intervals in ten hold the truth on simulated series", () => {
  let inside = 0;
  let total = 0;
  for (let run = 0; run < 120; run++) {
    const random = createRandom(500 + run);
    const moves = [0, 0.3, 1][run % 3]!;
    let level = 100;
    const all = Array.from({ length: 26 + 8 }, () => {
      level += moves * 4 * random.normal();
      return level + 4 * random.normal();
    });
    const { points } = forecast({ values: all.slice(0, 26), horizon: 8, random, paths: 400 });
    points.forEach((point, step) => {
      const truth = all[26 + step]!;
      if (point.lower <= truth && truth <= point.upper) inside++;
      total++;
    });
  }
  expect(inside / total).toBeGreaterThan(0.85);
  expect(inside / total).toBeLessThan(0.96);
});
