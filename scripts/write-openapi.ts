import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openApiDocument } from "../src/app/openapi.ts";

// Writes openapi.json from the contract; with --check, says whether the committed one still is what the contract gives.
const path = join(import.meta.dirname, "../openapi.json");
const wanted = `${JSON.stringify(await openApiDocument(), null, 2)}\n`;
if (process.argv.includes("--check")) {
  const kept = await readFile(path, "utf8").catch(() => "");
  if (kept !== wanted) {
    console.error(
      "openapi.json is not what the contract gives. Run `npm run openapi`, read the difference, commit it.",
    );
    process.exit(1);
  }
} else {
  await writeFile(path, wanted);
  console.log("openapi.json written");
}
