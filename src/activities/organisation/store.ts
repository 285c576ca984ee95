import { sql, type Transaction } from "kysely";
import type { z } from "zod";
import type { Role } from "../../kernel/operation.ts";
import type { Tables } from "../../platform/db/tables.ts";
import type { Scope } from "../../platform/operation.ts";
import {
  type AuditEntry,
  type Department,
  type Organisation,
  type organisationKinds,
  type Profile,
  problem,
} from "./contract.ts";

/** A transaction of the directory: which organisations there are, and who is a member of which. */
type Directory = Transaction<Tables>;
type ProfileRow = z.infer<typeof Profile>;

export interface Belonging {
  readonly organisationId: number;
  readonly slug: string;
  readonly name: string;
  readonly kind: (typeof organisationKinds)[number];
  readonly roles: Role[];
  readonly demonstration: boolean;
}

const columns = sql`slug, name, kind, history, environment, culture, aims, time_zone as "timeZone", currency, country,
  fiscal_year_start as "fiscalYearStart", service_hours as "serviceHours", account_nature as "accountNature",
  election_on as "electionOn", population, demonstration, created_at as "createdAt"`;

/** Column of each field of the profile: nothing else can be changed. */
const columnOf: Record<keyof ProfileRow, string> = {
  name: "name",
  kind: "kind",
  history: "history",
  environment: "environment",
  culture: "culture",
  aims: "aims",
  timeZone: "time_zone",
  currency: "currency",
  country: "country",
  fiscalYearStart: "fiscal_year_start",
  serviceHours: "service_hours",
  accountNature: "account_nature",
  electionOn: "election_on",
  population: "population",
};

const stored = (field: string, value: unknown) => (field === "serviceHours" ? JSON.stringify(value) : value);

/** Founds an organisation under its number; false when the slug is somebody else's. */
export async function insertOrganisation(
  db: Directory,
  organisation: Partial<ProfileRow> &
    Pick<ProfileRow, "name" | "kind" | "serviceHours"> & {
      organisationId: number;
      slug: string;
      demonstration: boolean;
      createdAt: Date;
    },
): Promise<boolean> {
  const { organisationId, slug, demonstration, createdAt, ...profile } = organisation;
  const fields = Object.entries(profile).filter(([field, value]) => field in columnOf && value !== undefined);
  const names = sql.join(fields.map(([field]) => sql.ref(columnOf[field as keyof ProfileRow])));
  const values = sql.join(fields.map(([field, value]) => sql`${stored(field, value)}`));
  const inserted = await sql`
    insert into organisation (organisation_id, slug, demonstration, created_at, ${names})
    values (${organisationId}, ${slug}, ${demonstration}, ${createdAt}, ${values})
    on conflict (slug) do nothing returning organisation_id`.execute(db);
  return inserted.rows.length === 1;
}

export async function getOrganisation(scope: Scope): Promise<Organisation> {
  const found = await sql<Organisation>`
    select ${columns} from organisation where organisation_id = ${scope.organisationId}`.execute(scope.db);
  return found.rows[0] as Organisation;
}

export async function updateOrganisation(scope: Scope, changes: Partial<ProfileRow>): Promise<void> {
  const fields = Object.entries(changes).filter(([, value]) => value !== undefined);
  if (fields.length === 0) return;
  const sets = fields.map(
    ([field, value]) => sql`${sql.ref(columnOf[field as keyof ProfileRow])} = ${stored(field, value)}`,
  );
  await sql`update organisation set ${sql.join(sets)} where organisation_id = ${scope.organisationId}`.execute(
    scope.db,
  );
}

/** Everything of a demonstration goes with it: each table points at its organisation. False when it is no demonstration. */
export async function deleteDemonstration(scope: Scope): Promise<boolean> {
  // Its departments may go before what points to them: counted only once everything has gone.
  await sql`set constraints all deferred`.execute(scope.db);
  const deleted = await sql`
    delete from organisation where organisation_id = ${scope.organisationId} and demonstration
    returning organisation_id`.execute(scope.db);
  return deleted.rows.length === 1;
}

/** The organisations a user belongs to, by name. */
export async function listBelongings(db: Directory, userId: string): Promise<Belonging[]> {
  const found = await sql<Belonging>`
    select o.organisation_id as "organisationId", o.slug, o.name, o.kind, m.roles, o.demonstration
    from member m join organisation o on o.organisation_id = m.organisation_id
    where m.user_id = ${userId} order by o.demonstration, lower(o.name), o.organisation_id`.execute(db);
  return found.rows;
}

/** All organisations of this Vigie: for the machine's owner only. */
export async function listOrganisations(db: Directory): Promise<Omit<Belonging, "roles">[]> {
  const found = await sql<Omit<Belonging, "roles">>`
    select organisation_id as "organisationId", slug, name, kind, demonstration
    from organisation order by demonstration, lower(name), organisation_id`.execute(db);
  return found.rows;
}

/** Demonstrations made before anybody could sign in: they wait for the first administrator. */
export async function listOrphanDemonstrations(db: Directory): Promise<number[]> {
  const found = await sql<{ id: number }>`
    select o.organisation_id as id from organisation o
    where o.demonstration and not exists (select from member m where m.organisation_id = o.organisation_id)
    order by 1`.execute(db);
  return found.rows.map((row) => row.id);
}

/** Who administers an organisation that is really somebody's: they are shown the demonstrations. */
export async function listAdministrators(db: Directory): Promise<{ userId: string; name: string; email: string }[]> {
  const found = await sql<{ userId: string; name: string; email: string }>`
    select distinct on (m.user_id) m.user_id as "userId", m.name, m.email
    from member m join organisation o on o.organisation_id = m.organisation_id
    where 'admin' = any (m.roles) and not o.demonstration order by m.user_id`.execute(db);
  return found.rows;
}

const departmentColumns = sql`id, name, archived_at as "archivedAt"`;

export async function listDepartments(scope: Scope): Promise<Department[]> {
  const found = await sql<Department>`
    select ${departmentColumns} from department where organisation_id = ${scope.organisationId}
    order by archived_at is not null, lower(name), id`.execute(scope.db);
  return found.rows;
}

export async function insertDepartment(scope: Scope, name: string, now: Date): Promise<Department> {
  const inserted = await sql<Department>`
    insert into department (organisation_id, name, created_at) values (${scope.organisationId}, ${name}, ${now})
    on conflict (organisation_id, lower(name)) where archived_at is null do nothing
    returning ${departmentColumns}`.execute(scope.db);
  const department = inserted.rows[0];
  if (!department) throw problem("department-exists", { name });
  return department;
}

export async function updateDepartment(
  scope: Scope,
  id: number,
  changes: { name?: string | undefined; archived?: boolean | undefined },
  now: Date,
): Promise<Department> {
  const { name = null, archived = null } = changes;
  try {
    const updated = await sql<Department>`
      update department set
        name = coalesce(${name}::text, name),
        archived_at = case when ${archived}::boolean is null then archived_at
                           when ${archived}::boolean then coalesce(archived_at, ${now}) end
      where organisation_id = ${scope.organisationId} and id = ${id}
      returning ${departmentColumns}`.execute(scope.db);
    const department = updated.rows[0];
    if (!department) throw problem("department-not-found", { id });
    return department;
  } catch (error) {
    if ((error as { code?: string }).code === "23505") throw problem("department-exists", { name: name ?? "" }, error);
    throw error;
  }
}

export async function listAudit(
  scope: Scope,
  page: { before?: number | undefined; limit: number },
): Promise<z.infer<typeof AuditEntry>[]> {
  const found = await sql<z.infer<typeof AuditEntry>>`
    select sequence, at, actor, operation, subject, detail from audit_entry
    where organisation_id = ${scope.organisationId} and sequence < ${page.before ?? Number.MAX_SAFE_INTEGER}
    order by sequence desc limit ${page.limit}`.execute(scope.db);
  return found.rows;
}
