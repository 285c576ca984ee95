import { call } from "@orpc/server";
import { createRandom } from "../../engine/random.ts";
import { addDays, type Day, dayIn } from "../../kernel/period.ts";
import { type CallContext, implementContract, openScope } from "../../platform/operation.ts";
import { measurementsOperations } from "../measurements/operations.ts";
import { objectivesOperations } from "../objectives/operations.ts";
import type { Account } from "../organisation/contract.ts";
import { organisationOperations } from "../organisation/operations.ts";
import { tellCampaign, tellCounts } from "./campaigns/rules.ts";
import { demonstrations } from "./catalogue.ts";
import { demonstration, problem } from "./contract.ts";
import { tellPage } from "./pages/rules.ts";
import type { DemonstrationPlan, ObjectivePlan } from "./plans/catalogue.ts";
import { type DemonstrationLine, spanBefore } from "./rules.ts";

const os = implementContract(demonstration);

const create = os.create.handler(async ({ context }) => {
  const me = await call(organisationOperations.whoAmI, undefined, { context });
  const theirs = me.organisations.filter((each) => demonstrations.some((plan) => isMadeFrom(plan, each)));
  for (const { slug, name, roles } of theirs) {
    if (await isFilled({ ...context, organisation: slug })) throw problem("already-there", { organisation: name });
    // Cut short while it was made: an empty shell is left, and is made again.
    if (roles.includes("admin")) await call(organisationOperations.removeDemonstration, { slug }, { context });
  }
  const made: { slug: string; name: string }[] = [];
  try {
    for (const plan of demonstrations) {
      // Somebody else's copy keeps its slug, and what they tried in it stays theirs: this one gets the next slug.
      const { slug } = await call(organisationOperations.createDemonstration, { profile: plan.profile }, { context });
      made.push({ slug, name: plan.profile.name });
      await fill({ ...context, organisation: slug }, plan);
    }
  } catch (error) {
    for (const { slug } of made) await call(organisationOperations.removeDemonstration, { slug }, { context });
    throw error;
  }
  return { organisations: made };
});

const remove = os.remove.handler(async ({ context }) => {
  const me = await call(organisationOperations.whoAmI, undefined, { context });
  const organisations = me.organisations
    .filter((each) => each.demonstration && each.roles.includes("admin"))
    .map(({ slug, name }) => ({ slug, name }));
  if (organisations.length === 0) throw problem("not-there");
  for (const { slug } of organisations) {
    await call(organisationOperations.removeDemonstration, { slug }, { context });
  }
  return { organisations };
});

/** Every operation of the demonstration, for the router. */
export const demonstrationOperations = { create, remove } satisfies Record<keyof typeof demonstration, unknown>;

/** Is it a copy of this demonstration: its slug, or the slug with a number after it? */
function isMadeFrom(plan: DemonstrationPlan, one: { slug: string; demonstration: boolean }): boolean {
  return one.demonstration && one.slug.startsWith(plan.slug) && /^(-\d+)?$/u.test(one.slug.slice(plan.slug.length));
}

async function isFilled(context: CallContext): Promise<boolean> {
  const imports = await call(measurementsOperations.listImports, { limit: 1 }, { context });
  return imports.length > 0;
}

/** Departments, two years of data and objectives in one transaction: an organisation is filled or empty, never between. */
function fill(context: CallContext, plan: DemonstrationPlan): Promise<void> {
  return openScope(context, async (scope) => {
    const inside = { context: { ...context, scope } };
    const today = dayIn(context.now, scope.timeZone);
    const departments = new Map<string, number>();
    for (const name of plan.departments) {
      departments.set(name, (await call(organisationOperations.createDepartment, { name }, inside)).id);
    }
    await call(
      measurementsOperations.load,
      { label: `Démonstration : ${plan.profile.name}`, observations: linesOf(plan, today) },
      inside,
    );
    const accounts = await call(organisationOperations.listAccounts, undefined, inside);
    for (const objective of plan.objectives) {
      const draft = draftOf(objective, today, departments, accounts);
      const { id } = await call(objectivesOperations.create, draft, inside);
      if (objective.adopted) await call(objectivesOperations.adopt, { id }, inside);
    }
  });
}

function linesOf(plan: DemonstrationPlan, today: Day): DemonstrationLine[] {
  const span = spanBefore(today);
  const random = createRandom(plan.seed);
  return [
    ...plan.pages.flatMap((page) => tellPage(page, plan.words, span, random.split())),
    ...plan.campaigns.flatMap((campaign) => tellCampaign(campaign, span, random.split())),
    ...plan.counts.flatMap((count) => tellCounts(count, span, random.split())),
  ];
}

function draftOf(
  plan: ObjectivePlan,
  today: Day,
  departments: ReadonlyMap<string, number>,
  accounts: readonly Account[],
) {
  const account = accounts.find((each) => each.externalId === plan.account?.externalId);
  const departmentId = departments.get(plan.department);
  return {
    statement: plan.statement,
    kind: plan.kind,
    indicator: plan.indicator,
    perimeter: account ? { accountId: account.id } : {},
    measure: plan.measure,
    direction: plan.direction,
    baseline: plan.baseline,
    target: plan.target,
    startsOn: addDays(today, -plan.startedDaysAgo),
    dueOn: addDays(today, plan.dueInDays),
    departmentIds: departmentId === undefined ? [] : [departmentId],
    guardRail: plan.guardRail?.indicator ?? null,
    guardRailLimit: plan.guardRail?.limit ?? null,
  };
}
