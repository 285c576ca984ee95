import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { call } from "@orpc/server";
import { from as copyFrom } from "pg-copy-streams";
import { measurementsOperations } from "../src/activities/measurements/operations.ts";
import { organisationOperations } from "../src/activities/organisation/operations.ts";
import { addDays } from "../src/kernel/period.ts";
import { readConfig } from "../src/platform/config.ts";
import { openDatabase } from "../src/platform/db/connect.ts";
import { migrate } from "../src/platform/db/migrate.ts";
import { openJobs } from "../src/platform/jobs.ts";
import { openLog } from "../src/platform/log.ts";
import type { CallContext } from "../src/platform/operation.ts";

/**
 * Speed of the import of 1,000,000 metric values from a CSV, file to committed rows, against a bare COPY of the same
 * rows into the same table with the same indexes; the two in turn, and the ratio of the medians. One JSON line.
 * `node bench/import.ts [rounds]`
 */
const rounds = Number(process.argv[2] ?? 3);
const accounts = 40;
const metrics = [
  "impressions",
  "views",
  "reactions",
  "comments",
  "shares",
  "clicks",
  "link-clicks",
  "followers",
  "reach",
  "saves",
];
const days = 2500;
const values = accounts * metrics.length * days;
const limit = 0.4;

const folder = await mkdtemp(join(tmpdir(), "vigie-bench-"));
const log = openLog("silent");
const config = readConfig({ VIGIE_DATA: folder, VIGIE_SECRET: "0".repeat(32) });
const database = await openDatabase({ dataFolder: join(folder, "postgres") });
let peakBytes = 0;
const watch = setInterval(() => {
  peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
}, 50);
try {
  await migrate(database);
  const jobs = openJobs(database, log, async () => {});
  const context = {
    now: new Date("2026-11-16T08:00:00Z"),
    language: "en" as const,
    requestId: "bench",
    principal: { kind: "machine" as const, name: "bench" },
    database,
    jobs,
    config,
    log,
  };
  const { slug } = await call(organisationOperations.create, { name: "Bench", kind: "company" }, { context });
  const inside = { context: { ...context, organisation: slug } };

  const csv = join(folder, "values.csv");
  await pipeline(Readable.from(lines()), createWriteStream(csv));
  const { size } = await stat(csv);
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(await timedImport(csv, size, inside, round));
    bare.push(await timedCopy());
  }
  const ratio = median(bare) / median(ours);
  console.log(
    JSON.stringify({
      name: "import.against-copy",
      values,
      importSeconds: round2(median(ours)),
      copySeconds: round2(median(bare)),
      ratio: round2(ratio),
      limit,
      peakMegabytes: Math.round(peakBytes / 1024 / 1024),
    }),
  );
  if (ratio < limit) process.exitCode = 1;
} finally {
  clearInterval(watch);
  await database.close();
  await rm(folder, { recursive: true });
}

function* lines(): Iterable<string> {
  yield "date,network,account,metric,value\n";
  for (let account = 0; account < accounts; account++) {
    for (const [index, metric] of metrics.entries()) {
      let text = "";
      for (let day = 0; day < days; day++) {
        text += `${addDays("2020-01-01", day)},facebook,page-${account},${metric},${((day * 7919 + account * 104729 + index) % 9973) + 1}\n`;
      }
      yield text;
    }
  }
}

async function timedImport(
  path: string,
  sizeBytes: number,
  at: { context: CallContext },
  round: number,
): Promise<number> {
  const copy = join(folder, `upload-${round}`);
  await pipeline(createReadStream(path), createWriteStream(copy));

  const received = await call(
    measurementsOperations.receive,
    { path: copy, fileName: "values.csv", sha256: createHash("sha256").update(String(round)).digest("hex"), sizeBytes },
    at,
  );
  const start = performance.now();
  const done = await call(measurementsOperations.run, { id: received.id }, at);
  const seconds = (performance.now() - start) / 1000;
  if (done.accepted !== values)
    throw new Error(`expected ${values} values, ${done.accepted} were stored (${done.refusal?.message})`);
  await call(measurementsOperations.undo, { id: received.id }, at);
  await database.pool.query("vacuum (analyze) daily_value");
  return seconds;
}

/** The same rows, already numbered, by one COPY into the real table. */
async function timedCopy(): Promise<number> {
  const { rows } = await database.pool.query<{ id: number; organisation: number }>(
    "select id, organisation_id as organisation from series order by id",
  );
  const client = await database.pool.connect();
  try {
    const start = performance.now();
    await client.query("begin");
    const copy = client.query(
      copyFrom("copy daily_value (organisation_id, series_id, day, value, batch_id, line) from stdin"),
    );
    await pipeline(Readable.from(copyLines(rows)), copy);
    await client.query("commit");
    const seconds = (performance.now() - start) / 1000;
    await client.query("truncate daily_value");
    return seconds;
  } finally {
    client.release();
  }
}

function* copyLines(series: readonly { id: number; organisation: number }[]): Iterable<string> {
  let line = 1;
  for (const [index, { id, organisation }] of series.entries()) {
    let text = "";
    for (let day = 0; day < days; day++) {
      line += 1;
      text += `${organisation}\t${id}\t${addDays("2020-01-01", day)}\t${((day * 7919 + index) % 9973) + 1}\t1\t${line}\n`;
    }
    yield text;
  }
}

function median(list: readonly number[]): number {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] as number;
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
