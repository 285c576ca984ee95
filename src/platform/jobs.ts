import { EventEmitter, on } from "node:events";
import type { Runner } from "graphile-worker";
import type pg from "pg";
import { DomainError } from "../kernel/problems.ts";
import { applicationRole, type Database } from "./db/connect.ts";
import type { Log } from "./log.ts";

/** A unit of background work of one organisation. */
export interface JobRequest {
  /** The operation that does the work, `measurements.run`. */
  readonly operation: string;
  /** Slug of the organisation. */
  readonly organisation: string;
  readonly input: Record<string, unknown>;
  /** In whose name it runs, for the audit trail. */
  readonly actor: string;
  /** Jobs of one queue run one after the other. */
  readonly queue: string;
  /** A second request with the same key replaces one that has not begun. */
  readonly key: string;
}

/** Background work in the same PostgreSQL: no other server to run, and a job is enqueued with what it works on. */
export interface Jobs {
  /** Enqueues inside the caller's transaction, so that both happen or neither. */
  enqueue(client: pg.PoolClient, job: JobRequest): Promise<void>;
  /** Tells whoever follows a subject (`import:12`) that it moved on. */
  announce(organisationId: number, subject: string): void;
  /** Yields once for each announcement of a subject until the signal is aborted. */
  follow(organisationId: number, subject: string, signal: AbortSignal): AsyncIterable<void>;
  /** Begins to work; resolves at once, the first job may wait for the lead. */
  start(): void;
  stop(): Promise<void>;
}

const worker = () => import("graphile-worker");

const leadLock = 4_150_001;
const retryLeadMilliseconds = 15_000;

/**
 * Opens the queue. Among several processes on one database, the holder of an advisory lock works and the others wait
 * to take over; whoever gets the lead frees the jobs that a killed holder left locked, and they begin again.
 *
 * @param work does one job; a `DomainError` of kind `unavailable` and unexpected errors are retried, other refusals
 *   are final.
 */
export function openJobs(database: Database, log: Log, work: (job: JobRequest) => Promise<void>): Jobs {
  const announcements = new EventEmitter().setMaxListeners(0);
  const channel = (organisationId: number, subject: string) => `${organisationId} ${subject}`;
  let prepared: Promise<void> | undefined;
  // Loaded when the queue is first needed: the first page does not wait for it.
  const prepare = () => (prepared ??= worker().then(({ runMigrations }) => runMigrations({ pgPool: database.pool })));
  let stopped = false;
  let lead: pg.PoolClient | undefined;
  let runner: Runner | undefined;
  let leading: Promise<void> = Promise.resolve();
  let retry: NodeJS.Timeout | undefined;

  async function takeLead(): Promise<void> {
    if (stopped) return;
    await prepare();
    const client = await database.pool.connect();
    const { rows } = await client.query<{ held: boolean }>("select pg_try_advisory_lock($1) as held", [leadLock]);
    if (!rows[0]?.held || stopped) {
      client.release();
      if (!stopped) retry = setTimeout(begin, retryLeadMilliseconds).unref();
      return;
    }
    lead = client;
    await client.query(
      `select graphile_worker.force_unlock_workers(array(
         select distinct locked_by from graphile_worker.jobs where locked_by is not null))`,
    );
    const { run, Logger } = await worker();
    runner = await run({
      pgPool: database.pool,
      concurrency: 2,
      noHandleSignals: true,
      pollInterval: 1000,
      logger: new Logger(() => (level: string, message: string) => {
        if (level === "error") log.error({}, message);
        else if (level === "warning") log.warn({}, message);
      }),
      taskList: {
        operation: async (payload) => {
          const job = payload as JobRequest;
          try {
            await work(job);
          } catch (error) {
            const final = error instanceof DomainError && error.kind !== "unavailable";
            log[final ? "warn" : "error"](
              { operation: job.operation, key: job.key, code: codeOf(error) },
              "job refused",
            );
            if (!final) throw error;
          }
        },
      },
    });
  }

  function begin(): void {
    leading = takeLead().catch((error) => {
      log.error({ code: codeOf(error) }, "jobs cannot start");
      if (!stopped) retry = setTimeout(begin, retryLeadMilliseconds).unref();
    });
  }

  return {
    async enqueue(client, job) {
      await prepare();
      // The queue's tables are the owner's: step out of the application's role for this one statement.
      await client.query("set local role none");
      await client.query(
        `select graphile_worker.add_job('operation', payload => $1::json, queue_name => $2, job_key => $3, max_attempts => 5)`,
        [JSON.stringify(job), job.queue, job.key],
      );
      await client.query(`set local role ${applicationRole}`);
    },
    announce(organisationId, subject) {
      announcements.emit(channel(organisationId, subject));
    },
    async *follow(organisationId, subject, signal) {
      try {
        for await (const _ of on(announcements, channel(organisationId, subject), { signal })) yield;
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    },
    start: begin,
    async stop() {
      stopped = true;
      clearTimeout(retry);
      await leading;
      await runner?.stop();
      lead?.release(true);
    },
  };
}

function codeOf(error: unknown): string {
  return error instanceof DomainError ? error.code : error instanceof Error ? error.message.slice(0, 200) : "unknown";
}
