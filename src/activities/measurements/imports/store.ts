import { once } from "node:events";
import { finished } from "node:stream/promises";
import { sql } from "kysely";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { MetricId } from "../../../kernel/metric.ts";
import type { Scope } from "../../../platform/operation.ts";

/**
 * The arrival of values: lines of a file go by COPY into tables of the transaction, then one set-based statement each
 * brings them to their place. An import is whole or absent.
 */

/** A series as the file names it, before it has an id. */
export interface StagedSeries {
  readonly account: number;
  readonly metric: MetricId;
  readonly dimension: string;
}

const chunkCharacters = 1 << 16;

/** A COPY that lines are pushed into; waits when the database is slower than the file. */
class CopyInto {
  readonly #stream: ReturnType<pg.PoolClient["query"]> & NodeJS.WritableStream;
  #text = "";
  #ended: Promise<void> | undefined;

  constructor(client: pg.PoolClient, table: string) {
    this.#stream = client.query(copyFrom(`copy ${table} from stdin`)) as never;
    // Whoever waits for room or for the end is told; nobody else needs to be.
    this.#stream.on("error", () => {});
  }

  /** Undefined when there is room; else a promise to wait for. */
  push(line: string): Promise<unknown> | undefined {
    this.#text += line;
    return this.#text.length < chunkCharacters ? undefined : this.#send();
  }

  #send(): Promise<unknown> | undefined {
    const text = this.#text;
    this.#text = "";
    return this.#stream.write(text) ? undefined : once(this.#stream, "drain");
  }

  /** Leaves COPY; a second call waits for the first. */
  end(): Promise<void> {
    this.#ended ??= this.#finish();
    return this.#ended;
  }

  async #finish(): Promise<void> {
    if (this.#text !== "") await this.#send();
    this.#stream.end();
    await finished(this.#stream);
  }
}

/** Opens the one COPY that most lines need; the others are few and go in batches. */
export async function openValueStaging(scope: Scope): Promise<CopyInto> {
  await scope.client.query(
    "create temporary table staged_value (series integer not null, day date not null, value double precision not null, line integer) on commit drop",
  );
  return new CopyInto(scope.client, "staged_value");
}
export type ValueStaging = Awaited<ReturnType<typeof openValueStaging>>;

/** Ids of the series of a file, in the order given; made when they are met for the first time. */
export async function ensureSeries(scope: Scope, series: readonly StagedSeries[]): Promise<number[]> {
  if (series.length === 0) return [];
  const accounts = series.map((each) => each.account);
  const metrics = series.map((each) => each.metric);
  const dimensions = series.map((each) => each.dimension);
  await sql`insert into series (organisation_id, account_id, metric, dimension)
    select ${scope.organisationId}::bigint, account_id, metric, dimension
    from unnest(${accounts}::bigint[], ${metrics}::text[], ${dimensions}::text[]) as given (account_id, metric, dimension)
    on conflict (organisation_id, account_id, metric, dimension) do nothing`.execute(scope.db);
  const found = await sql<{ id: number }>`
    select s.id
    from unnest(${accounts}::bigint[], ${metrics}::text[], ${dimensions}::text[]) with ordinality as given (account_id, metric, dimension, place)
    join series s on s.organisation_id = ${scope.organisationId}
      and s.account_id = given.account_id and s.metric = given.metric and s.dimension = given.dimension
    order by given.place`.execute(scope.db);
  return found.rows.map((row) => row.id);
}

export interface Written {
  readonly accepted: number;
  readonly replaced: number;
  readonly unchanged: number;
}

/**
 * Moves staged daily values to their place. What they replace is kept aside, so that undoing the import brings it
 * back; a value confirmed by a later file belongs to the later file.
 *
 * @param seriesIds id of each staged series number
 * @param additive for each series number: are repeated lines of one day added up (a file cut by device), or does the
 *   last one win?
 * @param repeated whether some series has the same day twice in the file
 */
export async function placeDailyValues(
  scope: Scope,
  batchId: number,
  seriesIds: readonly number[],
  additive: readonly boolean[],
  repeated: boolean,
): Promise<Written> {
  if (seriesIds.length === 0) return { accepted: 0, replaced: 0, unchanged: 0 };
  await sql`create temporary table staged_series (series integer primary key, series_id bigint not null, additive boolean not null) on commit drop`.execute(
    scope.db,
  );
  await sql`insert into staged_series select place - 1, id, additive
    from unnest(${[...seriesIds]}::bigint[], ${[...additive]}::boolean[]) with ordinality as given (id, additive, place)`.execute(
    scope.db,
  );
  await sql`analyze staged_value`.execute(scope.db);
  const source = repeated
    ? sql`(select m.series_id, v.day,
             case when m.additive then sum(v.value) else (array_agg(v.value order by v.line desc))[1] end as value,
             min(v.line) as line
           from staged_value v join staged_series m using (series) group by m.series_id, m.additive, v.day)`
    : sql`(select m.series_id, v.day, v.value, v.line from staged_value v join staged_series m using (series))`;
  const existing = await sql<{ there: boolean }>`
    select exists (
      select from daily_value d where d.organisation_id = ${scope.organisationId}
        and d.series_id = any (${[...seriesIds]}::bigint[])
        and d.day between (select min(day) from staged_value) and (select max(day) from staged_value)
    ) as there`.execute(scope.db);
  if (!existing.rows[0]?.there) {
    const inserted = await sql`insert into daily_value (organisation_id, series_id, day, value, batch_id, line)
      select ${scope.organisationId}::bigint, n.series_id, n.day, n.value, ${batchId}::bigint, n.line
      from ${source} n order by n.series_id, n.day`.execute(scope.db);
    return { accepted: Number(inserted.numAffectedRows ?? 0n), replaced: 0, unchanged: 0 };
  }
  const before = await sql<{ replaced: number; unchanged: number }>`
    with kept as (
      insert into replaced_daily_value (organisation_id, replaced_by, series_id, day, value, batch_id, line)
      select d.organisation_id, ${batchId}::bigint, d.series_id, d.day, d.value, d.batch_id, d.line
      from ${source} n join daily_value d
        on d.organisation_id = ${scope.organisationId} and d.series_id = n.series_id and d.day = n.day
      returning series_id, day, value
    )
    select count(*) filter (where k.value is distinct from n.value)::bigint as replaced,
           count(*) filter (where k.value is not distinct from n.value)::bigint as unchanged
    from kept k join ${source} n on n.series_id = k.series_id and n.day = k.day`.execute(scope.db);
  const written = await sql`insert into daily_value (organisation_id, series_id, day, value, batch_id, line)
    select ${scope.organisationId}::bigint, n.series_id, n.day, n.value, ${batchId}::bigint, n.line
    from ${source} n order by n.series_id, n.day
    on conflict (organisation_id, series_id, day)
    do update set value = excluded.value, batch_id = excluded.batch_id, line = excluded.line`.execute(scope.db);
  const { replaced = 0, unchanged = 0 } = before.rows[0] ?? {};
  return { accepted: Number(written.numAffectedRows ?? 0n) - replaced - unchanged, replaced, unchanged };
}

export interface StagedRange {
  readonly seriesId: number;
  readonly from: string;
  readonly to: string;
  readonly value: number;
  readonly line: number;
}

/** Figures over several days; a later file's figure for the same days stands beside the earlier one, and wins. */
export async function insertRanges(scope: Scope, batchId: number, ranges: readonly StagedRange[]): Promise<number> {
  if (ranges.length === 0) return 0;
  const inserted =
    await sql`insert into range_value (organisation_id, series_id, from_day, to_day, value, batch_id, line)
    select ${scope.organisationId}::bigint, series_id, from_day, to_day, sum(value), ${batchId}::bigint, min(line)
    from unnest(${ranges.map((r) => r.seriesId)}::bigint[], ${ranges.map((r) => r.from)}::date[], ${ranges.map((r) => r.to)}::date[],
                ${ranges.map((r) => r.value)}::double precision[], ${ranges.map((r) => r.line)}::integer[])
      as given (series_id, from_day, to_day, value, line)
    group by series_id, from_day, to_day`.execute(scope.db);
  return Number(inserted.numAffectedRows ?? 0n);
}

export interface StagedPost {
  readonly accountId: number;
  readonly externalId: string;
  readonly publishedAt: string;
  readonly publishedOn: string;
  readonly format: string;
  readonly permalink: string | null;
  readonly title: string | null;
  readonly text: string | null;
  readonly line: number;
  readonly observedAt: string;
  readonly observedOn: string;
  readonly values: readonly (readonly [MetricId, number])[];
}

/**
 * Posts and their counters. A known post keeps its identity and gains a newer observation; its text is completed when
 * it was missing. Of a post twice in one batch, the last line wins.
 */
export async function upsertPosts(scope: Scope, batchId: number, given: readonly StagedPost[]): Promise<Written> {
  const posts = [...new Map(given.map((post) => [`${post.accountId} ${post.externalId}`, post])).values()];
  if (posts.length === 0) return { accepted: 0, replaced: 0, unchanged: 0 };
  const written = await sql<{ id: number; accountId: number; externalId: string; fresh: boolean }>`
    insert into post (organisation_id, account_id, external_id, published_at, published_on, format, permalink, title, text, batch_id, line)
    select ${scope.organisationId}::bigint, account_id, external_id, published_at, published_on, format, permalink, title, text, ${batchId}::bigint, line
    from unnest(${posts.map((p) => p.accountId)}::bigint[], ${posts.map((p) => p.externalId)}::text[],
                ${posts.map((p) => p.publishedAt)}::timestamptz[], ${posts.map((p) => p.publishedOn)}::date[],
                ${posts.map((p) => p.format)}::text[], ${posts.map((p) => p.permalink)}::text[],
                ${posts.map((p) => p.title)}::text[], ${posts.map((p) => p.text)}::text[], ${posts.map((p) => p.line)}::integer[])
      as given (account_id, external_id, published_at, published_on, format, permalink, title, text, line)
    on conflict (organisation_id, account_id, external_id) do update set
      permalink = coalesce(post.permalink, excluded.permalink),
      title = coalesce(post.title, excluded.title),
      text = coalesce(post.text, excluded.text)
    returning id, account_id as "accountId", external_id as "externalId", batch_id = ${batchId} as fresh`.execute(
    scope.db,
  );
  const known = new Map(written.rows.map((row) => [`${row.accountId} ${row.externalId}`, row]));
  const counters = posts.flatMap((post) => {
    const row = known.get(`${post.accountId} ${post.externalId}`);
    return row ? post.values.map(([metric, value]) => ({ post, row, metric, value })) : [];
  });
  const compared = await sql<{ accepted: number; replaced: number; unchanged: number }>`
    with given as (
      select * from unnest(${counters.map((c) => c.row.id)}::bigint[], ${counters.map((c) => c.metric)}::text[],
                           ${counters.map((c) => c.value)}::double precision[], ${counters.map((c) => c.post.observedOn)}::date[],
                           ${counters.map((c) => c.post.observedAt)}::timestamptz[], ${counters.map((c) => c.post.line)}::integer[])
        as given (post_id, metric, value, observed_on, observed_at, line)
    ), latest as (
      select distinct on (c.post_id, c.metric) c.post_id, c.metric, c.value
      from post_counter c
      where c.organisation_id = ${scope.organisationId} and c.post_id = any (${written.rows.map((row) => row.id)}::bigint[])
      order by c.post_id, c.metric, c.observed_at desc, c.batch_id desc
    ), placed as (
      insert into post_counter (organisation_id, post_id, metric, observed_on, value, observed_at, batch_id, line)
      select ${scope.organisationId}::bigint, post_id, metric, observed_on, value, observed_at, ${batchId}::bigint, line from given
      on conflict (organisation_id, post_id, metric, observed_on, batch_id) do update set value = excluded.value, line = excluded.line
      returning post_id
    )
    select count(*) filter (where l.value is null)::bigint as accepted,
           count(*) filter (where l.value is distinct from g.value and l.value is not null)::bigint as replaced,
           count(*) filter (where l.value = g.value)::bigint as unchanged
    from given g left join latest l using (post_id, metric)`.execute(scope.db);
  return compared.rows[0] ?? { accepted: 0, replaced: 0, unchanged: 0 };
}

export interface StagedComment {
  readonly accountId: number;
  readonly externalId: string;
  readonly postExternalId: string | null;
  readonly authorKey: string | null;
  readonly text: string;
  readonly publishedAt: string;
  readonly publishedOn: string;
  readonly line: number;
}

/** Comments, once each by the network's id. */
export async function insertComments(scope: Scope, batchId: number, given: readonly StagedComment[]): Promise<Written> {
  const comments = [...new Map(given.map((each) => [`${each.accountId} ${each.externalId}`, each])).values()];
  if (comments.length === 0) return { accepted: 0, replaced: 0, unchanged: 0 };
  const inserted = await sql`
    insert into comment (organisation_id, account_id, external_id, post_id, author_key, text, published_at, published_on, batch_id, line)
    select ${scope.organisationId}::bigint, g.account_id, g.external_id, p.id, g.author_key, g.text, g.published_at, g.published_on, ${batchId}::bigint, g.line
    from unnest(${comments.map((c) => c.accountId)}::bigint[], ${comments.map((c) => c.externalId)}::text[],
                ${comments.map((c) => c.postExternalId)}::text[], ${comments.map((c) => c.authorKey)}::text[],
                ${comments.map((c) => c.text)}::text[], ${comments.map((c) => c.publishedAt)}::timestamptz[],
                ${comments.map((c) => c.publishedOn)}::date[], ${comments.map((c) => c.line)}::integer[])
      as g (account_id, external_id, post_external_id, author_key, text, published_at, published_on, line)
    left join post p on p.organisation_id = ${scope.organisationId} and p.account_id = g.account_id and p.external_id = g.post_external_id
    on conflict (organisation_id, account_id, external_id) do nothing`.execute(scope.db);
  const accepted = Number(inserted.numAffectedRows ?? 0n);
  return { accepted, replaced: 0, unchanged: comments.length - accepted };
}

/**
 * Takes back everything a batch brought. Values it replaced come back, unless a still later import owns the place;
 * posts also seen by another import stay.
 */
export async function removeBatchValues(scope: Scope, batchId: number): Promise<void> {
  const organisation = scope.organisationId;
  // What a later import keeps of this one must not come back when that later one is undone: its own earlier value does.
  await sql`
    update replaced_daily_value later set value = mine.value, batch_id = mine.batch_id, line = mine.line
    from replaced_daily_value mine
    where later.organisation_id = ${organisation} and later.batch_id = ${batchId}
      and mine.organisation_id = ${organisation} and mine.replaced_by = ${batchId}
      and mine.series_id = later.series_id and mine.day = later.day`.execute(scope.db);
  await sql`delete from replaced_daily_value where organisation_id = ${organisation} and batch_id = ${batchId}`.execute(
    scope.db,
  );
  await sql`
    update daily_value d set value = r.value, batch_id = r.batch_id, line = r.line
    from replaced_daily_value r
    where r.organisation_id = ${organisation} and r.replaced_by = ${batchId}
      and d.organisation_id = ${organisation} and d.series_id = r.series_id and d.day = r.day and d.batch_id = ${batchId}`.execute(
    scope.db,
  );
  await sql`delete from replaced_daily_value where organisation_id = ${organisation} and replaced_by = ${batchId}`.execute(
    scope.db,
  );
  await sql`delete from daily_value where organisation_id = ${organisation} and batch_id = ${batchId}`.execute(
    scope.db,
  );
  await sql`delete from range_value where organisation_id = ${organisation} and batch_id = ${batchId}`.execute(
    scope.db,
  );
  await sql`delete from comment where organisation_id = ${organisation} and batch_id = ${batchId}`.execute(scope.db);
  await sql`delete from post_counter where organisation_id = ${organisation} and batch_id = ${batchId}`.execute(
    scope.db,
  );
  await sql`
    update post p set batch_id = other.batch_id, line = other.line
    from (select distinct on (seen.post_id) seen.post_id, seen.batch_id, seen.line
          from (select post_id, batch_id, line from post_counter where organisation_id = ${organisation}
                union all
                select post_id, batch_id, null from comment where organisation_id = ${organisation} and post_id is not null) seen
          order by seen.post_id, seen.batch_id) other
    where p.organisation_id = ${organisation} and p.batch_id = ${batchId} and other.post_id = p.id`.execute(scope.db);
  await sql`delete from post where organisation_id = ${organisation} and batch_id = ${batchId}`.execute(scope.db);
}
