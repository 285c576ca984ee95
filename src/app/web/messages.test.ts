import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { access, type ProblemKind } from "../../kernel/problems.ts";
import { messages as en } from "../../ui/messages/en.ts";
import { messages as fr } from "../../ui/messages/fr.ts";

const src = join(import.meta.dirname, "../..");

/** Every text by its key: `organisation.page.members_one` → « {{count}} membre ». */
function textsOf(tree: object, path = ""): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [name, value] of Object.entries(tree)) {
    const key = path ? `${path}.${name}` : name;
    if (typeof value === "string") texts.set(key, value);
    else for (const [inner, text] of textsOf(value as object, key)) texts.set(inner, text);
  }
  return texts;
}

const french = textsOf(fr);
const english = textsOf(en);
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)[^}]*\}\}/gu)].map((match) => match[1]).sort();

describe("messages", () => {
  it("hold the same keys in both languages", () => {
    expect([...english.keys()].sort()).toEqual([...french.keys()].sort());
  });

  it("leave no text empty", () => {
    const empty = [...french, ...english].filter(([, text]) => text.trim() === "").map(([key]) => key);
    expect(empty).toEqual([]);
  });

  it("fill the same placeholders in both languages", () => {
    const different = [...french].filter(
      ([key, text]) => placeholders(text).join() !== placeholders(english.get(key) ?? "").join(),
    );
    expect(different.map(([key]) => key)).toEqual([]);
  });

  it("give every plural its singular and its many", () => {
    const stems = new Set([...french.keys()].flatMap((key) => /^(.*)_(?:zero|one|other)$/u.exec(key)?.[1] ?? []));
    const lame = [...stems].filter((stem) => !french.has(`${stem}_one`) || !french.has(`${stem}_other`));
    expect(lame).toEqual([]);
  });

  it("follow French typography", () => {
    // An ordinary space before a high sign or inside « » lets a line break there; a straight apostrophe is a typewriter's.
    const wrong = [...french].filter(([, text]) => / [;!?%:»]|« |[a-zà-ÿ]'[a-zà-ÿ]|[A-Za-zà-ÿ][!?;]/iu.test(text));
    expect(wrong.map(([key, text]) => `${key}: ${text}`)).toEqual([]);
  });
});

describe("problem sentences", () => {
  const contracts = readdirSync(join(src, "activities"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("contract.ts"))
    .map((file) => join(src, "activities", file));

  it.each(contracts)("exist for every code of %s", async (file) => {
    const { problem } = (await import(file)) as { problem?: { slice: string; codes: Record<string, ProblemKind> } };
    const codes = Object.keys(problem?.codes ?? {}).map((code) => `problem.${problem?.slice}.${code}`);
    expect(codes.filter((code) => !french.has(code))).toEqual([]);
  });

  it("exist for what any operation may meet", () => {
    expect(Object.keys(access.codes).filter((code) => !french.has(`problem.access.${code}`))).toEqual([]);
  });

  it("exist for the refusals of the door", async () => {
    const { signInProblem } = await import("../../platform/session.ts");
    expect(Object.keys(signInProblem.codes).filter((code) => !french.has(`problem.sign-in.${code}`))).toEqual([]);
  });
});

/** Attributes that a reader sees or hears. */
const spoken = new Set([
  "label",
  "title",
  "placeholder",
  "alt",
  "description",
  "aria-label",
  "caption",
  "legend",
  "finding",
  "measure",
  "altText",
  "sentence",
  "lead",
  "sub",
  "purpose",
  "example",
  "verb",
]);
const hasWord = (text: string) => /\p{L}{2,}/u.test(text);

/** Words written straight into a page, with the line they stand on. */
function hardCodedWords(source: string, fileName = "page.tsx"): string[] {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const report = (node: ts.Node, text: string) => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
    found.push(`${fileName}:${line + 1} ${text.trim()}`);
  };
  const isText = (node: ts.Node): node is ts.StringLiteral | ts.NoSubstitutionTemplateLiteral =>
    ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node);
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && hasWord(node.text)) report(node, node.text);
    if (ts.isJsxAttribute(node) && node.initializer && spoken.has(node.name.getText(file))) {
      const value = ts.isJsxExpression(node.initializer) ? node.initializer.expression : node.initializer;
      if (value && isText(value) && hasWord(value.text)) report(node, value.text);
    }
    if (ts.isJsxExpression(node) && node.expression && !ts.isJsxAttribute(node.parent)) {
      if (isText(node.expression) && hasWord(node.expression.text)) report(node, node.expression.text);
      if (ts.isConditionalExpression(node.expression)) {
        for (const branch of [node.expression.whenTrue, node.expression.whenFalse]) {
          if (isText(branch) && hasWord(branch.text)) report(branch, branch.text);
        }
      }
    }
    if (
      ts.isPropertyAssignment(node) &&
      spoken.has(node.name.getText(file)) &&
      isText(node.initializer) &&
      hasWord(node.initializer.text)
    ) {
      report(node, node.initializer.text);
    }
    // Accents and French quotes belong to the messages, wherever they stand.
    if ((isText(node) || ts.isTemplateExpression(node)) && /[àâéèêëîïôùûüçœ«»]/iu.test(node.getText(file))) {
      report(node, node.getText(file));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

describe("pages", () => {
  it("are caught when they speak by themselves", () => {
    expect(hardCodedWords("const a = <p>Bonjour</p>;")).toHaveLength(1);
    expect(hardCodedWords('const a = <Field label="Your name" />;')).toHaveLength(1);
    expect(hardCodedWords('const a = <p>{open ? "open" : t("closed")}</p>;')).toHaveLength(1);
    expect(hardCodedWords('const a = { label: "Save" };')).toHaveLength(1);
    expect(hardCodedWords('const a = error("Réessayez");')).toHaveLength(1);
    expect(hardCodedWords('const a = <p className="small">{t("ui.save")} · </p>;')).toEqual([]);
  });

  it("take every word from the messages", () => {
    const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter(
      (file) =>
        /^(ui|app\/web)\/|^activities\/.*\/web\//u.test(file) &&
        /\.tsx?$/u.test(file) &&
        !/\.test\.tsx?$/u.test(file) &&
        !file.startsWith("ui/messages/"),
    );
    expect(files.length).toBeGreaterThan(30);
    const found = files.flatMap((file) =>
      hardCodedWords(readFileSync(join(src, file), "utf8"), relative(src, join(src, file))),
    );
    expect(found).toEqual([]);
  });

  it("ask only for messages that exist", () => {
    const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter(
      (file) => /^(ui|app\/web)\/|^activities\/.*\/web\//u.test(file) && /(?<!\.test)\.tsx?$/u.test(file),
    );
    const asked = files.flatMap((file) =>
      [...readFileSync(join(src, file), "utf8").matchAll(/\bt\("([\w.-]+)"/gu)].map((match) => match[1] as string),
    );
    const exists = (key: string) =>
      french.has(key) || french.has(`${key}_other`) || [...french.keys()].some((each) => each.startsWith(`${key}.`));
    expect(asked.filter((key) => !exists(key))).toEqual([]);
  });
});
