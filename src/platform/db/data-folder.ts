import { spawn } from "node:child_process";
import {
  chownSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { draftPrefix, draftWord } from "./leftover-drafts.ts";
import type { Binaries, Runner } from "./postgres-binaries.ts";
import { DatabaseRefusal } from "./refusal.ts";
import { superuser } from "./server-settings.ts";

/** Makes the cluster of a first start: whole or not at all. */
export async function initialise(
  dataFolder: string,
  binaries: Binaries,
  runner: Runner,
  log: (message: string) => void,
): Promise<void> {
  if (existsSync(dataFolder) && readdirSync(dataFolder).length > 0) {
    throw new DatabaseRefusal(
      "not-a-data-folder",
      { folder: dataFolder },
      `${dataFolder} is not empty and is not a PostgreSQL data folder: give Vigie another one (VIGIE_DATA).`,
    );
  }
  // Made in a folder of its own and renamed when whole: a kill in between leaves only a draft, swept by the next start.
  const draft = mkdtempSync(join(dirname(dataFolder), draftPrefix(dataFolder)));
  if (runner.identity !== undefined) chownSync(draft, runner.identity.uid, runner.identity.gid);
  log(`First start: preparing the database in ${dataFolder}.`);
  const [command = "", ...words] = [
    ...runner.prefix,
    join(binaries.native, "bin", "initdb"),
    draftWord(draft),
    `--username=${superuser}`,
    "--auth=peer",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
  ];
  let said = "";
  const status = await new Promise<number | null>((done) => {
    const child = spawn(command, words, {
      ...runner.identity,
      cwd: "/",
      stdio: ["ignore", "ignore", "pipe"],
      env: { PATH: process.env.PATH ?? "/usr/bin:/bin", LANG: "C", TZ: "UTC" },
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      said += chunk;
    });
    child.once("error", (error) => {
      said += String(error);
      done(null);
    });
    child.once("close", (code) => done(code));
  });
  if (status !== 0) {
    rmSync(draft, { recursive: true, force: true });
    const hint = /effective user ID/.test(said) ? " This user id needs an entry in /etc/passwd." : "";
    throw new DatabaseRefusal(
      "initialisation-failed",
      { folder: dataFolder },
      `The database could not be prepared in ${dataFolder}: ${said.trim().split("\n").slice(-3).join(" | ")}.${hint}`,
    );
  }
  try {
    renameSync(draft, dataFolder);
  } catch (cause) {
    rmSync(draft, { recursive: true, force: true });
    throw new DatabaseRefusal(
      "not-a-data-folder",
      { folder: dataFolder },
      `The database could not be put in ${dataFolder}; if a volume is mounted there, mount it one folder higher.`,
      cause,
    );
  }
}

/** Refuses a cluster that these binaries cannot read, before anything touches it. */
export function checkMajor(dataFolder: string, binaries: Binaries): void {
  const found = readLines(join(dataFolder, "PG_VERSION"))[0]?.trim() ?? "";
  if (found === String(binaries.major)) return;
  throw new DatabaseRefusal(
    "other-major",
    { folder: dataFolder, found, carried: binaries.major },
    `The data folder ${dataFolder} was written by PostgreSQL ${found}; this Vigie carries PostgreSQL ${binaries.major}. ` +
      `Nothing was changed. To migrate: start a PostgreSQL ${found} server on this folder, save it with ` +
      `\`pg_dump --format=custom --file=vigie.dump vigie\`, move the folder away, start Vigie once on an empty one, ` +
      `stop it, and load the dump with \`pg_restore --clean --if-exists --dbname=vigie vigie.dump\` ` +
      `on a PostgreSQL ${binaries.major} server started on the new folder.`,
  );
}

/** Hands an existing folder to the identity that the server runs under now (root under another home, for example). */
export function giveTo(folder: string, owner: { uid: number; gid: number }): void {
  if (process.getuid?.() !== 0 || lstatSync(folder).uid === owner.uid) return;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    lchownSync(join(entry.parentPath, entry.name), owner.uid, owner.gid);
  }
  lchownSync(folder, owner.uid, owner.gid);
}

/** Lines of a small file; none when it is not there. */
export function readLines(file: string): string[] {
  try {
    return readFileSync(file, "utf8").split("\n");
  } catch {
    return [];
  }
}
