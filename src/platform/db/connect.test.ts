import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { sql } from "kysely";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  askTenant,
  type Database,
  openDatabase,
  openServerDatabase,
  withDirectory,
  withoutTenant,
  withTenant,
} from "./connect.ts";
import { migrate } from "./migrate.ts";
import type { Asked } from "./question.ts";
import { connectionStringOf, createTestDatabase } from "./testing.ts";

let database: Database;
let town: number;
let shop: number;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query(
    "create table probe (organisation_id bigint not null, id bigint not null, word text, primary key (organisation_id, id))",
  );
  await database.pool.query("alter table probe enable row level security");
  await database.pool.query("alter table probe force row level security");
  await database.pool.query(
    "create policy probe_tenant on probe using (organisation_id = nullif(current_setting('vigie.organisation_id', true), '')::bigint)",
  );
  await database.pool.query("grant select, insert, update, delete on probe to vigie_app");
  [town, shop] = [11, 12];
  for (const organisation of [town, shop]) {
    await withTenant(database, organisation, ({ db }) =>
      sql`insert into probe values (${organisation}, 1, ${`of ${organisation}`})`.execute(db),
    );
  }
});
afterAll(() => database.close());

const wordsLike = {
  name: "probe_words",
  types: ["text"],
  text: "select word from probe where $1::text is null or word = $1",
} as const;

const words = (db: Parameters<Parameters<typeof withoutTenant>[1]>[0]) =>
  sql<{ word: string }>`select word from probe order by word`
    .execute(db)
    .then(({ rows }) => rows.map((row) => row.word));

describe("a tenant's transaction", () => {
  it("sees its own organisation only", async () => {
    expect(await withTenant(database, town, ({ db }) => words(db))).toEqual(["of 11"]);
    expect(await withTenant(database, shop, ({ db }) => words(db))).toEqual(["of 12"]);
  });

  it("sees nothing without an organisation, also on a connection that had one", async () => {
    const single = await createTestDatabase({ poolSize: 1 });
    try {
      await single.pool.query("create table probe (organisation_id bigint primary key, word text)");
      await single.pool.query("alter table probe enable row level security");
      await single.pool.query(
        "create policy p on probe using (organisation_id = nullif(current_setting('vigie.organisation_id', true), '')::bigint)",
      );
      await single.pool.query("grant select, insert on probe to vigie_app");
      await withTenant(single, town, ({ db }) => sql`insert into probe values (${town}, 'x')`.execute(db));
      expect(await withoutTenant(single, words)).toEqual([]);
      expect(await withDirectory(single, words)).toEqual([]);
      const { rows } = await single.pool.query("select current_user = session_user as back");
      expect(rows).toEqual([{ back: true }]);
    } finally {
      await single.close();
    }
  });

  it("cannot write into another organisation, by insert or by moving a row", async () => {
    await expect(
      withTenant(database, town, ({ db }) => sql`insert into probe values (${shop}, 2, 'slipped in')`.execute(db)),
    ).rejects.toThrow(/row-level security/);
    await expect(
      withTenant(database, town, ({ db }) => sql`update probe set organisation_id = ${shop}, id = 9`.execute(db)),
    ).rejects.toThrow(/row-level security/);
    const removed = await withTenant(database, town, ({ db }) =>
      sql`delete from probe where organisation_id = ${shop}`.execute(db),
    );
    expect(removed.numAffectedRows).toBe(0n);
    expect(await withTenant(database, shop, ({ db }) => words(db))).toEqual(["of 12"]);
  });

  it("cannot take back the rights it gave up by passing over its policies", async () => {
    await expect(
      withTenant(database, town, ({ db }) => sql`alter table probe disable row level security`.execute(db)),
    ).rejects.toThrow(/must be owner/);
  });

  it("keeps nothing when its body fails, and gives the connection back in order", async () => {
    await expect(
      withTenant(database, town, async ({ db }) => {
        await sql`insert into probe values (${town}, 3, 'lost')`.execute(db);
        throw new Error("changed its mind");
      }),
    ).rejects.toThrow("changed its mind");
    expect(await withTenant(database, town, ({ db }) => words(db))).toEqual(["of 11"]);
  });

  it("does not claim to have committed what a swallowed error had already undone", async () => {
    await expect(
      withTenant(database, town, async ({ db }) => {
        await sql`insert into probe values (${town}, 4, 'lost')`.execute(db);
        await sql`select 1 / 0`.execute(db).catch(() => {});
      }),
    ).rejects.toThrow(/rolled back/);
    expect(await withTenant(database, town, ({ db }) => words(db))).toEqual(["of 11"]);
  });

  it("takes three round trips for one query", async () => {
    const sent: string[] = [];
    await withTenant(database, town, async ({ db }) => {
      await sql`select 1`.execute(db);
    });
    const counting: Database = {
      ...database,
      pool: {
        connect: async () => {
          const client = await database.pool.connect();
          return new Proxy(client, {
            get: (target, property) => {
              const value = Reflect.get(target, property) as unknown;
              if (property !== "query") return typeof value === "function" ? value.bind(target) : value;
              return (text: string, values?: unknown[]) => {
                sent.push(text);
                return target.query(text, values);
              };
            },
          });
        },
      } as unknown as pg.Pool,
    };
    await withTenant(counting, town, ({ db }) => sql`select 1`.execute(db));
    expect(sent).toEqual([
      "begin; set local role vigie_app; set local vigie.organisation_id = '11'",
      "select 1",
      "commit",
    ]);
  });

  it("asks with BEGIN, by a statement prepared once for all organisations, and each sees its own rows still", async () => {
    const single = await createTestDatabase({ poolSize: 1 });
    const ask = (organisation: number, values: Asked["values"]) =>
      askTenant<{ word: string }>(single, organisation, { question: wordsLike, values });
    try {
      await single.pool.query("create table probe (organisation_id bigint primary key, word text)");
      await single.pool.query("alter table probe enable row level security");
      await single.pool.query("alter table probe force row level security");
      await single.pool.query(
        "create policy p on probe using (organisation_id = nullif(current_setting('vigie.organisation_id', true), '')::bigint)",
      );
      await single.pool.query("grant select on probe to vigie_app");
      await single.pool.query(`insert into probe values (${town}, 'l''îlot\\'), (${shop}, 'quai')`);
      // Often enough for PostgreSQL to settle on one plan for all.
      for (let round = 0; round < 8; round++) {
        expect(await ask(town, [null])).toEqual([{ word: "l'îlot\\" }]);
        expect(await ask(shop, [null])).toEqual([{ word: "quai" }]);
        const seen = await withTenant(single, shop, async ({ db, found }) => [found, await words(db)], {
          question: wordsLike,
          values: [null],
        });
        expect(seen).toEqual([[{ word: "quai" }], ["quai"]]);
      }
      expect(await ask(town, ["l'îlot\\"])).toHaveLength(1);
      expect(await ask(town, ["' or true --"])).toEqual([]);
      expect(await withoutTenant(single, words)).toEqual([]);
    } finally {
      await single.close();
    }
  });

  it("gives the connection back in order when its question fails", async () => {
    const wrong = { name: "probe_wrong", types: ["text"], text: "select 1 / 0 where $1 = 'x'" } as const;
    const asked = { question: wrong, values: ["x"] };
    for (const attempt of [
      () => askTenant(database, town, asked),
      () => withTenant(database, town, async () => 1, asked),
      () => askTenant(database, 0, asked),
      () => askTenant(database, town, { question: wrong, values: [Number.NaN] }),
    ]) {
      await expect(attempt()).rejects.toThrow(/division by zero|not an organisation|not a whole number/);
      expect(await withTenant(database, town, ({ db }) => words(db))).toEqual(["of 11"]);
    }
  });

  it.each([0, -1, 1.5, Number.NaN, 2 ** 53, "1; reset role" as unknown as number])(
    "refuses %s as an organisation",
    async (id) => {
      await expect(withTenant(database, id, async () => 1)).rejects.toThrow(/not an organisation/);
    },
  );

  it("copies rows in through its own connection, inside the same transaction and policies", async () => {
    const copy = (organisation: number, lines: string[]) =>
      withTenant(database, town, async ({ db, client }) => {
        await sql`create temporary table arriving (organisation_id bigint, id bigint, word text) on commit drop`.execute(
          db,
        );
        const target = client.query(copyFrom("copy arriving from stdin"));
        await pipeline(Readable.from(lines.map((line) => `${organisation}\t${line}\n`)), target);
        const { numAffectedRows } = await sql`insert into probe select * from arriving`.execute(db);
        return Number(numAffectedRows);
      });
    expect(await copy(town, ["100\ta", "101\tb"])).toBe(2);
    await expect(copy(shop, ["102\tc"])).rejects.toThrow(/row-level security/);
    await withTenant(database, town, ({ db }) => sql`delete from probe where id >= 100`.execute(db));
  });

  it("survives the loss of its connection: the next one works", async () => {
    await expect(
      withTenant(database, town, ({ db }) => sql`select pg_terminate_backend(pg_backend_pid())`.execute(db)),
    ).rejects.toThrow();
    await withTenant(database, town, async ({ db, client }) => {
      const id = (client as unknown as { processID: number }).processID;
      await database.pool.query("select pg_terminate_backend($1)", [id]);
      await sql`select 1`.execute(db);
    }).catch(() => {});
    expect(await withTenant(database, town, ({ db }) => words(db))).toEqual(["of 11"]);
  });
});

describe("values", () => {
  it("come as numbers, days as text, instants as Date", async () => {
    const { rows } = await database.pool.query(
      `select 9007199254740991::bigint as big, 1.25::numeric as exact, date '2026-03-01' as day,
              '{1,null}'::bigint[] as bigs, '{2026-03-01}'::date[] as days, '{0.5}'::numeric[] as exacts,
              timestamptz '2026-03-01 12:00+02' as instant, '{"a":[1]}'::jsonb as json`,
    );
    expect(rows).toEqual([
      {
        big: 9_007_199_254_740_991,
        exact: 1.25,
        day: "2026-03-01",
        bigs: [1, null],
        days: ["2026-03-01"],
        exacts: [0.5],
        instant: new Date("2026-03-01T10:00:00Z"),
        json: { a: [1] },
      },
    ]);
  });

  it("refuse to lose digits", async () => {
    await expect(database.pool.query("select 9007199254740993::bigint")).rejects.toThrow(/does not fit/);
    expect((await database.pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  });
});

describe("a server of one's own", () => {
  it("is opened by its URL, and migrates like the embedded one", async () => {
    const other = await openDatabase({ databaseUrl: connectionStringOf(database), dataFolder: "/nowhere" });
    try {
      expect(other.embedded).toBe(false);
      expect(await migrate(other)).toEqual({ applied: [] });
    } finally {
      await other.close();
    }
  });

  it("is migrated by an ordinary owner that may create roles, who can then take the application's role", async () => {
    const owned = await createTestDatabase();
    const owner = `vigie_owner_${process.pid}`;
    // Not `set role`: what may be taken depends on who the session belongs to.
    const ownerOnly = { onConnect: (client: pg.Client) => client.query(`set session authorization ${owner}`) };
    const pool = new pg.Pool({ ...owned.pool.options, ...ownerOnly, max: 1 } as unknown as pg.PoolConfig);
    try {
      await owned.pool.query(`create role ${owner} login createrole`);
      await owned.pool.query("drop schema public cascade");
      await owned.pool.query(`create schema public authorization ${owner}`);
      await owned.pool.query(`grant vigie_app to ${owner} with admin option, set false`);
      const ordinary = await openServerDatabase(pool, "the test server");
      expect((await migrate(ordinary)).applied.length).toBeGreaterThan(0);
      const { rows } = await withTenant(ordinary, 1, ({ db }) => sql`select current_user as role`.execute(db));
      expect(rows).toEqual([{ role: "vigie_app" }]);
    } finally {
      await pool.end();
      await owned.pool.query(`drop owned by ${owner} cascade`);
      await owned.pool.query(`drop role ${owner}`);
      await owned.close();
    }
  });

  it("is named without its password when it cannot be reached", async () => {
    const attempt = openDatabase({ databaseUrl: "postgres://vigie:secret@127.0.0.1:1/vigie", dataFolder: "/nowhere" });
    await expect(attempt).rejects.toThrow(/postgres:\/\/127\.0\.0\.1:1\/vigie\) cannot be used: .*ECONNREFUSED/);
    await expect(attempt).rejects.not.toThrow(/secret/);
  });
});
