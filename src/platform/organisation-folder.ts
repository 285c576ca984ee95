import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "./config.ts";

/** Where the files of one organisation are kept: imported originals, by their hash. Readable by Vigie's account only. */
export function organisationFolder(config: Pick<Config, "dataFolder">, organisationId: number): string {
  return join(config.dataFolder, "imports", String(organisationId));
}

/** Makes the folder of an organisation if it is not there, and names it. */
export async function makeOrganisationFolder(
  config: Pick<Config, "dataFolder">,
  organisationId: number,
): Promise<string> {
  const folder = organisationFolder(config, organisationId);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** Removes every file of an organisation that is no more. */
export async function removeOrganisationFolder(
  config: Pick<Config, "dataFolder">,
  organisationId: number,
): Promise<void> {
  await rm(organisationFolder(config, organisationId), { recursive: true, force: true });
}

/** Where an upload lies until it is whole. */
export function uploadFolder(config: Pick<Config, "dataFolder">): string {
  return join(config.dataFolder, "uploads");
}

const forgottenMilliseconds = 2 * 3_600_000;

/**
 * Removes the uploads that a killed Vigie left half-way: those to which nothing was added for two hours before `now`.
 *
 * @returns how many there were
 */
export async function removeForgottenUploads(config: Pick<Config, "dataFolder">, now: Date): Promise<number> {
  const names = await readdir(uploadFolder(config)).catch(() => []);
  let removed = 0;
  for (const name of names) {
    const path = join(uploadFolder(config), name);
    const about = await stat(path).catch(() => undefined);
    if (!about || now.getTime() - about.mtimeMs < forgottenMilliseconds) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  return removed;
}
