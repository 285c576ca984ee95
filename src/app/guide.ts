import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { HttpApp } from "../platform/http.ts";

/** Where the guide and its pictures lie: the very files that one reads in the repository. */
export const guideFolder = join(import.meta.dirname, "../../docs");

/** The guide as this Vigie serves it, so that the help of a page works on a machine without any network. */
export function mountGuide(app: HttpApp): void {
  app.get("/guide/guide.css", (c) => c.body(style, 200, { "content-type": "text/css; charset=utf-8" }));
  app.get("/guide/pictures/:name{[a-z-]+\\.png}", async (c) => {
    const bytes = await readFile(join(guideFolder, "pictures", c.req.param("name"))).catch(() => undefined);
    if (!bytes) return c.notFound();
    return c.body(new Uint8Array(bytes), 200, { "content-type": "image/png", "cache-control": "max-age=3600" });
  });
  app.get("/guide/:language{fr|en}", async (c) => {
    const language = c.req.param("language") === "fr" ? "fr" : "en";
    return c.html(guidePage(await readFile(join(guideFolder, "guide", `${language}.md`), "utf8"), language));
  });
}

/**
 * A page from the guide's Markdown, of which it knows what the guide uses: headings, paragraphs, lists, tables, code,
 * pictures, links, bold and italics. A heading's id is the one that repositories give it, so links work in both places.
 */
export function guidePage(markdown: string, language: "fr" | "en"): string {
  const title = /^# (.+)$/mu.exec(markdown)?.[1] ?? "Vigie";
  const other = language === "fr" ? ["en", "English"] : ["fr", "Français"];
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>${inline(title)}</title>
<link rel="icon" href="/vigie.svg"><link rel="stylesheet" href="/guide/guide.css"></head><body>
<header><a href="/">Vigie</a> <a href="/guide/${other[0]}" lang="${other[0]}" hreflang="${other[0]}">${other[1]}</a></header>
<main>${blocksOf(markdown).map(block).join("\n")}</main></body></html>`;
}

/** Paragraphs, lists, tables and fenced code, each with its lines. */
function blocksOf(markdown: string): string[] {
  const blocks: string[][] = [[]];
  let fenced = false;
  for (const line of markdown.split("\n")) {
    const fence = line.trimStart().startsWith("```");
    if (line === "" && !fenced) blocks.push([]);
    else if (fence && !fenced) blocks.push([line]);
    else blocks.at(-1)?.push(line);
    if (fence) {
      if (fenced) blocks.push([]);
      fenced = !fenced;
    }
  }
  return blocks.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
}

function block(text: string): string {
  if (text.startsWith("```")) {
    const code = text.split("\n").slice(1, -1).join("\n");
    return `<pre tabindex="0"><code>${escaped(code)}</code></pre>`;
  }
  const heading = /^(#{1,4}) (.+)$/u.exec(text);
  if (heading?.[1] && heading[2]) {
    const level = heading[1].length;
    return `<h${level} id="${anchorOf(heading[2])}">${inline(heading[2])}</h${level}>`;
  }
  if (text.startsWith("|")) return table(text.split("\n"));
  if (/^(- |\d+\. )/u.test(text)) return list(text);
  return `<p>${inline(text)}</p>`;
}

function list(text: string): string {
  const name = text.startsWith("- ") ? "ul" : "ol";
  const items = text.split(/\n(?=- |\d+\. )/u).map((item) => item.replace(/^(- |\d+\. )/u, ""));
  return `<${name}>${items.map((item) => `<li>${inline(item)}</li>`).join("")}</${name}>`;
}

function table([head = "", , ...rows]: readonly string[]): string {
  const cells = (row: string) =>
    row
      .slice(1, -1)
      .split("|")
      .map((cell) => inline(cell.trim()));
  const headings = cells(head).map((cell) => (cell === "" ? "<td></td>" : `<th scope="col">${cell}</th>`));
  const lines = rows.map((row) => {
    const [first = "", ...others] = cells(row);
    return `<tr><th scope="row">${first}</th>${others.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
  });
  return `<div class="table" tabindex="0"><table><thead><tr>${headings.join("")}</tr></thead><tbody>${lines.join("")}</tbody></table></div>`;
}

function inline(text: string): string {
  return text
    .split(/(`[^`]+`)/u)
    .map((part, index) => (index % 2 === 1 ? `<code>${escaped(part.slice(1, -1))}</code>` : marked(escaped(part))))
    .join("");
}

const marked = (text: string): string =>
  text
    .replace(/!\[([^\]]*)\]\(([^)]+)\)/gu, (_, words, to) => `<img src="${served(to)}" alt="${words}" loading="lazy">`)
    .replace(/\[([^\]]+)\]\(([^)]+)\)/gu, (_, words, to) => `<a href="${served(to)}">${words}</a>`)
    .replace(/\*\*([^*]+)\*\*/gu, "<strong>$1</strong>")
    .replace(/\*([^*]+)\*/gu, "<em>$1</em>");

/** An address as the repository writes it, as this Vigie serves it. */
function served(address: string): string {
  if (address.startsWith("../pictures/")) return address.replace("..", "/guide");
  if (address === "../../openapi.json") return "/api/openapi.json";
  return address;
}

/** The id that repositories give to a heading. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, "")
    .replaceAll(" ", "-");
}

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const style = `:root{color-scheme:light dark;--ink:#10202e;--paper:#fbfaf7;--line:#e4e1d8;--sea:#0b5c8a;--code:#f1efe8}
@media (prefers-color-scheme:dark){:root{--ink:#e9eef2;--paper:#0d1720;--line:#22323f;--sea:#6fb8e3;--code:#16232e}}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/26px Inter,system-ui,sans-serif}
header,main{max-width:52rem;margin:0 auto;padding:1rem}header{display:flex;justify-content:space-between;border-bottom:1px solid var(--line)}
a{color:var(--sea)}h1,h2,h3{line-height:1.25}h2{margin-top:3rem}h3{margin-top:2rem}li{margin:.25rem 0}
img{display:block;max-width:100%;height:auto;margin:1.5rem 0;border:1px solid var(--line);border-radius:8px}
.table{overflow-x:auto}table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-bottom:1px solid var(--line);font-weight:400}
thead th{font-weight:600}code{background:var(--code);padding:0 .25rem;border-radius:4px;overflow-wrap:anywhere}
pre{overflow-x:auto;background:var(--code);padding:1rem;border-radius:8px}pre code{padding:0;overflow-wrap:normal}`;
