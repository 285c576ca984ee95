import { call } from "@orpc/server";
import { type Day, dayIn } from "../../kernel/period.ts";
import { implementContract, type OperationContext } from "../../platform/operation.ts";
import type { Figure } from "../indicators/contract.ts";
import { problem as indicatorProblem } from "../indicators/contract.ts";
import { isWithin } from "../indicators/facts/rules.ts";
import { indicatorsOperations } from "../indicators/operations.ts";
import { provenanceOperations } from "../measurements/provenance/operations.ts";
import { organisationOperations } from "../organisation/operations.ts";
import { templates } from "./catalogue.ts";
import { type Attainment, type Objective, ObjectiveDraft, objectives, problem } from "./contract.ts";
import {
  attainmentOf,
  checkDraft,
  checkDueDay,
  differenceOf,
  expectedOn,
  guardRailWindow,
  meanOf,
  startingWindows,
  trajectoryDays,
  trajectoryWindow,
  windowsOf,
} from "./rules.ts";
import {
  getObjective,
  insertChange,
  insertObjective,
  listChanges,
  listObjectives,
  updateAdoption,
  updateArchived,
  updateObjective,
} from "./store.ts";

const os = implementContract(objectives);

const todayOf = (context: OperationContext): Day => dayIn(context.now, context.scope.timeZone);

/** The figures of all objectives are asked for together: the cost does not grow with their number of questions. */
async function attainmentsOf(context: OperationContext, list: readonly Objective[], asOf: Day): Promise<Attainment[]> {
  const windows = list.map((objective) => windowsOf(objective, asOf, todayOf(context)));
  const asks = list.flatMap((objective, index) => {
    const ranges = windows[index] ?? [];
    if (ranges.length === 0) return [];
    const { indicator: id, perimeter, guardRail } = objective;
    const rail = guardRail ? [{ id: guardRail, perimeter, ranges: [guardRailWindow(objective, asOf)] }] : [];
    return [{ id, perimeter, ranges }, ...rail];
  });
  const answers = await call(indicatorsOperations.figures, { asks }, { context });
  let next = 0;
  return list.map((objective, index) => {
    if ((windows[index] ?? []).length === 0) return attainmentOf(objective, [], null, asOf);
    const figures = answers[next++] as Figure[];
    const rail = objective.guardRail ? ((answers[next++] as Figure[])[0] ?? null) : null;
    return attainmentOf(objective, figures, rail, asOf);
  });
}

/** Everything that a draft names must be there, and be of this organisation. */
async function checkNames(context: OperationContext, draft: ObjectiveDraft, before?: Objective): Promise<void> {
  const { departmentIds, ownerMemberId, perimeter } = draft;
  if (departmentIds.length > 0) {
    const departments = await call(organisationOperations.listDepartments, undefined, { context });
    for (const id of departmentIds) {
      const department = departments.find((each) => each.id === id);
      // A department archived since then stays where it was named.
      const usable = department && (department.archivedAt === null || before?.departmentIds.includes(id));
      if (!usable) throw problem("department-not-found", { id });
    }
  }
  if (ownerMemberId !== null) {
    const members = await call(organisationOperations.listMembers, undefined, { context });
    if (!members.some((member) => member.id === ownerMemberId)) throw problem("owner-not-found", { id: ownerMemberId });
  }
  if (perimeter.accountId !== undefined) {
    const accounts = await call(organisationOperations.listAccounts, undefined, { context });
    if (!accounts.some((account) => account.id === perimeter.accountId)) {
      throw indicatorProblem("account-not-found", { id: perimeter.accountId });
    }
  }
}

/** Every operation of the objectives, for the router and for later slices. */
export const objectivesOperations = {
  listTemplates: os.listTemplates.handler(async ({ context }) => {
    const { kind } = await call(organisationOperations.get, undefined, { context });
    return templates
      .filter((template) => template.organisationKinds.includes(kind))
      .map((template) => ({
        ...template,
        label: template.label[context.language],
        statement: template.statement[context.language],
      }));
  }),

  baseline: os.baseline.handler(async ({ context, input }) => {
    const { indicator: id, measure, network, accountId } = input;
    const perimeter = { ...(network ? { network } : {}), ...(accountId === undefined ? {} : { accountId }) };
    const ranges = startingWindows(measure, todayOf(context));
    const [first, last] = [ranges[0], ranges.at(-1)];
    if (!first || !last) return { value: null, reason: null, range: null, sources: [], importedAt: null };
    const accounts = (await call(provenanceOperations.freshness, undefined, { context })).filter((each) =>
      isWithin({ id: each.accountId, network: each.network }, perimeter),
    );
    const alone = accounts.map((each) => ({ id, perimeter: { accountId: each.accountId }, ranges }));
    const asks = [{ id, perimeter, ranges }, ...alone];
    const [together = [], ...apart] = await call(indicatorsOperations.figures, { asks }, { context });
    const sources = accounts.filter((_, index) => meanOf(apart[index] ?? []) !== null);
    const imports = sources.flatMap((each) => each.lastImportAt ?? []);
    const value = meanOf(together);
    return {
      value,
      reason: value === null ? (together.find((figure) => figure.reason !== null)?.reason ?? null) : null,
      range: { from: first.from, to: last.to },
      sources: sources.map((each) => each.accountName),
      importedAt: imports.length > 0 ? new Date(Math.max(...imports.map(Number))) : null,
    };
  }),

  list: os.list.handler(async ({ context, input }) => {
    const list = await listObjectives(context.scope, input.state);
    const attainments = await attainmentsOf(context, list, input.asOf ?? todayOf(context));
    return list.map((objective, index) => ({ objective, attainment: attainments[index] as Attainment }));
  }),

  get: os.get.handler(async ({ context, input }) => {
    const asOf = input.asOf ?? todayOf(context);
    const objective = await getObjective(context.scope, input.id);
    const [attainment] = await attainmentsOf(context, [objective], asOf);
    const points = trajectoryDays(objective).map((day) => ({
      day,
      window: day <= asOf ? trajectoryWindow(objective, day) : null,
    }));
    const ranges = points.flatMap(({ window }) => window ?? []);
    const { indicator: id, perimeter } = objective;
    const figures =
      ranges.length === 0 ? [] : await call(indicatorsOperations.figure, { id, perimeter, ranges }, { context });
    let next = 0;
    const trajectory = points.map(({ day, window }) => ({
      day,
      actual: window ? ((figures[next++] as Figure).value ?? null) : null,
      expected: expectedOn(objective, day),
    }));
    const changes = await listChanges(context.scope, objective.id);
    return { objective, attainment: attainment as Attainment, trajectory, changes };
  }),

  create: os.create.handler(async ({ context, input }) => {
    checkDraft(input);
    checkDueDay(input.dueOn, todayOf(context));
    await checkNames(context, input);
    const id = await insertObjective(context.scope, input, context.now);
    context.note(`objective:${id}`, { statement: input.statement, indicator: input.indicator, target: input.target });
    return getObjective(context.scope, id);
  }),

  update: os.update.handler(async ({ context, input }) => {
    const before = await getObjective(context.scope, input.id, true);
    if (before.state === "archived") throw problem("archived", { id: before.id });
    const difference = differenceOf<ObjectiveDraft>(
      ObjectiveDraft.parse(before),
      input.changes as Partial<ObjectiveDraft>,
    );
    if (Object.keys(difference.after).length === 0) return before;
    if (before.state === "adopted" && input.reason === undefined)
      throw problem("adopted-needs-reason", { id: before.id });
    const draft = { ...ObjectiveDraft.parse(before), ...difference.after } as ObjectiveDraft;
    checkDraft(draft);
    if (difference.after.dueOn !== undefined) checkDueDay(draft.dueOn, todayOf(context));
    await checkNames(context, draft, before);
    await updateObjective(context.scope, before.id, draft);
    await insertChange(context.scope, before.id, { at: context.now, reason: input.reason ?? "", ...difference });
    context.note(`objective:${before.id}`, { ...difference, reason: input.reason ?? "" });
    return getObjective(context.scope, before.id);
  }),

  adopt: os.adopt.handler(async ({ context, input }) => {
    const before = await getObjective(context.scope, input.id, true);
    if (before.state === "archived") throw problem("archived", { id: before.id });
    if (before.state === "adopted") throw problem("already-adopted", { id: before.id });
    await updateAdoption(context.scope, before.id, context.now);
    return changeState(context, before);
  }),

  archive: os.archive.handler(async ({ context, input }) => {
    const before = await getObjective(context.scope, input.id, true);
    if ((before.state === "archived") === input.archived) return before;
    await updateArchived(context.scope, before.id, input.archived, context.now);
    return changeState(context, before);
  }),
};

/** Keeps in the history that an objective was adopted, archived or brought back. */
async function changeState(context: OperationContext, before: Objective): Promise<Objective> {
  const after = await getObjective(context.scope, before.id);
  await insertChange(context.scope, before.id, {
    at: context.now,
    reason: "",
    before: { state: before.state },
    after: { state: after.state },
  });
  context.note(`objective:${before.id}`, { from: before.state, to: after.state });
  return after;
}
