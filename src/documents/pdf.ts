/**
 * A document as tagged PDF (PDF/UA-1), set by Typst. Every text reaches the template as JSON data, so nothing a person
 * wrote in a comment or a file name can be read as markup. The compiler is loaded at the first document, then kept.
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { DomainError } from "../kernel/problems.ts";
import { renderChart } from "./chart.ts";
import type { Chart, Document, Figure, Table } from "./document.ts";
import { documentWords, shortHash } from "./document.ts";

type NodeCompiler = import("@myriaddreamin/typst-ts-node-compiler").NodeCompiler;
type Press = { compiler: NodeCompiler; template: string };

/** Fonts come from a package, never from the machine: the same document looks the same everywhere. */
const fontPackage = "@expo-google-fonts/inter";
const fontWeights = ["400Regular", "500Medium", "600SemiBold"];
const chartWidth = 720;
const defaultChartHeight = 270;

let press: Promise<Press> | undefined;

async function warmPress(): Promise<Press> {
  const require = createRequire(import.meta.url);
  const fonts = dirname(require.resolve(`${fontPackage}/package.json`));
  try {
    const [{ NodeCompiler }, template] = await Promise.all([
      import("@myriaddreamin/typst-ts-node-compiler"),
      readFile(new URL("./report.typ", import.meta.url), "utf8"),
    ]);
    // The template reads no file; its workspace is the font folder so that even a mistake there could read nothing else.
    const compiler = NodeCompiler.create({
      workspace: fonts,
      fontArgs: [{ fontPaths: fontWeights.map((weight) => join(fonts, weight)) }],
    });
    return { compiler, template };
  } catch (cause) {
    throw new DomainError(
      "unavailable",
      "documents/pdf-unavailable",
      { platform: `${process.platform}-${process.arch}` },
      cause,
    );
  }
}

/**
 * Renders a document as PDF/UA-1: tags, title, language, table headers, alternative texts, vector charts, embedded fonts.
 * The same document gives the same bytes on the same machine. The typesetting itself is synchronous (see `bench/pdf.ts`).
 *
 * A character that no font here can draw is printed as its code (« [U+1F680] »): the standard refuses a hole.
 *
 * @throws DomainError `documents/pdf-unavailable` when the platform has no compiler, `documents/pdf-failed` otherwise
 */
export async function renderPdf(document: Document): Promise<Uint8Array> {
  press ??= warmPress();
  let ready: Press;
  try {
    ready = await press;
  } catch (problem) {
    // A failed start must not be remembered: the next report tries again.
    press = undefined;
    throw problem;
  }
  let data = JSON.stringify(await templateData(document));
  // Each round removes every character the fonts lack; SVG texts may need a second one.
  for (let round = 0; round < 4; round++) {
    const outcome = typeset(ready, data);
    if (outcome.pdf) return outcome.pdf;
    const missing = missingCharacters(outcome.message);
    if (missing.length === 0) throw new DomainError("unavailable", "documents/pdf-failed", { reason: outcome.message });
    for (const character of missing) data = data.replaceAll(jsonForm(character), codeOf(character));
  }
  throw new DomainError("unavailable", "documents/pdf-failed", { reason: "characters without a glyph" });
}

function typeset(
  ready: Press,
  data: string,
): { pdf: Uint8Array; message?: undefined } | { pdf?: undefined; message: string } {
  const { compiler, template } = ready;
  try {
    const result = compiler.compile({ mainFileContent: template, inputs: { document: data } });
    if (!result.result) {
      const failure = result.takeError();
      return { message: failure ? JSON.stringify(compiler.fetchDiagnostics(failure)) : "no document" };
    }
    // `pdfStandard`, singular: the plural form is ignored without a word and gives an untagged file.
    return { pdf: compiler.pdf(result.result, { pdfStandard: "ua-1" }) };
  } catch (error) {
    return { message: error instanceof Error ? error.message : String(error) };
  } finally {
    // Keeps what the last few documents shared (fonts, template), forgets their texts.
    compiler.evictCache(4);
  }
}

/** Reads the characters out of « the text "…" could not be displayed »; the message writes them as Rust string literals. */
function missingCharacters(message: string): string[] {
  const found = new Set<string>();
  for (const [, literal] of message.matchAll(/the text `\\*"(.*?)\\*"` could not be displayed/g)) {
    const text = (literal ?? "").replace(/\\+u\{([0-9a-f]+)\}/g, (_, code) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    );
    for (const character of text) if (character !== "\\" && character > "\u007e") found.add(character);
  }
  return [...found];
}

function jsonForm(character: string): string {
  return JSON.stringify(character).slice(1, -1);
}

function codeOf(character: string): string {
  return `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`;
}

async function templateData(document: Document) {
  const words = documentWords[document.language];
  let charts = 0;
  const sections = [];
  for (const section of document.sections) {
    const blocks: unknown[] = [];
    for (const block of section.blocks) {
      switch (block.kind) {
        case "chart":
          charts += 1;
          blocks.push(await chartData(block, `c${charts}`, words.noRow));
          break;
        case "table":
          blocks.push({ kind: "table", ...tableData(block, words.noRow) });
          break;
        case "figures":
          blocks.push({ kind: "figures", figures: block.figures.map(figureData) });
          break;
        case "sources":
          blocks.push({
            kind: "sources",
            sources: block.sources.map((source) => ({
              label: plain(source.label),
              detail: plain(source.detail ?? ""),
              readAtLabel: plain(source.readAtLabel ?? ""),
            })),
          });
          break;
        case "notes":
          blocks.push({ kind: "notes", notes: block.notes.map((note) => plain(note)) });
          break;
        default:
          blocks.push({ kind: block.kind, text: plain(block.text) });
      }
    }
    sections.push({ title: plain(section.title), blocks });
  }
  return {
    title: plain(document.title),
    language: document.language,
    region: document.language === "fr" ? "FR" : "GB",
    organisation: plain(document.organisation),
    periodLabel: plain(document.periodLabel),
    generatedAt: words.generatedAt(plain(document.generatedAtLabel)),
    sourceLabel: plain(document.sourceLabel ?? ""),
    // Kept in one piece up to 80 characters (a SHA-256 has 64): a hash is there to be copied and compared.
    dataHash: plain(document.dataHash, 80),
    shortHash: plain(shortHash(document.dataHash)),
    lead: plain(document.lead),
    words: { dataHash: words.dataHash, page: words.page("{page}", "{pages}") },
    sections,
  };
}

async function chartData(chart: Chart, idPrefix: string, noRow: string) {
  const height = chart.height ?? defaultChartHeight;
  return {
    kind: "chart",
    title: plain(chart.title),
    subtitle: plain(chart.subtitle),
    altText: plain(chart.altText),
    svg: await renderChart(chart.option, { width: chartWidth, height }, idPrefix),
    table: chart.printTable ? tableData(chart.table, noRow) : null,
  };
}

function figureData(figure: Figure) {
  return {
    label: plain(figure.label),
    value: plain(figure.value),
    unit: plain(figure.unit ?? ""),
    note: plain(figure.note ?? ""),
    status: figure.status ? { tone: figure.status.tone, word: plain(figure.status.word) } : null,
  };
}

/** Typst needs as many cells as columns: a short row is completed, a long one cut at the last column. */
function tableData(table: Omit<Table, "kind">, noRow: string) {
  const columns = table.columns.length > 0 ? table.columns : [{ label: "" }];
  return {
    caption: plain(table.caption),
    emptyText: plain(table.emptyText ?? noRow),
    columns: columns.map((column, index) => ({
      label: plain(column.label),
      align: column.align ?? "start",
      width: columnWidth(column.align, [column.label, ...table.rows.map((row) => row[index] ?? "")]),
    })),
    rows: table.rows.map((row) => columns.map((_, index) => plain(row[index] ?? "", 20))),
  };
}

/** Columns of numbers take what they need; columns of text share the rest in proportion to their longest text. */
function columnWidth(align: string | undefined, texts: readonly string[]): "auto" | number {
  const longest = Math.max(...texts.map((text) => text.length));
  if (align === "end" && longest <= 22) return "auto";
  return Math.min(48, Math.max(8, longest));
}

/**
 * Text as paper can take it: control characters out, and a chance to break inside a word longer than the line could
 * hold (an address, a hash), which would otherwise run out of the page.
 */
function plain(text: string, longestWord = 40): string {
  return (
    text
      .replace(/\r\n?/g, "\n")
      .replace(/\t/g, " ")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the very characters to take out
      .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g, "")
      .toWellFormed()
      .replace(/[^\s\u200b]+/gu, (word) =>
        [...word].length <= longestWord ? word : ([...word].join("").match(/.{1,12}/gu) ?? [word]).join("\u200b"),
      )
  );
}
