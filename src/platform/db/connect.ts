import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresDialect,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type Transaction,
} from "kysely";
import pg from "pg";
import { type EmbeddedServer, startEmbedded } from "./embedded.ts";
import { type Asked, isPrepared, rememberPrepared, statementsOf } from "./question.ts";
import { DatabaseRefusal } from "./refusal.ts";
import { superuser } from "./server-settings.ts";
import type { Tables } from "./tables.ts";

/** The role that every tenant's transaction takes: no login, no right to pass by row-level security. */
export const applicationRole = "vigie_app";

export interface Database {
  pool: pg.Pool;
  kysely: Kysely<Tables>;
  /** Whether the server is our own, on this machine. */
  embedded: boolean;
  /** Whether the tables are spread over several machines. */
  citus: boolean;
  /** Closes the connections and, when it is embedded, stops the server. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** `postgres://…` of a PostgreSQL 16–18 server; the embedded one when absent. */
  databaseUrl?: string | undefined;
  /** Where the embedded server keeps its data. */
  dataFolder: string;
  poolSize?: number | undefined;
  log?: ((message: string) => void) | undefined;
}

/**
 * Opens the database: the embedded PostgreSQL of `dataFolder`, or the server of `databaseUrl`.
 * Throws {@link DatabaseRefusal} with a sentence when it cannot be had. Does not migrate.
 *
 * Values come as: int8 and numeric → number (int8 beyond 2⁵³ throws), date → "YYYY-MM-DD", timestamptz → Date.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.databaseUrl) {
    const pool = makePool({ connectionString: options.databaseUrl }, options);
    return openServerDatabase(pool, withoutPassword(options.databaseUrl));
  }
  const server = await startEmbedded({ dataFolder: options.dataFolder, log: options.log });
  try {
    return await connectEmbedded(server, options);
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/**
 * Joins the embedded server that another process of this machine runs on this data folder: for the command line beside
 * a running Vigie. Closing leaves the server alone.
 *
 * @returns undefined when none answers there.
 */
export async function joinEmbedded(options: DatabaseOptions): Promise<Database | undefined> {
  const [, , , port, socketFolder] = await readFile(join(options.dataFolder, "postmaster.pid"), "utf8").then(
    (text) => text.split("\n"),
    () => [],
  );
  if (!port || !socketFolder) return undefined;
  const pool = makePool({ host: socketFolder, port: Number(port), user: superuser, database: "vigie" }, options);
  try {
    await pool.query("select 1");
  } catch {
    await pool.end();
    return undefined;
  }
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { pool, kysely, embedded: true, citus: false, close: () => pool.end() };
}

async function connectEmbedded(server: EmbeddedServer, options: DatabaseOptions): Promise<Database> {
  const address = { host: server.socketFolder, port: server.port, user: server.user };
  const admin = new pg.Client({ ...address, database: "postgres" });
  await admin.connect();
  try {
    const found = await admin.query("select 1 from pg_database where datname = 'vigie'");
    if (found.rowCount === 0) await admin.query("create database vigie");
  } finally {
    await admin.end();
  }
  const pool = makePool({ ...address, database: "vigie" }, options);
  return {
    pool,
    kysely: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
    embedded: true,
    citus: false,
    close: async () => {
      await pool.end();
      await server.stop();
    },
  };
}

/**
 * Makes a {@link Database} of a pool to a server, after checking its version; closes the pool when it refuses.
 *
 * @param name how sentences call the server: never with its password.
 */
export async function openServerDatabase(pool: pg.Pool, name: string): Promise<Database> {
  try {
    const { rows } = await pool.query<{ version: number; citus: boolean }>(
      `select current_setting('server_version_num')::int as version,
              exists (select from pg_extension where extname = 'citus') as citus`,
    );
    const { version = 0, citus = false } = rows[0] ?? {};
    const major = Math.floor(version / 10_000);
    if (major < 16 || major > 18) {
      throw new DatabaseRefusal(
        "server-version",
        { found: major },
        `The server of DATABASE_URL is PostgreSQL ${major}; Vigie works with 16, 17 and 18.`,
      );
    }
    return {
      pool,
      kysely: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
      embedded: false,
      citus,
      close: () => pool.end(),
    };
  } catch (error) {
    await pool.end();
    if (error instanceof DatabaseRefusal) throw error;
    throw new DatabaseRefusal(
      "server-unreachable",
      { server: name },
      `The server of DATABASE_URL (${name}) cannot be used: ${sentenceOf(error)}`,
      error,
    );
  }
}

function withoutPassword(databaseUrl: string): string {
  try {
    const url = new URL(databaseUrl);
    return `${url.protocol}//${url.host}${url.pathname}`;
  } catch {
    return "not a URL";
  }
}

function sentenceOf(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string };
  return message || code || String(error);
}

/** A pool with Vigie's types, whose idle connections may break without ending the process. */
export function makePool(address: pg.PoolConfig, options: Pick<DatabaseOptions, "poolSize" | "log">): pg.Pool {
  const pool = new pg.Pool({
    max: options.poolSize ?? 10,
    application_name: "vigie",
    types: { getTypeParser: parserOf as typeof pg.types.getTypeParser },
    ...address,
  });
  // An idle connection that breaks is replaced by the pool at the next need; a busy one rejects its query.
  pool.on("connect", (client) => {
    // The pool listens to idle connections only: one that breaks while it is lent would end the process.
    client.on("error", () => {});
  });
  pool.on("error", (error) => options.log?.(`A database connection was lost: ${error.message}`));
  return pool;
}

const textArray = pg.types.getTypeParser(1009 as number) as (text: string) => (string | null)[];

function exactInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} does not fit a JavaScript number`);
  return value;
}

const arrayOf = (parse: (text: string) => number) => (text: string) =>
  textArray(text).map((item) => (item === null ? null : parse(item)));

const ownParsers = new Map<number, (text: string) => unknown>([
  [20, exactInteger], // int8
  [1016, arrayOf(exactInteger)], // int8[]
  [1700, Number], // numeric
  [1231, arrayOf(Number)], // numeric[]
  [1082, (text) => text], // date
  [1182, textArray], // date[]
]);

function parserOf(oid: number, format?: "text" | "binary"): (value: string) => unknown {
  const own = format === "binary" ? undefined : ownParsers.get(oid);
  return own ?? (pg.types.getTypeParser(oid, format as "text") as (value: string) => unknown);
}

/** An open transaction of one organisation. */
export interface TenantTransaction<Row = unknown> {
  /** Kysely's view of it. */
  db: Transaction<Tables>;
  /** Its raw connection, for COPY (`pg-copy-streams`) inside the same transaction. */
  client: pg.PoolClient;
  /** Rows of the question that was asked in the round trip of BEGIN; none when nothing was asked. */
  found: readonly Row[];
}

/**
 * Runs `run` in one transaction that sees and writes the rows of one organisation only: row-level security reads
 * `vigie.organisation_id`, and the role {@link applicationRole} cannot pass by it. Commits when `run` resolves.
 *
 * Round trips: one for BEGIN and its settings, those of `run`, one for COMMIT. The settings are literal `SET LOCAL`
 * (Citus carries those to its workers, never `set_config`), hence the validated integer.
 *
 * @param asked a SELECT that travels with BEGIN; `run` gets its rows as `found`
 * @example
 * await withTenant(database, 7, ({ db }) => db.selectFrom("objective").selectAll().execute());
 */
export function withTenant<T, Row = unknown>(
  database: Database,
  organisationId: number,
  run: (transaction: TenantTransaction<Row>) => Promise<T>,
  asked?: Asked,
): Promise<T> {
  if (!isOrganisationId(organisationId)) return Promise.reject(notAnOrganisation(organisationId));
  return inTransaction(database, tenantSetting(organisationId), run, asked);
}

/**
 * Asks one SELECT inside an organisation, in a transaction of its own: one round trip in all, with the same role and
 * policies as {@link withTenant}.
 */
export async function askTenant<Row>(database: Database, organisationId: number, asked: Asked): Promise<Row[]> {
  if (!isOrganisationId(organisationId)) throw notAnOrganisation(organisationId);
  const client = await database.pool.connect();
  let broken = false;
  try {
    const text = `${beginning(database, tenantSetting(organisationId))}; ${statementsOf(client, asked)}; commit`;
    const answers = (await client.query(text)) as unknown as pg.QueryResult[];
    rememberPrepared(client, asked);
    return (answers.at(-2)?.rows ?? []) as Row[];
  } catch (error) {
    broken = !isPrepared(client, asked);
    // What follows the failed statement was not run, the COMMIT neither.
    await client.query("rollback").catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

function isOrganisationId(organisationId: number): boolean {
  return Number.isSafeInteger(organisationId) && organisationId >= 1;
}

function notAnOrganisation(organisationId: number): RangeError {
  return new RangeError(`not an organisation: ${String(organisationId)}`);
}

function tenantSetting(organisationId: number): string {
  return `set local vigie.organisation_id = '${organisationId}'`;
}

/**
 * Runs `run` in one transaction of the application role without an organisation: for the few global tables. Tables of
 * organisations appear empty in it.
 */
export function withoutTenant<T>(database: Database, run: (db: Transaction<Tables>) => Promise<T>): Promise<T> {
  return inTransaction(database, "", ({ db }) => run(db));
}

/**
 * Like {@link withoutTenant}, for finding which organisation somebody means: the policies of the tables that answer
 * this (organisation, member) open up to `vigie.directory`, the others stay empty.
 */
export function withDirectory<T>(database: Database, run: (db: Transaction<Tables>) => Promise<T>): Promise<T> {
  return inTransaction(database, "set local vigie.directory = 'on'", ({ db }) => run(db));
}

function beginning(database: Database, setting: string): string {
  return [
    "begin",
    ...(database.citus ? ["set local citus.propagate_set_commands = 'local'"] : []),
    `set local role ${applicationRole}`,
    ...(setting === "" ? [] : [setting]),
  ].join("; ");
}

async function inTransaction<T, Row>(
  database: Database,
  setting: string,
  run: (transaction: TenantTransaction<Row>) => Promise<T>,
  asked?: Asked,
): Promise<T> {
  const client = await database.pool.connect();
  const driver = new TransactionDriver(client, beginning(database, setting), asked);
  const kysely = new Kysely<Tables>({ dialect: transactionDialect(driver) });
  try {
    return await kysely.transaction().execute((db) => run({ db, client, found: driver.found as Row[] }));
  } finally {
    client.release(driver.broken);
  }
}

const adapter = new PostgresAdapter();
const compiler = new PostgresQueryCompiler();

function transactionDialect(driver: Driver): Dialect {
  return {
    createAdapter: () => adapter,
    createDriver: () => driver,
    createQueryCompiler: () => compiler,
    createIntrospector: (kysely) => new PostgresIntrospector(kysely),
  };
}

/** One transaction on one connection that the caller took from the pool and gives back. */
class TransactionDriver implements Driver {
  /** The connection is in an unknown state and must not be used again. */
  broken = false;
  /** What the question that travelled with the beginning was answered. */
  found: unknown[] = [];
  readonly #client: pg.PoolClient;
  readonly #begin: string;
  readonly #asked: Asked | undefined;
  readonly #connection: DatabaseConnection;

  constructor(client: pg.PoolClient, begin: string, asked: Asked | undefined) {
    this.#client = client;
    this.#begin = begin;
    this.#asked = asked;
    this.#connection = {
      executeQuery: async <R>(query: CompiledQuery) => {
        const result = await client.query(query.sql, query.parameters as unknown[]);
        const counted = ["INSERT", "UPDATE", "DELETE", "MERGE"].includes(result.command);
        return {
          rows: (result.rows ?? []) as R[],
          numAffectedRows: counted ? BigInt(result.rowCount ?? 0) : undefined,
        };
      },
      // biome-ignore lint/correctness/useYield: refuses before any row.
      streamQuery: async function* () {
        throw new Error("stream rows with COPY or a cursor on the transaction's client");
      },
    };
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  async beginTransaction(): Promise<void> {
    const asked = this.#asked;
    try {
      if (asked === undefined) {
        await this.#client.query(this.#begin);
        return;
      }
      const text = `${this.#begin}; ${statementsOf(this.#client, asked)}`;
      const answers = (await this.#client.query(text)) as unknown as pg.QueryResult[];
      rememberPrepared(this.#client, asked);
      this.found = answers.at(-1)?.rows ?? [];
    } catch (error) {
      await this.rollbackTransaction().catch(() => {});
      if (asked !== undefined && !isPrepared(this.#client, asked)) this.broken = true;
      throw error;
    }
  }

  async commitTransaction(): Promise<void> {
    try {
      const { command } = await this.#client.query("commit");
      // After a failed statement that was caught and forgotten, PostgreSQL answers COMMIT with ROLLBACK: nothing is kept.
      if (command === "ROLLBACK") throw new Error("the transaction had failed and was rolled back");
    } catch (error) {
      this.broken = true;
      throw error;
    }
  }

  async rollbackTransaction(): Promise<void> {
    try {
      await this.#client.query("rollback");
    } catch (error) {
      this.broken = true;
      throw error;
    }
  }

  async savepoint(_connection: DatabaseConnection, name: string): Promise<void> {
    await this.#client.query(`savepoint ${pg.escapeIdentifier(name)}`);
  }

  async rollbackToSavepoint(_connection: DatabaseConnection, name: string): Promise<void> {
    await this.#client.query(`rollback to savepoint ${pg.escapeIdentifier(name)}`);
  }

  async releaseSavepoint(_connection: DatabaseConnection, name: string): Promise<void> {
    await this.#client.query(`release savepoint ${pg.escapeIdentifier(name)}`);
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {}
}
