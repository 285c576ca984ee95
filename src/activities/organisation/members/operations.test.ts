import { call } from "@orpc/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Role } from "../../../kernel/operation.ts";
import { principalOfToken } from "../../../platform/api-token.ts";
import type { Database } from "../../../platform/db/connect.ts";
import { createTestDatabase } from "../../../platform/db/testing.ts";
import type { CallContext, Principal } from "../../../platform/operation.ts";
import { aCall, anonymous, machine, testNow } from "../../../platform/test-call.ts";
import { organisationOperations as operations } from "../operations.ts";

const kermor = "ville-de-kermor";
const amis = "les-amis-du-phare";
const password = "un phare sur la jetée";
const days = (count: number) => new Date(testNow.getTime() + count * 86_400_000);
let database: Database;
let anne: Principal;

beforeAll(async () => {
  database = await createTestDatabase();
  const visit = { organisationName: "Ville de Kermor", kind: "local-authority" as const, name: "Anne", password };
  await call(operations.setUp, { ...visit, email: "anne@kermor.example" }, as(anonymous));
  anne = await user("anne@kermor.example");
  await call(operations.create, { name: "Les Amis du Phare", kind: "association" }, as(anne));
});
afterAll(() => database.close());

const as = (principal: Principal, organisation?: string, changes: Partial<CallContext> = {}) => ({
  context: aCall(database, principal, organisation, changes),
});
const refusal = (code: string) => ({ data: { code } });

async function user(email: string): Promise<Principal> {
  const found = await database.pool.query<{ id: string; name: string }>(
    "select id, name from sign_in_user where email = $1",
    [email],
  );
  const row = found.rows[0];
  if (!row) throw new Error(`nobody signs in as ${email}`);
  return { kind: "user", userId: row.id, name: row.name, email };
}

async function invite(email: string, roles: Role[] = ["reader"], organisation = kermor) {
  const invitation = await call(operations.invite, { email, roles }, as(anne, organisation));
  return { ...invitation, secret: invitation.link.split("#")[1] ?? "" };
}

/** Somebody who came by an invitation. */
async function aMember(email: string, roles: Role[]): Promise<Principal & { memberId: number }> {
  const { secret } = await invite(email, roles);
  await call(operations.acceptInvitation, { secret, name: email.split("@")[0], password }, as(anonymous));
  const members = await call(operations.listMembers, undefined, as(anne, kermor));
  const memberId = members.find((each) => each.email === email)?.id ?? 0;
  return { ...(await user(email)), memberId } as Principal & { memberId: number };
}

describe("an invitation", () => {
  it("is read and accepted by its secret, once", async () => {
    const { secret, link, id } = await invite("Yann@Kermor.example", ["community", "reader", "community"]);
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:4150\/invitation#\d+\.[\w-]{43}$/);
    expect(await call(operations.readInvitation, { secret }, as(anonymous))).toEqual({
      organisationName: "Ville de Kermor",
      email: "yann@kermor.example",
      roles: ["community", "reader"],
      hasAccount: false,
    });
    const listed = await call(operations.listInvitations, undefined, as(anne, kermor));
    expect(listed.map((each) => each.id)).toContain(id);
    expect(JSON.stringify(listed)).not.toContain(secret);

    await expect(call(operations.acceptInvitation, { secret }, as(anonymous))).rejects.toMatchObject(
      refusal("organisation/name-missing"),
    );
    await expect(
      call(operations.acceptInvitation, { secret, name: "Yann", password: "yann@kermor.example" }, as(anonymous)),
    ).rejects.toMatchObject(refusal("organisation/password-weak"));

    const answer = { secret, name: "Yann", password };
    const both = await Promise.allSettled([
      call(operations.acceptInvitation, answer, as(anonymous)),
      call(operations.acceptInvitation, answer, as(anonymous)),
    ]);
    expect(both.map((each) => each.status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(call(operations.acceptInvitation, answer, as(anonymous))).rejects.toMatchObject(
      refusal("organisation/invitation-not-found"),
    );
    const yann = await user("yann@kermor.example");
    expect(await call(operations.whoAmI, undefined, as(yann))).toMatchObject({
      organisations: [{ slug: kermor, roles: ["community", "reader"] }],
    });
    await expect(call(operations.get, undefined, as(yann, amis))).rejects.toMatchObject(
      refusal("access/organisation-unknown"),
    );
  });

  it("ends after seven days", async () => {
    const { secret } = await invite("late@kermor.example");
    const answer = { secret, name: "Trop Tard", password };
    const inTime = { now: new Date(days(7).getTime() - 1) };
    expect(await call(operations.readInvitation, { secret }, as(anonymous, undefined, inTime))).toMatchObject({
      email: "late@kermor.example",
    });
    for (const attempt of [
      () => call(operations.readInvitation, { secret }, as(anonymous, undefined, { now: days(7) })),
      () => call(operations.acceptInvitation, answer, as(anonymous, undefined, { now: days(7) })),
    ]) {
      await expect(attempt()).rejects.toMatchObject(refusal("organisation/invitation-expired"));
    }
  });

  it("can be withdrawn, and is replaced by a new one to the same address", async () => {
    const { secret, id } = await invite("gone@kermor.example");
    await call(operations.revokeInvitation, { id }, as(anne, kermor));
    await expect(call(operations.revokeInvitation, { id }, as(anne, kermor))).rejects.toMatchObject(
      refusal("organisation/invitation-not-found"),
    );
    const first = await invite("twice@kermor.example");
    const second = await invite("twice@kermor.example");
    for (const each of [secret, first.secret]) {
      await expect(call(operations.readInvitation, { secret: each }, as(anonymous))).rejects.toMatchObject(
        refusal("organisation/invitation-not-found"),
      );
    }
    expect(await call(operations.readInvitation, { secret: second.secret }, as(anonymous))).toBeDefined();
  });

  it("of another organisation is neither seen nor withdrawn, and its secret opens no other door", async () => {
    const { id, secret } = await invite("elsewhere@kermor.example");
    expect(await call(operations.listInvitations, undefined, as(anne, amis))).toEqual([]);
    await expect(call(operations.revokeInvitation, { id }, as(anne, amis))).rejects.toMatchObject(
      refusal("organisation/invitation-not-found"),
    );
    const random = secret.split(".")[1];
    for (const forged of [`2.${random}`, `999.${random}`, `1.${"A".repeat(43)}`, "x".repeat(30)]) {
      await expect(call(operations.readInvitation, { secret: forged }, as(anonymous))).rejects.toMatchObject(
        refusal("organisation/invitation-not-found"),
      );
    }
  });

  it("to somebody who signs in already asks them to sign in, then lets them join", async () => {
    const nora = await aMember("nora@kermor.example", ["reader"]);
    const { secret } = await invite("nora@kermor.example", ["manager"], amis);
    expect(await call(operations.readInvitation, { secret }, as(anonymous))).toMatchObject({ hasAccount: true });
    await expect(
      call(operations.acceptInvitation, { secret, name: "Nora", password }, as(anonymous)),
    ).rejects.toMatchObject(refusal("access/sign-in-needed"));
    expect(await call(operations.acceptInvitation, { secret }, as(nora))).toEqual({ slug: amis });
    const own = await call(operations.whoAmI, undefined, as(nora));
    expect(own.organisations.map((each) => [each.slug, each.roles])).toEqual([
      [amis, ["manager"]],
      [kermor, ["reader"]],
    ]);
    await expect(invite("NORA@kermor.example")).rejects.toMatchObject(refusal("organisation/already-a-member"));
    const again = await invite("nora.bis@kermor.example");
    await expect(call(operations.acceptInvitation, { secret: again.secret }, as(nora))).rejects.toMatchObject(
      refusal("organisation/already-a-member"),
    );
  });

  it("is accepted by single sign-on when the provider vouches for the address, and only then", async () => {
    await invite("sso@kermor.example", ["decider"]);
    await invite("sso@kermor.example", ["reader"], amis);
    await database.pool.query(
      `insert into sign_in_user (id, name, email, email_verified, created_at, updated_at)
       values ('sso', 'Soizic', 'sso@kermor.example', false, now(), now())`,
    );
    const soizic: Principal = { kind: "user", userId: "sso", name: "Soizic", email: "sso@kermor.example" };
    expect(await call(operations.joinInvited, undefined, as(soizic))).toEqual({ slugs: [] });
    await database.pool.query("update sign_in_user set email_verified = true where id = 'sso'");
    expect(await call(operations.joinInvited, undefined, as(soizic, undefined, { now: days(8) }))).toEqual({
      slugs: [],
    });
    expect(await call(operations.joinInvited, undefined, as(soizic))).toEqual({ slugs: [kermor, amis] });
    expect(await call(operations.joinInvited, undefined, as(soizic))).toEqual({ slugs: [] });
    const own = await call(operations.whoAmI, undefined, as(soizic));
    expect(own.organisations.map((each) => each.roles)).toEqual([["reader"], ["decider"]]);
  });
});

describe("members", () => {
  it("change roles and department, of this organisation only", async () => {
    const { memberId } = await aMember("paol@kermor.example", ["reader"]);
    const culture = await call(operations.createDepartment, { name: "Culture" }, as(anne, kermor));
    const foreign = await call(operations.createDepartment, { name: "Bureau" }, as(anne, amis));
    const changed = await call(
      operations.updateMember,
      { id: memberId, roles: ["decider", "decider"], departmentId: culture.id },
      as(anne, kermor),
    );
    expect(changed).toMatchObject({ roles: ["decider"], departmentId: culture.id });
    expect(await call(operations.updateMember, { id: memberId, roles: ["reader"] }, as(anne, kermor))).toMatchObject({
      departmentId: culture.id,
    });
    expect(await call(operations.updateMember, { id: memberId, departmentId: null }, as(anne, kermor))).toMatchObject({
      roles: ["reader"],
      departmentId: null,
    });
    for (const departmentId of [foreign.id, 9999]) {
      await expect(
        call(operations.updateMember, { id: memberId, departmentId }, as(anne, kermor)),
      ).rejects.toMatchObject(refusal("organisation/department-not-found"));
    }
    await expect(
      call(operations.updateMember, { id: memberId, roles: ["admin"] }, as(anne, amis)),
    ).rejects.toMatchObject(refusal("organisation/member-not-found"));
    await expect(call(operations.removeMember, { id: memberId }, as(anne, amis))).rejects.toMatchObject(
      refusal("organisation/member-not-found"),
    );
  });

  it("who are removed are out at once, with their tokens", async () => {
    const leaver = await aMember("leaver@kermor.example", ["admin"]);
    const { token } = await call(
      operations.createToken,
      { name: "Script", effect: "read", days: 30 },
      as(leaver, kermor),
    );
    expect(await principalOfToken(database, token, testNow)).toMatchObject({
      kind: "token",
      memberId: leaver.memberId,
    });
    await call(operations.removeMember, { id: leaver.memberId }, as(anne, kermor));
    expect(await principalOfToken(database, token, testNow)).toEqual({ kind: "anonymous" });
    await expect(call(operations.get, undefined, as(leaver, kermor))).rejects.toMatchObject(
      refusal("access/organisation-unknown"),
    );
    await expect(call(operations.removeMember, { id: leaver.memberId }, as(anne, kermor))).rejects.toMatchObject(
      refusal("organisation/member-not-found"),
    );
  });

  it("who own something hand it over before they leave", async () => {
    const owner = await aMember("owner@kermor.example", ["decider"]);
    // Stands for the tables of later slices that point at a member.
    await database.pool.query(
      `create table owned as select organisation_id, id from member where id = ${owner.memberId};
       alter table owned add foreign key (organisation_id, id) references member (organisation_id, id)`,
    );
    await expect(call(operations.removeMember, { id: owner.memberId }, as(anne, kermor))).rejects.toMatchObject(
      refusal("organisation/member-still-owns"),
    );
    await database.pool.query("drop table owned");
    expect(await call(operations.removeMember, { id: owner.memberId }, as(anne, kermor))).toEqual({
      id: owner.memberId,
    });
  });

  it("always keep one administrator, even when two step down at the same moment", async () => {
    const other = await aMember("second@kermor.example", ["admin"]);
    const members = await call(operations.listMembers, undefined, as(anne, kermor));
    const me = members.find((each) => each.email === "anne@kermor.example")?.id ?? 0;
    const both = await Promise.allSettled([
      call(operations.updateMember, { id: me, roles: ["manager"] }, as(anne, kermor)),
      call(operations.removeMember, { id: other.memberId }, as(other, kermor)),
    ]);
    expect(both.map((each) => each.status).sort()).toEqual(["fulfilled", "rejected"]);
    for (const each of both) {
      if (each.status === "rejected") expect(each.reason).toMatchObject(refusal("organisation/last-administrator"));
    }
    const left = (await call(operations.listMembers, undefined, as(machine, kermor))).filter((each) =>
      each.roles.includes("admin"),
    );
    expect(left).toHaveLength(1);
    await call(operations.updateMember, { id: me, roles: ["admin", "manager"] }, as(machine, kermor));
  });
});

describe("a token", () => {
  const make = (effect: "read" | "write", organisation = kermor) =>
    call(operations.createToken, { name: "Entrepôt", effect, days: 30 }, as(anne, organisation));

  it("is shown once and kept only as a hash", async () => {
    const made = await make("read");
    expect(made.token).toMatch(/^vigie_\d+_[\w-]{43}$/);
    expect(made).toMatchObject({ memberName: "Anne", expiresAt: days(30), lastUsedAt: null });
    const listed = await call(operations.listTokens, undefined, as(anne, kermor));
    expect(listed.map((each) => each.id)).toContain(made.id);
    expect(JSON.stringify(listed)).not.toContain(made.token);
    const kept = await database.pool.query("select * from api_token where id = $1", [made.id]);
    expect(JSON.stringify(kept.rows)).not.toContain(made.token.split("_")[2]);
  });

  it("speaks for its maker in its own organisation, within its scope", async () => {
    const reader = await principalOfToken(database, (await make("read")).token, testNow);
    const writer = await principalOfToken(database, (await make("write")).token, testNow);
    expect(await call(operations.get, undefined, as(reader))).toMatchObject({ slug: kermor });
    expect(await call(operations.get, undefined, as(reader, kermor))).toMatchObject({ slug: kermor });
    await expect(call(operations.get, undefined, as(reader, amis))).rejects.toMatchObject(
      refusal("access/organisation-unknown"),
    );
    await expect(call(operations.createDepartment, { name: "Voirie" }, as(reader))).rejects.toMatchObject(
      refusal("access/scope-missing"),
    );
    expect(await call(operations.createDepartment, { name: "Voirie" }, as(writer))).toMatchObject({ name: "Voirie" });
    await expect(call(operations.whoAmI, undefined, as(writer))).rejects.toMatchObject(
      refusal("access/sign-in-needed"),
    );
  });

  it("makes neither tokens nor members, or it would outlive its own end", async () => {
    const writer = await principalOfToken(database, (await make("write")).token, testNow);
    for (const attempt of [
      () => call(operations.createToken, { name: "Fils", effect: "write", days: 366 }, as(writer)),
      () => call(operations.invite, { email: "fils@kermor.example", roles: ["admin"] }, as(writer)),
    ]) {
      await expect(attempt()).rejects.toMatchObject(refusal("access/scope-missing"));
    }
  });

  it("ends at its day, when it is revoked, and when a letter of it changes", async () => {
    const { token, id } = await make("read");
    const used = (now: Date, text = token) => principalOfToken(database, text, now);
    expect((await used(new Date(days(30).getTime() - 1))).kind).toBe("token");
    expect(await used(days(30))).toEqual({ kind: "anonymous" });
    const organisationId = Number(token.split("_")[1]);
    expect(await used(testNow, token.replace(`_${organisationId}_`, `_${organisationId + 1}_`))).toEqual({
      kind: "anonymous",
    });
    for (const text of [`${token}x`, token.slice(0, -1), "", "vigie_1_", token.replace("vigie", "Vigie")]) {
      expect(await used(testNow, text)).toEqual({ kind: "anonymous" });
    }
    await expect(call(operations.revokeToken, { id }, as(anne, amis))).rejects.toMatchObject(
      refusal("organisation/token-not-found"),
    );
    expect((await used(testNow)).kind).toBe("token");
    await call(operations.revokeToken, { id }, as(anne, kermor));
    expect(await used(testNow)).toEqual({ kind: "anonymous" });
    await expect(call(operations.revokeToken, { id }, as(anne, kermor))).rejects.toMatchObject(
      refusal("organisation/token-not-found"),
    );
    expect((await call(operations.listTokens, undefined, as(anne, kermor))).map((each) => each.id)).not.toContain(id);
  });

  it("remembers when it was used, to the hour", async () => {
    const { token, id } = await make("read");
    const lastUse = async () =>
      (await call(operations.listTokens, undefined, as(anne, kermor))).find((each) => each.id === id)?.lastUsedAt;
    const minutes = (count: number) => new Date(testNow.getTime() + count * 60_000);
    await principalOfToken(database, token, testNow);
    expect(await lastUse()).toEqual(testNow);
    await principalOfToken(database, token, minutes(59));
    expect(await lastUse()).toEqual(testNow);
    await principalOfToken(database, token, minutes(61));
    expect(await lastUse()).toEqual(minutes(61));
  });

  it("made at the command line acts for the first administrator", async () => {
    const input = { name: "Sauvegarde", effect: "write" as const, days: 1 };
    expect(await call(operations.createToken, input, as(machine, kermor))).toMatchObject({ memberName: "Anne" });
  });

  it("is listed in its own organisation only", async () => {
    const { id } = await make("read", amis);
    expect((await call(operations.listTokens, undefined, as(anne, kermor))).map((each) => each.id)).not.toContain(id);
    expect((await call(operations.listTokens, undefined, as(anne, amis))).map((each) => each.id)).toEqual([id]);
  });
});
