import type { ArchiveEntry } from "./archive.ts";
import type { Row } from "./contract.ts";
import { ConnectorRefusal } from "./contract.ts";
import { decode, type OpenBytes, type TextEncoding } from "./encoding.ts";
import type { Limits } from "./limits.ts";
import { attribute, type MarkupEvent, readMarkup } from "./markup.ts";
import { dateFromSerial, isDateFormat } from "./serial-dates.ts";

/** A sheet that can be read again and again. */
export interface Sheet {
  readonly name: string;
  readonly batches: () => AsyncIterable<readonly Row[]>;
}

const utf8: TextEncoding = { name: "utf-8", lossy: true, mojibake: false, carriageReturns: false };
const markupOf = (open: OpenBytes) => readMarkup(decode(open, utf8));

/**
 * The sheets of an `.xlsx`, read row by row. A formula gives the value that the spreadsheet program last computed,
 * as text; it is never evaluated. Cells formatted as dates come out as `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM:SS`.
 *
 * @throws ConnectorRefusal `workbook-damaged`, `workbook-too-large`, `too-many-columns`, `hostile-markup`
 */
export async function openWorkbook(entries: readonly ArchiveEntry[], limits: Limits): Promise<Sheet[]> {
  const find = (name: string) => entries.find((each) => each.name.toLowerCase() === name.toLowerCase());
  const book = find("xl/workbook.xml");
  if (!book) throw new ConnectorRefusal("workbook-damaged");
  const targets = new Map<string, string>();
  const relations = find("xl/_rels/workbook.xml.rels");
  if (relations) {
    for await (const events of markupOf(relations.open)) {
      for (const event of events) {
        if (event.kind !== "open" || event.name !== "Relationship") continue;
        const target = attribute(event.attributes, "Target") ?? "";
        targets.set(attribute(event.attributes, "Id") ?? "", target.startsWith("/") ? target.slice(1) : `xl/${target}`);
      }
    }
  }
  const listed: { name: string; entry: ArchiveEntry }[] = [];
  let from1904 = false;
  for await (const events of markupOf(book.open)) {
    for (const event of events) {
      if (event.kind !== "open") continue;
      if (event.name === "workbookPr") from1904 = /^(1|true)$/.test(attribute(event.attributes, "date1904") ?? "");
      if (event.name !== "sheet") continue;
      const entry = find(targets.get(attribute(event.attributes, "id") ?? "") ?? "");
      if (entry) listed.push({ name: attribute(event.attributes, "name") ?? entry.name, entry });
    }
  }
  const strings = await readStrings(find("xl/sharedStrings.xml"), limits);
  const dateStyles = await readDateStyles(find("xl/styles.xml"));
  return listed.map(({ name, entry }) => ({
    name,
    batches: () => readSheet(entry.open, { strings, dateStyles, from1904, limits }),
  }));
}

async function readStrings(entry: ArchiveEntry | undefined, limits: Limits): Promise<string[]> {
  const strings: string[] = [];
  if (!entry) return strings;
  let size = 0;
  let current = "";
  let inText = false;
  let inPhonetic = false;
  for await (const events of markupOf(entry.open)) {
    for (const event of events) {
      if (event.kind === "text") {
        if (inText && !inPhonetic) current += event.text;
      } else if (event.name === "t") inText = event.kind === "open" && !event.selfClosing;
      else if (event.name === "rPh") inPhonetic = event.kind === "open" && !event.selfClosing;
      else if (event.name === "si" && (event.kind === "close" || event.selfClosing)) {
        size += current.length * 2 + 24;
        if (size > limits.sharedStringBytes) throw new ConnectorRefusal("workbook-too-large");
        strings.push(unescapeControls(current));
        current = "";
      }
    }
  }
  return strings;
}

/** Excel writes control characters as `_x000D_`. */
function unescapeControls(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-F]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** For each cell style, whether it shows a date. */
async function readDateStyles(entry: ArchiveEntry | undefined): Promise<boolean[]> {
  const formats = new Map<number, string>();
  const styles: boolean[] = [];
  let inCells = false;
  if (!entry) return styles;
  for await (const events of markupOf(entry.open)) {
    for (const event of events) {
      if (event.kind === "text") continue;
      if (event.name === "cellXfs") inCells = event.kind === "open";
      if (event.kind !== "open") continue;
      if (event.name === "numFmt") {
        const code = attribute(event.attributes, "formatCode") ?? "";
        formats.set(Number(attribute(event.attributes, "numFmtId")), code);
      }
      if (event.name === "xf" && inCells) {
        const id = Number(attribute(event.attributes, "numFmtId") ?? 0);
        const code = formats.get(id);
        styles.push(code === undefined ? (id >= 14 && id <= 17) || id === 22 : isDateFormat(code));
      }
    }
  }
  return styles;
}

interface SheetContext {
  readonly strings: readonly string[];
  readonly dateStyles: readonly boolean[];
  readonly from1904: boolean;
  readonly limits: Limits;
}

async function* readSheet(open: OpenBytes, context: SheetContext): AsyncIterable<readonly Row[]> {
  let line = 0;
  let cells: string[] = [];
  let column = -1;
  let type = "n";
  let style = 0;
  let value = "";
  let taking = false;
  for await (const events of markupOf(open)) {
    const batch: Row[] = [];
    for (const event of events) {
      if (event.kind === "text") {
        if (taking) value += event.text;
        continue;
      }
      const opening = event.kind === "open";
      switch (event.name) {
        case "row":
          if (opening) {
            line = Number(attribute(event.attributes, "r") ?? line + 1);
            cells = [];
            column = -1;
          }
          if (!opening || event.selfClosing) batch.push({ line, cells });
          break;
        case "c":
          if (opening) {
            const reference = attribute(event.attributes, "r");
            column = reference ? columnOf(reference) : column + 1;
            if (column >= context.limits.columns) {
              throw new ConnectorRefusal("too-many-columns", {
                line,
                columns: column + 1,
                limit: context.limits.columns,
              });
            }
            type = attribute(event.attributes, "t") ?? "n";
            style = Number(attribute(event.attributes, "s") ?? 0);
            value = "";
          } else {
            while (cells.length < column) cells.push("");
            cells[column] = cellText(value, type, style, context);
          }
          break;
        case "v":
        case "t":
          taking = opening && !event.selfClosing;
          break;
        // The text of a formula and the phonetic guide are no values.
        case "f":
        case "rPh":
          taking = false;
          break;
      }
    }
    if (batch.length > 0) yield batch;
  }
}

function columnOf(reference: string): number {
  let column = 0;
  for (let index = 0; index < reference.length; index += 1) {
    const code = reference.charCodeAt(index);
    if (code < 65 || code > 90) break;
    column = column * 26 + (code - 64);
  }
  return column - 1;
}

function cellText(value: string, type: string, style: number, context: SheetContext): string {
  switch (type) {
    case "s":
      return context.strings[Number(value)] ?? "";
    case "inlineStr":
    case "str":
      return unescapeControls(value);
    case "b":
      return value === "1" ? "true" : "false";
    case "e":
      return "";
    case "d":
      return value;
  }
  if (context.dateStyles[style] && value !== "") return dateFromSerial(Number(value), context.from1904) ?? value;
  return value;
}

/** The sheets of a SpreadsheetML 2003 file: XML, often named `.xls`. */
export async function openSpreadsheetMl(open: OpenBytes, encoding: TextEncoding, limits: Limits): Promise<Sheet[]> {
  const names: string[] = [];
  for await (const events of readMarkup(decode(open, encoding))) {
    for (const event of events) {
      if (event.kind !== "open" || event.name !== "Worksheet") continue;
      if (names.length >= limits.tables) throw new ConnectorRefusal("too-many-tables", { limit: limits.tables });
      names.push(attribute(event.attributes, "Name") ?? String(names.length + 1));
    }
  }
  return names.map((name, index) => ({
    name,
    batches: () => spreadsheetMlRows(readMarkup(decode(open, encoding)), index, limits),
  }));
}

async function* spreadsheetMlRows(
  groups: AsyncIterable<MarkupEvent[]>,
  wanted: number,
  limits: Limits,
): AsyncIterable<readonly Row[]> {
  let sheet = -1;
  let line = 0;
  let column = 0;
  let cells: string[] = [];
  let taking = false;
  for await (const events of groups) {
    const batch: Row[] = [];
    for (const event of events) {
      if (event.kind === "open" && event.name === "Worksheet") sheet += 1;
      if (sheet > wanted) break;
      if (sheet < wanted) continue;
      if (event.kind === "text") {
        if (taking) cells[column] = (cells[column] ?? "") + event.text;
        continue;
      }
      const opening = event.kind === "open";
      if (event.name === "Row") {
        if (opening) {
          line = Number(attribute(event.attributes, "Index") ?? line + 1);
          cells = [];
          column = -1;
        }
        if (!opening || event.selfClosing) batch.push({ line, cells: Array.from(cells, (cell) => cell ?? "") });
      } else if (event.name === "Cell" && opening) {
        const index = attribute(event.attributes, "Index");
        column = index ? Number(index) - 1 : column + 1;
        if (!(column < limits.columns)) {
          throw new ConnectorRefusal("too-many-columns", { line, columns: column + 1, limit: limits.columns });
        }
        cells[column] = "";
      } else if (event.name === "Data") taking = opening && !event.selfClosing;
    }
    if (batch.length > 0) yield batch;
    if (sheet > wanted) return;
  }
}

/** The tables of an HTML page that calls itself a spreadsheet. */
export async function openHtmlTables(open: OpenBytes, encoding: TextEncoding, limits: Limits): Promise<Sheet[]> {
  let count = 0;
  for await (const events of readMarkup(decode(open, encoding))) {
    for (const event of events) if (event.kind === "open" && event.name.toLowerCase() === "table") count += 1;
  }
  return Array.from({ length: Math.min(count, limits.tables) }, (_, index) => ({
    name: count === 1 ? "" : String(index + 1),
    batches: () => htmlRows(readMarkup(decode(open, encoding)), index, limits),
  }));
}

async function* htmlRows(
  groups: AsyncIterable<MarkupEvent[]>,
  wanted: number,
  limits: Limits,
): AsyncIterable<readonly Row[]> {
  let table = -1;
  let line = 0;
  let cells: string[] | undefined;
  let taking = false;
  const tidy = (row: string[]) => row.map((cell) => cell.replace(/[ \t\r\n]+/g, " ").trim());
  for await (const events of groups) {
    const batch: Row[] = [];
    const flush = () => {
      if (cells && cells.length > 0) batch.push({ line, cells: tidy(cells) });
      cells = undefined;
      taking = false;
    };
    for (const event of events) {
      if (event.kind === "text") {
        if (taking && cells) cells[cells.length - 1] += event.text;
        continue;
      }
      const name = event.name.toLowerCase();
      if (event.kind === "open" && name === "table") table += 1;
      if (table !== wanted) continue;
      if (name === "tr" || (name === "table" && event.kind === "close")) {
        flush();
        if (event.kind === "open" && name === "tr") {
          line += 1;
          cells = [];
        }
      } else if (name === "td" || name === "th") {
        taking = event.kind === "open";
        if (taking && cells) {
          cells.push("");
          if (cells.length > limits.columns) {
            throw new ConnectorRefusal("too-many-columns", { line, columns: cells.length, limit: limits.columns });
          }
        }
      } else if (name === "br" && taking && cells) cells[cells.length - 1] += "\n";
    }
    if (table > wanted) flush();
    if (batch.length > 0) yield batch;
    if (table > wanted) return;
  }
}
