import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfig } from "../platform/config.ts";
import type { Database } from "../platform/db/connect.ts";
import { createTestDatabase } from "../platform/db/testing.ts";
import { createHttp, type HttpApp, type HttpParts, isCalledByItsName } from "../platform/http.ts";
import { openJobs } from "../platform/jobs.ts";
import { openLog } from "../platform/log.ts";
import { openSession } from "../platform/session.ts";
import { testNow } from "../platform/test-call.ts";
import { router, routes } from "./activities.ts";
import { assistants } from "./assistants.ts";
import { documentation } from "./documentation.ts";
import { problemSentence } from "./sentences.ts";

let database: Database;
let folder: string;
let app: HttpApp;
let parts: HttpParts;
let cookie = "";
const slug = "ville-de-kermor";

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), "vigie-http-"));
  const config = readConfig({ VIGIE_DATA: folder, VIGIE_SECRET: "0".repeat(32), VIGIE_MAX_UPLOAD_MB: "1" });
  const log = openLog("silent");
  const jobs = openJobs(database, log, async () => {});
  parts = {
    router,
    base: { database, jobs, config, log },
    clock: () => testNow,
    session: openSession({ database, config, log, clock: () => testNow }),
    sentenceOf: problemSentence,
    routes: [documentation, assistants, ...routes],
    ready: async () => true,
  };
  app = createHttp(parts);
  const answer = await send("POST", "/api/set-up", {
    organisationName: "Ville de Kermor",
    kind: "local-authority",
    name: "Anne Le Gall",
    email: "anne@kermor.example",
    password: "un phare sur la jetée",
  });
  expect(answer.status).toBe(201);
  cookie = answer.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

async function send(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return app.request(path, {
    method,
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      "x-vigie": "1",
      "vigie-organisation": slug,
      "accept-language": "fr",
      ...(cookie ? { cookie } : {}),
      ...headers,
    },
    body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
  });
}

describe("a request", () => {
  it("is answered with the headers that keep a browser safe, and an id to quote", async () => {
    const { headers } = await send("GET", "/healthz");
    expect(headers.get("content-security-policy")).toContain("script-src 'self'");
    expect(headers.get("content-security-policy")).not.toMatch(/script-src[^;]*unsafe/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("that is refused says why in the reader's language, as a problem of RFC 9457", async () => {
    const french = await send("GET", "/api/organisation", undefined, { "vigie-organisation": "ailleurs" });
    expect(french.status).toBe(404);
    expect(french.headers.get("content-type")).toContain("application/problem+json");
    const problem = await french.json();
    expect(problem).toMatchObject({
      type: "/problems/access/organisation-unknown",
      status: 404,
      code: "access/organisation-unknown",
    });
    expect(problem.instance).toBe(french.headers.get("x-request-id"));
    const english = await send("GET", "/api/organisation", undefined, {
      "vigie-organisation": "ailleurs",
      "accept-language": "en",
    });
    expect((await english.json()).title).not.toBe(problem.title);
    expect((await send("GET", problem.type)).status).toBe(200);
  });

  it("with unreadable fields points at each of them", async () => {
    const answer = await send("POST", "/api/departments", { name: "" });
    expect(answer.status).toBe(400);
    expect((await answer.json()).errors).toEqual([{ pointer: "/name", detail: expect.stringContaining("Trop petit") }]);
  });

  it("to write is refused from another page, without our header, and taken from our own", async () => {
    const foreign = await send(
      "POST",
      "/api/departments",
      { name: "Culture" },
      { origin: "https://elsewhere.example" },
    );
    expect([foreign.status, (await foreign.json()).code]).toEqual([403, "access/origin-refused"]);
    const bare = await send("POST", "/api/departments", { name: "Culture" }, { "x-vigie": "" });
    expect(bare.status).toBe(403);
    const own = await send("POST", "/api/departments", { name: "Culture" }, { origin: "http://127.0.0.1:4150" });
    expect(own.status).toBe(201);
  });

  it("from a page that hides its origin is refused, not stumbled over", async () => {
    for (const origin of ["null", "::::"]) {
      const answer = await send("POST", "/api/departments", { name: "Culture" }, { origin });
      expect([answer.status, (await answer.json()).code]).toEqual([403, "access/origin-refused"]);
    }
  });

  it("whose body is no JSON, or holds what cannot be stored, is malformed and changes nothing", async () => {
    const before = await (await send("GET", "/api/departments")).json();
    const bodies: [string, string][] = [
      ["application/json", '{"name":'],
      ["application/json", '{"name":"a\\u0000b"}'],
      ["application/x-www-form-urlencoded", "name=Formulaire"],
      ["application/xml", "<name>Balise</name>"],
      ["multipart/form-data; boundary=x", "cut short"],
    ];
    for (const [type, body] of bodies) {
      const answer = await send("POST", "/api/departments", body, { "content-type": type });
      expect([body, answer.status, (await answer.json()).code]).toEqual([body, 400, "access/input-malformed"]);
    }
    expect(await (await send("GET", "/api/departments")).json()).toEqual(before);
  });

  it("names an organisation by nothing but its slug", async () => {
    expect((await send("GET", "/api/organisation")).status).toBe(200);
    for (const name of [`${slug}' or true --`, `${slug}\\`, "x".repeat(5000)]) {
      const answer = await send("GET", "/api/organisation", undefined, { "vigie-organisation": name });
      expect(answer.status).toBe(404);
    }
  });

  it("finds an organisation by the slug that it has now", async () => {
    const status = async (name: string) =>
      (await send("GET", "/api/organisation", undefined, { "vigie-organisation": name })).status;
    const rename = (from: string, to: string) =>
      database.pool.query("update organisation set slug = $2 where slug = $1", [from, to]);
    expect([await status(slug), await status("kermor")]).toEqual([200, 404]);
    await rename(slug, "kermor");
    expect([await status(slug), await status("kermor")]).toEqual([404, 200]);
    await rename("kermor", slug);
    expect([await status(slug), await status("kermor")]).toEqual([200, 404]);
  });

  it("under a foreign name is turned away from a Vigie that listens to this machine only", async () => {
    const rebound = await send("GET", "/api/welcome", undefined, { host: "attacker.example:4150" });
    expect([rebound.status, (await rebound.json()).code]).toEqual([403, "access/origin-refused"]);
    for (const host of ["localhost:4150", "127.0.0.1:4150", "[::1]:4150"]) {
      expect((await send("GET", "/api/welcome", undefined, { host })).status).toBe(200);
    }
    const behindProxy = { host: "127.0.0.1", publicUrl: "https://vigie.example" };
    expect(isCalledByItsName("internal:4150", behindProxy)).toBe(true);
    expect(isCalledByItsName("vigie.lan:4150", { host: "0.0.0.0", publicUrl: "http://vigie.lan:4150" })).toBe(true);
  });

  it("is counted by its own address behind a proxy that is trusted, by the proxy’s otherwise", async () => {
    const config = { ...parts.base.config, trustedProxies: "10.0.0.5" };
    const trusting = createHttp({ ...parts, base: { ...parts.base, config } });
    const statuses = async (door: HttpApp, proxy: string) => {
      const found: number[] = [];
      for (let visitor = 1; visitor <= 11; visitor++) {
        const init = {
          method: "POST",
          headers: { "content-type": "application/json", "x-forwarded-for": `198.51.100.${visitor}` },
          body: JSON.stringify({ code: "123456" }),
        };
        const incoming = { socket: { remoteAddress: proxy } };
        found.push((await door.request("/api/sign-in/two-factor/verify-totp", init, { incoming })).status);
      }
      return found;
    };
    expect(await statuses(trusting, "10.0.0.5")).toEqual(Array(11).fill(401));
    // Nobody believes a stranger who forwards for others, nor anybody where no proxy is trusted.
    expect((await statuses(trusting, "10.0.0.6")).at(-1)).toBe(429);
    expect((await statuses(app, "10.0.0.7")).at(-1)).toBe(429);
  });

  it("without a sign-in learns nothing", async () => {
    const answer = await send("GET", "/api/organisation", undefined, { cookie: "" });
    expect(answer.status).toBe(401);
  });

  it("larger than a form may be is refused", async () => {
    const answer = await send("POST", "/api/departments", { name: "x".repeat(1_100_000) });
    expect(answer.status).toBe(413);
  });

  it("for what does not exist or is internal is a problem, not a page", async () => {
    for (const path of ["/api/nothing", "/api/measurements/receive", "/elsewhere"]) {
      const answer = await send("GET", path);
      expect([path, answer.status]).toEqual([path, 404]);
    }
  });
});

describe("an upload", () => {
  it("is stored, previewed and announced; without a role or past the limit it is refused", async () => {
    const csv = "date,network,account,metric,value\n2026-11-02,facebook,Mairie,impressions,120\n";
    const upload = await send("POST", "/api/measurements/upload?name=novembre.csv", csv, {
      "content-type": "text/csv",
    });
    expect(upload.status).toBe(201);
    const { id } = await upload.json();
    const preview = await (await send("GET", `/api/measurements/imports/${id}/preview`)).json();
    expect(preview).toMatchObject({
      recognised: { connector: "vigie" },
      sample: [{ day: "2026-11-02", values: { impressions: 120 } }],
    });
    const large = await send("POST", "/api/measurements/upload?name=gros.csv", "x".repeat(1_100_000), {
      "content-type": "text/csv",
    });
    expect([large.status, (await large.json()).code]).toEqual([413, "measurements/file-too-large"]);
    const empty = await send("POST", "/api/measurements/upload?name=vide.csv", "", { "content-type": "text/csv" });
    expect(empty.status).toBe(422);
    const disguised = await send("POST", "/api/measurements/upload?name=..%2F..%2Fa%00b%0d%E2%80%AEvsc.exe", `${csv} `);
    expect((await disguised.json()).fileName).toBe("abvsc.exe");
    expect(await readdir(join(folder, "uploads"))).toEqual([]);
    const foreign = await send("POST", "/api/measurements/upload?name=a.csv", csv, {
      "content-type": "text/csv",
      "vigie-organisation": "ailleurs",
    });
    expect(foreign.status).toBe(404);
  });
});

describe("a report", () => {
  it("comes as PDF, HTML and JSON of the same figures", async () => {
    const till = await (
      await send("POST", "/api/accounts", { network: "premises", kind: "counter", name: "Accueil" })
    ).json();
    const values = [{ metric: "visitors-from-social", value: 86 }];
    expect(
      (await send("POST", "/api/measurements/counts", { accountId: till.id, day: "2026-11-04", values })).status,
    ).toBe(200);
    const json = await send("GET", "/api/reports/2026-W45/file?format=json&language=fr");
    expect(json.status).toBe(200);
    const { dataHash } = await json.json();
    const html = await (await send("GET", "/api/reports/2026-W45/file?format=html&language=fr")).text();
    expect(html).toContain(dataHash.slice(0, 12));
    const pdf = await send("GET", "/api/reports/2026-W45/file?format=pdf&language=fr");
    expect(pdf.headers.get("content-type")).toBe("application/pdf");
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
  });
});

describe("the documentation of the API", () => {
  it("is OpenAPI 3.1 without internal operations, and a page to read", async () => {
    const document = await (await send("GET", "/api/openapi.json")).json();
    expect(document.openapi).toMatch(/^3\.1/);
    expect(Object.keys(document.paths)).toContain("/objectives");
    expect(JSON.stringify(document)).not.toContain("dailyFigures");
    const page = await (await send("GET", "/api/reference")).text();
    expect(page).toContain("/api/objectives");
    expect(page).not.toMatch(/<script|style=/);
  });
});

describe("the server for assistants", () => {
  const rpc = (token: string, method: string, params: object) =>
    send(
      "POST",
      "/api/mcp",
      { jsonrpc: "2.0", id: 1, method, params },
      { authorization: `Bearer ${token}`, accept: "application/json, text/event-stream", cookie: "", "x-vigie": "" },
    );

  it("lists operations as tools and calls them with the rights of its token", async () => {
    const { token } = await (await send("POST", "/api/tokens", { name: "assistant", effect: "read", days: 7 })).json();
    const listed = await (await rpc(token, "tools/list", {})).json();
    const names = listed.result.tools.map((tool: { name: string }) => tool.name);
    expect(names).toContain("objectives_list");
    expect(names).not.toContain("measurements_receive");
    const got = await (await rpc(token, "tools/call", { name: "organisation_get", arguments: {} })).json();
    expect(JSON.parse(got.result.content[0].text)).toMatchObject({ slug });
    const refused = await (
      await rpc(token, "tools/call", { name: "organisation_createDepartment", arguments: { name: "Sport" } })
    ).json();
    expect(refused.result).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining("access/scope-missing") }],
    });
  });

  it("takes no larger request than any operation, and opens no stream without end", async () => {
    expect((await rpc("vigie_1_invented", "tools/list", { filler: "x".repeat(1_100_000) })).status).toBe(413);
    const stream = await send("GET", "/api/mcp", undefined, { accept: "text/event-stream" });
    expect([stream.status, stream.headers.get("allow")]).toEqual([405, "POST"]);
  });

  it("is closed to a browser's session and to a stranger", async () => {
    expect((await send("POST", "/api/mcp", {})).status).toBe(401);
    expect((await rpc("vigie_1_invented", "tools/list", {})).status).toBe(401);
  });
});
