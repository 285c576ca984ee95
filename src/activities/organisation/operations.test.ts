import { call } from "@orpc/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../platform/db/connect.ts";
import { createTestDatabase } from "../../platform/db/testing.ts";
import { openLog } from "../../platform/log.ts";
import type { Principal } from "../../platform/operation.ts";
import { openSession } from "../../platform/session.ts";
import { aCall, anonymous, machine, testNow } from "../../platform/test-call.ts";
import { organisationOperations as operations } from "./operations.ts";

const kermor = "ville-de-kermor";
const amis = "les-amis-du-phare";
const password = "un phare sur la jetée";
let database: Database;
let anne: Principal;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const as = (principal: Principal, organisation?: string) => ({ context: aCall(database, principal, organisation) });
const refusal = (code: string) => ({ data: { code } });

const firstVisit = {
  organisationName: "Ville de Kermor",
  kind: "local-authority" as const,
  name: "Anne Le Gall",
  email: "Anne@kermor.example",
  password,
};

describe("the set-up", () => {
  it("refuses a password that is no secret, and founds nothing", async () => {
    const weak = { ...firstVisit, password: "anne@kermor.example" };
    await expect(call(operations.setUp, weak, as(anonymous))).rejects.toMatchObject(
      refusal("organisation/password-weak"),
    );
    expect(await call(operations.welcome, undefined, as(anonymous))).toMatchObject({ setUp: true });
  });

  it("happens once, even when two first visitors press the button together, and signs its winner in", async () => {
    const context = aCall(database, anonymous);
    openSession({ database, config: context.config, log: openLog("silent") });
    const cookies = [new Headers(), new Headers(), new Headers()];
    const all = await Promise.allSettled(
      cookies.map((responseHeaders) =>
        call(operations.setUp, firstVisit, { context: { ...context, responseHeaders } }),
      ),
    );
    expect(all.map((each) => each.status).sort()).toEqual(["fulfilled", "rejected", "rejected"]);
    for (const each of all) {
      if (each.status === "rejected") expect(each.reason).toMatchObject(refusal("organisation/already-set-up"));
    }
    expect(cookies.map((each) => each.getSetCookie().length > 0).filter(Boolean)).toHaveLength(1);
    expect(await call(operations.welcome, undefined, as(anonymous))).toMatchObject({
      setUp: false,
      singleSignOn: null,
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
    const users = await database.pool.query("select id, email from sign_in_user");
    expect(users.rows).toEqual([{ id: expect.any(String), email: "anne@kermor.example" }]);
    anne = { kind: "user", userId: users.rows[0].id, name: "Anne Le Gall", email: "anne@kermor.example" };
  });

  it("is refused for good afterwards", async () => {
    const again = { ...firstVisit, organisationName: "Autre", email: "autre@kermor.example" };
    await expect(call(operations.setUp, again, as(anonymous))).rejects.toMatchObject(
      refusal("organisation/already-set-up"),
    );
    expect((await database.pool.query("select slug from organisation")).rows).toEqual([{ slug: kermor }]);
  });

  it("gives the administrator everything that is theirs", async () => {
    expect(await call(operations.whoAmI, undefined, as(anne))).toEqual({
      name: "Anne Le Gall",
      email: "anne@kermor.example",
      twoFactor: false,
      organisations: [
        {
          slug: kermor,
          name: "Ville de Kermor",
          kind: "local-authority",
          roles: ["admin", "manager"],
          demonstration: false,
        },
      ],
    });
    const profile = await call(operations.get, undefined, as(anne, kermor));
    expect(profile).toMatchObject({ timeZone: "Europe/Paris", currency: "EUR", country: "FR", createdAt: testNow });
    expect(profile.serviceHours[0]?.ranges).toHaveLength(2);
  });

  it("asks who is there before it says who one is", async () => {
    await expect(call(operations.whoAmI, undefined, as(anonymous))).rejects.toMatchObject(
      refusal("access/sign-in-needed"),
    );
    const ghost: Principal = { kind: "user", userId: "nobody", name: "X", email: "x@kermor.example" };
    await expect(call(operations.whoAmI, undefined, as(ghost))).rejects.toMatchObject(refusal("access/sign-in-needed"));
  });
});

describe("another organisation", () => {
  it("is created by whoever is signed in, under a slug of its own", async () => {
    const input = { name: "Les Amis du Phare", kind: "association" as const };
    expect(await call(operations.create, input, as(anne))).toEqual({ slug: amis });
    expect(await call(operations.create, input, as(anne))).toEqual({ slug: `${amis}-2` });
    await expect(call(operations.create, { ...input, slug: kermor }, as(anne))).rejects.toMatchObject(
      refusal("organisation/slug-taken"),
    );
    expect((await call(operations.listMembers, undefined, as(anne, amis))).map((each) => each.roles)).toEqual([
      ["admin", "manager"],
    ]);
  });

  it("is unknown to those who are no member, like one that does not exist", async () => {
    await database.pool.query(
      `insert into sign_in_user (id, name, email, created_at, updated_at)
       values ('yann', 'Yann', 'yann@phare.example', now(), now())`,
    );
    const yann: Principal = { kind: "user", userId: "yann", name: "Yann", email: "yann@phare.example" };
    expect(await call(operations.whoAmI, undefined, as(yann))).toMatchObject({ organisations: [] });
    for (const slug of [kermor, "does-not-exist", undefined]) {
      await expect(call(operations.get, undefined, as(yann, slug))).rejects.toMatchObject(
        refusal("access/organisation-unknown"),
      );
    }
  });

  it("sees none of our rows", async () => {
    await call(operations.createDepartment, { name: "Communication" }, as(anne, kermor));
    await call(operations.createAccount, { network: "facebook", kind: "page", name: "Kermor" }, as(anne, kermor));
    expect(await call(operations.listDepartments, undefined, as(anne, amis))).toEqual([]);
    expect(await call(operations.listAccounts, undefined, as(anne, amis))).toEqual([]);
    const [ours] = await call(operations.listDepartments, undefined, as(anne, kermor));
    await expect(
      call(operations.updateDepartment, { id: ours?.id ?? 0, name: "Volé" }, as(anne, amis)),
    ).rejects.toMatchObject(refusal("organisation/department-not-found"));
    const [account] = await call(operations.listAccounts, undefined, as(anne, kermor));
    await expect(
      call(operations.updateAccount, { id: account?.id ?? 0, name: "Volé" }, as(anne, amis)),
    ).rejects.toMatchObject(refusal("organisation/account-not-found"));
    const audit = await call(operations.listAudit, { limit: 200 }, as(anne, amis));
    expect(audit.map((each) => each.operation)).toEqual(["organisation.create"]);
  });
});

describe("the profile", () => {
  it("changes what is given and nothing else", async () => {
    const before = await call(operations.get, undefined, as(anne, kermor));
    const serviceHours = [{ weekday: 6, ranges: [{ from: "10:00", to: "12:30" }] }];
    const changes = { culture: "Tutoiement interdit.", electionOn: "2027-03-14", population: 12_400, serviceHours };
    const after = await call(operations.update, changes, as(anne, kermor));
    expect(after).toEqual({ ...before, ...changes });
    expect(await call(operations.update, { electionOn: null }, as(anne, kermor))).toEqual({
      ...after,
      electionOn: null,
    });
    expect(await call(operations.update, {}, as(anne, kermor))).toEqual({ ...after, electionOn: null });
  });

  it("refuses hours that no door could keep", async () => {
    const serviceHours = [{ weekday: 1, ranges: [{ from: "18:00", to: "09:00" }] }];
    await expect(call(operations.update, { serviceHours }, as(anne, kermor))).rejects.toMatchObject(
      refusal("organisation/service-hours"),
    );
  });
});

describe("departments", () => {
  it("bear a name once among those in use", async () => {
    const sport = await call(operations.createDepartment, { name: "Sports" }, as(anne, kermor));
    await expect(call(operations.createDepartment, { name: "SPORTS" }, as(anne, kermor))).rejects.toMatchObject(
      refusal("organisation/department-exists"),
    );
    const archived = await call(operations.updateDepartment, { id: sport.id, archived: true }, as(anne, kermor));
    expect(archived.archivedAt).toEqual(testNow);
    const second = await call(operations.createDepartment, { name: "Sports" }, as(anne, kermor));
    await expect(
      call(operations.updateDepartment, { id: sport.id, archived: false }, as(anne, kermor)),
    ).rejects.toMatchObject(refusal("organisation/department-exists"));
    await call(operations.updateDepartment, { id: second.id, name: "Sports nautiques" }, as(anne, kermor));
    const restored = await call(operations.updateDepartment, { id: sport.id, archived: false }, as(anne, kermor));
    expect(restored).toMatchObject({ name: "Sports", archivedAt: null });
  });
});

describe("accounts", () => {
  it("are held once", async () => {
    const draft = { network: "instagram" as const, kind: "profile" as const, name: "Kermor", externalId: "1784" };
    const account = await call(operations.createAccount, draft, as(anne, kermor));
    expect(account).toMatchObject({ externalId: "1784", handle: null, archivedAt: null });
    await expect(call(operations.createAccount, { ...draft, name: "X" }, as(anne, kermor))).rejects.toMatchObject(
      refusal("organisation/account-exists"),
    );
    const handled = await call(operations.updateAccount, { id: account.id, handle: "kermor" }, as(anne, kermor));
    expect(handled.handle).toBe("kermor");
    const cleared = await call(operations.updateAccount, { id: account.id, handle: null }, as(anne, kermor));
    expect(cleared).toEqual(account);
    await expect(call(operations.updateAccount, { id: 9999, name: "X" }, as(anne, kermor))).rejects.toMatchObject(
      refusal("organisation/account-not-found"),
    );
  });

  it("of a file are made when missing and answered in its order, together in two organisations", async () => {
    const draft = (externalId: string) => ({ network: "x" as const, kind: "profile" as const, name: "K", externalId });
    const drafts = [draft("b"), draft("a"), draft("b")];
    const made = await call(operations.ensureAccounts, drafts, as(anne, kermor));
    expect(made.map((each) => each.externalId)).toEqual(["b", "a", "b"]);
    expect(new Set(made.map((each) => each.id)).size).toBe(2);
    const [again, elsewhere] = await Promise.all([
      call(operations.ensureAccounts, [draft("c"), draft("a")], as(anne, kermor)),
      call(operations.ensureAccounts, [draft("a")], as(anne, amis)),
    ]);
    expect(again[1]).toEqual(made[1]);
    expect(elsewhere[0]?.id).not.toBe(made[1]?.id);
    expect(await call(operations.ensureAccounts, [], as(anne, kermor))).toEqual([]);
  });
});

describe("the audit trail", () => {
  it("says who did what, newest first, page by page", async () => {
    const first = await call(operations.listAudit, { limit: 3 }, as(anne, kermor));
    expect(first).toHaveLength(3);
    const next = await call(operations.listAudit, { limit: 3, before: first[2]?.sequence }, as(anne, kermor));
    expect(next[0]?.sequence).toBe((first[2]?.sequence ?? 0) - 1);
    const all = await call(operations.listAudit, { limit: 200 }, as(anne, kermor));
    expect(all.at(-1)).toMatchObject({ sequence: 1, actor: "Anne Le Gall", operation: "organisation.setUp" });
    expect(JSON.stringify(all)).not.toContain("@");
  });

  it("keeps no line of what was refused", async () => {
    const before = await call(operations.verifyAudit, undefined, as(anne, kermor));
    expect(before.brokenAt).toBeNull();
    await call(operations.updateAccount, { id: 9999, name: "X" }, as(anne, kermor)).catch(() => {});
    expect(await call(operations.verifyAudit, undefined, as(anne, kermor))).toEqual(before);
  });

  it("cannot be changed by the application", async () => {
    const client = await database.pool.connect();
    try {
      for (const statement of ["update audit_entry set actor = 'X'", "delete from audit_entry"]) {
        await client.query("begin; set local role vigie_app; set local vigie.organisation_id = '1'");
        await expect(client.query(statement)).rejects.toThrow(/permission denied/);
        await client.query("rollback");
      }
    } finally {
      client.release();
    }
  });

  it("shows where the database's owner changed, cut or lengthened it", async () => {
    const ours = "organisation_id = (select organisation_id from organisation where slug = 'ville-de-kermor')";
    const verify = () => call(operations.verifyAudit, undefined, as(anne, kermor));
    const { lines } = await verify();
    await database.pool.query(`update audit_entry set actor = 'Quelqu’un' where ${ours} and sequence = 3`);
    expect(await verify()).toEqual({ lines: 2, brokenAt: 3 });
    await database.pool.query(`update audit_entry set actor = 'Anne Le Gall' where ${ours} and sequence = 3`);
    expect(await verify()).toEqual({ lines, brokenAt: null });
    await database.pool.query(`delete from audit_entry where ${ours} and sequence = ${lines}`);
    expect(await verify()).toEqual({ lines: lines - 1, brokenAt: lines });
    expect((await call(operations.verifyAudit, undefined, as(anne, amis))).brokenAt).toBeNull();
  });
});

describe("a demonstration", () => {
  const profile = { name: "Maison Le Goff", kind: "company" as const, history: "Depuis 1952.", country: "FR" };

  it("made at the command line belongs to every administrator, and goes without a trace", async () => {
    await call(operations.createDemonstration, { slug: "maison-le-goff", profile }, as(machine));
    const me = await call(operations.whoAmI, undefined, as(anne));
    expect(me.organisations.find((each) => each.demonstration)).toMatchObject({ slug: "maison-le-goff" });
    await call(operations.createDepartment, { name: "Boutique" }, as(anne, "maison-le-goff"));
    await call(operations.removeDemonstration, { slug: "maison-le-goff" }, as(machine));
    const left = await database.pool.query("select name from department where name = 'Boutique'");
    expect(left.rows).toEqual([]);
    expect((await call(operations.whoAmI, undefined, as(anne))).organisations.some((each) => each.demonstration)).toBe(
      false,
    );
  });

  it("is the only thing that can be removed, and by its administrators", async () => {
    await expect(call(operations.removeDemonstration, { slug: kermor }, as(machine))).rejects.toMatchObject(
      refusal("access/organisation-unknown"),
    );
    expect(await call(operations.get, undefined, as(anne, kermor))).toMatchObject({ slug: kermor });
    await call(operations.createDemonstration, { slug: "demo", profile }, as(anne));
    const yann: Principal = { kind: "user", userId: "yann", name: "Yann", email: "yann@phare.example" };
    await expect(call(operations.removeDemonstration, { slug: "demo" }, as(yann))).rejects.toMatchObject(
      refusal("access/organisation-unknown"),
    );
  });
});
