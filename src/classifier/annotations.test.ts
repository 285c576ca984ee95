import { describe, expect, it } from "vitest";
import { annotationKey, readAnnotations } from "./annotations.ts";

describe("polarities that the project gave to public texts", () => {
  it("names a text by a key that does not hold the text", () => {
    expect(annotationKey("Merci beaucoup")).toMatch(/^[0-9a-f]{16}$/);
    expect(annotationKey("Merci beaucoup")).not.toBe(annotationKey("Merci beaucoup !"));
  });

  it("finds the polarity of a text again by its key", () => {
    const line = JSON.stringify({ h: annotationKey("Le bus passe à 8 h"), pol: 1 });
    expect(readAnnotations([["a.jsonl", `${line}\n`]]).get(annotationKey("Le bus passe à 8 h"))).toBe(1);
  });

  it.each(['{"h":"abc","pol":1}', '{"h":"0123456789abcdef","pol":3}', '{"pol":0}'])(
    "names the file and the line of what it cannot take: %s",
    (line) => {
      expect(() => readAnnotations([["a.jsonl", `\n${line}`]])).toThrow('a.jsonl, line 2: "h" must be');
    },
  );
});
