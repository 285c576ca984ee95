/**
 * node bench/team-learning.ts [--data FOLDER]
 *
 * What 50, 200 and 400 labels of a team are worth: macro-F1 and calibration error of the polarity, before and after, on
 * texts that were not labelled, five draws. The texts are those of a folder of JSON lines, else the French test part of
 * the corpus. Fails when 200 labels do not help, or leave a calibration error above the limit.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { corpusFolder, readCorpusFiles } from "../scripts/check-corpus.ts";
import { createTriage } from "../src/classifier/classify.ts";
import { calibrationError, type LabelledText, macroF1, polarityLabel } from "../src/classifier/evaluate.ts";
import { readLabelledLines } from "../src/classifier/labelled-lines.ts";
import { learnFromCorrections } from "../src/classifier/team-learning.ts";
import { adjustmentOf, emptyTeamState } from "../src/classifier/team-state.ts";
import { trainedModel } from "../src/classifier/trained-model.ts";
import { seededGenerator, shuffledOrder } from "../src/classifier/training.ts";

const SIZES = [0, 50, 200, 400];
const DRAWS = 5;
const ECE_LIMIT = 0.06;
/** Texts of one place, enough of them to label 400 and to read as many again. */
const FEWEST = 800;
const polarities = ["negative", "neutral", "positive"] as const;

const { values: options } = parseArgs({ options: { data: { type: "string" } } });
if (options.data !== undefined && !existsSync(options.data)) {
  process.stderr.write(`${options.data}: this folder does not exist; give one with .jsonl files.\n`);
  process.exit(64);
}
const folder = options.data;
const places: (readonly [string, readonly LabelledText[]])[] =
  folder === undefined
    ? [
        [
          "corpus, French test part",
          readCorpusFiles(corpusFolder)
            .filter(([name]) => name.startsWith("test-fr-"))
            .flatMap(([, content]) => readLabelledLines(content, "en")),
        ],
      ]
    : readdirSync(folder)
        .filter((name) => name.endsWith(".jsonl"))
        .sort()
        .map((name) => [name, readLabelledLines(readFileSync(join(folder, name), "utf8"), "en")]);

const model = trainedModel();

/** Macro-F1 and calibration error on the texts a team did not label, after it labelled `size` others. */
function measure(texts: readonly LabelledText[], size: number, seed: number) {
  const drawn = [...shuffledOrder(texts.length, seededGenerator(seed))].map((place) => texts[place]!);
  const labelled = drawn.slice(0, size).map((each) => ({ text: each.t, polarity: polarities[polarityLabel(each)!]! }));
  const verdict = learnFromCorrections(model, emptyTeamState(model), labelled);
  const read = createTriage(model, adjustmentOf(verdict.state, model));
  const unseen = drawn.slice(Math.max(...SIZES));
  const chances = unseen.map(({ t }) => {
    const { polarity } = read(t);
    return polarities.map((each) => polarity[each]);
  });
  const answers = chances.map((chance) => chance.indexOf(Math.max(...chance)));
  const truth = unseen.map((each) => polarityLabel(each)!);
  return {
    macroF1: macroF1(truth, answers, 3),
    ece: calibrationError(
      chances.map((chance) => Math.max(...chance)),
      answers.map((answer, place) => answer === truth[place]),
    ),
    accepted: verdict.accepted,
  };
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
let measured = 0;
for (const [name, all] of places) {
  const texts = all.filter((each) => polarityLabel(each) !== undefined);
  if (texts.length < FEWEST) continue;
  measured++;
  const means = new Map<number, number>();
  for (const size of SIZES) {
    const draws = Array.from({ length: DRAWS }, (_, draw) => measure(texts, size, 77 * (draw + 1)));
    const f1 = draws.map(({ macroF1: value }) => value);
    const ece = draws.map((draw) => draw.ece);
    means.set(size, mean(f1));
    const record = {
      place: name,
      labels: size,
      macroF1: { mean: mean(f1), low: Math.min(...f1), high: Math.max(...f1) },
      ece: { mean: mean(ece), low: Math.min(...ece), high: Math.max(...ece) },
      refused: size === 0 ? 0 : draws.filter(({ accepted }) => !accepted).length,
      ...(size === 200 ? { ratio: mean(f1) / means.get(0)!, eceLimit: ECE_LIMIT } : {}),
    };
    process.stdout.write(`${JSON.stringify(record)}\n`);
    if (size === 200 && (mean(f1) < means.get(0)! || mean(ece) > ECE_LIMIT)) process.exitCode = 1;
  }
}
if (measured === 0) process.stderr.write(`No file holds ${FEWEST} texts with a polarity: nothing was measured.\n`);
