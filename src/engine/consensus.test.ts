import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  agreementOfVoters,
  combineComparisons,
  distancesBetweenAllocations,
  weightsFromComparisons,
} from "./consensus.ts";

const reference = JSON.parse(readFileSync(new URL("./fixtures/reference-signals.json", import.meta.url), "utf8"));

describe("Kendall's W", () => {
  test("agrees with SciPy's Friedman test and with full enumeration", () => {
    for (const { ratings, w, exactP } of reference.kendall) {
      const agreement = agreementOfVoters(ratings);
      expect(agreement.w).toBeCloseTo(w, 12);
      expect(agreement.method).toBe("exact");
      expect(agreement.p).toBeCloseTo(exactP, 10);
    }
  });

  test("falls back on the chi-square for a large group", () => {
    const order = [9, 8, 7, 6, 5, 4, 3, 2, 1];
    const many = Array.from({ length: 12 }, (_, voter) => order.map((score, item) => score + ((voter * item) % 5)));
    const agreement = agreementOfVoters(many);
    expect(agreement.method).toBe("chi-square");
    expect(agreement.p).toBeLessThan(0.05);
  });

  test("everyone alike is one, opposite pairs are zero, ranks start at the preferred", () => {
    const alike = agreementOfVoters([
      [50, 30, 20],
      [40, 35, 25],
    ]);
    expect(alike).toMatchObject({ w: 1, strength: "strong", meanRanks: [1, 2, 3] });
    expect(alike.p).toBeCloseTo(1 / 6, 12);
    expect(
      agreementOfVoters([
        [1, 2, 3],
        [3, 2, 1],
      ]),
    ).toMatchObject({ w: 0, p: expect.closeTo(1, 12), strength: "weak" });
  });

  test("says nothing when there is nothing to compare", () => {
    expect(agreementOfVoters([])).toMatchObject({ w: null, p: null, strength: null });
    expect(agreementOfVoters([[1, 2]]).w).toBeNull();
    expect(agreementOfVoters([[1], [2]]).w).toBeNull();
    expect(
      agreementOfVoters([
        [5, 5, 5],
        [3, 3, 3],
      ]).w,
    ).toBeNull();
    expect(() => agreementOfVoters([[1, 2], [1]])).toThrow(RangeError);
    expect(() => agreementOfVoters([[1, Number.NaN]])).toThrow(RangeError);
  });

  test("does not depend on the order of voters or items, nor on the unit of the scores", () => {
    const table = fc.tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 2, max: 4 })).chain(([voters, items]) =>
      fc.array(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: items, maxLength: items }), {
        minLength: voters,
        maxLength: voters,
      }),
    );
    fc.assert(
      fc.property(table, (scores) => {
        const plain = agreementOfVoters(scores);
        const turned = agreementOfVoters([...scores].reverse().map((row) => [...row].reverse().map((s) => 3 * s + 1)));
        if (plain.w === null) {
          expect(turned.w).toBeNull();
          return;
        }
        expect(plain.w).toBeGreaterThanOrEqual(0);
        expect(plain.w).toBeLessThanOrEqual(1);
        expect(turned.w).toBeCloseTo(plain.w, 10);
        expect(turned.p).toBeCloseTo(plain.p!, 10);
      }),
    );
  });
});

describe("pairwise comparisons", () => {
  test("agree with NumPy's eigenvectors", () => {
    for (const { matrix, weights, lambdaMax } of reference.ahp) {
      const found = weightsFromComparisons(matrix);
      found.weights.forEach((weight, i) => {
        expect(weight).toBeCloseTo(weights[i], 10);
      });
      expect(found.principalValue).toBeCloseTo(lambdaMax, 9);
    }
  });

  test("Saaty's example is consistent", () => {
    const found = weightsFromComparisons([
      [1, 3, 5],
      [1 / 3, 1, 2],
      [1 / 5, 1 / 2, 1],
    ]);
    expect(found.consistencyRatio).toBeCloseTo(0.0032, 4);
    expect(found.consistent).toBe(true);
  });

  test("the judgement that contradicts the others is pointed at", () => {
    // 1 : 2 : 4 : 8 throughout, except that the first is said to be an eighth of the last instead of eight times it.
    const value = [8, 4, 2, 1];
    const table = value.map((a) => value.map((b) => a / b));
    table[0]![3] = 1 / 8;
    table[3]![0] = 8;
    const found = weightsFromComparisons(table);
    expect(found.consistent).toBe(false);
    expect(found.worst).toMatchObject({ row: 0, column: 3, given: 1 / 8 });
    expect(found.worst!.implied).toBeGreaterThan(1 / 8);
  });

  test("perfect judgements give back their weights, in any order of the items", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.1, max: 9, noNaN: true }), { minLength: 1, maxLength: 8 }), (value) => {
        const found = weightsFromComparisons(value.map((a) => value.map((b) => a / b)));
        const total = value.reduce((sum, one) => sum + one, 0);
        found.weights.forEach((weight, i) => {
          expect(weight).toBeCloseTo(value[i]! / total, 9);
        });
        expect(found.consistencyRatio).toBeLessThan(1e-9);
        expect(found.worst).toBeNull();
      }),
    );
  });

  test("a group's table keeps inverses inverse", () => {
    const combined = combineComparisons(
      [
        [
          [1, 4],
          [1 / 4, 1],
        ],
        [
          [1, 1],
          [1, 1],
        ],
      ],
      [1, 3],
    );
    expect(combined[0]![1]).toBeCloseTo(4 ** 0.25, 12);
    expect(combined[0]![1]! * combined[1]![0]!).toBeCloseTo(1, 12);
    expect(() => combineComparisons([])).toThrow(RangeError);
    expect(() => combineComparisons([[[1]], [[1]]], [1])).toThrow(RangeError);
  });

  test("refuse judgements that are not inverses, or not positive", () => {
    expect(() =>
      weightsFromComparisons([
        [1, 3],
        [1 / 2, 1],
      ]),
    ).toThrow(RangeError);
    expect(() =>
      weightsFromComparisons([
        [1, -3],
        [-1 / 3, 1],
      ]),
    ).toThrow(RangeError);
    expect(() => weightsFromComparisons([])).toThrow(RangeError);
  });
});

describe("distances between allocations", () => {
  test("follow the hand-computed example and leave out who gave no points", () => {
    const distances = distancesBetweenAllocations([
      [60, 40],
      [20, 80],
      [0, 0],
    ]);
    expect(distances.groupShares).toEqual([0.4, expect.closeTo(0.6, 12)]);
    expect(distances.farthest).toEqual({ first: 0, second: 1, distance: expect.closeTo(0.4, 12) });
    expect(distances.meanDistance).toBeCloseTo(0.4, 12);
    expect(distances.fromGroup).toEqual([expect.closeTo(0.2, 12), expect.closeTo(0.2, 12), null]);
    expect(distances.between[0]![2]).toBeNull();
    expect(distances.spreadByItem[0]).toBeCloseTo(0.2, 12);
  });

  test("nobody's points are nobody's", () => {
    expect(distancesBetweenAllocations([])).toMatchObject({ groupShares: null, farthest: null, meanDistance: null });
    expect(distancesBetweenAllocations([[0, 0]]).groupShares).toBeNull();
    expect(() => distancesBetweenAllocations([[-1, 2]])).toThrow(RangeError);
  });

  test("are a distance: symmetric, at most one, triangle kept", () => {
    const row = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 4, maxLength: 4 }).map((r) => [...r, 1]);
    fc.assert(
      fc.property(row, row, row, (a, b, c) => {
        const { between } = distancesBetweenAllocations([a, b, c]);
        expect(between[0]![1]).toBe(between[1]![0]);
        expect(between[0]![1]).toBeLessThanOrEqual(1);
        expect(between[0]![2]!).toBeLessThanOrEqual(between[0]![1]! + between[1]![2]! + 1e-12);
      }),
    );
  });
});
