import fc from "fast-check";
import { expect, test } from "vitest";
import type { Row } from "./contract.ts";
import { findDialect, splitRows } from "./delimited.ts";
import { defaultLimits } from "./limits.ts";

async function* pieces(text: string, size: number): AsyncIterable<string> {
  for (let start = 0; start < text.length; start += size) yield text.slice(start, start + size);
}

async function split(text: string, delimiter = ",", size = text.length || 1, limits = defaultLimits): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of splitRows(pieces(text, size), { delimiter, announced: false }, limits)) rows.push(...batch);
  return rows;
}

const quote = (cell: string) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

test("what is written as CSV is read back, however the text is cut into pieces", async () => {
  const cell = fc.string({ unit: fc.constantFrom("a", "é", '"', ",", "\n", " ", "1"), maxLength: 6 });
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(table, fc.integer({ min: 1, max: 9 }), fc.constantFrom("\n", "\r\n"), async (rows, size, end) => {
      const text = rows.map((row) => row.map(quote).join(",")).join(end) + end;
      const read = await split(text, ",", size);
      expect(read.map((row) => row.cells)).toEqual(rows);
      // Lines are physical: those before, and one.
      read.forEach((row, index) => {
        const before =
          rows
            .slice(0, index)
            .map((each) => each.map(quote).join(","))
            .join(end) + (index ? end : "");
        expect(row.line).toBe(before.split("\n").length);
      });
    }),
    { numRuns: 300 },
  );
});

test("a quote that never closes costs its own line only", async () => {
  const text = `a,b\n"never closed,1\nc,2\nd,3`;
  expect(await split(text)).toEqual([
    { line: 1, cells: ["a", "b"] },
    { line: 2, cells: ['"never closed', "1"], broken: "quote-never-closed" },
    { line: 3, cells: ["c", "2"] },
    { line: 4, cells: ["d", "3"] },
  ]);
});

test("a quote inside a cell is a letter like another", async () => {
  expect(await split('5" screen,"a" b,"c"')).toEqual([{ line: 1, cells: ['5" screen', "a b", "c"] }]);
});

test("the delimiter is the one that fits, under titles and comments", () => {
  expect(findDialect("Report\n1 June - 2 June\na,b,c\n1,2,3\n4,5,6\n").delimiter).toBe(",");
  expect(findDialect("Date;Coût;Texte\n2026-01-01;1,5;oui, non\n2026-01-02;2,5;a, b\n").delimiter).toBe(";");
  expect(findDialect('a\tb\n"1,5\n2"\t3\n').delimiter).toBe("\t");
  expect(findDialect("sep=|\na|b\n")).toEqual({ delimiter: "|", announced: true });
});

test("the announced delimiter is no data, and lines still count it", async () => {
  const rows: Row[] = [];
  const text = "sep=;\r\na;b\r\n1;2";
  for await (const batch of splitRows(pieces(text, 4), findDialect(text), defaultLimits)) rows.push(...batch);
  expect(rows).toEqual([
    { line: 2, cells: ["a", "b"] },
    { line: 3, cells: ["1", "2"] },
  ]);
});

test("endless lines are refused, with or without delimiters", async () => {
  await expect(split(`${"a,".repeat(20_000)}\n1`)).rejects.toMatchObject({ code: "too-many-columns" });
  const limits = { ...defaultLimits, recordLength: 1_000 };
  await expect(split("x".repeat(5_000), ",", 500, limits)).rejects.toMatchObject({ code: "record-too-long" });
});
