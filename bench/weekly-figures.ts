import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { call } from "@orpc/server";
import { from as copyFrom } from "pg-copy-streams";
import { indicatorsOperations } from "../src/activities/indicators/operations.ts";
import { provenanceOperations } from "../src/activities/measurements/provenance/operations.ts";
import { addDays, rangeOf } from "../src/kernel/period.ts";
import { readConfig } from "../src/platform/config.ts";
import { type Database, openDatabase } from "../src/platform/db/connect.ts";
import { migrate } from "../src/platform/db/migrate.ts";
import { openLog } from "../src/platform/log.ts";
import type { CallContext } from "../src/platform/operation.ts";

/**
 * Time of the figures of one weekly report (every indicator, compared, with its usual range) for one organisation among
 * 50, with 1,000,000 then 10,000,000 daily values stored: the cost must not grow with what is not asked. One JSON line.
 * `node bench/weekly-figures.ts [calls]`
 */
const calls = Number(process.argv[2] ?? 120);
const organisations = 50;
const accounts = ["facebook", "instagram", "linkedin", "x", "google-ads"];
const metrics = [
  [
    "reach",
    "impressions",
    "views",
    "reactions",
    "comments",
    "shares",
    "followers",
    "link-clicks",
    "clicks",
    "video-views",
    "saves",
  ],
  [
    "spend",
    "impressions",
    "clicks",
    "link-clicks",
    "conversions",
    "revenue",
    "orders",
    "video-views",
    "video-starts",
    "video-completions",
    "engagements",
  ],
] as const;
const seriesEach = 4 * metrics[0].length + metrics[1].length;
const lastDay = "2026-11-15";
const period = "2026-W46";
const recentDays = 371;
const olderDays = Math.ceil(10_000_000 / (organisations * seriesEach)) - recentDays;

const folder = mkdtempSync(join(tmpdir(), "vigie-bench-"));

async function found(database: Database): Promise<void> {
  const { pool } = database;
  await pool.query(
    `insert into organisation (organisation_id, slug, name, kind, service_hours, population, created_at)
     select n, 'organisation-' || n, 'Organisation ' || n, 'company', '[]', 24000, '2026-01-01'
     from generate_series(1, $1::integer) n`,
    [organisations],
  );
  await pool.query(
    `insert into import_batch (organisation_id, id, source, file_name, state, created_by, created_at, finished_at)
     select organisation_id, 1, 'file', 'export.csv', 'done', 'bench', '2026-11-16', '2026-11-16' from organisation`,
  );
  await pool.query(
    `insert into account (organisation_id, id, network, kind, external_id, name, created_at)
     select organisation_id, n, network, case when n = 5 then 'ads' else 'page' end, network, network, '2026-01-01'
     from organisation, unnest($1::text[]) with ordinality as a (network, n)`,
    [accounts],
  );
  await pool.query(
    `insert into series (organisation_id, id, account_id, metric)
     select organisation_id, row_number() over (partition by organisation_id order by a.id, m.n), a.id, m.metric
     from account a, lateral unnest(case when a.kind = 'ads' then $2::text[] else $1::text[] end)
       with ordinality as m (metric, n)`,
    [metrics[0], metrics[1]],
  );
}

/** `organisation, series, day, value, batch, line`: as an import would leave them, file after file. */
function* values(firstDay: string, days: number): Generator<string> {
  let seed = 1;
  for (let organisation = 1; organisation <= organisations; organisation += 1) {
    for (let series = 1; series <= seriesEach; series += 1) {
      const lines: string[] = [];
      for (let day = 0; day < days; day += 1) {
        seed = (seed * 48_271) % 2_147_483_647;
        lines.push(`${organisation}\t${series}\t${addDays(firstDay, day)}\t${seed % 5_000}\t1\t${day + 2}\n`);
      }
      yield lines.join("");
    }
  }
}

async function load(database: Database, firstDay: string, days: number): Promise<void> {
  const client = await database.pool.connect();
  try {
    // The generated rows point to series that exist: their foreign keys need no check.
    await client.query("set session_replication_role = replica");
    const copy = client.query(
      copyFrom("copy daily_value (organisation_id, series_id, day, value, batch_id, line) from stdin"),
    );
    await pipeline(Readable.from(values(firstDay, days)), copy);
    await client.query(
      `insert into post (organisation_id, account_id, external_id, published_at, published_on, format, batch_id)
       select a.organisation_id, a.id, day::text, day, day::date, 'image', 1
       from account a, generate_series($1::date, $1::date + ($2::integer - 1), interval '4 days') day where a.kind = 'page'`,
      [firstDay, days],
    );
    await client.query(
      `insert into post_counter (organisation_id, post_id, metric, observed_on, value, observed_at, batch_id)
       select p.organisation_id, p.id, metric, p.published_on + 7, 10 + (p.id * 7919) % 900, p.published_at, 1
       from post p, unnest(array['reach', 'impressions', 'reactions', 'comments', 'shares', 'saves']) metric
       where p.published_on >= $1::date and p.published_on < $1::date + $2::integer`,
      [firstDay, days],
    );
    await client.query("set session_replication_role = origin");
    await client.query("vacuum (analyze)");
    await client.query("checkpoint");
  } finally {
    client.release();
  }
}

function contextOf(database: Database, organisation: number): CallContext {
  return {
    now: new Date("2026-11-16T08:00:00Z"),
    language: "fr",
    requestId: "bench",
    principal: { kind: "machine", name: "bench" },
    organisation: `organisation-${organisation}`,
    database,
    jobs: {
      enqueue: async () => {},
      announce: () => {},
      follow: async function* () {},
      start: () => {},
      stop: async () => {},
    },
    config: readConfig({ VIGIE_SECRET: "0123456789abcdef0123456789abcdef" }),
    log: openLog("silent"),
  };
}

interface Spread {
  p50: number;
  p95: number;
}

function spread(taken: number[]): Spread {
  taken.sort((a, b) => a - b);
  const at = (share: number) => Math.round((taken[Math.floor(share * (taken.length - 1))] as number) * 10) / 10;
  return { p50: at(0.5), p95: at(0.95) };
}

/** Each question goes to both databases in turn, so that whatever else the machine does weighs on both alike. */
async function time(
  databases: readonly Database[],
  count: number,
  run: (database: Database, organisation: number) => Promise<unknown>,
): Promise<Spread[]> {
  const taken: number[][] = databases.map(() => []);
  for (let index = 0; index < count; index += 1) {
    for (const [place, database] of databases.entries()) {
      const start = performance.now();
      await run(database, ((index * 17) % organisations) + 1);
      taken[place]?.push(performance.now() - start);
    }
  }
  return taken.map(spread);
}

const compare = (database: Database, organisation: number) =>
  call(indicatorsOperations.compare, { period }, { context: contextOf(database, organisation) });
const ranges = ["2026-W46", "2026-W45", "2025-W46"].map(rangeOf);
const hash = (database: Database, organisation: number) =>
  call(provenanceOperations.dataHash, { ranges }, { context: contextOf(database, organisation) });

async function stored(database: Database): Promise<number> {
  const counted = await database.pool.query<{ n: number }>("select count(*) as n from daily_value");
  return counted.rows[0]?.n ?? 0;
}

const databases: Database[] = [];
try {
  const recentFrom = addDays(lastDay, 1 - recentDays);
  for (const [name, from, days] of [
    ["small", recentFrom, recentDays],
    ["large", addDays(recentFrom, -olderDays), recentDays + olderDays],
  ] as const) {
    const database = await openDatabase({ dataFolder: join(folder, name) });
    databases.push(database);
    await migrate(database);
    await found(database);
    await load(database, from, days);
    const known = (await compare(database, 1)).comparisons.filter((each) => each.current.value !== null).length;
    if (known < 30) throw new Error(`only ${known} indicators have a value: the figures are not those of a report`);
  }
  const [small, large] = databases as [Database, Database];
  await time(databases, 50, compare);
  const [smallFigures, largeFigures] = (await time(databases, calls, compare)) as [Spread, Spread];
  const [smallHash, largeHash] = (await time(databases, calls, hash)) as [Spread, Spread];
  const ratio = Math.round((largeFigures.p50 / smallFigures.p50) * 100) / 100;
  console.log(
    JSON.stringify({
      bench: "weekly-figures",
      organisations,
      small: { values: await stored(small), milliseconds: smallFigures, hash: smallHash },
      large: { values: await stored(large), milliseconds: largeFigures, hash: largeHash },
      ratio,
      limits: { p95: 150, ratio: 1.3, hashP95: 50 },
      passed: largeFigures.p95 <= 150 && ratio <= 1.3 && largeHash.p95 <= 50,
    }),
  );
} finally {
  for (const database of databases) await database.close();
  rmSync(folder, { recursive: true, force: true });
}
