import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { connectors } from "../connectors/registry.ts";
import type { HttpVariables } from "../platform/http.ts";
import { guideFolder, guidePage, mountGuide } from "./guide.ts";

const languages = ["fr", "en"] as const;
const read = (language: string) => readFile(join(guideFolder, "guide", `${language}.md`), "utf8");
const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? "");
const plain = (text: string) => text.replaceAll("`", "").replaceAll(/\s/gu, " ");

describe("the guide", () => {
  it.each(languages)("in %s leads only to what exists", async (language) => {
    const page = guidePage(await read(language), language);
    const ids = new Set(found(page, / id="([^"]+)"/gu));
    for (const anchor of found(page, /href="#([^"]+)"/gu)) expect(ids, anchor).toContain(anchor);
    const pictures = found(page, /src="\/guide\/pictures\/([^"]+)"/gu);
    expect(pictures.length).toBeGreaterThan(10);
    for (const picture of pictures) {
      expect(picture).toMatch(new RegExp(`-${language}\\.png$`, "u"));
      expect(existsSync(join(guideFolder, "pictures", picture)), picture).toBe(true);
    }
    expect(found(page, /alt="([^"]*)"/gu).every((words) => words.length > 10)).toBe(true);
  });

  it.each(languages)("in %s says where to click for each export, as the product does", async (language) => {
    const text = plain(await read(language));
    const exports = await connectors();
    expect(exports.length).toBeGreaterThan(10);
    for (const { howToExport } of exports) {
      expect(text).toContain(plain(howToExport[language]).replace(/\.$/u, ""));
    }
  });

  it("has the same parts and pictures in both languages", async () => {
    const [fr, en] = await Promise.all(languages.map(read));
    const shape = (text = "") => found(text, /^(#{1,4}|```\w*|\|---)/gmu);
    const shown = (text = "") => found(text, /pictures\/([a-z-]+)-(?:fr|en)\.png/gu);
    expect(shape(fr)).toEqual(shape(en));
    expect(shown(fr)).toEqual(shown(en));
  });

  it("is set in French typography", async () => {
    const words = (await read("fr")).replaceAll(/```[\s\S]*?```|`[^`]*`|\]\([^)]*\)/gu, "");
    expect(found(words, /(.{0,20}(?:« | »| [;!?%:]|'))/gu)).toEqual([]);
  });

  it("turns Markdown into a page, and nothing in it into markup", () => {
    const page = guidePage("# A <b>\n\n- **one**\n- `two | <i>`\n\n| a | b |\n|---|---|\n| c | [d](#a-b) |\n", "en");
    expect(page).toContain('<h1 id="a-b">A &lt;b&gt;</h1>');
    expect(page).toContain("<li><strong>one</strong></li><li><code>two | &lt;i&gt;</code></li>");
    expect(page).toContain('<th scope="row">c</th><td><a href="#a-b">d</a></td>');
  });

  it("is served with its pictures, and nothing else of the disk", async () => {
    const app = new Hono<{ Variables: HttpVariables }>();
    mountGuide(app);
    expect(await (await app.request("/guide/fr")).text()).toContain("Première visite");
    expect((await app.request("/guide/en")).headers.get("content-type")).toContain("text/html");
    expect((await app.request("/guide/pictures/passerelle-fr.png")).headers.get("content-type")).toBe("image/png");
    expect((await app.request("/guide/pictures/absent-fr.png")).status).toBe(404);
    expect((await app.request("/guide/pictures/..%2Fglossary.md")).status).toBe(404);
    expect((await app.request("/guide/de")).status).toBe(404);
  });
});
