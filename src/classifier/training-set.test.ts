import { describe, expect, it } from "vitest";
import { annotationKey } from "./annotations.ts";
import type { CorpusRecord } from "./corpus-record.ts";
import { HEAD } from "./model.ts";
import { gatherTrainingSet } from "./training-set.ts";

const record = (t: string, changes: Partial<CorpusRecord> = {}): CorpusRecord => ({
  t,
  lang: "fr",
  polarity: "negative",
  kinds: [],
  toxic: false,
  irony: false,
  phenomenon: "complaint-plain",
  sector: "shop",
  register: "plain",
  cluster: t,
  part: "train",
  ...changes,
});
const gather = (changes: Partial<Parameters<typeof gatherTrainingSet>[0]>) =>
  gatherTrainingSet({ corpus: [], annotations: new Map(), translations: [], sets: [], ...changes });
const teaches = (set: ReturnType<typeof gather>, text: string) => set.teaching.filter((one) => one.text === text);

describe("what teaches the model and what only measures it", () => {
  it("never teaches a comment of the test part, nor calibrates on it", () => {
    const set = gather({ corpus: [record("un secret", { part: "test" })] });
    const all = [set.teaching, set.comments, set.posts, set.readPosts, set.forum, set.english].flat();
    expect(all.some(({ text }) => text === "un secret")).toBe(false);
  });

  it("calibrates on the dev part, posts of a timeline apart", () => {
    const set = gather({
      corpus: [record("un avis", { part: "dev" }), record("un billet", { part: "dev", phenomenon: "tweet-negative" })],
    });
    expect(teaches(set, "un avis")).toHaveLength(0);
    expect(set.comments.some(({ text }) => text === "un avis")).toBe(true);
    expect(set.posts.some(({ text }) => text === "un billet")).toBe(true);
  });

  it("prefers the polarity the project read to that of a public set", () => {
    const text = "Il y a les vaches du ranch.";
    const set = gather({
      annotations: new Map([[annotationKey(text), 1 as const]]),
      sets: [["xed_fr.jsonl", [{ t: text, lang: "fr", pol: 2 }]]],
    });
    const [example] = teaches(set, text);
    expect(example!.labels[HEAD.positive]).toBe(0);
    expect(example!.labels[HEAD.negative]).toBe(0);
  });

  it("keeps the validation part of a public set from teaching", () => {
    const set = gather({
      annotations: new Map([[annotationKey("un message")!, 0 as const]]),
      sets: [["mlma_fr_val.jsonl", [{ t: "un message", lang: "fr" }]]],
    });
    expect(teaches(set, "un message")).toHaveLength(0);
    expect(set.readPosts).toHaveLength(1);
  });

  it("does not take a post without a mark for one that is no complaint", () => {
    const set = gather({ corpus: [record("Encore 40 minutes de retard", { phenomenon: "tweet-negative" })] });
    const [example] = teaches(set, "Encore 40 minutes de retard");
    expect(example!.labels[HEAD.complaint]).toBeNaN();
    expect(example!.labels[HEAD.threat]).toBe(0);
  });
});
