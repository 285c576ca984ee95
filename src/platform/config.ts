import { hostname } from "node:os";
import { resolve } from "node:path";
import { z } from "zod";
import { isProxyList } from "./client-address.ts";

const Environment = z.object({
  HOST: z.string().default("127.0.0.1"),
  PORT: z.coerce.number("it should be a number").int().min(0).max(65_535).default(4150),
  VIGIE_DATA: z.string().default("var"),
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      hostname: /.*/,
      error: "it should be like postgres://user:password@host:5432/vigie",
    })
    .optional(),
  VIGIE_URL: z.url({ protocol: /^https?$/, error: "it should be like https://vigie.example.org" }).optional(),
  VIGIE_TRUSTED_PROXY: z
    .string()
    .refine(isProxyList, "it should be the proxy’s address, like 127.0.0.1 or 10.0.0.0/8; several with commas")
    .optional(),
  VIGIE_SECRET: z.string().min(32).optional(),
  VIGIE_LOG: z.enum(["silent", "error", "warn", "info", "debug"]).default("info"),
  VIGIE_OIDC_DISCOVERY: z.url().optional(),
  VIGIE_OIDC_CLIENT_ID: z.string().optional(),
  VIGIE_OIDC_CLIENT_SECRET: z.string().optional(),
  VIGIE_OIDC_LABEL: z.string().default("SSO"),
  VIGIE_MAX_UPLOAD_MB: z.coerce.number().int().positive().default(500),
});

/** Why a setting cannot be used, as one sentence for whoever starts Vigie. */
export class SettingRefusal extends Error {}

/** Settings of a running Vigie, read once at start. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Folder of everything Vigie keeps: database, uploads, secret. */
  readonly dataFolder: string;
  readonly databaseUrl?: string;
  /** Address that people type; links in invitations start with it. */
  readonly publicUrl: string;
  /** Somebody said which address people type. Without it, `publicUrl` is made from where Vigie listens. */
  readonly publicUrlGiven: boolean;
  /** Proxies whose X-Forwarded-For is believed, as `clientAddressReader` reads them; none unless given. */
  readonly trustedProxies?: string;
  /** Signs sessions and pseudonyms; made at first start and kept in the data folder when not given. */
  readonly secret?: string;
  readonly logLevel: "silent" | "error" | "warn" | "info" | "debug";
  readonly oidc?: {
    readonly discovery: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly label: string;
  };
  readonly maxUploadBytes: number;
}

/**
 * Reads the settings from the environment.
 *
 * @throws SettingRefusal with one sentence that names the variable and what it should be.
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new SettingRefusal(`The setting ${issue?.path.join(".")} cannot be read: ${issue?.message}.`);
  }
  const value = parsed.data;
  const oidcParts = [value.VIGIE_OIDC_DISCOVERY, value.VIGIE_OIDC_CLIENT_ID, value.VIGIE_OIDC_CLIENT_SECRET];
  if (oidcParts.some(Boolean) && !oidcParts.every(Boolean)) {
    throw new SettingRefusal(
      "Single sign-on needs VIGIE_OIDC_DISCOVERY, VIGIE_OIDC_CLIENT_ID and VIGIE_OIDC_CLIENT_SECRET together.",
    );
  }
  return {
    host: value.HOST,
    port: value.PORT,
    dataFolder: resolve(value.VIGIE_DATA),
    databaseUrl: value.DATABASE_URL,
    publicUrl: value.VIGIE_URL ?? `http://${addressable(value.HOST)}:${value.PORT}`,
    publicUrlGiven: value.VIGIE_URL !== undefined,
    trustedProxies: value.VIGIE_TRUSTED_PROXY,
    secret: value.VIGIE_SECRET,
    logLevel: value.VIGIE_LOG,
    oidc:
      value.VIGIE_OIDC_DISCOVERY && value.VIGIE_OIDC_CLIENT_ID && value.VIGIE_OIDC_CLIENT_SECRET
        ? {
            discovery: value.VIGIE_OIDC_DISCOVERY,
            clientId: value.VIGIE_OIDC_CLIENT_ID,
            clientSecret: value.VIGIE_OIDC_CLIENT_SECRET,
            label: value.VIGIE_OIDC_LABEL,
          }
        : undefined,
    maxUploadBytes: value.VIGIE_MAX_UPLOAD_MB * 1024 * 1024,
  };
}

/** A host as it stands in an address. Every address of this machine (0.0.0.0, ::) is no address: its own name stands in. */
function addressable(host: string): string {
  if (host === "0.0.0.0" || host === "::") return hostname();
  return host.includes(":") ? `[${host}]` : host;
}

/** Does this host, as it stands in HOST or in an address, mean this machine alone? */
export function isThisMachine(host: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[?::1\]?)$/iu.test(host);
}

/**
 * What whoever starts Vigie should know about how it can be reached; nothing when it listens to this machine alone or
 * knows the address that people type.
 */
export function warningAtStart({ host, publicUrl, publicUrlGiven }: Config): string | undefined {
  if (publicUrlGiven || isThisMachine(host)) return undefined;
  return (
    `Warning: Vigie listens on ${host} and VIGIE_URL is not set, so it answers to any host name, and the links of its ` +
    `invitations begin with ${publicUrl}. Set VIGIE_URL to the address people type, like VIGIE_URL=https://vigie.example.org.`
  );
}
