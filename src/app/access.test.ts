import { type AnyContractProcedure, isContractProcedure } from "@orpc/contract";
import { type AnyProcedure, call } from "@orpc/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anyMember, type OperationMeta, type Role, roles } from "../kernel/operation.ts";
import type { Database } from "../platform/db/connect.ts";
import { createTestDatabase } from "../platform/db/testing.ts";
import { implementContract, type Principal } from "../platform/operation.ts";
import { operationsOf, withoutInternal } from "../platform/published.ts";
import { aCall, anonymous, machine } from "../platform/test-call.ts";
import { router } from "./activities.ts";
import { contract } from "./contract.ts";

type Class = Pick<OperationMeta, "effect" | "asks" | "roles">;
const reads = (...wanted: Role[]): Class => ({ effect: "read", asks: "organisation", roles: wanted });
const writes = (...wanted: Role[]): Class => ({ effect: "write", asks: "organisation", roles: wanted });
const signedIn = (effect: "read" | "write"): Class => ({ effect, asks: "user", roles: [] });
const anybody = (effect: "read" | "write"): Class => ({ effect, asks: "public", roles: [] });
const importers: Role[] = ["admin", "manager", "community"];

/**
 * Who may call what, said a second time and apart from the contract: whoever adds or opens an operation says so here
 * too, where it is read as one table.
 */
const classified: Record<string, Class> = {
  "organisation.welcome": anybody("read"),
  "organisation.setUp": anybody("write"),
  "organisation.whoAmI": signedIn("read"),
  "organisation.create": signedIn("write"),
  "organisation.createDemonstration": signedIn("write"),
  "organisation.removeDemonstration": signedIn("write"),
  "organisation.get": reads(...anyMember),
  "organisation.update": writes("admin", "manager"),
  "organisation.listDepartments": reads(...anyMember),
  "organisation.createDepartment": writes("admin", "manager"),
  "organisation.updateDepartment": writes("admin", "manager"),
  "organisation.listMembers": reads(...anyMember),
  "organisation.updateMember": writes("admin"),
  "organisation.removeMember": writes("admin"),
  "organisation.listInvitations": reads("admin"),
  "organisation.invite": writes("admin"),
  "organisation.revokeInvitation": writes("admin"),
  "organisation.readInvitation": anybody("read"),
  "organisation.acceptInvitation": anybody("write"),
  "organisation.joinInvited": signedIn("write"),
  "organisation.listAccounts": reads(...anyMember),
  "organisation.createAccount": writes(...importers),
  "organisation.updateAccount": writes("admin", "manager"),
  "organisation.ensureAccounts": writes(...importers),
  "organisation.listTokens": reads("admin"),
  "organisation.createToken": writes("admin"),
  "organisation.revokeToken": writes("admin"),
  "organisation.listAudit": reads("admin", "manager"),
  "organisation.verifyAudit": reads("admin", "manager"),
  "measurements.listNetworks": reads(...anyMember),
  "measurements.listImports": reads(...anyMember),
  "measurements.getImport": reads(...anyMember),
  "measurements.preview": reads(...importers),
  "measurements.start": writes(...importers),
  "measurements.undo": writes(...importers),
  "measurements.receive": writes(...importers),
  "measurements.resume": writes(...importers),
  "measurements.discard": writes(...importers),
  "measurements.run": writes(...importers),
  "measurements.recordCounts": writes(...importers),
  "measurements.listPosts": reads(...anyMember),
  "measurements.listComments": reads(...importers),
  "measurements.freshness": reads(...anyMember),
  "measurements.provenance": reads(...anyMember),
  "measurements.dailyFigures": reads(...anyMember),
  "measurements.postFigures": reads(...anyMember),
  "measurements.postRates": reads(...anyMember),
  "measurements.commentCounts": reads(...anyMember),
  "measurements.dataHash": reads(...anyMember),
  "measurements.load": writes("admin", "manager"),
  "indicators.list": reads(...anyMember),
  "indicators.series": reads(...anyMember),
  "indicators.compare": reads(...anyMember),
  "indicators.figure": reads(...anyMember),
  "indicators.figures": reads(...anyMember),
  "objectives.listTemplates": reads(...anyMember),
  "objectives.baseline": reads(...anyMember),
  "objectives.list": reads(...anyMember),
  "objectives.get": reads(...anyMember),
  "objectives.create": writes("manager", "decider"),
  "objectives.update": writes("manager", "decider"),
  "objectives.adopt": writes("manager"),
  "objectives.archive": writes("manager"),
  "reports.bridge": reads(...anyMember),
  "reports.list": reads(...anyMember),
  "reports.get": reads(...anyMember),
  "reports.updateSummary": writes("manager", "community"),
  "reports.validate": writes("manager"),
  "reports.render": reads(...anyMember),
  "demonstration.create": signedIn("write"),
  "demonstration.remove": signedIn("write"),
};

/** The real implementations: their refusals are met here, and their acceptance where no handler need run. */
const implemented: Record<string, Record<string, AnyProcedure>> = router;

const reached = new Error("the handler was reached");
const operations = operationsOf(contract).map(({ path, meta, procedure }) => {
  const [slice, name] = path as [string, string];
  const probe = probeOf(slice, name);
  const real = implemented[slice]?.[name] ?? probe;
  // Without an input to refuse, the real handler would run: its stand-in behind the same guard is asked instead.
  const accepting = procedure["~orpc"].inputSchema ? real : probe;
  return { name: path.join("."), meta, real, accepting };
});

/** The same contract behind the same guard, with a handler that says it was reached. */
function probeOf(slice: string, name: string): AnyProcedure {
  const own = (contract as Record<string, Record<string, AnyContractProcedure>>)[slice] ?? {};
  const os = implementContract(own) as Record<string, { handler(run: () => never): AnyProcedure }>;
  const procedure = os[name]?.handler(() => {
    throw reached;
  });
  if (!procedure) throw new Error(`${slice}.${name} cannot be implemented`);
  return procedure;
}

const ours = "ville-de-kermor";
const theirs = "les-amis-du-phare";
let database: Database;
let callers: { members: Record<Role, Principal>; stranger: Principal; tokens: Record<string, Principal> };

beforeAll(async () => {
  database = await createTestDatabase();
  const organisation = async (id: number, slug: string) => {
    await database.pool.query(
      `insert into organisation (organisation_id, slug, name, kind, service_hours, created_at)
       values ($1, $2, $2, 'association', '[]', now())`,
      [id, slug],
    );
    return (userId: string, held: readonly Role[]) =>
      database.pool
        .query<{ id: number }>(
          `insert into member (organisation_id, user_id, name, email, roles, created_at)
           values ($1, $2, $2, $2 || '@kermor.example', $3, now()) returning id`,
          [id, userId, held],
        )
        .then((inserted) => inserted.rows[0]?.id ?? 0);
  };
  const join = await organisation(1, ours);
  const joinTheirs = await organisation(2, theirs);
  const person = (userId: string): Principal => ({
    kind: "user",
    userId,
    name: userId,
    email: `${userId}@kermor.example`,
  });
  for (const role of roles) await join(role, [role]);
  await joinTheirs("stranger", roles);
  const own = await join("everything", roles);
  const foreign = await joinTheirs("everything", roles);
  const token = (organisationId: number, memberId: number, effect: "read" | "write"): Principal => ({
    kind: "token",
    organisationId,
    memberId,
    effect,
  });
  callers = {
    members: Object.fromEntries(roles.map((role) => [role, person(role)])) as Record<Role, Principal>,
    stranger: person("stranger"),
    tokens: { read: token(1, own, "read"), write: token(1, own, "write"), foreign: token(2, foreign, "write") },
  };
});
afterAll(() => database.close());

/** Not an input of any operation: behind the guard it is refused as malformed, before any handler. */
const nonsense = Symbol("no input") as unknown;

/** `"passes"`, or the code of the refusal. */
async function outcome(
  procedure: AnyProcedure,
  principal: Principal,
  organisation: string | undefined,
): Promise<string> {
  try {
    await call(procedure, nonsense as never, { context: aCall(database, principal, organisation) });
    return "ran";
  } catch (error) {
    if (error === reached) return "passes";
    const { code, data } = error as { code?: string; data?: { code?: string } };
    if (data?.code) return data.code;
    if (code === "BAD_REQUEST") return "passes";
    throw error;
  }
}

describe("the table of access", () => {
  it.each(operations)("names $name as the contract does", ({ name, meta }) => {
    const said = classified[name];
    if (!said) {
      throw new Error(
        `${name} is in the contract, but nobody said who may call it: add a line to \`classified\` in ` +
          "src/app/access.test.ts with its effect and the roles you mean.",
      );
    }
    const { effect, asks } = meta;
    expect({ effect, asks, roles: [...meta.roles].sort() }).toEqual({ ...said, roles: [...said.roles].sort() });
  });

  it("names nothing that is gone", () => {
    const names = new Set(operations.map((each) => each.name));
    expect(Object.keys(classified).filter((name) => !names.has(name))).toEqual([]);
  });

  it("keeps every reading operation on a reading method, and every writing one off it", () => {
    for (const { path, meta, procedure } of operationsOf(withoutInternal(contract))) {
      const method = procedure["~orpc"].route.method ?? "POST";
      // Two reads carry a secret, which belongs in no address and no log.
      const expected = meta.effect === "read" && path.join(".") !== "organisation.readInvitation";
      expect([path.join("."), method === "GET"]).toEqual([path.join("."), expected]);
    }
  });

  it("publishes no internal operation", () => {
    const published = operationsOf(withoutInternal(contract));
    expect(published.length).toBeGreaterThan(0);
    expect(published.filter((each) => each.meta.internal)).toEqual([]);
    expect(published.every((each) => isContractProcedure(each.procedure) && each.procedure["~orpc"].route.path)).toBe(
      true,
    );
  });
});

describe.each(operations)("$name", ({ meta, real, accepting }) => {
  const ask = async (principal: Principal, organisation?: string) => {
    const refused = await outcome(accepting, principal, organisation);
    // What is refused to the stand-in is refused by the real handler's guard too.
    return refused === "passes" ? refused : outcome(real, principal, organisation);
  };

  it("asks who is there", async () => {
    const expected = meta.asks === "public" ? "passes" : "access/sign-in-needed";
    expect(await ask(anonymous, ours)).toBe(expected);
    expect(await ask(anonymous)).toBe(expected);
  });

  it("asks each role for what it declares", async () => {
    for (const role of roles) {
      const allowed = meta.asks !== "organisation" || meta.roles.includes(role);
      expect([role, await ask(callers.members[role], ours)]).toEqual([
        role,
        allowed ? "passes" : "access/role-missing",
      ]);
    }
    expect(await ask(machine, ours)).toBe("passes");
  });

  it("knows no organisation that is not the caller's", async () => {
    const expected = meta.asks === "organisation" ? "access/organisation-unknown" : "passes";
    expect(await ask(callers.stranger, ours)).toBe(expected);
    expect(await ask(callers.stranger, "does-not-exist")).toBe(expected);
    expect(await ask(callers.members.admin, theirs)).toBe(expected);
    expect(await ask(callers.members.admin)).toBe(expected);
    expect(await ask(machine, "does-not-exist")).toBe(expected);
  });

  it("keeps a token within its organisation and its effect", async () => {
    const { read, write, foreign } = callers.tokens as Record<"read" | "write" | "foreign", Principal>;
    if (meta.asks !== "organisation") {
      const expected = meta.asks === "user" ? "access/sign-in-needed" : "passes";
      for (const token of [read, write, foreign]) expect(await ask(token, ours)).toBe(expected);
      return;
    }
    expect(await ask(read, ours)).toBe(meta.effect === "write" ? "access/scope-missing" : "passes");
    expect(await ask(write, ours)).toBe("passes");
    expect(await ask(foreign, ours)).toBe("access/organisation-unknown");
  });
});
