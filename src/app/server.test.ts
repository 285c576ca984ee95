import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "vigie-server-"));
const started: ChildProcess[] = [];
afterAll(() => {
  for (const child of started) if (child.exitCode === null) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** The server as `npm start` runs it, on an address of its own. */
function start(settings: Record<string, string>) {
  const child = spawn(process.execPath, [join(import.meta.dirname, "server.ts")], {
    env: { PATH: process.env["PATH"] ?? "", PORT: "0", VIGIE_DATA: folder, VIGIE_LOG: "error", ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.push(child);
  let said = "";
  child.stdout.on("data", (chunk) => (said += chunk));
  child.stderr.on("data", (chunk) => (said += chunk));
  return { child, said: () => said, ended: once(child, "exit") as Promise<[number | null, string | null]> };
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

it("starts on an empty folder, answers, and stops at SIGTERM with nothing left behind", {
  timeout: 180_000,
}, async () => {
  const server = start({});
  await expect.poll(server.said, { timeout: 90_000, interval: 20 }).toMatch(/http:\/\/127\.0\.0\.1:\d+/);
  const address = /http:\/\/\S+/.exec(server.said())?.[0];
  for (const path of ["/healthz", "/readyz", "/api/welcome"]) {
    expect([path, (await fetch(address + path)).status]).toEqual([path, 200]);
  }
  const postgres = Number(readFileSync(join(folder, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
  expect(isAlive(postgres)).toBe(true);

  const second = start({});
  expect((await second.ended)[0]).toBe(1);
  expect(second.said().trim().split("\n")).toEqual([expect.stringContaining("is in use by process")]);

  server.child.kill("SIGTERM");
  expect(await server.ended).toEqual([0, null]);
  expect(isAlive(postgres)).toBe(false);
  await expect(fetch(`${address}/healthz`)).rejects.toThrow();
});

it("stops when the shell that npm put before it ends", { timeout: 180_000 }, async () => {
  const command = `"${process.execPath}" "${join(import.meta.dirname, "server.ts")}"; true`;
  const shell = spawn("/bin/sh", ["-c", command], {
    env: {
      PATH: process.env["PATH"] ?? "",
      PORT: "0",
      VIGIE_DATA: folder,
      VIGIE_LOG: "error",
      npm_lifecycle_event: "start",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  started.push(shell);
  let said = "";
  shell.stdout.on("data", (chunk) => (said += chunk));
  await expect.poll(() => said, { timeout: 90_000, interval: 20 }).toMatch(/http:/);
  const postgres = Number(readFileSync(join(folder, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
  shell.kill("SIGTERM");
  await expect.poll(() => isAlive(postgres), { timeout: 60_000, interval: 50 }).toBe(false);
});

it("says once, at start, that a Vigie open to its network should know its own address", {
  timeout: 300_000,
}, async () => {
  const starts = async (settings: Record<string, string>) => {
    const server = start({ HOST: "0.0.0.0", ...settings });
    await expect.poll(server.said, { timeout: 90_000, interval: 20 }).toMatch(/everything is kept in/);
    server.child.kill("SIGTERM");
    expect(await server.ended).toEqual([0, null]);
    return server.said().match(/Warning: .*/gu);
  };
  const [warning, ...others] = (await starts({})) ?? [];
  expect(others).toEqual([]);
  expect(warning).toMatch(/listens on 0\.0\.0\.0 and VIGIE_URL is not set.* Set VIGIE_URL to /);
  expect(await starts({ VIGIE_URL: "https://vigie.example" })).toBeNull();
  expect(await starts({ HOST: "127.0.0.1" })).toBeNull();
});

it.concurrent.each([
  [{ PORT: "many" }, "The setting PORT cannot be read: it should be a number."],
  [{ VIGIE_URL: "ftp://vigie.example" }, "The setting VIGIE_URL cannot be read"],
  [{ VIGIE_TRUSTED_PROXY: "everybody" }, "The setting VIGIE_TRUSTED_PROXY cannot be read"],
  [{ DATABASE_URL: "nonsense" }, "The setting DATABASE_URL cannot be read"],
  [{ VIGIE_DATA: join(import.meta.filename, "below-a-file") }, "Vigie cannot write into"],
])("refuses %o in one sentence", async (settings, sentence) => {
  const server = start(settings);
  expect((await server.ended)[0]).toBe(1);
  expect(server.said().trim().split("\n")).toEqual([expect.stringContaining(sentence)]);
});
