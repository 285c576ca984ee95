import { Problem, request } from "./call.ts";

/** The sign-in of the server (better-auth, under `/api/sign-in`), as few words as the pages need. */
const base = "/api/sign-in";

async function ask<Answer>(path: string, body?: object): Promise<Answer> {
  const response = await request(`${base}${path}`, {
    method: body ? "POST" : "GET",
    ...(body ? { body: JSON.stringify(body), headers: { "content-type": "application/json" } } : {}),
  });
  return (await response.json().catch(() => null)) as Answer;
}

export interface Session {
  readonly id: string;
  readonly token: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly expiresAt: string;
  readonly userAgent?: string | null;
  readonly ipAddress?: string | null;
}

/** Signs in. `code-needed`: the account also asks for a one-time code. */
export async function signIn(email: string, password: string): Promise<"signed-in" | "code-needed"> {
  const answer = await ask<{ twoFactorRedirect?: boolean }>("/sign-in/email", { email, password });
  return answer?.twoFactorRedirect ? "code-needed" : "signed-in";
}

/** Second step of the sign-in, and last step of turning codes on. Six digits, or a backup code. */
export async function verifyCode(code: string, trustDevice: boolean): Promise<void> {
  const digits = code.replaceAll(/\s/gu, "");
  if (/^\d{6}$/u.test(digits)) await ask("/two-factor/verify-totp", { code: digits, trustDevice });
  else await ask("/two-factor/verify-backup-code", { code: digits, trustDevice });
}

/** Leaves for the organisation's own sign-in page; it comes back to `path`. */
export async function signInElsewhere(path: string): Promise<void> {
  const answer = await ask<{ url?: string }>("/sign-in/social", {
    provider: "oidc",
    callbackURL: path,
    errorCallbackURL: "/sign-in",
  });
  if (!answer?.url) throw new Problem({ status: 503, code: "sign-in/refused" });
  location.assign(answer.url);
}

export async function signOut(): Promise<void> {
  await ask("/sign-out", {});
}

/** The session of this browser; null when nobody is signed in. Asking also prolongs it. */
export async function currentSession(): Promise<Session | null> {
  const answer = await ask<{ session: Session } | null>("/get-session?disableCookieCache=true");
  return answer?.session ?? null;
}

export async function listSessions(): Promise<Session[]> {
  return (await ask<Session[] | null>("/list-sessions")) ?? [];
}

export async function revokeSession(token: string): Promise<void> {
  await ask("/revoke-session", { token });
}

export async function revokeOtherSessions(): Promise<void> {
  await ask("/revoke-other-sessions", {});
}

/** Starts turning one-time codes on; they hold once {@link verifyCode} took a first one. */
export async function startTwoFactor(password: string): Promise<{ totpURI: string; backupCodes: string[] }> {
  return await ask("/two-factor/enable", { password });
}

export async function stopTwoFactor(password: string): Promise<void> {
  await ask("/two-factor/disable", { password });
}

export async function changePassword(currentPassword: string, newPassword: string): Promise<void> {
  await ask("/change-password", { currentPassword, newPassword, revokeOtherSessions: true });
}
