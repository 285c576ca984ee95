import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createScan, lettersOf, scanText, TOKEN_EMOJI, TOKEN_LINK, TOKEN_MENTION } from "./features.ts";
import { phraseRules } from "./lexicon.ts";
import { createReading, createWordTable, readText, wordAt } from "./reading.ts";

const table = createWordTable(() => {});
const reading = createReading();

function wordsOf(text: string): string[] {
  readText(text, table, reading, () => {});
  return Array.from({ length: reading.scan.count }, (_, token) => wordAt(table, reading, token).text);
}

function rulesOf(text: string): string[] {
  readText(text, table, reading, () => {});
  return phraseRules.filter((_, rule) => (reading.rules & (1 << rule)) !== 0);
}

describe("one pass over a text", () => {
  it("folds case, accents, ligatures, combining marks and invisible marks", () => {
    expect(wordsOf("ÉNERVÉ e\u0301nerve\u0301 éner\u200bvé cœur")).toEqual(["enerve", "enerve", "enerve", "coeur"]);
  });

  it("squeezes letters repeated three times and more", () => {
    expect(wordsOf("nuuuuul superrrr belle")).toEqual(["nul", "super", "belle"]);
  });

  it("undoes leet, masks, look-alike alphabets and letters written apart", () => {
    expect(wordsOf("c0nn4rd")).toEqual(["connard"]);
    expect(wordsOf("f**k")).toEqual(["fuck"]);
    expect(wordsOf("𝐜𝐨𝐧𝐧𝐚𝐫𝐝")).toEqual(["connard"]);
    expect(wordsOf("соnnard")).toEqual(["connard"]);
    expect(wordsOf("c o n n a r d").at(-1)).toBe("connard");
    expect(wordsOf("c.o.n.n.a.r.d").at(-1)).toBe("connard");
  });

  it("leaves ordinary numbers alone", () => {
    expect(wordsOf("le 3 mai à 18h30, covid19")).toEqual(["le", "<3>", "mai", "a", "<dur>", "covid19"]);
  });

  it("makes one token of a link, a mention, an emoji and an emoticon, with their places", () => {
    const scan = createScan();
    const text = "Merci @ville https://exemple.fr/a?b=1 👩‍👩‍👧 :)";
    scanText(text, scan);
    expect([...scan.kind.slice(0, scan.count)]).toEqual([0, TOKEN_MENTION, TOKEN_LINK, TOKEN_EMOJI, TOKEN_EMOJI]);
    expect(text.slice(scan.start[2], scan.end[2])).toBe("https://exemple.fr/a?b=1");
    expect(lettersOf(scan, 0)).toBe("merci");
  });

  it("marks what a negation reaches, up to a « mais »", () => {
    readText("pas bon du tout mais agréable", table, reading, () => {});
    expect([...reading.negated.slice(0, reading.scan.count)]).toEqual([0, 1, 1, 1, 0, 0]);
    expect(reading.negatives).toBe(1);
    expect(reading.positives).toBe(2);
  });

  it("fires named rules on phrases, gaps included, and not across a full stop", () => {
    expect(rulesOf("je sais très bien où tu habites")).not.toContain("question");
    expect(rulesOf("Je sais où tu habites")).toContain("threat");
    expect(rulesOf("45 minutes d'attente")).toContain("complaint");
    expect(rulesOf("franchement rien à redire")).toContain("negatedPraise");
    expect(rulesOf("Je sais. Où tu habites")).not.toContain("threat");
  });

  it("reads any text to the end without throwing, with places inside the text and in order", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        const scan = createScan();
        scanText(text, scan);
        for (let token = 0; token < scan.count; token++) {
          expect(scan.start[token]).toBeGreaterThanOrEqual(0);
          expect(scan.end[token]).toBeLessThanOrEqual(text.length);
          expect(scan.start[token]).toBeLessThan(scan.end[token]!);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("stops at its limit on an endless text", () => {
    const scan = createScan();
    scanText("mot ".repeat(5000), scan);
    expect(scan.truncated).toBe(true);
    scanText("😡 a ".repeat(5000), scan);
    scanText("a".repeat(1_000_000), scan);
    expect(scan.count).toBe(1);
    scanText(". ".repeat(5000) + "q w e ".repeat(2000), scan);
    expect(scan.count).toBeLessThanOrEqual(1024);
  });
});
