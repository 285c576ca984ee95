import { describe, expect, it } from "vitest";
import { monthlyReport } from "./fixtures/monthly-report.ts";
import { renderHtml } from "./html.ts";

describe("a document as one HTML file", () => {
  it("stands alone: no script, no outside address, one h1, a language, a title", async () => {
    const html = await renderHtml(monthlyReport());
    expect(html).toMatch(/^<!doctype html>\n<html lang="fr">/);
    expect(html.match(/<h1>/g)).toHaveLength(1);
    expect(html).toContain("<title>Rapport de novembre 2026 · Ville de Kermor</title>");
    expect(html).not.toMatch(/<script|<link|<iframe|src="http|url\(http/);
    expect(html.match(/role="img" aria-label="[^"]+"/g)).toHaveLength(3);
    expect(html.match(/<caption/g)).toHaveLength(6 + 3);
    expect(html).toContain('<th scope="col" class="end">Couverture</th>');
    expect(html).toContain("Aucun dossier ouvert ce mois-ci.");
  });

  it("gives every identifier once and points at none that is missing", async () => {
    const html = await renderHtml(monthlyReport());
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of html.matchAll(/(?:aria-labelledby="|url\(#)([^")]+)/g)) expect(ids).toContain(target);
  });

  it("draws its charts in the colours of the reader's theme", async () => {
    const html = await renderHtml(monthlyReport());
    expect(html).toContain("prefers-color-scheme:dark");
    expect(html).toContain('stroke="var(--sea)"');
    const used = new Set([...html.matchAll(/var\(--([\w-]+)\)/g)].map((match) => match[1]));
    for (const name of used) expect(html).toMatch(new RegExp(`--${name}:#`));
  });

  it("escapes every text", async () => {
    const attack = `"><script>alert('x')</script>&`;
    const report = monthlyReport();
    const html = await renderHtml({
      ...report,
      title: attack,
      organisation: attack,
      lead: attack,
      dataHash: attack,
      sourceLabel: attack,
      sections: [
        {
          title: attack,
          blocks: [
            { kind: "paragraph", text: attack },
            { kind: "heading", text: attack },
            {
              kind: "figures",
              figures: [
                { label: attack, value: attack, unit: attack, note: attack, status: { tone: "act", word: attack } },
              ],
            },
            { kind: "table", caption: attack, columns: [{ label: attack }], rows: [[attack]] },
            { kind: "notes", notes: [attack] },
            { kind: "sources", sources: [{ label: attack, detail: attack, readAtLabel: attack }] },
          ],
        },
      ],
    });
    expect(html).not.toContain("<script");
    expect(html).not.toContain('"">');
    expect(html).toContain("&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;");
  });
});
