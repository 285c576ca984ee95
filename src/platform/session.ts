import { problems } from "../kernel/problems.ts";
import { principalOfToken } from "./api-token.ts";
import { countAttempt, forgetAttempts } from "./attempts.ts";
import type { Database } from "./db/connect.ts";
import type { Principal } from "./operation.ts";
import { secretFor } from "./secret.ts";
import { halfwayCookieName, principalOfSession, sessionCookieName, signedSessionToken } from "./session-cookie.ts";
import {
  clientAddressHeader,
  openSignIn,
  type SignIn,
  type SignInParts,
  signInPath,
  singleSignOnProvider,
} from "./sign-in.ts";
import { openSignInTrail } from "./sign-in-trail.ts";

/** Refusals of the door itself. */
export const signInProblem = problems("sign-in", {
  "too-many-attempts": "too-many",
  "single-sign-on-unavailable": "unavailable",
});

export interface SessionParts extends SignInParts {
  readonly clock?: () => Date;
}

/** The door: who calls, and the pages of better-auth under `/api/sign-in`. */
export interface Session {
  /** Credentials → who calls. A cookie that ended or a token that is not in force is nobody, not an error. */
  principalOf(request: Request): Promise<Principal>;
  /**
   * Answers everything under `/api/sign-in`.
   *
   * @param clientAddress address of the socket's other end: attempts are counted by it
   */
  handle(request: Request, clientAddress?: string): Promise<Response>;
  /** Signs somebody in who has just been given a password, and writes the cookies into `to`. */
  begin(credentials: { email: string; password: string }, to: Headers): Promise<void>;
  /** Waits until the audit trails hold every refusal that was answered: before the database is closed. */
  settled(): Promise<void>;
  /** Milliseconds that loading and setting up better-auth took; absent while nobody needed it. */
  readonly openedIn: number | undefined;
}

const open = new WeakMap<Database, Session>();

/** Opens the door of a database. Costs nothing until somebody knocks: better-auth is loaded at the first need. */
export function openSession(parts: SessionParts): Session {
  const clock = parts.clock ?? (() => new Date());
  const secure = parts.config.publicUrl.startsWith("https:");
  const cookieName = sessionCookieName(secure);
  let secret: string | undefined;
  const cookieSecret = () => (secret ??= secretFor(parts.config, "sign-in"));
  const trail = openSignInTrail({
    database: parts.database,
    log: parts.log,
    clock,
    cookies: { session: cookieName, halfway: halfwayCookieName(secure), secret: cookieSecret },
  });
  let openedIn: number | undefined;
  let plain: Promise<SignIn> | undefined;
  let withSingleSignOn: Promise<SignIn> | undefined;

  const signIn = (): Promise<SignIn> => {
    if (withSingleSignOn) return withSingleSignOn;
    if (!plain) {
      const startedAt = performance.now();
      plain = openSignIn(parts, false).then(async (auth) => {
        await auth.$context;
        openedIn = performance.now() - startedAt;
        parts.log.debug({ milliseconds: Math.round(openedIn) }, "sign-in opened");
        return auth;
      });
      plain.catch(() => {
        plain = undefined;
      });
    }
    return plain;
  };

  // The provider may be down at any moment, the start included: it is asked at the first attempt, and again at the next
  // one when it did not answer. Sign-in by password never waits for it.
  const signInThroughProvider = (): Promise<SignIn> => {
    if (!withSingleSignOn) {
      withSingleSignOn = checkProvider(parts).then(() => openSignIn(parts, true));
      withSingleSignOn.catch(() => {
        withSingleSignOn = undefined;
      });
    }
    return withSingleSignOn;
  };

  const session: Session = {
    get openedIn() {
      return openedIn;
    },
    async principalOf(request) {
      const authorization = request.headers.get("authorization");
      if (authorization !== null) {
        const bearer = /^Bearer ([\w-]{1,200})$/i.exec(authorization)?.[1];
        return bearer ? principalOfToken(parts.database, bearer, clock()) : { kind: "anonymous" };
      }
      // Most requests of scripts and probes carry no cookie: they need not load the library.
      if (!request.headers.get("cookie")?.includes(`${cookieName}=`)) return { kind: "anonymous" };
      const token = signedSessionToken(request.headers.get("cookie"), cookieName, cookieSecret());
      if (token === undefined) return { kind: "anonymous" };
      const principal = await principalOfSession(parts.database, token, clock());
      if (principal !== "due") return principal;
      const auth = await signIn();
      const found = await auth.api.getSession({ headers: request.headers });
      if (!found) return { kind: "anonymous" };
      return { kind: "user", userId: found.user.id, name: found.user.name, email: found.user.email };
    },
    async handle(request, clientAddress) {
      const path = new URL(request.url).pathname.slice(signInPath.length);
      const headers = new Headers(request.headers);
      headers.delete(clientAddressHeader);
      if (clientAddress) headers.set(clientAddressHeader, clientAddress);
      const body = request.method === "GET" || request.method === "HEAD" ? null : await request.text();
      const email = path === "/sign-in/email" ? emailOf(body) : undefined;
      const knock = await trail.knock(path, request.headers.get("cookie"), email);
      if (email !== undefined) {
        const { seconds, stopped } = await countAttempt(parts.database, email, clock());
        if (stopped) trail.stopped(email);
        if (seconds > 0) throw signInProblem("too-many-attempts", { seconds });
      }
      const auth = await (isThroughProvider(path, body) ? signInThroughProvider() : signIn());
      const answer = await auth.handler(new Request(request.url, { method: request.method, headers, body }));
      if (email !== undefined && answer.status === 200) await forgetAttempts(parts.database, email);
      await trail.answered(knock, answer);
      const seconds = answer.headers.get("x-retry-after");
      if (answer.status === 429) throw signInProblem("too-many-attempts", { seconds: Number(seconds ?? 60) });
      return answer;
    },
    async begin(credentials, to) {
      const auth = await signIn();
      const { headers, response } = await auth.api.signInEmail({ body: credentials, returnHeaders: true });
      await trail.begun(response.user.id);
      for (const cookie of headers.getSetCookie()) to.append("set-cookie", cookie);
    },
    settled: trail.settled,
  };
  open.set(parts.database, session);
  return session;

  function isThroughProvider(path: string, body: string | null): boolean {
    if (!parts.config.oidc) return false;
    if (path.startsWith(`/callback/${singleSignOnProvider}`)) return true;
    return (
      (path === "/sign-in/social" || path === "/link-social") && body?.includes(`"${singleSignOnProvider}"`) === true
    );
  }
}

/** The door that was opened on this database, for the operations that sign somebody in. */
export function sessionOf(database: Database): Session | undefined {
  return open.get(database);
}

function emailOf(body: string | null): string | undefined {
  try {
    const { email } = JSON.parse(body ?? "") as { email?: unknown };
    return typeof email === "string" ? email : undefined;
  } catch {
    return undefined;
  }
}

async function checkProvider({ config, log }: SignInParts): Promise<void> {
  try {
    const answer = await fetch(config.oidc?.discovery ?? "", { signal: AbortSignal.timeout(5000) });
    if (!answer.ok) throw new Error(`discovery answered ${answer.status}`);
    await answer.json();
  } catch (error) {
    log.warn({ reason: String(error) }, "the identity provider does not answer");
    throw signInProblem("single-sign-on-unavailable", { label: config.oidc?.label ?? "" }, error);
  }
}
