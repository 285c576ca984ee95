import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { allocate } from "../../engine/allocation.ts";
import { AllocationConflict } from "../../engine/budget-limits.ts";
import { readCurvesInput } from "../../engine/curves-input.ts";
import { readCurvesSpec } from "../../engine/curves-spec.ts";
import { readFittedCurves, toFitDocument } from "../../engine/fit-document.ts";
import { fitResponse } from "../../engine/response-fit.ts";
import { explainConflict, readSplitLimits } from "../../engine/split-limits.ts";
import { Misuse, Refused } from "../../platform/cli.ts";
import type { Command, CommandCall } from "../cli.ts";
import { readTable } from "./table-file.ts";

const usage = `vigie curves fit DATA.csv --spec SPEC.json --out FIT.json [--seed 1]
vigie curves split FIT.json --total N [--spec SPEC.json] [--json]

SPEC.json, whose schema is src/engine/curves-spec.schema.json:
  { "date": "week", "outcome": "sales", "seasonality": true,
    "channels": [{ "name": "Instagram", "spend": "instagram_eur" }, { "name": "Facebook", "spend": "facebook_eur" }],
    "controls": ["price"], "bounds": { "Instagram": [200, 900] }, "minimums": { "Facebook": 150 } }
N is currency per period of the file.`;

/** Learns response curves from a file, and shares a budget over them; no database is opened. */
export const run: Command = async (call) => {
  const [verb, ...words] = call.words;
  if (verb === "fit") return learn(call, words);
  if (verb === "split") return split(call, words);
  if (verb === "--help" || verb === "-h") return console.log(usage);
  throw new Misuse(usage);
};

const text = { type: "string" } as const;

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        spec: text,
        out: text,
        seed: text,
        total: text,
        lang: text,
        json: { type: "boolean" },
        help: { type: "boolean" },
      },
    });
  } catch (error) {
    throw new Misuse(`${(error as Error).message}\n\n${usage}`);
  }
}

async function learn(call: CommandCall, words: readonly string[]): Promise<void> {
  const { values, positionals } = parse(words);
  if (values.help) return console.log(usage);
  const [data] = positionals;
  const seed = Number(values.seed ?? 1);
  if (positionals.length !== 1 || !data || !values.spec || !values.out || !Number.isSafeInteger(seed))
    throw new Misuse(usage);
  const read = readCurvesSpec(await readJson(call, values.spec));
  if ("refusals" in read) throw refused(call, read.refusals);
  const rows = await readTable(data, call.language);
  const input = readCurvesInput(rows, read.spec);
  if ("refusals" in input) throw refused(call, input.refusals);
  const startedAt = performance.now();
  const fitted = fitResponse(input.input, seed);
  const seconds = Math.round(performance.now() - startedAt) / 1000;
  const dataHash = `sha256:${createHash("sha256")
    .update(JSON.stringify([rows, read.spec]))
    .digest("hex")}`;
  const document = toFitDocument(fitted, { seconds, dataHash, language: call.language });
  await writeFile(values.out, `${JSON.stringify(document)}\n`);
  const { verdict } = document;
  console.error([`${values.out}: ${verdict.status}, ${seconds} s`, ...verdict.reasons].join("\n  "));
}

async function split(call: CommandCall, words: readonly string[]): Promise<void> {
  const { values, positionals } = parse(words);
  if (values.help) return console.log(usage);
  const [path] = positionals;
  const total = Number(values.total);
  if (positionals.length !== 1 || !path || values.total === undefined || !Number.isFinite(total) || total < 0)
    throw new Misuse(usage);
  const document = await readJson(call, path);
  const curves = readFittedCurves(document);
  if (!curves) {
    throw new Refused(
      call.language === "fr"
        ? `${path} : ce n’est pas le résultat de « vigie curves fit », ou il est abîmé.`
        : `${path}: this is not what "vigie curves fit" writes, or it is damaged.`,
    );
  }
  const names = curves.channels.map((channel) => channel.name);
  const limits = values.spec ? readSplitLimits(await readJson(call, values.spec), names) : { limits: {} };
  if ("refusals" in limits) throw refused(call, limits.refusals);
  try {
    const answer = allocate({ curves, scenario: { kind: "fixed-budget", total }, limits: limits.limits });
    const shown = { ...answer, verdict: worse(answer.verdict, document) };
    if (values.json) return console.log(JSON.stringify(shown, null, 2));
    const number = new Intl.NumberFormat(call.language, { maximumSignificantDigits: 4 });
    for (const each of answer.allocation)
      console.log(`${each.name}\t${number.format(each.spend)}\t${number.format(each.response)}\t${each.binding}`);
    console.log(
      `${call.language === "fr" ? "verdict" : "verdict"}\t${shown.verdict.status}\t${shown.verdict.reasons.join(", ")}`,
    );
  } catch (error) {
    if (error instanceof AllocationConflict) throw refused(call, [explainConflict(error, names)]);
    throw error;
  }
}

/** A split is never more reliable than the curves it rests on. */
function worse(verdict: { status: string; reasons: readonly string[] }, document: unknown) {
  const { status = "reliable", codes = [] } =
    (document as { verdict?: { status?: string; codes?: string[] } }).verdict ?? {};
  const order = ["reliable", "weak", "insufficient"];
  const worst = order.indexOf(status) > order.indexOf(verdict.status) ? status : verdict.status;
  return { status: worst, reasons: [...new Set([...verdict.reasons, ...codes])] };
}

function refused(call: CommandCall, refusals: readonly { fr: string; en: string }[]): Refused {
  return new Refused(refusals.map((each) => each[call.language]).join("\n"));
}

async function readJson(call: CommandCall, path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    const absent = (error as NodeJS.ErrnoException).code === "ENOENT";
    if (call.language === "fr")
      throw new Refused(
        absent ? `${path} : ce fichier n’existe pas.` : `${path} : ce n’est pas du JSON (${(error as Error).message}).`,
      );
    throw new Refused(
      absent ? `${path}: this file does not exist.` : `${path}: this is not JSON (${(error as Error).message}).`,
    );
  }
}
