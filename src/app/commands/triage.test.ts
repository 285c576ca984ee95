import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const cli = join(import.meta.dirname, "../cli.ts");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-triage-"));
  mkdirSync(join(folder, "empty"));
  mkdirSync(join(folder, "broken"));
  mkdirSync(join(folder, "good"));
  writeFileSync(join(folder, "broken/a.jsonl"), '{"t":"ok","pol":1}\n{oops\n');
  writeFileSync(join(folder, "good/a.jsonl"), '{"t":"Merci !","pol":2}\n{"t":"C’est nul","pol":0}\n');
  writeFileSync(join(folder, "western.csv"), Buffer.from("id;Commentaire\n1;Très déçu\n", "latin1"));
  writeFileSync(join(folder, "likes.csv"), "id,likes\n1,2\n");
  writeFileSync(join(folder, "nothing.txt"), "");
});
afterAll(() => rmSync(folder, { recursive: true }));

function start(words: readonly string[]) {
  return spawn(process.execPath, [cli, "triage", ...words], {
    cwd: folder,
    env: { ...process.env, LANG: "en_GB.UTF-8", VIGIE_DATA: join(folder, "var") },
  });
}

async function triage(words: readonly string[], input = "") {
  const child = start(words);
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  let out = "";
  let told = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    told += text;
  });
  const [code] = (await once(child, "close")) as [number];
  const lines = out
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { code, lines, told };
}

describe("vigie triage", () => {
  it("reads a file or standard input, gives reasons in the language asked, and opens no database", async () => {
    const file = await triage(["western.csv"]);
    expect(file).toMatchObject({ code: 0, told: "" });
    expect(file.lines.map(({ t }) => t)).toEqual(["Très déçu"]);
    const typed = await triage(["--lang", "fr", "-"], "Vous êtes des nuls\n\n");
    expect(typed.lines[1]).toEqual({ line: 2, error: "Ligne vide\u00a0: il n’y a rien à lire." });
    expect(existsSync(join(folder, "var"))).toBe(false);
  });

  it.each([
    [["absent.txt"], 1, "absent.txt: this file does not exist."],
    [["--lang=fr", "absent.txt"], 1, "absent.txt\u00a0: ce fichier n’existe pas."],
    [["good"], 1, "good: this is a folder."],
    [["nothing.txt"], 1, "nothing.txt: there is no comment to read"],
    [["likes.csv"], 1, 'likes.csv: no column of comments among "id", "likes".'],
    [[], 1, "standard input: there is no comment to read"],
    [["--nope"], 64, "Unknown option '--nope'."],
    [["--lang", "de"], 64, "--lang de\u00a0: attendu fr, en."],
    [["--format", "xml"], 64, "--format xml: expected auto, text, csv, jsonl."],
    [["a", "b"], 64, "vigie triage [FILE]"],
    [["evaluate"], 64, "vigie triage evaluate FOLDER"],
    [["evaluate", "absent", "--json"], 1, "absent: this folder does not exist."],
    [["evaluate", "likes.csv"], 1, "likes.csv: this is not a folder."],
    [["evaluate", "empty", "--json"], 1, "empty: there is no .jsonl file in this folder."],
    [["evaluate", "broken", "--json"], 1, "broken/a.jsonl: line 2: this is not a JSON object"],
  ])("%j ends with %i and a sentence", async (words, code, sentence) => {
    const answer = await triage(words);
    expect(answer).toMatchObject({ code, lines: [] });
    expect(answer.told).toContain(sentence);
    expect(answer.told).not.toMatch(/\n\s+at /);
  });

  it("evaluates a folder on one line", async () => {
    const { code, lines } = await triage(["evaluate", "good", "--json"]);
    expect(code).toBe(0);
    expect(lines[0]).toMatchObject({ "a.jsonl": { size: 2 } });
  });

  it("answers at once, and stops in silence when nobody reads any more", async () => {
    const child = start([]);
    child.stdin.on("error", () => {});
    let told = "";
    child.stderr.on("data", (text) => {
      told += text;
    });
    child.stdin.write("Merci\n");
    const [first] = (await once(child.stdout, "data")) as [Buffer];
    expect(JSON.parse(first.toString())).toMatchObject({ line: 1, t: "Merci" });
    child.stdout.destroy();
    child.stdin.write("Bonjour\n".repeat(50_000));
    const [code] = (await once(child, "exit")) as [number];
    expect({ code, told }).toEqual({ code: 0, told: "" });
  });
});
