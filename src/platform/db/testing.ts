import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { inject } from "vitest";
import { type Database, makePool, openServerDatabase } from "./connect.ts";
import { addressOf } from "./test-address.ts";

/** Where the server of this test run is, as `testing-setup.ts` tells it. */
export interface TestServer {
  /** DATABASE_URL when the run uses a server of yours. */
  url: string | undefined;
  address: pg.PoolConfig;
  /** The migrated database that others are cloned from. */
  template: string;
  /** Names of this run's databases begin with it. */
  prefix: string;
}

/**
 * A migrated, empty database of its own for one test file, cloned from the template of the run. `close()` drops it.
 *
 * @example
 * let database: Database;
 * beforeAll(async () => { database = await createTestDatabase(); });
 * afterAll(() => database.close());
 */
export async function createTestDatabase(options: { poolSize?: number } = {}): Promise<Database> {
  const server = await findTestServer();
  const name = `${server.prefix}_${randomBytes(5).toString("hex")}`;
  await asAdmin(server, async (admin) => {
    for (let attempt = 1; ; attempt++) {
      try {
        await admin.query(`create database ${name} template ${server.template} strategy file_copy`);
        return;
      } catch (error) {
        // Only one clone of a template at a time on older servers: others wait their turn.
        if (!(error instanceof pg.DatabaseError && error.code === "55006") || attempt > 100) throw error;
        await sleep(50);
      }
    }
  });
  const pool = makePool(addressOf(server.address, name), { poolSize: options.poolSize ?? 5 });
  const database = await openServerDatabase(pool, "the test server");
  return {
    ...database,
    embedded: server.url === undefined,
    close: async () => {
      await database.close();
      await asAdmin(server, (admin) => admin.query(`drop database if exists ${name} with (force)`));
    },
  };
}

/** A connection string of a test database, for programs started by a test (`DATABASE_URL`). */
export function connectionStringOf(database: Database): string {
  const { connectionString, host, port, user, database: name } = database.pool.options;
  if (connectionString !== undefined) return connectionString;
  return `postgres://${user}@localhost:${port}/${name}?host=${encodeURIComponent(host ?? "")}`;
}

async function findTestServer(): Promise<TestServer> {
  const file = inject("testServerFile");
  const patience = Date.now() + 55_000;
  while (!existsSync(file)) {
    if (Date.now() > patience) throw new Error("the test server did not start within 55 s");
    await sleep(20);
  }
  const answer = JSON.parse(readFileSync(file, "utf8")) as TestServer & { error?: string };
  if (answer.error !== undefined) throw new Error(`the test server did not start: ${answer.error}`);
  return answer;
}

async function asAdmin(server: TestServer, run: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client(server.address as pg.ClientConfig);
  await admin.connect();
  try {
    await run(admin);
  } finally {
    await admin.end();
  }
}
