import type { i18n } from "i18next";
import { useTranslation as useLibrary } from "react-i18next";
import type { Messages } from "./messages/fr.ts";

/** Keys of all texts, `objectives.list.empty`; a plural is asked for without its ending. */
export type Key = LeavesOf<Omit<Messages, "problem">>;

type LeavesOf<Tree, Path extends string = ""> = {
  [Name in keyof Tree & string]: Tree[Name] extends string | readonly string[]
    ? WithoutPlural<`${Path}${Name}`>
    : LeavesOf<Tree[Name], `${Path}${Name}.`>;
}[keyof Tree & string];

type WithoutPlural<Name extends string> =
  Name extends `${infer Stem}_${"zero" | "one" | "two" | "few" | "many" | "other"}` ? Stem : Name;

/** The text of a key in the reader's language, its `{{values}}` filled in. */
export type Translate = (key: Key, values?: Readonly<Record<string, unknown>>) => string;

/** A text of several lines. */
export function linesOf(t: Translate, key: Key): readonly string[] {
  return t(key, { returnObjects: true }) as unknown as readonly string[];
}

/**
 * The library's hook with our keys. Its own typing of keys grows past what the compiler follows at about a thousand
 * texts; this one is a plain union.
 */
export function useTranslation(): { readonly t: Translate; readonly i18n: i18n } {
  return useLibrary() as unknown as { t: Translate; i18n: i18n };
}
