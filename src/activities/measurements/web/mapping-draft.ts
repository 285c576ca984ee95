import type { JsonifiedValue } from "@orpc/openapi-client";
import type { ImportAnswers, Preview } from "../contract.ts";

export type Mapping = NonNullable<ImportAnswers["mapping"]>;
export type Role = Mapping["columns"][string];
export type Shape = Mapping["shape"];

/** What a column may hold besides a metric, in the order of the list. */
export const fieldRoles = [
  "date",
  "post-id",
  "permalink",
  "title",
  "text",
  "format",
  "campaign",
  "author",
  "comment-id",
] as const;

/** A column of the file: its title, a few of its cells, and what it was taken for at first. */
export interface Column {
  readonly header: string;
  readonly examples: readonly string[];
  readonly suggested: Role | null;
}

/** The server knows a column by a plain form of its title: compared without accents, case, spaces or signs. */
const plain = (header: string): string =>
  header
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();

/** The columns of a table under the line that holds their titles; a column without a title cannot be named. */
export function columnsOf(
  table: JsonifiedValue<Preview>["tables"][number] | undefined,
  headerLine: number,
  suggestion: JsonifiedValue<Preview>["suggestedMapping"],
): Column[] {
  const headers = table?.rows[headerLine - 1] ?? [];
  const below = table?.rows.slice(headerLine) ?? [];
  const suggested = new Map(
    Object.entries(suggestion?.table === table?.name ? (suggestion?.columns ?? {}) : {}).map(([key, role]) => [
      plain(key),
      role,
    ]),
  );
  const seen = new Set<string>();
  return headers.flatMap((header, index) => {
    const name = header.trim();
    if (name === "" || seen.has(name)) return [];
    seen.add(name);
    const examples = below.flatMap((row) => row[index]?.trim() || []).slice(0, 3);
    return [{ header: name, examples, suggested: suggested.get(plain(name)) ?? null }];
  });
}

export type MappingFault =
  | { readonly kind: "noDate" | "noId" | "noMetric" | "noText" }
  | { readonly kind: "twice"; readonly role: Role; readonly columns: readonly string[] };

/** What keeps a mapping from being read, in the words of the person who makes it. */
export function mappingFaults(shape: Shape, columns: Readonly<Record<string, Role>>): MappingFault[] {
  const faults: MappingFault[] = [];
  const byRole = new Map<Role, string[]>();
  for (const [header, role] of Object.entries(columns)) byRole.set(role, [...(byRole.get(role) ?? []), header]);
  if (!byRole.has("date")) faults.push({ kind: "noDate" });
  if (shape === "posts" && !byRole.has("post-id") && !byRole.has("permalink")) faults.push({ kind: "noId" });
  if (shape === "daily" && ![...byRole.keys()].some((role) => role.startsWith("metric:"))) {
    faults.push({ kind: "noMetric" });
  }
  if (shape === "comments" && !byRole.has("text")) faults.push({ kind: "noText" });
  for (const [role, headers] of byRole) {
    if (headers.length > 1) faults.push({ kind: "twice", role, columns: headers });
  }
  return faults;
}
