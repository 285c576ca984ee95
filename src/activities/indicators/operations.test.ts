import { call } from "@orpc/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AccountKind, MetricId, NetworkId } from "../../kernel/metric.ts";
import { addDays, rangeOf } from "../../kernel/period.ts";
import { readConfig } from "../../platform/config.ts";
import type { Database } from "../../platform/db/connect.ts";
import { createTestDatabase } from "../../platform/db/testing.ts";
import { openLog } from "../../platform/log.ts";
import type { CallContext } from "../../platform/operation.ts";
import type { IndicatorId } from "./catalogue.ts";
import { indicatorsOperations as operations } from "./operations.ts";

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
  readonly id: number;
  readonly context: CallContext;
  account(network: NetworkId, kind?: AccountKind, currency?: string): Promise<number>;
  days(
    account: number,
    metric: MetricId,
    from: string,
    values: readonly (number | null)[],
    part?: string,
  ): Promise<void>;
  range(account: number, metric: MetricId, from: string, to: string, value: number): Promise<void>;
  post(account: number, on: string, values: Partial<Record<MetricId, number>>): Promise<void>;
}

async function anOrganisation(slug: string): Promise<Fixture> {
  const row = async (text: string, values: unknown[]) =>
    (await database.pool.query(text, values)).rows[0]?.id as number;
  const id = await row(
    `insert into organisation (slug, name, kind, service_hours, population, created_at)
     values ($1, $1, 'local-authority', '[]', 24000, '2026-01-01') returning organisation_id as id`,
    [slug],
  );
  const batch = await row(
    `insert into import_batch (organisation_id, source, file_name, state, created_by, created_at, finished_at)
     values ($1, 'file', 'export.csv', 'done', 'test', '2026-11-16T06:00:00Z', '2026-11-16T06:01:00Z') returning id`,
    [id],
  );
  const series = (account: number, metric: MetricId, part: string) =>
    row(
      `insert into series (organisation_id, account_id, metric, dimension) values ($1, $2, $3, $4)
       on conflict (organisation_id, account_id, metric, dimension) do update set metric = excluded.metric returning id`,
      [id, account, metric, part],
    );
  let serial = 0;
  return {
    id,
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
    account: (network, kind = "page", currency) =>
      row(
        `insert into account (organisation_id, network, kind, external_id, name, currency, created_at)
         values ($1, $2, $3, $4, $4, $5, '2026-01-01') returning id`,
        [id, network, kind, `${network} ${++serial}`, currency ?? null],
      ),
    days: async (account, metric, from, values, part = "") => {
      const seriesId = await series(account, metric, part);
      await database.pool.query(
        `insert into daily_value (organisation_id, series_id, day, value, batch_id, line)
         select $1, $2, $3::date + (n::integer - 1), value, $4, n from unnest($5::double precision[]) with ordinality as v (value, n)
         where value is not null`,
        [id, seriesId, from, batch, values],
      );
    },
    range: async (account, metric, from, to, value) => {
      await database.pool.query(
        `insert into range_value (organisation_id, series_id, from_day, to_day, value, batch_id) values ($1, $2, $3, $4, $5, $6)`,
        [id, await series(account, metric, ""), from, to, value, batch],
      );
    },
    post: async (account, on, values) => {
      const post = await row(
        `insert into post (organisation_id, account_id, external_id, published_at, published_on, format, batch_id)
         values ($1, $2, $3, $4::date + time '10:00', $4, 'image', $5) returning id`,
        [id, account, `post ${++serial}`, on, batch],
      );
      await database.pool.query(
        `insert into post_counter (organisation_id, post_id, metric, observed_on, value, observed_at, batch_id)
         select $1, $2, key, '2026-11-16', value::double precision, '2026-11-16T06:00:00Z', $3 from jsonb_each_text($4)`,
        [id, post, batch, JSON.stringify(values)],
      );
    },
  };
}

const week = rangeOf("2026-W46");

async function figures(
  fixture: Fixture,
  ids: IndicatorId[],
  perimeter: { accountId?: number; network?: NetworkId } = {},
) {
  const { comparisons } = await call(operations.compare, { period: "2026-W46", ids, ...perimeter }, fixture);
  return Object.fromEntries(comparisons.map((each) => [each.indicator, each])) as Record<
    IndicatorId,
    (typeof comparisons)[number]
  >;
}

describe("a comparison", () => {
  it("folds the accounts of one organisation, and sees nothing of the other", async () => {
    const facebook = await kermor.account("facebook");
    const linkedin = await kermor.account("linkedin");
    await kermor.days(facebook, "impressions", week.from, [100, 100, 100, 100, 100, 100, 100]);
    await kermor.days(facebook, "link-clicks", week.from, [2, 2, 2, 2, 2, 2, 2]);
    await kermor.days(facebook, "followers", addDays(week.from, -1), [5000, 5010, 5020, 5030, 5040, 5050, 5060, 5250]);
    await kermor.days(linkedin, "impressions", week.from, [300, 300, 300]);
    await kermor.days(linkedin, "link-clicks", week.from, [3, 3, 3]);
    await kermor.days(linkedin, "impressions", addDays(week.from, -7), [450, 450]);

    const found = await figures(kermor, ["impressions", "ctr", "follower-growth", "followers", "spend"]);
    expect(found.impressions.current).toMatchObject({ value: 1600, daysKnown: 7, daysInPeriod: 7, basis: "daily" });
    expect(found.impressions.current.gaps).toEqual([
      { accountId: linkedin, lacking: [{ from: addDays(week.from, 3), to: week.to }] },
    ]);
    expect(found.impressions.previous.value).toBe(900);
    expect(found.impressions.changeFromPrevious).toBeCloseTo(7 / 9, 10);
    expect(found.ctr.current).toMatchObject({ numerator: 23, denominator: 1600 });
    expect(found.ctr.current.value).toBeCloseTo((23 / 1600) * 100, 10);
    expect(found.ctr.current.interval?.lower).toBeLessThan(found.ctr.current.value as number);
    expect(found["follower-growth"].current.value).toBeCloseTo(5, 10);
    expect(found.followers.current.value).toBe(5250);
    expect(found.spend.current).toMatchObject({ value: null, reason: "metric-missing", basis: "none" });
    expect(found.impressions.signal.verdict).toBe("too-short");

    const alone = await figures(kermor, ["impressions"], { network: "linkedin" });
    expect(alone.impressions.current.value).toBe(900);
    const other = await figures(rival, ["impressions", "ctr", "posts-published"]);
    for (const each of Object.values(other)) expect(each.current).toMatchObject({ value: null, reason: "no-data" });
    await expect(figures(rival, ["impressions"], { accountId: facebook })).rejects.toMatchObject({ status: 404 });
  });
});

describe("the usual range of a week", () => {
  it("is read from the weeks before, and a move outside it is a signal", async () => {
    const steady = await anOrganisation("steady");
    const page = await steady.account("instagram");
    for (let weeks = 20; weeks >= 1; weeks -= 1) {
      const from = addDays(week.from, -7 * weeks);
      await steady.days(page, "shares", from, [10 + (weeks % 3), 10, 10, 10, 10, 10, 10]);
    }
    await steady.days(page, "shares", week.from, [30, 30, 30, 30, 30, 30, 30]);
    const { shares } = await figures(steady, ["shares"]);
    expect(shares.signal).toMatchObject({ verdict: "signal-up", rule: "beyond-limit" });
    expect(shares.signal.centre).toBeCloseTo(71, 1);
    expect(shares.current.value).toBe(210);
  });
});

it("says no change across the day on which a network replaced impressions by views", async () => {
  const broken = await anOrganisation("broken");
  const page = await broken.account("facebook");
  await broken.days(page, "impressions", addDays(week.from, -7), Array(7).fill(500));
  await broken.days(page, "views", week.from, Array(7).fill(900));
  await broken.days(page, "shares", addDays(week.from, -7), Array(14).fill(5));
  const found = await figures(broken, ["impressions", "shares"]);
  expect(found.impressions.current.value).toBe(6300);
  expect(found.impressions.previous.value).toBe(3500);
  expect(found.impressions.changeFromPrevious).toBeNull();
  expect(found.shares.changeFromPrevious).toBe(0);
});

describe("values over time", () => {
  it("say which days are known, where they come from and as of when, in the reader’s language", async () => {
    const town = await anOrganisation("town");
    const page = await town.account("linkedin");
    await town.days(page, "impressions", "2026-11-02", [100, null, 300]);
    await town.days(page, "clicks", "2026-11-02", [1, null, 3]);
    const asked = { id: "ctr-all" as const, grain: "day" as const, from: "2026-11-02", to: "2026-11-04" };
    const found = await call(operations.series, asked, town);
    expect(found.points.map((point) => point.figure.value)).toEqual([1, null, 1]);
    expect(found.points[1]?.figure.reason).toBe("no-data");
    expect(found).toMatchObject({ sources: ["linkedin 1"], asOf: new Date("2026-11-16T06:01:00Z") });
    expect(found.indicator).toMatchObject({ label: "taux de clics (tous)", code: "R1b", unit: "percent" });
    const english = await call(operations.series, asked, { context: { ...town.context, language: "en" } });
    expect(english.indicator.label).toBe("click-through rate (all)");
    const months = await call(
      operations.series,
      { ...asked, grain: "month", from: "2026-10-01", to: "2026-11-30" },
      town,
    );
    expect(months.points.map((point) => [point.from, point.figure.numerator])).toEqual([
      ["2026-10-01", null],
      ["2026-11-01", 4],
    ]);
    const long = await call(operations.series, { ...asked, id: "brand-search-lift", from: "2023-11-15" }, town);
    expect(long.points).toHaveLength(1086);
    await expect(call(operations.series, { ...asked, from: "2020-01-01" }, town)).rejects.toMatchObject({
      status: 422,
    });
    await expect(call(operations.series, { ...asked, from: "2026-12-01" }, town)).rejects.toMatchObject({
      status: 422,
    });
    expect((await call(operations.series, asked, rival)).points.every((point) => point.figure.value === null)).toBe(
      true,
    );
  });

  it("may be read over ranges that begin together, with the period before each", async () => {
    const lift = await anOrganisation("lift");
    const site = await lift.account("website", "site");
    await lift.days(site, "brand-searches", "2026-11-02", [...Array(7).fill(100), ...Array(7).fill(110)]);
    const ranges = [week, { from: week.from, to: "2026-11-10" }];
    const found = await call(operations.figure, { id: "brand-search-lift", perimeter: {}, ranges }, lift);
    expect(found.map((each) => each.value)).toEqual([10, 10].map((value) => expect.closeTo(value, 9)));
    const { comparisons } = await call(operations.compare, { period: "2026-W46", ids: ["brand-search-lift"] }, lift);
    expect(comparisons[0]?.current.value).toBeCloseTo(10, 9);
    expect(comparisons[0]?.previous).toMatchObject({ value: null, reason: "metric-missing" });
  });

  it("read the posts and comments of the period where the days do not answer", async () => {
    const voice = await anOrganisation("voice");
    const page = await voice.account("instagram");
    await voice.post(page, "2026-11-10", { reach: 200, likes: 8, comments: 2 });
    await voice.post(page, "2026-11-12", { reach: 100, likes: 9, comments: 1 });
    const found = await figures(voice, [
      "engagement-rate",
      "conversation-rate",
      "posts-published",
      "reach-best-post",
      "reach",
    ]);
    expect(found["engagement-rate"].current.value).toBeCloseTo(7.5, 10);
    expect(found["conversation-rate"].current).toMatchObject({ value: 1.5, basis: "posts" });
    expect(found["posts-published"].current.value).toBe(2);
    expect(found["reach-best-post"].current.value).toBe(200);
    expect(found.reach.current).toMatchObject({ value: null, reason: "not-additive" });
    await voice.range(page, "reach", week.from, week.to, 260);
    expect((await figures(voice, ["reach"])).reach.current.value).toBe(260);
  });
});

it("the catalogue is complete in both languages", async () => {
  for (const language of ["fr", "en"] as const) {
    const list = await call(operations.list, undefined, { context: { ...kermor.context, language } });
    expect(list.length).toBeGreaterThan(60);
    for (const each of list) {
      expect(each.label).not.toBe("");
      expect(each.formula).not.toBe("");
      expect(each.definition).not.toBe("");
    }
    expect(new Set(list.map((each) => each.code)).size).toBe(list.length);
  }
});

it("all indicators cost as many statements as one", async () => {
  const count = async (ids: IndicatorId[] | undefined) => {
    let statements = 0;
    const { pool } = database;
    const counting = Object.create(pool, {
      connect: {
        value: async () => {
          const client = await pool.connect();
          return new Proxy(client, {
            get(target, name) {
              if (name === "query") statements += 1;
              const found = Reflect.get(target, name) as unknown;
              return typeof found === "function" ? found.bind(target) : found;
            },
          });
        },
      },
    });
    const context = { ...kermor.context, database: { ...database, pool: counting } };
    await call(operations.compare, { period: "2026-W46", ...(ids ? { ids } : {}) }, { context });
    return statements;
  };
  const one = await count(["engagement-rate"]);
  expect(one).toBeGreaterThan(5);
  expect(await count(undefined)).toBe(one);
});
