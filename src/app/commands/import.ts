import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { copyFile, mkdir, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { ImportBatch } from "../../activities/measurements/contract.ts";
import { DomainError } from "../../kernel/problems.ts";
import { Misuse, Refused } from "../../platform/cli.ts";
import { problemOf } from "../../platform/problem-json.ts";
import type { Command, CommandCall } from "../cli.ts";
import { problemSentence } from "../sentences.ts";
import { clientFor, type Vigie } from "../vigie.ts";

const usage = "vigie import FILE… --organisation SLUG [--json] [--lang fr|en]";

/** Imports files one after the other; each is whole or absent. */
export const run: Command = async (call) => {
  const { values, positionals } = parse(call.words);
  const { organisation, json } = values;
  if (positionals.length === 0 || !organisation) throw new Misuse(usage);
  const reports: Record<string, unknown>[] = [];
  let refused = false;
  await call.open(async (vigie) => {
    for (const file of positionals) {
      const report = await importOne(call, vigie, organisation, file);
      refused ||= report["error"] !== undefined;
      reports.push(report);
      if (!json) say(call, file, report);
    }
  });
  if (json) console.log(JSON.stringify(positionals.length === 1 ? reports[0] : reports, null, 2));
  if (refused)
    throw new Refused(
      reports.flatMap((report) => (report["error"] ? [`${report["file"]}: ${report["error"]}`] : [])).join("\n"),
    );
};

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { organisation: { type: "string" }, json: { type: "boolean" }, lang: { type: "string" } },
    });
  } catch (error) {
    throw new Misuse(`${(error as Error).message}\n${usage}`);
  }
}

async function importOne(
  call: CommandCall,
  vigie: Vigie,
  organisation: string,
  given: string,
): Promise<Record<string, unknown>> {
  const file = resolve(given);
  const client = clientFor(call.context(vigie, organisation));
  try {
    const about = await stat(file).catch(() => undefined);
    if (!about?.isFile())
      return { file: given, error: call.language === "fr" ? "ce fichier n’existe pas." : "this file does not exist." };
    if (about.size > vigie.config.maxUploadBytes) {
      throw new DomainError("too-large", "measurements/file-too-large", {
        megabytes: Math.round(vigie.config.maxUploadBytes / 1024 / 1024),
      });
    }
    const folder = join(vigie.config.dataFolder, "uploads");
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, crypto.randomUUID());
    await copyFile(file, path);
    const sha256 = await hashOf(path);
    const received = await client.measurements.receive({
      path,
      fileName: basename(file),
      sha256,
      sizeBytes: about.size,
    });
    return shown(given, await client.measurements.run({ id: received.id }));
  } catch (error) {
    const problem = problemOf(error, { language: call.language, requestId: "", sentenceOf: problemSentence });
    if (problem.status >= 500) throw error;
    return { file: given, code: problem.code, error: problem.detail, accepted: 0, replaced: 0, rejected: [] };
  }
}

function shown(file: string, batch: ImportBatch): Record<string, unknown> {
  return {
    file,
    import: batch.id,
    connector: batch.connector,
    state: batch.state,
    accepted: batch.accepted,
    replaced: batch.replaced,
    unchanged: batch.unchanged,
    rejected: batch.rejected.map(({ line, code, message, table }) => ({
      line,
      code,
      message,
      ...(table ? { table } : {}),
    })),
    rejectedCount: batch.rejectedCount,
    notices: batch.notices,
    totals: batch.totals,
    from: batch.coversFrom,
    to: batch.coversTo,
    ...(batch.refusal ? { code: batch.refusal.code, error: batch.refusal.message } : {}),
  };
}

function say(call: CommandCall, file: string, report: Record<string, unknown>): void {
  if (report["error"]) return;
  const number = new Intl.NumberFormat(call.language);
  const figure = (key: string) => number.format(Number(report[key]));
  console.log(
    call.language === "fr"
      ? `${file} : ${figure("accepted")} valeurs ajoutées, ${figure("replaced")} remplacées, ${figure("unchanged")} inchangées, ${figure("rejectedCount")} lignes écartées (${report["connector"]}, ${report["from"]} → ${report["to"]}).`
      : `${file}: ${figure("accepted")} values added, ${figure("replaced")} replaced, ${figure("unchanged")} unchanged, ${figure("rejectedCount")} lines left out (${report["connector"]}, ${report["from"]} → ${report["to"]}).`,
  );
  for (const each of report["rejected"] as { line: number; message: string }[]) {
    console.log(
      call.language === "fr" ? `  ligne ${each.line} : ${each.message}` : `  line ${each.line}: ${each.message}`,
    );
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}
