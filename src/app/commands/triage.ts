import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import { parseArgs } from "node:util";
import { createTriage } from "../../classifier/classify.ts";
import { evaluateTriage } from "../../classifier/evaluate.ts";
import { readLabelledLines } from "../../classifier/labelled-lines.ts";
import { trainedModel } from "../../classifier/trained-model.ts";
import { type LineFormat, lineFormats, triageLines, UnreadableComments } from "../../classifier/triage-lines.ts";
import { Misuse, Refused } from "../../platform/cli.ts";
import type { Command, CommandCall } from "../cli.ts";

const usage = `vigie triage [FILE] [--lang fr|en]            one JSON line out per comment, in order; without FILE (or -), standard input
             [--format auto|text|csv|jsonl]   a comment per line, CSV with a column of comments, or JSON lines with "t"
             [--column NAME]                  the column of comments of a CSV
vigie triage evaluate FOLDER [--json]         figures on JSON-lines files with labels`;

/** Proposes a reading of each comment, offline; no database is opened. */
export const run: Command = async (call) => {
  const { values, positionals } = parse(call);
  if (values.help) return console.log(usage);
  if (positionals[0] === "evaluate") return evaluate(call, positionals.slice(1), values.json === true);
  if (positionals.length > 1) throw new Misuse(usage);
  const [path = "-"] = positionals;
  const name = path === "-" ? say(call, "entrée standard", "standard input") : path;
  const input = path === "-" ? process.stdin : await openFile(call, path);
  if (path === "-" && process.stdin.isTTY) {
    console.error(
      say(call, "Un commentaire par ligne ; Ctrl+D pour finir.", "One comment per line; Ctrl+D when you are done."),
    );
  }
  const format = (values.format as LineFormat | undefined) ?? formatByName(path);
  const lines = triageLines(input as AsyncIterable<Uint8Array>, {
    language: call.language,
    format,
    ...(values.column === undefined ? {} : { column: values.column }),
  });
  try {
    await write(lines);
  } catch (error) {
    throw explained(call, name, error);
  }
};

/** Writes lines by the block, and at once when the input pauses; stops when nobody reads any more. */
async function write(lines: AsyncIterable<string>): Promise<void> {
  const { stdout } = process;
  let out = "";
  let closed = false;
  let soon: NodeJS.Immediate | undefined;
  stdout.once("error", () => {
    closed = true;
  });
  const flush = () => {
    const text = out;
    out = "";
    return new Promise<void>((resolve) => stdout.write(text, () => resolve()));
  };
  try {
    for await (const line of lines) {
      if (closed) return;
      out += `${line}\n`;
      if (out.length >= 1 << 16) await flush();
      soon ??= setImmediate(() => {
        soon = undefined;
        if (out !== "") void flush();
      });
    }
  } finally {
    clearImmediate(soon);
    if (out !== "" && !closed) await flush();
  }
}

function parse(call: CommandCall) {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  const options = { lang: text, format: text, column: text, json: flag, help: { ...flag, short: "h" } } as const;
  const { values, positionals } = (() => {
    try {
      return parseArgs({ args: [...call.words], allowPositionals: true, options });
    } catch (error) {
      throw new Misuse(`vigie triage: ${(error as Error).message.split(". ")[0]}.\n\n${usage}`);
    }
  })();
  const expect = (option: string, given: string | undefined, known: readonly string[]) => {
    if (given === undefined || known.includes(given)) return;
    const list = known.join(", ");
    throw new Misuse(
      `${say(call, `--${option} ${given} : attendu ${list}.`, `--${option} ${given}: expected ${list}.`)}\n\n${usage}`,
    );
  };
  expect("lang", values.lang, ["fr", "en"]);
  expect("format", values.format, lineFormats);
  return { values, positionals };
}

/** A file's ending tells its format; any other file is known by its first line. */
function formatByName(path: string): LineFormat {
  const ending = extname(path).toLowerCase();
  if (ending === ".csv" || ending === ".tsv") return "csv";
  return ending === ".jsonl" || ending === ".ndjson" ? "jsonl" : "auto";
}

async function openFile(call: CommandCall, path: string) {
  const about = await stat(path).catch((error: unknown) => {
    throw explained(call, path, error);
  });
  if (about.isDirectory()) {
    throw new Refused(
      say(
        call,
        `${path} : c’est un dossier. Donnez un fichier de commentaires ; « vigie triage evaluate ${path} » lit un dossier de textes étiquetés.`,
        `${path}: this is a folder. Give a file of comments; "vigie triage evaluate ${path}" reads a folder of labelled texts.`,
      ),
    );
  }
  return createReadStream(path);
}

async function evaluate(call: CommandCall, [folder, ...more]: readonly string[], json: boolean): Promise<void> {
  if (!folder || more.length > 0) throw new Misuse(usage);
  const about = await stat(folder).catch((error: unknown) => {
    throw explained(call, folder, error, say(call, "ce dossier n’existe pas.", "this folder does not exist."));
  });
  if (!about.isDirectory()) {
    const why = say(
      call,
      "ce n’est pas un dossier. Donnez celui qui contient les fichiers .jsonl.",
      "this is not a folder. Give the one that holds the .jsonl files.",
    );
    throw refusal(call, folder, why);
  }
  const names = (await readdir(folder)).filter((name) => name.endsWith(".jsonl")).sort();
  if (names.length === 0) {
    const why = say(
      call,
      'il n’y a aucun fichier .jsonl dans ce dossier. Un texte par ligne : {"t":"Merci","pol":2}.',
      'there is no .jsonl file in this folder. One text per line: {"t":"Thanks","pol":2}.',
    );
    throw refusal(call, folder, why);
  }
  const read = createTriage(trainedModel());
  const reports: Record<string, unknown> = {};
  for (const name of names) {
    const path = join(folder, name);
    try {
      const bytes = await readFile(path);
      if (!isUtf8(bytes)) throw new UnreadableComments(say(call, "ce n’est pas de l’UTF-8.", "this is not UTF-8."));
      const records = readLabelledLines(bytes.toString("utf8"), call.language);
      reports[name] = evaluateTriage(records, read, (comment) => read.probabilities(comment));
    } catch (error) {
      throw explained(call, path, error);
    }
  }
  console.log(JSON.stringify(reports, null, json ? 0 : 2));
}

function say(call: CommandCall, fr: string, en: string): string {
  return call.language === "fr" ? fr : en;
}

function refusal(call: CommandCall, name: string, why: string): Refused {
  return new Refused(say(call, `${name} : ${why}`, `${name}: ${why}`));
}

/** A fault of the input as a sentence with its place; anything else as it was. */
function explained(call: CommandCall, name: string, error: unknown, absent?: string): unknown {
  if (error instanceof UnreadableComments) return refusal(call, name, error.message);
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return error;
  if (code === "ENOENT" || code === "ENOTDIR") {
    return refusal(call, name, absent ?? say(call, "ce fichier n’existe pas.", "this file does not exist."));
  }
  if (code === "EACCES" || code === "EPERM") {
    return refusal(call, name, say(call, "vous n’avez pas le droit de le lire.", "you are not allowed to read it."));
  }
  return refusal(call, name, say(call, `lecture impossible (${code}).`, `it cannot be read (${code}).`));
}
