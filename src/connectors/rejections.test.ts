import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { rejections, sentenceOf } from "./rejections.ts";

const sources = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && name !== "rejections.ts")
  .map((name) => readFileSync(join(import.meta.dirname, name), "utf8"))
  .join("\n");

/** Every code that the connectors may say, found where they are written. */
const said = new Set(
  [
    /(?:ConnectorRefusal|LineProblem)\(\s*"([a-z-]+)"/g,
    /(?:ConnectorRefusal|LineProblem)\([^)"]*\? "([a-z-]+)"/g,
    /(?:ConnectorRefusal|LineProblem)\([^)"]*\? "[a-z-]+" : "([a-z-]+)"/g,
    /(?:code: |broken: )"([a-z-]+)"/g,
    /const code = [^;]*"([a-z-]+)" : "[a-z-]+"/g,
    /const code = [^;]*"[a-z-]+" : "([a-z-]+)"/g,
    /"((?:pdf|image|other-archive)-given)"/g,
  ].flatMap((pattern) => [...sources.matchAll(pattern)].map((found) => found[1] as string)),
);

test("every code that is said has a sentence, and no sentence is left without its code", () => {
  expect([...said].sort()).toEqual(Object.keys(rejections).sort());
});

test("both languages use the same values", () => {
  const values = (text: string) => [...text.matchAll(/\{\w+(?::\w+)?\}/g)].map(([whole]) => whole).sort();
  for (const { fr, en } of Object.values(rejections)) expect(values(fr)).toEqual(values(en));
});

test("French sentences keep the typography of French", () => {
  for (const { fr } of Object.values(rejections)) expect(fr).not.toMatch(/ [:;!?»]|« |[^\u00a0]»|'/);
});

test("a sentence says where and how to mend it", () => {
  expect(sentenceOf({ code: "too-few-cells", params: { found: 3, expected: 12 }, line: 1234 }, "fr")).toBe(
    "Ligne\u00a01\u202f234\u00a0: La ligne n’a que 3 cellules sur 12\u00a0: elle est coupée. Exportez le fichier de nouveau.",
  );
  expect(sentenceOf({ code: "file-too-large", params: { limit: 500 * 1024 * 1024 } }, "en")).toBe(
    "The file is larger than 500 MB. Export a shorter period, in several files.",
  );
  expect(sentenceOf({ code: "header-not-found", params: { table: "Feuille 1" } }, "fr")).toContain(
    " dans «\u00a0Feuille 1\u00a0».",
  );
  expect(() => sentenceOf({ code: "no-such-code", params: {} }, "fr")).toThrow(RangeError);
});
