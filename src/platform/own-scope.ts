import { sql, type Transaction } from "kysely";
import type { Role } from "../kernel/operation.ts";
import { access } from "../kernel/problems.ts";
import { type Database, withTenant } from "./db/connect.ts";
import type { Tables } from "./db/tables.ts";
import type { Scope } from "./operation.ts";

/** Who acts in a scope that no membership opened. */
export interface Actor {
  readonly name: string;
  readonly memberId?: number;
  readonly roles?: readonly Role[];
}

/**
 * Opens the scope of an organisation without a membership: for founding one, and for the bearer of an invitation's
 * secret, who belongs to it only at the end. Whoever calls this has established the right to act by other means.
 *
 * @param prepare runs first in the transaction, before the organisation need exist
 * @throws access/organisation-unknown when there is no such organisation
 */
export async function withOwnScope<Result>(
  database: Database,
  organisationId: number,
  actor: Actor,
  run: (scope: Scope) => Promise<Result>,
  prepare?: (db: Transaction<Tables>) => Promise<void>,
): Promise<Result> {
  return withTenant(database, organisationId, async ({ db, client }) => {
    await prepare?.(db);
    const found = await sql<{ slug: string; timeZone: string; currency: string }>`
      select slug, time_zone as "timeZone", currency from organisation
      where organisation_id = ${organisationId}`.execute(db);
    const organisation = found.rows[0];
    if (!organisation) throw access("organisation-unknown");
    return run({
      organisationId,
      ...organisation,
      memberId: actor.memberId ?? null,
      actor: actor.name,
      roles: actor.roles ?? [],
      db,
      client,
    } as unknown as Scope);
  });
}

/** The number of the next organisation: taken before its transaction, because the second wall must know it from the start. */
export async function nextOrganisationId(database: Database): Promise<number> {
  const next = await database.pool.query<{ id: number }>(
    "select nextval(pg_get_serial_sequence('organisation', 'organisation_id')) as id",
  );
  return (next.rows[0] as { id: number }).id;
}
