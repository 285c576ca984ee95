import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { DomainError } from "../kernel/problems.ts";
import type { Database } from "./db/connect.ts";
import { connectionStringOf, createTestDatabase } from "./db/testing.ts";
import { type JobRequest, type Jobs, openJobs } from "./jobs.ts";
import { openLog } from "./log.ts";

// A limit that only a hang reaches, however busy the machine.
vi.setConfig({ testTimeout: 180_000 });

let database: Database;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const log = openLog("silent");
const aJob = (key: string): JobRequest => ({
  operation: "test.work",
  organisation: "kermor",
  input: { key },
  actor: "Anne",
  queue: "q",
  key,
});

async function enqueue(jobs: Jobs, job: JobRequest, end: "commit" | "rollback" = "commit"): Promise<void> {
  const client = await database.pool.connect();
  try {
    await client.query("begin; set local role vigie_app");
    await jobs.enqueue(client, job);
    await client.query(end);
  } finally {
    client.release();
  }
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 90_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error("waited in vain");
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

const waiting = async () =>
  Number((await database.pool.query("select count(*) as count from graphile_worker.jobs")).rows[0].count);

describe("a job", () => {
  it("is done once after the commit of what enqueued it, and never after a rollback", async () => {
    const done: string[] = [];
    const jobs = openJobs(database, log, async (job) => void done.push(job.key));
    await enqueue(jobs, aJob("kept"));
    await enqueue(jobs, aJob("dropped"), "rollback");
    jobs.start();
    await until(async () => done.length > 0 && (await waiting()) === 0);
    await jobs.stop();
    expect(done).toEqual(["kept"]);
  });

  it("that is refused for good is not tried again; one that could not be done now is", async () => {
    const tries = new Map<string, number>();
    const jobs = openJobs(database, log, async (job) => {
      tries.set(job.key, (tries.get(job.key) ?? 0) + 1);
      if (job.key === "refused") throw new DomainError("invalid", "test/refused");
      if (tries.get(job.key) === 1) throw new DomainError("unavailable", "test/later");
    });
    await enqueue(jobs, aJob("refused"));
    await enqueue(jobs, { ...aJob("later"), queue: "other" });
    jobs.start();
    await until(async () => tries.get("later") === 2 && (await waiting()) === 0);
    await jobs.stop();
    expect(tries.get("refused")).toBe(1);
  });

  it("killed half-way is begun again by the next start", async () => {
    const script = `
      const { openDatabase } = await import(${JSON.stringify(new URL("./db/connect.ts", import.meta.url).href)});
      const { openJobs } = await import(${JSON.stringify(new URL("./jobs.ts", import.meta.url).href)});
      const { openLog } = await import(${JSON.stringify(new URL("./log.ts", import.meta.url).href)});
      const database = await openDatabase({ databaseUrl: process.env.TEST_URL, dataFolder: "" });
      const jobs = openJobs(database, openLog("silent"), async () => { console.log("begun"); await new Promise(() => setInterval(() => {}, 1000)); });
      jobs.start();`;
    const idle = openJobs(database, log, async () => {});
    await enqueue(idle, aJob("interrupted"));
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      env: { ...process.env, TEST_URL: connectionStringOf(database) },
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(child.stdout, "data");
    child.kill("SIGKILL");
    await once(child, "exit");
    const done: string[] = [];
    const jobs = openJobs(database, log, async (job) => void done.push(job.key));
    // The server lets go of the killed process's lock as soon as it notices the broken connection.
    await until(
      async () => (await database.pool.query("select 1 from pg_locks where locktype = 'advisory'")).rowCount === 0,
    );
    jobs.start();
    await until(async () => done.length > 0 && (await waiting()) === 0);
    await jobs.stop();
    expect(done).toEqual(["interrupted"]);
  });
});

describe("whoever follows a subject", () => {
  it("is told of its own organisation's subject only", async () => {
    const jobs = openJobs(database, log, async () => {});
    const gone = new AbortController();
    let told = 0;
    const following = (async () => {
      for await (const _ of jobs.follow(1, "import:1", gone.signal)) told += 1;
    })();
    jobs.announce(2, "import:1");
    jobs.announce(1, "import:2");
    jobs.announce(1, "import:1");
    await until(() => told === 1);
    gone.abort();
    await following;
    expect(told).toBe(1);
  });
});
