/**
 * node bench/triage.ts [--data FOLDER] [--seconds 2]
 *
 * Comments per second on one core, and macro-F1 of the polarity where a folder of labelled data is given, for this
 * classifier and for four packages of the npm registry (peers/sentiment.ts). Same comments, same order, same run: one
 * JSON line per measure. Fails when the classifier reads fewer comments per second than its limit; the peers that only
 * look words up in a list may be faster, which is why their macro-F1 stands beside.
 */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { corpusFolder, readCorpusFiles } from "../scripts/check-corpus.ts";
import { createTriage } from "../src/classifier/classify.ts";
import { macroF1, resampled } from "../src/classifier/evaluate.ts";
import { decodeModel } from "../src/classifier/model.ts";
import { seededGenerator, shuffledOrder } from "../src/classifier/training.ts";
import { installSentimentPeers, loadSentimentPeers, type PolarityReader } from "./peers/sentiment.ts";

const { values: options } = parseArgs({
  options: { data: { type: "string" }, seconds: { type: "string", default: "2" } },
});
const say = (record: Record<string, unknown>) => process.stdout.write(`${JSON.stringify(record)}\n`);
const misuse = (sentence: string): never => {
  process.stderr.write(`${sentence}\n`);
  process.exit(64);
};
const seconds = Number(options.seconds);
if (!(seconds > 0)) misuse(`--seconds ${options.seconds}: a number of seconds above 0 is expected.`);

/** Comments per second asked of every head of the classifier, on one core. */
const LIMIT = 100_000;
/** A peer that would take longer than this over the labelled texts is measured for its speed only. */
const PATIENCE_SECONDS = 60;

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
if (options.data !== undefined) {
  if (!existsSync(options.data)) misuse(`${options.data}: this folder does not exist; give one with .jsonl files.`);
  for (const file of readdirSync(options.data)
    .filter((name) => name.endsWith(".jsonl"))
    .sort()) {
    const records = readLines(readFileSync(join(options.data, file), "utf8")).filter(({ pol }) => pol !== undefined);
    if (records.length > 0) labelled.push({ file, records });
  }
}
const corpus = readCorpusFiles(corpusFolder).flatMap(([, content]) => readLines(content));
const distinct = new Map<string, Labelled>();
for (const record of [...labelled.flatMap(({ records }) => records), ...corpus]) distinct.set(record.t, record);
const known = [...distinct.values()];
if (known.length === 0) misuse("There is no comment to read: give a folder of data, or write the corpus first.");
// Mixed, so that a reader that is stopped before the end has met the same kind of comments as the others.
const comments = Array.from(shuffledOrder(known.length, seededGenerator(1905)), (at) => known[at]!);
const letters = comments.reduce((sum, { t }) => sum + t.length, 0) / comments.length;
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

interface Speed {
  readonly median: number;
  readonly best: number;
  readonly first: number;
  /** Comments of the longest round: fewer than all of them when the time was up before. */
  readonly read: number;
}

/** Rounds of all the comments for some seconds; the median round is the figure. */
async function speedOf(read: (text: string, language: string) => unknown): Promise<Speed> {
  const rates: number[] = [];
  const until = performance.now() + seconds * 1000;
  let longest = 0;
  do {
    const start = performance.now();
    let done = 0;
    for (const { t, lang } of comments) {
      const answer = read(t, lang ?? "fr");
      if (answer instanceof Promise) await answer;
      done++;
      if ((done & 63) === 0 && performance.now() > until) break;
    }
    // A round cut short counts only when there is no whole one.
    if (done === comments.length || rates.length === 0) rates.push((done / (performance.now() - start)) * 1000);
    longest = Math.max(longest, done);
  } while (performance.now() < until);
  const sorted = [...rates].sort((a, b) => a - b);
  return {
    median: Math.round(sorted[Math.floor(sorted.length / 2)]!),
    best: Math.round(sorted.at(-1)!),
    first: Math.round(rates[0]!),
    read: longest,
  };
}

/** Macro-F1 of the three polarities on each labelled file, with its 95 % interval. */
async function sayWorth(name: string, read: PolarityReader): Promise<void> {
  for (const { file, records } of labelled) {
    const answers: number[] = [];
    for (const { t, lang } of records) answers.push(await read(t, lang ?? "fr"));
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
const own = await speedOf((text) => triage.decide(text));
say({ measure: "speed", name: "vigie, every head", unit: "comments/s", ...own, limit: LIMIT });
const whole = await speedOf((text) => triage(text));
say({ measure: "speed", name: "vigie, with reasons and places", unit: "comments/s", ...whole });
await sayWorth("vigie", (text) => {
  const { negative, neutral, positive } = triage(text).polarity;
  return negative >= Math.max(neutral, positive) ? 0 : positive > neutral ? 2 : 1;
});
if (own.median < LIMIT) process.exitCode = 1;

const refusal = installSentimentPeers();
if (refusal !== undefined) say({ measure: "skipped", sentence: refusal });
else {
  for (const { name, version, read } of await loadSentimentPeers()) {
    const speed = await speedOf(read);
    // `ratio`: Vigie's speed, with all its heads, over that of the peer's polarity alone.
    const ratio = Math.round((own.median / speed.median) * 100) / 100;
    say({ measure: "speed", name, version, unit: "comments/s", ...speed, ratio });
    const texts = labelled.reduce((sum, { records }) => sum + records.length, 0);
    if (texts / speed.median > PATIENCE_SECONDS) {
      const sentence = `${name} would take ${Math.round(texts / speed.median)} s over the labelled texts: its macro-F1 is left out.`;
      say({ measure: "skipped", name, sentence });
    } else await sayWorth(name, read);
  }
}
