import { describe, expect, it } from "vitest";
import { readLabelledLines } from "./labelled-lines.ts";

describe("labelled texts", () => {
  it("reads the two shapes, and skips empty lines", () => {
    const text =
      '\ufeff{"t":"a","pol":2,"off":1}\r\n\n{"t":"b","polarity":"negative","irony":true,"kinds":["insult"]}\n';
    expect(readLabelledLines(text).map(({ t }) => t)).toEqual(["a", "b"]);
  });

  it.each([
    ["{oops", "line 2: this is not a JSON object"],
    ["[1]", "line 2: this is not a JSON object"],
    ['{"pol":1}', 'line 2: the text "t" is missing'],
    ['{"t":"x","pol":7}', 'line 2: "pol" is 7; expected: 0 (negative), 1 (neutral) or 2 (positive)'],
    ['{"t":"x","polarity":"meh"}', 'line 2: "polarity" is "meh"'],
    ['{"t":"x","kinds":"insult"}', 'line 2: "kinds" is "insult"'],
    ['{"t":"x","irony":"yes"}', 'line 2: "irony" is "yes"; expected: 0 or 1'],
  ])("says where and how %s is wrong", (line, sentence) => {
    expect(() => readLabelledLines(`{"t":"ok"}\n${line}\n`, "en")).toThrow(sentence);
  });

  it("refuses a file without a text", () => {
    expect(() => readLabelledLines("\n")).toThrow("il n’y a aucun texte étiqueté");
  });
});
