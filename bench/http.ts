import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import autocannon from "autocannon";
import { joinEmbedded } from "../src/platform/db/connect.ts";

/**
 * Mixed reads over HTTP, 50 connections, on a running Vigie with the demonstration: no error, throughput and p99, beside
 * the bare query that the cheapest of these reads rests on. JSON lines. `node bench/http.ts [seconds]`
 */
const seconds = Number(process.argv[2] ?? 10);
const connections = 50;
const folder = await mkdtemp(join(tmpdir(), "vigie-bench-"));
const password = "un phare sur la jetée";
const server = spawn(process.execPath, [join(import.meta.dirname, "../src/app/server.ts")], {
  env: { ...process.env, DATABASE_URL: "", VIGIE_DATA: folder, PORT: "0", VIGIE_LOG: "error" },
  stdio: ["ignore", "pipe", "inherit"],
});
try {
  const address = await new Promise<string>((resolve) => {
    server.stdout.on("data", (chunk) => {
      const found = /http:\/\/\S+/.exec(String(chunk));
      if (found) resolve(found[0]);
    });
  });
  const post = (path: string, body: unknown, cookie = "") =>
    fetch(`${address}/api${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-vigie": "1", cookie },
      body: JSON.stringify(body),
    });
  const founder = { organisationName: "Bench", kind: "company", name: "Bench", email: "bench@example.org", password };
  const made = await post("/set-up", founder);
  const cookie = made.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");
  const { organisations } = (await (await post("/demonstration", {}, cookie)).json()) as {
    organisations: { slug: string }[];
  };
  const slug = organisations[0]?.slug ?? "";
  const tokenAnswer = await fetch(`${address}/api/tokens`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-vigie": "1", "vigie-organisation": slug, cookie },
    body: JSON.stringify({ name: "bench", effect: "read", days: 1 }),
  });
  const { token } = (await tokenAnswer.json()) as { token: string };
  const paths = [
    "/api/organisation",
    "/api/departments",
    "/api/accounts",
    "/api/objectives/templates",
    "/api/measurements/posts?from=2026-11-01&to=2026-11-15&limit=20",
    "/api/measurements/imports?limit=10",
  ];
  const result = await autocannon({
    url: address,
    connections,
    duration: seconds,
    headers: { authorization: `Bearer ${token}`, "vigie-organisation": slug },
    requests: paths.map((path) => ({ method: "GET" as const, path })),
  });
  const bare = await bareQuery(slug);
  const errors = result.errors + result.timeouts + result.non2xx;
  console.log(
    JSON.stringify({
      name: "http.mixed-reads",
      connections,
      requestsPerSecond: Math.round(result.requests.average),
      p50: result.latency.p50,
      p99: result.latency.p99,
      errors,
      bareQueriesPerSecond: Math.round(bare.perSecond),
      bareP99: Math.round(bare.p99 * 100) / 100,
      ratio: Math.round((result.requests.average / bare.perSecond) * 1000) / 1000,
    }),
  );
  if (errors > 0) process.exitCode = 1;
} finally {
  server.kill("SIGTERM");
  if (server.exitCode === null) await once(server, "exit");
  await rm(folder, { recursive: true });
}

/** The query of `/api/departments`, by its primary key, from as many callers on the same pool size. */
async function bareQuery(slug: string): Promise<{ perSecond: number; p99: number }> {
  const database = await joinEmbedded({ dataFolder: join(folder, "postgres") });
  if (!database) throw new Error("the database of the running Vigie cannot be joined");
  try {
    const { rows } = await database.pool.query<{ id: number }>(
      "select organisation_id as id from organisation where slug = $1",
      [slug],
    );
    const times: number[] = [];
    const end = performance.now() + seconds * 1000;
    const startedAt = performance.now();
    await Promise.all(
      Array.from({ length: connections }, async () => {
        while (performance.now() < end) {
          const start = performance.now();
          await database.pool.query("select id, name, archived_at from department where organisation_id = $1", [
            rows[0]?.id,
          ]);
          times.push(performance.now() - start);
        }
      }),
    );
    const sorted = times.sort((a, b) => a - b);
    return {
      perSecond: times.length / ((performance.now() - startedAt) / 1000),
      p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
    };
  } finally {
    await database.close();
  }
}
