import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { lookAtProcess } from "./data-folder-lock.ts";

/** How the drafts of a data folder begin: a first start prepares the cluster in one of them, and renames it when whole. */
export const draftPrefix = (dataFolder: string): string => `${basename(dataFolder)}.new-`;

/** How the preparing process is told its draft, and known again by it. */
export const draftWord = (draft: string): string => `--pgdata=${draft}`;

/** A killed process may take this long to end on a busy machine, or on a slow disk. */
const patienceMs = 30_000;

/**
 * Removes the drafts that killed first starts left beside a data folder; whoever calls holds its lock, so they are
 * nobody's. What prepares one outlives the kill, and would make its folder anew if it had hardly begun: it is ended
 * first. A draft that cannot be removed stops no start: it is told, and tried again by the next one.
 */
export async function sweepDrafts(dataFolder: string, log: (message: string) => void): Promise<void> {
  const parent = dirname(dataFolder);
  const prefix = draftPrefix(dataFolder);
  for (const name of readdirSync(parent)) {
    if (name.startsWith(prefix)) await sweep(join(parent, name), log);
  }
}

async function sweep(draft: string, log: (message: string) => void): Promise<void> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const writers = writersOf(draft);
    for (const writer of writers) {
      try {
        process.kill(writer, "SIGKILL");
      } catch {
        // Gone meanwhile.
      }
    }
    let reason = `process ${writers[0]} still writes into it`;
    if (writers.length === 0) {
      try {
        rmSync(draft, { recursive: true, force: true });
        return;
      } catch (error) {
        // A child of what was ended may have written a last file between the listing and the removal.
        reason = String(error);
      }
    }
    if (Date.now() > end) {
      log(`The unfinished ${draft} could not be removed: ${reason}`);
      return;
    }
    await sleep(20);
  }
}

/** Live processes that prepare a draft, or work in it. */
function writersOf(draft: string): number[] {
  const word = draftWord(draft);
  if (process.platform !== "linux") {
    const { stdout } = spawnSync("ps", ["-axo", "pid=,args="], { encoding: "utf8" });
    return (stdout ?? "")
      .split("\n")
      .filter((line) => `${line} `.includes(` ${word} `))
      .map((line) => Number.parseInt(line, 10))
      .filter((pid) => lookAtProcess(pid).alive);
  }
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && (isTold(pid, word) || worksIn(pid, draft)) && lookAtProcess(pid).alive);
}

function isTold(pid: number, word: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(word);
  } catch {
    return false;
  }
}

/** Whether a process is a PostgreSQL at work in the folder: an administrator's shell there is left alone. */
function worksIn(pid: number, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder && readFileSync(`/proc/${pid}/comm`, "utf8") === "postgres\n";
  } catch {
    return false;
  }
}
