import { createHmac, timingSafeEqual } from "node:crypto";
import type { Database } from "./db/connect.ts";
import type { Principal } from "./operation.ts";

/** How long a session lasts, and how old it may be before it is prolonged: the same for better-auth and for the look-up. */
export const sessionSeconds = { lasts: 30 * 24 * 3600, prolongedAfter: 24 * 3600 } as const;

/** The cookie of a session: browsers send the prefixed one over https only. */
export function sessionCookieName(secure: boolean): string {
  return secure ? "__Secure-vigie.session_token" : "vigie.session_token";
}

/** The cookie of somebody whose password was right and whose second factor is still asked for. */
export function halfwayCookieName(secure: boolean): string {
  return secure ? "__Secure-vigie.two_factor" : "vigie.two_factor";
}

/**
 * The session's token of a Cookie header, when our signature stands behind it: `<token>.<HMAC-SHA-256, base64>`, as
 * better-auth signs cookies. The first cookie of that name counts, as it does there.
 *
 * @returns undefined when there is none, or one that we did not sign
 */
export function signedSessionToken(header: string | null, name: string, secret: string): string | undefined {
  const written = (header ?? "").split(";").find((part) => part.trimStart().startsWith(`${name}=`));
  if (written === undefined) return undefined;
  const value = decoded(written.slice(written.indexOf("=") + 1).trim());
  const dot = value.lastIndexOf(".");
  const signature = Buffer.from(value.slice(dot + 1), "base64");
  const expected = createHmac("sha256", secret)
    .update(value.slice(0, Math.max(dot, 0)))
    .digest();
  if (dot < 1 || signature.length !== expected.length || !timingSafeEqual(signature, expected)) return undefined;
  return value.slice(0, dot);
}

/**
 * Who a session speaks for, asked of the database each time: a session that was revoked is nobody at once.
 *
 * @returns `due` when the session is old enough to be prolonged (better-auth does that), else who calls
 */
export async function principalOfSession(database: Database, token: string, now: Date): Promise<Principal | "due"> {
  const { rows } = await database.pool.query<{ id: string; name: string; email: string; expiresAt: Date }>({
    name: "vigie-session",
    text: `select u.id, u.name, u.email, s.expires_at as "expiresAt"
           from sign_in_session s join sign_in_user u on u.id = s.user_id where s.token = $1`,
    values: [token],
  });
  const row = rows[0];
  if (!row) return { kind: "anonymous" };
  const left = (row.expiresAt.getTime() - now.getTime()) / 1000;
  if (left <= sessionSeconds.lasts - sessionSeconds.prolongedAfter) return "due";
  return { kind: "user", userId: row.id, name: row.name, email: row.email };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
