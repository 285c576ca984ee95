import { call } from "@orpc/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MetricId } from "../../../kernel/metric.ts";
import { readConfig } from "../../../platform/config.ts";
import type { Database } from "../../../platform/db/connect.ts";
import { createTestDatabase } from "../../../platform/db/testing.ts";
import { openLog } from "../../../platform/log.ts";
import type { CallContext } from "../../../platform/operation.ts";
import { provenanceOperations } from "../provenance/operations.ts";
import { figureOperations } from "./operations.ts";

const operations = { ...figureOperations, ...provenanceOperations };

let database: Database;
let kermor: Fixture;
let rival: Fixture;

beforeAll(async () => {
  database = await createTestDatabase();
  kermor = await anOrganisation("kermor");
  rival = await anOrganisation("rival");
});
afterAll(() => database.close());

interface Fixture {
  readonly context: CallContext;
  readonly page: number;
  readonly ads: number;
  batch(fileName: string, at: string): Promise<number>;
  day(account: number, metric: MetricId, day: string, value: number, batch: number, part?: string): Promise<void>;
  range(
    account: number,
    metric: MetricId,
    days: readonly [string, string],
    value: number,
    batch: number,
  ): Promise<void>;
  post(name: string, on: string, batch: number): Promise<number>;
  counters(post: number, on: string, values: Partial<Record<MetricId, number>>, batch: number): Promise<void>;
  comment(text: string, on: string, batch: number): Promise<void>;
}

async function anOrganisation(slug: string): Promise<Fixture> {
  const row = async (text: string, values: unknown[]) =>
    (await database.pool.query(text, values)).rows[0]?.id as number;
  const id = await row(
    `insert into organisation (slug, name, kind, service_hours, created_at)
     values ($1, $1, 'association', '[]', '2026-01-01') returning organisation_id as id`,
    [slug],
  );
  const account = (network: string, kind: string) =>
    row(
      `insert into account (organisation_id, network, kind, external_id, name, created_at)
       values ($1, $2, $3, $2, $2, '2026-01-01') returning id`,
      [id, network, kind],
    );
  const series = (of: number, metric: MetricId, part: string) =>
    row(
      `insert into series (organisation_id, account_id, metric, dimension) values ($1, $2, $3, $4)
       on conflict (organisation_id, account_id, metric, dimension) do update set metric = excluded.metric returning id`,
      [id, of, metric, part],
    );
  const page = await account("instagram", "page");
  let serial = 0;
  return {
    page,
    ads: await account("facebook", "ads"),
    context: {
      now: new Date("2026-11-16T08:00:00Z"),
      language: "fr",
      requestId: "test",
      principal: { kind: "machine", name: "machine" },
      organisation: slug,
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
    },
    batch: (fileName, at) =>
      row(
        `insert into import_batch (organisation_id, source, file_name, state, created_by, created_at, finished_at)
         values ($1, 'file', $2, 'done', 'test', $3, $3) returning id`,
        [id, fileName, at],
      ),
    day: async (of, metric, day, value, batch, part = "") => {
      await database.pool.query(
        `insert into daily_value (organisation_id, series_id, day, value, batch_id, line) values ($1, $2, $3, $4, $5, 7)
         on conflict (organisation_id, series_id, day) do update set value = excluded.value, batch_id = excluded.batch_id`,
        [id, await series(of, metric, part), day, value, batch],
      );
    },
    range: async (of, metric, [from, to], value, batch) => {
      await database.pool.query(
        `insert into range_value (organisation_id, series_id, from_day, to_day, value, batch_id, line)
         values ($1, $2, $3, $4, $5, $6, 3)`,
        [id, await series(of, metric, ""), from, to, value, batch],
      );
    },
    post: (name, on, batch) =>
      row(
        `insert into post (organisation_id, account_id, external_id, published_at, published_on, format, title, batch_id, line)
         values ($1, $2, $3, $4::date + time '10:00', $4, 'image', $3, $5, 2) returning id`,
        [id, page, name, on, batch],
      ),
    counters: async (post, on, values, batch) => {
      await database.pool.query(
        `insert into post_counter (organisation_id, post_id, metric, observed_on, value, observed_at, batch_id, line)
         select $1, $2, key, $3, value::double precision, $3::date + time '06:00', $4, 2 from jsonb_each_text($5)`,
        [id, post, on, batch, JSON.stringify(values)],
      );
    },
    comment: async (text, on, batch) => {
      await database.pool.query(
        `insert into comment (organisation_id, account_id, external_id, text, published_at, published_on, batch_id)
         values ($1, $2, $3, $4, $5::date + time '11:00', $5, $6)`,
        [id, page, `comment ${++serial}`, text, on, batch],
      );
    },
  };
}

const week = { from: "2026-11-09", to: "2026-11-15" };
const before = { from: "2026-11-02", to: "2026-11-08" };
const ranges = [week];

describe("daily figures", () => {
  it("fold days into buckets, with the level before, and see one organisation only", async () => {
    const batch = await kermor.batch("jours.csv", "2026-11-16T06:00:00Z");
    for (const [day, value] of [
      ["2026-10-20", 480],
      ["2026-11-10", 500],
      ["2026-11-13", 520],
    ] as const) {
      await kermor.day(kermor.page, "followers", day, value, batch);
    }
    await kermor.day(kermor.page, "impressions", "2026-11-03", 40, batch);
    await kermor.day(kermor.page, "impressions", "2026-11-09", 10, batch);
    await kermor.day(kermor.page, "impressions", "2026-11-15", 30, batch);
    const asked = {
      grain: "week" as const,
      ranges: [{ from: before.from, to: week.to }],
      metrics: ["impressions", "followers"] as MetricId[],
    };
    const found = await call(operations.dailyFigures, asked, kermor);
    const impressions = found.filter((each) => each.metric === "impressions");
    expect(impressions).toHaveLength(2);
    expect(impressions.find((each) => each.bucket === week.from)).toMatchObject({
      accountId: kermor.page,
      bucketEnd: week.to,
      sum: 40,
      max: 30,
      last: 30,
      before: null,
      values: 2,
      days: 2,
      lacking: [{ from: "2026-11-10", to: "2026-11-14" }],
      exact: false,
    });
    expect(found.filter((each) => each.metric === "followers")).toMatchObject([
      { bucket: week.from, last: 520, before: 480, max: 520, values: 2 },
    ]);
    expect(await call(operations.dailyFigures, asked, rival)).toEqual([]);
    expect(await call(operations.dailyFigures, { ...asked, accountIds: [kermor.page] }, rival)).toEqual([]);
  });

  it("forget a level older than a month", async () => {
    const later = { from: "2026-12-21", to: "2026-12-27" };
    const batch = await kermor.batch("tard.csv", "2026-12-28T06:00:00Z");
    await kermor.day(kermor.page, "followers", "2026-12-22", 530, batch);
    const found = await call(
      operations.dailyFigures,
      { grain: "whole", ranges: [later], metrics: ["followers"] },
      kermor,
    );
    expect(found).toMatchObject([{ last: 530, before: null }]);
  });

  it("add up campaigns, unless the account has its own figure that day, and never two kinds of parts", async () => {
    const batch = await kermor.batch("campagnes.csv", "2026-11-16T06:00:00Z");
    await kermor.day(kermor.ads, "spend", "2026-11-09", 10, batch, "campaign:a");
    await kermor.day(kermor.ads, "spend", "2026-11-09", 5, batch, "campaign:b");
    await kermor.day(kermor.ads, "spend", "2026-11-10", 7, batch, "campaign:a");
    await kermor.day(kermor.ads, "spend", "2026-11-10", 6, batch, "channel:x");
    await kermor.day(kermor.ads, "spend", "2026-11-11", 3, batch, "campaign:a");
    await kermor.day(kermor.ads, "spend", "2026-11-11", 4, batch);
    await kermor.day(kermor.ads, "reach", "2026-11-11", 900, batch, "campaign:a");
    const found = await call(operations.dailyFigures, { grain: "whole", ranges, metrics: ["spend", "reach"] }, kermor);
    expect(found).toMatchObject([{ metric: "spend", sum: 15 + 7 + 4, values: 3, days: 3, last: 4, max: 15 }]);
  });

  it("read a figure over several days inside its bucket, the latest file’s", async () => {
    const first = await kermor.batch("couverture.csv", "2026-11-16T06:00:00Z");
    const second = await kermor.batch("couverture (2).csv", "2026-11-17T06:00:00Z");
    await kermor.range(kermor.page, "reach", [week.from, week.to], 700, first);
    await kermor.range(kermor.page, "reach", [week.from, week.to], 720, second);
    await kermor.range(kermor.page, "reach", ["2026-11-01", "2026-11-30"], 2000, second);
    const found = await call(operations.dailyFigures, { grain: "whole", ranges, metrics: ["reach"] }, kermor);
    expect(found).toMatchObject([{ basis: "range", sum: 720, exact: true, days: 7, values: 1 }]);
  });

  it("keep ranges that begin on the same day apart", async () => {
    const two = [week, { from: week.from, to: "2026-11-12" }];
    const found = await call(
      operations.dailyFigures,
      { grain: "whole", ranges: two, metrics: ["impressions"] },
      kermor,
    );
    expect(found.map((each) => [each.bucketEnd, each.sum]).sort()).toEqual([
      ["2026-11-12", 10],
      ["2026-11-15", 40],
    ]);
  });
});

describe("posts", () => {
  it("are counted by their latest counters; a later export never adds to an earlier one", async () => {
    const first = await kermor.batch("posts.csv", "2026-11-14T06:00:00Z");
    const second = await kermor.batch("posts (2).csv", "2026-11-16T06:00:00Z");
    const opening = await kermor.post("ouverture", "2026-11-10", first);
    const plan = await kermor.post("plan", "2026-11-12", first);
    await kermor.post("ancien", "2026-10-28", first);
    await kermor.counters(opening, "2026-11-14", { reach: 100, reactions: 4, comments: 1 }, first);
    await kermor.counters(opening, "2026-11-16", { reach: 200, reactions: 8, comments: 2 }, second);
    await kermor.counters(plan, "2026-11-16", { reach: 100, likes: 7, shares: 3 }, second);
    const asked = { grain: "whole" as const, ranges: [before, week], metrics: ["reach", "shares"] as MetricId[] };
    const { figures, counts } = await call(operations.postFigures, asked, kermor);
    expect(figures.sort((a, b) => b.sum - a.sum)).toMatchObject([
      { metric: "reach", bucket: week.from, sum: 300, max: 200, posts: 2 },
      { metric: "shares", sum: 3, posts: 1 },
    ]);
    // Between two posts an empty week is known to be empty.
    expect(counts.map(({ bucket, posts }) => [bucket, posts]).sort()).toEqual([
      [before.from, 0],
      [week.from, 2],
    ]);
    const after = { ...asked, ranges: [{ from: "2026-11-16", to: "2026-11-22" }] };
    expect((await call(operations.postFigures, after, kermor)).counts).toEqual([]);

    const rates = await call(
      operations.postRates,
      { grain: "whole", ranges, denominators: ["reach", "views"] },
      kermor,
    );
    expect(rates).toHaveLength(1);
    expect(rates[0]).toMatchObject({ denominator: "reach", interactions: 20, denominatorSum: 300, posts: 2 });
    expect(rates[0]?.meanRate).toBeCloseTo((10 / 200 + 10 / 100) / 2, 12);
    expect(rates[0]?.deviation).toBeCloseTo(0.05 / Math.SQRT2, 12);

    const list = await call(operations.listPosts, { from: week.from, to: week.to }, kermor);
    expect(list.map((post) => post.title)).toEqual(["plan", "ouverture"]);
    expect(list[1]).toMatchObject({
      values: { reach: 200, reactions: 8, comments: 2 },
      accountName: "instagram",
      line: 2,
    });
    expect(list[0]?.values).not.toHaveProperty("saves");

    expect(await call(operations.postFigures, asked, rival)).toEqual({ figures: [], counts: [] });
    expect(await call(operations.listPosts, { from: week.from, to: week.to }, rival)).toEqual([]);
    const foreign = { from: week.from, to: week.to, accountId: kermor.page };
    await expect(call(operations.listPosts, foreign, rival)).rejects.toMatchObject({ status: 404 });
  });
});

it("comments are counted and listed, within one organisation", async () => {
  const batch = await kermor.batch("commentaires.csv", "2026-11-16T06:00:00Z");
  await kermor.comment("Merci pour ce marché", "2026-11-10", batch);
  await kermor.comment("À quelle heure ?", "2026-11-11", batch);
  expect(await call(operations.commentCounts, { ranges: [before, week] }, kermor)).toEqual([
    { ...week, accountId: kermor.page, network: "instagram", comments: 2 },
  ]);
  expect(await call(operations.listComments, { ...week }, kermor)).toMatchObject([
    { text: "À quelle heure ?", network: "instagram" },
    { text: "Merci pour ce marché" },
  ]);
  expect(await call(operations.commentCounts, { ranges }, rival)).toEqual([]);
  expect(await call(operations.listComments, { ...week }, rival)).toEqual([]);
});

it("the way back leads from a figure to its files and lines", async () => {
  const found = await call(operations.provenance, { accountId: kermor.page, metric: "reach", ...week }, kermor);
  expect(found.map((each) => [each.dimension, each.value, each.fileName, each.line])).toEqual([
    ["2026-11-01/2026-11-30", 2000, "couverture (2).csv", 3],
    ["2026-11-09/2026-11-15", 700, "couverture.csv", 3],
    ["2026-11-09/2026-11-15", 720, "couverture (2).csv", 3],
    ["post:ouverture", 200, "posts (2).csv", 2],
    ["post:plan", 100, "posts (2).csv", 2],
  ]);
  const foreign = call(operations.provenance, { accountId: kermor.page, metric: "reach", ...week }, rival);
  await expect(foreign).rejects.toMatchObject({ status: 404 });
});

it("freshness names the last day, post and import of each account", async () => {
  const found = await call(operations.freshness, undefined, kermor);
  expect(found.find((each) => each.accountId === kermor.page)).toMatchObject({
    lastDay: "2026-12-22",
    lastPostOn: "2026-11-12",
    lastImportAt: new Date("2026-12-28T06:00:00Z"),
  });
  const empty = await call(operations.freshness, undefined, rival);
  expect(empty).toHaveLength(2);
  for (const each of empty) expect(each).toMatchObject({ lastDay: null, lastPostOn: null, lastImportAt: null });
});

it("the hash of the data changes with any value of the ranges, and only then", async () => {
  const hashOf = async (fixture: Fixture, asked = ranges) =>
    (await call(operations.dataHash, { ranges: asked }, fixture)).hash;
  const seen = new Set([await hashOf(rival), await hashOf(kermor)]);
  expect(seen.size).toBe(2);
  expect(seen.has(await hashOf(kermor))).toBe(true);
  const batch = await kermor.batch("correction.csv", "2026-11-18T06:00:00Z");
  // The same value again, from another file: nothing a report says has changed.
  await kermor.day(kermor.page, "impressions", "2026-11-15", 30, batch);
  expect(seen.has(await hashOf(kermor))).toBe(true);
  const changes: (() => Promise<unknown>)[] = [
    () => kermor.day(kermor.page, "impressions", "2026-11-15", 31, batch),
    () => kermor.day(kermor.page, "impressions", "2026-11-14", 1, batch),
    () => kermor.day(kermor.page, "followers", "2026-10-20", 481, batch),
    () => kermor.range(kermor.page, "views", [week.from, week.to], 12, batch),
    () => kermor.post("nouveau", "2026-11-13", batch),
    () => kermor.comment("Bravo", "2026-11-13", batch),
  ];
  for (const change of changes) {
    await change();
    const hash = await hashOf(kermor);
    expect(seen.has(hash)).toBe(false);
    seen.add(hash);
  }
  await kermor.day(kermor.page, "impressions", "2026-09-01", 5, batch);
  expect(seen.has(await hashOf(kermor))).toBe(true);
});
