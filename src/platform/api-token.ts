import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { sql } from "kysely";
import { askTenant, type Database, withTenant } from "./db/connect.ts";
import type { Question } from "./db/question.ts";
import type { Principal } from "./operation.ts";

/** SHA-256 of a secret of 256 random bits, in hexadecimal: what the database keeps of tokens and invitations. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** A fresh secret of an organisation: `<organisationId>.<random>` behind its prefix; the number says where to look. */
export function newSecret(prefix: string, organisationId: number, separator: string): string {
  return `${prefix}${organisationId}${separator}${randomBytes(32).toString("base64url")}`;
}

const shape = /^vigie_([1-9]\d{0,15})_([A-Za-z0-9_-]{43})$/;

/** `vigie_<organisationId>_<random>`, shown once. */
export function newApiToken(organisationId: number): string {
  return newSecret("vigie_", organisationId, "_");
}

const tokenInForce: Question = {
  name: "vigie_token",
  types: ["bigint", "text", "timestamptz"],
  text: `select id, member_id as "memberId", effect, token_hash as hash,
                coalesce(last_used_at < $3 - interval '1 hour', true) as stale
         from api_token
         where organisation_id = $1 and token_hash = $2 and revoked_at is null and expires_at > $3`,
};

/**
 * Who a bearer token speaks for. Nobody when it is malformed, unknown, expired or revoked: the caller cannot tell which.
 */
export async function principalOfToken(database: Database, token: string, now: Date): Promise<Principal> {
  const organisationId = Number(shape.exec(token)?.[1] ?? Number.NaN);
  if (!Number.isSafeInteger(organisationId)) return { kind: "anonymous" };
  const hash = hashSecret(token);
  const [row] = await askTenant<{
    id: number;
    memberId: number;
    effect: "read" | "write";
    hash: string;
    stale: boolean;
  }>(database, organisationId, { question: tokenInForce, values: [organisationId, hash, now] });
  if (!row || !timingSafeEqual(Buffer.from(row.hash), Buffer.from(hash))) return { kind: "anonymous" };
  // Once an hour is enough to see that a token sleeps, and spares a write per request.
  if (row.stale) {
    await withTenant(database, organisationId, ({ db }) =>
      sql`update api_token set last_used_at = ${now}
          where organisation_id = ${organisationId} and id = ${row.id}`.execute(db),
    );
  }
  return { kind: "token", organisationId, memberId: row.memberId, effect: row.effect };
}
