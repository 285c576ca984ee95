import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseRefusal } from "./refusal.ts";

/** What the system says of a process: alive and not a zombie, and since when (opaque, only compared). */
export interface ProcessSight {
  alive: boolean;
  startMark: string;
}

/**
 * Looks at a process. A zombie counts as dead: it holds no file and no memory any more, although `kill(pid, 0)` still
 * succeeds on it (PID 1 of many containers never reaps).
 */
export function lookAtProcess(pid: number): ProcessSight {
  if (process.platform === "linux") {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return { alive: fields[0] !== "Z" && fields[0] !== "X", startMark: fields[19] ?? "" };
    } catch {
      return { alive: false, startMark: "" };
    }
  }
  const seen = spawnSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], { encoding: "utf8" });
  const line = (seen.stdout ?? "").trim();
  if (line === "") return { alive: false, startMark: "" };
  const [state = "", ...started] = line.split(/\s+/);
  return { alive: !state.startsWith("Z"), startMark: started.join(" ") };
}

interface Holder {
  pid: number;
  since: string;
  host: string;
  startMark: string;
}

/** A holder on another machine (a shared volume) is alive when its lock file is touched: every 2 s. */
const heartbeatMs = 2_000;
const foreignPatienceMs = 7_000;

/**
 * Takes the lock file beside a data folder, or throws {@link DatabaseRefusal} `database/in-use` with a sentence that
 * names the holder. A lock left by a killed process is taken over. PostgreSQL's own `postmaster.pid` stays the last
 * guard; this one also covers the first start, and speaks clearly.
 *
 * @returns the function that gives the lock back.
 */
export async function lockDataFolder(dataFolder: string): Promise<() => void> {
  const lockFile = `${dataFolder}.lock`;
  mkdirSync(dirname(lockFile), { recursive: true });
  const draft = `${lockFile}.${process.pid}.${randomBytes(4).toString("hex")}`;
  const mine: Holder = {
    pid: process.pid,
    since: new Date().toISOString(),
    host: hostname(),
    startMark: lookAtProcess(process.pid).startMark,
  };
  writeFileSync(draft, `${JSON.stringify(mine)}\n`, { mode: 0o644 });
  try {
    for (let attempt = 0; attempt < 20; attempt++) {
      try {
        linkSync(draft, lockFile);
        return keepLock(lockFile, readFileSync(draft, "utf8"));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      const held = readIfThere(lockFile);
      if (held === undefined) continue;
      const holder = parseHolder(held);
      if (holder !== undefined && (await isHeld(lockFile, holder))) throw inUse(dataFolder, holder);
      takeAside(lockFile, held, draft);
    }
    throw new DatabaseRefusal("in-use", { folder: dataFolder }, `Several processes are opening ${dataFolder} at once.`);
  } finally {
    rmSync(draft, { force: true });
  }
}

function keepLock(lockFile: string, content: string): () => void {
  const beat = setInterval(() => {
    try {
      const now = new Date();
      utimesSync(lockFile, now, now);
    } catch {
      // The folder may be gone (a test, an unmounted volume): the next open decides, not the heartbeat.
    }
  }, heartbeatMs);
  beat.unref();
  return () => {
    clearInterval(beat);
    if (readIfThere(lockFile) === content) rmSync(lockFile, { force: true });
  };
}

async function isHeld(lockFile: string, holder: Holder): Promise<boolean> {
  if (holder.host === hostname()) {
    const sight = lookAtProcess(holder.pid);
    return sight.alive && (holder.startMark === "" || sight.startMark === holder.startMark);
  }
  const before = modifiedAt(lockFile);
  await sleep(foreignPatienceMs);
  return modifiedAt(lockFile) !== before;
}

/** Removes a stale lock; two takers cannot both succeed, since whoever moved a fresh lock aside puts it back. */
function takeAside(lockFile: string, judged: string, draft: string): void {
  const aside = `${draft}.aside`;
  try {
    renameSync(lockFile, aside);
  } catch {
    return;
  }
  if (readIfThere(aside) !== judged) {
    try {
      linkSync(aside, lockFile);
    } catch {
      // A third process holds it by now: it will be met in the next round.
    }
  }
  rmSync(aside, { force: true });
}

function inUse(dataFolder: string, holder: Holder): DatabaseRefusal {
  const where = holder.host === hostname() ? "" : ` on ${holder.host}`;
  return new DatabaseRefusal(
    "in-use",
    { folder: dataFolder, pid: holder.pid, since: holder.since, host: holder.host },
    `The data folder ${dataFolder} is in use by process ${holder.pid}${where} since ${holder.since}. ` +
      "Stop that Vigie first, or give this one another folder (VIGIE_DATA).",
  );
}

function parseHolder(text: string): Holder | undefined {
  try {
    const value = JSON.parse(text) as Holder;
    return Number.isInteger(value.pid) && typeof value.host === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function modifiedAt(file: string): number {
  try {
    return statSync(file).mtimeMs;
  } catch {
    return 0;
  }
}
