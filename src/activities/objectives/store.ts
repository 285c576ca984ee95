import { sql } from "kysely";
import type { z } from "zod";
import type { Scope } from "../../platform/operation.ts";
import { type Change, type Objective, type ObjectiveDraft, problem } from "./contract.ts";

const columns = sql`o.id, o.statement, o.kind, o.state, o.indicator, o.perimeter, o.measure, o.direction, o.baseline,
  o.target, o.starts_on as "startsOn", o.due_on as "dueOn", o.owner_member_id as "ownerMemberId",
  o.guard_rail as "guardRail", o.guard_rail_limit as "guardRailLimit", o.created_by as "createdBy",
  o.created_at as "createdAt", o.adopted_at as "adoptedAt", o.adopted_by as "adoptedBy",
  coalesce((select array_agg(d.department_id order by d.department_id) from objective_department d
            where d.organisation_id = o.organisation_id and d.objective_id = o.id), '{}') as "departmentIds"`;

/** Adopted first, then what is due first. */
export async function listObjectives(scope: Scope, state?: Objective["state"]): Promise<Objective[]> {
  const found = await sql<Objective>`
    select ${columns} from objective o
    where o.organisation_id = ${scope.organisationId} ${state ? sql`and o.state = ${state}` : sql``}
    order by array_position(array['adopted', 'proposed', 'archived'], o.state), o.due_on, o.id`.execute(scope.db);
  return found.rows;
}

/**
 * One objective; `forUpdate` keeps others from changing it until the transaction ends.
 *
 * @throws objectives/not-found
 */
export async function getObjective(scope: Scope, id: number, forUpdate = false): Promise<Objective> {
  const found = await sql<Objective>`
    select ${columns} from objective o where o.organisation_id = ${scope.organisationId} and o.id = ${id}
    ${forUpdate ? sql`for update of o` : sql``}`.execute(scope.db);
  const objective = found.rows[0];
  if (!objective) throw problem("not-found", { id });
  return objective;
}

export async function insertObjective(scope: Scope, draft: ObjectiveDraft, now: Date): Promise<number> {
  const inserted = await sql<{ id: number }>`
    insert into objective (organisation_id, statement, kind, state, indicator, perimeter, baseline, target, direction,
                           measure, starts_on, due_on, owner_member_id, guard_rail, guard_rail_limit, created_by, created_at)
    values (${scope.organisationId}, ${draft.statement}, ${draft.kind}, 'proposed', ${draft.indicator},
            ${JSON.stringify(draft.perimeter)}::jsonb, ${draft.baseline}, ${draft.target}, ${draft.direction},
            ${draft.measure}, ${draft.startsOn}, ${draft.dueOn}, ${draft.ownerMemberId}, ${draft.guardRail},
            ${draft.guardRailLimit}, ${scope.actor}, ${now})
    returning id`.execute(scope.db);
  const { id } = inserted.rows[0] as { id: number };
  await setDepartments(scope, id, draft.departmentIds);
  return id;
}

/** Writes every field of the draft. */
export async function updateObjective(scope: Scope, id: number, draft: ObjectiveDraft): Promise<void> {
  await sql`
    update objective set
      statement = ${draft.statement}, kind = ${draft.kind}, indicator = ${draft.indicator},
      perimeter = ${JSON.stringify(draft.perimeter)}::jsonb, baseline = ${draft.baseline}, target = ${draft.target},
      direction = ${draft.direction}, measure = ${draft.measure}, starts_on = ${draft.startsOn}, due_on = ${draft.dueOn},
      owner_member_id = ${draft.ownerMemberId}, guard_rail = ${draft.guardRail}, guard_rail_limit = ${draft.guardRailLimit}
    where organisation_id = ${scope.organisationId} and id = ${id}`.execute(scope.db);
  await setDepartments(scope, id, draft.departmentIds);
}

async function setDepartments(scope: Scope, id: number, departmentIds: readonly number[]): Promise<void> {
  await sql`
    delete from objective_department where organisation_id = ${scope.organisationId} and objective_id = ${id}
      and department_id <> all (${[...departmentIds]}::bigint[])`.execute(scope.db);
  await sql`
    insert into objective_department (organisation_id, objective_id, department_id)
    select ${scope.organisationId}::bigint, ${id}::bigint, department_id
    from unnest(${[...new Set(departmentIds)]}::bigint[]) as given (department_id)
    on conflict (organisation_id, objective_id, department_id) do nothing`.execute(scope.db);
}

export async function updateAdoption(scope: Scope, id: number, now: Date): Promise<void> {
  await sql`
    update objective set state = 'adopted', adopted_at = ${now}, adopted_by = ${scope.actor}
    where organisation_id = ${scope.organisationId} and id = ${id}`.execute(scope.db);
}

/** Archives, or brings back to what it was before. */
export async function updateArchived(scope: Scope, id: number, archived: boolean, now: Date): Promise<void> {
  await sql`
    update objective set
      state = case when ${archived}::boolean then 'archived' when adopted_at is null then 'proposed' else 'adopted' end,
      archived_at = case when ${archived}::boolean then ${now}::timestamptz end
    where organisation_id = ${scope.organisationId} and id = ${id}`.execute(scope.db);
}

export async function insertChange(
  scope: Scope,
  objectiveId: number,
  change: Omit<z.infer<typeof Change>, "id" | "by">,
): Promise<void> {
  await sql`
    insert into objective_change (organisation_id, objective_id, at, by, reason, before, after)
    values (${scope.organisationId}, ${objectiveId}, ${change.at}, ${scope.actor}, ${change.reason},
            ${JSON.stringify(change.before)}::jsonb, ${JSON.stringify(change.after)}::jsonb)`.execute(scope.db);
}

/** What changed, newest first. */
export async function listChanges(scope: Scope, objectiveId: number): Promise<z.infer<typeof Change>[]> {
  const found = await sql<z.infer<typeof Change>>`
    select id, at, by, reason, before, after from objective_change
    where organisation_id = ${scope.organisationId} and objective_id = ${objectiveId}
    order by at desc, id desc`.execute(scope.db);
  return found.rows;
}
