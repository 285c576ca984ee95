import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { listArchive } from "./archive.ts";
import { openBiff } from "./biff.ts";
import type { FileHead, Notice, Row, SourceFile, TableHead } from "./contract.ts";
import { ConnectorRefusal } from "./contract.ts";
import { findDialect, splitRows } from "./delimited.ts";
import { decode, findEncoding, type OpenBytes, readHead, repairMojibake, type TextEncoding } from "./encoding.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import { openHtmlTables, openSpreadsheetMl, openWorkbook, type Sheet } from "./workbook.ts";

/**
 * Opens a file of any kind a network exports, as tables of text rows: CSV in any usual encoding, `.xlsx`, `.xls`
 * (binary, XML or HTML), a zip of CSVs. What the file is, its bytes say; its name is not believed. Nothing is unpacked
 * on disk, and each reading streams from the start, with memory bounded whatever the size.
 *
 * @param path where the bytes lie
 * @param fileName what the person's file was called: exports carry dates and accounts in their names
 * @throws ConnectorRefusal with the code of a sentence in `rejections.ts`
 * @example
 * const file = await openFile("/tmp/upload-1", "Nov-01-2026_Nov-15-2026_123.csv");
 * for await (const { line, cells } of file.rows(file.head.tables[0].name)) …
 */
export async function openFile(path: string, fileName: string, limits: Limits = defaultLimits): Promise<SourceFile> {
  const { size } = await stat(path);
  if (size === 0) throw new ConnectorRefusal("empty-file");
  if (size > limits.fileBytes) throw new ConnectorRefusal("file-too-large", { limit: limits.fileBytes });
  const open: OpenBytes = () => createReadStream(path, { highWaterMark: 64 * 1024 });
  const magic = Buffer.from(await readHead(open, 512));
  refuseOtherKinds(magic);
  const notices: Notice[] = [];
  const found = await openTables(path, size, magic, open, limits, notices);
  const readable = found.sheets.slice(0, limits.tables);
  const tables: TableHead[] = [];
  for (const sheet of readable) tables.push({ name: sheet.name, rows: await firstRows(sheet) });
  if (!tables.some((table) => table.rows.some((row) => row.some((cell) => cell.trim() !== "")))) {
    throw new ConnectorRefusal("empty-file");
  }
  const head: FileHead = { fileName, format: found.format, tables };
  const batches = (table: string) => {
    const sheet = readable.find((each) => each.name === table);
    if (!sheet) throw new RangeError(`no table named "${table}"`);
    return sheet.batches();
  };
  return {
    head,
    notices,
    batches,
    rows: async function* (table) {
      for await (const batch of batches(table)) yield* batch;
    },
  };
}

async function openTables(
  path: string,
  size: number,
  magic: Buffer,
  open: OpenBytes,
  limits: Limits,
  notices: Notice[],
): Promise<{ format: FileHead["format"]; sheets: Sheet[] }> {
  if (magic.subarray(0, 4).equals(Buffer.from("PK\u0003\u0004", "latin1"))) {
    const entries = await listArchive(path, limits);
    if (
      entries.some((entry) => entry.name === "[Content_Types].xml" || entry.name.toLowerCase() === "xl/workbook.xml")
    ) {
      return { format: "xlsx", sheets: await openWorkbook(entries, limits) };
    }
    const sheets: Sheet[] = [];
    for (const entry of entries) {
      if (!/\.(csv|tsv|txt)$/i.test(entry.name) || /(^|\/)(\.|__MACOSX)/.test(entry.name)) continue;
      if (entry.bytes === 0) continue;
      const encoding = await findEncoding(entry.open);
      if (encoding) sheets.push(await openText(entry.name, entry.open, encoding, limits));
    }
    if (sheets.length === 0) throw new ConnectorRefusal("zip-without-tables");
    return { format: "zip", sheets };
  }
  if (magic.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) {
    const whole = Buffer.from([0xa1, 0xb1, 0x1a, 0xe1]);
    if (!magic.subarray(4, 8).equals(whole)) throw new ConnectorRefusal("workbook-damaged");
    if (size > limits.xlsBytes) throw new ConnectorRefusal("xls-too-large", { limit: limits.xlsBytes });
    return { format: "xls", sheets: await openBiff(await readFile(path), limits) };
  }
  const encoding = await findEncoding(open);
  if (!encoding) throw new ConnectorRefusal("not-a-table");
  if (encoding.lossy) notices.push({ kind: "notice", code: "damaged-letters", params: {} });
  if (encoding.mojibake) notices.push({ kind: "notice", code: "repaired-encoding", params: {} });
  const start = new TextDecoder(encoding.name)
    .decode(await readHead(open, 4_096))
    .trimStart()
    .toLowerCase();
  if (start.startsWith("<?xml") || start.startsWith("<workbook") || start.startsWith("<ss:workbook")) {
    // XML says its encoding itself; a stray byte must not turn the whole file into another one.
    const declared = encoding.name === "windows-1252" && !/encoding=["'](windows-1252|iso-8859-1)/.test(start);
    const asXml: TextEncoding = declared ? { ...encoding, name: "utf-8", lossy: true } : encoding;
    if (declared) notices.push({ kind: "notice", code: "damaged-letters", params: {} });
    const sheets = await openSpreadsheetMl(open, asXml, limits);
    if (sheets.length === 0) throw new ConnectorRefusal("not-a-table");
    return { format: "spreadsheetml", sheets };
  }
  if (/^<(!doctype html|html|table|head|meta|body)/.test(start)) {
    const sheets = await openHtmlTables(open, encoding, limits);
    if (sheets.length === 0) throw new ConnectorRefusal("not-a-table");
    return { format: "xls", sheets };
  }
  if (/^[[{]/.test(start) && /^[[{]\s*["{[\]}]/.test(start)) throw new ConnectorRefusal("json-given");
  return { format: "csv", sheets: [await openText("", open, encoding, limits)] };
}

async function openText(name: string, open: OpenBytes, encoding: TextEncoding, limits: Limits): Promise<Sheet> {
  let head = "";
  for await (const piece of decode(open, encoding)) {
    head += piece;
    if (head.length >= 64 * 1024) break;
  }
  const dialect = findDialect(head.slice(0, 256 * 1024));
  const batches = () => splitRows(decode(open, encoding), dialect, limits);
  return { name, batches: encoding.mojibake ? () => repaired(batches()) : batches };
}

async function* repaired(groups: AsyncIterable<readonly Row[]>): AsyncIterable<readonly Row[]> {
  for await (const rows of groups) yield rows.map((row) => ({ ...row, cells: row.cells.map(repairMojibake) }));
}

async function firstRows(sheet: Sheet): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const batch of sheet.batches()) {
    for (const row of batch) {
      rows.push([...row.cells]);
      if (rows.length >= 40) return rows;
    }
  }
  return rows;
}

const otherKinds: readonly (readonly [string, string])[] = [
  ["%PDF", "pdf-given"],
  ["\u0089PNG", "image-given"],
  ["\u00ff\u00d8\u00ff", "image-given"],
  ["GIF8", "image-given"],
  ["RIFF", "image-given"],
  ["Rar!", "other-archive-given"],
  ["7z\u00bc\u00af", "other-archive-given"],
  ["\u001f\u008b", "other-archive-given"],
];

function refuseOtherKinds(magic: Buffer): void {
  const start = magic.toString("latin1");
  for (const [mark, code] of otherKinds) if (start.startsWith(mark)) throw new ConnectorRefusal(code);
}
