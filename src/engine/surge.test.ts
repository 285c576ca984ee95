import { describe, expect, test } from "vitest";
import { createRandom, type Random } from "./random.ts";
import { createSurgeScan, sameHourOfWeek, scanForSurges } from "./surge.ts";

/** Over-dispersed count: Poisson by products of uniforms, its rate a gamma. */
function count(random: Random, mean: number, size = 3): number {
  const limit = Math.exp((-mean * random.gamma(size)) / size);
  let drawn = 0;
  for (let product = random.uniform(); product > limit; product *= random.uniform()) drawn++;
  return drawn;
}

function hourly(days: number, perHour: number, seed: number): number[] {
  const random = createRandom(seed);
  return Array.from({ length: days * 24 }, (_, t) => count(random, perHour * (1 + 0.6 * Math.sin((t * Math.PI) / 12))));
}

describe("scan of a stream", () => {
  test("a burst is an alarm, once, and the noise around it is not", () => {
    let found = 0;
    let outside = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const values = hourly(28, 10, seed);
      const start = 24 * 24 + 12;
      for (let t = start; t < start + 4; t++) values[t] = values[t]! + 80;
      const scored = scanForSurges(values, { stepsPerDay: 24 });
      if (scored.slice(start, start + 4).some((score) => score.alarm)) found++;
      outside += scored.filter((score, t) => score.alarm && (t < start || t >= start + 12)).length;
    }
    expect(found).toBeGreaterThanOrEqual(19);
    // 20 series of 4 weeks: one false alarm a fortnight would be 40.
    expect(outside).toBeLessThanOrEqual(20);
  });

  test("a brand whose every evening has its burst is not alerted every evening", () => {
    const values = hourly(28, 5, 3).map((value, t) => (t % 24 === 20 ? value + 60 : value));
    const late = scanForSurges(values, { stepsPerDay: 24 }).slice(14 * 24);
    expect(late.filter((score) => score.alarm)).toHaveLength(0);
  });

  test("no alarm before two days are known, and none on unknown values", () => {
    const values: (number | null)[] = hourly(10, 5, 4);
    values[30] = 500;
    values[150] = null;
    const scored = scanForSurges(values, { stepsPerDay: 24 });
    expect(scored[30]).toMatchObject({ alarm: false, calibrating: true });
    expect(scored[150]).toMatchObject({ alarm: false, score: 0, calibrating: false });
    const zeros = scanForSurges(new Array<null>(100).fill(null), { stepsPerDay: 24 });
    expect(zeros.every((score) => !score.alarm && score.expected === null)).toBe(true);
  });

  test("one count at a time gives the same scores as all at once, and nothing from the future", () => {
    const values = hourly(12, 8, 5);
    const scan = createSurgeScan({ stepsPerDay: 24 });
    expect(values.map((value) => scan.push(value))).toEqual(scanForSurges(values, { stepsPerDay: 24 }));
    const cut = scanForSurges(values.slice(0, 200), { stepsPerDay: 24 });
    expect(cut).toEqual(scanForSurges(values, { stepsPerDay: 24 }).slice(0, 200));
  });

  test("silence broken by a few mentions is scored without dividing by nothing", () => {
    const values = new Array<number>(24 * 10).fill(0);
    values[200] = 6;
    const scored = scanForSurges(values, { stepsPerDay: 24 });
    expect(scored[200]!.alarm).toBe(true);
    expect(scored.every((score) => Number.isFinite(score.score))).toBe(true);
  });

  test("a negative count and a day without steps are refused", () => {
    expect(() => scanForSurges([-1], { stepsPerDay: 24 })).toThrow(RangeError);
    expect(() => createSurgeScan({ stepsPerDay: 0 })).toThrow(RangeError);
  });
});

describe("same hour of the week", () => {
  const weeks = hourly(35, 5, 6);

  test("a usual hour is usual and a tenfold one is not", () => {
    const usual = sameHourOfWeek(weeks);
    expect(usual.compared).toBe(12);
    expect(usual.alarm).toBe(false);
    expect(usual.p).toBeGreaterThan(1e-3);
    const burst = [...weeks.slice(0, -1), Math.ceil(10 * usual.expected!) + 5];
    expect(sameHourOfWeek(burst)).toMatchObject({ alarm: true });
  });

  test("a doubling at small volume is not claimed", () => {
    const one = [...weeks.slice(0, -1), Math.round(2 * sameHourOfWeek(weeks).expected!)];
    expect(sameHourOfWeek(one).alarm).toBe(false);
  });

  test("too short a past says nothing; unknown hours are left out", () => {
    expect(sameHourOfWeek(weeks.slice(0, 100))).toMatchObject({ p: null, alarm: false, compared: 0 });
    const gaps: (number | null)[] = [...weeks];
    gaps[weeks.length - 1 - 168] = null;
    expect(sameHourOfWeek(gaps).compared).toBe(11);
    expect(sameHourOfWeek([...weeks.slice(0, -1), null]).p).toBeNull();
  });

  test("more mentions are never less surprising", () => {
    let before = 1;
    for (let value = 0; value < 60; value++) {
      const { p } = sameHourOfWeek([...weeks.slice(0, -1), value]);
      expect(p!).toBeLessThanOrEqual(before);
      before = p!;
    }
  });

  test("false alarms stay rare on over-dispersed noise", () => {
    const hours = hourly(56, 5, 9);
    let alarms = 0;
    for (let t = 29 * 24; t < hours.length; t++) if (sameHourOfWeek(hours, t).alarm) alarms++;
    // Four weeks of hours; the nominal rate is 0.17 a week.
    expect(alarms).toBeLessThanOrEqual(4);
  });
});
