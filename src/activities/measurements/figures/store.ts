import { type RawBuilder, sql } from "kysely";
import { type MetricId, metrics } from "../../../kernel/metric.ts";
import { addDays, type DayRange, daysOf, lengthInDays } from "../../../kernel/period.ts";
import { spansOf } from "../../../kernel/spans.ts";
import type { Scope } from "../../../platform/operation.ts";
import type { Comment, DailyFigure, Post, PostCount, PostFigure, PostRate } from "../contract.ts";
import { longestMemoryInDays, type RangeRow } from "./rules.ts";

/**
 * Reading what the imports stored: each question is one statement over all accounts, and days are read from the key of
 * `daily_value` alone, which carries the value.
 */

export interface Asked {
  readonly buckets: readonly DayRange[];
  readonly metrics: readonly MetricId[];
  /** All accounts when absent. */
  readonly accountIds?: readonly number[] | undefined;
}

/** Rows name their bucket by its place in the list that was asked for. */
type InBucket<Figure> = Omit<Figure, "bucket" | "bucketEnd"> & { readonly place: number };

/** Ranges as the rows of a table. */
export const listOf = (ranges: readonly DayRange[]) =>
  sql`unnest(${ranges.map((each) => each.from)}::date[], ${ranges.map((each) => each.to)}::date[])`;

/**
 * One row per bucket and day: a day may lie in several buckets. Made here rather than by `generate_series`, so that the
 * planner knows how few they are.
 */
function calendarOf(buckets: readonly DayRange[]) {
  const rows = buckets.flatMap((bucket, place) => daysOf(bucket).map((day, nth) => ({ place, day, nth })));
  return sql`select place, day, nth
    from unnest(${rows.map((row) => row.place)}::integer[], ${rows.map((row) => row.day)}::date[],
                ${rows.map((row) => row.nth)}::integer[]) as row (place, day, nth)`;
}

const ofAccounts = (column: RawBuilder<unknown>, accountIds: readonly number[] | undefined) =>
  accountIds ? sql`and ${column} = any (${[...accountIds]}::bigint[])` : sql``;

const additive = (asked: readonly MetricId[]) => asked.filter((metric) => metrics[metric].additive);
const notAdditive = (asked: readonly MetricId[]) => asked.filter((metric) => !metrics[metric].additive);

/** Kind of the part of an account that a series counts: empty for the whole account. Two kinds cut the same total. */
const kindOfPart = sql`case when dimension = '' then '' when position(':' in dimension) > 0
  then split_part(dimension, ':', 1) else ':' end`;

/** A fold of daily values; `marks` has a 1 for each day of the bucket with a value, a 0 for each without. */
type DailyFold = InBucket<Omit<DailyFigure, "basis" | "before" | "exact" | "days" | "lacking">> & {
  readonly marks: string;
};

/** Daily values per account, metric and bucket; parts of an account count on days when the whole account has no value. */
export async function foldDailyValues(scope: Scope, asked: Asked): Promise<DailyFold[]> {
  const organisation = scope.organisationId;
  const noDay = "0".repeat(Math.max(...asked.buckets.map(lengthInDays)));
  // Groups go by number: comparing the names of metrics would cost more than reading the values.
  const found = await sql<DailyFold>`
    with calendar as (
      select place, day, set_bit(${noDay}::varbit, nth, 1) as mark from (${calendarOf(asked.buckets)}) as made
    ),
    wanted as materialized (
      select id, account_id, metric, ${kindOfPart} as kind, min(id) over counted as place_of, count(*) over counted = 1 as alone
      from series
      where organisation_id = ${organisation} ${ofAccounts(sql`account_id`, asked.accountIds)}
        and (metric = any (${additive(asked.metrics)}::text[])
             or (dimension = '' and metric = any (${notAdditive(asked.metrics)}::text[])))
      window counted as (partition by account_id, metric)
    ),
    given as (
      select w.place_of, w.kind, w.alone, d.day, d.value
      from wanted w cross join ${listOf(spansOf(asked.buckets))} as span (from_day, to_day)
      join daily_value d on d.organisation_id = ${organisation} and d.series_id = w.id
        and d.day between span.from_day and span.to_day
    ),
    per_kind as (
      select place_of, kind, day, sum(value) as value from given where not alone group by place_of, kind, day
    ),
    per_day as (
      select place_of, day, value from given where alone
      union all
      select place_of, day, coalesce(max(value) filter (where kind = ''), max(value)) from per_kind group by place_of, day
    ),
    folded as (
      select v.place_of, c.place, sum(v.value) as sum, max(v.value) as max, count(*)::integer as values,
             bit_or(c.mark) as marks,
             -- The value of the last day, without sorting: arrays compare by their first element, then the second.
             (max(array[(v.day - date '2000-01-01')::double precision, v.value]))[2] as last
      from per_day v join calendar c on c.day = v.day
      group by v.place_of, c.place
    )
    select w.account_id as "accountId", w.metric, f.place, f.sum, f.max, f.values, f.last, f.marks::text as marks
    from folded f join wanted w on w.id = f.place_of`.execute(scope.db);
  return found.rows;
}

/** The latest value before each bucket, for the metrics that are levels. */
export async function listValuesBefore(
  scope: Scope,
  asked: Asked,
): Promise<{ accountId: number; metric: MetricId; place: number; value: number }[]> {
  const levels = notAdditive(asked.metrics);
  if (levels.length === 0) return [];
  const organisation = scope.organisationId;
  // The bounds are given as they are: behind row-level security, one computed in the query would not reach the index.
  const since = asked.buckets.map((bucket) => addDays(bucket.from, -longestMemoryInDays));
  const found = await sql<{ accountId: number; metric: MetricId; place: number; value: number }>`
    select s.account_id as "accountId", s.metric, (b.place - 1)::integer as place, v.value
    from series s
    cross join unnest(${since}::date[], ${asked.buckets.map((bucket) => bucket.from)}::date[])
      with ordinality as b (since, from_day, place)
    cross join lateral (
      select d.value from daily_value d
      where d.organisation_id = ${organisation} and d.series_id = s.id and d.day < b.from_day and d.day >= b.since
      order by d.day desc limit 1
    ) v
    where s.organisation_id = ${organisation} and s.dimension = '' and s.metric = any (${levels}::text[])
      ${ofAccounts(sql`s.account_id`, asked.accountIds)}`.execute(scope.db);
  return found.rows;
}

/** Figures over several days that lie inside one of the buckets; of the same days, the latest file’s. */
export async function listRanges(scope: Scope, asked: Asked): Promise<RangeRow[]> {
  const organisation = scope.organisationId;
  const found = await sql<RangeRow>`
    select distinct on (r.series_id, r.from_day, r.to_day)
           s.account_id as "accountId", s.metric, s.dimension, r.from_day as from, r.to_day as to, r.value
    from series s join range_value r on r.organisation_id = ${organisation} and r.series_id = s.id
    where s.organisation_id = ${organisation} and s.metric = any (${[...asked.metrics]}::text[])
      ${ofAccounts(sql`s.account_id`, asked.accountIds)}
      and exists (select from ${listOf(asked.buckets)} as b (from_day, to_day)
                  where b.from_day <= r.from_day and r.to_day <= b.to_day)
    order by r.series_id, r.from_day, r.to_day, r.batch_id desc`.execute(scope.db);
  return found.rows;
}

/** The posts of the buckets with the counters they were last seen with. */
const latestCounters = (scope: Scope, asked: Asked) => sql`
  chosen as materialized (
    select p.id, p.account_id, p.published_on
    from ${listOf(spansOf(asked.buckets))} as span (from_day, to_day)
    join post p on p.organisation_id = ${scope.organisationId} and p.published_on between span.from_day and span.to_day
      ${ofAccounts(sql`p.account_id`, asked.accountIds)}
  ),
  -- Post by post, so that the counters of posts nobody asks for are not read.
  latest as (
    select p.account_id, p.published_on, p.id as post_id, c.metric, c.value
    from chosen p cross join lateral (
      select distinct on (c.metric) c.metric, c.value from post_counter c
      where c.organisation_id = ${scope.organisationId} and c.post_id = p.id
        and c.metric = any (${[...asked.metrics]}::text[])
      order by c.metric, c.observed_at desc, c.batch_id desc
    ) c
  )`;

/** Counters of the posts published in each bucket, and how many posts there are. */
export async function foldPosts(
  scope: Scope,
  asked: Asked & { readonly accountIds: readonly number[] },
): Promise<{ figures: InBucket<PostFigure>[]; counts: InBucket<PostCount>[] }> {
  const organisation = scope.organisationId;
  type Row = InBucket<Omit<PostFigure, "metric">> & { metric: MetricId | null };
  const found = await sql<Row>`
    with calendar as (${calendarOf(asked.buckets)}), ${latestCounters(scope, asked)},
    publisher as materialized (
      select a.id from unnest(${[...asked.accountIds]}::bigint[]) as a (id)
      where exists (select from post p where p.organisation_id = ${organisation} and p.account_id = a.id)
    ),
    lifetime as (
      select a.id as account_id, first.published_on as first_on, last.published_on as last_on
      from publisher a
      cross join lateral (
        select p.published_on from post p where p.organisation_id = ${organisation} and p.account_id = a.id
        order by p.published_on limit 1
      ) first
      cross join lateral (
        select p.published_on from post p where p.organisation_id = ${organisation} and p.account_id = a.id
        order by p.published_on desc limit 1
      ) last
    )
    select l.account_id as "accountId", l.metric, c.place, sum(l.value) as sum, max(l.value) as max, count(*)::integer as posts
    from latest l join calendar c on c.day = l.published_on group by l.account_id, l.metric, c.place
    union all
    select a.account_id, null, (b.place - 1)::integer, 0, 0, coalesce(n.posts, 0)
    from lifetime a cross join ${listOf(asked.buckets)} with ordinality as b (from_day, to_day, place)
    left join (
      select p.account_id, c.place, count(*)::integer as posts from chosen p join calendar c on c.day = p.published_on
      group by p.account_id, c.place
    ) n on n.account_id = a.account_id and n.place = b.place - 1
    where n.posts > 0 or (a.first_on < b.from_day and b.to_day < a.last_on)`.execute(scope.db);
  const figures: InBucket<PostFigure>[] = [];
  const counts: InBucket<PostCount>[] = [];
  for (const { metric, ...row } of found.rows) {
    if (metric === null) counts.push({ accountId: row.accountId, place: row.place, posts: row.posts });
    else figures.push({ ...row, metric });
  }
  return { figures, counts };
}

/** What a post’s interactions are made of when the network gives no total. */
const madeOfInteractions: readonly MetricId[] = ["engagements", "reactions", "likes", "comments", "shares", "saves"];

/** Each post’s own rate, then their mean per account and bucket. */
export async function foldPostRates(
  scope: Scope,
  asked: Asked & { readonly denominators: readonly MetricId[] },
): Promise<InBucket<PostRate>[]> {
  const needed = { ...asked, metrics: [...new Set([...madeOfInteractions, ...asked.denominators])] };
  const found = await sql<InBucket<PostRate>>`
    with calendar as (${calendarOf(asked.buckets)}), ${latestCounters(scope, needed)},
    interaction as (
      select post_id, coalesce(
        max(value) filter (where metric = 'engagements'),
        nullif(num_nonnulls(
          max(value) filter (where metric in ('reactions', 'likes')), max(value) filter (where metric = 'comments'),
          max(value) filter (where metric = 'shares'), max(value) filter (where metric = 'saves')), 0) * 0
        + coalesce(max(value) filter (where metric = 'reactions'), max(value) filter (where metric = 'likes'), 0)
        + coalesce(max(value) filter (where metric = 'comments'), 0)
        + coalesce(max(value) filter (where metric = 'shares'), 0)
        + coalesce(max(value) filter (where metric = 'saves'), 0)) as value
      from latest group by post_id
    )
    select l.account_id as "accountId", c.place, l.metric as denominator, avg(i.value / l.value) as "meanRate",
           sum(i.value) as interactions, sum(l.value) as "denominatorSum", count(*)::integer as posts,
           stddev_samp(i.value / l.value) as deviation
    from latest l join interaction i on i.post_id = l.post_id join calendar c on c.day = l.published_on
    where l.metric = any (${[...asked.denominators]}::text[]) and l.value > 0 and i.value is not null
    group by l.account_id, c.place, l.metric`.execute(scope.db);
  return found.rows;
}

export async function countComments(
  scope: Scope,
  ranges: readonly DayRange[],
): Promise<{ accountId: number; place: number; comments: number }[]> {
  const found = await sql<{ accountId: number; place: number; comments: number }>`
    select m.account_id as "accountId", (b.place - 1)::integer as place, count(*)::integer as comments
    from ${listOf(ranges)} with ordinality as b (from_day, to_day, place)
    join comment m on m.organisation_id = ${scope.organisationId} and m.published_on between b.from_day and b.to_day
    group by m.account_id, b.place`.execute(scope.db);
  return found.rows;
}

type PostRow = Omit<Post, "accountName" | "network">;

/** Posts of a range, newest first, each with its latest counters. */
export async function listPosts(
  scope: Scope,
  asked: { from: string; to: string; accountId?: number | undefined; limit: number },
): Promise<PostRow[]> {
  const found = await sql<PostRow>`
    select p.id, p.account_id as "accountId", p.external_id as "externalId", p.published_at as "publishedAt",
           p.published_on as "publishedOn", p.format, p.permalink, p.title, p.text, p.batch_id as "batchId", p.line,
           coalesce(v.values, '{}'::jsonb) as values, coalesce(v.observed_at, p.published_at) as "observedAt"
    from post p left join lateral (
      select jsonb_object_agg(c.metric, c.value) as values, max(c.observed_at) as observed_at
      from (
        select distinct on (c.metric) c.metric, c.value, c.observed_at from post_counter c
        where c.organisation_id = ${scope.organisationId} and c.post_id = p.id
        order by c.metric, c.observed_at desc, c.batch_id desc
      ) c
    ) v on true
    where p.organisation_id = ${scope.organisationId} and p.published_on between ${asked.from}::date and ${asked.to}::date
      ${ofAccounts(sql`p.account_id`, asked.accountId === undefined ? undefined : [asked.accountId])}
    order by p.published_at desc, p.id desc limit ${asked.limit}`.execute(scope.db);
  return found.rows;
}

/** Comments of a range, newest first. */
export async function listComments(
  scope: Scope,
  asked: { from: string; to: string; limit: number },
): Promise<Omit<Comment, "network">[]> {
  const found = await sql<Omit<Comment, "network">>`
    select id, account_id as "accountId", post_id as "postId", author_key as "authorKey", text,
           published_at as "publishedAt", batch_id as "batchId"
    from comment
    where organisation_id = ${scope.organisationId} and published_on between ${asked.from}::date and ${asked.to}::date
    order by published_at desc, id desc limit ${asked.limit}`.execute(scope.db);
  return found.rows;
}
