import type { LabelledText } from "./evaluate.ts";
import type { ReaderLanguage } from "./reasons.ts";
import { UnreadableComments } from "./triage-lines.ts";

/** Labels that say yes or no, as 0 and 1 or as false and true. */
const flags = ["tox", "off", "hate", "threat", "insult", "irony", "toxic"] as const;
const polarities: readonly unknown[] = ["negative", "neutral", "positive"];

/** What is wrong with a record, in both languages; undefined when nothing is. */
function faultOf(value: unknown): Readonly<Record<ReaderLanguage, string>> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return {
      fr: 'ce n’est pas un objet JSON ; attendu : {"t":"Merci","pol":2}.',
      en: 'this is not a JSON object; expected: {"t":"Thanks","pol":2}.',
    };
  }
  const record = value as Record<string, unknown>;
  if (typeof record["t"] !== "string") return { fr: "il manque le texte « t ».", en: 'the text "t" is missing.' };
  const wrong = (name: string, fr: string, en: string) => {
    const shown = (JSON.stringify(record[name]) ?? "").slice(0, 40);
    return { fr: `« ${name} » vaut ${shown} ; attendu : ${fr}.`, en: `"${name}" is ${shown}; expected: ${en}.` };
  };
  const { pol, polarity, kinds } = record;
  if (pol !== undefined && pol !== 0 && pol !== 1 && pol !== 2) {
    return wrong("pol", "0 (négatif), 1 (neutre) ou 2 (positif)", "0 (negative), 1 (neutral) or 2 (positive)");
  }
  if (polarity !== undefined && !polarities.includes(polarity)) {
    return wrong("polarity", "negative, neutral ou positive", "negative, neutral or positive");
  }
  if (kinds !== undefined && !(Array.isArray(kinds) && kinds.every((kind) => typeof kind === "string"))) {
    return wrong("kinds", "une liste de mots", "a list of words");
  }
  const flag = flags.find((name) => ![undefined, 0, 1, false, true].includes(record[name] as number | undefined));
  return flag === undefined ? undefined : wrong(flag, "0 ou 1", "0 or 1");
}

/**
 * Labelled texts from JSON lines; empty lines are skipped.
 *
 * @throws UnreadableComments at the first line that is no labelled text, with its number, and when there is no text
 */
export function readLabelledLines(text: string, language: ReaderLanguage = "fr"): LabelledText[] {
  const records: LabelledText[] = [];
  for (const [index, line] of text
    .replace(/^\ufeff/, "")
    .split("\n")
    .entries()) {
    if (line.trim() === "") continue;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      value = undefined;
    }
    const fault = faultOf(value);
    if (fault !== undefined) {
      const place = language === "fr" ? `ligne ${index + 1} :` : `line ${index + 1}:`;
      throw new UnreadableComments(`${place} ${fault[language]}`);
    }
    records.push(value as LabelledText);
  }
  if (records.length === 0) {
    throw new UnreadableComments(
      language === "fr"
        ? 'il n’y a aucun texte étiqueté ; attendu, un par ligne : {"t":"Merci","pol":2}.'
        : 'there is no labelled text; expected, one per line: {"t":"Thanks","pol":2}.',
    );
  }
  return records;
}
