import type { PhraseRule } from "./lexicon.ts";

export type ReaderLanguage = "fr" | "en";

/** Names of the rules, as a reader of the queue sees them. */
export const ruleNames: Readonly<Record<ReaderLanguage, Readonly<Record<PhraseRule, string>>>> = {
  fr: {
    threat: "tournure de menace",
    complaint: "fait de réclamation (délai, absence de réponse, panne, montant)",
    accusation: "mot d’accusation",
    praise: "tournure de remerciement ou d’éloge",
    negatedPraise: "éloge par la négation",
    ironySign: "tournure souvent ironique",
    question: "tournure de question",
    spam: "tournure publicitaire",
    counterSpeech: "propos rapporté ou dénoncé",
    hate: "tournure visant un groupe de personnes",
    distress: "signe de détresse",
  },
  en: {
    threat: "threatening phrase",
    complaint: "complaint fact (delay, no answer, breakdown, amount)",
    accusation: "word of accusation",
    praise: "phrase of thanks or praise",
    negatedPraise: "praise by negation",
    ironySign: "phrase often meant ironically",
    question: "question phrase",
    spam: "advertising phrase",
    counterSpeech: "words reported or condemned",
    hate: "phrase aimed at a group of people",
    distress: "sign of distress",
  },
};

export type NamedReason =
  | "insult-word"
  | "slur-word"
  | "masked-word"
  | "threat-word"
  | "question-mark"
  | "emoji"
  | "link"
  | "email"
  | "phone"
  | "bank"
  | "address"
  | "whole-text";

export const reasonNames: Readonly<Record<ReaderLanguage, Readonly<Record<NamedReason, string>>>> = {
  fr: {
    "insult-word": "mot injurieux",
    "slur-word": "mot dégradant pour un groupe",
    "masked-word": "mot masqué",
    "threat-word": "mot violent",
    "question-mark": "point d’interrogation",
    emoji: "émoji",
    link: "liens",
    email: "adresse électronique",
    phone: "numéro de téléphone",
    bank: "numéro de compte ou de carte",
    address: "adresse postale",
    "whole-text": "l’ensemble du texte",
  },
  en: {
    "insult-word": "insulting word",
    "slur-word": "word that degrades a group",
    "masked-word": "masked word",
    "threat-word": "violent word",
    "question-mark": "question mark",
    emoji: "emoji",
    link: "links",
    email: "e-mail address",
    phone: "telephone number",
    bank: "account or card number",
    address: "postal address",
    "whole-text": "the text as a whole",
  },
};

const HARD = "\u00a0";

/** A quotation in the reader's typography: « mot » in French, “word” in English. */
export function quoted(words: string, language: ReaderLanguage): string {
  return language === "fr" ? `«${HARD}${words}${HARD}»` : `“${words}”`;
}

/** "name: « words »", with the right space before the colon. */
export function reason(name: string, words: string, language: ReaderLanguage): string {
  if (words === "") return name;
  return language === "fr" ? `${name}${HARD}: ${quoted(words, language)}` : `${name}: ${quoted(words, language)}`;
}
