import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * Runs the benches one after the other; each prints JSON lines with its ratio and its limit, and fails when past it.
 * `npm run bench` runs all, `npm run bench -- import pdf` some, `npm run bench -- engine-response --data FOLDER` with the
 * histories of a folder. Long studies have their own command and are left out.
 */
const longStudies = ["run", "sbc", "engine-misspecified", "engine-regret"];
const folder = import.meta.dirname;
const all = readdirSync(folder)
  .filter((name) => name.endsWith(".ts"))
  .map((name) => name.slice(0, -3))
  .filter((name) => !longStudies.includes(name));
const words = process.argv.slice(2);
const firstOption = words.findIndex((word) => word.startsWith("-"));
const asked = firstOption < 0 ? words : words.slice(0, firstOption);
/** Folders of data and interpreters of peers, for the benches that know them. */
const options = firstOption < 0 ? [] : words.slice(firstOption);
const unknown = asked.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`No bench ${unknown.join(", ")}; there are ${all.join(", ")}.`);
  process.exit(64);
}
const takesOptions = (name: string) => name.startsWith("engine") || name === "triage" || name === "team-learning";
const failed: string[] = [];
for (const name of asked.length > 0 ? asked : all) {
  const child = spawn(process.execPath, [join(folder, `${name}.ts`), ...(takesOptions(name) ? options : [])], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  const [code] = await once(child, "exit");
  if (code !== 0) failed.push(name);
}
if (failed.length > 0) {
  console.error(`past its limit or not run: ${failed.join(", ")}`);
  process.exit(1);
}
