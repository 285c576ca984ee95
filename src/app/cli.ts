import { parseArgs } from "node:util";
import { exitCodes, guarded, Misuse, runOperation } from "../platform/cli.ts";
import { readConfig } from "../platform/config.ts";
import type { CallContext } from "../platform/operation.ts";
import { version } from "../platform/version.ts";
import { problemSentence } from "./sentences.ts";
import type { Vigie } from "./vigie.ts";

/** What a command of every day is called with. */
export interface CommandCall {
  /** The words after the command's name. */
  readonly words: readonly string[];
  readonly language: "fr" | "en";
  /** Opens the database (or joins the running Vigie's) for the time of `run`. */
  open<Answer>(run: (vigie: Vigie) => Promise<Answer>): Promise<Answer>;
  /** The context of the machine's owner in an organisation. */
  context(vigie: Vigie, organisation?: string): CallContext;
}
export type Command = (call: CommandCall) => Promise<void>;

/** The commands of every day; any other word is a slice of the contract. Loaded when called: a command starts fast. */
const commands: Record<string, () => Promise<{ run: Command }>> = {
  import: () => import("./commands/import.ts"),
  report: () => import("./commands/report.ts"),
  demo: () => import("./commands/demo.ts"),
  doctor: () => import("./commands/doctor.ts"),
  mcp: () => import("./commands/mcp.ts"),
  triage: () => import("./commands/triage.ts"),
  curves: () => import("./commands/curves.ts"),
  forecast: () => import("./commands/forecast.ts"),
  surge: () => import("./commands/surge.ts"),
};

const help = `vigie ${version}

  vigie import FILE… --organisation SLUG [--json]      import native exports
  vigie report --organisation SLUG (--week 2026-W46 | --month 2026-10)
               [--format json|html|pdf] [--out FILE] [--lang fr|en]
  vigie demo [--remove]                                three demonstration organisations
  vigie doctor                                         is everything in order?
  vigie triage [FILE] | triage evaluate FOLDER          a proposed reading of comments, offline
  vigie curves fit DATA.csv --spec SPEC.json --out FIT.json
  vigie curves split FIT.json --total N [--spec SPEC.json] [--json]
  vigie forecast SERIES.csv --target X --by DATE [--json]
  vigie surge COUNTS.csv                               which counts are out of the ordinary
  vigie mcp --organisation SLUG                        server for assistants, on standard input and output
  vigie SLICE OPERATION [--organisation SLUG] […]      any operation; vigie SLICE --help lists them
                                                       (organisation, measurements, indicators, objectives, reports)

  --lang fr|en    language of sentences (else LANG)
  Exit codes: 0 done, 1 refused, 64 misuse, 70 unexpected. Data folder: VIGIE_DATA (./var), or DATABASE_URL.`;

const [name, ...words] = process.argv.slice(2);
const { language, organisation, rest } = globals(words);
const call: CommandCall = {
  words,
  language,
  async open(run) {
    const { openVigie } = await import("./vigie.ts");
    const config = readConfig({ VIGIE_LOG: "warn", ...process.env });
    const vigie = await openVigie(config, { beside: true });
    try {
      return await run(vigie);
    } finally {
      await vigie.close();
    }
  },
  context: (vigie, slug) => vigie.contextFor({ kind: "machine", name: "vigie" }, { organisation: slug, language }),
};

// A reader that has read enough (`| head -1`) closes the pipe: nobody's fault. A full disk is told, and nothing more is written.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") return;
  const sentence = language === "fr" ? "Le résultat n’a pas pu être écrit" : "The result could not be written";
  console.error(`${sentence} (${error.code}).`);
  process.exit(exitCodes.refused);
});

process.exitCode = await guarded(
  async () => {
    if (name === undefined || name === "help" || name === "--help" || name === "-h") return console.log(help);
    if (name === "--version") return console.log(version);
    const command = commands[name];
    if (command) return (await command()).run(call);
    const { contract } = await import("./contract.ts");
    if (!(name in contract)) throw new Misuse(`vigie: no command « ${name} ».\n\n${help}`);
    const { router } = await import("./activities.ts");
    if (rest.includes("--help") || rest.includes("-h") || rest.length === 0) {
      return runOperation(router, {}, [name, ...rest], version);
    }
    await call.open((vigie) => runOperation(router, call.context(vigie, organisation), [name, ...rest], version));
  },
  { language, sentenceOf: problemSentence },
);

/** The options that any command takes; what is left belongs to the command. */
function globals(all: readonly string[]) {
  const { tokens } = parseArgs({ args: [...all], strict: false, tokens: true, allowPositionals: true });
  const rest = [...all];
  const taken = new Map<string, string>();
  for (const token of tokens.toReversed()) {
    if (token.kind !== "option" || !["lang", "organisation"].includes(token.name)) continue;
    const inline = all[token.index]?.includes("=");
    const value = inline ? token.value : all[token.index + 1];
    if (value !== undefined) taken.set(token.name, String(value));
    rest.splice(token.index, inline ? 1 : 2);
  }
  const wanted = taken.get("lang") ?? process.env["LANG"] ?? "fr";
  return {
    language: wanted.startsWith("en") ? ("en" as const) : ("fr" as const),
    organisation: taken.get("organisation"),
    rest,
  };
}
