import { hkdfSync, randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "./config.ts";

/**
 * The secret for one purpose, as 64 hexadecimal digits: derived (HKDF-SHA-256, RFC 5869) from the setting, or from a
 * secret made at the first need and kept in `<dataFolder>/secret`, readable by its owner only. Two purposes never share
 * a key, so what signs sessions says nothing of what makes pseudonyms.
 *
 * @throws Error when the data folder cannot be written.
 * @example secretFor(config, "sign-in") // "5f0c…"
 */
export function secretFor(config: Pick<Config, "secret" | "dataFolder">, purpose: string): string {
  const root = config.secret ?? keptSecret(config.dataFolder);
  return Buffer.from(hkdfSync("sha256", root, "vigie", purpose, 32)).toString("hex");
}

function keptSecret(folder: string): string {
  const path = join(folder, "secret");
  const kept = readIfThere(path);
  if (kept !== undefined) return kept;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Written whole beside, then linked: a second process that starts at the same moment finds all of it or nothing.
  const draft = join(folder, `secret.${process.pid}.${randomBytes(4).toString("hex")}`);
  writeFileSync(draft, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    unlinkSync(draft);
  }
  return readFileSync(path, "utf8").trim();
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
