import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/**
 * From `npm start` to the first page, the second time (data folder and page are there), and the weight of the scripts
 * that the first page loads. JSON lines. `node bench/start.ts [rounds]`
 */
const rounds = Number(process.argv[2] ?? 3);
const root = join(import.meta.dirname, "..");
const port = 4187;
const folder = await mkdtemp(join(tmpdir(), "vigie-bench-"));
const times: number[] = [];
try {
  for (let round = 0; round <= rounds; round++) times.push(await timedStart());
  const second = times.slice(1).sort((a, b) => a - b);
  const median = second[Math.floor(second.length / 2)] as number;
  report("start.second", {
    seconds: round2(median),
    firstSeconds: round2(times[0] as number),
    limit: 3,
    ratio: round2(median / 3),
  });
  const bytes = initialScripts().reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);
  report("page.initial-javascript", {
    kilobytesGzip: Math.round(bytes / 1000),
    limit: 200,
    ratio: round2(bytes / 200_000),
  });
  if (median > 3 || bytes > 200_000) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}

async function timedStart(): Promise<number> {
  const start = performance.now();
  const child = spawn("npm", ["start"], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: "", VIGIE_DATA: folder, PORT: String(port), VIGIE_LOG: "error" },
    stdio: "ignore",
    detached: true,
  });
  for (;;) {
    const page = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    if (page?.ok && (await page.text()).includes("<script")) break;
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const seconds = (performance.now() - start) / 1000;
  await stop(child);
  return seconds;
}

async function stop(child: ChildProcess): Promise<void> {
  process.kill(-(child.pid as number), "SIGINT");
  if (child.exitCode === null) await once(child, "exit");
}

/** The entry script and what it imports at once, as the built page names them. */
function initialScripts(): string[] {
  const built = join(root, "dist/web");
  const page = readFileSync(join(built, "index.html"), "utf8");
  const named = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map((match) =>
    join(built, match[1] as string),
  );
  if (named.length === 0) throw new Error(`no script in ${built}: ${readdirSync(built).join(", ")}`);
  return named;
}

function report(name: string, fields: Record<string, number>): void {
  console.log(JSON.stringify({ name, ...fields }));
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
