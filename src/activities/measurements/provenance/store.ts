import { sql } from "kysely";
import { type MetricId, metrics } from "../../../kernel/metric.ts";
import type { DayRange } from "../../../kernel/period.ts";
import { spansOf } from "../../../kernel/spans.ts";
import type { Scope } from "../../../platform/operation.ts";
import { longestMemoryInDays } from "../figures/rules.ts";
import { listOf } from "../figures/store.ts";

/** What the figures rest on: how fresh each account is, the lines behind a value, and a hash of all of it. */

/** Last day, last post and last arrival of each account that has values. */
export async function listFreshness(
  scope: Scope,
): Promise<{ accountId: number; lastDay: string | null; lastPostOn: string | null; lastImportAt: Date | null }[]> {
  const organisation = scope.organisationId;
  const found = await sql<{
    accountId: number;
    lastDay: string | null;
    lastPostOn: string | null;
    lastImportAt: Date | null;
  }>`
    with trace as (
      select s.account_id, d.day, null::date as published_on, d.batch_id
      from series s cross join lateral (
        select d.day, d.batch_id from daily_value d
        where d.organisation_id = ${organisation} and d.series_id = s.id order by d.day desc limit 1
      ) d
      where s.organisation_id = ${organisation}
      union all
      select s.account_id, max(r.to_day), null, max(r.batch_id)
      from series s join range_value r on r.organisation_id = ${organisation} and r.series_id = s.id
      where s.organisation_id = ${organisation} group by s.account_id
      union all
      select p.account_id, null, p.published_on, coalesce(c.batch_id, p.batch_id)
      from (
        select distinct on (account_id) account_id, id, published_on, batch_id from post
        where organisation_id = ${organisation} order by account_id, published_on desc, id desc
      ) p left join lateral (
        select max(c.batch_id) as batch_id from post_counter c
        where c.organisation_id = ${organisation} and c.post_id = p.id
      ) c on true
    )
    select t.account_id as "accountId", max(t.day) as "lastDay", max(t.published_on) as "lastPostOn",
           max(coalesce(b.finished_at, b.created_at)) as "lastImportAt"
    from trace t left join import_batch b on b.organisation_id = ${organisation} and b.id = t.batch_id
    group by t.account_id`.execute(scope.db);
  return found.rows;
}

export interface ProvenanceRow {
  readonly day: string;
  readonly value: number;
  readonly dimension: string;
  readonly batchId: number;
  readonly source: "file" | "hand" | "demonstration";
  readonly fileName: string;
  readonly line: number | null;
  readonly importedAt: Date;
}

/** At most this many lines of provenance: a year of ten campaigns. */
const mostLines = 4000;

/** Every stored value behind a metric of an account: its days, its figures over several days, its posts’ counters. */
export async function listProvenance(
  scope: Scope,
  asked: { accountId: number; metric: MetricId; from: string; to: string },
): Promise<ProvenanceRow[]> {
  const organisation = scope.organisationId;
  const found = await sql<ProvenanceRow>`
    with wanted as (
      select id, dimension from series
      where organisation_id = ${organisation} and account_id = ${asked.accountId} and metric = ${asked.metric}
    ),
    trace as (
      select d.day, d.value, w.dimension, d.batch_id, d.line
      from wanted w join daily_value d on d.organisation_id = ${organisation} and d.series_id = w.id
        and d.day between ${asked.from}::date and ${asked.to}::date
      union all
      select r.from_day, r.value, concat_ws(' ', nullif(w.dimension, ''), r.from_day || '/' || r.to_day), r.batch_id, r.line
      from wanted w join range_value r on r.organisation_id = ${organisation} and r.series_id = w.id
        and r.from_day <= ${asked.to}::date and r.to_day >= ${asked.from}::date
      union all
      select published_on, value, 'post:' || external_id, batch_id, line from (
        select distinct on (p.id) p.published_on, c.value, p.external_id, c.batch_id, c.line
        from post p join post_counter c on c.organisation_id = ${organisation} and c.post_id = p.id and c.metric = ${asked.metric}
        where p.organisation_id = ${organisation} and p.account_id = ${asked.accountId}
          and p.published_on between ${asked.from}::date and ${asked.to}::date
        order by p.id, c.observed_at desc, c.batch_id desc
      ) c
    )
    select t.day, t.value, t.dimension, t.batch_id as "batchId", b.source, b.file_name as "fileName", t.line,
           coalesce(b.finished_at, b.created_at) as "importedAt"
    from trace t join import_batch b on b.organisation_id = ${organisation} and b.id = t.batch_id
    order by t.day, t.dimension, t.batch_id limit ${mostLines}`.execute(scope.db);
  return found.rows;
}

/**
 * SHA-256 of every value that the figures of these ranges rest on, in a fixed order: daily values (levels from a month
 * earlier on), figures over several days, latest counters of posts, comments. Importing the same values again does not
 * change it.
 */
export async function hashRanges(scope: Scope, ranges: readonly DayRange[]): Promise<string> {
  const organisation = scope.organisationId;
  const levels = Object.keys(metrics).filter((metric) => !metrics[metric as MetricId].additive);
  const spans = spansOf(ranges);
  const found = await sql<{ hash: string }>`
    with span as materialized (select from_day, to_day from ${listOf(spans)} as given (from_day, to_day)),
    -- Bounds are settled before the values are looked up: behind row-level security the index takes them only ready-made.
    wanted as materialized (
      select s.id, span.to_day,
             span.from_day - case when s.metric = any (${levels}::text[]) then ${longestMemoryInDays}::integer else 0 end as since
      from series s cross join span where s.organisation_id = ${organisation}
    ),
    daily as (
      select string_agg(concat_ws(' ', w.id, d.day - date '2000-01-01', d.value), E'\\n' order by w.id, d.day) as text
      from wanted w join daily_value d on d.organisation_id = ${organisation} and d.series_id = w.id
        and d.day >= w.since and d.day <= w.to_day
    ),
    several_days as (
      select string_agg(concat_ws(' ', series_id, from_day, to_day, value), E'\\n' order by series_id, from_day, to_day) as text
      from (
        select distinct on (r.series_id, r.from_day, r.to_day) r.series_id, r.from_day, r.to_day, r.value
        from range_value r
        where r.organisation_id = ${organisation}
          and exists (select from span where r.from_day <= span.to_day and r.to_day >= span.from_day)
        order by r.series_id, r.from_day, r.to_day, r.batch_id desc
      ) r
    ),
    counter as (
      select string_agg(concat_ws(' ', post_id, published_on, metric, value), E'\\n' order by post_id, metric) as text
      from (
        select distinct on (p.id, c.metric) p.id as post_id, p.published_on, c.metric, c.value
        from span join post p on p.organisation_id = ${organisation} and p.published_on between span.from_day and span.to_day
        left join post_counter c on c.organisation_id = ${organisation} and c.post_id = p.id
        order by p.id, c.metric, c.observed_at desc, c.batch_id desc
      ) c
    ),
    said as (
      select string_agg(m.id::text, E'\\n' order by m.id) as text
      from span join comment m on m.organisation_id = ${organisation} and m.published_on between span.from_day and span.to_day
    )
    select encode(sha256(convert_to(concat_ws(E'\\n\\n', coalesce(daily.text, '-'), coalesce(several_days.text, '-'),
             coalesce(counter.text, '-'), coalesce(said.text, '-')), 'UTF8')), 'hex') as hash
    from daily, several_days, counter, said`.execute(scope.db);
  return (found.rows[0] as { hash: string }).hash;
}
