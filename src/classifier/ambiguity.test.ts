import { describe, expect, it } from "vitest";
import { type AmbiguityFacts, ambiguityOf, ambiguitySigns, signSentences } from "./ambiguity.ts";

const plain: AmbiguityFacts = {
  negative: 0.1,
  neutral: 0.8,
  positive: 0.1,
  irony: 0,
  conformalSize: 0,
  certainty: 0.42,
  ironyThreshold: 0.5,
  positives: 0,
  negatives: 0,
  emojiValence: 0,
  wry: false,
  applause: false,
  complaintFact: false,
  praiseRule: false,
  negatedPraise: false,
  ironyRule: false,
  threatRule: false,
  counterSpeech: false,
  quotation: false,
  hostileWords: 0,
  hateRule: false,
  hate: 0,
  threat: 0,
  quotes: false,
  ellipsis: false,
  distress: false,
  onlyEmoji: false,
};

describe("signs that a comment may be misread", () => {
  it("finds none in a plain comment", () => {
    expect(ambiguityOf(plain)).toEqual([]);
  });

  it("lifts the doubt when the conformal set holds one polarity, and asks nobody about a clear reading", () => {
    const hesitant = { ...plain, negative: 0.4, neutral: 0.35, positive: 0.25 };
    expect(ambiguityOf({ ...hesitant, conformalSize: 1 })).not.toContain("uncertain");
    expect(ambiguityOf({ ...plain, conformalSize: 2 })).not.toContain("uncertain");
  });

  it.each([
    ["uncertain", { negative: 0.34, neutral: 0.33, positive: 0.33 }],
    ["uncertain", { conformalSize: 2, negative: 0.4, neutral: 0.35, positive: 0.25 }],
    ["irony", { irony: 0.7 }],
    ["irony", { ironyRule: true, complaintFact: true, negative: 0.8, neutral: 0.1 }],
    ["irony", { wry: true, positives: 1 }],
    ["polarity-clash", { positives: 2, complaintFact: true }],
    ["emoji-clash", { emojiValence: 2, complaintFact: true }],
    ["rule-model-clash", { complaintFact: true, positive: 0.9, neutral: 0.1, negative: 0 }],
    ["rule-model-clash", { threatRule: true, threat: 0.2 }],
    ["quoted-hate", { counterSpeech: true, hostileWords: 1 }],
    ["quoted-hate", { quotation: true }],
    ["distress", { distress: true }],
  ] as const)("finds « %s »", (sign, facts) => {
    expect(ambiguityOf({ ...plain, ...facts })).toContain(sign);
  });

  it("does not take praise by negation for a clash, nor a conformal set of one for doubt", () => {
    expect(ambiguityOf({ ...plain, positives: 2, complaintFact: true, negatedPraise: true })).toEqual([]);
    expect(ambiguityOf({ ...plain, neutral: 0.4, negative: 0.3, positive: 0.3, conformalSize: 1 })).toEqual([]);
  });

  it("has a sentence for every sign in both languages", () => {
    for (const sign of ambiguitySigns) {
      expect(signSentences.fr[sign]).not.toBe("");
      expect(signSentences.en[sign]).not.toBe(signSentences.fr[sign]);
    }
  });
});
