/**
 * node bench/triage.ts [--data FOLDER] [--seconds 3]
 *
 * Comments per second on one core, and macro-F1 where a folder of labelled data is given, for this classifier and for
 * four packages when they are installed (none is a dependency). Same comments, same run, one JSON line per measure.
 */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { corpusFolder, readCorpusFiles } from "../scripts/check-corpus.ts";
import { createTriage } from "../src/classifier/classify.ts";
import { macroF1, resampled } from "../src/classifier/evaluate.ts";
import { decodeModel } from "../src/classifier/model.ts";

const { values: options } = parseArgs({
  options: { data: { type: "string" }, seconds: { type: "string", default: "2" } },
});
const say = (record: Record<string, unknown>) => process.stdout.write(`${JSON.stringify(record)}\n`);

interface Labelled {
  readonly t: string;
  readonly lang?: string;
  readonly pol?: number;
}

function readLines(text: string): Labelled[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Labelled);
}

const labelled: { file: string; records: Labelled[] }[] = [];
if (options.data !== undefined && existsSync(options.data)) {
  for (const file of readdirSync(options.data)
    .filter((name) => name.endsWith(".jsonl"))
    .sort()) {
    const records = readLines(readFileSync(join(options.data, file), "utf8")).filter(({ pol }) => pol !== undefined);
    if (records.length > 0) labelled.push({ file, records });
  }
}
const corpus = readCorpusFiles(corpusFolder).flatMap(([, content]) => readLines(content));
const comments = [...new Set([...labelled.flatMap(({ records }) => records), ...corpus].map(({ t }) => t))];
if (comments.length === 0) {
  process.stderr.write("There is no comment to read: give a folder of data, or write the corpus first.\n");
  process.exit(64);
}
const letters = comments.reduce((sum, comment) => sum + comment.length, 0) / comments.length;
say({ measure: "comments", value: comments.length, letters: Math.round(letters) });

const path = new URL("../src/classifier/model.bin", import.meta.url);
const loadStart = performance.now();
const model = decodeModel(readFileSync(path));
say({
  measure: "model",
  bytes: statSync(path).size,
  limitBytes: 2_000_000,
  loadMs: performance.now() - loadStart,
  limitMs: 10,
});

/** Rounds of all the comments for some seconds; the median round is the figure. */
function speedOf(read: (text: string) => unknown): { median: number; best: number; first: number } {
  const rates: number[] = [];
  const until = performance.now() + Number(options.seconds) * 1000;
  do {
    const start = performance.now();
    let done = 0;
    for (const comment of comments) {
      read(comment);
      done++;
      if (performance.now() - start > 4000) break;
    }
    rates.push((done / (performance.now() - start)) * 1000);
  } while (performance.now() < until);
  const sorted = [...rates].sort((a, b) => a - b);
  return {
    median: Math.round(sorted[Math.floor(sorted.length / 2)]!),
    best: Math.round(sorted.at(-1)!),
    first: Math.round(rates[0]!),
  };
}

type Reader = (text: string, language: string) => number | null;

/** Polarity of each labelled text by a reader: 0 negative, 1 neutral, 2 positive. */
function worthOf(name: string, read: Reader): void {
  for (const { file, records } of labelled) {
    const answers = records.map(({ t, lang }) => read(t, lang ?? "fr") ?? 1);
    const measured = resampled(records.length, (rows) =>
      macroF1(
        rows.map((row) => records[row]!.pol!),
        rows.map((row) => answers[row]!),
        3,
      ),
    );
    say({ measure: "macro-f1", name, file, ...measured });
  }
}

const triage = createTriage(model);
const own = speedOf((text) => triage.decide(text));
say({ measure: "speed", name: "vigie, every head", unit: "comments/s", ...own, limit: 100_000 });
say({
  measure: "speed",
  name: "vigie, with reasons and places",
  unit: "comments/s",
  ...speedOf((text) => triage(text)),
});
worthOf("vigie", (text) => {
  const { negative, neutral, positive } = triage(text).polarity;
  return negative >= Math.max(neutral, positive) ? 0 : positive > neutral ? 2 : 1;
});

const require = createRequire(import.meta.url);
const sign = (score: number) => (score > 0 ? 2 : score < 0 ? 0 : 1);
const peers: readonly (readonly [string, (loaded: unknown) => Reader])[] = [
  [
    "sentiment-french",
    (loaded) => {
      const read = loaded as (text: string) => { score: number };
      return (text) => sign(read(text).score);
    },
  ],
  [
    "vader-sentiment",
    (loaded) => {
      const { SentimentIntensityAnalyzer } = loaded as {
        SentimentIntensityAnalyzer: { polarity_scores(text: string): { compound: number } };
      };
      return (text) => {
        const { compound } = SentimentIntensityAnalyzer.polarity_scores(text);
        return compound >= 0.05 ? 2 : compound <= -0.05 ? 0 : 1;
      };
    },
  ],
  [
    "natural",
    (loaded) => {
      const { SentimentAnalyzer, PorterStemmer, PorterStemmerFr, WordTokenizer } = loaded as {
        SentimentAnalyzer: new (
          language: string,
          stemmer: unknown,
          table: string,
        ) => { getSentiment(words: string[]): number };
        PorterStemmer: unknown;
        PorterStemmerFr: unknown;
        WordTokenizer: new () => { tokenize(text: string): string[] };
      };
      const french = new SentimentAnalyzer("French", PorterStemmerFr, "pattern");
      const english = new SentimentAnalyzer("English", PorterStemmer, "afinn");
      const tokenizer = new WordTokenizer();
      return (text, language) =>
        sign((language === "en" ? english : french).getSentiment(tokenizer.tokenize(text)) || 0);
    },
  ],
];
for (const [name, make] of peers) {
  let loaded: unknown;
  try {
    loaded = require(name);
  } catch {
    say({ measure: "skipped", name, sentence: `${name} is not installed: it is left out of the comparison.` });
    continue;
  }
  const read = make(loaded);
  const speed = speedOf((text) => read(text, "fr"));
  say({ measure: "speed", name, unit: "comments/s", ...speed, ratio: own.median / speed.median });
  worthOf(name, read);
}

// This one answers asynchronously, so it is timed apart, on the same comments.
try {
  const { SentimentManager } = require("node-nlp") as { SentimentManager: new () => NlpManager };
  await timeNlp("node-nlp", new SentimentManager());
} catch {
  try {
    const { SentimentAnalyzer } = require("@nlpjs/sentiment") as {
      SentimentAnalyzer: new (settings: object) => NlpAnalyzer;
    };
    const { containerBootstrap } = require("@nlpjs/core") as { containerBootstrap(): Promise<NlpContainer> };
    const { LangFr } = require("@nlpjs/lang-fr") as { LangFr: unknown };
    const container = await containerBootstrap();
    container.use(LangFr);
    const analyzer = new SentimentAnalyzer({ container });
    await timeNlp("@nlpjs/sentiment", {
      process: async (language, text) => (await analyzer.process({ locale: language, text })).sentiment,
    });
  } catch {
    const sentence = "@nlpjs/sentiment with @nlpjs/lang-fr is not installed: it is left out of the comparison.";
    say({ measure: "skipped", name: "@nlpjs/sentiment", sentence });
  }
}

interface NlpManager {
  process(language: string, text: string): Promise<{ score: number }>;
}
interface NlpAnalyzer {
  process(input: { locale: string; text: string }): Promise<{ sentiment: { score: number } }>;
}
interface NlpContainer {
  use(plugin: unknown): void;
}

async function timeNlp(name: string, manager: NlpManager): Promise<void> {
  const start = performance.now();
  let done = 0;
  for (const comment of comments) {
    await manager.process("fr", comment);
    done++;
    if (performance.now() - start > 4000) break;
  }
  const median = Math.round((done / (performance.now() - start)) * 1000);
  say({ measure: "speed", name, unit: "comments/s", median, ratio: own.median / median });
  for (const { file, records } of labelled) {
    const answers: number[] = [];
    for (const { t, lang } of records) answers.push(sign((await manager.process(lang ?? "fr", t)).score));
    const measured = resampled(records.length, (rows) =>
      macroF1(
        rows.map((row) => records[row]!.pol!),
        rows.map((row) => answers[row]!),
        3,
      ),
    );
    say({ measure: "macro-f1", name, file, ...measured });
  }
}
