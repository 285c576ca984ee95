import { createHmac } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countAttempt } from "./attempts.ts";
import { verifyAudit } from "./audit.ts";
import { type Config, readConfig } from "./config.ts";
import { type Database, withDirectory } from "./db/connect.ts";
import { createTestDatabase } from "./db/testing.ts";
import { openLog } from "./log.ts";
import { withOwnScope } from "./own-scope.ts";
import { secretFor } from "./secret.ts";
import { openSession, type Session } from "./session.ts";
import { openSignIn } from "./sign-in.ts";
import { hashPassword, insertUser, type User } from "./user.ts";

const log = openLog("silent");
const password = "un phare sur la jetée";
let database: Database;
let folder: string;
let config: Config;
let session: Session;
let passwordHash: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "vigie-session-"));
  config = { ...readConfig({ VIGIE_URL: "http://127.0.0.1:4150" }), dataFolder: folder };
  database = await createTestDatabase();
  session = openSession({ database, config, log });
  passwordHash = await hashPassword(password);
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const aUser = (email: string): Promise<User> =>
  withDirectory(database, (db) => insertUser(db, { name: "Anne", email, passwordHash, now: new Date() }));

/** Somebody at a browser: keeps cookies, sends the origin. */
class Visitor {
  readonly cookies = new Map<string, string>();
  readonly address: string;
  readonly door: Session;

  constructor(address: string, door = session) {
    this.address = address;
    this.door = door;
  }

  async ask(path: string, body?: Record<string, unknown>, headers: Record<string, string> = {}): Promise<Response> {
    const request = new Request(`http://127.0.0.1:4150/api/sign-in${path}`, {
      method: body ? "POST" : "GET",
      headers: {
        origin: "http://127.0.0.1:4150",
        host: "127.0.0.1:4150",
        "content-type": "application/json",
        cookie: this.cookie,
        ...headers,
      },
      body: body ? JSON.stringify(body) : null,
    });
    const answer = await this.door.handle(request, this.address);
    for (const cookie of answer.headers.getSetCookie()) {
      const [name, value] = (cookie.split(";")[0] as string).split(/=(.*)/s) as [string, string];
      if (/max-age=0/i.test(cookie)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  who() {
    const request = new Request("http://127.0.0.1:4150/api/me", { headers: { cookie: this.cookie } });
    return this.door.principalOf(request);
  }

  signIn(email: string, secret = password): Promise<Response> {
    return this.ask("/sign-in/email", { email, password: secret });
  }
}

describe("the tables of our migration", () => {
  it("are all that better-auth looks for, column by column", async () => {
    const { getMigrations } = await import("better-auth/db/migration");
    const auth = await openSignIn({ database, config, log }, false);
    const plan = await getMigrations(auth.options);
    expect({ toBeCreated: plan.toBeCreated, toBeAdded: plan.toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] });
  });

  it("keep passwords, sessions and second factors from the application role", async () => {
    for (const table of ["sign_in_account", "sign_in_session", "sign_in_two_factor", "sign_in_verification"]) {
      const read = withDirectory(database, (db) =>
        db
          .selectFrom(table as never)
          .selectAll()
          .execute(),
      );
      await expect(read).rejects.toThrow(/permission denied/);
    }
  });
});

describe("signing in", () => {
  it("costs nothing before somebody does", async () => {
    const fresh = openSession({ database: { ...database }, config, log });
    expect(await fresh.principalOf(new Request("http://127.0.0.1:4150/api/me"))).toEqual({ kind: "anonymous" });
    expect(fresh.openedIn).toBeUndefined();
    await new Visitor("192.0.2.99", fresh).signIn("nobody@kermor.example");
    expect(fresh.openedIn).toBeGreaterThan(0);
  });

  it("with e-mail and password gives a session that says who calls", async () => {
    const user = await aUser("anne@kermor.example");
    const visitor = new Visitor("192.0.2.1");
    expect(await visitor.who()).toEqual({ kind: "anonymous" });
    expect((await visitor.signIn("anne@kermor.example", "un autre mot de passe")).status).toBe(401);
    const answer = await visitor.signIn("Anne@Kermor.example");
    expect(answer.status).toBe(200);
    const cookie = answer.headers.getSetCookie().find((each) => each.includes("session_token"));
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(cookie).not.toMatch(/; Secure/i);
    expect(await visitor.who()).toEqual({ kind: "user", userId: user.id, name: "Anne", email: "anne@kermor.example" });
  });

  it("marks its cookies secure behind https", async () => {
    await aUser("https@kermor.example");
    const secured = openSession({
      database: { ...database },
      config: { ...config, publicUrl: "https://vigie.example" },
      log,
    });
    const answer = await secured.handle(
      new Request("https://vigie.example/api/sign-in/sign-in/email", {
        method: "POST",
        headers: { origin: "https://vigie.example", "content-type": "application/json" },
        body: JSON.stringify({ email: "https@kermor.example", password }),
      }),
      "192.0.2.2",
    );
    expect(answer.status).toBe(200);
    const cookie = answer.headers.getSetCookie().find((each) => each.includes("session_token"));
    expect(cookie).toMatch(/^__Secure-vigie\.session_token=.*; Secure/i);
  });

  it("is open to nobody who was not invited", async () => {
    const visitor = new Visitor("192.0.2.3");
    const answer = await visitor.ask("/sign-up/email", { name: "X", email: "x@kermor.example", password });
    expect(answer.status).toBe(404);
    expect(await visitor.who()).toEqual({ kind: "anonymous" });
  });

  it("is refused to a foreign page", async () => {
    await aUser("foreign@kermor.example");
    const visitor = new Visitor("192.0.2.4");
    const answer = await visitor.ask(
      "/sign-in/email",
      { email: "foreign@kermor.example", password },
      { origin: "https://evil.example", "sec-fetch-site": "cross-site", "sec-fetch-mode": "cors" },
    );
    expect(answer.status).toBe(403);
  });

  it("is begun for somebody who was just given a password", async () => {
    await aUser("begin@kermor.example");
    const headers = new Headers();
    await session.begin({ email: "begin@kermor.example", password }, headers);
    expect(headers.getSetCookie().some((each) => each.startsWith("vigie.session_token="))).toBe(true);
  });
});

describe("limits", () => {
  it("stop a guesser at the eleventh wrong password, from whatever address, and no one else", async () => {
    await aUser("target@kermor.example");
    await aUser("bystander@kermor.example");
    for (let attempt = 1; attempt <= 9; attempt++) await countAttempt(database, "Target@kermor.example", new Date());
    expect((await new Visitor("198.51.100.10").signIn("target@kermor.example", "a tenth guess")).status).toBe(401);
    const refused = new Visitor("198.51.100.11").signIn("target@kermor.example");
    await expect(refused).rejects.toMatchObject({ kind: "too-many", code: "sign-in/too-many-attempts" });
    const error = await new Visitor("198.51.100.12").signIn("target@kermor.example").catch((each: unknown) => each);
    expect((error as { params: { seconds: number } }).params.seconds).toBeGreaterThan(800);
    expect((await new Visitor("198.51.100.13").signIn("bystander@kermor.example")).status).toBe(200);
    const later = new Date(Date.now() + 16 * 60_000);
    expect(await countAttempt(database, "target@kermor.example", later)).toEqual({ seconds: 0, stopped: false });
  });

  it("stop an address that tries many people, whatever address it claims, and keep the count in the database", async () => {
    const key = "203.0.113.7|/sign-in/email";
    // Eighteen attempts that another process, or this one before it was started again, has counted.
    await database.pool.query("insert into sign_in_rate_limit (id, key, count, last_request) values ($1, $1, 18, $2)", [
      key,
      Date.now(),
    ]);
    const guesser = new Visitor("203.0.113.7");
    const guess = (attempt: number) => {
      const claimed = { "x-vigie-client-address": `10.0.0.${attempt}`, "x-forwarded-for": `10.1.0.${attempt}` };
      return guesser.ask("/sign-in/email", { email: `p${attempt}@kermor.example`, password: "wrong" }, claimed);
    };
    expect((await guess(19)).status).toBe(401);
    expect((await guess(20)).status).toBe(401);
    await expect(guess(21)).rejects.toMatchObject({ kind: "too-many", params: { seconds: expect.any(Number) } });
    const rows = await database.pool.query("select count from sign_in_rate_limit where key = $1", [key]);
    expect(rows.rows).toEqual([{ count: 20 }]);
  });
});

describe("sessions", () => {
  it("are listed, and end at once when revoked", async () => {
    await aUser("two-places@kermor.example");
    const desk = new Visitor("192.0.2.20");
    const phone = new Visitor("192.0.2.21");
    await desk.signIn("two-places@kermor.example");
    await phone.signIn("two-places@kermor.example");
    const list = (await (await desk.ask("/list-sessions")).json()) as { token: string; ipAddress: string }[];
    expect(list.map((each) => each.ipAddress).sort()).toEqual(["192.0.2.20", "192.0.2.21"]);
    const lost = list.find((each) => each.ipAddress === "192.0.2.21");
    expect((await phone.who()).kind).toBe("user");
    expect((await desk.ask("/revoke-session", { token: lost?.token })).status).toBe(200);
    expect(await phone.who()).toEqual({ kind: "anonymous" });
    expect((await desk.who()).kind).toBe("user");
    await desk.ask("/sign-out", {});
    expect(await desk.who()).toEqual({ kind: "anonymous" });
  });

  it("of another person cannot be revoked", async () => {
    await aUser("mine@kermor.example");
    await aUser("yours@kermor.example");
    const mine = new Visitor("192.0.2.22");
    const yours = new Visitor("192.0.2.23");
    await mine.signIn("mine@kermor.example");
    await yours.signIn("yours@kermor.example");
    const [token] = (await (await yours.ask("/list-sessions")).json()) as { token: string }[];
    await mine.ask("/revoke-session", { token: token?.token });
    expect((await yours.who()).kind).toBe("user");
  });

  it("signed with another secret are nobody's", async () => {
    await aUser("forged@kermor.example");
    const visitor = new Visitor("192.0.2.24");
    await visitor.signIn("forged@kermor.example");
    const stranger = openSession({
      database: { ...database },
      config: { ...config, secret: "another secret of thirty-two characters" },
      log,
    });
    const request = new Request("http://127.0.0.1:4150/api/me", { headers: { cookie: visitor.cookie } });
    expect(await stranger.principalOf(request)).toEqual({ kind: "anonymous" });
  });
});

describe("the second factor", () => {
  it("is asked for once it is set, and refuses a wrong code", async () => {
    await aUser("totp@kermor.example");
    const visitor = new Visitor("192.0.2.30");
    await visitor.signIn("totp@kermor.example");
    const enabled = (await (await visitor.ask("/two-factor/enable", { password })).json()) as { totpURI: string };
    const secret = new URL(enabled.totpURI).searchParams.get("secret") ?? "";
    expect(enabled.totpURI).toContain("issuer=Vigie");
    expect((await visitor.ask("/two-factor/verify-totp", { code: totp(secret) })).status).toBe(200);
    await visitor.ask("/sign-out", {});

    const again = new Visitor("192.0.2.31");
    expect(await (await again.signIn("totp@kermor.example")).json()).toMatchObject({ twoFactorRedirect: true });
    expect(await again.who()).toEqual({ kind: "anonymous" });
    const wrong = String((Number(totp(secret)) + 1) % 1_000_000).padStart(6, "0");
    expect((await again.ask("/two-factor/verify-totp", { code: wrong })).status).toBe(401);
    expect(await again.who()).toEqual({ kind: "anonymous" });
    expect((await again.ask("/two-factor/verify-totp", { code: totp(secret) })).status).toBe(200);
    expect((await again.who()).kind).toBe("user");
  });
});

describe("the audit trail", () => {
  /** An organisation that these people belong to. */
  async function organisationOf(slug: string, ...people: User[]): Promise<number> {
    const { rows } = await database.pool.query<{ id: number }>(
      `insert into organisation (slug, name, kind, service_hours, created_at)
       values ($1, $1, 'company', '[]', now()) returning organisation_id as id`,
      [slug],
    );
    const id = (rows[0] as { id: number }).id;
    for (const { id: user, email } of people) {
      await database.pool.query(
        `insert into member (organisation_id, user_id, name, email, roles, created_at)
         values ($1, $2, $3, $4, '{reader}', now())`,
        [id, user, `Anne de ${slug}`, email],
      );
    }
    return id;
  }

  async function linesOf(organisation: number) {
    await session.settled();
    const { rows } = await database.pool.query(
      `select e.actor, e.operation, e.detail, m.email from audit_entry e
       join member m on m.organisation_id = e.organisation_id and e.subject = 'member:' || m.id
       where e.organisation_id = $1 order by e.sequence`,
      [organisation],
    );
    return rows;
  }

  it("of each organisation of a person tells their sign-ins and sign-outs, whole and without an address", async () => {
    const anne = await aUser("trail@kermor.example");
    const other = await aUser("elsewhere@kermor.example");
    const quay = await organisationOf("quai", anne);
    const mill = await organisationOf("moulin", anne);
    const far = await organisationOf("ailleurs", other);
    const visitor = new Visitor("192.0.2.40");
    await visitor.signIn("trail@kermor.example");
    await visitor.ask("/list-sessions");
    await visitor.ask("/sign-out", {});
    await visitor.ask("/sign-out", {});
    const about = { email: "trail@kermor.example" };
    for (const [organisation, slug] of [[quay, "quai"] as const, [mill, "moulin"] as const]) {
      expect(await linesOf(organisation)).toEqual([
        { ...about, actor: `Anne de ${slug}`, operation: "sign-in.entered", detail: { way: "password" } },
        { ...about, actor: `Anne de ${slug}`, operation: "sign-in.left", detail: {} },
      ]);
      const verified = await withOwnScope(database, organisation, { name: "" }, verifyAudit);
      expect(verified).toEqual({ lines: 2, brokenAt: null });
    }
    expect(await linesOf(far)).toEqual([]);
    const { rows } = await database.pool.query("select to_jsonb(e)::text as text from audit_entry e");
    expect(rows.map(({ text }) => text).join()).not.toMatch(/192\.0\.2|@|phare/);
  });

  it("tells a refused password and the closed door, as nobody’s act, and nothing of an address that is nobody’s", async () => {
    const refused = await organisationOf("refus", await aUser("refused@kermor.example"));
    const guesser = new Visitor("192.0.2.41");
    await guesser.signIn("nobody-at-all@kermor.example", "a guess of a password");
    await guesser.signIn("Refused@kermor.example", "a guess of a password");
    expect(await linesOf(refused)).toEqual([
      { actor: "", operation: "sign-in.refused", detail: { way: "password" }, email: "refused@kermor.example" },
    ]);
    for (let attempt = 2; attempt <= 10; attempt++) await countAttempt(database, "refused@kermor.example", new Date());
    for (const _ of [11, 12, 13]) {
      await expect(guesser.signIn("refused@kermor.example")).rejects.toMatchObject({ kind: "too-many" });
    }
    expect((await linesOf(refused)).map(({ detail }) => detail)).toEqual([
      { way: "password" },
      { way: "password", reason: "too-many-attempts" },
    ]);
  });

  it("waits for the second factor, and tells one that is wrong", async () => {
    const person = await aUser("two-steps@kermor.example");
    const visitor = new Visitor("192.0.2.42");
    await visitor.signIn("two-steps@kermor.example");
    const steps = await organisationOf("deux-pas", person);
    const enabled = (await (await visitor.ask("/two-factor/enable", { password })).json()) as { totpURI: string };
    const secret = new URL(enabled.totpURI).searchParams.get("secret") ?? "";
    expect((await visitor.ask("/two-factor/verify-totp", { code: totp(secret) })).status).toBe(200);
    // Setting the second factor up is no sign-in, though the library renews the session for it.
    expect(await linesOf(steps)).toEqual([]);

    const again = new Visitor("192.0.2.43");
    await again.signIn("two-steps@kermor.example");
    expect(await linesOf(steps)).toEqual([]);
    const wrong = String((Number(totp(secret)) + 1) % 1_000_000).padStart(6, "0");
    await again.ask("/two-factor/verify-totp", { code: wrong });
    await again.ask("/two-factor/verify-totp", { code: totp(secret) });
    expect((await linesOf(steps)).map(({ operation, detail, actor }) => [operation, detail, actor])).toEqual([
      ["sign-in.refused", { way: "second-factor" }, ""],
      ["sign-in.entered", { way: "second-factor" }, "Anne de deux-pas"],
    ]);
  });

  it("tells who begins with the password just chosen", async () => {
    const begins = await organisationOf("depart", await aUser("begins@kermor.example"));
    await session.begin({ email: "begins@kermor.example", password }, new Headers());
    expect((await linesOf(begins)).map(({ operation }) => operation)).toEqual(["sign-in.entered"]);
  });
});

describe("the secret", () => {
  it("is made once, kept for its owner only, and differs by purpose", () => {
    const one = secretFor({ dataFolder: folder }, "sign-in");
    expect(secretFor({ dataFolder: folder }, "sign-in")).toBe(one);
    expect(secretFor({ dataFolder: folder }, "pseudonyms")).not.toBe(one);
    expect(secretFor({ dataFolder: folder, secret: "s".repeat(32) }, "sign-in")).not.toBe(one);
    expect(statSync(join(folder, "secret")).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, "secret"), "utf8").trim()).toHaveLength(43);
  });
});

/** RFC 6238 with SHA-1, 6 digits, 30 s: computed here, apart from the library under test. */
function totp(secret: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret.replace(/=+$/, "")]
    .map((each) => alphabet.indexOf(each).toString(2).padStart(5, "0"))
    .join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const digest = createHmac("sha1", key).update(counter).digest();
  const offset = (digest.at(-1) as number) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
