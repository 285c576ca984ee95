import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import { OpenAPIHandler } from "@orpc/openapi/fetch";
import { type AnyRouter, ORPCError } from "@orpc/server";
import type { Context as HonoContext } from "hono";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { access } from "../kernel/problems.ts";
import { clientAddressReader } from "./client-address.ts";
import { isThisMachine } from "./config.ts";
import type { CallContext, Principal } from "./operation.ts";
import { type Language, type Problem, problemOf, type SentenceOf } from "./problem-json.ts";
import { withoutInternal } from "./published.ts";

/** What a raw route of a slice (an upload, a download, a stream of events) is mounted with. */
export interface RawRoutes {
  mount(app: HttpApp): void;
}
export interface HttpVariables {
  readonly call: CallContext;
}
export type HttpApp = Hono<{ Variables: HttpVariables }>;
export type HttpCall = HonoContext<{ Variables: HttpVariables }>;

export interface HttpParts {
  readonly router: AnyRouter;
  /** The part of a call that does not change from one request to the next. */
  readonly base: Omit<
    CallContext,
    "now" | "language" | "requestId" | "principal" | "organisation" | "headers" | "responseHeaders"
  >;
  readonly clock: () => Date;
  readonly session: {
    principalOf(request: Request): Promise<Principal>;
    handle(request: Request, clientAddress?: string): Promise<Response>;
  };
  readonly sentenceOf: SentenceOf;
  readonly routes: readonly RawRoutes[];
  /** Is everything there that answering needs? */
  readonly ready: () => Promise<boolean>;
  /** Folder of the built page; absent in tests of the API alone. */
  readonly page?: string;
}

const jsonLimitBytes = 1024 * 1024;
const securityHeaders = {
  "content-security-policy":
    "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; " +
    "font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
} as const;

/**
 * The HTTP face: security headers, request id, who calls, then sign-in, raw routes, the operations of the contract
 * under `/api`, and the page for everything else. Knows no activity.
 */
export function createHttp(parts: HttpParts): HttpApp {
  const app: HttpApp = new Hono();
  const clientAddress = clientAddressReader(parts.base.config.trustedProxies);
  app.use(async (c, next) => {
    const requestId = randomUUID();
    const language = languageOf(c.req.raw);
    const startedAt = performance.now();
    c.set("call", {
      ...parts.base,
      now: parts.clock(),
      language,
      requestId,
      principal: { kind: "anonymous" },
      organisation: c.req.header("vigie-organisation"),
      headers: c.req.raw.headers,
      responseHeaders: new Headers(),
    });
    await next();
    for (const [name, value] of Object.entries(securityHeaders)) {
      if (!c.res.headers.has(name)) c.res.headers.set(name, value);
    }
    if (parts.base.config.publicUrl.startsWith("https:"))
      c.res.headers.set("strict-transport-security", "max-age=31536000");
    c.res.headers.set("x-request-id", requestId);
    c.get("call").responseHeaders?.forEach((value, name) => {
      c.res.headers.append(name, value);
    });
    parts.base.log.info(
      {
        requestId,
        method: c.req.method,
        route: routeOf(c),
        status: c.res.status,
        milliseconds: Math.round(performance.now() - startedAt),
      },
      "request",
    );
  });
  app.onError((error, c) => refuse(parts, c, error));

  app.get("/healthz", (c) => c.json({ status: "ok" }));
  app.get("/readyz", async (c) =>
    (await parts.ready()) ? c.json({ status: "ready" }) : c.json({ status: "starting" }, 503),
  );

  app.use("/api/*", async (c, next) => {
    c.header("cache-control", "no-store");
    if (!isCalledByItsName(c.req.header("host"), parts.base.config)) throw access("origin-refused");
    if (!isRead(c.req.method) && !comesFromOurPage(c, parts.base.config.publicUrl)) throw access("origin-refused");
    await next();
  });
  app.use(
    "/api/sign-in/*",
    bodyLimit({
      maxSize: jsonLimitBytes,
      onError: () => {
        throw access("too-large", { megabytes: 1 });
      },
    }),
  );
  app.all("/api/sign-in/*", (c) =>
    parts.session.handle(c.req.raw, clientAddress(peerOf(c), c.req.header("x-forwarded-for"))),
  );
  app.use("/api/*", async (c, next) => {
    const principal = await parts.session.principalOf(c.req.raw);
    c.set("call", { ...c.get("call"), principal });
    await next();
  });
  for (const routes of parts.routes) routes.mount(app);

  // What fails before a call begins is the caller's: a body that is no JSON, a form cut short.
  const begun = new WeakSet<object>();
  const handler = new OpenAPIHandler(withoutInternal(parts.router), {
    clientInterceptors: [
      ({ next, context }) => {
        begun.add(context);
        return next();
      },
    ],
    // The error's data already is the problem: see the interceptor.
    customErrorResponseBodyEncoder: (error) => error.data,
    interceptors: [
      async ({ next, context }) => {
        try {
          return await next();
        } catch (thrown) {
          const error =
            begun.has(context) || thrown instanceof ORPCError
              ? thrown
              : new ORPCError("BAD_REQUEST", { cause: thrown });
          const problem = explain(parts, context as unknown as CallContext, error);
          throw new ORPCError("PROBLEM", { status: problem.status, message: problem.code, data: problem });
        }
      },
    ],
  });
  app.use(
    "/api/*",
    bodyLimit({
      maxSize: jsonLimitBytes,
      onError: () => {
        throw access("too-large", { megabytes: 1 });
      },
    }),
  );
  app.all("/api/*", async (c) => {
    if (!isRead(c.req.method) && !isJson(c)) throw new ORPCError("BAD_REQUEST");
    const { matched, response } = await handler.handle(c.req.raw, { prefix: "/api", context: c.get("call") as never });
    if (!matched) throw access("not-found");
    if (response.status >= 400) response.headers.set("content-type", "application/problem+json; charset=utf-8");
    return response;
  });
  if (parts.page) servePage(app, parts.page);
  app.notFound((c) => refuse(parts, c, access("not-found")));
  return app;
}

/** Answers a raw route's refusal like any other. */
export function refuse(parts: Pick<HttpParts, "sentenceOf" | "base">, c: HttpCall, error: unknown): Response {
  const problem = explain(parts, c.get("call"), error);
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: {
      "content-type": "application/problem+json; charset=utf-8",
      ...(problem.status === 429 ? { "retry-after": String(problem.params["seconds"] ?? 60) } : {}),
    },
  });
}

function explain(parts: Pick<HttpParts, "sentenceOf" | "base">, call: CallContext, error: unknown): Problem {
  const problem = problemOf(error, {
    language: call.language,
    requestId: call.requestId,
    sentenceOf: parts.sentenceOf,
  });
  if (problem.status >= 500 && problem.code === "access/unexpected") {
    parts.base.log.error({ requestId: call.requestId, stack: stackOf(error) }, "unexpected");
  }
  return problem;
}

function stackOf(error: unknown): string {
  const cause = error instanceof ORPCError && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}

/** Raw routes ask for an operation's context the way HTTP operations get theirs. */
export function callOf(c: HttpCall): CallContext {
  return c.get("call");
}

function languageOf(request: Request): Language {
  const wanted = request.headers.get("accept-language") ?? "fr";
  const english = wanted.search(/\ben\b/i);
  const french = wanted.search(/\bfr\b/i);
  return english >= 0 && (french < 0 || english < french) ? "en" : "fr";
}

function isRead(method: string): boolean {
  return method === "GET" || method === "HEAD" || method === "OPTIONS";
}

/**
 * A Vigie that listens to this machine only is called by this machine's names only: a foreign page whose name was made
 * to point here (DNS rebinding) is turned away, before the first visit as after it. Behind a proxy, VIGIE_URL says who
 * is served.
 */
export function isCalledByItsName(host: string | undefined, config: { host: string; publicUrl: string }): boolean {
  const listensHere = isThisMachine(config.host) && isThisMachine(new URL(config.publicUrl).hostname);
  return !host || !listensHere || isThisMachine(host.replace(/:\d+$/u, ""));
}

/**
 * A write by cookie must come from our own page: browsers send Origin on writes, and no foreign page can add our
 * header without a preflight that we never grant. A bearer token cannot be forged by a page, so it passes.
 */
function comesFromOurPage(c: HttpCall, publicUrl: string): boolean {
  if (c.req.header("authorization")) return true;
  const origin = c.req.header("origin");
  const host = c.req.header("host");
  // "null" is the origin of a page that hides its own: a sandboxed frame, a file.
  const ours =
    !origin ||
    origin === new URL(publicUrl).origin ||
    (host !== undefined && URL.canParse(origin) && new URL(origin).host === host);
  return ours && (c.req.header("x-vigie") === "1" || c.req.path.startsWith("/api/sign-in/"));
}

/** Forms are refused: a foreign page can send them without a preflight, and no operation takes one. */
function isJson(c: HttpCall): boolean {
  const type = c.req.header("content-type");
  if (type === undefined)
    return Number(c.req.header("content-length") ?? 0) === 0 && !c.req.header("transfer-encoding");
  return type.split(";")[0]?.trim().toLowerCase() === "application/json";
}

/** The other end of the socket; none in tests without a socket. Behind a proxy it is the proxy's. */
function peerOf(c: HttpCall): string | undefined {
  const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  return incoming?.socket?.remoteAddress;
}

/** The path with identifiers and secrets taken out, for the log. */
function routeOf(c: HttpCall): string {
  return c.req.path.replace(/\/\d+(?=\/|$)/g, "/:id").slice(0, 120);
}

function servePage(app: HttpApp, folder: string): void {
  app.use("/assets/*", async (c, next) => {
    await next();
    if (c.res.status === 200) c.res.headers.set("cache-control", "public, max-age=31536000, immutable");
  });
  app.use("*", serveStatic({ root: folder, precompressed: true, onFound: () => {} }));
  let index: Promise<string> | undefined;
  app.get("*", async (c) => {
    if (c.req.path.startsWith("/api/") || c.req.path.startsWith("/assets/")) throw access("not-found");
    index ??= readFile(join(folder, "index.html"), "utf8");
    c.header("cache-control", "no-cache");
    return c.html(await index);
  });
}
