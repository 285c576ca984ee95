import { generateKeyPairSync } from "node:crypto";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Config, readConfig } from "./config.ts";
import { type Database, withDirectory } from "./db/connect.ts";
import { createTestDatabase } from "./db/testing.ts";
import { openLog } from "./log.ts";
import type { Principal } from "./operation.ts";
import { openSession, type Session } from "./session.ts";
import { findUserByEmail, hashPassword, insertUser } from "./user.ts";

const vigie = "http://127.0.0.1:4150";
const callback = `${vigie}/api/sign-in/callback/oidc`;
const password = "un phare sur la jetée";
let database: Database;
let provider: Server;
let port: number;
let config: Config;
let session: Session;
const signedIn: Principal[] = [];

/** People the provider knows: it vouches for the addresses of the first two only. */
const people: Record<string, { email: string; email_verified: boolean; name?: string }> = {
  anne: { email: "Anne@kermor.example", email_verified: true, name: "Anne Le Gall" },
  yann: { email: "yann@kermor.example", email_verified: true },
  mallory: { email: "mallory@kermor.example", email_verified: false, name: "Mallory" },
};

beforeAll(async () => {
  // The provider's own advice about development features says nothing about Vigie.
  vi.spyOn(console, "warn").mockImplementation(() => {});
  vi.spyOn(console, "info").mockImplementation(() => {});
  database = await createTestDatabase();
  port = await freePort();
  config = readConfig({
    VIGIE_URL: vigie,
    VIGIE_SECRET: "0123456789abcdef0123456789abcdef",
    VIGIE_OIDC_DISCOVERY: `http://127.0.0.1:${port}/.well-known/openid-configuration`,
    VIGIE_OIDC_CLIENT_ID: "vigie",
    VIGIE_OIDC_CLIENT_SECRET: "the-secret-of-the-client",
  });
  session = openSession({
    database,
    config,
    log: openLog("silent"),
    afterSignIn: async (principal) => signedIn.push(principal),
  });
});
afterAll(async () => {
  provider?.closeAllConnections();
  provider?.close();
  await database.close();
  vi.restoreAllMocks();
});

describe("single sign-on", () => {
  it("waits for a provider that is down, while passwords work", async () => {
    const passwordHash = await hashPassword(password);
    await withDirectory(database, (db) =>
      insertUser(db, { name: "Yann", email: "yann@kermor.example", passwordHash, now: new Date() }),
    );
    await expect(new Browser().start()).rejects.toMatchObject({
      kind: "unavailable",
      code: "sign-in/single-sign-on-unavailable",
    });
    const visitor = new Browser();
    await visitor.ask("/sign-in/email", { email: "yann@kermor.example", password });
    expect((await visitor.who()).kind).toBe("user");

    provider = await startProvider(port);
    expect(await new Browser().start()).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${port}/`));
  });

  it("brings a person in through authorisation code and PKCE, the same one the next time", async () => {
    const first = new Browser();
    const address = new URL(await first.start());
    expect(address.searchParams.get("response_type")).toBe("code");
    expect(address.searchParams.get("code_challenge_method")).toBe("S256");
    expect(address.searchParams.get("redirect_uri")).toBe(callback);
    const answer = await first.signInAs("anne", address.href);
    expect(answer.headers.get("location")).toBe("/");
    const who = await first.who();
    expect(who).toMatchObject({ kind: "user", name: "Anne Le Gall", email: "anne@kermor.example" });

    const { userId } = who as { userId: string };
    await database.pool.query(
      `with o as (insert into organisation (slug, name, kind, service_hours, created_at)
                  values ('kermor', 'Kermor', 'company', '[]', now()) returning organisation_id)
       insert into member (organisation_id, user_id, name, email, roles, created_at)
       select organisation_id, $1, 'Anne', 'anne@kermor.example', '{reader}', now() from o`,
      [userId],
    );
    const second = new Browser();
    await second.signInAs("anne", await second.start());
    expect(await second.who()).toEqual(who);
    const trail = await database.pool.query("select actor, operation, detail from audit_entry");
    expect(trail.rows).toEqual([{ actor: "Anne", operation: "sign-in.entered", detail: { way: "single-sign-on" } }]);

    const user = await withDirectory(database, (db) => findUserByEmail(db, "anne@kermor.example"));
    expect(user).toMatchObject({ emailVerified: true });
    expect(signedIn.filter((each) => each.kind === "user" && each.userId === user?.id)).toEqual([who, who]);
    const kept = await database.pool.query("select id from sign_in_account where provider_id = 'oidc'");
    expect(kept.rows).toHaveLength(1);
  });

  it("refuses an answer that was not asked for by this browser", async () => {
    const victim = new Browser();
    const attacker = new Browser();
    const stolen = await attacker.reachCallback("anne", await attacker.start());
    const answer = await victim.follow(stolen);
    expect(answer.headers.get("location")).toMatch(/error=/);
    expect(await victim.who()).toEqual({ kind: "anonymous" });
  });

  it("does not open an account made by password, whose address nobody proved", async () => {
    const browser = new Browser();
    const answer = await browser.signInAs("yann", await browser.start());
    expect(answer.headers.get("location")).toMatch(/error=account_not_linked/);
    expect(await browser.who()).toEqual({ kind: "anonymous" });
  });

  it("opens it once its owner, signed in, has linked both", async () => {
    const owner = new Browser();
    await owner.ask("/sign-in/email", { email: "yann@kermor.example", password });
    const who = await owner.who();
    const started = await owner.ask("/link-social", { provider: "oidc", callbackURL: "/profile" });
    const linked = await owner.signInAs("yann", ((await started.json()) as { url: string }).url);
    expect(linked.headers.get("location")).toBe("/profile");
    const browser = new Browser();
    await browser.signInAs("yann", await browser.start());
    expect(await browser.who()).toEqual(who);
  });

  it("keeps in mind that the provider did not vouch for an address", async () => {
    const browser = new Browser();
    await browser.signInAs("mallory", await browser.start());
    expect(await browser.who()).toMatchObject({ kind: "user", email: "mallory@kermor.example" });
    const user = await withDirectory(database, (db) => findUserByEmail(db, "mallory@kermor.example"));
    expect(user).toMatchObject({ emailVerified: false });
  });
});

/** A browser without a screen: follows redirects by hand, and keeps the cookies of both sites apart. */
class Browser {
  readonly jars = new Map<string, Map<string, string>>();

  jar(origin: string): Map<string, string> {
    const jar = this.jars.get(origin) ?? new Map<string, string>();
    this.jars.set(origin, jar);
    return jar;
  }

  cookie(origin: string): string {
    return [...this.jar(origin)].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  keep(origin: string, answer: Response): Response {
    for (const cookie of answer.headers.getSetCookie()) {
      const [name, value] = (cookie.split(";")[0] as string).split(/=(.*)/s) as [string, string];
      if (/max-age=0|expires=Thu, 01 Jan 1970/i.test(cookie)) this.jar(origin).delete(name);
      else this.jar(origin).set(name, value);
    }
    return answer;
  }

  async ask(path: string, body?: Record<string, unknown>): Promise<Response> {
    const request = new Request(path.startsWith("http") ? path : `${vigie}/api/sign-in${path}`, {
      method: body ? "POST" : "GET",
      headers: { origin: vigie, "content-type": "application/json", cookie: this.cookie(vigie) },
      body: body ? JSON.stringify(body) : null,
    });
    return this.keep(vigie, await session.handle(request, "192.0.2.1"));
  }

  /** Presses the button; answers the provider's address. */
  async start(): Promise<string> {
    const answer = await this.ask("/sign-in/social", { provider: "oidc", callbackURL: "/" });
    return ((await answer.json()) as { url: string }).url;
  }

  follow(address: string): Promise<Response> {
    return this.ask(address);
  }

  /** Signs in at the provider as this person and agrees; answers the address the provider sends the browser back to. */
  async reachCallback(login: string, start: string): Promise<string> {
    const origin = new URL(start).origin;
    let address = start;
    for (let hop = 0; hop < 12; hop++) {
      if (address.startsWith(callback)) return address;
      const interaction = address.includes("/interaction/");
      const prompt = interaction ? await this.promptOf(origin, address) : undefined;
      const form = new URLSearchParams(
        prompt === "login" ? { prompt, login, password: "any" } : { prompt: prompt ?? "" },
      );
      const answer = await fetch(address, {
        method: interaction ? "POST" : "GET",
        headers: { cookie: this.cookie(origin) },
        body: interaction ? form : null,
        redirect: "manual",
      });
      this.keep(origin, answer);
      const next = answer.headers.get("location");
      if (!next) throw new Error(`the provider stopped at ${answer.status}: ${await answer.text()}`);
      address = new URL(next, address).href;
    }
    throw new Error("the provider sends the browser round in circles");
  }

  async promptOf(origin: string, address: string): Promise<string> {
    const page = await fetch(address, { headers: { cookie: this.cookie(origin) } });
    return /name="prompt" value="(\w+)"/.exec(await page.text())?.[1] ?? "";
  }

  async signInAs(login: string, start: string): Promise<Response> {
    return this.follow(await this.reachCallback(login, start));
  }

  who() {
    return session.principalOf(new Request(`${vigie}/api/me`, { headers: { cookie: this.cookie(vigie) } }));
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port: found } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return found;
}

/** A real OpenID provider on loopback. */
async function startProvider(at: number): Promise<Server> {
  const library = "oidc-provider";
  const { Provider } = (await import(library)) as {
    Provider: new (issuer: string, configuration: object) => { callback(): RequestListener };
  };
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const oidc = new Provider(`http://127.0.0.1:${at}`, {
    clients: [{ client_id: "vigie", client_secret: "the-secret-of-the-client", redirect_uris: [callback] }],
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: "one" }] },
    cookies: { keys: ["a key that signs the provider's cookies"] },
    pkce: { required: () => true },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    findAccount: (_: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
  });
  const server = createServer(oidc.callback());
  server.listen(at, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return server;
}
