import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, realpathSync, rmSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { checkMajor, giveTo, initialise, readLines } from "./data-folder.ts";
import { lockDataFolder } from "./data-folder-lock.ts";
import { sweepDrafts } from "./leftover-drafts.ts";
import { clearLeftovers } from "./leftover-server.ts";
import { type Binaries, chooseRunner, findBinaries, type Runner } from "./postgres-binaries.ts";
import { DatabaseRefusal } from "./refusal.ts";
import { makeSocketFolder, port, serverSettings, superuser } from "./server-settings.ts";

export interface EmbeddedOptions {
  /** Where the cluster lives; made at the first start. */
  dataFolder: string;
  /** Told in words what the server does: first start, recovery, restart after a crash. */
  log?: ((message: string) => void) | undefined;
  /** Server settings that replace ours (tests: `{ fsync: "off" }`). */
  settings?: Record<string, string>;
}

export interface EmbeddedServer {
  socketFolder: string;
  port: number;
  user: string;
  /** Process id of the server now running; another one after a crash. */
  pid(): number | undefined;
  /** Shuts the server down cleanly and gives the data folder back. May be called twice. */
  stop(): Promise<void>;
}

/**
 * Becomes the server by `exec`, after leaving a watchdog that holds the read end of a pipe from Node: when Node is gone,
 * whatever killed it, the pipe ends and the server is shut down. A line on the pipe dismisses the watchdog instead.
 */
const launcherScript = `
server=$$
cd /
(
  exec </dev/null >/dev/null 2>&1
  if read -r dismissed <&3; then exit 0; fi
  kill -INT "$server" || exit 0
  waited=0
  while [ "$waited" -lt 40 ] && kill -0 "$server"; do
    [ "$(cut -d ' ' -f 3 "/proc/$server/stat" 2>/dev/null)" = Z ] && exit 0
    sleep 0.5
    waited=$((waited + 1))
  done
  kill -QUIT "$server"
) &
exec 3<&-
exec "$@"
`;

/**
 * Starts the PostgreSQL that npm brought, on a unix socket only. Works as root and not, after any kind of kill, and
 * refuses with a {@link DatabaseRefusal} (folder in use, other major version, unusable system) in a clear sentence.
 *
 * @example
 * const server = await startEmbedded({ dataFolder: "./var/postgres" });
 * const client = new pg.Client({ host: server.socketFolder, port: server.port, user: server.user });
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const log = options.log ?? (() => {});
  const asked = resolve(options.dataFolder);
  makeParent(asked);
  // One name for one folder, whatever links lead to it: the lock and the search for leftovers depend on it.
  const dataFolder = existsSync(asked) ? realpathSync(asked) : join(realpathSync(dirname(asked)), basename(asked));
  const unlock = await lockDataFolder(dataFolder);
  try {
    await sweepDrafts(dataFolder, log);
    const runner = chooseRunner(dataFolder);
    const binaries = findBinaries(runner, dirname(dataFolder));
    if (!existsSync(join(dataFolder, "PG_VERSION"))) await initialise(dataFolder, binaries, runner, log);
    checkMajor(dataFolder, binaries);
    giveTo(dataFolder, runner.owner);
    const socketFolder = makeSocketFolder(dataFolder, runner);
    const server = new Supervisor(dataFolder, socketFolder, binaries, runner, options.settings ?? {}, log);
    try {
      await server.start();
    } catch (error) {
      rmSync(socketFolder, { recursive: true, force: true });
      throw error;
    }
    let stopping: Promise<void> | undefined;
    const stop = async () => {
      await server.stop();
      rmSync(socketFolder, { recursive: true, force: true });
      unlock();
    };
    return {
      socketFolder,
      port,
      user: superuser,
      pid: () => server.pid,
      stop: () => {
        stopping ??= stop();
        return stopping;
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

function makeParent(dataFolder: string): void {
  const parent = dirname(dataFolder);
  try {
    mkdirSync(parent, { recursive: true });
    accessSync(parent, constants.W_OK);
  } catch (cause) {
    throw new DatabaseRefusal(
      "not-writable",
      { folder: parent },
      `Vigie cannot write into ${parent}, where its data should go: change its rights, or give another folder (VIGIE_DATA).`,
      cause,
    );
  }
}

/** Keeps one server running: starts it, starts it again after a crash, shuts it down. */
class Supervisor {
  readonly #dataFolder: string;
  readonly #socketFolder: string;
  readonly #binaries: Binaries;
  readonly #runner: Runner;
  readonly #settings: Record<string, string>;
  readonly #log: (message: string) => void;
  #child: ChildProcess | undefined;
  #stopping = false;
  #crashes: number[] = [];
  #lines: string[] = [];
  #restart: Promise<void> | undefined;

  constructor(
    dataFolder: string,
    socketFolder: string,
    binaries: Binaries,
    runner: Runner,
    settings: Record<string, string>,
    log: (message: string) => void,
  ) {
    this.#dataFolder = dataFolder;
    this.#socketFolder = socketFolder;
    this.#binaries = binaries;
    this.#runner = runner;
    this.#settings = settings;
    this.#log = log;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  async start(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const stalePid = await clearLeftovers(this.#dataFolder, this.#log);
      const child = this.#launch(stalePid);
      if (await this.#becomesReady(child)) {
        this.#child = child;
        child.once("exit", () => this.#crashed(child));
        // The exit may have come between readiness and the line above: then no event follows.
        if (child.exitCode !== null || child.signalCode !== null) this.#crashed(child);
        letGo(child);
        return;
      }
      const said = this.#lines.slice(-6).join(" | ");
      // The children of a killed server take a moment to notice; until then their shared memory blocks the next one.
      const passing = /pre-existing shared memory block|lock file ".*" already exists/.test(said);
      if (this.#stopping) return;
      if (!passing || attempt >= 40) {
        throw new DatabaseRefusal(
          "start-failed",
          { folder: this.#dataFolder },
          `PostgreSQL did not start on ${this.#dataFolder}: ${said || `status ${child.exitCode ?? child.signalCode}`}`,
        );
      }
      await sleep(250);
    }
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    // A restart under way sees the word and ends, or has just made the server that is shut down here.
    await this.#restart;
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.ref();
    const gone = new Promise<void>((done) => child.once("exit", () => done()));
    child.kill("SIGINT");
    // Fast shutdown writes a checkpoint, seconds on a slow disk; what does not answer is left to crash recovery.
    const impatient = setTimeout(() => child.kill("SIGQUIT"), 60_000);
    const last = setTimeout(() => child.kill("SIGKILL"), 70_000);
    await gone;
    clearTimeout(impatient);
    clearTimeout(last);
  }

  #crashed(child: ChildProcess): void {
    if (this.#stopping || this.#restart !== undefined || this.#child !== child) return;
    this.#child = undefined;
    const now = Date.now();
    this.#crashes = [...this.#crashes.filter((at) => now - at < 60_000), now];
    if (this.#crashes.length > 5) {
      this.#log("PostgreSQL stopped more than five times within a minute: not started again.");
      return;
    }
    this.#log(`PostgreSQL stopped unexpectedly (${child.signalCode ?? child.exitCode}): starting it again.`);
    this.#restart = this.start()
      .catch((error: unknown) => this.#log(`PostgreSQL could not be started again: ${String(error)}`))
      .finally(() => {
        this.#restart = undefined;
        const running = this.#child;
        if (running !== undefined && (running.exitCode !== null || running.signalCode !== null)) this.#crashed(running);
      });
  }

  #launch(stalePid: number | undefined): ChildProcess {
    const settings = { ...serverSettings(this.#socketFolder), ...this.#settings };
    const words = [
      ...this.#runner.prefix,
      join(this.#binaries.native, "bin", "postgres"),
      "-D",
      this.#dataFolder,
      ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ];
    const child = spawn("/bin/sh", ["-c", launcherScript, "vigie-postgres", ...words], {
      ...this.#runner.identity,
      cwd: "/",
      // Its own session: Ctrl-C in the terminal is for Vigie, which then shuts the server down last.
      detached: true,
      stdio: ["ignore", "ignore", "pipe", "pipe"],
      env: {
        PATH: process.env.PATH ?? "/usr/bin:/bin",
        LANG: "C",
        TZ: "UTC",
        // How pg_ctl tells the server that this pid of postmaster.pid is not a server; it then still checks the memory.
        ...(stalePid === undefined ? {} : { PG_GRANDPARENT_PID: String(stalePid) }),
      },
    });
    this.#lines = [];
    let rest = "";
    child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      this.#lines = [...this.#lines, ...lines.filter((line) => line !== "")].slice(-50);
      for (const line of lines) {
        if (/not properly shut down|redo (starts|done)|FATAL|PANIC/.test(line)) this.#log(line);
      }
    });
    const pipe = watchdogPipe(child);
    pipe.on("error", () => {});
    child.once("exit", () => pipe.end("dismissed\n"));
    child.on("error", (error) => this.#lines.push(String(error)));
    return child;
  }

  /** Waits for the word "ready" in postmaster.pid, as long as the process lives: recovery may take minutes. */
  async #becomesReady(child: ChildProcess): Promise<boolean> {
    const file = join(this.#dataFolder, "postmaster.pid");
    const closed = new Promise<void>((done) => {
      child.once("close", () => done());
      child.once("error", () => done());
    });
    for (let waited = 0; ; waited++) {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
        await Promise.race([closed, sleep(500)]);
        return false;
      }
      const lines = readLines(file);
      if (Number(lines[0]) === child.pid && lines[7]?.trim() === "ready") return true;
      if (this.#stopping) child.kill("SIGINT");
      await sleep(waited < 100 ? 5 : 50);
    }
  }
}

function watchdogPipe(child: ChildProcess): Writable {
  return child.stdio[3] as Writable;
}

/** A running server does not keep Node alive: when nothing else does, Node ends and the watchdog shuts it down. */
function letGo(child: ChildProcess): void {
  child.unref();
  for (const stream of [child.stderr, watchdogPipe(child)]) {
    (stream as unknown as { unref?: () => void } | null)?.unref?.();
  }
}
