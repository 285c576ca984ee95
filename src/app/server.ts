import { existsSync } from "node:fs";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { readConfig } from "../platform/config.ts";
import { DatabaseRefusal } from "../platform/db/refusal.ts";
import { createHttp } from "../platform/http.ts";
import { router, routes } from "./activities.ts";
import { assistants } from "./assistants.ts";
import { documentation } from "./documentation.ts";
import { problemSentence } from "./sentences.ts";
import { openVigie } from "./vigie.ts";

try {
  await start();
} catch (error) {
  // A refusal is a sentence for a person; anything else is a fault and shows where it happened.
  console.error(error instanceof DatabaseRefusal ? error.message : error);
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
  const server = serve({ fetch: app.fetch, hostname: config.host, port: config.port }, ({ port }) => {
    const address = new URL(config.publicUrl);
    if (config.port === 0) address.port = String(port);
    console.log(`Vigie  ${address.origin}`);
    console.log(
      "  Open this address to set it up or sign in. Ctrl-C stops it; everything is kept in",
      config.dataFolder,
    );
    vigie.jobs.start();
  });
  server.on("error", async (error: NodeJS.ErrnoException) => {
    console.error(
      error.code === "EADDRINUSE"
        ? `Port ${config.port} is taken on ${config.host}: another Vigie may be running there. Stop it, or choose another with PORT=4151 npm start.`
        : error.message,
    );
    await vigie.close();
    process.exit(1);
  });
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    server.close();
    if ("closeAllConnections" in server) server.closeAllConnections();
    await vigie.close();
    process.exit(0);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}
