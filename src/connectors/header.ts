/**
 * Header names are compared in a plain form: compatibility letters unfolded, no accents, straight apostrophes, one
 * space, lower case, no currency at the end. Networks change all of these from one export to the next.
 *
 * @example normaliseHeader("CPM (Coût pour 1 000 impressions) (USD)") // "cpm (cout pour 1 000 impressions)"
 */
export function normaliseHeader(text: string): string {
  const known = normalised.get(text);
  if (known !== undefined) return known;
  if (normalised.size > 10_000) normalised.clear();
  const plain = plainForm(text);
  normalised.set(text, plain);
  return plain;
}

// Every connector looks at the same first rows.
const normalised = new Map<string, string>();

function plainForm(text: string): string {
  return splitCurrency(text)
    .name.normalize("NFKD")
    .replace(/[\p{M}\u200b-\u200f\ufeff]/gu, "")
    .replace(/[\u2018\u2019\u02bc\u00b4`]/g, "'")
    .replace(/[\s\u00a0\u202f]+/g, " ")
    .trim()
    .toLowerCase();
}

const currencies = new Set(Intl.supportedValuesOf("currency"));

/** Takes a currency in parentheses off the end: `Amount spent (EUR)`. `(CTR)` is no currency. */
export function splitCurrency(text: string): { readonly name: string; readonly currency?: string } {
  const found = /[\s\u00a0\u202f]*\(([A-Z]{3})\)\s*$/.exec(text);
  if (!found || !currencies.has(found[1] as string)) return { name: text };
  return { name: text.slice(0, found.index), currency: found[1] };
}

/** For each field, the names it goes by in every language. A name that ends with `…` matches what begins so. */
export type Dictionary<Field extends string> = Readonly<Record<Field, readonly string[]>>;

/** Looks up the field of a header cell. */
export type Lookup<Field extends string> = (header: string) => Field | undefined;

/** Prepares a dictionary. Two fields may not share a name. */
export function lookupOf<Field extends string>(dictionary: Dictionary<Field>): Lookup<Field> {
  const exact = new Map<string, Field>();
  const beginnings: [string, Field][] = [];
  for (const field of Object.keys(dictionary) as Field[]) {
    for (const name of dictionary[field]) {
      if (name.endsWith("…")) beginnings.push([normaliseHeader(name.slice(0, -1)), field]);
      else {
        const key = normaliseHeader(name);
        const other = exact.get(key);
        if (other !== undefined && other !== field) throw new Error(`"${name}" names both ${other} and ${field}`);
        exact.set(key, field);
      }
    }
  }
  return (header) => {
    const key = normaliseHeader(header);
    return exact.get(key) ?? beginnings.find(([beginning]) => key.startsWith(beginning))?.[1];
  };
}

/** A header row found in a table. */
export interface Header<Field extends string> {
  readonly names: readonly string[];
  /** Every column of a field, from left to right: names may come twice. */
  readonly columns: ReadonlyMap<Field, readonly number[]>;
  /** The currency that a header carries, when one does. */
  readonly currency?: string;
  /** Names that no field claims. */
  readonly unknown: readonly string[];
}

/** Reads a row as a header; whether it is one, the caller decides by the fields found. */
export function readHeader<Field extends string>(cells: readonly string[], lookup: Lookup<Field>): Header<Field> {
  const columns = new Map<Field, number[]>();
  const unknown: string[] = [];
  let currency: string | undefined;
  cells.forEach((cell, index) => {
    if (cell.trim() === "" || cell.length > 200) return;
    currency ??= splitCurrency(cell).currency;
    const field = lookup(cell);
    if (field === undefined) unknown.push(cell.trim());
    else columns.set(field, [...(columns.get(field) ?? []), index]);
  });
  return { names: cells, columns, currency, unknown };
}
