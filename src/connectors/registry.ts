import { readdir } from "node:fs/promises";
import type { Connector, FileHead } from "./contract.ts";

let found: Promise<readonly Connector[]> | undefined;

/**
 * Every connector of this folder, by id: a file `<network>[-<export>].connector.ts` that exports `connector` is all it
 * takes to add one.
 */
export function connectors(): Promise<readonly Connector[]> {
  found ??= discover();
  return found;
}

async function discover(): Promise<readonly Connector[]> {
  const files = (await readdir(import.meta.dirname)).filter((name) => name.endsWith(".connector.ts")).sort();
  const list = await Promise.all(
    files.map(async (name) => {
      const loaded = (await import(`./${name.replace(".connector.ts", "")}.connector.ts`)) as { connector?: Connector };
      if (!loaded.connector) throw new Error(`${name} exports no "connector"`);
      return loaded.connector;
    }),
  );
  return list.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The connector of an id that an import was stored with, or undefined when it is gone. */
export async function connectorNamed(id: string): Promise<Connector | undefined> {
  return (await connectors()).find((connector) => connector.id === id);
}

/** What is said of a file that no connector knows; the mapping screen follows. */
export const unknownExport = { code: "columns-unknown", params: {} } as const;

/**
 * Which connector knows a file: the highest score above zero; among equals the first by id, so that the answer does
 * not depend on the order of loading.
 *
 * @returns null when nobody knows it: the mapping screen is next
 */
export async function recognise(head: FileHead): Promise<{ connector: Connector; score: number } | null> {
  let best: { connector: Connector; score: number } | null = null;
  for (const connector of await connectors()) {
    const score = connector.recognises(head);
    if (score > 0 && (!best || score > best.score)) best = { connector, score };
  }
  return best;
}

/** What is said of a file whose very bytes were imported before. */
export const sameFileAs = (day: string) => ({ code: "already-imported", params: { day } }) as const;
