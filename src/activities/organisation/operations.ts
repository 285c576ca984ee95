import { roles } from "../../kernel/operation.ts";
import { access } from "../../kernel/problems.ts";
import { appendAudit, verifyAudit } from "../../platform/audit.ts";
import { withDirectory } from "../../platform/db/connect.ts";
import {
  type CallContext,
  holdsRole,
  implementContract,
  type OperationContext,
  openScope,
  type Scope,
} from "../../platform/operation.ts";
import { removeOrganisationFolder } from "../../platform/organisation-folder.ts";
import { nextOrganisationId, withOwnScope } from "../../platform/own-scope.ts";
import { sessionOf } from "../../platform/session.ts";
import { findUser, hashPassword, hasUsers, insertUser, lockUsers } from "../../platform/user.ts";
import { version } from "../../platform/version.ts";
import { accountOperations } from "./accounts/operations.ts";
import { organisation, problem } from "./contract.ts";
import { memberOperations } from "./members/operations.ts";
import { insertMember } from "./members/store.ts";
import { checkPassword, checkServiceHours, defaultServiceHours, nextSlug, slugOf } from "./rules.ts";
import {
  deleteDemonstration,
  getOrganisation,
  insertDepartment,
  insertOrganisation,
  listAdministrators,
  listAudit,
  listBelongings,
  listDepartments,
  listOrganisations,
  listOrphanDemonstrations,
  updateDepartment,
  updateOrganisation,
} from "./store.ts";

const os = implementContract(organisation);

const welcome = os.welcome.handler(async ({ context }) => ({
  setUp: !(await withDirectory(context.database, hasUsers)),
  version,
  singleSignOn: context.config.oidc ? { label: context.config.oidc.label } : null,
}));

const setUp = os.setUp.handler(async ({ context, input }) => {
  const { database, now } = context;
  // Once more under a lock below; here it spares strangers' attempts the price of a hash.
  if (await withDirectory(database, hasUsers)) throw problem("already-set-up");
  checkPassword(input.password, [input.name, input.email, input.organisationName]);
  const passwordHash = await hashPassword(input.password);
  const founded = await found(
    context,
    { profile: { name: input.organisationName, kind: input.kind, timeZone: input.timeZone }, actor: input.name },
    {
      before: async (db) => {
        await lockUsers(db);
        if (await hasUsers(db)) throw problem("already-set-up");
      },
      inside: async (scope) => {
        const user = await insertUser(scope.db, { name: input.name, email: input.email, passwordHash, now });
        await insertMember(scope, { ...user, userId: user.id, roles: ["admin", "manager"], now });
        await trace(context, scope, "setUp");
        return user;
      },
    },
  );
  const { id: userId, name, email } = founded.answer;
  for (const id of await withDirectory(database, listOrphanDemonstrations)) {
    await withOwnScope(database, id, { name }, (scope) =>
      insertMember(scope, { userId, name, email, roles: ["admin", "manager"], now }),
    );
  }
  if (context.responseHeaders) {
    await sessionOf(database)?.begin({ email, password: input.password }, context.responseHeaders);
  }
  return { slug: founded.slug };
});

const whoAmI = os.whoAmI.handler(async ({ context }) => {
  const { principal, database } = context;
  return withDirectory(database, async (db) => {
    if (principal.kind === "machine") {
      const all = await listOrganisations(db);
      const organisations = all.map((each) => ({ ...each, roles: [...roles] }));
      return { name: principal.name, email: "", twoFactor: false, organisations };
    }
    const user = principal.kind === "user" ? await findUser(db, principal.userId) : undefined;
    if (!user) throw access("sign-in-needed");
    const { name, email, twoFactor, id } = user;
    return { name, email, twoFactor, organisations: await listBelongings(db, id) };
  });
});

const create = os.create.handler(async ({ context, input }) => {
  const { principal } = context;
  const { slug } = await found(
    context,
    { profile: { name: input.name, kind: input.kind }, slug: input.slug, actor: actorOf(context) },
    {
      inside: async (scope) => {
        if (principal.kind === "user") {
          await insertMember(scope, { ...principal, roles: ["admin", "manager"], now: context.now });
        }
        await trace(context, scope, "create");
      },
    },
  );
  return { slug };
});

const createDemonstration = os.createDemonstration.handler(async ({ context, input }) => {
  const { principal, database, now } = context;
  if (input.profile.serviceHours) checkServiceHours(input.profile.serviceHours);
  const members = principal.kind === "user" ? [principal] : await withDirectory(database, listAdministrators);
  const { slug } = await found(
    context,
    { profile: input.profile, slug: input.slug, demonstration: true, actor: actorOf(context) },
    {
      inside: async (scope) => {
        for (const member of members) await insertMember(scope, { ...member, roles: ["admin", "manager"], now });
        await trace(context, scope, "createDemonstration");
      },
    },
  );
  return { slug };
});

const removeDemonstration = os.removeDemonstration.handler(async ({ context, input }) => {
  const removed = await openScope({ ...context, scope: undefined, organisation: input.slug }, async (scope) => {
    if (!holdsRole(scope, ["admin"])) throw access("role-missing", { roles: ["admin"] });
    if (!(await deleteDemonstration(scope))) throw access("organisation-unknown", { organisation: input.slug });
    return scope.organisationId;
  });
  // After the commit: files cannot come back with a transaction.
  await removeOrganisationFolder(context.config, removed);
  return { slug: input.slug };
});

const get = os.get.handler(({ context }) => getOrganisation(context.scope));

const update = os.update.handler(async ({ context, input }) => {
  if (input.serviceHours) checkServiceHours(input.serviceHours);
  await updateOrganisation(context.scope, input);
  context.note("organisation", { fields: Object.keys(input) });
  return getOrganisation(context.scope);
});

const createDepartment = os.createDepartment.handler(async ({ context, input }) => {
  const department = await insertDepartment(context.scope, input.name, context.now);
  context.note(`department:${department.id}`, { name: department.name });
  return department;
});

const changeDepartment = os.updateDepartment.handler(async ({ context, input: { id, ...changes } }) => {
  const department = await updateDepartment(context.scope, id, changes, context.now);
  context.note(`department:${id}`, changes);
  return department;
});

/** Every operation of the organisation, for the router and for later slices. */
export const organisationOperations = {
  welcome,
  setUp,
  whoAmI,
  create,
  createDemonstration,
  removeDemonstration,
  get,
  update,
  listDepartments: os.listDepartments.handler(({ context }) => listDepartments(context.scope)),
  createDepartment,
  updateDepartment: changeDepartment,
  ...memberOperations,
  ...accountOperations,
  listAudit: os.listAudit.handler(({ context, input }) => listAudit(context.scope, input)),
  verifyAudit: os.verifyAudit.handler(({ context }) => verifyAudit(context.scope)),
} satisfies Record<keyof typeof organisation, unknown>;

type Founding = Omit<
  Parameters<typeof insertOrganisation>[1],
  "organisationId" | "slug" | "createdAt" | "serviceHours"
>;

/**
 * Founds an organisation in one transaction with whatever makes it usable: its first member, its first line of the
 * trail. Without a slug of its own, its name gives one.
 */
async function found<Answer>(
  context: CallContext,
  plan: {
    profile: Omit<Founding, "demonstration"> & { serviceHours?: ReturnType<typeof defaultServiceHours> };
    slug?: string | undefined;
    demonstration?: boolean;
    actor: string;
  },
  steps: {
    before?: (db: Parameters<typeof insertOrganisation>[0]) => Promise<void>;
    inside: (scope: Scope) => Promise<Answer>;
  },
): Promise<{ slug: string; answer: Answer }> {
  const organisationId = await nextOrganisationId(context.database);
  const draft = {
    ...plan.profile,
    serviceHours: plan.profile.serviceHours ?? defaultServiceHours(plan.profile.kind),
    organisationId,
    demonstration: plan.demonstration ?? false,
    createdAt: context.now,
  };
  let slug = plan.slug ?? slugOf(plan.profile.name);
  const answer = await withOwnScope(
    context.database,
    organisationId,
    { name: plan.actor },
    steps.inside,
    async (db) => {
      await steps.before?.(db);
      for (let taken = 0; !(await insertOrganisation(db, { ...draft, slug })); taken++) {
        if (plan.slug || taken > 100) throw problem("slug-taken", { slug });
        slug = nextSlug(slugOf(plan.profile.name), taken + 1);
      }
    },
  );
  return { slug, answer };
}

/** The line that the guard cannot write, because the organisation did not exist when the call came. */
function trace(context: OperationContext, scope: Scope, operation: keyof typeof organisation): Promise<void> {
  return appendAudit(scope, {
    at: context.now,
    actor: scope.actor,
    operation: `organisation.${operation}`,
    subject: "organisation",
    detail: {},
  });
}

function actorOf({ principal }: CallContext): string {
  if (principal.kind === "user" || principal.kind === "machine") return principal.name;
  throw access("sign-in-needed");
}
