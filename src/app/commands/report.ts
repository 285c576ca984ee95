import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { PeriodKey } from "../../kernel/period.ts";
import { Misuse } from "../../platform/cli.ts";
import type { Command } from "../cli.ts";
import { clientFor } from "../vigie.ts";

const usage =
  "vigie report --organisation SLUG (--week 2026-W46 | --month 2026-10) [--format json|html|pdf] [--out FILE] [--lang fr|en]";
const formats = ["json", "html", "pdf"] as const;

/** Writes a report to a file or to standard output. */
export const run: Command = async (call) => {
  const { values } = parse(call.words);
  const { organisation, week, month, out } = values;
  const format = formats.find((each) => each === (values.format ?? "json"));
  const period = PeriodKey.safeParse(week ?? month);
  const wrong = !organisation || !format || Boolean(week) === Boolean(month) || !period.success;
  if (wrong || (week && !week.includes("W")) || month?.includes("W")) throw new Misuse(usage);
  if (format === "pdf" && !out && process.stdout.isTTY) throw new Misuse(`--out FILE: a PDF is not text.\n${usage}`);
  await call.open(async (vigie) => {
    const rendered = await clientFor(call.context(vigie, organisation)).reports.render({
      period: period.data,
      format,
      language: call.language,
    });
    if (out) {
      await writeFile(out, rendered.bytes);
      console.error(out);
    } else {
      process.stdout.write(rendered.bytes);
      if (format !== "pdf") process.stdout.write("\n");
    }
  });
};

function parse(words: readonly string[]) {
  const text = { type: "string" } as const;
  try {
    return parseArgs({
      args: [...words],
      options: { organisation: text, week: text, month: text, format: text, out: text, lang: text },
    });
  } catch (error) {
    throw new Misuse(`${(error as Error).message}\n${usage}`);
  }
}
