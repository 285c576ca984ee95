import { sql } from "kysely";
import type { Role } from "../kernel/operation.ts";
import { roles } from "../kernel/operation.ts";
import { type Database, withDirectory } from "./db/connect.ts";
import type { Asked, Question } from "./db/question.ts";
import type { Principal } from "./operation.ts";

/** A member in an organisation, before any transaction is open: the material of a Scope. */
export interface Membership {
  readonly organisationId: number;
  readonly slug: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly memberId: number | null;
  readonly actor: string;
  readonly roles: readonly Role[];
}

/**
 * Finds what a principal is in an organisation, by the organisation's slug; a token brings its own organisation.
 * Absent for an unknown organisation and for one the principal does not belong to: nobody learns which.
 */
export async function findMembership(
  database: Database,
  principal: Principal,
  slug: string | undefined,
): Promise<Membership | undefined> {
  if (principal.kind === "anonymous") return undefined;
  return withDirectory(database, async (db) => {
    if (principal.kind === "machine") {
      const found = await sql<Omit<Membership, "memberId" | "actor" | "roles">>`
        select organisation_id as "organisationId", slug, time_zone as "timeZone", currency
        from organisation where slug = ${slug ?? ""}`.execute(db);
      const organisation = found.rows[0];
      return organisation && { ...organisation, memberId: null, actor: principal.name, roles: [...roles] };
    }
    const who =
      principal.kind === "user"
        ? sql`m.user_id = ${principal.userId} and o.slug = ${slug ?? ""}`
        : sql`m.organisation_id = ${principal.organisationId} and m.id = ${principal.memberId}
              and (${slug ?? null}::text is null or o.slug = ${slug ?? null})`;
    const found = await sql<Membership>`
      select o.organisation_id as "organisationId", o.slug, o.time_zone as "timeZone", o.currency,
             m.id as "memberId", m.name as actor, m.roles
      from organisation o join member m on m.organisation_id = o.organisation_id
      where ${who}`.execute(db);
    return found.rows[0];
  });
}

const organisationIds = new WeakMap<Database, Map<string, number>>();
const rememberedSlugs = 10_000;

/**
 * The number that an organisation had when it was last named by this slug: where to look, never a right. What is found
 * there is asked again of the database, slug included, by {@link membershipQuestion}.
 */
export function likelyOrganisation(
  database: Database,
  principal: Principal,
  slug: string | undefined,
): number | undefined {
  if (principal.kind === "token") return principal.organisationId;
  return principal.kind === "user" && slug !== undefined ? organisationIds.get(database)?.get(slug) : undefined;
}

/** Remembers where an organisation was found, for {@link likelyOrganisation}. */
export function rememberOrganisation(database: Database, { slug, organisationId }: Membership): void {
  const known = organisationIds.get(database) ?? new Map<string, number>();
  if (known.size >= rememberedSlugs) known.clear();
  organisationIds.set(database, known.set(slug, organisationId));
}

const inOneOrganisation = `
  select o.organisation_id as "organisationId", o.slug, o.time_zone as "timeZone", o.currency,
         m.id as "memberId", m.name as actor, m.roles
  from organisation o join member m on m.organisation_id = o.organisation_id
  where o.organisation_id = $1 and ($3::text is null or o.slug = $3)`;
const membershipOfUser: Question = {
  name: "vigie_membership_of_user",
  types: ["bigint", "text", "text"],
  text: `${inOneOrganisation} and m.user_id = $2`,
};
const membershipOfToken: Question = {
  name: "vigie_membership_of_token",
  types: ["bigint", "bigint", "text"],
  text: `${inOneOrganisation} and m.id = $2`,
};

/** What answers {@link findMembership} within one organisation, in the round trip that opens its transaction. */
export function membershipQuestion(
  principal: Extract<Principal, { kind: "user" | "token" }>,
  organisationId: number,
  slug: string | undefined,
): Asked {
  const values = (who: string | number) => [organisationId, who, slug ?? null];
  return principal.kind === "user"
    ? { question: membershipOfUser, values: values(principal.userId) }
    : { question: membershipOfToken, values: values(principal.memberId) };
}

/** Slugs of every organisation there is: for the machine's owner, who looks after all of them. */
export async function listSlugs(database: Database): Promise<string[]> {
  const found = await withDirectory(database, (db) =>
    sql<{ slug: string }>`select slug from organisation order by slug`.execute(db),
  );
  return found.rows.map((row) => row.slug);
}
