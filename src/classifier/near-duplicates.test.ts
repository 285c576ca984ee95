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

  it("merges two voices that one comment joins, and names the oldest comment that is still remembered", () => {
    const words = "soleil porte chat livre route pain ville vent table jardin train verre neige lampe clef".split(" ");
    const near = createNearDuplicates<string>({ capacity: 4 });
    near.add("start", words.slice(0, 10).join(" "));
    expect(near.add("end", words.slice(6).join(" "))).toMatchObject({ first: "end", copies: 1 });
    expect(near.add("end again", words.slice(6).join(" "))).toMatchObject({ first: "end", copies: 2 });
    expect(near.add("whole", words.join(" "))).toMatchObject({ first: "start", copies: 4 });
    expect(near.voices(1)).toEqual([{ first: "start", copies: 4 }]);
    expect(near.add("whole again", words.join(" "))).toMatchObject({ first: "end", copies: 5 });
  });

  it("agrees with a count that looks at every comment, while thousands are forgotten", () => {
    const random = seededGenerator(3);
    const words = "soleil porte chat mer livre route pain ville vent table jardin train".split(" ");
    const capacity = 20;
    const near = createNearDuplicates<number>({ capacity });
    let remembered: { id: number; signature: Uint32Array; voice: { copies: number } }[] = [];
    let merges = 0;
    for (let id = 0; id < 2000; id++) {
      const drawn = Array.from({ length: 3 }, () => words[Math.floor(random() * words.length)]!);
      const comment = random() < 0.3 ? `${text} ${drawn[0]}` : drawn.join(" ");
      const signature = signatureOf(comment);
      remembered = remembered.filter((other) => other.id > id - capacity);
      const alike = remembered.filter((other) => {
        const banded = signature.some(
          (slot, at) => at % 2 === 0 && slot === other.signature[at] && signature[at + 1] === other.signature[at + 1],
        );
        return banded && similarityOf(signature, other.signature) >= 0.5;
      });
      const merged = new Set(alike.map(({ voice }) => voice));
      if (merged.size > 1) merges++;
      const voice = { copies: [...merged].reduce((sum, { copies }) => sum + copies, 1) };
      for (const other of remembered) if (merged.has(other.voice)) other.voice = voice;
      remembered.push({ id, signature, voice });
      expect(near.add(id, comment)).toEqual({
        first: remembered.find((other) => other.voice === voice)!.id,
        copies: voice.copies,
        similarity: Math.max(0, ...alike.map((other) => similarityOf(signature, other.signature))),
      });
    }
    expect(merges).toBeGreaterThan(10);
    expect(near.voices(1)).toHaveLength(new Set(remembered.map(({ voice }) => voice)).size);
  });

  it("hears a campaign past its capacity about as fast as before", () => {
    const capacity = 8000;
    const near = createNearDuplicates<number>({ capacity });
    const chunk = 500;
    const times: number[] = [];
    let last = { copies: 0, first: -1 };
    for (let id = 0; id < 2 * capacity; ) {
      const start = performance.now();
      for (const end = id + chunk; id < end; id++) last = near.add(id, `${text} ${id % 977}`);
      times.push(performance.now() - start);
    }
    expect(last).toMatchObject({ copies: 2 * capacity, first: capacity });
    // Medians, so that a pause of the machine does not decide. Scanning everything to forget costs some 90 times more.
    const median = (list: readonly number[]) => [...list].sort((a, b) => a - b)[list.length >> 1]!;
    const half = times.length / 2;
    expect(median(times.slice(half)) / median(times.slice(0, half))).toBeLessThan(8);
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
