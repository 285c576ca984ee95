import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from "node:fs";
import { tmpdir, totalmem, userInfo } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import type { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { lockDataFolder, lookAtProcess } from "./data-folder-lock.ts";
import { type Binaries, chooseRunner, findBinaries, type Runner } from "./postgres-binaries.ts";
import { DatabaseRefusal } from "./refusal.ts";

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

const port = 5432;
const superuser = "vigie";
/** `sun_path` of the smallest system is 104 bytes with its closing zero. */
const longestSocketPath = 103;

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
  mkdirSync(dirname(asked), { recursive: true });
  // One name for one folder, whatever links lead to it: the lock and the search for leftovers depend on it.
  const dataFolder = existsSync(asked) ? realpathSync(asked) : join(realpathSync(dirname(asked)), basename(asked));
  const unlock = await lockDataFolder(dataFolder);
  try {
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
      const stalePid = await this.#clearLeftovers();
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
    const child = this.#child;
    if (child !== undefined && child.exitCode === null && child.signalCode === null) {
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
    await this.#restart;
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

  /**
   * Ends what an earlier Vigie left on this folder; we hold its lock, so nothing here is anybody's.
   *
   * @returns the pid in postmaster.pid when it is a zombie or by now somebody else's process.
   */
  async #clearLeftovers(): Promise<number | undefined> {
    const pid = Number(readLines(join(this.#dataFolder, "postmaster.pid"))[0]);
    let stale: number | undefined;
    if (Number.isInteger(pid) && pid > 0) {
      if (isServerOf(pid, this.#dataFolder)) await shutDownLeftover(pid, this.#dataFolder, this.#log);
      stale = pid;
    }
    for (const orphan of serverProcessesIn(this.#dataFolder)) {
      try {
        process.kill(orphan, "SIGKILL");
      } catch {
        // Gone meanwhile.
      }
    }
    return stale;
  }
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

async function initialise(
  dataFolder: string,
  binaries: Binaries,
  runner: Runner,
  log: (message: string) => void,
): Promise<void> {
  if (existsSync(dataFolder) && readdirSync(dataFolder).length > 0) {
    throw new DatabaseRefusal(
      "not-a-data-folder",
      { folder: dataFolder },
      `${dataFolder} is not empty and is not a PostgreSQL data folder: give Vigie another one (VIGIE_DATA).`,
    );
  }
  const parent = dirname(dataFolder);
  const draftPrefix = `${basename(dataFolder)}.new-`;
  // Made in a folder of its own and renamed when whole: a kill in between leaves only a draft, swept here.
  for (const name of readdirSync(parent)) {
    if (name.startsWith(draftPrefix)) rmSync(join(parent, name), { recursive: true, force: true });
  }
  const draft = mkdtempSync(join(parent, draftPrefix));
  if (runner.identity !== undefined) chownSync(draft, runner.identity.uid, runner.identity.gid);
  log(`First start: preparing the database in ${dataFolder}.`);
  const [command = "", ...words] = [
    ...runner.prefix,
    join(binaries.native, "bin", "initdb"),
    `--pgdata=${draft}`,
    `--username=${superuser}`,
    "--auth=peer",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
  ];
  let said = "";
  const status = await new Promise<number | null>((done) => {
    const child = spawn(command, words, {
      ...runner.identity,
      cwd: "/",
      stdio: ["ignore", "ignore", "pipe"],
      env: { PATH: process.env.PATH ?? "/usr/bin:/bin", LANG: "C", TZ: "UTC" },
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      said += chunk;
    });
    child.once("error", (error) => {
      said += String(error);
      done(null);
    });
    child.once("close", (code) => done(code));
  });
  if (status !== 0) {
    rmSync(draft, { recursive: true, force: true });
    const hint = /effective user ID/.test(said) ? " This user id needs an entry in /etc/passwd." : "";
    throw new DatabaseRefusal(
      "initialisation-failed",
      { folder: dataFolder },
      `The database could not be prepared in ${dataFolder}: ${said.trim().split("\n").slice(-3).join(" | ")}.${hint}`,
    );
  }
  try {
    renameSync(draft, dataFolder);
  } catch (cause) {
    rmSync(draft, { recursive: true, force: true });
    throw new DatabaseRefusal(
      "not-a-data-folder",
      { folder: dataFolder },
      `The database could not be put in ${dataFolder}; if a volume is mounted there, mount it one folder higher.`,
      cause,
    );
  }
}

function checkMajor(dataFolder: string, binaries: Binaries): void {
  const found = readLines(join(dataFolder, "PG_VERSION"))[0]?.trim() ?? "";
  if (found === String(binaries.major)) return;
  throw new DatabaseRefusal(
    "other-major",
    { folder: dataFolder, found, carried: binaries.major },
    `The data folder ${dataFolder} was written by PostgreSQL ${found}; this Vigie carries PostgreSQL ${binaries.major}. ` +
      `Nothing was changed. To migrate: start a PostgreSQL ${found} server on this folder, save it with ` +
      `\`pg_dump --format=custom --file=vigie.dump vigie\`, move the folder away, start Vigie once on an empty one, ` +
      `stop it, and load the dump with \`pg_restore --clean --if-exists --dbname=vigie vigie.dump\` ` +
      `on a PostgreSQL ${binaries.major} server started on the new folder.`,
  );
}

/** Hands an existing folder to the identity that the server runs under now (root under another home, for example). */
function giveTo(folder: string, owner: { uid: number; gid: number }): void {
  if (process.getuid?.() !== 0 || lstatSync(folder).uid === owner.uid) return;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    lchownSync(join(entry.parentPath, entry.name), owner.uid, owner.gid);
  }
  lchownSync(folder, owner.uid, owner.gid);
}

/** A short private folder for the socket, always the same for a data folder so that leftovers are reused. */
function makeSocketFolder(dataFolder: string, runner: Runner): string {
  const name = `vigie-${createHash("sha256").update(dataFolder).digest("hex").slice(0, 12)}`;
  const base = Buffer.byteLength(join(tmpdir(), name, `.s.PGSQL.${port}`)) > longestSocketPath ? "/tmp" : tmpdir();
  let folder = join(realpathSync(base), name);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    const found = lstatSync(folder);
    const ours = found.isDirectory() && [process.getuid?.(), runner.owner.uid].includes(found.uid);
    // Somebody else's folder under our name in a shared temporary folder: not to be trusted, take a fresh one.
    if (!ours) folder = mkdtempSync(join(realpathSync(base), "vigie-"));
  }
  chmodSync(folder, 0o700);
  // The server trusts the names that the system gives to whoever opens the socket: ours, and the one it runs under.
  const names = new Set([userInfo().username, nameOf(runner)]);
  writeFileSync(join(folder, "hba.conf"), "local all all peer map=vigie\n");
  writeFileSync(join(folder, "ident.conf"), [...names].map((name) => `vigie "${name}" ${superuser}\n`).join(""));
  if (process.getuid?.() === 0) {
    for (const path of [folder, join(folder, "hba.conf"), join(folder, "ident.conf")]) {
      chownSync(path, runner.owner.uid, runner.owner.gid);
    }
  }
  return folder;
}

/** How the system calls the account that the server runs under. */
function nameOf(runner: Runner): string {
  const uid = runner.identity?.uid ?? (runner.prefix.length > 0 ? 65534 : process.getuid?.());
  for (const line of readLines("/etc/passwd")) {
    const [name, , id] = line.split(":");
    if (name !== undefined && Number(id) === uid) return name;
  }
  return userInfo().username;
}

function serverSettings(socketFolder: string): Record<string, string> {
  const megabytes = totalmem() / 2 ** 20;
  return {
    listen_addresses: "",
    unix_socket_directories: socketFolder,
    unix_socket_permissions: "0700",
    port: String(port),
    hba_file: join(socketFolder, "hba.conf"),
    ident_file: join(socketFolder, "ident.conf"),
    // Every acknowledged write is on disk.
    fsync: "on",
    synchronous_commit: "on",
    full_page_writes: "on",
    wal_compression: "on",
    max_wal_size: "2GB",
    checkpoint_timeout: "15min",
    max_connections: "60",
    shared_buffers: megabytes < 3_000 ? "128MB" : "256MB",
    effective_cache_size: `${Math.max(256, Math.floor(megabytes / 2))}MB`,
    work_mem: "16MB",
    maintenance_work_mem: "128MB",
    random_page_cost: "1.1",
    max_worker_processes: "8",
    jit: "off",
    timezone: "UTC",
    dynamic_shared_memory_type: sharedMemoryType(),
    // Refused statements and their values may hold what people wrote: only the server's own life is logged.
    log_min_messages: "log",
    log_min_error_statement: "panic",
    log_checkpoints: "off",
    log_line_prefix: "",
  };
}

/** Containers give /dev/shm 64 MB, too little for parallel queries; System V memory is not limited by it. */
function sharedMemoryType(): string {
  if (process.platform !== "linux") return "posix";
  try {
    const shm = statfsSync("/dev/shm");
    return shm.bsize * shm.blocks < 256 * 2 ** 20 ? "sysv" : "posix";
  } catch {
    return "sysv";
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

function readLines(file: string): string[] {
  try {
    return readFileSync(file, "utf8").split("\n");
  } catch {
    return [];
  }
}
