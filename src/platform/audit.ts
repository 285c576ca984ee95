import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Scope } from "./operation.ts";

/** Who did what: one line of the append-only trail of an organisation. */
export interface AuditLine {
  readonly at: Date;
  readonly actor: string;
  readonly operation: string;
  /** What it was done to: `objective:12`. Never personal data of a comment's author, never a private care note. */
  readonly subject: string;
  readonly detail: Record<string, unknown>;
}

/** Hash of the line before the first one. */
export const firstHash = "0".repeat(64);

/** SHA-256 over the previous hash and the line, in a fixed order of fields. */
export function hashOf(previousHash: string, sequence: number, line: AuditLine): string {
  const text = JSON.stringify([
    previousHash,
    sequence,
    line.at.toISOString(),
    line.actor,
    line.operation,
    line.subject,
    canonical(line.detail),
  ]);
  return createHash("sha256").update(text).digest("hex");
}

/** JSON comes back from the database with its keys in another order: hash it in one order. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== "object") return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => [key, canonical(each)]);
}

/** Appends a line inside the transaction of the scope: the act and its trace are both there, or neither. */
export async function appendAudit(scope: Scope, line: AuditLine): Promise<void> {
  const { organisationId, db } = scope;
  await sql`insert into audit_head (organisation_id, sequence, hash) values (${organisationId}, 0, ${firstHash})
            on conflict (organisation_id) do nothing`.execute(db);
  const head = await sql<{ sequence: number; hash: string }>`
    select sequence, hash from audit_head where organisation_id = ${organisationId} for update`.execute(db);
  const { sequence: last, hash: previous } = head.rows[0] as { sequence: number; hash: string };
  const sequence = last + 1;
  const detail = JSON.parse(JSON.stringify(line.detail)) as Record<string, unknown>;
  const hash = hashOf(previous, sequence, { ...line, detail });
  await sql`insert into audit_entry (organisation_id, sequence, at, actor, operation, subject, detail, previous_hash, hash)
            values (${organisationId}, ${sequence}, ${line.at}, ${line.actor}, ${line.operation}, ${line.subject},
                    ${JSON.stringify(detail)}::jsonb, ${previous}, ${hash})`.execute(db);
  await sql`update audit_head set sequence = ${sequence}, hash = ${hash} where organisation_id = ${organisationId}`.execute(
    db,
  );
}

/**
 * Walks the whole chain of an organisation.
 *
 * @returns the number of lines, and the sequence of the first line that does not hold, if any.
 */
export async function verifyAudit(scope: Scope): Promise<{ lines: number; brokenAt: number | null }> {
  let previous = firstHash;
  let sequence = 0;
  for (;;) {
    const page = await sql<AuditLine & { sequence: number; previousHash: string; hash: string }>`
      select sequence, at, actor, operation, subject, detail, previous_hash as "previousHash", hash
      from audit_entry where organisation_id = ${scope.organisationId} and sequence > ${sequence}
      order by sequence limit 1000`.execute(scope.db);
    for (const line of page.rows) {
      const holds =
        line.sequence === sequence + 1 &&
        line.previousHash === previous &&
        line.hash === hashOf(previous, line.sequence, line);
      if (!holds) return { lines: sequence, brokenAt: sequence + 1 };
      previous = line.hash;
      sequence = line.sequence;
    }
    if (page.rows.length < 1000) break;
  }
  const head = await sql<{ sequence: number; hash: string }>`
    select sequence, hash from audit_head where organisation_id = ${scope.organisationId}`.execute(scope.db);
  const last = head.rows[0] ?? { sequence: 0, hash: firstHash };
  // A trail cut at its end still chains: the head remembers where it stood.
  return { lines: sequence, brokenAt: last.sequence === sequence && last.hash === previous ? null : sequence + 1 };
}
