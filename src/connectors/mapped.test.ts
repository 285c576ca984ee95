import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { ColumnMapping, ReadOptions, SourceFile } from "./contract.ts";
import { readMapped, suggestMapping } from "./mapped.ts";
import { recognise } from "./registry.ts";
import { openFile } from "./tabular.ts";

const folder = mkdtempSync(join(tmpdir(), "vigie-mapped-"));
afterAll(() => rmSync(folder, { recursive: true }));

function open(text: string): Promise<SourceFile> {
  const path = join(folder, "file.csv");
  writeFileSync(path, text);
  return openFile(path, "file.csv");
}

const options: ReadOptions = { timeZone: "Europe/Paris", importedOn: "2026-11-22", currency: "EUR" };

async function read(file: SourceFile, mapping: ColumnMapping, more: Partial<ReadOptions> = {}) {
  const list = [];
  for await (const each of readMapped(file, mapping, { ...options, ...more })) list.push(each);
  return list;
}

const base = { table: "", headerLine: 1, network: "threads", accountKind: "profile", accountName: "Atelier" } as const;
const account = { network: "threads", kind: "profile", externalId: "Atelier", name: "Atelier" };

test("an unknown table of days is proposed, then read", async () => {
  const file = await open(
    "Relevé de novembre\n\nJour;Portée;Dépense;Humeur\n14/11/2026;1 200;12,50;bonne\n15/11/2026;-;3,20;\n",
  );
  expect(await recognise(file.head)).toBeNull();
  const draft = suggestMapping(file.head);
  expect(draft).toMatchObject({
    headerLine: 3,
    shape: "daily",
    columns: { jour: "date", portee: "metric:reach", depense: "metric:spend" },
  });
  expect(draft?.preview.at(-1)).toEqual({ header: "Humeur", key: "humeur", examples: ["bonne"] });
  const mapping = { ...base, shape: "daily", columns: draft?.columns ?? {} } as const;
  expect(await read(file, mapping)).toEqual([
    { kind: "notice", code: "columns-set-aside", params: { table: "", count: 1, names: "Humeur" } },
    {
      kind: "daily",
      table: "",
      line: 4,
      account,
      day: "2026-11-14",
      dimension: "",
      values: { reach: 1_200, spend: 1_250 },
    },
    { kind: "daily", table: "", line: 5, account, day: "2026-11-15", dimension: "", values: { spend: 320 } },
  ]);
});

test("comments come with their post, their author and their words", async () => {
  const file = await open(
    'Comment ID,Post ID,Author,Comment,Created at\nc1,p1,Jean,"Très déçu,\nvraiment",2026-11-14 10:00\n,p1,Zoé,Bravo,2026-11-14 11:00\nc3,p1,Max,,2026-11-14 12:00\n',
  );
  const draft = suggestMapping(file.head);
  expect(draft?.shape).toBe("comments");
  const list = await read(file, { ...base, shape: "comments", columns: draft?.columns ?? {} });
  expect(list).toMatchObject([
    { kind: "comment", line: 2, externalId: "c1", postExternalId: "p1", author: "Jean", text: "Très déçu,\nvraiment" },
    { kind: "comment", line: 4, publishedAt: "2026-11-14T11:00" },
    { kind: "rejected", line: 5, code: "text-missing" },
  ]);
});

test("posts need an identifier or an address", async () => {
  const file = await open("url,date,titre,likes\nhttps://a.example/1,2026-11-01,Bonjour,12\n");
  const list = await read(file, {
    ...base,
    shape: "posts",
    columns: { url: "permalink", date: "date", titre: "title", likes: "metric:likes" },
  });
  expect(list).toMatchObject([
    {
      kind: "post",
      externalId: "https://a.example/1",
      publishedAt: "2026-11-01",
      title: "Bonjour",
      values: { likes: 12 },
    },
  ]);
  await expect(read(file, { ...base, shape: "posts", columns: { date: "date" } })).rejects.toMatchObject({
    code: "mapping-incomplete",
  });
});

test("what only a person can tell is asked, and the answer is used", async () => {
  const file = await open('date,spend\n03/04/2026,"1,234"\n');
  const mapping = { ...base, shape: "daily", columns: { date: "date", spend: "metric:spend" } } as const;
  await expect(read(file, mapping)).rejects.toMatchObject({
    code: "date-order-unknown",
    params: { example: "03/04/2026" },
  });
  await expect(read(file, mapping, { answers: { dayFirst: true } })).rejects.toMatchObject({
    code: "decimal-mark-unknown",
  });
  expect(await read(file, mapping, { answers: { dayFirst: true, decimalComma: true } })).toMatchObject([
    { day: "2026-04-03", values: { spend: 123 } },
  ]);
});

test("amounts follow the decimals of their currency", async () => {
  const file = await open("date,spend\n2026-04-03,1200.5\n");
  const mapping = { ...base, shape: "daily", columns: { date: "date", spend: "metric:spend" } } as const;
  expect(await read(file, mapping, { currency: "JPY" })).toMatchObject([{ values: { spend: 1_201 } }]);
});
