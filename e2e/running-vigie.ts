import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A real Vigie on a free port with an empty data folder, as `npm start` would run it. */
export interface RunningVigie {
  readonly address: string;
  readonly dataFolder: string;
  stop(): Promise<void>;
}

export async function startVigie(environment: Record<string, string> = {}): Promise<RunningVigie> {
  const dataFolder = await mkdtemp(join(tmpdir(), "vigie-journey-"));
  const child = spawn(process.execPath, [join(import.meta.dirname, "../src/app/server.ts")], {
    env: {
      ...process.env,
      DATABASE_URL: "",
      VIGIE_DATA: dataFolder,
      PORT: "0",
      HOST: "127.0.0.1",
      VIGIE_LOG: "error",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk) => {
      const found = /http:\/\/\S+/.exec(String(chunk));
      if (found) resolve(found[0]);
    });
    child.once("exit", (code) => reject(new Error(`Vigie ended with ${code}: ${said}`)));
  });
  return {
    address,
    dataFolder,
    async stop() {
      child.kill("SIGTERM");
      if (child.exitCode === null) await once(child, "exit");
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
