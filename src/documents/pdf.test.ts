import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import type { Block, Document } from "./document.ts";
import { monthlyReport } from "./fixtures/monthly-report.ts";
import { countTag, inflated, readings, shownRuns } from "./fixtures/pdf-reading.ts";
import { renderPdf } from "./pdf.ts";

function aDocument(blocks: readonly Block[], change: Partial<Document> = {}): Document {
  return { ...monthlyReport(), sections: [{ title: "Section", blocks }], ...change };
}

async function runsOf(document: Document): Promise<string[]> {
  return shownRuns(inflated(await renderPdf(document)));
}

describe("the monthly report on paper", () => {
  let pdf: Uint8Array;
  let content = "";
  beforeAll(async () => {
    pdf = await renderPdf(monthlyReport());
    content = inflated(pdf);
  });

  it("declares PDF/UA-1, its title and its language", () => {
    expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe("%PDF-");
    expect(content).toContain("<pdfuaid:part>1</pdfuaid:part>");
    expect(content).toMatch(/\/MarkInfo[\s\S]{0,40}\/Marked true/);
    expect(content).toMatch(/\/Lang \(fr-FR\)/);
    expect(content).toContain("Rapport de novembre 2026</rdf:li>");
  });

  it("tags one title, its sections, tables with header cells, lists and figures", () => {
    expect(countTag(content, "H1")).toBe(1);
    expect(countTag(content, "H2")).toBe(4);
    expect(countTag(content, "H3")).toBe(1);
    expect(countTag(content, "Table")).toBe(6);
    expect(countTag(content, "TH")).toBe(6 * 5);
    expect(countTag(content, "Figure")).toBe(3);
    expect(countTag(content, "L")).toBe(2);
  });

  it("says every chart in words and keeps it as vectors", () => {
    expect([...content.matchAll(/\/Alt\b/g)].length).toBeGreaterThanOrEqual(3);
    expect(content).not.toMatch(/\/Subtype\s*\/Image/);
  });

  it("embeds its fonts and carries no script", () => {
    expect(content).toMatch(/\+Inter-Regular/);
    expect(content).toMatch(/\+Inter-SemiBold/);
    expect(content).toMatch(/\/FontFile2/);
    expect(content).not.toMatch(/\/JavaScript|\/JS\b/);
  });

  it("numbers its pages and repeats the organisation and the data hash", () => {
    const runs = shownRuns(content);
    expect(runs.some((run) => /Page 1 sur \d/.test(run))).toBe(true);
    expect(runs.some((run) => run.includes("Ville de Kermor · Exports Meta Business Suite et LinkedIn"))).toBe(true);
    expect(runs.some((run) => run.includes("9f2c4be1a07d"))).toBe(true);
  });

  it("is the same file when made again", async () => {
    expect(Buffer.compare(Buffer.from(await renderPdf(monthlyReport())), Buffer.from(pdf))).toBe(0);
  });
});

it("speaks English when the document does", async () => {
  const content = inflated(await renderPdf(monthlyReport("en")));
  expect(content).toMatch(/\/Lang \(en-GB\)/);
  expect(shownRuns(content).some((run) => /Page 1 of \d/.test(run))).toBe(true);
});

describe("texts that look like markup", () => {
  const attacks = [
    '#read("/etc/passwd")',
    "*bold* _it_",
    "a\\b \\u{41}",
    "$x^2$",
    "#eval(1)",
    "= Titre",
    "<label> @ref",
    "// comment",
    "`code`",
    "{page} $1",
  ];

  for (const attack of attacks) {
    it(`prints ${attack} as it was written, wherever it stands`, async () => {
      const runs = await runsOf(
        aDocument(
          [
            { kind: "paragraph", text: `P ${attack}` },
            { kind: "heading", text: `H ${attack}` },
            { kind: "table", caption: `C ${attack}`, columns: [{ label: `L ${attack}` }], rows: [[`R ${attack}`]] },
            { kind: "notes", notes: [`N ${attack}`] },
          ],
          { title: `T ${attack}`, organisation: `O ${attack}`, lead: `D ${attack}` },
        ),
      );
      for (const letter of "PHCLRNTOD") {
        expect(runs.some((run) => run.replaceAll("\u200b", "").includes(`${letter} ${attack}`))).toBe(true);
      }
    });
  }
});

describe("texts that are hard to set", () => {
  it("breaks a word that is longer than the line, and loses none of it", async () => {
    const word = "abcdefghij".repeat(30);
    const document = aDocument([
      { kind: "table", caption: "C", columns: [{ label: "A" }, { label: "B" }], rows: [[word, word]] },
    ]);
    const byFont = readings(inflated(await renderPdf(document))).map((runs) =>
      runs.map((run) => run.replaceAll("\u200b", "")).filter((run) => /^[a-j]+$/.test(run)),
    );
    const right = byFont.find((runs) => runs.join("").includes(word + word));
    expect(right).toBeDefined();
    expect(Math.max(...(right ?? []).map((run) => run.length))).toBeLessThan(60);
  });

  it("sets emoji, Arabic, Chinese, control and broken characters without failing", async () => {
    const pdf = await renderPdf(
      aDocument([{ kind: "paragraph", text: "Bravo 🚀 👨‍👩‍👧 مرحبا بالعالم 中文 \u0000\u0007 \ud800 \u{10ffff} fin" }]),
    );
    expect(inflated(pdf)).toContain("<pdfuaid:part>1</pdfuaid:part>");
  });

  it("writes a character that no font has as its code, and leaves the rest of the sentence", async () => {
    const runs = await runsOf(aDocument([{ kind: "paragraph", text: "Avant \u{f0000} après" }]));
    expect(runs.some((run) => run.includes("Avant [U+F0000] après"))).toBe(true);
  });

  it("sets an empty table with its sentence, a table without column, and rows of the wrong length", async () => {
    const runs = await runsOf(
      aDocument([
        { kind: "table", caption: "Vide", columns: [{ label: "A" }, { label: "B" }], rows: [] },
        { kind: "table", caption: "Sans colonne", columns: [], rows: [] },
        {
          kind: "table",
          caption: "Bancale",
          columns: [{ label: "A" }, { label: "B" }],
          rows: [["seul"], ["un", "deux", "trois"]],
        },
      ]),
    );
    expect(runs.some((run) => run.includes("Aucune ligne pour cette période."))).toBe(true);
    expect(runs.some((run) => run === "trois")).toBe(false);
  });

  it("sets a document without a section, and an empty row of figures", async () => {
    await expect(renderPdf({ ...monthlyReport(), sections: [] })).resolves.toBeInstanceOf(Uint8Array);
    await expect(
      renderPdf(
        aDocument([
          { kind: "figures", figures: [] },
          { kind: "notes", notes: [] },
        ]),
      ),
    ).resolves.toBeInstanceOf(Uint8Array);
  });
});

it("does not load the compiler before the first document", () => {
  const script = `await import(${JSON.stringify(new URL("./pdf.ts", import.meta.url).href)});
    const { sharedObjects } = process.report.getReport();
    console.log(sharedObjects.filter((path) => path.includes("typst")).length);`;
  const printed = execFileSync(process.execPath, ["--input-type=module", "-e", script], {
    cwd: fileURLToPath(new URL(".", import.meta.url)),
    encoding: "utf8",
  });
  expect(printed.trim()).toBe("0");
});
