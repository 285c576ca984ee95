import { once } from "node:events";
import { existsSync } from "node:fs";
import type { Server } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { serve } from "@hono/node-server";
import { type Config, readConfig, SettingRefusal, warningAtStart } from "../platform/config.ts";
import { DatabaseRefusal } from "../platform/db/refusal.ts";
import { createHttp } from "../platform/http.ts";
import { removeForgottenUploads } from "../platform/organisation-folder.ts";
import { router, routes } from "./activities.ts";
import { assistants } from "./assistants.ts";
import { documentation } from "./documentation.ts";
import { problemSentence } from "./sentences.ts";
import { openVigie } from "./vigie.ts";

try {
  await start();
} catch (error) {
  // A refusal is a sentence for a person; anything else is a fault and shows where it happened.
  console.error(error instanceof DatabaseRefusal || error instanceof SettingRefusal ? error.message : error);
  process.exit(1);
}

async function start(): Promise<void> {
  const config = readConfig(process.env);
  const vigie = await openVigie(config);
  const page = join(import.meta.dirname, "../../dist/web");
  const app = createHttp({
    router,
    base: vigie.base,
    clock: vigie.clock,
    session: vigie.session,
    sentenceOf: problemSentence,
    routes: [documentation, assistants, ...routes],
    ready: async () => (await vigie.database.pool.query("select 1")).rowCount === 1,
    page: existsSync(page) ? page : undefined,
  });
  let stopping = false;
  const server = serve(
    {
      fetch: (request, env) =>
        stopping ? new Response(null, { status: 503, headers: { connection: "close" } }) : app.fetch(request, env),
      hostname: config.host,
      port: config.port,
      // Half a gigabyte over a slow line takes its time; an upload that stands still is given up by its own route.
      serverOptions: { requestTimeout: 3_600_000, headersTimeout: 60_000 },
    },
    ({ port }) => {
      const address = new URL(config.publicUrl);
      if (config.port === 0) address.port = String(port);
      console.log(`Vigie  ${address.origin}`);
      console.log(
        "  Open this address to set it up or sign in. Ctrl-C stops it; everything is kept in",
        config.dataFolder,
      );
      const warning = warningAtStart(config);
      if (warning) console.warn(`  ${warning}`);
      vigie.jobs.start();
      void removeForgottenUploads(config, vigie.clock());
    },
  ) as Server;
  server.on("error", async (error: NodeJS.ErrnoException) => {
    console.error(whyNotListening(error, config));
    await vigie.close();
    process.exit(1);
  });
  const stop = async () => {
    if (stopping) return;
    const closed = once(server, "close");
    server.close();
    // Answers under way are given a moment; streams of events have no end of their own and are cut.
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    await Promise.race([closed, sleep(1500, undefined, { ref: false })]);
    clearInterval(sweep);
    stopping = true;
    server.closeAllConnections();
    await vigie.close();
    process.exit(0);
  };
  // Ctrl-C under npm comes twice: from the terminal, and from npm.
  let asked = false;
  const askToStop = () => {
    if (!asked) void stop();
    asked = true;
  };
  process.on("SIGINT", askToStop);
  process.on("SIGTERM", askToStop);
  // npm hands a signal to the shell between us, and that shell ends without handing it on: its end is ours.
  if (process.env["npm_lifecycle_event"] !== undefined) {
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) askToStop();
    }, 250).unref();
  }
}

function whyNotListening(error: NodeJS.ErrnoException, { host, port }: Config): string {
  if (error.code === "EADDRINUSE") {
    return `Port ${port} is taken on ${host}: another Vigie may be running there. Stop it, or choose another with PORT=4151 npm start.`;
  }
  if (error.code === "EACCES") return `This account may not use port ${port}: choose one above 1023, PORT=4150.`;
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND") {
    return `${host} is no address of this machine: set HOST to 127.0.0.1 (this machine only) or 0.0.0.0 (its network).`;
  }
  return `Vigie cannot listen on ${host}, port ${port}: ${error.message}`;
}
