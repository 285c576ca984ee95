import type { SentenceOf } from "../platform/problem-json.ts";
import { messages as en } from "../ui/messages/en.ts";
import { messages as fr } from "../ui/messages/fr.ts";
import { sentenceOf } from "../ui/problem-sentence.ts";

/** The sentence of a refusal in the reader's language: the same words over HTTP, at the command line and on the page. */
export const problemSentence: SentenceOf = (language, code, params) =>
  sentenceOf(language === "fr" ? fr : en, code, params) ?? code;
