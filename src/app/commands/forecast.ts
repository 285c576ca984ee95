import { parseArgs } from "node:util";
import { isoDay, parseIsoDay, readPeriods } from "../../engine/curves-dates.ts";
import { chanceOfAttaining, forecast } from "../../engine/forecast.ts";
import { createRandom } from "../../engine/random.ts";
import { Misuse, Refused } from "../../platform/cli.ts";
import type { Command, CommandCall } from "../cli.ts";
import { readTable } from "./table-file.ts";

const usage = `vigie forecast SERIES.csv --target X --by DATE [--kind sum|level] [--at-most] [--seed 1] [--json]

SERIES.csv has a column of dates (days, weeks or months in step) and a column of values; an empty value is unknown.
--kind sum (the total from the first line to DATE) or level (where the series stands at DATE, the default).`;

/** Where a series will land by a day, and the chance of attaining a target; no database is opened. */
export const run: Command = async (call) => {
  const { values, positionals } = parse(call.words);
  if (values.help) return console.log(usage);
  const [path] = positionals;
  const target = Number(values.target);
  const by = parseIsoDay(values.by ?? "");
  const kind = values.kind === "sum" ? "sum" : "level";
  const wrong =
    positionals.length !== 1 || !path || values.target === undefined || !Number.isFinite(target) || by === undefined;
  if (wrong || !["sum", "level", undefined].includes(values.kind)) throw new Misuse(usage);
  const series = seriesOf(call, path, await readTable(path, call.language));
  const horizon = Math.floor((by - series.lastDay) / series.stepDays);
  if (horizon < 1) {
    throw new Refused(
      call.language === "fr"
        ? `Le ${values.by} n’est pas après la dernière date du fichier.`
        : `${values.by} is not after the last date of the file.`,
    );
  }
  const known = series.values.filter((value) => value !== null);
  const answer = forecast({
    values: series.values,
    horizon,
    random: createRandom(Number(values.seed ?? 1)),
    ...(known.every((value) => value >= 0) ? { floor: 0 } : {}),
  });
  const direction = values["at-most"] ? ("at-most" as const) : ("at-least" as const);
  const alreadyCounted = known.reduce((sum, value) => sum + value, 0);
  const chance = chanceOfAttaining(
    answer,
    kind === "sum" ? { kind, value: target, alreadyCounted, direction } : { kind, value: target, direction },
  );
  const points = answer.points.map((point, index) => ({
    date: isoDay(series.lastDay + Math.round((index + 1) * series.stepDays)),
    mean: point.mean,
    lower: point.lower,
    upper: point.upper,
  }));
  const shown = {
    points,
    probability: chance.probability,
    neededPace: chance.neededPace,
    landing: chance.landing,
    verdict: answer.verdict,
  };
  if (values.json) return console.log(JSON.stringify(shown, null, 2));
  for (const point of points)
    console.log(
      `${point.date}\t${point.mean.toPrecision(5)}\t${point.lower.toPrecision(5)}\t${point.upper.toPrecision(5)}`,
    );
  console.log(`probability\t${shown.probability}\nneededPace\t${shown.neededPace}\nverdict\t${shown.verdict.status}`);
};

function parse(words: readonly string[]) {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { target: text, by: text, kind: text, seed: text, lang: text, json: flag, help: flag, "at-most": flag },
    });
  } catch (error) {
    throw new Misuse(`${(error as Error).message}\n\n${usage}`);
  }
}

function seriesOf(call: CommandCall, path: string, rows: readonly Record<string, string>[]) {
  const [dateColumn, valueColumn] = Object.keys(rows[0] ?? {});
  if (!dateColumn || !valueColumn) {
    throw new Refused(
      call.language === "fr"
        ? `${path} : il faut une colonne de dates et une colonne de valeurs.`
        : `${path}: a column of dates and a column of values are needed.`,
    );
  }
  const read = readPeriods(rows.map((row) => row[dateColumn] ?? ""));
  if ("refusal" in read) throw new Refused(`${path}: ${read.refusal[call.language]}`);
  const { periods } = read;
  const values = periods.rows.map((row) => {
    const cell = (rows[row]?.[valueColumn] ?? "").replaceAll(/[\s\u202f\u00a0]/g, "");
    if (cell === "" || cell === "-" || cell === "NA") return null;
    const value = Number(/^-?\d+,\d+$/.test(cell) ? cell.replace(",", ".") : cell);
    if (!Number.isFinite(value)) {
      throw new Refused(
        call.language === "fr"
          ? `${path}, ligne ${row + 2} : « ${cell} » n’est pas un nombre.`
          : `${path}, line ${row + 2}: "${cell}" is not a number.`,
      );
    }
    return value;
  });
  return { values, stepDays: periods.stepDays, lastDay: periods.days[periods.days.length - 1] as number };
}
