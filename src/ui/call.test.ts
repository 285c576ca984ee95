// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { operation } from "../kernel/operation.ts";
import { connect, onSessionEnd, Problem, problemOf, request, speakOf, toProblem } from "./call.ts";

const contract = {
  get: operation
    .route({ method: "GET", path: "/things/{id}" })
    .input(z.object({ id: z.number(), limit: z.number().optional() }))
    .output(z.object({ id: z.number(), createdAt: z.date() })),
  create: operation
    .route({ method: "POST", path: "/things" })
    .input(z.object({ name: z.string() }))
    .output(z.object({ id: z.number() })),
};

/** The network's end: keeps what was asked, answers what the test says. */
function answering(response: () => Response) {
  const asked: { url: string; method: string; headers: Headers; body: string }[] = [];
  vi.stubGlobal("fetch", async (input: RequestInfo | URL, init?: RequestInit) => {
    const given = input instanceof Request ? input : undefined;
    asked.push({
      url: given?.url ?? String(input),
      method: init?.method ?? given?.method ?? "GET",
      headers: new Headers(init?.headers ?? given?.headers),
      body: given?.body ? await given.text() : String(init?.body ?? ""),
    });
    return response();
  });
  return asked;
}
const problemResponse = (body: object, status: number) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/problem+json" } });

afterEach(() => {
  vi.unstubAllGlobals();
  speakOf(null);
});

describe("calls", () => {
  it("say which organisation they speak of, in which language, and that they come from this page", async () => {
    const asked = answering(() => Response.json({ id: 7, createdAt: "2026-11-16T08:50:00.000Z" }));
    speakOf("ville-de-kermor");
    const answer = await connect("things", contract).get.call({ id: 7, limit: 3 });
    expect(answer).toEqual({ id: 7, createdAt: "2026-11-16T08:50:00.000Z" });
    expect(new URL(asked[0]?.url ?? "").pathname).toBe("/api/things/7");
    expect(new URL(asked[0]?.url ?? "").search).toBe("?limit=3");
    expect(asked[0]?.headers.get("vigie-organisation")).toBe("ville-de-kermor");
    expect(asked[0]?.headers.get("accept-language")).toBe("fr");
    expect(asked[0]?.headers.get("x-vigie")).toBe("1");
  });
  it("send what they were given", async () => {
    const asked = answering(() => Response.json({ id: 1 }, { status: 201 }));
    await connect("things", contract).create.call({ name: "ancre" });
    expect(asked[0]?.method).toBe("POST");
    expect(JSON.parse(asked[0]?.body ?? "")).toEqual({ name: "ancre" });
  });
  it("throw the problem that the server sent", async () => {
    answering(() =>
      problemResponse(
        {
          code: "organisation/slug-taken",
          title: "Pris",
          status: 409,
          instance: "r-1",
          params: { slug: "kermor" },
          errors: [{ pointer: "/name", detail: "pris" }],
        },
        409,
      ),
    );
    const error = await connect("things", contract)
      .create.call({ name: "kermor" })
      .catch((thrown: unknown) => toProblem(thrown));
    expect(error).toBeInstanceOf(Problem);
    const problem = error as Problem;
    expect([problem.code, problem.status, problem.instance]).toEqual(["organisation/slug-taken", 409, "r-1"]);
    expect(problem.params).toEqual({ slug: "kermor" });
    expect(problem.errorAt("/name")).toBe("pris");
  });
  it("tell silence from a refusal", async () => {
    vi.stubGlobal("fetch", async () => {
      throw new TypeError("Failed to fetch");
    });
    const error = await request("/api/welcome").catch((thrown: unknown) => thrown);
    expect((error as Problem).code).toBe("ui/offline");
  });
  it("announce that the session ended", async () => {
    const ended = vi.fn();
    const stop = onSessionEnd(ended);
    answering(() => problemResponse({ code: "access/sign-in-needed", status: 401 }, 401));
    await request("/api/me").catch(() => {});
    expect(ended).toHaveBeenCalledOnce();
    stop();
    await request("/api/me").catch(() => {});
    expect(ended).toHaveBeenCalledOnce();
  });
  it("read the sign-in library’s codes and a proxy’s page alike", async () => {
    const library = await problemOf(problemResponse({ code: "INVALID_EMAIL_OR_PASSWORD", message: "No" }, 401));
    expect(library.code).toBe("sign-in/invalid-email-or-password");
    const proxy = await problemOf(new Response("<h1>502</h1>", { status: 502 }));
    expect([proxy.code, proxy.status]).toEqual(["ui/unexpected", 502]);
  });
});
