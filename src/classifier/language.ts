import type { Language } from "./model.ts";
import type { Scorer } from "./scoring.ts";

export interface LanguageReading {
  readonly language: Language;
  readonly languageProbability: number;
}

/**
 * French, English or other, from the letter groups of the text read last. A text written mostly in another alphabet is
 * "other"; a text without letters has no language to find and is called "other" with probability 0.
 */
export function readLanguage(scorer: Scorer): LanguageReading {
  const { scan } = scorer.reading;
  if (scorer.reading.realWords === 0) return { language: "other", languageProbability: 0 };
  if (scan.otherScript > scan.capitals + scan.lowercase) return { language: "other", languageProbability: 1 };
  const [fr, en, other] = scorer.languageLogits as unknown as [number, number, number];
  const top = Math.max(fr, en, other);
  const total = Math.exp(fr - top) + Math.exp(en - top) + Math.exp(other - top);
  return { language: fr === top ? "fr" : en === top ? "en" : "other", languageProbability: 1 / total };
}
