import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { certaintyOf, type SeverityFacts, severityOf, severityPoints } from "./severity.ts";

const calm: SeverityFacts = {
  threat: 0,
  hate: 0,
  insult: 0,
  accusation: 0,
  complaint: 0,
  spam: 0,
  negative: 0,
  toxicity: 0,
  personalData: 0,
  distress: false,
  directed: false,
};

describe("severity", () => {
  it.each([
    ["a thank-you", {}, 0],
    ["a neutral question read as a little negative", { negative: 0.3 }, 0],
    ["a complaint", { complaint: 0.8, negative: 0.8 }, 1],
    ["a plain negative comment", { negative: 0.7 }, 1],
    ["an advertisement", { spam: 0.95 }, 1],
    ["an insult turned to the team", { insult: 0.8, directed: true, toxicity: 0.8 }, 2],
    ["the worst insult, which is answered with care and needs no call", { insult: 1, directed: true, toxicity: 1 }, 2],
    ["a threat barely proposed", { threat: 0.5 }, 2],
    ["an accusation", { accusation: 0.75, negative: 0.9 }, 2],
    ["someone's telephone number", { personalData: 0.95 }, 2],
    ["a threat", { threat: 0.72, negative: 0.9 }, 3],
    ["plain hate", { hate: 0.9, toxicity: 0.95 }, 3],
    ["someone in distress", { distress: true }, 3],
    ["a complaint copied a hundred times", { complaint: 0.8, negative: 0.8, copies: 100 }, 2],
    ["a complaint seen by a million people", { complaint: 0.8, negative: 0.8, audience: 1_000_000 }, 2],
  ] as const)("%s", (_, facts, level) => {
    expect(severityOf({ ...calm, ...facts })).toBe(level);
  });

  it("never goes down when anything goes up", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const facts = fc.record({
      threat: share,
      hate: share,
      insult: share,
      accusation: share,
      complaint: share,
      spam: share,
      negative: share,
      toxicity: share,
      personalData: share,
      distress: fc.boolean(),
      directed: fc.boolean(),
      copies: fc.integer({ min: 1, max: 10_000 }),
      audience: fc.integer({ min: 0, max: 10_000_000 }),
    });
    fc.assert(
      fc.property(facts, facts, (one, other) => {
        const higher = Object.fromEntries(
          Object.entries(one).map(([name, value]) => {
            const rival = other[name as keyof typeof other];
            return [name, typeof value === "boolean" ? value || rival : Math.max(value, rival as number)];
          }),
        ) as unknown as SeverityFacts;
        expect(severityPoints(higher)).toBeGreaterThanOrEqual(severityPoints(one) - 1e-12);
        expect(severityOf(higher)).toBeGreaterThanOrEqual(severityOf(one));
      }),
    );
  });

  it("reads each kind from the point where it is proposed", () => {
    expect(certaintyOf(0.08, 0.08)).toBeCloseTo(0.5);
    expect(certaintyOf(0.3, 0.08)).toBeGreaterThan(0.8);
    expect(certaintyOf(0.3, 0.5)).toBeCloseTo(0.3);
    expect(certaintyOf(0, 0.2)).toBe(0);
    expect(certaintyOf(1, 0.2)).toBe(1);
  });
});
