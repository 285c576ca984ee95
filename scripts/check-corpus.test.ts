import { describe, expect, it } from "vitest";
import { checkCorpus, corpusFolder, readCorpusFiles } from "./check-corpus.ts";

const line = (over: Record<string, unknown>) =>
  JSON.stringify({
    t: "Bonjour, la piscine ouvre à quelle heure ?",
    lang: "fr",
    polarity: "neutral",
    kinds: ["question"],
    toxic: false,
    irony: false,
    phenomenon: "neutral-question",
    sector: "sport",
    register: "plain",
    cluster: "c1",
    part: "train",
    ...over,
  });

describe("check of the corpus", () => {
  it("names the line and the field that are wrong", () => {
    const check = checkCorpus([["a.jsonl", `${line({})}\n${line({ polarity: "mixed" })}\nnot json`]]);
    expect(check.faults).toEqual([
      'a.jsonl, line 2: "polarity" must be one of negative, neutral, positive.',
      "a.jsonl, line 3: The line is not JSON.",
    ]);
  });

  it("refuses copies, a cluster over two parts and a corpus with too few neutral comments", () => {
    const check = checkCorpus([
      [
        "a.jsonl",
        [
          line({ polarity: "negative", kinds: ["complaint"], t: "Trois semaines sans réponse à mon dossier" }),
          line({
            polarity: "negative",
            kinds: ["complaint"],
            t: "TROIS semaines sans réponse à mon dossier !",
            part: "test",
          }),
        ].join("\n"),
      ],
    ]);
    expect(check.nearDuplicateShare).toBe(0.5);
    expect(check.faults).toHaveLength(4);
  });

  const files = readCorpusFiles(corpusFolder);
  it.skipIf(files.length === 0)("finds the committed corpus right", () => {
    const check = checkCorpus(files);
    expect(check.faults).toEqual([]);
    expect(check.size).toBeGreaterThan(0);
  });

  it("refuses a test comment that resembles one that makes the model, and lets strings of emoji be alike", () => {
    const copy = checkCorpus([
      [
        "a.jsonl",
        [
          line({ t: "La rampe du quai est coupée depuis mardi" }),
          line({ t: "la rampe du quai est coupée depuis mardi !", part: "test", cluster: "c2" }),
          line({ t: "😡😡😡", cluster: "c3" }),
          line({ t: "😡😡😡", part: "test", cluster: "c4" }),
        ].join("\n"),
      ],
    ]);
    expect(copy.leaks).toHaveLength(1);
    expect(copy.faults.join(" ")).toContain("resembles one that makes the model: la rampe du quai");
  });
});
