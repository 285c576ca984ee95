// Usage: node scripts/complete-lock.mjs, after any change of dependencies, then `rm -rf node_modules && npm ci`.
// Adds to the lock every optional dependency an installed package names but the lock lacks (platform binaries the registry
// did not offer when the lock was written). Idempotent; entries sorted as npm sorts them. Nothing is asked of the network.
import { readFileSync, writeFileSync } from "node:fs";

const path = process.argv[2] ?? "package-lock.json";
const lock = JSON.parse(readFileSync(path, "utf8"));
const { packages } = lock;
const oses = ["android", "darwin", "linux", "win32", "freebsd", "openbsd", "sunos", "aix"];
const cpus = ["arm64", "arm", "x64", "ia32", "ppc64", "s390x", "riscv64", "loong64"];

const resolves = (from, name) => {
  for (let base = from; ; base = base.slice(0, base.lastIndexOf("node_modules/")).replace(/\/$/, "")) {
    if (packages[`${base ? `${base}/` : ""}node_modules/${name}`]) return true;
    if (!base) return false;
  }
};

const added = [];
for (const [from, entry] of Object.entries({ ...packages })) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (resolves(from, name)) continue;
    if (!/^\d+\.\d+\.\d+/.test(version))
      throw new Error(`${from} asks ${name}@${version}: not an exact version, add it by hand`);
    const suffix = name.split("/").pop();
    const os = oses.find((word) => suffix.includes(`-${word}-`));
    const cpu = cpus.find((word) => new RegExp(`-${word}(-|$)`).test(suffix));
    if (!os || !cpu) throw new Error(`platform of ${name} not readable from its name, add it by hand`);
    const libc = /-gnu/.test(suffix) && os === "linux" ? ["glibc"] : /-musl/.test(suffix) ? ["musl"] : undefined;
    const dev = entry.dev ? { dev: true } : {};
    packages[`node_modules/${name}`] = {
      version,
      cpu: [cpu],
      ...dev,
      ...(libc ? { libc } : {}),
      ...(entry.license ? { license: entry.license } : {}),
      optional: true,
      os: [os],
      ...(entry.engines ? { engines: entry.engines } : {}),
    };
    added.push(`${name}@${version} os=${os} cpu=${cpu}${libc ? ` libc=${libc}` : ""}`);
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, "en")));
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
console.log(added.length === 0 ? "nothing missing" : added.join("\n"));
