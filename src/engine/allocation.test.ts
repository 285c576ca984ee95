import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AllocationRequest, allocate, budgetCurve } from "./allocation.ts";
import { responseByDraw } from "./allocation-gain.ts";
import { AllocationConflict, type BudgetLimits } from "./budget-limits.ts";
import type { FittedChannel, FittedCurves, SaturationForm } from "./fitted-curves.ts";
import { responseAt } from "./fitted-curves.ts";
import { createRandom } from "./random.ts";

type Shape = "hill" | "logistic" | "gentle" | "s-shaped";

/** Simulated fit: half-saturations between 3 % and 60 % of a total of 1 000, draws around them. */
function aFit(channels: number, draws: number, shape: Shape, seed: number): FittedCurves {
  const random = createRandom(seed);
  const saturation: SaturationForm = shape === "logistic" ? "logistic" : "hill";
  return {
    drawCount: draws,
    recentPeriods: 13,
    noise: new Array<number>(draws).fill(1),
    channels: Array.from({ length: channels }, (_, c): FittedChannel => {
      const half = 30 * Math.exp(random.uniform() * Math.log(20));
      const top = 100 * Math.exp(0.7 * random.normal());
      const steep = shape === "s-shaped" ? 1.2 + 2.3 * random.uniform() : shape === "gentle" ? 0.7 : 1;
      const list = (of: () => number) => Array.from({ length: draws }, of);
      const wobble = draws > 1 ? 1 : 0;
      return {
        name: `channel ${c}`,
        saturation,
        concave: shape !== "s-shaped",
        adstockLength: 8,
        currentSpend: 1000 / channels,
        meanSpend: 1000 / channels,
        highestSpend: 1000,
        carryOver: list(() => 0.3),
        halfSaturation: list(() => half * Math.exp(0.3 * wobble * random.normal())),
        slope: list(() => (steep === 1 ? 1 : steep * Math.exp(0.05 * wobble * random.normal()))),
        maximum: list(() => top * Math.exp(0.2 * wobble * random.normal())),
      };
    }),
  };
}

function split(curves: FittedCurves, total: number, limits?: BudgetLimits, more: Partial<AllocationRequest> = {}) {
  return allocate({ curves, scenario: { kind: "fixed-budget", total }, ...(limits && { limits }), ...more });
}
const spends = (allocation: ReturnType<typeof allocate>) => allocation.allocation.map((channel) => channel.spend);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Best response over whole steps of the total, by dynamic programming: never above the truth, close to it. */
function bestByTable(curves: FittedCurves, total: number, steps: number, allowed: (x: number, c: number) => boolean) {
  let best = new Float64Array(steps + 1);
  curves.channels.forEach((_, c) => {
    const value = Array.from({ length: steps + 1 }, (_, i) => {
      const x = (total * i) / steps;
      if (!allowed(x, c)) return Number.NEGATIVE_INFINITY;
      let mean = 0;
      for (let d = 0; d < curves.drawCount; d++) mean += responseAt(curves, c, x, d) / curves.drawCount;
      return mean;
    });
    best = best.map((_, money) => {
      let most = Number.NEGATIVE_INFINITY;
      for (let i = 0; i <= money; i++) most = Math.max(most, best[money - i]! + value[i]!);
      return most;
    });
  });
  return best[steps]!;
}

describe("a fixed budget over concave curves", () => {
  test("two Hill curves follow the closed form", () => {
    // g = m x / (x + h): x + h is proportional to √(m h).
    const curves = aFit(2, 1, "hill", 1);
    const [a, b] = curves.channels.map((channel) => ({ h: channel.halfSaturation[0]!, m: channel.maximum[0]! }));
    const ra = Math.sqrt(a!.m * a!.h);
    const rb = Math.sqrt(b!.m * b!.h);
    const expected = ((1000 + a!.h + b!.h) * ra) / (ra + rb) - a!.h;
    const found = split(curves, 1000);
    expect(found.allocation[0]!.spend).toBeCloseTo(expected, 8);
    expect(found.relativeGap).toBeLessThan(1e-12);
    expect(found.unspent).toBe(0);
    expect(found.allocation[0]!.marginalReturn).toBeCloseTo(found.price!, 10);
  });

  test("the certificate closes for every form, and marginal returns are equal where nothing binds", () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Shape>("hill", "logistic", "gentle"),
        fc.integer({ min: 2, max: 12 }),
        fc.integer({ min: 1, max: 9999 }),
        (shape, channels, seed) => {
          const found = split(aFit(channels, 20, shape, seed), 1000);
          expect(found.relativeGap).toBeLessThan(1e-9);
          expect(found.upperBound).toBeGreaterThanOrEqual(found.expectedResponse);
          expect(sum(spends(found))).toBeCloseTo(1000, 8);
          for (const channel of found.allocation) {
            if (channel.binding === "none") expect(channel.marginalReturn! / found.price!).toBeCloseTo(1, 7);
            else expect(channel.marginalReturn!).toBeLessThanOrEqual(found.price! * (1 + 1e-9));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test("bounds, locks and groups are kept and named", () => {
    const curves = aFit(5, 30, "hill", 4);
    const free = spends(split(curves, 1000));
    const limits: BudgetLimits = {
      upper: [1000, 0.4 * free[1]!, 1000, 1000, 1000],
      locks: [null, null, 77, null, null],
      groups: [{ name: "video", members: [3, 4], upper: 0.5 * (free[3]! + free[4]!) }],
    };
    const found = split(curves, 1000, limits);
    const x = spends(found);
    expect(sum(x)).toBeCloseTo(1000, 8);
    expect(found.allocation.map((channel) => channel.binding).slice(0, 3)).toEqual(["none", "upper-bound", "lock"]);
    const floored = split(curves, 1000, { lower: [free[0]! + 50, 0, 0, 0, 0] }).allocation[0]!;
    expect(floored.binding).toBe("lower-bound");
    expect(floored.spend).toBeCloseTo(free[0]! + 50, 9);
    expect(x[3]! + x[4]!).toBeLessThanOrEqual(0.5 * (free[3]! + free[4]!) + 1e-9);
    expect(found.allocation[3]).toMatchObject({ binding: "group-upper", group: "video" });
    expect(found.relativeGap).toBeLessThan(1e-9);
  });

  test("limits hold for any that are consistent, and the certificate still closes", () => {
    const part = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.array(part, { minLength: 8, maxLength: 8 }), (seed, parts) => {
        const curves = aFit(4, 10, "hill", seed);
        const lower = parts.slice(0, 4).map((p) => 200 * p);
        const upper = parts.slice(4).map((p, c) => lower[c]! + 600 * p);
        const least = lower[0]! + lower[1]!;
        const groups = [{ name: "a", members: [0, 1], upper: least + 300 * parts[2]!, lower: least }];
        const found = split(curves, 1000, { lower, upper, groups });
        const x = spends(found);
        x.forEach((spend, c) => {
          expect(spend).toBeGreaterThanOrEqual(lower[c]! - 1e-9);
          expect(spend).toBeLessThanOrEqual(upper[c]! + 1e-9);
        });
        expect(x[0]! + x[1]!).toBeLessThanOrEqual(groups[0]!.upper + 1e-7);
        expect(sum(x) + found.unspent).toBeCloseTo(1000, 6);
        expect(found.relativeGap).toBeLessThan(1e-8);
      }),
      { numRuns: 60 },
    );
  });

  test("what the limits forbid to spend is left, and said", () => {
    const found = split(aFit(2, 5, "hill", 5), 1000, { upper: [100, 200] });
    expect(spends(found)).toEqual([100, 200]);
    expect(found.unspent).toBeCloseTo(700, 9);
  });

  test("permuting the channels permutes the answer", () => {
    fc.assert(
      fc.property(fc.constantFrom<Shape>("hill", "s-shaped"), fc.integer({ min: 1, max: 9999 }), (shape, seed) => {
        const curves = aFit(4, 5, shape, seed);
        const turned = { ...curves, channels: [...curves.channels].reverse() };
        const plain = split(curves, 700);
        const other = split(turned, 700);
        expect(other.expectedResponse).toBeCloseTo(plain.expectedResponse, 3);
        if (shape === "s-shaped") return;
        const back = spends(other).reverse();
        spends(plain).forEach((spend, c) => {
          expect(back[c]).toBeCloseTo(spend, 5);
        });
      }),
      { numRuns: 40 },
    );
  });

  test("curves that are almost straight, or flat, still get all the money that helps", () => {
    const straight = (shape: Shape, scale: number, height: number) => {
      const curves = aFit(4, 3, shape, 2);
      return {
        ...curves,
        channels: curves.channels.map((channel) => ({
          ...channel,
          halfSaturation: channel.halfSaturation.map((half) => scale * half),
          maximum: channel.maximum.map((top) => height * top),
        })),
      };
    };
    for (const shape of ["hill", "logistic"] as const) {
      const found = split(straight(shape, 1e7, 1), 1000);
      expect(found.unspent).toBe(0);
      expect(found.relativeGap).toBeLessThan(1e-6);
      // Saturated from the first euro on: nothing is lost, nothing is wrong.
      const full = split(straight(shape, 1e-7, 1), 1000);
      expect(full.relativeGap).toBeLessThan(1e-6);
    }
    expect(split(straight("hill", 1, 0), 1000)).toMatchObject({ expectedResponse: 0, upperBound: 0, relativeGap: 0 });
  });

  test("the unit of money does not matter", () => {
    const euros = aFit(6, 10, "hill", 8);
    const cents = {
      ...euros,
      channels: euros.channels.map((channel) => ({
        ...channel,
        halfSaturation: channel.halfSaturation.map((half) => 100 * half),
      })),
    };
    const a = spends(split(euros, 1000));
    spends(split(cents, 100_000)).forEach((spend, c) => {
      expect(spend / 100).toBeCloseTo(a[c]!, 6);
    });
  });

  test("impossible limits are refused with their reason", () => {
    const curves = aFit(3, 2, "hill", 2);
    const refusal = (limits: BudgetLimits) => {
      try {
        split(curves, 100, limits);
      } catch (error) {
        if (error instanceof AllocationConflict) return error.code;
        throw error;
      }
      return null;
    };
    expect(refusal({ lower: [60, 60, 0] })).toBe("total-too-small");
    expect(refusal({ lower: [60, 0, 0], upper: [50, 9, 9] })).toBe("bounds-crossed");
    expect(refusal({ locks: [5, null, null], lower: [10, 0, 0] })).toBe("bounds-crossed");
    expect(refusal({ groups: [{ name: "g", members: [0], lower: 50, upper: 40 }] })).toBe("group-crossed");
    expect(refusal({ lower: [1, 1, 0], mostNetworks: 1 })).toBe("too-many-mandatory");
    expect(() => split(curves, 0)).toThrow(RangeError);
    expect(() => split(curves, 10, { lower: [1] })).toThrow(RangeError);
    expect(() => split(curves, 10, { lower: [-1, 0, 0] })).toThrow(RangeError);
  });
});

describe("more budget", () => {
  test("never reduces the expected response, and is worth its price at the margin", () => {
    fc.assert(
      fc.property(fc.constantFrom<Shape>("hill", "s-shaped"), fc.integer({ min: 1, max: 9999 }), (shape, seed) => {
        const points = budgetCurve({ curves: aFit(3, 3, shape, seed) }, [200, 400, 600, 800]);
        expect(points).toHaveLength(4);
        for (let i = 1; i < points.length; i++) {
          expect(points[i]!.expectedResponse).toBeGreaterThanOrEqual(points[i - 1]!.expectedResponse * (1 - 2e-6));
        }
      }),
      { numRuns: 30 },
    );
    const curves = aFit(3, 10, "hill", 3);
    const [here, there] = budgetCurve({ curves }, [500, 500.5]);
    expect((there!.expectedResponse - here!.expectedResponse) / 0.5).toBeCloseTo(here!.price!, 3);
  });

  test("a target return stops where the next euro brings less", () => {
    const curves = aFit(4, 10, "hill", 6);
    const scenario = { kind: "target-return", marginalReturn: 0.2, maximumTotal: 5000 } as const;
    const found = allocate({ curves, scenario });
    expect(found.unspent).toBeGreaterThan(0);
    for (const channel of found.allocation) {
      if (channel.spend > 0) expect(channel.marginalReturn).toBeCloseTo(0.2, 8);
      else expect(channel.marginalReturn).toBeLessThanOrEqual(0.2);
    }
    expect(found.relativeGap).toBeLessThan(1e-9);
    const capped = allocate({ curves, scenario: { ...scenario, maximumTotal: 100 } });
    expect(sum(spends(capped))).toBeCloseTo(100, 9);
  });
});

describe("S-shaped curves, minimums if used, number of networks", () => {
  test("never below a table of all splits, and certified", () => {
    for (let seed = 1; seed <= 25; seed++) {
      const curves = aFit(3, 1, "s-shaped", seed);
      const found = split(curves, 1000);
      const table = bestByTable(curves, 1000, 200, () => true);
      expect(found.expectedResponse).toBeGreaterThanOrEqual(table * (1 - 2e-6));
      expect(found.upperBound).toBeGreaterThanOrEqual(table);
      expect(found.relativeGap).toBeLessThan(1e-4);
      expect(sum(spends(found))).toBeLessThanOrEqual(1000 * (1 + 1e-9));
    }
  });

  test("a channel takes nothing or its minimum, and the answer is the best such split", () => {
    for (let seed = 1; seed <= 20; seed++) {
      const shape = seed % 2 === 0 ? "hill" : "s-shaped";
      const curves = aFit(4, 2, shape, seed);
      const minimumsIfUsed = [250, 250, 250, 250];
      const found = split(curves, 1000, { minimumsIfUsed });
      for (const spend of spends(found)) expect(spend === 0 || spend >= 250 - 1e-6).toBe(true);
      const table = bestByTable(curves, 1000, 120, (x) => x === 0 || x >= 250);
      expect(found.expectedResponse).toBeGreaterThanOrEqual(table * (1 - 2e-6));
      expect(found.relativeGap).toBeLessThan(1e-4);
    }
  });

  test("no more networks than allowed, and no better choice of them", () => {
    for (let seed = 1; seed <= 15; seed++) {
      const curves = aFit(5, 2, seed % 2 === 0 ? "hill" : "s-shaped", seed);
      const found = split(curves, 1000, { mostNetworks: 2 });
      expect(spends(found).filter((spend) => spend > 0).length).toBeLessThanOrEqual(2);
      let best = 0;
      for (let a = 0; a < 5; a++) {
        for (let b = a + 1; b < 5; b++) {
          const upper = [0, 1, 2, 3, 4].map((c) => (c === a || c === b ? 1000 : 0));
          best = Math.max(best, split(curves, 1000, { upper }).expectedResponse);
        }
      }
      expect(found.expectedResponse).toBeGreaterThanOrEqual(best * (1 - 3e-6));
      expect(found.upperBound).toBeGreaterThanOrEqual(best * (1 - 1e-9));
      expect(found.relativeGap).toBeLessThan(1e-3);
    }
  });

  test("group limits hold there too", () => {
    const curves = aFit(6, 2, "s-shaped", 3);
    const groups = [{ name: "short video", members: [0, 1, 2], lower: 300, upper: 400 }];
    const found = split(curves, 1000, { groups });
    const inside = sum(spends(found).slice(0, 3));
    expect(inside).toBeGreaterThanOrEqual(300 - 1e-6);
    expect(inside).toBeLessThanOrEqual(400 + 1e-6);
    expect(found.relativeGap).toBeLessThan(1e-4);
  });
});

test("any mixture of curves and limits: kept to the letter, and certified", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
      const random = createRandom(seed);
      const chance = (p: number) => random.uniform() < p;
      const count = 2 + random.integer(8);
      const shapes = ["hill", "logistic", "gentle", "s-shaped"] as const;
      const parts = Array.from(
        { length: count },
        (_, c) => aFit(1, 3, shapes[random.integer(4)]!, seed + c).channels[0]!,
      );
      const curves = { ...aFit(1, 3, "hill", seed), channels: parts };
      const limits: BudgetLimits = {
        ...(chance(0.4) && { minimumsIfUsed: parts.map(() => (chance(0.5) ? 0 : 50 + 300 * random.uniform())) }),
        ...(chance(0.4) && { mostNetworks: 1 + random.integer(count) }),
        ...(chance(0.3) && { lower: parts.map(() => (chance(0.8) ? 0 : 150 * random.uniform())) }),
        ...(chance(0.3) && { upper: parts.map(() => 150 + 500 * random.uniform()) }),
        ...(chance(0.3) && { groups: [{ name: "g", members: [0, 1], lower: chance(0.5) ? 0 : 100, upper: 450 }] }),
      };
      let found: ReturnType<typeof allocate>;
      try {
        found = split(curves, 1000, limits);
      } catch (error) {
        if (error instanceof AllocationConflict) return;
        throw error;
      }
      const x = spends(found);
      expect(found.relativeGap).toBeLessThan(1e-5);
      expect(sum(x)).toBeLessThanOrEqual(1000 * (1 + 1e-8));
      x.forEach((spend, c) => {
        expect(spend).toBeGreaterThanOrEqual((limits.lower?.[c] ?? 0) - 1e-6);
        expect(spend).toBeLessThanOrEqual((limits.upper?.[c] ?? 1000) + 1e-6);
        if (spend > 0) expect(spend).toBeGreaterThanOrEqual((limits.minimumsIfUsed?.[c] ?? 0) - 1e-6);
      });
      expect(x.filter((spend) => spend > 0).length).toBeLessThanOrEqual(limits.mostNetworks ?? count);
      for (const group of limits.groups ?? []) {
        expect(x[0]! + x[1]!).toBeGreaterThanOrEqual(group.lower! - 1e-6);
        expect(x[0]! + x[1]!).toBeLessThanOrEqual(group.upper! + 1e-6);
      }
    }),
    { numRuns: 150 },
  );
});

describe("gain and doubt", () => {
  test("the gain over a split is the mean difference of the responses, draw by draw", () => {
    const curves = aFit(3, 50, "hill", 9);
    const found = split(curves, 1000);
    const best = responseByDraw(curves, spends(found));
    const equal = responseByDraw(curves, [1000 / 3, 1000 / 3, 1000 / 3]);
    expect(found.gainOverEqual.mean).toBeCloseTo(sum([...best]) / 50 - sum([...equal]) / 50, 9);
    expect(found.gainOverEqual.mean).toBeGreaterThanOrEqual(0);
    expect(found.gainOverEqual.lower).toBeLessThanOrEqual(found.gainOverEqual.upper);
    // Today's shares are equal in this fit.
    expect(found.gainOverCurrent).toEqual(found.gainOverEqual);
    expect(found.gainOverCurrent.probabilityPositive).toBeGreaterThan(0.5);
  });

  test("a spend far beyond history is called weak", () => {
    const curves = aFit(3, 200, "hill", 9);
    const short = { ...curves, channels: curves.channels.map((channel) => ({ ...channel, highestSpend: 10 })) };
    expect(split(short, 1000).verdict).toMatchObject({
      status: "weak",
      reasons: expect.arrayContaining(["beyond-history"]),
    });
    expect(split(aFit(3, 5, "hill", 9), 1000).verdict.reasons).toContain("few-draws");
  });

  test("prudence raises the worst draws at little cost to the mean", () => {
    const curves = aFit(4, 300, "hill", 12);
    // One channel is promising and very uncertain.
    const bold = {
      ...curves.channels[0]!,
      maximum: curves.channels[0]!.maximum.map((m, d) => (d % 3 === 0 ? 8 * m : 0.2 * m)),
    };
    const doubtful = { ...curves, channels: [bold, ...curves.channels.slice(1)] };
    const worst = (spend: readonly number[]) => {
      const sorted = responseByDraw(doubtful, spend).sort();
      return sum([...sorted.slice(0, 30)]) / 30;
    };
    const plain = split(doubtful, 1000);
    const careful = split(doubtful, 1000, undefined, { prudence: { weight: 0.8 } });
    expect(worst(spends(careful))).toBeGreaterThan(1.02 * worst(spends(plain)));
    expect(careful.expectedResponse).toBeLessThanOrEqual(plain.expectedResponse + 1e-9);
    expect(careful.relativeGap).toBeLessThan(2e-3);
    expect(sum(spends(careful))).toBeCloseTo(1000, 6);
    expect(careful.allocation[0]!.spend).toBeLessThan(plain.allocation[0]!.spend);
  });
});

test("a thousand channels with a hundred draws stay exact", () => {
  const found = split(aFit(1000, 100, "hill", 1), 50_000);
  expect(found.relativeGap).toBeLessThan(1e-9);
  expect(sum(spends(found))).toBeCloseTo(50_000, 4);
});
