import { readConfig } from "./config.ts";
import type { Database } from "./db/connect.ts";
import { openJobs } from "./jobs.ts";
import { openLog } from "./log.ts";
import type { CallContext, Principal } from "./operation.ts";

/** The day of tests: a Monday morning. */
export const testNow = new Date("2026-11-16T08:00:00Z");

export const anonymous: Principal = { kind: "anonymous" };
export const machine: Principal = { kind: "machine", name: "vigie" };

/**
 * A call as a transport would make it, for tests on a real database: real queue (not started), seeded clock.
 *
 * @example await call(operations.list, undefined, { context: aCall(database, machine, "ville-de-kermor") })
 */
export function aCall(
  database: Database,
  principal: Principal,
  organisation?: string,
  changes: Partial<CallContext> = {},
): CallContext {
  const log = openLog("silent");
  return {
    now: testNow,
    language: "fr",
    requestId: "test",
    principal,
    organisation,
    database,
    jobs: openJobs(database, log, async () => {}),
    config: readConfig({ VIGIE_SECRET: "0123456789abcdef0123456789abcdef", VIGIE_URL: "http://127.0.0.1:4150" }),
    log,
    ...changes,
  };
}
