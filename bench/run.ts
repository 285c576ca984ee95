import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * Runs the benches one after the other; each prints JSON lines with its ratio and its limit, and fails when past it.
 * `npm run bench` runs all, `npm run bench -- import pdf` some. Long studies have their own command and are left out.
 */
const longStudies = ["run", "sbc", "engine-misspecified", "engine-regret"];
const folder = import.meta.dirname;
const all = readdirSync(folder)
  .filter((name) => name.endsWith(".ts"))
  .map((name) => name.slice(0, -3))
  .filter((name) => !longStudies.includes(name));
const asked = process.argv.slice(2).filter((word) => !word.startsWith("-"));
const unknown = asked.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`No bench ${unknown.join(", ")}; there are ${all.join(", ")}.`);
  process.exit(64);
}
const failed: string[] = [];
for (const name of asked.length > 0 ? asked : all) {
  const child = spawn(process.execPath, [join(folder, `${name}.ts`)], { stdio: ["ignore", "inherit", "inherit"] });
  const [code] = await once(child, "exit");
  if (code !== 0) failed.push(name);
}
if (failed.length > 0) {
  console.error(`past its limit or not run: ${failed.join(", ")}`);
  process.exit(1);
}
