import { sql } from "kysely";
import type { PeriodKey } from "../../kernel/period.ts";
import type { Scope } from "../../platform/operation.ts";
import type { ReportFigures } from "./contract.ts";

/** A report that was kept: its words, and the figures they were written about. */
export interface KeptReport {
  readonly period: PeriodKey;
  readonly language: "fr" | "en";
  readonly state: "draft" | "validated";
  readonly summary: string;
  readonly summaryEdited: boolean;
  readonly figures: ReportFigures;
  readonly dataHash: string;
  readonly updatedAt: Date;
  readonly validatedAt: Date | null;
  readonly validatedBy: string | null;
}

const columns = sql`period, language, state, summary, summary_edited as "summaryEdited", figures, data_hash as "dataHash",
  updated_at as "updatedAt", validated_at as "validatedAt", validated_by as "validatedBy"`;

export async function findReport(
  scope: Scope,
  period: PeriodKey,
  language: "fr" | "en",
): Promise<KeptReport | undefined> {
  const found = await sql<KeptReport>`
    select ${columns} from report
    where organisation_id = ${scope.organisationId} and period = ${period} and language = ${language}`.execute(
    scope.db,
  );
  return asKept(found.rows[0]);
}

/** What is kept of each period, without the figures. */
export async function listKept(
  scope: Scope,
): Promise<{ period: PeriodKey; language: "fr" | "en"; state: "draft" | "validated" }[]> {
  const found = await sql<{ period: PeriodKey; language: "fr" | "en"; state: "draft" | "validated" }>`
    select period, language, state from report where organisation_id = ${scope.organisationId}
    order by period, language`.execute(scope.db);
  return found.rows;
}

/** Keeps a draft, or a validated report when `validatedBy` is given; a validated one is never written over. */
export async function saveReport(
  scope: Scope,
  report: Pick<KeptReport, "period" | "language" | "summary" | "summaryEdited" | "figures"> & {
    readonly now: Date;
    readonly validatedBy?: string;
  },
): Promise<KeptReport | undefined> {
  const { figures, now, validatedBy = null } = report;
  const state = validatedBy === null ? "draft" : "validated";
  const validatedAt = validatedBy === null ? null : now;
  const saved = await sql<KeptReport>`
    insert into report (organisation_id, period, language, state, summary, summary_edited, figures, data_hash,
                        created_at, updated_at, updated_by, validated_at, validated_by)
    values (${scope.organisationId}, ${report.period}, ${report.language}, ${state}, ${report.summary},
            ${report.summaryEdited}, ${JSON.stringify(figures)}::jsonb, ${figures.dataHash},
            ${now}, ${now}, ${scope.actor}, ${validatedAt}, ${validatedBy})
    on conflict (organisation_id, period, language) do update set
      state = excluded.state, summary = excluded.summary, summary_edited = excluded.summary_edited,
      figures = excluded.figures, data_hash = excluded.data_hash, updated_at = excluded.updated_at,
      updated_by = excluded.updated_by, validated_at = excluded.validated_at, validated_by = excluded.validated_by
    where report.state <> 'validated'
    returning ${columns}`.execute(scope.db);
  return asKept(saved.rows[0]);
}

export async function deleteDraft(scope: Scope, period: PeriodKey, language: "fr" | "en"): Promise<void> {
  await sql`delete from report where organisation_id = ${scope.organisationId} and period = ${period}
    and language = ${language} and state = 'draft'`.execute(scope.db);
}

function asKept(row: KeptReport | undefined): KeptReport | undefined {
  return row && { ...row, figures: revived(row.figures) as ReportFigures };
}

/** Instants become text in jsonb; a field called `…At` is one. */
function revived(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revived);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      key.endsWith("At") && typeof each === "string" ? new Date(each) : revived(each),
    ]),
  );
}
