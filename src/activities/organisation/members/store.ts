import { sql, type Transaction } from "kysely";
import type { z } from "zod";
import type { Role } from "../../../kernel/operation.ts";
import type { Tables } from "../../../platform/db/tables.ts";
import type { Scope } from "../../../platform/operation.ts";
import { type ApiToken, type Invitation, type Member, problem } from "../contract.ts";

type ApiTokenRow = z.infer<typeof ApiToken>;

const columns = sql`id, name, email, roles, department_id as "departmentId", created_at as "createdAt"`;

export async function listMembers(scope: Scope): Promise<Member[]> {
  const found = await sql<Member>`
    select ${columns} from member where organisation_id = ${scope.organisationId} order by lower(name), id`.execute(
    scope.db,
  );
  return found.rows;
}

export async function getMember(scope: Scope, id: number): Promise<Member> {
  const found = await sql<Member>`
    select ${columns} from member where organisation_id = ${scope.organisationId} and id = ${id}`.execute(scope.db);
  const member = found.rows[0];
  if (!member) throw problem("member-not-found", { id });
  return member;
}

export async function hasMember(scope: Scope, who: { email: string; userId?: string }): Promise<boolean> {
  const found = await sql`
    select id from member where organisation_id = ${scope.organisationId}
      and (lower(email) = ${who.email} or user_id = ${who.userId ?? ""})`.execute(scope.db);
  return found.rows.length > 0;
}

/** The administrators, held until the end of the transaction: two of them cannot step down at the same moment. */
export async function lockAdministrators(scope: Scope): Promise<{ id: number; roles: Role[] }[]> {
  const found = await sql<{ id: number; roles: Role[] }>`
    select id, roles from member where organisation_id = ${scope.organisationId} and 'admin' = any (roles)
    order by id for update`.execute(scope.db);
  return found.rows;
}

export async function insertMember(
  scope: Scope,
  member: { userId: string; name: string; email: string; roles: readonly Role[]; now: Date },
): Promise<number> {
  const inserted = await sql<{ id: number }>`
    insert into member (organisation_id, user_id, name, email, roles, created_at)
    values (${scope.organisationId}, ${member.userId}, ${member.name}, ${member.email}, ${[...member.roles]}::text[],
            ${member.now})
    on conflict (organisation_id, user_id) do nothing returning id`.execute(scope.db);
  const row = inserted.rows[0];
  if (!row) throw problem("already-a-member");
  return row.id;
}

export async function updateMember(
  scope: Scope,
  id: number,
  changes: { roles?: readonly Role[] | undefined; departmentId?: number | null | undefined },
): Promise<Member> {
  const { roles, departmentId } = changes;
  const updated = await sql<Member>`
    update member set
      roles = coalesce(${roles ? [...roles] : null}::text[], roles),
      department_id = case when ${departmentId !== undefined} then ${departmentId ?? null}::bigint else department_id end
    where organisation_id = ${scope.organisationId} and id = ${id}
    returning ${columns}`.execute(scope.db);
  const member = updated.rows[0];
  if (!member) throw problem("member-not-found", { id });
  return member;
}

export async function hasDepartment(scope: Scope, id: number): Promise<boolean> {
  const found = await sql`
    select id from department
    where organisation_id = ${scope.organisationId} and id = ${id} and archived_at is null`.execute(scope.db);
  return found.rows.length > 0;
}

/** Their tokens go with them. What they own in later slices holds them back. */
export async function deleteMember(scope: Scope, id: number): Promise<void> {
  try {
    const deleted = await sql`
      delete from member where organisation_id = ${scope.organisationId} and id = ${id} returning id`.execute(scope.db);
    if (deleted.rows.length === 0) throw problem("member-not-found", { id });
  } catch (error) {
    if ((error as { code?: string }).code === "23503") throw problem("member-still-owns", { id }, error);
    throw error;
  }
}

const invitationColumns = sql`id, email, roles, invited_by as "invitedBy", created_at as "createdAt",
  expires_at as "expiresAt"`;

/** Those that can still be accepted, or only expired; newest first. */
export async function listInvitations(scope: Scope): Promise<Invitation[]> {
  const found = await sql<Invitation>`
    select ${invitationColumns} from invitation
    where organisation_id = ${scope.organisationId} and accepted_at is null and revoked_at is null
    order by created_at desc, id desc`.execute(scope.db);
  return found.rows;
}

export async function insertInvitation(
  scope: Scope,
  invitation: Omit<Invitation, "id"> & { tokenHash: string },
): Promise<Invitation> {
  const inserted = await sql<Invitation>`
    insert into invitation (organisation_id, token_hash, email, roles, invited_by, created_at, expires_at)
    values (${scope.organisationId}, ${invitation.tokenHash}, ${invitation.email}, ${invitation.roles}::text[],
            ${invitation.invitedBy}, ${invitation.createdAt}, ${invitation.expiresAt})
    returning ${invitationColumns}`.execute(scope.db);
  return inserted.rows[0] as Invitation;
}

/** A new invitation to the same address replaces those that wait. */
export async function revokeInvitationsTo(scope: Scope, email: string, now: Date): Promise<void> {
  await sql`update invitation set revoked_at = ${now}
            where organisation_id = ${scope.organisationId} and email = ${email}
              and accepted_at is null and revoked_at is null`.execute(scope.db);
}

export async function revokeInvitation(scope: Scope, id: number, now: Date): Promise<void> {
  const revoked = await sql`
    update invitation set revoked_at = ${now}
    where organisation_id = ${scope.organisationId} and id = ${id} and accepted_at is null and revoked_at is null
    returning id`.execute(scope.db);
  if (revoked.rows.length === 0) throw problem("invitation-not-found");
}

export interface PendingInvitation extends Invitation {
  readonly organisationName: string;
}

/**
 * An invitation that still waits, held until the end of the transaction: of two who accept at once, one comes too late.
 *
 * @param by the hash of its secret, or its number when the address was proved otherwise
 */
export async function getPendingInvitation(
  scope: Scope,
  by: { tokenHash: string } | { id: number },
  now: Date,
): Promise<PendingInvitation> {
  const which = "id" in by ? sql`i.id = ${by.id}` : sql`i.token_hash = ${by.tokenHash}`;
  const found = await sql<PendingInvitation>`
    select i.id, i.email, i.roles, i.invited_by as "invitedBy", i.created_at as "createdAt", i.expires_at as "expiresAt",
           o.name as "organisationName"
    from invitation i join organisation o on o.organisation_id = i.organisation_id
    where i.organisation_id = ${scope.organisationId} and ${which} and i.accepted_at is null and i.revoked_at is null
    for update of i`.execute(scope.db);
  const invitation = found.rows[0];
  if (!invitation) throw problem("invitation-not-found");
  if (invitation.expiresAt <= now) throw problem("invitation-expired");
  return invitation;
}

export async function markAccepted(scope: Scope, id: number, now: Date): Promise<void> {
  await sql`update invitation set accepted_at = ${now}
            where organisation_id = ${scope.organisationId} and id = ${id}`.execute(scope.db);
}

/** Where somebody is awaited, over all organisations: only for an address that was proved. */
export async function listInvitationsTo(
  directory: Transaction<Tables>,
  email: string,
  now: Date,
): Promise<{ organisationId: number; id: number }[]> {
  const found = await sql<{ organisationId: number; id: number }>`
    select organisation_id as "organisationId", id from invitation
    where email = ${email} and accepted_at is null and revoked_at is null and expires_at > ${now}
    order by organisation_id, id desc`.execute(directory);
  return found.rows;
}

const tokenColumns = sql`t.id, t.name, t.effect, m.name as "memberName", t.created_at as "createdAt",
  t.expires_at as "expiresAt", t.last_used_at as "lastUsedAt"`;

export async function listTokens(scope: Scope, now: Date): Promise<ApiTokenRow[]> {
  const found = await sql<ApiTokenRow>`
    select ${tokenColumns} from api_token t
    join member m on m.organisation_id = t.organisation_id and m.id = t.member_id
    where t.organisation_id = ${scope.organisationId} and t.revoked_at is null and t.expires_at > ${now}
    order by t.created_at desc, t.id desc`.execute(scope.db);
  return found.rows;
}

export async function insertToken(
  scope: Scope,
  token: {
    memberId: number;
    name: string;
    effect: "read" | "write";
    tokenHash: string;
    createdAt: Date;
    expiresAt: Date;
  },
): Promise<ApiTokenRow> {
  const inserted = await sql<ApiTokenRow>`
    with t as (
      insert into api_token (organisation_id, member_id, name, token_hash, effect, created_at, expires_at)
      values (${scope.organisationId}, ${token.memberId}, ${token.name}, ${token.tokenHash}, ${token.effect},
              ${token.createdAt}, ${token.expiresAt})
      returning *)
    select ${tokenColumns} from t join member m on m.organisation_id = t.organisation_id and m.id = t.member_id`.execute(
    scope.db,
  );
  return inserted.rows[0] as ApiTokenRow;
}

export async function revokeToken(scope: Scope, id: number, now: Date): Promise<void> {
  const revoked = await sql`
    update api_token set revoked_at = ${now}
    where organisation_id = ${scope.organisationId} and id = ${id} and revoked_at is null returning id`.execute(
    scope.db,
  );
  if (revoked.rows.length === 0) throw problem("token-not-found", { id });
}
