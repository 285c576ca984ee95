import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { openDatabase } from "../src/platform/db/connect.ts";
import { migrate } from "../src/platform/db/migrate.ts";

/**
 * Writes `src/platform/db/tables.ts` from the schema that the migrations make, on a database of its own.
 * `npm run tables` writes; with `--check` it only compares and fails when the file is not up to date.
 */

const target = fileURLToPath(new URL("../src/platform/db/tables.ts", import.meta.url));

const head = `// Written by \`npm run tables\` from the migrated schema: not by hand.
import type { ColumnType } from "kysely";

/** A column that the database fills in when an insert leaves it out. */
export type Defaulted<T> =
  T extends ColumnType<infer Read, infer Insert, infer Update>
    ? ColumnType<Read, Insert | undefined, Update>
    : ColumnType<T, T | undefined, T>;

/** An instant: read as Date, written as Date or ISO text. */
export type Instant = ColumnType<Date, Date | string, Date | string>;

/** jsonb: read as its value, written as JSON text (the driver would write an array as a PostgreSQL array). */
export type Json = ColumnType<unknown, string, string>;
`;

interface Column {
  table: string;
  column: string;
  type: string;
  array: boolean;
  nullable: boolean;
  defaulted: boolean;
  generated: boolean;
}

const typescriptTypes: Record<string, string> = {
  int2: "number",
  int4: "number",
  int8: "number",
  float4: "number",
  float8: "number",
  numeric: "number",
  bool: "boolean",
  text: "string",
  varchar: "string",
  bpchar: "string",
  citext: "string",
  uuid: "string",
  // A day stays the text "YYYY-MM-DD": it has no hour and no time zone.
  date: "string",
  timestamptz: "Instant",
  json: "Json",
  jsonb: "Json",
  bytea: "Buffer",
  tsvector: "string",
};

async function readColumns(pool: pg.Pool): Promise<Column[]> {
  const { rows } = await pool.query<Column>(`
    select c.relname as "table", a.attname as "column",
           coalesce(e.typname, t.typname) as "type", e.oid is not null as "array",
           not a.attnotnull as nullable,
           a.atthasdef or a.attidentity <> '' as defaulted,
           a.attgenerated <> '' or a.attidentity = 'a' as generated
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    left join pg_type e on e.oid = t.typelem and t.typcategory = 'A'
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    order by c.relname collate "C", a.attnum`);
  return rows;
}

function typeOf(column: Column): string {
  const base = typescriptTypes[column.type];
  if (base === undefined) {
    throw new Error(
      `${column.table}.${column.column}: say in scripts/write-tables.ts what ${column.type} is in TypeScript`,
    );
  }
  const nullable = (type: string) => (column.nullable ? `${type} | null` : type);
  if (column.generated) return `ColumnType<${nullable(base)}, never, never>`;
  if (base === "Instant" || base === "Json") {
    // A union with a ColumnType would not be seen through: the null goes inside.
    const [read, write] = base === "Instant" ? ["Date", "Date | string"] : ["unknown", "string"];
    if (column.nullable) return `ColumnType<${read} | null, ${write} | null | undefined, ${write} | null>`;
    return column.defaulted ? `Defaulted<${base}>` : base;
  }
  const one = column.array ? `${base}[]` : base;
  return column.defaulted && !column.nullable ? `Defaulted<${one}>` : nullable(one);
}

const propertyOf = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

const interfaceOf = (table: string) =>
  `${table.replaceAll(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, first: string) => first.toUpperCase())}Table`;

function write(columns: Column[]): string {
  const tables = Map.groupBy(columns, (column) => column.table);
  const parts = [...tables].map(
    ([table, its]) =>
      `\nexport interface ${interfaceOf(table)} {\n${its.map((column) => `  ${propertyOf(column.column)}: ${typeOf(column)};\n`).join("")}}\n`,
  );
  const all = [...tables.keys()].map((table) => `  ${propertyOf(table)}: ${interfaceOf(table)};\n`);
  return `${head}${parts.join("")}\n/** Every table, by its name in SQL. */\nexport interface Tables {\n${all.join("")}}\n`;
}

const folder = mkdtempSync(join(tmpdir(), "vigie-tables-"));
const database = await openDatabase({ dataFolder: join(folder, "postgres"), poolSize: 2 });
try {
  await migrate(database);
  const text = write(await readColumns(database.pool));
  if (!process.argv.includes("--check")) writeFileSync(target, text);
  else if (readFileSync(target, "utf8") !== text) {
    console.error("src/platform/db/tables.ts does not match the migrations: run `npm run tables` and commit it.");
    process.exitCode = 1;
  }
} finally {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
}
