import { createReadStream } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createTriage } from "../../classifier/classify.ts";
import { evaluateTriage, type LabelledText } from "../../classifier/evaluate.ts";
import { trainedModel } from "../../classifier/trained-model.ts";
import { triageLines } from "../../classifier/triage-lines.ts";
import { Misuse, Refused } from "../../platform/cli.ts";
import type { Command, CommandCall } from "../cli.ts";

const usage = `vigie triage [FILE] [--lang fr|en]           a comment per line, CSV with a text column, or JSON lines with "t"
vigie triage evaluate FOLDER [--json]         figures on JSON-lines files with labels`;

/** Proposes a reading of each comment, offline; no database is opened. */
export const run: Command = async (call) => {
  const { values, positionals } = parse(call.words);
  if (values.help) return console.log(usage);
  if (positionals[0] === "evaluate") return evaluate(call, positionals.slice(1), values.json === true);
  if (positionals.length > 1) throw new Misuse(usage);
  const [path] = positionals;
  if (path && !(await stat(path).catch(() => undefined))?.isFile()) throw absent(call, path);
  const input = path ? createReadStream(path) : process.stdin;
  let out = "";
  for await (const line of triageLines(input as AsyncIterable<Uint8Array>, { language: call.language })) {
    out += `${line}\n`;
    if (out.length < 1 << 16) continue;
    if (!process.stdout.write(out)) await new Promise((resolve) => process.stdout.once("drain", resolve));
    out = "";
  }
  process.stdout.write(out);
};

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { lang: { type: "string" }, json: { type: "boolean" }, help: { type: "boolean" } },
    });
  } catch (error) {
    throw new Misuse(`${(error as Error).message}\n\n${usage}`);
  }
}

async function evaluate(call: CommandCall, [folder, ...more]: readonly string[], json: boolean): Promise<void> {
  if (!folder || more.length > 0) throw new Misuse(usage);
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".jsonl")).sort();
  if (names.length === 0) throw absent(call, join(folder, "*.jsonl"));
  const read = createTriage(trainedModel());
  const reports: Record<string, unknown> = {};
  for (const name of names) {
    const text = await readFile(join(folder, name), "utf8");
    const records = text
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line) => JSON.parse(line) as LabelledText);
    reports[name] = evaluateTriage(records, read, (comment) => read.probabilities(comment));
  }
  console.log(JSON.stringify(reports, null, json ? 0 : 2));
}

function absent(call: CommandCall, path: string): Refused {
  return new Refused(
    call.language === "fr" ? `${path} : ce fichier n’existe pas.` : `${path}: this file does not exist.`,
  );
}
