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
    expect(found.impressions.current).toMatchObject({ value: 1600, daysKnown: 3, daysInPeriod: 7, basis: "daily" });
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
