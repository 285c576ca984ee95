import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdtempSync, rmSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recognise } from "../src/connectors/registry.ts";
import { openFile } from "../src/connectors/tabular.ts";

/**
 * Rows per second and peak memory of reading a large CSV: the bare reader, then the connector on top of it. One JSON
 * line. `node bench/read-csv.ts [megabytes] [plain|quoted]`
 */
const megabytes = Number(process.argv[2] ?? 200);
const quoted = process.argv[3] === "quoted";
const generating = process.argv[4];
const folder = generating ? "" : mkdtempSync(join(tmpdir(), "vigie-bench-"));
const path = generating ?? join(folder, "long.csv");

async function generate(): Promise<number> {
  const out = createWriteStream(path);
  out.write("date,network,account,metric,value\n");
  const names = ["impressions", "reach", "views", "likes", "comments", "shares", "clicks", "followers"];
  let rows = 0;
  let written = 0;
  while (written < megabytes * 1024 * 1024) {
    let block = "";
    for (let index = 0; index < 5_000; index += 1) {
      const day = new Date(Date.UTC(2023, 0, 1 + (rows % 1_000))).toISOString().slice(0, 10);
      const account = quoted ? `"Boutique ""${rows % 40}"", centre"` : `boutique-${rows % 40}`;
      block += `${day},instagram,${account},${names[rows % 8]},${(rows * 7_919) % 100_000}\n`;
      rows += 1;
    }
    written += block.length;
    if (!out.write(block)) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
  return rows;
}

async function peakMegabytes(): Promise<number> {
  const status = await readFile("/proc/self/status", "utf8").catch(() => "");
  const kilobytes = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? process.resourceUsage().maxRSS);
  return Math.round(kilobytes / 1024);
}

async function measure(): Promise<void> {
  // In a process of its own, so that its memory is not counted.
  const kind = quoted ? "quoted" : "plain";
  const rows = Number(execFileSync(process.execPath, [import.meta.filename, String(megabytes), kind, path]));
  const bytes = statSync(path).size;
  const openStart = performance.now();
  const file = await openFile(path, "long.csv");
  const openSeconds = (performance.now() - openStart) / 1_000;

  const readStart = performance.now();
  let read = 0;
  for await (const batch of file.batches("")) read += batch.length;
  const readSeconds = (performance.now() - readStart) / 1_000;
  if (read !== rows + 1) throw new Error(`read ${read} rows of ${rows + 1}`);

  const known = await recognise(file.head);
  if (!known) throw new Error("the generated file is not recognised");
  const takeStart = performance.now();
  let taken = 0;
  const options = { timeZone: "Europe/Paris", importedOn: "2026-11-22", currency: "EUR" };
  for await (const each of known.connector.read(file, options)) if (each.kind === "daily") taken += 1;
  const takeSeconds = (performance.now() - takeStart) / 1_000;
  if (taken !== rows) throw new Error(`took ${taken} values of ${rows}`);

  console.log(
    JSON.stringify({
      bench: "read-csv",
      quoted,
      megabytes: Math.round(bytes / 1024 / 1024),
      rows,
      openSeconds: Number(openSeconds.toFixed(2)),
      rowsPerSecond: Math.round(rows / readSeconds),
      observationsPerSecond: Math.round(rows / takeSeconds),
      peakResidentMegabytes: await peakMegabytes(),
    }),
  );
}

if (generating) console.log(await generate());
else {
  try {
    await measure();
  } finally {
    rmSync(folder, { recursive: true });
  }
}
