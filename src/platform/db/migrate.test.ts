import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "./connect.ts";
import { migrate } from "./migrate.ts";
import { splitStatements } from "./statements.ts";
import { createTestDatabase } from "./testing.ts";

describe("the splitter of statements", () => {
  it("cuts at semicolons outside of quotes, dollar quotes and comments only", () => {
    const script = `
      -- a comment; with a semicolon
      select 'a;''b', E'c\\';d', "e;f";
      /* block; /* nested; */ still; */
      create function f() returns text language sql as $body$ select ';' || $$;$$ $body$;
      select $1, a$b$c;
      ;
      -- only a comment;
      select 1 -- the last one needs no semicolon`;
    const statements = splitStatements(script);
    expect(statements).toHaveLength(4);
    expect(statements[0]).toContain(`select 'a;''b', E'c\\';d', "e;f"`);
    expect(statements[1]).toMatch(/\$body\$$/);
    expect(statements[2]).toBe("select $1, a$b$c");
    expect(statements[3]).toContain("select 1");
  });

  it("ends with an unfinished quote instead of running past it", () => {
    expect(splitStatements("select 'open; select 2;")).toEqual(["select 'open; select 2;"]);
  });
});

describe("migrations", () => {
  let database: Database;
  let folder: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    folder = mkdtempSync(join(tmpdir(), "vigie-migrations-"));
    const { rows } = await database.pool.query<{ name: string }>("select name from migration");
    // The template is migrated already: this file plays with migrations of its own, on an emptied list.
    if (rows.length > 0) await database.pool.query("delete from migration");
    mkdirSync(folder, { recursive: true });
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await database.close();
  });

  const write = (name: string, script: string) => writeFileSync(join(folder, name), script);

  it("applies files in order, once, and is quick when there is nothing to do", async () => {
    write("9001_first.sql", "create table probe (id int primary key); insert into probe values (1);");
    write("9002_second.sql", "insert into probe select id + 1 from probe;");
    expect(await migrate(database, folder)).toEqual({ applied: ["9001_first.sql", "9002_second.sql"] });
    // The best of several, and far above a quiet machine's few milliseconds: a busy one must not fail here.
    const spent: number[] = [];
    for (let round = 0; round < 5; round++) {
      const before = performance.now();
      expect(await migrate(database, folder)).toEqual({ applied: [] });
      spent.push(performance.now() - before);
    }
    expect(Math.min(...spent)).toBeLessThan(500);
    const { rows } = await database.pool.query("select id from probe order by id");
    expect(rows).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it("applies each file once when several start at the same time", async () => {
    write("9003_third.sql", "insert into probe values (30); select pg_sleep(0.1);");
    const answers = await Promise.all([1, 2, 3].map(() => migrate(database, folder)));
    expect(answers.flatMap((answer) => answer.applied)).toEqual(["9003_third.sql"]);
  });

  it("undoes a file that fails, whole, and names the statement", async () => {
    write("9004_broken.sql", "insert into probe values (40); insert into nowhere values (1);");
    await expect(migrate(database, folder)).rejects.toThrow(/9004_broken\.sql failed and was undone.*nowhere/);
    const { rows } = await database.pool.query("select 1 from probe where id = 40");
    expect(rows).toEqual([]);
    rmSync(join(folder, "9004_broken.sql"));
  });

  it("refuses a file changed after it was applied", async () => {
    write("9002_second.sql", "insert into probe values (99);");
    await expect(migrate(database, folder)).rejects.toThrow(/9002_second\.sql was changed after/);
    write("9002_second.sql", "insert into probe select id + 1 from probe;");
  });

  it("takes Windows line ends for the same file", async () => {
    write("9005_lines.sql", "insert into probe\nvalues (50);\n");
    await migrate(database, folder);
    write("9005_lines.sql", "insert into probe\r\nvalues (50);\r\n");
    expect(await migrate(database, folder)).toEqual({ applied: [] });
  });

  it("refuses a file that comes before one already applied", async () => {
    write("9000_late.sql", "select 1;");
    await expect(migrate(database, folder)).rejects.toThrow(/9000_late\.sql comes before 9005_lines\.sql/);
    rmSync(join(folder, "9000_late.sql"));
  });

  it("refuses a database that holds a migration it does not know", async () => {
    rmSync(join(folder, "9005_lines.sql"));
    await expect(migrate(database, folder)).rejects.toThrow(/9005_lines\.sql, which this Vigie does not know/);
  });
});
