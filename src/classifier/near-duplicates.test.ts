import { describe, expect, it } from "vitest";
import { createNearDuplicates, signatureOf, similarityOf } from "./near-duplicates.ts";
import { seededGenerator } from "./training.ts";

const text =
  "La mairie doit rendre la pétition publique et ouvrir un vrai débat sur la fermeture du gymnase avant le prochain conseil municipal";

describe("near duplicates", () => {
  it("finds a text the same whatever its case, accents and signs", () => {
    expect(similarityOf(signatureOf("Été à la Mer !!"), signatureOf("ete a la mer"))).toBe(1);
  });

  it("estimates the similarity of an edited copy and of another text", () => {
    expect(similarityOf(signatureOf(text), signatureOf(`${text} #gymnase`))).toBeGreaterThan(0.7);
    expect(similarityOf(signatureOf(text), signatureOf(text.replace("gymnase", "stade")))).toBeGreaterThan(0.5);
    expect(
      similarityOf(signatureOf(text), signatureOf("Bonjour, à quelle heure ouvre la piscine samedi ?")),
    ).toBeLessThan(0.2);
  });

  it("counts a campaign as one voice with its copies, among unrelated comments", () => {
    const random = seededGenerator(4);
    const words =
      "soleil porte chat mer livre route pain ville vent table jardin train verre neige lampe clef mur pont lac bois".split(
        " ",
      );
    const near = createNearDuplicates<number>();
    let last = { first: -1, copies: 0, similarity: 0 };
    for (let index = 0; index < 600; index++) {
      if (index % 6 === 0) last = near.add(index, `${text}${" ".repeat(index % 3)}${index % 4 === 0 ? " svp" : " !"}`);
      else
        near.add(
          index,
          Array.from({ length: 14 }, () => words[Math.floor(random() * words.length)]! + index).join(" "),
        );
    }
    expect(last).toMatchObject({ first: 0, copies: 100 });
    expect(near.voices(10)).toEqual([{ first: 0, copies: 100 }]);
  });

  it("forgets the oldest comments past its capacity, and keeps the count of a voice that goes on", () => {
    const near = createNearDuplicates<string>({ capacity: 4 });
    near.add("a", text);
    near.add("b", `${text} !`);
    near.add("c", "tout autre chose, une question sur les horaires");
    near.add("d", "encore un sujet sans rapport avec le reste");
    expect(near.add("e", text)).toMatchObject({ copies: 3, first: "b" });
  });

  it("takes empty and very short texts", () => {
    const near = createNearDuplicates<number>();
    expect(near.add(1, "").copies).toBe(1);
    expect(near.add(2, "ok").copies).toBe(1);
    expect(near.add(3, "OK").copies).toBe(2);
    expect(near.add(4, "⭐⭐⭐").copies).toBe(1);
    expect(near.add(5, ":-(((").copies).toBe(1);
    expect(near.add(6, "⭐⭐⭐").copies).toBe(2);
  });
});
