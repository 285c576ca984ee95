/**
 * Four packages of the npm registry that read a polarity, beside which bench/triage.ts measures Vigie's classifier. They live in a
 * package of their own (package.json and lock in this folder), installed on demand: nothing else of the project needs them.
 *
 * None of them answers in three classes, so each score is mapped as its authors advise: VADER by its compound score
 * (±0.05), the others by the sign of the score, zero being neutral. A package with a word list per language gets the text's language.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** 0 negative, 1 neutral, 2 positive. */
export type PolarityReader = (text: string, language: string) => number | Promise<number>;

export interface SentimentPeer {
  readonly name: string;
  readonly version: string;
  readonly read: PolarityReader;
}

const folder = import.meta.dirname;
const require = createRequire(import.meta.url);

/** Installs what the lock of this folder says, unless that was done; a sentence when it could not be. */
export function installSentimentPeers(): string | undefined {
  const stamp = join(folder, "node_modules", ".vigie-installed");
  const lock = readFileSync(join(folder, "package-lock.json"));
  const wanted = createHash("sha256").update(lock).digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return undefined;
  process.stderr.write("Installing the packages to compare with in bench/peers/node_modules (80 MB, once)…\n");
  const parameters = ["ci", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const done = spawnSync("npm", parameters, { cwd: folder, stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" });
  if (done.status === 0) {
    writeFileSync(stamp, wanted);
    return undefined;
  }
  const why = done.error?.message ?? /npm error code (\S+)/.exec(done.stderr)?.[1] ?? `npm ended with ${done.status}`;
  return `The packages to compare with could not be installed from the npm registry (${why}): only Vigie is measured. Once the network answers, run the same command again.`;
}

const sign = (score: number) => (score > 0 ? 2 : score < 0 ? 0 : 1);

async function nlpJs(): Promise<PolarityReader> {
  const { SentimentAnalyzer } = require("@nlpjs/sentiment") as {
    SentimentAnalyzer: new (settings: {
      container: unknown;
    }) => { process(input: { locale: string; text: string }): Promise<{ sentiment: { score: number } }> };
  };
  const { containerBootstrap } = require("@nlpjs/core") as {
    containerBootstrap(): Promise<{ use(plugin: unknown): void }>;
  };
  const { LangEn } = require("@nlpjs/lang-en") as { LangEn: unknown };
  const { LangFr } = require("@nlpjs/lang-fr") as { LangFr: unknown };
  const container = await containerBootstrap();
  container.use(LangEn);
  container.use(LangFr);
  const analyzer = new SentimentAnalyzer({ container });
  return async (text, language) =>
    sign((await analyzer.process({ locale: language === "en" ? "en" : "fr", text })).sentiment.score);
}

function sentimentFrench(): PolarityReader {
  const read = require("sentiment-french") as (text: string) => { score: number };
  return (text) => sign(read(text).score);
}

function vader(): PolarityReader {
  const { SentimentIntensityAnalyzer } = require("vader-sentiment") as {
    SentimentIntensityAnalyzer: { polarity_scores(text: string): { compound: number } };
  };
  return (text) => {
    const { compound } = SentimentIntensityAnalyzer.polarity_scores(text);
    return compound >= 0.05 ? 2 : compound <= -0.05 ? 0 : 1;
  };
}

interface Tokenizer {
  tokenize(text: string): string[];
}

function natural(): PolarityReader {
  const loaded = require("natural") as {
    SentimentAnalyzer: new (
      language: string,
      stemmer: unknown,
      words: string,
    ) => { getSentiment(words: string[]): number };
    PorterStemmer: unknown;
    PorterStemmerFr: unknown;
    AggressiveTokenizer: new () => Tokenizer;
    AggressiveTokenizerFr: new () => Tokenizer;
  };
  const french = new loaded.SentimentAnalyzer("French", loaded.PorterStemmerFr, "pattern");
  const english = new loaded.SentimentAnalyzer("English", loaded.PorterStemmer, "afinn");
  const frenchWords = new loaded.AggressiveTokenizerFr();
  const englishWords = new loaded.AggressiveTokenizer();
  // A text without a word has the score 0 / 0: neutral.
  return (text, language) =>
    language === "en"
      ? sign(english.getSentiment(englishWords.tokenize(text)))
      : sign(french.getSentiment(frenchWords.tokenize(text)));
}

/** The peers, once installed, in the order of their names. */
export async function loadSentimentPeers(): Promise<SentimentPeer[]> {
  // `natural` loads dotenv, which otherwise writes advice between the figures.
  process.env["DOTENV_CONFIG_QUIET"] = "true";
  const { dependencies } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
  };
  const readers: Readonly<Record<string, PolarityReader>> = {
    "@nlpjs/sentiment": await nlpJs(),
    natural: natural(),
    "sentiment-french": sentimentFrench(),
    "vader-sentiment": vader(),
  };
  return Object.entries(readers).map(([name, read]) => ({ name, version: dependencies[name] ?? "", read }));
}
