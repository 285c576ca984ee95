import { sql } from "kysely";
import { DomainError } from "../kernel/problems.ts";
import { appendAudit } from "./audit.ts";
import { type Database, withDirectory } from "./db/connect.ts";
import type { Log } from "./log.ts";
import { withOwnScope } from "./own-scope.ts";
import { signedSessionToken } from "./session-cookie.ts";
import { singleSignOnProvider } from "./sign-in.ts";
import { findUserByEmail } from "./user.ts";

type Act = "entered" | "left" | "refused";
type Way = "password" | "second-factor" | "single-sign-on";

/** What is known of somebody before the door answers. */
export interface Knock {
  readonly path: string;
  readonly way: Way | undefined;
  /** The address that is claimed, at a sign-in by password. */
  readonly email: string | undefined;
  /** The token of the session that the request came with. */
  readonly token: string | undefined;
  /** Whose session ends; at the second factor, whose password was just right. */
  readonly userId: string | undefined;
  readonly halfway: boolean;
}

/** Names of the two cookies that say who stands at the door, and what signs them. */
export interface DoorCookies {
  readonly session: string;
  readonly halfway: string;
  readonly secret: () => string;
}

/**
 * Writes who came in, who went out and who was refused into the audit trail of each organisation that the person
 * belongs to: one sign-in opens all of them. A line holds the member and the way (password, second factor, single
 * sign-on), never what was typed, nor a network address, nor a browser. An address that is nobody's leaves no line:
 * there is no organisation to tell.
 */
export function openSignInTrail({
  database,
  log,
  clock,
  cookies,
}: {
  database: Database;
  log: Log;
  clock: () => Date;
  cookies: DoorCookies;
}) {
  const underWay = new Set<Promise<void>>();

  async function write(userId: string, act: Act, detail: Record<string, unknown>): Promise<void> {
    try {
      await trace(database, userId, act, detail, clock());
    } catch (error) {
      log.error({ stack: error instanceof Error ? error.stack : String(error) }, "sign-in trail");
    }
  }

  /** The answer does not wait: how long a refusal takes must not tell whether the address is somebody's. */
  function refuse(email: string, detail: Record<string, unknown>): void {
    const writing = withDirectory(database, (db) => findUserByEmail(db, email))
      .then((user) => (user ? write(user.id, "refused", detail) : undefined))
      .catch((error: unknown) => log.error({ reason: String(error) }, "sign-in trail"))
      .finally(() => underWay.delete(writing));
    underWay.add(writing);
  }

  return {
    /** Only a sign-out and a second factor need somebody looked up; any other request costs the database nothing. */
    async knock(path: string, cookieHeader: string | null, email: string | undefined): Promise<Knock> {
      const way = wayOf(path);
      const leaves = path === "/sign-out";
      const nobody = { path, way, email, token: undefined, userId: undefined, halfway: false };
      if (way === undefined && !leaves) return nobody;
      const token = signedSessionToken(cookieHeader, cookies.session, cookies.secret());
      if (token !== undefined) {
        return { ...nobody, token, userId: leaves ? await ownerOfSession(database, token) : undefined };
      }
      const challenge =
        way === "second-factor" ? signedSessionToken(cookieHeader, cookies.halfway, cookies.secret()) : undefined;
      if (challenge === undefined) return nobody;
      return { ...nobody, userId: await ownerOfChallenge(database, challenge), halfway: true };
    },
    /** What came of it. A sign-in or a sign-out is written before the answer leaves. */
    async answered({ path, way, email, token, userId, halfway }: Knock, answer: Response): Promise<void> {
      if (path === "/sign-out") {
        if (answer.ok && userId !== undefined) await write(userId, "left", {});
      } else if (way === "password" && answer.status === 401 && email !== undefined) {
        refuse(email, { way });
      } else if (way === "second-factor" && !halfway) {
        // Somebody who is signed in sets up the second factor: that is no sign-in.
      } else if (way === "second-factor" && !answer.ok && answer.status !== 429 && userId !== undefined) {
        await write(userId, "refused", { way });
      } else if (way !== undefined) {
        const given = givenToken(answer, cookies);
        const entered = given && given !== token ? await ownerOfSession(database, given) : undefined;
        if (entered !== undefined) await write(entered, "entered", { way });
      }
    },
    /** Signed in without knocking: the password has just been chosen. */
    begun: (userId: string): Promise<void> => write(userId, "entered", { way: "password" }),
    /** The attempt that closed the door on this address for a while; the ones after it leave no line. */
    stopped: (email: string): void => refuse(email, { way: "password", reason: "too-many-attempts" }),
    /** Everything that was seen is written. */
    async settled(): Promise<void> {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

function wayOf(path: string): Way | undefined {
  if (path === "/sign-in/email") return "password";
  if (path.startsWith("/two-factor/verify-")) return "second-factor";
  return path.startsWith(`/callback/${singleSignOnProvider}`) ? "single-sign-on" : undefined;
}

/** The token of the session that an answer opens. A session opened and taken back at once (half-way) is none. */
function givenToken(answer: Response, { session, secret }: DoorCookies): string | undefined {
  const cookie = answer.headers.getSetCookie().findLast((each) => each.startsWith(`${session}=`));
  return cookie === undefined ? undefined : signedSessionToken(cookie.split(";")[0] ?? null, session, secret());
}

async function ownerOfSession({ pool }: Database, token: string): Promise<string | undefined> {
  const found = await pool.query<{ id: string }>("select user_id as id from sign_in_session where token = $1", [token]);
  return found.rows[0]?.id;
}

async function ownerOfChallenge({ pool }: Database, challenge: string): Promise<string | undefined> {
  const found = await pool.query<{ id: string }>("select value as id from sign_in_verification where identifier = $1", [
    challenge,
  ]);
  return found.rows[0]?.id;
}

async function trace(
  database: Database,
  userId: string,
  act: Act,
  detail: Record<string, unknown>,
  at: Date,
): Promise<void> {
  const { rows } = await withDirectory(database, (db) =>
    sql<{ organisationId: number; memberId: number; name: string }>`
      select organisation_id as "organisationId", id as "memberId", name from member where user_id = ${userId}
      order by organisation_id`.execute(db),
  );
  for (const { organisationId, memberId, name } of rows) {
    // Whoever was refused is nobody that we know: the member is only who they said they were.
    const actor = act === "refused" ? "" : name;
    const line = { at, actor, operation: `sign-in.${act}`, subject: `member:${memberId}`, detail };
    try {
      await withOwnScope(database, organisationId, { name: actor }, (scope) => appendAudit(scope, line));
    } catch (error) {
      // Removed since the list was read.
      if (!(error instanceof DomainError)) throw error;
    }
  }
}
