import { sql } from "kysely";
import type { z } from "zod";
import type { Scope } from "../../../platform/operation.ts";
import { type Account, type AccountDraft, problem } from "../contract.ts";

type Draft = z.infer<typeof AccountDraft> & { externalId: string };

const columns = sql`id, network, kind, external_id as "externalId", name, handle, currency, archived_at as "archivedAt"`;

export async function listAccounts(scope: Scope): Promise<Account[]> {
  const found = await sql<Account>`
    select ${columns} from account where organisation_id = ${scope.organisationId}
    order by archived_at is not null, network, lower(name), id`.execute(scope.db);
  return found.rows;
}

export async function insertAccount(scope: Scope, draft: Draft, now: Date): Promise<Account> {
  const inserted = await sql<Account>`
    insert into account (organisation_id, network, kind, external_id, name, handle, currency, created_at)
    values (${scope.organisationId}, ${draft.network}, ${draft.kind}, ${draft.externalId}, ${draft.name},
            ${draft.handle ?? null}, ${draft.currency ?? null}, ${now})
    on conflict (organisation_id, network, kind, external_id) do nothing
    returning ${columns}`.execute(scope.db);
  const account = inserted.rows[0];
  if (!account) throw problem("account-exists", { network: draft.network, name: draft.name });
  return account;
}

/** Makes the accounts that are missing and answers all of them, in the order of the drafts: two statements, any number. */
export async function ensureAccounts(
  scope: Scope,
  drafts: readonly Draft[],
  now: Date,
): Promise<{ accounts: Account[]; made: number }> {
  if (drafts.length === 0) return { accounts: [], made: 0 };
  const rows = JSON.stringify(drafts);
  const shape = sql`rows from (jsonb_to_recordset(${rows}::jsonb)
    as (network text, kind text, "externalId" text, name text, handle text, currency text)) with ordinality`;
  const made = await sql<{ id: number }>`
    insert into account (organisation_id, network, kind, external_id, name, handle, currency, created_at)
    select ${scope.organisationId}, d.network, d.kind, d."externalId", d.name, d.handle, d.currency, ${now}
    from ${shape} as d (network, kind, "externalId", name, handle, currency, place) order by d.place
    on conflict (organisation_id, network, kind, external_id) do nothing returning id`.execute(scope.db);
  const found = await sql<Account>`
    select a.id, a.network, a.kind, a.external_id as "externalId", a.name, a.handle, a.currency,
           a.archived_at as "archivedAt"
    from ${shape} as d (network, kind, "externalId", name, handle, currency, place)
    join account a on a.organisation_id = ${scope.organisationId} and a.network = d.network and a.kind = d.kind
      and a.external_id = d."externalId"
    order by d.place`.execute(scope.db);
  return { accounts: found.rows, made: made.rows.length };
}

export async function updateAccount(
  scope: Scope,
  id: number,
  changes: { name?: string | undefined; handle?: string | null | undefined; archived?: boolean | undefined },
  now: Date,
): Promise<Account> {
  const { name = null, handle, archived = null } = changes;
  const updated = await sql<Account>`
    update account set
      name = coalesce(${name}::text, name),
      handle = case when ${handle !== undefined} then ${handle ?? null}::text else handle end,
      archived_at = case when ${archived}::boolean is null then archived_at
                         when ${archived}::boolean then coalesce(archived_at, ${now}) end
    where organisation_id = ${scope.organisationId} and id = ${id}
    returning ${columns}`.execute(scope.db);
  const account = updated.rows[0];
  if (!account) throw problem("account-not-found", { id });
  return account;
}
