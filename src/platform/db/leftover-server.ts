import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readLines } from "./data-folder.ts";
import { lookAtProcess } from "./data-folder-lock.ts";

/**
 * Ends what an earlier Vigie left on this folder; whoever calls holds its lock, so nothing here is anybody's.
 *
 * @returns the pid in postmaster.pid, by now of no server of this folder: dead, a zombie or somebody else's.
 */
export async function clearLeftovers(dataFolder: string, log: (message: string) => void): Promise<number | undefined> {
  const pid = Number(readLines(join(dataFolder, "postmaster.pid"))[0]);
  const stale = Number.isInteger(pid) && pid > 0 ? pid : undefined;
  if (stale !== undefined && isServerOf(stale, dataFolder)) await shutDownLeftover(stale, dataFolder, log);
  for (const orphan of serverProcessesIn(dataFolder)) {
    try {
      process.kill(orphan, "SIGKILL");
    } catch {
      // Gone meanwhile.
    }
  }
  return stale;
}

async function shutDownLeftover(pid: number, dataFolder: string, log: (message: string) => void): Promise<void> {
  log(`Shutting down the PostgreSQL (process ${pid}) that an earlier Vigie left running.`);
  const started = Date.now();
  let last: NodeJS.Signals | undefined;
  while (isServerOf(pid, dataFolder)) {
    const waited = Date.now() - started;
    const signal = waited < 60_000 ? "SIGINT" : waited < 70_000 ? "SIGQUIT" : "SIGKILL";
    if (signal !== last) {
      try {
        process.kill(pid, signal);
      } catch {
        return;
      }
      last = signal;
    }
    await sleep(20);
  }
}

/** Whether a live process is a PostgreSQL server started on this folder. */
function isServerOf(pid: number, dataFolder: string): boolean {
  if (!lookAtProcess(pid).alive) return false;
  if (process.platform === "linux") {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(`\0-D\0${dataFolder}\0`);
    } catch {
      return false;
    }
  }
  // Elsewhere the lock we hold and the pid in the folder's own file have to be proof enough.
  return true;
}

/** Live PostgreSQL processes whose working directory is the folder (all of them chdir there). Linux only. */
function serverProcessesIn(dataFolder: string): number[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => {
      if (!Number.isInteger(pid)) return false;
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === dataFolder && lookAtProcess(pid).alive;
      } catch {
        return false;
      }
    })
    .filter((pid) => readLines(`/proc/${pid}/comm`)[0] === "postgres");
}
