import { sql } from "kysely";
import type { MetricId } from "../../kernel/metric.ts";
import type { Scope } from "../../platform/operation.ts";
import type { ImportAnswers } from "./contract.ts";

/** Something said of a file or a line, as a code with its parameters: a sentence only once a reader is known. */
export interface Said {
  readonly code: string;
  readonly params: Record<string, string | number>;
}

/** A batch as stored. */
export interface BatchRow {
  readonly id: number;
  readonly source: "file" | "hand" | "demonstration";
  readonly fileName: string;
  readonly sha256: string | null;
  readonly sizeBytes: number | null;
  readonly storedPath: string | null;
  readonly connector: string | null;
  readonly answers: ImportAnswers | null;
  readonly state: "received" | "needs-answer" | "queued" | "running" | "done" | "refused" | "undone";
  readonly refusal: Said | null;
  readonly progressRows: number;
  readonly accepted: number;
  readonly replaced: number;
  readonly unchanged: number;
  readonly rejectedCount: number;
  readonly rejected: readonly (Said & { readonly table: string; readonly line: number })[];
  readonly notices: readonly Said[];
  readonly totals: readonly { metric: MetricId; table: string; fileTotal: number; sumOfLines: number }[];
  readonly coversFrom: string | null;
  readonly coversTo: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  readonly undoneAt: Date | null;
}

const columns = sql`id, source, file_name as "fileName", sha256, size_bytes as "sizeBytes", stored_path as "storedPath", connector, answers,
  state, refusal, progress_rows as "progressRows", accepted, replaced, unchanged, rejected_count as "rejectedCount", rejected, notices,
  totals, covers_from as "coversFrom", covers_to as "coversTo", created_by as "createdBy", created_at as "createdAt",
  finished_at as "finishedAt", undone_at as "undoneAt"`;

export interface BatchDraft {
  readonly source: BatchRow["source"];
  readonly fileName: string;
  readonly sha256?: string;
  readonly sizeBytes?: number;
  readonly storedPath?: string;
  readonly connector?: string;
  readonly state: BatchRow["state"];
  readonly createdAt: Date;
}

export async function insertBatch(scope: Scope, draft: BatchDraft): Promise<BatchRow> {
  const inserted = await sql<BatchRow>`
    insert into import_batch (organisation_id, source, file_name, sha256, size_bytes, stored_path, connector, state, created_by, created_at)
    values (${scope.organisationId}, ${draft.source}, ${draft.fileName}, ${draft.sha256 ?? null}, ${draft.sizeBytes ?? null},
            ${draft.storedPath ?? null}, ${draft.connector ?? null}, ${draft.state}, ${scope.actor}, ${draft.createdAt})
    returning ${columns}`.execute(scope.db);
  return inserted.rows[0] as BatchRow;
}

export async function findBatch(scope: Scope, id: number): Promise<BatchRow | undefined> {
  const found = await sql<BatchRow>`
    select ${columns} from import_batch where organisation_id = ${scope.organisationId} and id = ${id}`.execute(
    scope.db,
  );
  return found.rows[0];
}

/** Holds a batch until the transaction ends: whoever else would run it waits, and then finds it done. */
export async function lockBatch(scope: Scope, id: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`import ${scope.organisationId} ${id}`}, 0))`.execute(
    scope.db,
  );
}

/** Batches whose reader was interrupted, or never began. */
export async function listInterrupted(scope: Scope): Promise<number[]> {
  const found = await sql<{ id: number }>`
    select id from import_batch
    where organisation_id = ${scope.organisationId} and state in ('queued', 'running') and source = 'file' order by id`.execute(
    scope.db,
  );
  return found.rows.map((row) => row.id);
}

/** Forgets a batch that stored nothing. */
export async function deleteBatch(scope: Scope, id: number): Promise<void> {
  await sql`delete from import_batch where organisation_id = ${scope.organisationId} and id = ${id}`.execute(scope.db);
}

/** Does another batch, not undone, rest on the same file on disk? */
export async function isFileShared(scope: Scope, batch: Pick<BatchRow, "id" | "sha256">): Promise<boolean> {
  const others = await sql`
    select from import_batch where organisation_id = ${scope.organisationId} and sha256 = ${batch.sha256}
      and id <> ${batch.id} and state <> 'undone' limit 1`.execute(scope.db);
  return others.rows.length > 0;
}

/** Newest first; the lists of lines are left out, a list of imports does not need them. */
export async function listBatches(scope: Scope, before: number | undefined, limit: number): Promise<BatchRow[]> {
  const found = await sql<BatchRow>`
    select id, source, file_name as "fileName", sha256, size_bytes as "sizeBytes", null as "storedPath", connector, null as answers,
           state, refusal, progress_rows as "progressRows", accepted, replaced, unchanged, rejected_count as "rejectedCount",
           '[]'::jsonb as rejected, '[]'::jsonb as notices, '[]'::jsonb as totals, covers_from as "coversFrom", covers_to as "coversTo",
           created_by as "createdBy", created_at as "createdAt", finished_at as "finishedAt", undone_at as "undoneAt"
    from import_batch
    where organisation_id = ${scope.organisationId} and (${before ?? null}::bigint is null or id < ${before ?? null})
    order by id desc limit ${limit}`.execute(scope.db);
  return found.rows;
}

/** The import in force of a file with these very bytes, if any. */
export async function findSameFile(
  scope: Scope,
  sha256: string,
  otherThan: number,
): Promise<{ id: number; at: Date } | undefined> {
  const found = await sql<{ id: number; at: Date }>`
    select id, coalesce(finished_at, created_at) as at from import_batch
    where organisation_id = ${scope.organisationId} and sha256 = ${sha256} and id <> ${otherThan} and state in ('done', 'queued', 'running')
    order by id desc limit 1`.execute(scope.db);
  return found.rows[0];
}

export interface BatchResult {
  readonly accepted: number;
  readonly replaced: number;
  readonly unchanged: number;
  readonly rejectedCount: number;
  readonly rejected: readonly unknown[];
  readonly notices: readonly unknown[];
  readonly totals: readonly unknown[];
  readonly coversFrom: string | null;
  readonly coversTo: string | null;
}

export async function finishBatch(
  scope: Scope,
  id: number,
  result: BatchResult,
  connector: string | null,
  at: Date,
): Promise<BatchRow> {
  const updated = await sql<BatchRow>`
    update import_batch set state = 'done', refusal = null, connector = coalesce(${connector}, connector), accepted = ${result.accepted},
      replaced = ${result.replaced}, unchanged = ${result.unchanged}, rejected_count = ${result.rejectedCount},
      rejected = ${JSON.stringify(result.rejected)}::jsonb, notices = ${JSON.stringify(result.notices)}::jsonb,
      totals = ${JSON.stringify(result.totals)}::jsonb, covers_from = ${result.coversFrom}, covers_to = ${result.coversTo}, finished_at = ${at}
    where organisation_id = ${scope.organisationId} and id = ${id}
    returning ${columns}`.execute(scope.db);
  return updated.rows[0] as BatchRow;
}

export async function setBatchState(
  scope: Pick<Scope, "organisationId" | "db">,
  id: number,
  change: { state: BatchRow["state"]; refusal?: Said | null; answers?: ImportAnswers; undoneAt?: Date },
): Promise<BatchRow> {
  const updated = await sql<BatchRow>`
    update import_batch set state = ${change.state},
      refusal = ${change.refusal === undefined ? sql`refusal` : change.refusal && sql`${JSON.stringify(change.refusal)}::jsonb`},
      answers = ${change.answers === undefined ? sql`answers` : sql`${JSON.stringify(change.answers)}::jsonb`},
      undone_at = ${change.undoneAt ?? sql`undone_at`}
    where organisation_id = ${scope.organisationId} and id = ${id}
    returning ${columns}`.execute(scope.db);
  return updated.rows[0] as BatchRow;
}

/** How far a running import has come; written outside its transaction, so that others see it. */
export async function setProgress(
  scope: Pick<Scope, "organisationId" | "db">,
  id: number,
  rows: number,
): Promise<void> {
  await sql`update import_batch set state = 'running', progress_rows = ${rows}
    where organisation_id = ${scope.organisationId} and id = ${id} and state in ('received', 'needs-answer', 'queued', 'running')`.execute(
    scope.db,
  );
}

export async function findAnswers(scope: Scope, headerHash: string): Promise<ImportAnswers | undefined> {
  const found = await sql<{ answers: ImportAnswers }>`
    select answers from column_mapping where organisation_id = ${scope.organisationId} and header_hash = ${headerHash}`.execute(
    scope.db,
  );
  return found.rows[0]?.answers;
}

export async function rememberAnswers(
  scope: Scope,
  headerHash: string,
  answers: ImportAnswers,
  at: Date,
): Promise<void> {
  await sql`insert into column_mapping (organisation_id, header_hash, answers, updated_at)
    values (${scope.organisationId}, ${headerHash}, ${JSON.stringify(answers)}::jsonb, ${at})
    on conflict (organisation_id, header_hash) do update set answers = excluded.answers, updated_at = excluded.updated_at`.execute(
    scope.db,
  );
}
