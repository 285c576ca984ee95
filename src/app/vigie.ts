import { access, constants, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createRouterClient } from "@orpc/server";
import { type Config, SettingRefusal } from "../platform/config.ts";
import { joinEmbedded, openDatabase } from "../platform/db/connect.ts";
import { migrate } from "../platform/db/migrate.ts";
import { type JobRequest, openJobs } from "../platform/jobs.ts";
import { openLog } from "../platform/log.ts";
import { listSlugs } from "../platform/membership.ts";
import type { CallContext, Principal } from "../platform/operation.ts";
import { openSession } from "../platform/session.ts";
import { router } from "./activities.ts";

/** Every operation as a function, called in process under its own name: the audit trail keeps that name. */
export function clientFor(context: CallContext) {
  return createRouterClient(router, { context });
}

async function makeDataFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.W_OK);
  } catch {
    throw new SettingRefusal(
      `Vigie cannot write into ${folder}, where its data should go: change its rights, or give another folder (VIGIE_DATA).`,
    );
  }
}

/** A Vigie with its database open: what the server, the command line and the assistants' server stand on. */
export type Vigie = Awaited<ReturnType<typeof openVigie>>;

/**
 * Opens the database (embedded or given), brings its tables up to date, and puts the parts together.
 *
 * @param beside join the embedded database of a Vigie that already runs on this data folder, if one does
 */
export async function openVigie(config: Config, { beside = false }: { beside?: boolean } = {}) {
  const log = openLog(config.logLevel);
  await makeDataFolder(config.dataFolder);
  const options = {
    databaseUrl: config.databaseUrl,
    dataFolder: join(config.dataFolder, "postgres"),
    log: (message: string) => log.info({}, message),
  };
  const running = beside && !config.databaseUrl ? await joinEmbedded(options) : undefined;
  const database = running ?? (await openDatabase(options));
  const { applied } = await migrate(database);
  const clock = () => new Date();
  const jobs = openJobs(database, log, work);
  const session = openSession({
    database,
    config,
    log,
    clock,
    // Whoever was invited by the address that single sign-on vouches for belongs from the first sign-in on.
    afterSignIn: async (principal) => {
      await clientFor(contextFor(principal)).organisation.joinInvited();
    },
  });
  const base = { database, jobs, config, log };

  /** A call that no request brought: the machine's owner at the command line, or a job. */
  function contextFor(
    principal: Principal,
    about: { organisation?: string; language?: "fr" | "en" } = {},
  ): CallContext {
    return {
      ...base,
      now: clock(),
      language: about.language ?? "fr",
      requestId: crypto.randomUUID(),
      principal,
      organisation: about.organisation,
    };
  }

  async function work(job: JobRequest): Promise<void> {
    const context = contextFor({ kind: "machine", name: job.actor }, { organisation: job.organisation });
    const client = clientFor(context) as unknown as Record<
      string,
      Record<string, (input: unknown) => Promise<unknown>>
    >;
    const [slice = "", name = ""] = job.operation.split(".");
    const operation = client[slice]?.[name];
    if (!operation) throw new Error(`no operation ${job.operation}`);
    await operation(job.input);
  }

  /** Imports that a stop or a kill cut off begin again. */
  async function resumeImports(): Promise<void> {
    for (const organisation of await listSlugs(database)) {
      await clientFor(contextFor({ kind: "machine", name: "vigie" }, { organisation })).measurements.resume();
    }
  }

  return {
    config,
    log,
    database,
    jobs,
    session,
    base,
    clock,
    applied,
    contextFor,
    resumeImports,
    async close() {
      await jobs.stop();
      await session.settled();
      await database.close();
    },
  };
}
