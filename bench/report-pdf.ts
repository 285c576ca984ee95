import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { call } from "@orpc/server";
import { demonstrationOperations } from "../src/activities/demonstration/operations.ts";
import { reportsOperations } from "../src/activities/reports/operations.ts";
import { readConfig } from "../src/platform/config.ts";
import { type Database, openDatabase } from "../src/platform/db/connect.ts";
import { migrate } from "../src/platform/db/migrate.ts";
import { openJobs } from "../src/platform/jobs.ts";
import { openLog } from "../src/platform/log.ts";
import type { CallContext } from "../src/platform/operation.ts";

/**
 * Time of the PDF of a monthly report of a demonstration, once warm: figures asked from the database, sentences,
 * drawings and typesetting together. One JSON line; `ratioToLimit` above 1 fails the run. `node bench/report-pdf.ts`
 */
const limitMs = 1000;
const months = ["2026-10", "2026-09", "2026-08", "2026-07", "2026-06", "2026-05"];
const folder = mkdtempSync(join(tmpdir(), "vigie-bench-"));
const log = openLog("silent");

function contextOf(database: Database, organisation?: string): CallContext {
  return {
    now: new Date("2026-11-16T08:00:00Z"),
    language: "fr",
    requestId: "bench",
    principal: { kind: "machine", name: "bench" },
    ...(organisation ? { organisation } : {}),
    database,
    jobs: openJobs(database, log, async () => {}),
    config: readConfig({ VIGIE_SECRET: "0".repeat(32), VIGIE_URL: "http://127.0.0.1:4150" }),
    log,
  };
}

const database = await openDatabase({ dataFolder: folder });
try {
  await migrate(database);
  const started = performance.now();
  const { organisations } = await call(demonstrationOperations.create, undefined, { context: contextOf(database) });
  const madeMs = performance.now() - started;
  await database.pool.query("analyze");
  const times: number[] = [];
  for (const { slug } of organisations) {
    const context = contextOf(database, slug);
    const file = (period: string) => call(reportsOperations.render, { period, format: "pdf" }, { context });
    await file("2026-04");
    for (const period of months) {
      const from = performance.now();
      await file(period);
      times.push(performance.now() - from);
    }
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))] as number;
  const ratioToLimit = at(0.95) / limitMs;
  console.log(
    JSON.stringify({
      bench: "report-pdf",
      p50Ms: Math.round(at(0.5)),
      p95Ms: Math.round(at(0.95)),
      limitMs,
      ratioToLimit: Math.round(ratioToLimit * 1000) / 1000,
      demonstrationMs: Math.round(madeMs),
    }),
  );
  if (ratioToLimit > 1) process.exitCode = 1;
} finally {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
}
