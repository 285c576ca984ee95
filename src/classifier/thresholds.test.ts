import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DoubtFacts, fitDoubt, fitThreshold } from "./thresholds.ts";

describe("the probability from which a kind is proposed", () => {
  const answers = [
    { probability: 0.45, truth: true },
    { probability: 0.4, truth: false },
    { probability: 0.3, truth: false },
    { probability: 0.2, truth: true },
    { probability: 0.1, truth: false },
  ];

  it("stays high when a false alarm costs as much as a miss", () => {
    expect(fitThreshold(answers, 1, 0.06)).toBeGreaterThan(0.4);
  });

  it("comes down to find the rare one when a miss costs more", () => {
    expect(fitThreshold(answers, 3, 0.06)).toBeLessThanOrEqual(0.2);
  });

  it("never goes under the lowest that was allowed", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ probability: fc.double({ min: 0, max: 1, noNaN: true }), truth: fc.boolean() })),
        fc.integer({ min: 5, max: 50 }),
        (list, lowest) => {
          const threshold = fitThreshold(list, 2, lowest / 100);
          expect(threshold).toBeGreaterThanOrEqual(lowest / 100);
          expect(threshold).toBeLessThanOrEqual(0.5);
        },
      ),
    );
  });
});

describe("the doubt of irony", () => {
  const sincere: DoubtFacts[] = Array.from({ length: 100 }, (_, index) => ({
    ironic: false,
    irony: index / 200,
    certainty: 0.9,
    otherSign: false,
  }));
  const ironic: DoubtFacts[] = [0.2, 0.3, 0.45].map((irony) => ({
    ironic: true,
    irony,
    certainty: 0.9,
    otherSign: false,
  }));

  it("finds more ironic comments when a person may be asked more often", () => {
    const found = (budget: number) => {
      const { ironyDoubt } = fitDoubt([...sincere, ...ironic], budget);
      return ironic.filter(({ irony }) => irony >= ironyDoubt).length;
    };
    expect(found(0.05)).toBe(0);
    expect(found(0.15)).toBe(1);
    expect(found(0.7)).toBe(3);
  });

  it("never asks a person about more sincere comments than the budget allows", () => {
    const { ironyDoubt, certainty } = fitDoubt([...sincere, ...ironic], 0.2);
    const asked = sincere.filter((facts) => facts.irony >= ironyDoubt || facts.certainty < certainty).length;
    expect(asked).toBeLessThanOrEqual(20);
  });
});
