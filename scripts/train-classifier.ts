/**
 * node scripts/train-classifier.ts --data FOLDER [--out FILE]
 *
 * Writes src/classifier/model.bin from the project's own corpus (src/classifier/corpus/*.jsonl, parts "train" and, for
 * calibration only, "dev") and from a folder of public data in JSON lines. One thread, one seed: the same input gives
 * the same bytes. A folder called "evaluate" is refused: what measures the model never shapes it.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { announcementSamples } from "../src/classifier/announcement-samples.ts";
import { fitCalibration, fitPolarity } from "../src/classifier/calibration.ts";
import { createTriage } from "../src/classifier/classify.ts";
import { commentSamples } from "../src/classifier/comment-samples.ts";
import { type CorpusRecord, readCorpusLine } from "../src/classifier/corpus-record.ts";
import { otherLanguageSamples } from "../src/classifier/language-samples.ts";
import { encodeModel, HEAD, HEADS, heads, LANGUAGES, type Model, type ModelFacts } from "../src/classifier/model.ts";
import { createScorer } from "../src/classifier/scoring.ts";
import { type Example, extractRows, quantise, trainHeads, trainLanguage } from "../src/classifier/training.ts";
import {
  type DataRecord,
  exampleOfAnnouncement,
  exampleOfCorpus,
  exampleOfData,
  sources,
} from "../src/classifier/training-records.ts";

// Compilation in the background was seen to change a feature of a text from one run to the next, about once in a hundred
// thousand: training runs in an engine without other threads, where the same input gives the same bytes.
if (!process.execArgv.includes("--single-threaded")) {
  const again = spawnSync(process.execPath, ["--single-threaded", ...process.argv.slice(1)], { stdio: "inherit" });
  process.exit(again.status ?? 70);
}

const SEED = 20_261;
/** A head without a single example stays silent: only rules can raise it. */
const UNTAUGHT_OFFSET = -3;
const { values: options } = parseArgs({
  options: {
    data: { type: "string" },
    out: { type: "string", default: "src/classifier/model.bin" },
    corpus: { type: "string", default: "src/classifier/corpus" },
    epochs: { type: "string", default: "6" },
    rate: { type: "string", default: "0.08" },
    decay: { type: "string", default: "0.000002" },
    weight: { type: "string", default: "3" },
    kinds: { type: "string", default: "4" },
    rare: { type: "string", default: "3" },
  },
});

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(64);
}

if (options.data === undefined) fail("Give the folder of data: node scripts/train-classifier.ts --data FOLDER");
const folder = resolve(options.data);
if (!existsSync(folder)) fail(`The folder ${folder} does not exist.`);
if (basename(folder) === "evaluate") fail("The folder « evaluate » measures the model and never trains it.");

/** (1 + β²)·TP / ((1 + β²)·TP + β²·FN + FP): recall weighs β times as much as precision (van Rijsbergen 1979). */
function fMeasure(answers: readonly boolean[], truths: readonly boolean[], beta: number): number {
  let hits = 0;
  let missed = 0;
  let wrong = 0;
  for (const [index, truth] of truths.entries()) {
    if (truth && answers[index]) hits++;
    else if (truth) missed++;
    else if (answers[index]) wrong++;
  }
  const gained = (1 + beta * beta) * hits;
  return gained / Math.max(1, gained + beta * beta * missed + wrong);
}

const linesOf = (path: string) =>
  readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "");

const corpus: CorpusRecord[] = [];
if (existsSync(options.corpus)) {
  for (const file of readdirSync(options.corpus)
    .filter((name) => name.endsWith(".jsonl"))
    .sort()) {
    for (const [index, line] of linesOf(join(options.corpus, file)).entries()) {
      const record = readCorpusLine(line);
      if (typeof record === "string") fail(`${file}, line ${index + 1}: ${record}`);
      corpus.push(record);
    }
  }
}
const training: Example[] = [];
const calibration: Example[] = [];
/** Comments of another place, English ones: half of the weight when polarity is calibrated, against narrow priors. */
const general: Example[] = [];
for (const record of corpus) {
  if (record.part === "train") training.push(exampleOfCorpus(record, Number(options.weight)));
  else if (record.part === "dev") calibration.push(exampleOfCorpus(record, 1));
}
// One sample in five calibrates instead of teaching, so that calibration sees texts the weights have not.
for (const [index, record] of commentSamples.entries()) {
  if (index % 5 === 4) calibration.push(exampleOfCorpus(record, 1));
  else training.push(exampleOfCorpus(record, Number(options.weight)));
}
const corpusSize = training.length;
// The three polarities of the corpus weigh the same: its shares say what was written, not what a team receives.
const polarityIndex = ({ labels }: Example) => (labels[HEAD.negative] === 1 ? 0 : labels[HEAD.positive] === 1 ? 2 : 1);
const sizes = [0, 0, 0];
for (const example of training) sizes[polarityIndex(example)]!++;
for (const example of training) {
  const factor = Math.min(3, corpusSize / (3 * Math.max(1, sizes[polarityIndex(example)]!)));
  example.weights[HEAD.negative] = example.weights[HEAD.negative]! * factor;
  example.weights[HEAD.positive] = example.weights[HEAD.positive]! * factor;
}
// A rare kind (a threat, a hateful remark) would be drowned by the comments without it: each of its examples weighs more.
for (let head = 2; head < HEADS; head++) {
  const met = training.filter(({ labels }) => labels[head] === 1).length;
  const factor = Math.min(Number(options.rare), Math.sqrt((corpusSize - met) / Math.max(1, met)));
  for (const { labels, weights } of training) {
    weights[head] = Number(options.kinds) * (labels[head] === 1 ? Math.max(1, factor) : 1);
  }
}
for (const [index, [polarity, text]] of announcementSamples.entries()) {
  if (index % 5 === 4) calibration.push(exampleOfAnnouncement(polarity, text, 1));
  else training.push(exampleOfAnnouncement(polarity, text, Number(options.weight)));
}
for (const file of readdirSync(folder)
  .filter((name) => name.endsWith(".jsonl"))
  .sort()) {
  const held = /_(val|dev)\.jsonl$/.test(file);
  for (const [index, line] of linesOf(join(folder, file)).entries()) {
    const example = exampleOfData(JSON.parse(line) as DataRecord, file);
    if (file.startsWith("toxifr") && index % 5 === 4) calibration.push(example);
    else if (!held) training.push(example);
    else if (file.startsWith("goemo")) general.push(example);
  }
}
if (training.length === 0) fail(`No JSON-lines file was found in ${folder}.`);
process.stderr.write(
  `${training.length} texts, ${corpusSize} of them from the corpus; ${calibration.length} to calibrate\n`,
);

const rows = extractRows(training.map((example) => example.text));
const trained = trainHeads(rows, training, {
  seed: SEED,
  epochs: Number(options.epochs),
  rate: Number(options.rate),
  decay: Number(options.decay),
  sources: sources.length,
});
const { packed, scales } = quantise(trained.weights, HEADS);

// The corpus is the place the model is used in: its priors are the default ones. Without it, those of all sources.
const biases = Array.from({ length: HEADS }, (_, head) => {
  if (corpusSize > 0) return trained.biases[head]!;
  let sum = 0;
  for (let source = 1; source < sources.length; source++) sum += trained.biases[source * HEADS + head]!;
  return sum / (sources.length - 1);
});

// Toxic or not: the annotated forum texts are balanced, the corpus is not; the default prior lies between both.
const forum = sources.indexOf("toxifr");
biases[HEAD.toxicity] = (biases[HEAD.toxicity]! + trained.biases[forum * HEADS + HEAD.toxicity]!) / 2;

const spread = Math.ceil(30_000 / otherLanguageSamples.length / 6);
const languageExamples = training
  .filter((_, index) => index % 4 === 0 || training[index]!.language === 0)
  .map((example) => ({ text: example.text, language: example.language, weight: example.language === 0 ? 1 : 0.5 }));
for (let round = 0; round < spread; round++) {
  for (const text of otherLanguageSamples) languageExamples.push({ text, language: 2, weight: 1 });
}
const language = trainLanguage(languageExamples, { seed: SEED + 1, epochs: 2, rate: 0.15 });
const languagePacked = quantise(language.weights, LANGUAGES);

const facts: ModelFacts = {
  version: "1",
  scales,
  biases,
  slopes: new Array<number>(HEADS).fill(1),
  offsets: new Array<number>(HEADS).fill(0),
  languageScales: languagePacked.scales,
  languageBiases: [...language.biases],
  thresholds: new Array<number>(HEADS).fill(0.5),
  certainty: 0.46,
};
const draft: Model = { facts, weights: packed, languageWeights: languagePacked.packed };

const scorer = createScorer(draft);
const logitsOf = (example: Example) => {
  scorer.score(example.text);
  return { example, logits: [...scorer.logits] };
};
const scored = calibration.map(logitsOf);
const forumHeld = calibration.filter(({ source }) => source === forum).length;
const slopes = [...facts.slopes];
const offsets = [...facts.offsets];
const thresholds = [...facts.thresholds];
// The three polarities weigh the same, whatever their share in what was written: nobody knows the share of the next team.
const judgedOf = (rows: typeof scored) =>
  rows
    .filter(({ example }) => !Number.isNaN(example.labels[0]!))
    .map(({ example, logits }) => ({
      negative: logits[HEAD.negative]!,
      positive: logits[HEAD.positive]!,
      label: (example.labels[HEAD.negative] === 1 ? 0 : example.labels[HEAD.positive] === 1 ? 2 : 1) as 0 | 1 | 2,
    }));
const balanced = (rows: ReturnType<typeof judgedOf>, mass: number) =>
  rows.map((row) => ({ ...row, weight: mass / (3 * rows.filter(({ label }) => label === row.label).length) }));
const own = judgedOf(scored);
const polarity = fitPolarity([
  ...balanced(own, own.length),
  ...balanced(judgedOf(general.map(logitsOf)).slice(0, 2000), own.length),
]);
slopes[HEAD.negative] = slopes[HEAD.positive] = polarity.slope;
offsets[HEAD.negative] = polarity.negativeOffset;
offsets[HEAD.positive] = polarity.positiveOffset;
for (let head = 2; head < HEADS; head++) {
  // What is toxic on a forum is finer than in the corpus, and balanced: forum texts alone set that threshold.
  const known = scored.filter(
    ({ example }) =>
      !Number.isNaN(example.labels[head]!) && (head !== HEAD.toxicity || forumHeld === 0 || example.source === forum),
  );
  const taught = training.some((example) => example.labels[head]! >= 0.5);
  if (!taught) offsets[head] = UNTAUGHT_OFFSET;
  if (!taught || known.length < 50) continue;
  const fitted = fitCalibration(
    known.map(({ logits }) => logits[head]!),
    known.map(({ example }) => (example.labels[head]! >= 0.5 ? 1 : 0)),
  );
  slopes[head] = fitted.slope;
  offsets[head] = fitted.offset;
}
// Thresholds of the kinds, on what the whole reader answers (rules included) to texts that taught no weight. A missed
// threat costs more than a false alarm, which a person dismisses in a second: recall weighs double for the grave ones.
const reader = createTriage({ ...draft, facts: { ...facts, slopes, offsets, thresholds } });
const ownTexts = calibration.filter(({ source }) => source === 0);
const answers = ownTexts.map(({ text }) => [...reader.decide(text)]);
const grave = new Set([HEAD.threat, HEAD.hate, HEAD.quotation]);
/** No kind is proposed below this, in percent: a guess that is wrong three times in four would be noise. */
const lowest = (head: number) => (head === HEAD.quotation ? 6 : grave.has(head) ? 12 : 35);
for (let head = 2; head < HEADS; head++) {
  if (head === HEAD.toxicity) continue;
  const beta = grave.has(head) ? 2 : 1;
  let best = -1;
  for (let step = 50; step >= lowest(head); step--) {
    const score = fMeasure(
      answers.map((chances) => chances[head]! >= step / 100),
      ownTexts.map(({ labels }) => labels[head] === 1),
      beta,
    );
    if (score > best + 1e-9) {
      best = score;
      thresholds[head] = step / 100;
    }
  }
}
const bytes = encodeModel({ ...draft, facts: { ...facts, slopes, offsets, thresholds } });
writeFileSync(options.out, bytes);
process.stderr.write(`thresholds ${thresholds.map((value, head) => `${heads[head]} ${value}`).join(", ")}\n`);
process.stderr.write(`${options.out}: ${bytes.length} bytes; heads ${heads.join(", ")}\n`);
