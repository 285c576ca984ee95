import type { BetterAuthOptions } from "better-auth";
import type { Config } from "./config.ts";
import { type Database, withDirectory } from "./db/connect.ts";
import type { Log } from "./log.ts";
import type { Principal } from "./operation.ts";
import { secretFor } from "./secret.ts";
import { sessionSeconds } from "./session-cookie.ts";
import { findUser } from "./user.ts";

/** Where better-auth answers. */
export const signInPath = "/api/sign-in";
/** The one provider of single sign-on, as its callback address ends: `/api/sign-in/callback/oidc`. */
export const singleSignOnProvider = "oidc";
/** Network address of the caller, set by the server from the socket: what a caller writes there is thrown away. */
export const clientAddressHeader = "x-vigie-client-address";

export interface SignInParts {
  readonly database: Database;
  readonly config: Config;
  readonly log: Log;
  /** Called after each sign-in with whoever signed in; its failure is logged and does not spoil the sign-in. */
  readonly afterSignIn?: (principal: Principal) => Promise<unknown>;
}

/**
 * Sets better-auth up on our own tables. Takes a few hundred milliseconds, most of it for loading the library: do it at
 * the first need, never at start.
 *
 * @param withSingleSignOn asks the identity provider for its addresses, so the network is used only when this is true
 */
export async function openSignIn(parts: SignInParts, withSingleSignOn: boolean) {
  const [{ betterAuth }, { twoFactor, genericOAuth }] = await Promise.all([
    import("better-auth"),
    import("better-auth/plugins"),
  ]);
  const { config } = parts;
  const secondFactor = twoFactor({
    issuer: "Vigie",
    schema: {
      user: { fields: { twoFactorEnabled: "two_factor_enabled" } },
      twoFactor: {
        modelName: "sign_in_two_factor",
        fields: {
          userId: "user_id",
          backupCodes: "backup_codes",
          failedVerificationCount: "failed_verification_count",
          lockedUntil: "locked_until",
        },
      },
    },
  });
  const options = optionsOf(parts);
  if (!withSingleSignOn || !config.oidc) return betterAuth({ ...options, plugins: [secondFactor] });
  const singleSignOn = genericOAuth({
    config: [
      {
        providerId: singleSignOnProvider,
        discoveryUrl: config.oidc.discovery,
        clientId: config.oidc.clientId,
        clientSecret: config.oidc.clientSecret,
        scopes: ["openid", "email", "profile"],
        pkce: true,
        requireIdTokenVerification: true,
        mapProfileToUser: (profile) => ({
          // Some providers give no name: the part before the @ is better than a refusal.
          name: String(profile["name"] ?? profile["preferred_username"] ?? String(profile["email"]).split("@")[0]),
        }),
      },
    ],
  });
  return betterAuth({ ...options, plugins: [secondFactor, singleSignOn] });
}

/** better-auth, as Vigie uses it. */
export type SignIn = Awaited<ReturnType<typeof openSignIn>>;

function optionsOf({ database, config, log, afterSignIn }: SignInParts) {
  const created = { createdAt: "created_at", updatedAt: "updated_at" };
  return {
    appName: "Vigie",
    baseURL: config.publicUrl,
    basePath: signInPath,
    secret: secretFor(config, "sign-in"),
    database: database.pool,
    telemetry: { enabled: false },
    trustedOrigins: (request) => ownOrigins(config.publicUrl, request),
    // Nobody signs up alone: the set-up and invitations make users. Names belong to members.
    disabledPaths: ["/sign-up/email", "/update-user", "/delete-user", "/change-email", "/is-username-available"],
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 200 },
    user: {
      modelName: "sign_in_user",
      fields: { ...created, emailVerified: "email_verified" },
    },
    session: {
      modelName: "sign_in_session",
      fields: {
        ...created,
        userId: "user_id",
        expiresAt: "expires_at",
        ipAddress: "ip_address",
        userAgent: "user_agent",
      },
      expiresIn: sessionSeconds.lasts,
      updateAge: sessionSeconds.prolongedAfter,
      // A revoked session is refused at once: every request asks the database.
      cookieCache: { enabled: false },
    },
    account: {
      modelName: "sign_in_account",
      fields: {
        ...created,
        userId: "user_id",
        accountId: "account_id",
        providerId: "provider_id",
        accessToken: "access_token",
        refreshToken: "refresh_token",
        idToken: "id_token",
        accessTokenExpiresAt: "access_token_expires_at",
        refreshTokenExpiresAt: "refresh_token_expires_at",
      },
      encryptOAuthTokens: true,
      // An account made by password for somebody's address must not swallow that person's single sign-on: the library
      // links only where both sides proved the address (its default), or from the profile of who is signed in.
      accountLinking: { enabled: true },
    },
    verification: { modelName: "sign_in_verification", fields: { ...created, expiresAt: "expires_at" } },
    rateLimit: {
      enabled: true,
      storage: "database",
      modelName: "sign_in_rate_limit",
      fields: { lastRequest: "last_request" },
      window: 60,
      max: 300,
      customRules: {
        "/sign-in/email": { window: 60, max: 20 },
        "/sign-in/social": { window: 60, max: 20 },
        "/two-factor/*": { window: 60, max: 10 },
        "/change-password": { window: 60, max: 5 },
      },
    },
    advanced: {
      cookiePrefix: "vigie",
      // Said aloud, because the library drops the check by itself where it believes it is being tested.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      useSecureCookies: config.publicUrl.startsWith("https:"),
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
    },
    onAPIError: {
      errorURL: `${config.publicUrl}/sign-in`,
      // Without this the library writes to the console by itself. A refusal has its own status; a fault is ours to log.
      onError: (error) => {
        if (isRefusal(error)) log.debug({ library: "better-auth" }, error.message);
        else log.error({ stack: error instanceof Error ? error.stack : String(error) }, "sign-in failed");
      },
    },
    databaseHooks: {
      session: {
        create: {
          after: async (session) => {
            if (!afterSignIn) return;
            try {
              const user = await withDirectory(database, (db) => findUser(db, session.userId));
              if (user) await afterSignIn({ kind: "user", userId: user.id, name: user.name, email: user.email });
            } catch (error) {
              log.error({ stack: error instanceof Error ? error.stack : String(error) }, "after sign-in");
            }
          },
        },
      },
    },
    // The library's lines may hold addresses, after a colon: only its fixed sentences are kept. What it calls an error
    // there is mostly a caller's; a fault of ours comes through onAPIError.
    logger: {
      level: "warn",
      log: (level, message) =>
        log[level === "error" ? "warn" : level]({ library: "better-auth" }, String(message).split(":")[0] ?? ""),
    },
  } satisfies BetterAuthOptions;
}

function isRefusal(error: unknown): error is Error {
  return error instanceof Error && "statusCode" in error && Number(error.statusCode) < 500;
}

/**
 * Origins from which sign-in is accepted: the public address and the very host that was asked (a Vigie without a public
 * address is reached by whatever name its network gives it). A foreign page's origin never equals the host it calls.
 */
function ownOrigins(publicUrl: string, request: Request | undefined): string[] {
  const host = request?.headers.get("host");
  return host ? [new URL(publicUrl).origin, `http://${host}`, `https://${host}`] : [new URL(publicUrl).origin];
}
