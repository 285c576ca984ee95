import { createSurgeScan } from "../../engine/surge.ts";
import { Misuse, Refused } from "../../platform/cli.ts";
import type { Command } from "../cli.ts";
import { readTable } from "./table-file.ts";

const usage = `vigie surge COUNTS.csv [--json]

COUNTS.csv has a column of instants at a steady step and a column of counts; one line comes out for each.`;

/** Which counts of mentions are out of the ordinary for this very stream; no database is opened. */
export const run: Command = async (call) => {
  const words = call.words.filter(
    (word, index, all) => word !== "--json" && word !== "--lang" && all[index - 1] !== "--lang",
  );
  if (words.includes("--help")) return console.log(usage);
  const [path] = words;
  if (words.length !== 1 || !path) throw new Misuse(usage);
  const french = call.language === "fr";
  const rows = await readTable(path, call.language);
  const [timeColumn, countColumn] = Object.keys(rows[0] ?? {});
  if (!timeColumn || !countColumn || rows.length < 3) {
    throw new Refused(
      french
        ? `${path} : il faut une colonne d’instants, une colonne de comptes et au moins trois lignes.`
        : `${path}: a column of instants, a column of counts and at least three lines are needed.`,
    );
  }
  const instants = rows.map((row, index) => {
    const written = row[timeColumn] ?? "";
    const instant = Date.parse(
      /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2})?$/.test(written) ? `${written.replace(" ", "T")}Z` : written,
    );
    if (Number.isNaN(instant))
      throw new Refused(
        french
          ? `${path}, ligne ${index + 2} : « ${written} » n’est pas un instant.`
          : `${path}, line ${index + 2}: "${written}" is not an instant.`,
      );
    return instant;
  });
  const steps = instants.slice(1).map((instant, index) => instant - (instants[index] as number));
  const step = [...steps].sort((a, b) => a - b)[Math.floor(steps.length / 2)] as number;
  if (!(step > 0))
    throw new Refused(
      french ? `${path} : les instants ne vont pas en croissant.` : `${path}: the instants do not increase.`,
    );
  const scan = createSurgeScan({ stepsPerDay: Math.max(1, Math.round(86_400_000 / step)) });
  let out = "";
  for (const [index, row] of rows.entries()) {
    // A hole in the file is unknown counts, not zeros.
    const missing =
      index === 0 ? 0 : Math.round(((instants[index] as number) - (instants[index - 1] as number)) / step) - 1;
    for (let hole = 0; hole < Math.min(missing, 10_000); hole++) scan.push(null);
    const cell = row[countColumn] ?? "";
    const count = cell === "" ? null : Number(cell);
    if (count !== null && !(Number.isInteger(count) && count >= 0)) {
      throw new Refused(
        french
          ? `${path}, ligne ${index + 2} : « ${cell} » n’est pas un compte.`
          : `${path}, line ${index + 2}: "${cell}" is not a count.`,
      );
    }
    const { score, alarm } = scan.push(count);
    out += `${JSON.stringify({ timestamp: row[timeColumn], value: count, score: Math.round(score * 1000) / 1000, alarm })}\n`;
    if (out.length > 1 << 16) {
      process.stdout.write(out);
      out = "";
    }
  }
  process.stdout.write(out);
};
