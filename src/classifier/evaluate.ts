import type { Triage } from "./classify.ts";
import { seededGenerator } from "./training.ts";

/** A labelled text, in the shape of public data (`pol` 0/1/2, `tox` …) or of the project's corpus; absent = unknown. */
export interface LabelledText {
  readonly t: string;
  readonly lang?: string;
  readonly pol?: number;
  readonly tox?: number;
  readonly hate?: number;
  readonly threat?: number;
  readonly insult?: number;
  readonly irony?: number | boolean;
  readonly off?: number;
  readonly polarity?: string;
  readonly toxic?: boolean;
  readonly kinds?: readonly string[];
  readonly phenomenon?: string;
}

/** A value with its 95 % interval and the number of texts behind it. */
export interface Measured {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly size: number;
}

export interface BinaryReport {
  readonly macroF1: Measured;
  readonly auc: number;
  readonly ece: number;
  readonly precision: number;
  readonly recall: number;
}

export interface PhenomenonReport {
  readonly phenomenon: string;
  readonly size: number;
  readonly polarityRight: Measured | null;
  readonly ambiguous: Measured;
  /** Share flagged with each kind that occurs at least once. */
  readonly kinds: Readonly<Record<string, number>>;
}

export interface EvaluationReport {
  readonly size: number;
  readonly polarity: {
    readonly macroF1: Measured;
    readonly accuracy: Measured;
    readonly ece: number;
    readonly negativeAuc: number;
    readonly recallOfNegativesInTop30: Measured;
    /** Rows: truth; columns: answer; negative, neutral, positive. */
    readonly confusion: readonly (readonly number[])[];
  } | null;
  readonly heads: Readonly<Record<string, BinaryReport>>;
  readonly ambiguity: { readonly share: Measured; readonly recallOfIrony: Measured | null };
  readonly phenomena: readonly PhenomenonReport[];
}

/** Wilson's 95 % interval of a proportion (Wilson 1927). */
export function proportion(hits: number, size: number): Measured {
  if (size === 0) return { value: Number.NaN, low: 0, high: 1, size: 0 };
  const z = 1.959964;
  const rate = hits / size;
  const centre = (rate + (z * z) / (2 * size)) / (1 + (z * z) / size);
  const half = (z / (1 + (z * z) / size)) * Math.sqrt((rate * (1 - rate)) / size + (z * z) / (4 * size * size));
  return { value: rate, low: Math.max(0, centre - half), high: Math.min(1, centre + half), size };
}

/** Mean over the classes that occur (in truth or answer) of 2·TP / (2·TP + FP + FN). */
export function macroF1(truth: readonly number[], answers: readonly number[], classes: number): number {
  let sum = 0;
  let met = 0;
  for (let wanted = 0; wanted < classes; wanted++) {
    let hits = 0;
    let total = 0;
    for (const [index, label] of truth.entries()) {
      if (label === wanted) total++;
      if (answers[index] === wanted) total++;
      if (label === wanted && answers[index] === wanted) hits++;
    }
    if (total > 0) {
      sum += (2 * hits) / total;
      met++;
    }
  }
  return met === 0 ? Number.NaN : sum / met;
}

/** Area under the ROC curve (Mann–Whitney), ties counted half; NaN when one class is absent. */
export function areaUnderCurve(scores: readonly number[], labels: readonly number[]): number {
  const order = scores.map((score, index) => ({ score, label: labels[index]! })).sort((a, b) => a.score - b.score);
  let ranks = 0;
  let positives = 0;
  for (let index = 0; index < order.length; ) {
    let end = index;
    while (end < order.length && order[end]!.score === order[index]!.score) end++;
    const rank = (index + 1 + end) / 2;
    for (let at = index; at < end; at++) {
      if (order[at]!.label === 1) {
        ranks += rank;
        positives++;
      }
    }
    index = end;
  }
  const negatives = order.length - positives;
  if (positives === 0 || negatives === 0) return Number.NaN;
  return (ranks - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** Expected calibration error over ten equal bins of confidence (Guo and others 2017). */
export function calibrationError(confidences: readonly number[], right: readonly boolean[]): number {
  const bins = Array.from({ length: 10 }, () => ({ size: 0, confidence: 0, right: 0 }));
  for (const [index, confidence] of confidences.entries()) {
    const bin = bins[Math.min(9, Math.floor(confidence * 10))]!;
    bin.size++;
    bin.confidence += confidence;
    if (right[index]) bin.right++;
  }
  let error = 0;
  for (const bin of bins) if (bin.size > 0) error += Math.abs(bin.confidence - bin.right);
  return confidences.length === 0 ? Number.NaN : error / confidences.length;
}

/** 95 % interval of a statistic by resampling the texts 200 times with a fixed seed. */
export function resampled(size: number, statistic: (rows: readonly number[]) => number): Measured {
  const all = Array.from({ length: size }, (_, index) => index);
  const value = statistic(all);
  const random = seededGenerator(1905);
  const values: number[] = [];
  for (let round = 0; round < 200; round++) values.push(statistic(all.map(() => Math.floor(random() * size))));
  values.sort((a, b) => a - b);
  return { value, low: values[4] ?? value, high: values[194] ?? value, size };
}

/** Share of the negatives found in the first 30 % of the queue when it is sorted by P(negative). */
export function recallAtTop(scores: readonly number[], negative: readonly boolean[], share = 0.3): Measured {
  const order = scores.map((_, index) => index).sort((a, b) => scores[b]! - scores[a]! || a - b);
  const kept = order.slice(0, Math.round(order.length * share));
  const hits = kept.filter((index) => negative[index]).length;
  return proportion(hits, negative.filter(Boolean).length);
}

const polarities = ["negative", "neutral", "positive"] as const;

/** 0 negative, 1 neutral, 2 positive, however the record writes it; undefined when it says nothing of it. */
export function polarityLabel(record: LabelledText): number | undefined {
  if (record.pol === 0 || record.pol === 1 || record.pol === 2) return record.pol;
  const index = polarities.indexOf(record.polarity as (typeof polarities)[number]);
  return index < 0 ? undefined : index;
}

function flagOf(record: LabelledText, name: string): number | undefined {
  if (name === "toxicity") return record.tox ?? record.off ?? (record.toxic === undefined ? undefined : +record.toxic);
  if (name === "irony-suspected") {
    if (record.irony !== undefined) return +record.irony;
    return record.kinds === undefined ? undefined : +record.kinds.includes(name);
  }
  if (name === "hate" || name === "threat" || name === "insult") {
    const label = record[name];
    if (label !== undefined) return label;
  }
  return record.kinds === undefined ? undefined : +record.kinds.includes(name);
}

const flags = [
  "toxicity",
  "hate",
  "threat",
  "insult",
  "irony-suspected",
  "complaint",
  "accusation",
  "question",
  "praise",
  "spam",
  "personal-data",
] as const;

function binaryReport(scores: readonly number[], answers: readonly number[], labels: readonly number[]): BinaryReport {
  const hits = answers.filter((answer, index) => answer === 1 && labels[index] === 1).length;
  const flagged = answers.filter((answer) => answer === 1).length;
  const truths = labels.filter((label) => label === 1).length;
  return {
    macroF1: resampled(labels.length, (rows) =>
      macroF1(
        rows.map((row) => labels[row]!),
        rows.map((row) => answers[row]!),
        2,
      ),
    ),
    auc: areaUnderCurve(scores, labels),
    ece: calibrationError(
      scores.map((score) => Math.max(score, 1 - score)),
      scores.map((score, index) => score >= 0.5 === (labels[index] === 1)),
    ),
    precision: flagged === 0 ? Number.NaN : hits / flagged,
    recall: truths === 0 ? Number.NaN : hits / truths,
  };
}

function polarityReport(rows: readonly { triage: Triage; label: number }[]): EvaluationReport["polarity"] {
  if (rows.length === 0) return null;
  const truth = rows.map((row) => row.label);
  const chances = rows.map(({ triage }) => polarities.map((polarity) => triage.polarity[polarity]));
  const answers = chances.map((chance) => chance.indexOf(Math.max(...chance)));
  const confusion = polarities.map((_, row) =>
    polarities.map((__, column) => truth.filter((label, at) => label === row && answers[at] === column).length),
  );
  return {
    macroF1: resampled(rows.length, (picked) =>
      macroF1(
        picked.map((row) => truth[row]!),
        picked.map((row) => answers[row]!),
        3,
      ),
    ),
    accuracy: proportion(answers.filter((answer, index) => answer === truth[index]).length, rows.length),
    ece: calibrationError(
      chances.map((chance) => Math.max(...chance)),
      answers.map((answer, index) => answer === truth[index]),
    ),
    negativeAuc: areaUnderCurve(
      chances.map((chance) => chance[0]!),
      truth.map((label) => (label === 0 ? 1 : 0)),
    ),
    recallOfNegativesInTop30: recallAtTop(
      chances.map((chance) => chance[0]!),
      truth.map((label) => label === 0),
    ),
    confusion,
  };
}

function phenomenonReports(rows: readonly { record: LabelledText; triage: Triage }[]): PhenomenonReport[] {
  const groups = new Map<string, { record: LabelledText; triage: Triage }[]>();
  for (const row of rows) {
    if (row.record.phenomenon === undefined) continue;
    const group = groups.get(row.record.phenomenon) ?? [];
    group.push(row);
    groups.set(row.record.phenomenon, group);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([phenomenon, group]) => {
      const labelled = group.filter(({ record }) => polarityLabel(record) !== undefined);
      const right = labelled.filter(({ record, triage }) => {
        const chance = polarities.map((polarity) => triage.polarity[polarity]);
        return chance.indexOf(Math.max(...chance)) === polarityLabel(record);
      }).length;
      const kinds: Record<string, number> = {};
      for (const { triage } of group) {
        for (const { kind } of triage.kinds) kinds[kind] = (kinds[kind] ?? 0) + 1;
      }
      for (const [kind, flagged] of Object.entries(kinds)) kinds[kind] = flagged / group.length;
      return {
        phenomenon,
        size: group.length,
        polarityRight: labelled.length === 0 ? null : proportion(right, labelled.length),
        ambiguous: proportion(group.filter(({ triage }) => triage.ambiguous.value).length, group.length),
        kinds,
      };
    });
}

/**
 * What a reader of comments is worth on labelled texts: macro-F1, recall of the negatives in the first 30 % of the queue
 * and a table by phenomenon, each with its 95 % interval, beside AUC and calibration error. Pure: the texts are given.
 */
export function evaluateTriage(
  records: readonly LabelledText[],
  read: (text: string) => Triage,
  scoreOf: (text: string) => Readonly<Record<string, number>>,
): EvaluationReport {
  const rows = records.map((record) => ({ record, triage: read(record.t), scores: scoreOf(record.t) }));
  const heads: Record<string, BinaryReport> = {};
  for (const flag of flags) {
    const known = rows.filter(({ record }) => flagOf(record, flag) !== undefined);
    const labels = known.map(({ record }) => flagOf(record, flag)!);
    if (known.length < 10 || labels.every((label) => label === labels[0])) continue;
    heads[flag] = binaryReport(
      known.map(
        ({ scores, triage }) => scores[flag] ?? triage.kinds.find(({ kind }) => kind === flag)?.probability ?? 0,
      ),
      known.map(({ triage }) =>
        flag === "toxicity" ? +(triage.toxicity >= 0.5) : +triage.kinds.some(({ kind }) => kind === flag),
      ),
      labels,
    );
  }
  const ironic = rows.filter(({ record }) => flagOf(record, "irony-suspected") === 1);
  return {
    size: rows.length,
    polarity: polarityReport(
      rows
        .filter(({ record }) => polarityLabel(record) !== undefined)
        .map(({ record, triage }) => ({ triage, label: polarityLabel(record)! })),
    ),
    heads,
    ambiguity: {
      share: proportion(rows.filter(({ triage }) => triage.ambiguous.value).length, rows.length),
      recallOfIrony:
        ironic.length === 0
          ? null
          : proportion(ironic.filter(({ triage }) => triage.ambiguous.value).length, ironic.length),
    },
    phenomena: phenomenonReports(rows),
  };
}
