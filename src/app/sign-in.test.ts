import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { organisationOperations } from "../activities/organisation/operations.ts";
import type { Database } from "../platform/db/connect.ts";
import { createTestDatabase } from "../platform/db/testing.ts";
import { createHttp, type HttpApp } from "../platform/http.ts";
import { openSession } from "../platform/session.ts";
import { aCall, anonymous } from "../platform/test-call.ts";
import { problemSentence } from "./sentences.ts";

const password = "un phare sur la jetée";
let database: Database;
let app: HttpApp;

beforeAll(async () => {
  database = await createTestDatabase();
  const { jobs, config, log } = aCall(database, anonymous);
  app = createHttp({
    router: { organisation: organisationOperations },
    base: { database, jobs, config, log },
    clock: () => new Date(),
    session: openSession({ database, config, log }),
    sentenceOf: problemSentence,
    routes: [],
    ready: async () => true,
  });
});
afterAll(() => database.close());

async function ask(method: string, path: string, headers: Record<string, string> = {}, body?: unknown) {
  const answer = await app.request(`http://127.0.0.1:4150/api${path}`, {
    method,
    headers: {
      "content-type": "application/json",
      origin: "http://127.0.0.1:4150",
      "x-vigie": "1",
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { answer, json: (await answer.json().catch(() => undefined)) as Record<string, unknown> };
}

const cookieOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");

describe("over HTTP", () => {
  it("the set-up signs its visitor in, and the cookie opens the organisation until it is signed out", async () => {
    const visit = { organisationName: "Ville de Kermor", kind: "local-authority", name: "Anne" };
    const made = await ask("POST", "/set-up", {}, { ...visit, email: "anne@kermor.example", password });
    expect([made.answer.status, made.json]).toEqual([201, { slug: "ville-de-kermor" }]);
    const cookie = cookieOf(made.answer);
    expect((await ask("GET", "/me", { cookie })).json).toMatchObject({ organisations: [{ slug: "ville-de-kermor" }] });
    const own = { cookie, "vigie-organisation": "ville-de-kermor" };
    expect((await ask("GET", "/organisation", own)).json).toMatchObject({ name: "Ville de Kermor" });
    const elsewhere = await ask("GET", "/organisation", { ...own, "vigie-organisation": "ailleurs" });
    expect([elsewhere.answer.status, elsewhere.json["code"]]).toEqual([404, "access/organisation-unknown"]);

    const again = await ask("POST", "/set-up", {}, { ...visit, email: "b@kermor.example", password });
    expect([again.answer.status, again.json["code"]]).toEqual([409, "organisation/already-set-up"]);

    await ask("POST", "/sign-in/sign-out", { cookie }, {});
    const out = await ask("GET", "/me", { cookie });
    expect([out.answer.status, out.json["code"]]).toEqual([401, "access/sign-in-needed"]);
  });

  it("a token opens its organisation without a cookie, within its effect", async () => {
    const signed = await ask("POST", "/sign-in/sign-in/email", {}, { email: "anne@kermor.example", password });
    expect(signed.answer.status).toBe(200);
    const own = { cookie: cookieOf(signed.answer), "vigie-organisation": "ville-de-kermor" };
    const made = await ask("POST", "/tokens", own, { name: "Entrepôt", effect: "read" });
    const bearer = { authorization: `Bearer ${made.json["token"]}` };
    expect((await ask("GET", "/organisation", bearer)).json).toMatchObject({ slug: "ville-de-kermor" });
    const write = await ask("POST", "/departments", bearer, { name: "Voirie" });
    expect([write.answer.status, write.json["code"]]).toEqual([403, "access/scope-missing"]);
    // A credential that is not in force does not fall back on the cookie beside it.
    const both = await ask("GET", "/me", { ...own, authorization: "Bearer vigie_1_expired" });
    expect(both.answer.status).toBe(401);
  });

  it("too many attempts are told when to come back", async () => {
    const credentials = { email: "anne@kermor.example", password: "not this one either" };
    await database.pool.query("update sign_in_rate_limit set count = 20, last_request = $1", [Date.now()]);
    const refused = await ask("POST", "/sign-in/sign-in/email", {}, credentials);
    expect([refused.answer.status, refused.json["code"]]).toEqual([429, "sign-in/too-many-attempts"]);
    expect(Number(refused.answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(refused.answer.headers.get("content-type")).toMatch(/problem\+json/);
  });
});
