import type { Messages } from "./messages/fr.ts";

type Values = Record<string, string | number | boolean | readonly string[]>;

/**
 * The sentence of a problem code, its `{{params}}` filled in: the same words in the browser, over HTTP and at the
 * command line. Nothing when no sentence is written for the code.
 *
 * @example sentenceOf(fr, "organisation/slug-taken", { slug: "kermor" })
 */
export function sentenceOf(messages: Messages, code: string, params: Values = {}): string | undefined {
  const [slice = "", name = ""] = code.split("/");
  const table: Record<string, Record<string, string>> = messages.problem;
  const sentence = table[slice]?.[name];
  return sentence?.replaceAll(/\{\{(\w+)\}\}/gu, (_, key: string) => {
    const value = params[key];
    return Array.isArray(value) ? value.join(", ") : String(value ?? "");
  });
}
