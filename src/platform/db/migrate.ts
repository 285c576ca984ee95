import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { applicationRole, type Database } from "./connect.ts";
import { DatabaseRefusal } from "./refusal.ts";
import { splitStatements } from "./statements.ts";

/** Where the ordered `NNNN_owner.sql` files lie. */
export const migrationsFolder = fileURLToPath(new URL("./migrations/", import.meta.url));

interface Migration {
  name: string;
  sha256: string;
  script: string;
}

/** Any number, the same for every Vigie: one migration at a time on a database. */
const lockKey = 7_364_118_205;

/**
 * Brings the schema up to date: every `.sql` file not applied yet, in the order of their names, each in a transaction
 * with its row in `migration`, one statement per query. Refuses with a {@link DatabaseRefusal} when an applied file has
 * changed or is gone. On Citus, then spreads the tables (see {@link distribute}).
 *
 * @param folder of the `.sql` files; the product's own when absent.
 * @returns the names of the files applied by this call.
 */
export async function migrate(database: Database, folder = migrationsFolder): Promise<{ applied: string[] }> {
  const files = readMigrations(folder);
  // Most starts have nothing to do: found out in one query, without the lock.
  if (pending(files, await readApplied(database.pool)).length === 0) return { applied: [] };
  const client = await database.pool.connect();
  let broken = false;
  try {
    await client.query(`select pg_advisory_lock(${lockKey})`);
    await prepare(client);
    const applied: string[] = [];
    for (const file of pending(files, await readApplied(client))) {
      await apply(client, file);
      applied.push(file.name);
    }
    if (database.citus && applied.length > 0) await distribute(client, files);
    return { applied };
  } catch (error) {
    // Ends the session, hence its lock, whatever state it is in.
    broken = true;
    throw error;
  } finally {
    if (!broken) await client.query(`select pg_advisory_unlock(${lockKey})`);
    client.release(broken);
  }
}

function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".sql"))
    .sort()
    .map((name) => {
      const script = readFileSync(join(folder, name), "utf8");
      // Line ends are git's business, not the schema's.
      const sha256 = createHash("sha256").update(script.replaceAll("\r\n", "\n")).digest("hex");
      return { name, sha256, script };
    });
}

async function readApplied(connection: pg.Pool | pg.PoolClient): Promise<Map<string, string>> {
  try {
    const { rows } = await connection.query<{ name: string; sha256: string }>("select name, sha256 from migration");
    return new Map(rows.map((row) => [row.name, row.sha256]));
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === "42P01") return new Map();
    throw error;
  }
}

function pending(files: Migration[], applied: Map<string, string>): Migration[] {
  const known = new Map(files.map((file) => [file.name, file]));
  for (const [name, sha256] of applied) {
    const file = known.get(name);
    if (file === undefined) {
      throw new DatabaseRefusal(
        "migration-missing",
        { name },
        `The database holds the migration ${name}, which this Vigie does not know: it was made by a newer version. ` +
          "Start that version, or restore a backup made before it.",
      );
    }
    if (file.sha256 !== sha256) {
      throw new DatabaseRefusal(
        "migration-changed",
        { name },
        `The migration ${name} was changed after it had been applied to this database. ` +
          "Restore the file as it was, and put the change into a new migration.",
      );
    }
  }
  const waiting = files.filter((file) => !applied.has(file.name));
  const last = [...applied.keys()].sort().at(-1) ?? "";
  const early = waiting.find((file) => file.name < last);
  if (early !== undefined) {
    throw new DatabaseRefusal(
      "migration-out-of-order",
      { name: early.name, last },
      `The migration ${early.name} comes before ${last}, which is already applied: give it a later number.`,
    );
  }
  return waiting;
}

async function prepare(client: pg.PoolClient): Promise<void> {
  await client.query(
    "create table if not exists migration (name text primary key, sha256 text not null, applied_at timestamptz not null)",
  );
  const found = await client.query("select 1 from pg_roles where rolname = $1", [applicationRole]);
  if (found.rowCount === 0) {
    // Roles belong to the whole server: another database of it may be migrating at this moment.
    await client.query(`create role ${applicationRole} nologin nobypassrls`).catch((error: unknown) => {
      if (!(error instanceof pg.DatabaseError && ["42710", "23505"].includes(error.code ?? ""))) throw error;
    });
  }
  const { rows } = await client.query<{ may: boolean }>(
    `select pg_has_role(current_user, '${applicationRole}', 'set') as may`,
  );
  // An ordinary owner of the database that made the role may give it, yet not take it, until it is given to itself.
  if (rows[0]?.may !== true) await client.query(`grant ${applicationRole} to current_user`);
}

async function apply(client: pg.PoolClient, file: Migration): Promise<void> {
  await client.query("begin");
  let statement = "";
  try {
    for (statement of splitStatements(file.script)) await client.query(statement);
    statement = "";
    await client.query("insert into migration (name, sha256, applied_at) values ($1, $2, $3)", [
      file.name,
      file.sha256,
      new Date(),
    ]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    const reason = error instanceof Error ? error.message : String(error);
    throw new DatabaseRefusal(
      "migration-failed",
      { name: file.name },
      `The migration ${file.name} failed and was undone: ${reason}${statement === "" ? "" : `, in: ${statement.slice(0, 300)}`}`,
      error,
    );
  }
}

/**
 * Spreads the tables of a Citus database: `-- reference: name` in a migration makes a table a copy on every machine;
 * every other table with an `organisation_id` is distributed by it, all of them together; the rest stays on the
 * coordinator. Tables that are spread already are left alone.
 */
async function distribute(client: pg.PoolClient, files: Migration[]): Promise<void> {
  const references = new Set(
    files.flatMap((file) => [...file.script.matchAll(/^--\s*reference:\s*([a-z_][a-z0-9_]*)\s*$/gm)].map((m) => m[1]!)),
  );
  const { rows } = await client.query<{ name: string; tenant: boolean; after: string[] }>(`
    select c.relname as name,
           exists (select from pg_attribute a
                   where a.attrelid = c.oid and a.attname = 'organisation_id' and not a.attisdropped) as tenant,
           array(select f.relname::text from pg_constraint k join pg_class f on f.oid = k.confrelid
                 where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as after
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      and c.oid not in (select logicalrelid from pg_dist_partition where partmethod <> 'n' or repmodel = 't')
    order by c.relname`);
  const waiting = new Map(rows.filter((row) => references.has(row.name) || row.tenant).map((row) => [row.name, row]));
  const spread = await client.query<{ name: string }>(
    "select logicalrelid::regclass::text as name from pg_dist_partition where partmethod = 'h' limit 1",
  );
  let together = spread.rows[0]?.name;
  const place = async (name: string, path: string[]): Promise<void> => {
    const row = waiting.get(name);
    if (row === undefined || path.includes(name)) return;
    // A foreign key may only point to a table that is spread already.
    for (const other of row.after) await place(other, [...path, name]);
    if (!waiting.delete(name)) return;
    if (references.has(name)) {
      await client.query("select create_reference_table($1)", [name]);
      return;
    }
    await client.query("select create_distributed_table($1, 'organisation_id', colocate_with => $2)", [
      name,
      together ?? "default",
    ]);
    together ??= name;
  };
  for (const name of references) await place(name, []);
  for (const { name } of rows) await place(name, []);
}
