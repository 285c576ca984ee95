import { type Kind, kinds } from "./classify.ts";

/** One line of the corpus written for this project (`corpus/*.jsonl`). */
export const corpusPolarities = ["negative", "neutral", "positive"] as const;
export const corpusRegisters = ["sms", "formal", "plain", "regional"] as const;
export const corpusParts = ["train", "dev", "test"] as const;

export interface CorpusRecord {
  readonly t: string;
  readonly lang: "fr" | "en";
  readonly polarity: (typeof corpusPolarities)[number];
  readonly kinds: readonly Kind[];
  readonly toxic: boolean;
  readonly irony: boolean;
  readonly phenomenon: string;
  readonly sector: string;
  readonly register: (typeof corpusRegisters)[number];
  readonly cluster: string;
  readonly part: (typeof corpusParts)[number];
}

/** Reads one line of the corpus; a string is what is wrong with it, in one sentence. */
export function readCorpusLine(line: string): CorpusRecord | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return "The line is not JSON.";
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "The line is not a JSON object.";
  const record = value as Record<string, unknown>;
  for (const field of ["t", "phenomenon", "sector", "cluster"]) {
    if (typeof record[field] !== "string" || record[field] === "")
      return `"${field}" must be a text that is not empty.`;
  }
  if (record.lang !== "fr" && record.lang !== "en") return '"lang" must be "fr" or "en".';
  for (const [field, values] of [
    ["polarity", corpusPolarities],
    ["register", corpusRegisters],
    ["part", corpusParts],
  ] as const) {
    if (!(values as readonly unknown[]).includes(record[field]))
      return `"${field}" must be one of ${values.join(", ")}.`;
  }
  for (const field of ["toxic", "irony"]) {
    if (typeof record[field] !== "boolean") return `"${field}" must be true or false.`;
  }
  if (!Array.isArray(record.kinds)) return '"kinds" must be a list.';
  for (const kind of record.kinds as unknown[]) {
    if (!(kinds as readonly unknown[]).includes(kind)) return `"${String(kind)}" is not a kind.`;
  }
  return record as unknown as CorpusRecord;
}
