/**
 * A document as one HTML file that stands alone: no script, no outside address, readable by a screen reader, in the
 * light or dark of the reader's system, and on paper. What the page shows to a person without Vigie.
 */

import { renderChart } from "./chart.ts";
import type { ChartPalette } from "./chart-palette.ts";
import { palettes } from "./chart-palette.ts";
import type { Block, Chart, Document, Figure, Source, Table } from "./document.ts";
import { documentWords } from "./document.ts";

const chartWidth = 720;
const defaultChartHeight = 270;

/**
 * Renders a document as one HTML file (UTF-8 text).
 *
 * @example await renderHtml(report) // "<!doctype html><html lang=\"fr\">…"
 */
export async function renderHtml(document: Document): Promise<string> {
  const words = documentWords[document.language];
  let charts = 0;
  let tables = 0;
  const sections: string[] = [];
  for (const [position, section] of document.sections.entries()) {
    const blocks: string[] = [];
    for (const block of section.blocks) {
      if (block.kind === "chart") blocks.push(await chartHtml(block, `c${++charts}`, document));
      else if (block.kind === "table") blocks.push(tableHtml(block, words.noRow, `t${++tables}`));
      else blocks.push(blockHtml(block));
    }
    const id = `s${position + 1}`;
    sections.push(
      `<section aria-labelledby="${id}"><h2 id="${id}">${text(section.title)}</h2>${blocks.join("\n")}</section>`,
    );
  }
  const origin = [document.organisation, document.sourceLabel ?? ""]
    .filter((part) => part !== "")
    .map(text)
    .join(" · ");
  return `<!doctype html>
<html lang="${document.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="color-scheme" content="light dark">
<title>${text(document.title)} · ${text(document.organisation)}</title>
<style>${styleSheet}</style>
</head>
<body>
<main>
<header><p class="who"><b>${text(document.organisation)}</b> · ${text(document.periodLabel)}</p>
<h1>${text(document.title)}</h1>
<p class="lead">${text(document.lead)}</p>
<p class="when">${text(words.generatedAt(document.generatedAtLabel))}</p></header>
${sections.join("\n")}
</main>
<footer><p>${origin}</p><p>${words.dataHash} <code>${text(document.dataHash)}</code></p></footer>
</body>
</html>
`;
}

/** Escapes a text for element content and quoted attributes; control characters, which HTML forbids, are taken out. */
function text(value: string): string {
  return (
    value
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the very characters to take out
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, "")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
      .replaceAll("'", "&#39;")
  );
}

function lines(value: string): string {
  return text(value.replace(/\r\n?/g, "\n")).replaceAll("\n", "<br>");
}

function blockHtml(block: Exclude<Block, { kind: "chart" | "table" }>): string {
  switch (block.kind) {
    case "paragraph":
      return `<p>${lines(block.text)}</p>`;
    case "heading":
      return `<h3>${text(block.text)}</h3>`;
    case "figures":
      return `<dl class="figures">${block.figures.map(figureHtml).join("")}</dl>`;
    case "notes":
      return `<ul class="notes">${block.notes.map((note) => `<li>${lines(note)}</li>`).join("")}</ul>`;
    case "sources":
      return `<ul class="sources">${block.sources.map(sourceHtml).join("")}</ul>`;
  }
}

function figureHtml(figure: Figure): string {
  const unit = figure.unit ? ` <small>${text(figure.unit)}</small>` : "";
  const note = figure.note ? `<dd class="note">${lines(figure.note)}</dd>` : "";
  const status = figure.status
    ? `<dd><span class="status ${figure.status.tone}">${shapes[figure.status.tone]}${text(figure.status.word)}</span></dd>`
    : "";
  return `<div><dt>${text(figure.label)}</dt><dd class="value">${text(figure.value)}${unit}</dd>${note}${status}</div>`;
}

/** A circle holds, a triangle asks for a look, a square for action: told apart without colour. */
const shapes = {
  hold: '<svg aria-hidden="true" width="10" height="10" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4.5"/></svg>',
  look: '<svg aria-hidden="true" width="10" height="10" viewBox="0 0 10 10"><path d="M5 .5 9.8 9.5H.2z"/></svg>',
  act: '<svg aria-hidden="true" width="10" height="10" viewBox="0 0 10 10"><path d="M.5.5h9v9h-9z"/></svg>',
} as const;

function sourceHtml(source: Source): string {
  const detail = source.detail ? ` · ${text(source.detail)}` : "";
  const readAt = source.readAtLabel ? ` · <span class="faint">${text(source.readAtLabel)}</span>` : "";
  return `<li><b>${text(source.label)}</b>${detail}${readAt}</li>`;
}

function tableHtml(table: Omit<Table, "kind">, noRow: string, id: string): string {
  const align = (index: number) => {
    const value = table.columns[index]?.align ?? "start";
    return value === "start" ? "" : ` class="${value}"`;
  };
  const head = table.columns
    .map((column, index) => `<th scope="col"${align(index)}>${text(column.label)}</th>`)
    .join("");
  const body =
    table.rows.length === 0
      ? `<tr><td class="faint" colspan="${Math.max(1, table.columns.length)}">${text(table.emptyText ?? noRow)}</td></tr>`
      : table.rows
          .map(
            (row) =>
              `<tr>${table.columns.map((_, index) => `<td${align(index)}>${lines(row[index] ?? "")}</td>`).join("")}</tr>`,
          )
          .join("");
  // A wide table scrolls inside its own frame; the frame takes the focus so that the keyboard can scroll it too.
  return `<div class="scroll" role="region" aria-labelledby="${id}" tabindex="0"><table><caption id="${id}">${text(table.caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

async function chartHtml(chart: Chart, id: string, document: Document): Promise<string> {
  const words = documentWords[document.language];
  const height = chart.height ?? defaultChartHeight;
  const svg = await renderChart(chart.option, { width: chartWidth, height }, id);
  const drawing = themed(svg).replace(
    /^<svg[^>]*>/,
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${chartWidth} ${height}" role="img" aria-label="${text(chart.altText)}">`,
  );
  return `<figure aria-labelledby="${id}-title"><figcaption><h3 id="${id}-title">${text(chart.title)}</h3><p class="faint">${text(chart.subtitle)}</p></figcaption>
<div class="chart">${drawing}</div>
<details${chart.printTable ? " open" : ""}><summary>${text(words.tableBehind)}</summary>${tableHtml(chart.table, words.noRow, `${id}-table`)}</details></figure>`;
}

/** Colours of the palette, as names of the style sheet; where one colour serves twice, one name stands for both. */
const colourNames = new Map<string, string>();
const darkColours = new Map<string, string>();
for (const [name, value] of Object.entries(palettes.light) as [keyof ChartPalette, string | readonly string[]][]) {
  const dark = palettes.dark[name];
  const pairs: [string, string, string][] =
    typeof value === "string"
      ? [[name, value, dark as string]]
      : value.map((colour, index) => [`series-${index + 1}`, colour, (dark as readonly string[])[index] ?? colour]);
  for (const [key, colour, darkColour] of pairs) {
    if (colourNames.has(colour)) continue;
    colourNames.set(colour, key);
    darkColours.set(key, darkColour);
  }
}

/** Turns the palette's colours inside the drawing's attributes into names of the style sheet, so that it follows the theme. */
function themed(svg: string): string {
  return svg.replace(/(fill|stroke)="(#[0-9a-f]{6})"/gi, (whole, attribute: string, colour: string) => {
    const name = colourNames.get(colour.toLowerCase());
    return name ? `${attribute}="var(--${name})"` : whole;
  });
}

const lightRules = [...colourNames].map(([colour, name]) => `--${name}:${colour}`).join(";");
const darkRules = [...darkColours].map(([name, colour]) => `--${name}:${colour}`).join(";");

const styleSheet = `:root{color-scheme:light dark;${lightRules};--hold-soft:#e2f1ea;--look-soft:#fbefd6;--act-soft:#fae5e1}
@media (prefers-color-scheme:dark){:root{${darkRules};--hold-soft:#123127;--look-soft:#34270f;--act-soft:#3a1a16}}
@media print{:root{${lightRules};--paper:#fff}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:15px/24px Inter,system-ui,sans-serif;overflow-wrap:anywhere}
main,footer{max-width:860px;margin:0 auto;padding:48px 32px 0}footer{margin:56px auto 0;padding:16px 32px 48px;border-top:1px solid var(--line);color:var(--faint);font-size:13px;line-height:20px}footer p{margin:0}
.who,.when,.faint,.note{color:var(--faint);font-size:13px;line-height:20px;margin:0}.who b{color:var(--ink)}
h1{font-size:15px;line-height:24px;font-weight:600;color:var(--sea);margin:4px 0 20px}.lead{font-size:27px;line-height:38px;font-weight:600;letter-spacing:-.018em;margin:0 0 12px;text-wrap:pretty}
h2{font-size:20px;line-height:28px;font-weight:600;letter-spacing:-.01em;margin:48px 0 16px}h3{font-size:16px;line-height:24px;font-weight:600;margin:28px 0 0}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));margin:24px 0;border-block:1px solid var(--line)}.figures>div{padding:16px 16px 16px 0}.figures>div+div{padding-left:16px;border-left:1px solid var(--line)}
dt{font-size:13px;line-height:20px;color:var(--muted)}dd{margin:0}.value{font-size:30px;line-height:38px;font-weight:600;letter-spacing:-.02em}.value small{font-size:17px;font-weight:500;color:var(--muted)}
.status{display:inline-flex;align-items:center;gap:6px;font-size:13px;line-height:20px;font-weight:550;border-radius:6px;padding:1px 8px}.status svg{fill:currentColor;flex:none}
.hold{color:var(--hold);background:var(--hold-soft)}.look{color:var(--look);background:var(--look-soft)}.act{color:var(--act);background:var(--act-soft)}
figure{margin:24px 0;break-inside:avoid}figcaption h3{margin:0}.chart svg{display:block;width:100%;height:auto}
summary{cursor:pointer;color:var(--sea);font-size:13px;line-height:20px;padding:12px 0}summary:focus-visible,.scroll:focus-visible{outline:2px solid var(--sea);outline-offset:2px;border-radius:4px}
.scroll{overflow-x:auto;margin:20px 0}table{width:100%;border-collapse:collapse;font-size:14px;line-height:20px}caption{text-align:left;font-weight:600;font-size:15px;padding-bottom:8px}
th{text-align:left;font-size:13px;font-weight:600;color:var(--muted);border-bottom:1px solid var(--muted);vertical-align:bottom}td{border-bottom:1px solid var(--line);vertical-align:top}th,td{padding:7px 12px 7px 0;min-width:5em;overflow-wrap:break-word}
.end{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.center{text-align:center}.notes,.sources{padding-left:20px;color:var(--muted)}.sources b{color:var(--ink);font-weight:550}
@media (max-width:600px){main,footer{padding-left:16px;padding-right:16px}.lead{font-size:22px;line-height:31px}.chart{overflow-x:auto}.chart svg{min-width:520px}}
@media print{@page{size:A4;margin:20mm}main,footer{max-width:none;padding-left:0;padding-right:0}details:not([open]){display:none}h2,h3{break-after:avoid}tr{break-inside:avoid}.scroll{overflow:visible}}`;
