/**
 * node scripts/check-corpus.ts [FOLDER]
 *
 * Checks the corpus of comments (src/classifier/corpus/*.jsonl): fields, near-duplicates under 2 % (a copy within one
 * cluster and part is still a copy), no cluster over two parts, a third of neutral comments or questions. Prints counts.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type CorpusRecord, readCorpusLine } from "../src/classifier/corpus-record.ts";
import { createNearDuplicates } from "../src/classifier/near-duplicates.ts";

export interface CorpusCheck {
  readonly size: number;
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly nearDuplicateShare: number;
  readonly nearDuplicates: readonly string[];
  /** Near-duplicates between what measures the model (test) and what makes it: none when the corpus is right. */
  readonly leaks: readonly string[];
  readonly neutralOrQuestionShare: number;
  /** Sentences; none when the corpus is right. */
  readonly faults: readonly string[];
}

/** Checks already read lines; `files` are (name, content). Pure. */
export function checkCorpus(files: readonly (readonly [string, string])[]): CorpusCheck {
  const faults: string[] = [];
  const records: CorpusRecord[] = [];
  for (const [name, content] of files) {
    for (const [index, line] of content.split("\n").entries()) {
      if (line.trim() === "") continue;
      const record = readCorpusLine(line);
      if (typeof record === "string") faults.push(`${name}, line ${index + 1}: ${record}`);
      else records.push(record);
    }
  }
  const counts: Record<string, Record<string, number>> = {};
  const count = (table: string, value: string) => {
    counts[table] ??= {};
    counts[table][value] = (counts[table][value] ?? 0) + 1;
  };
  const partOfCluster = new Map<string, string>();
  const near = createNearDuplicates<string>({ capacity: Math.max(1, records.length), threshold: 0.6 });
  const nearDuplicates: string[] = [];
  const leaks: string[] = [];
  const partOfText = new Map<string, string>();
  let calm = 0;
  for (const record of records) {
    for (const field of ["lang", "polarity", "phenomenon", "sector", "register", "part"] as const)
      count(field, record[field]);
    for (const kind of record.kinds) count("kinds", kind);
    if (record.polarity === "neutral" || record.kinds.includes("question")) calm++;
    const part = partOfCluster.get(record.cluster);
    if (part === undefined) partOfCluster.set(record.cluster, record.part);
    else if (part !== record.part) faults.push(`Cluster ${record.cluster} stands in both ${part} and ${record.part}.`);
    const voice = near.add(record.t, record.t);
    if (voice.copies > 1) {
      nearDuplicates.push(`${record.t} ≈ ${voice.first}`);
      // Two strings of emoji are alike by nature: only words leak.
      const otherPart = partOfText.get(voice.first);
      if (otherPart !== record.part && (otherPart === "test" || record.part === "test") && /\p{L}/u.test(record.t)) {
        leaks.push(`${record.t} ≈ ${voice.first}`);
      }
    }
    partOfText.set(record.t, partOfText.get(record.t) ?? record.part);
  }
  const size = records.length;
  const nearDuplicateShare = size === 0 ? 0 : nearDuplicates.length / size;
  const neutralOrQuestionShare = size === 0 ? 0 : calm / size;
  if (nearDuplicateShare >= 0.02)
    faults.push(`${(100 * nearDuplicateShare).toFixed(1)} % near-duplicates, 2 % at most.`);
  if (size > 0 && neutralOrQuestionShare < 1 / 3) {
    faults.push(`${(100 * neutralOrQuestionShare).toFixed(1)} % neutral or questions, a third at least.`);
  }
  for (const leak of leaks) faults.push(`A test comment resembles one that makes the model: ${leak}.`);
  return { size, counts, nearDuplicateShare, nearDuplicates, leaks, neutralOrQuestionShare, faults };
}

export const corpusFolder = new URL("../src/classifier/corpus", import.meta.url).pathname;

/** The corpus files of a folder, by name; none when the folder does not exist. */
export function readCorpusFiles(folder: string): (readonly [string, string])[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".jsonl"))
    .sort()
    .map((name) => [name, readFileSync(join(folder, name), "utf8")] as const);
}

if (import.meta.main) {
  const check = checkCorpus(readCorpusFiles(process.argv[2] ?? corpusFolder));
  const { nearDuplicates, leaks: _, faults, ...figures } = check;
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
  for (const copy of nearDuplicates.slice(0, 40)) process.stdout.write(`copy: ${copy}\n`);
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
