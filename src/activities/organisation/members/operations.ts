import { access } from "../../../kernel/problems.ts";
import { hashSecret, newApiToken, newSecret } from "../../../platform/api-token.ts";
import { appendAudit } from "../../../platform/audit.ts";
import { withDirectory } from "../../../platform/db/connect.ts";
import { type CallContext, implementContract, type Scope } from "../../../platform/operation.ts";
import { withOwnScope } from "../../../platform/own-scope.ts";
import { sessionOf } from "../../../platform/session.ts";
import { findUser, findUserByEmail, hashPassword, insertUser, lockUsers, normalEmail } from "../../../platform/user.ts";
import { organisation, problem } from "../contract.ts";
import {
  checkAdministratorRemains,
  checkPassword,
  daysLater,
  invitationExpiry,
  organisationOfSecret,
} from "../rules.ts";
import {
  deleteMember,
  getMember,
  getPendingInvitation,
  hasDepartment,
  hasMember,
  insertInvitation,
  insertMember,
  insertToken,
  listInvitations,
  listInvitationsTo,
  listMembers,
  listTokens,
  lockAdministrators,
  markAccepted,
  type PendingInvitation,
  revokeInvitation,
  revokeInvitationsTo,
  revokeToken,
  updateMember,
} from "./store.ts";

const os = implementContract(organisation);

const changeMember = os.updateMember.handler(async ({ context, input: { id, ...changes } }) => {
  const { scope } = context;
  if (changes.roles) {
    const administrators = await lockAdministrators(scope);
    await getMember(scope, id);
    checkAdministratorRemains(administrators, id, changes.roles);
  }
  if (changes.departmentId && !(await hasDepartment(scope, changes.departmentId))) {
    throw problem("department-not-found", { id: changes.departmentId });
  }
  const member = await updateMember(scope, id, { ...changes, roles: changes.roles && [...new Set(changes.roles)] });
  context.note(`member:${id}`, changes);
  return member;
});

const removeMember = os.removeMember.handler(async ({ context, input: { id } }) => {
  const administrators = await lockAdministrators(context.scope);
  await getMember(context.scope, id);
  checkAdministratorRemains(administrators, id, []);
  await deleteMember(context.scope, id);
  context.note(`member:${id}`);
  return { id };
});

const invite = os.invite.handler(async ({ context, input }) => {
  const { scope, now, config } = context;
  refuseTokens(context);
  const email = normalEmail(input.email);
  if (await hasMember(scope, { email })) throw problem("already-a-member");
  await revokeInvitationsTo(scope, email, now);
  const secret = newSecret("", scope.organisationId, ".");
  const invitation = await insertInvitation(scope, {
    tokenHash: hashSecret(secret),
    email,
    roles: [...new Set(input.roles)],
    invitedBy: scope.actor,
    createdAt: now,
    expiresAt: invitationExpiry(now),
  });
  context.note(`invitation:${invitation.id}`, { roles: invitation.roles });
  // After the #, so that the secret reaches no log of a server or proxy on the way.
  return { ...invitation, link: `${config.publicUrl}/invitation#${secret}` };
});

const readInvitation = os.readInvitation.handler(({ context, input }) =>
  withInvitation(context, input.secret, async (scope, { organisationName, email, roles }) => {
    const user = await findUserByEmail(scope.db, email);
    return { organisationName, email, roles, hasAccount: user !== undefined };
  }),
);

const acceptInvitation = os.acceptInvitation.handler(async ({ context, input }) => {
  const { principal, now, database } = context;
  if (principal.kind === "token") throw access("sign-in-needed");
  if (principal.kind === "user") {
    return withInvitation(context, input.secret, async (scope, invitation) => {
      const user = await findUser(scope.db, principal.userId);
      if (!user) throw access("sign-in-needed");
      return join(context, scope, invitation, { userId: user.id, name: user.name, email: user.email });
    });
  }
  // Whoever knows no secret must not make us hash passwords: look first, then hash, then look again under the lock.
  const email = await withInvitation(context, input.secret, async (scope, invitation) => {
    // The address already has a sign-in: the link alone does not open it.
    if (await findUserByEmail(scope.db, invitation.email)) throw access("sign-in-needed");
    const { name, password } = input;
    if (name === undefined || password === undefined) throw problem("name-missing");
    checkPassword(password, [name, invitation.email, invitation.organisationName]);
    return invitation.email;
  });
  const name = input.name as string;
  const password = input.password as string;
  const passwordHash = await hashPassword(password);
  const joined = await withInvitation(context, input.secret, async (scope, invitation) => {
    await lockUsers(scope.db);
    if (await findUserByEmail(scope.db, email)) throw access("sign-in-needed");
    const user = await insertUser(scope.db, { name, email, passwordHash, now });
    return join(context, scope, invitation, { userId: user.id, name, email });
  });
  if (context.responseHeaders) await sessionOf(database)?.begin({ email, password }, context.responseHeaders);
  return joined;
});

const joinInvited = os.joinInvited.handler(async ({ context }) => {
  const { principal, database, now } = context;
  if (principal.kind !== "user") return { slugs: [] };
  const { user, waiting } = await withDirectory(database, async (db) => {
    const user = await findUser(db, principal.userId);
    return { user, waiting: user?.emailVerified ? await listInvitationsTo(db, user.email, now) : [] };
  });
  const slugs: string[] = [];
  for (const { organisationId, id } of user ? waiting : []) {
    const person = { userId: principal.userId, name: principal.name, email: principal.email };
    const joined = await withOwnScope(database, organisationId, { name: person.name }, async (scope) => {
      if (await hasMember(scope, person)) return undefined;
      return join(context, scope, await getPendingInvitation(scope, { id }, now), person);
    });
    if (joined) slugs.push(joined.slug);
  }
  return { slugs };
});

const createToken = os.createToken.handler(async ({ context, input }) => {
  const { scope, now } = context;
  refuseTokens(context);
  // The machine's owner is no member: a token made at the command line acts for the first administrator.
  const memberId = scope.memberId ?? (await lockAdministrators(scope))[0]?.id;
  if (memberId === undefined) throw problem("member-not-found");
  const secret = newApiToken(scope.organisationId);
  const token = await insertToken(scope, {
    memberId,
    name: input.name,
    effect: input.effect,
    tokenHash: hashSecret(secret),
    createdAt: now,
    expiresAt: daysLater(now, input.days),
  });
  context.note(`token:${token.id}`, { effect: token.effect, expiresAt: token.expiresAt });
  return { ...token, token: secret };
});

export const memberOperations = {
  listMembers: os.listMembers.handler(({ context }) => listMembers(context.scope)),
  updateMember: changeMember,
  removeMember,
  listInvitations: os.listInvitations.handler(({ context }) => listInvitations(context.scope)),
  invite,
  revokeInvitation: os.revokeInvitation.handler(async ({ context, input: { id } }) => {
    await revokeInvitation(context.scope, id, context.now);
    context.note(`invitation:${id}`);
    return { id };
  }),
  readInvitation,
  acceptInvitation,
  joinInvited,
  listTokens: os.listTokens.handler(({ context }) => listTokens(context.scope, context.now)),
  createToken,
  revokeToken: os.revokeToken.handler(async ({ context, input: { id } }) => {
    await revokeToken(context.scope, id, context.now);
    context.note(`token:${id}`);
    return { id };
  }),
};

/** A token that makes tokens or members would outlive its own end. */
function refuseTokens({ principal }: CallContext): void {
  if (principal.kind === "token") throw access("scope-missing");
}

/** Runs in the organisation of an invitation, for the bearer of its secret; an unknown organisation is an unknown secret. */
function withInvitation<Answer>(
  context: CallContext,
  secret: string,
  run: (scope: Scope, invitation: PendingInvitation) => Promise<Answer>,
): Promise<Answer> {
  const actor = context.principal.kind === "user" ? context.principal.name : "";
  return withOwnScope(context.database, organisationOfSecret(secret), { name: actor }, async (scope) =>
    run(scope, await getPendingInvitation(scope, { tokenHash: hashSecret(secret) }, context.now)),
  ).catch((error: unknown) => {
    if ((error as { code?: string }).code === "access/organisation-unknown") throw problem("invitation-not-found");
    throw error;
  });
}

async function join(
  context: CallContext,
  scope: Scope,
  invitation: PendingInvitation,
  person: { userId: string; name: string; email: string },
): Promise<{ slug: string }> {
  const memberId = await insertMember(scope, { ...person, roles: invitation.roles, now: context.now });
  await markAccepted(scope, invitation.id, context.now);
  await appendAudit(scope, {
    at: context.now,
    actor: person.name,
    operation: "organisation.acceptInvitation",
    subject: `invitation:${invitation.id}`,
    detail: { member: memberId, roles: invitation.roles },
  });
  return { slug: scope.slug };
}
