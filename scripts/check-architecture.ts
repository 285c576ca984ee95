import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * Holds the code to the house's rules: which folder may import which, the closed vocabulary of a slice, the order of
 * slices, who owns which table, where the clock and chance may be read. Every message says what to do.
 */

/** Slices in their order: each may use only those before it. */
export const slices = ["organisation", "measurements", "indicators", "objectives", "reports", "demonstration"];

/** What a folder of src/ may import besides itself. */
const folders: Record<string, readonly string[]> = {
  kernel: [],
  engine: [],
  classifier: [],
  connectors: ["kernel"],
  documents: ["kernel"],
  platform: ["kernel"],
  ui: ["kernel"],
  activities: ["kernel", "engine", "classifier", "documents", "connectors", "platform", "ui"],
  app: ["kernel", "engine", "classifier", "documents", "connectors", "platform", "ui", "activities"],
};

/** Inside a slice: which own files, which files of earlier slices, which folders a file may import. */
const files: Record<string, { own: readonly string[]; earlier: readonly string[]; folders: readonly string[] }> = {
  contract: { own: ["contract", "catalogue"], earlier: ["contract"], folders: ["kernel"] },
  catalogue: { own: ["contract", "catalogue"], earlier: ["contract", "catalogue"], folders: ["kernel"] },
  rules: {
    own: ["contract", "catalogue", "rules"],
    earlier: ["contract", "rules", "catalogue"],
    folders: ["kernel", "engine", "documents"],
  },
  store: { own: ["contract", "rules", "store"], earlier: ["contract"], folders: ["kernel", "platform"] },
  operations: {
    own: ["contract", "rules", "store", "catalogue", "operations"],
    earlier: ["contract", "rules", "operations", "catalogue"],
    folders: ["kernel", "engine", "classifier", "documents", "connectors", "platform"],
  },
  routes: { own: ["contract", "operations"], earlier: [], folders: ["kernel", "platform"] },
  web: {
    own: ["contract", "rules", "catalogue", "web"],
    earlier: ["contract", "rules", "catalogue"],
    folders: ["kernel", "ui", "documents"],
  },
};

/** The only files of documents/ that pages may use: pure, no server inside (decision 0005). */
const sharedDocuments = ["chart-option", "chart-frame", "chart-palette", "document"];
const forbiddenNames = ["utils", "helpers", "common", "misc", "manager", "service", "types", "index"];

export interface SourceFile {
  /** Path from src/, `activities/objectives/rules.ts`. */
  readonly path: string;
  readonly text: string;
}

/** Every fault found, one sentence each. */
export function faultsOf(sources: readonly SourceFile[], migrations: readonly SourceFile[]): string[] {
  const owners = tableOwners(migrations);
  return sources.flatMap((source) => [
    ...nameFaults(source),
    ...importFaults(source),
    ...clockFaults(source),
    ...tableFaults(source, owners),
  ]);
}

const isTest = (path: string) => /\.test\.tsx?$/.test(path) || path.includes("/fixtures/");
const stem = (path: string) => basename(path).replace(/\.(test\.)?tsx?$/, "");

function nameFaults({ path }: SourceFile): string[] {
  const name = stem(path);
  const faults: string[] = [];
  if (forbiddenNames.includes(name) && !path.endsWith(".html")) {
    faults.push(
      `src/${path}: a file called "${name}" says nothing. Name it after the noun or the function it exports.`,
    );
  }
  if (!/^[a-z0-9-]+(\.connector)?$/.test(name)) faults.push(`src/${path}: write the name in kebab-case.`);
  const place = placeInSlice(path);
  if (place && !place.web && !isTest(path) && !(place.file in files)) {
    faults.push(
      `src/${path}: a slice holds only ${Object.keys(files).join(", ")}. Put this code in one of them, or cut out a noun as a sub-folder with the same names.`,
    );
  }
  if (place && !slices.includes(place.slice)) {
    faults.push(
      `src/${path}: the slice "${place.slice}" has no place in the order. Add it to scripts/check-architecture.ts with a decision record.`,
    );
  }
  return faults;
}

interface Place {
  readonly slice: string;
  readonly file: string;
  readonly web: boolean;
}

function placeInSlice(path: string): Place | undefined {
  const [folder, slice, ...rest] = path.split("/");
  if (folder !== "activities" || !slice || rest.length === 0) return undefined;
  const web = rest.includes("web");
  return { slice, web, file: web ? "web" : stem(path) };
}

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s[^;]*?from\s*["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)|(?:^|\n)\s*import\s*["']([^"']+)["']/g;

function importsOf(text: string): string[] {
  return [...text.matchAll(importPattern)].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

function importFaults({ path, text }: SourceFile): string[] {
  if (isTest(path)) return [];
  return importsOf(text).flatMap((imported) => {
    if (imported.startsWith(".")) {
      if (!/\.(tsx?|css|json|typ)$/.test(imported))
        return [`src/${path}: write the import "${imported}" with its ending (.ts).`];
      return relativeFaults(path, join(dirname(path), imported));
    }
    return packageFaults(path, imported);
  });
}

function packageFaults(path: string, imported: string): string[] {
  const folder = path.split("/")[0] as string;
  if (folder === "engine")
    return [`src/${path}: the engine imports nothing; "${imported}" must go, or the code belongs elsewhere.`];
  if (folder === "kernel" && !["zod", "@orpc/contract"].includes(imported)) {
    return [
      `src/${path}: the kernel imports only zod and @orpc/contract, for it runs in the browser too; move what needs "${imported}" to platform/.`,
    ];
  }
  const queries = ["kysely", "pg", "pg-copy-streams"].includes(imported);
  const store = placeInSlice(path)?.file === "store";
  if (queries && !store && folder !== "platform") {
    const exempt = folder === "app" && path.startsWith("app/commands/");
    if (!exempt)
      return [`src/${path}: only store.ts and platform/ speak SQL; move the query into the slice's store.ts.`];
  }
  return [];
}

function relativeFaults(path: string, target: string): string[] {
  const from = path.split("/")[0] as string;
  const to = target.split("/")[0] as string;
  const place = placeInSlice(path);
  const other = placeInSlice(target);
  if (!place) {
    if (from === to || folders[from]?.includes(to)) return [];
    return [
      `src/${path}: ${from}/ may not import ${to}/ (${target}). Allowed: ${folders[from]?.join(", ") || "nothing"}.`,
    ];
  }
  const rule = files[place.file];
  if (!rule) return [];
  if (!other) {
    if (!rule.folders.includes(to)) {
      return [
        `src/${path}: ${place.file} may not import ${to}/. Allowed folders: ${rule.folders.join(", ") || "none"}.`,
      ];
    }
    if ((place.web || place.file === "rules") && to === "documents" && !sharedDocuments.includes(stem(target))) {
      return [`src/${path}: of documents/ pages and rules may use only ${sharedDocuments.join(", ")}.`];
    }
    return [];
  }
  if (place.slice === other.slice) {
    return rule.own.includes(other.file)
      ? []
      : [`src/${path}: ${place.file} may not import its own ${other.file}. Allowed: ${rule.own.join(", ")}.`];
  }
  if (slices.indexOf(other.slice) >= slices.indexOf(place.slice)) {
    return [
      `src/${path}: ${place.slice} comes before ${other.slice} and may not use it. The order is ${slices.join(" < ")}.`,
    ];
  }
  return rule.earlier.includes(other.file)
    ? []
    : [
        `src/${path}: of an earlier slice ${place.file} may import only ${rule.earlier.join(", ") || "nothing"}; call its operation instead of ${target}.`,
      ];
}

function clockFaults({ path, text }: SourceFile): string[] {
  const folder = path.split("/")[0] as string;
  if (isTest(path) || folder === "platform" || folder === "app" || folder === "ui" || placeInSlice(path)?.web)
    return [];
  const faults: string[] = [];
  if (/\bDate\.now\(|\bnew Date\(\)/.test(text))
    faults.push(`src/${path}: read no clock here; take context.now as an argument.`);
  if (/\bMath\.random\(/.test(text))
    faults.push(`src/${path}: no chance without a seed; take a generator as an argument.`);
  return faults;
}

/** Table → slice, from the first line of each migration (`-- owner: objectives`). */
function tableOwners(migrations: readonly SourceFile[]): Map<string, string> {
  const owners = new Map<string, string>();
  for (const { path, text } of migrations) {
    const owner = /^-- owner: ([a-z-]+)/m.exec(text)?.[1];
    if (!owner)
      throw new Error(`${path}: begin with "-- owner: <slice>", so that everybody knows whose tables these are.`);
    for (const [, table] of text.matchAll(/^create table (?:if not exists )?([a-z_]+)/gm))
      owners.set(table as string, owner);
  }
  return owners;
}

function tableFaults({ path, text }: SourceFile, owners: ReadonlyMap<string, string>): string[] {
  const place = placeInSlice(path);
  if (place?.file !== "store" || isTest(path)) return [];
  const named = new Set(
    [...text.matchAll(/\b(?:from|join|into|update|table)\s+([a-z_]+)\b/g)].map((match) => match[1] as string),
  );
  return [...named].flatMap((table) => {
    const owner = owners.get(table);
    return owner && owner !== place.slice
      ? [`src/${path}: the table ${table} belongs to ${owner}; call an operation of ${owner} instead of reading it.`]
      : [];
  });
}

function read(folder: string, root: string, endings: RegExp): SourceFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.test(entry.name))
    .map((entry) => {
      const full = join(entry.parentPath, entry.name);
      return { path: relative(root, full), text: readFileSync(full, "utf8") };
    });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const root = join(import.meta.dirname, "../src");
  const faults = faultsOf(read(root, root, /\.tsx?$/), read(join(root, "platform/db/migrations"), root, /\.sql$/));
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) {
    console.error(`${faults.length} fault(s) against the architecture; ARCHITECTURE.md tells the rules.`);
    process.exit(1);
  }
}
