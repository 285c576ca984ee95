import { parentPort, workerData } from "node:worker_threads";
import { type CellObject, read } from "@e965/xlsx";
import type { BiffAnswer, BiffRow } from "./biff.ts";
import { dateFromSerial, isDateFormat } from "./serial-dates.ts";

/** Reads one binary `.xls` and posts its rows. Runs in a thread of its own: see `biff.ts`. */
const mostCells = 1_000_000;

function post(answer: BiffAnswer): void {
  parentPort?.postMessage(answer);
}

function cellText(cell: CellObject | undefined): string {
  if (!cell || cell.v === undefined || cell.t === "e") return "";
  if (cell.t === "n" && typeof cell.z === "string" && isDateFormat(cell.z)) {
    return dateFromSerial(Number(cell.v)) ?? String(cell.v);
  }
  return String(cell.v);
}

function run(bytes: Uint8Array): void {
  // Formulas are not wanted: the values last computed are.
  const book = read(bytes, {
    type: "buffer",
    dense: true,
    cellFormula: false,
    cellHTML: false,
    cellText: false,
    cellNF: true,
  });
  let cells = 0;
  for (const name of book.SheetNames) {
    const sheet = book.Sheets[name];
    const rows: BiffRow[] = [];
    // The range that a sheet announces may be absurd; only the cells that exist are visited.
    for (const key of Object.keys(sheet?.["!data"] ?? [])) {
      const data = sheet?.["!data"]?.[Number(key)];
      if (!data) continue;
      cells += data.length;
      if (cells > mostCells) {
        post({ kind: "refused", code: "workbook-too-large" });
        return;
      }
      rows.push({ line: Number(key) + 1, cells: Array.from(data, cellText) });
    }
    post({ kind: "sheet", name, rows });
  }
  post({ kind: "done" });
}

try {
  run(Buffer.from(workerData as Uint8Array));
} catch (error) {
  const isProtected = error instanceof Error && /password|encrypt/i.test(error.message);
  post({ kind: "refused", code: isProtected ? "password-protected" : "workbook-damaged" });
}
