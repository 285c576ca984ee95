// Makes a checkout ready to run: dependencies as locked, and the page built when its sources changed.
// Runs on any Node from 20 on, before Vigie's own Node is there; hence plain JavaScript and no dependency.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const modules = join(root, "node_modules");
const binaries = join(modules, ".bin");

/** The Node that runs Vigie: its own from npm, else the host's when it is recent enough. */
export function ownNode() {
  const own = join(binaries, process.platform === "win32" ? "node.cmd" : "node");
  return existsSync(own) ? own : process.execPath;
}

function recentEnough() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}

function run(command, parameters, name) {
  const environment = { ...process.env, PATH: `${binaries}${delimiter}${process.env.PATH ?? ""}` };
  const done = spawnSync(command, parameters, { cwd: root, stdio: ["ignore", "inherit", "inherit"], env: environment });
  if (done.status !== 0) {
    console.error(`${name} did not succeed; the lines above say why. Run the same command again once it is mended.`);
    process.exit(done.status ?? 1);
  }
}

const hash = (text) => createHash("sha256").update(text).digest("hex");
const stampOf = (path) => (existsSync(path) ? readFileSync(path, "utf8") : "");

/** Installs what the lock says, unless that was done for this very lock. */
export function installWhenNeeded() {
  const stamp = join(modules, ".vigie-installed");
  const wanted = hash(readFileSync(join(root, "package-lock.json"), "utf8") + process.platform + process.arch);
  if (stampOf(stamp) !== wanted) {
    console.error("Vigie: installing what it needs (about a minute the first time)…");
    run("npm", ["ci", "--loglevel=error", "--no-audit", "--no-fund"], "The installation");
    writeFileSync(stamp, wanted);
  }
  if (ownNode() === process.execPath && !recentEnough()) {
    console.error(
      `Vigie needs Node 22.18 or newer: npm brought none for ${process.platform}-${process.arch}, and this machine has ${process.versions.node}.`,
    );
    process.exit(1);
  }
}

const pageSources = [
  "src/ui",
  "src/app/web",
  "src/activities",
  "src/kernel",
  "src/documents",
  "vite.config.ts",
  "package-lock.json",
];

function fingerprint(path) {
  const about = statSync(path);
  if (!about.isDirectory()) return `${path}:${about.size}:${hash(readFileSync(path))}\n`;
  return readdirSync(path)
    .sort()
    .map((name) => fingerprint(join(path, name)))
    .join("");
}

/** Builds the page when a source of it changed since the last build. */
export function buildPageWhenStale() {
  const built = join(root, "dist/web/index.html");
  const stamp = join(root, "dist/page-sources");
  const wanted = hash(
    pageSources
      .map((source) => join(root, source))
      .filter((path) => existsSync(path))
      .map(fingerprint)
      .join(""),
  );
  if (existsSync(built) && stampOf(stamp) === wanted) return;
  console.error("Vigie: building the page…");
  run(ownNode(), [join(modules, "vite/bin/vite.js"), "build", "--logLevel", "warn"], "The build of the page");
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  installWhenNeeded();
  buildPageWhenStale();
}
