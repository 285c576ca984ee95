import { describe, expect, it } from "vitest";
import type { Chart, Document, Table } from "../../../documents/document.ts";
import type { Report } from "../contract.ts";
import { aMeasure, anObjective, aPost, someFigures } from "../fixtures/figures.ts";
import { draftSummary } from "../summary/rules.ts";
import { documentOf, fileNameOf } from "./rules.ts";

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");

const reach = aMeasure(74, 100, "signal-down", { accountName: "Ville de Kermor" });
const rate = aMeasure(4.2, 4, "usual", {
  indicator: { id: "engagement-rate", label: "taux d’interactions", unit: "percent" },
});
const spend = aMeasure(30_000, null, "too-short", { indicator: { id: "spend", label: "dépense", unit: "cents" } });
const weeks = [
  { from: "2026-11-02", to: "2026-11-08" },
  { from: "2026-11-09", to: "2026-11-15" },
];
const curve = (measured: typeof reach, values: (number | null)[]) => ({
  indicator: measured.indicator,
  accountName: measured.accountName,
  points: weeks.map((week, index) => ({ ...week, value: values[index] ?? null })),
  centre: measured.comparison.signal.centre,
  lower: measured.comparison.signal.lower,
  upper: measured.comparison.signal.upper,
  source: "Ville de Kermor",
});

function aReport(
  language: "fr" | "en",
  changes: Partial<Report> = {},
  more: Parameters<typeof someFigures>[0] = {},
): Report {
  const noted = (value: number) => ({
    post: aPost({}),
    rankedBy: "engagement-rate" as const,
    value,
    usual: 4.1,
    reason: "6,1 %, 2 points de plus que d’habitude sur ce compte (4,1 %) ; une image, vendredi 13 nov. à 18 h 30.",
  });
  const figures = someFigures({
    objectives: [anObjective("late"), anObjective("unknown")],
    indicators: [reach, rate, spend],
    charts: [curve(reach, [100, 74]), curve(rate, [4, 4.2]), curve(spend, [null, 30_000])],
    best: [noted(6.1)],
    postsPublished: 3,
    comments: { known: true, total: 26, previous: 51, byNetwork: [{ network: "facebook", comments: 26 }] },
    spend: {
      known: true,
      cents: 6343,
      previousCents: 6234,
      currency: "EUR",
      byNetwork: [{ network: "google-ads", cents: 6343 }],
    },
    missing: [{ accountName: "Kermor (LinkedIn)", network: "linkedin", lastDay: "2026-10-29" }],
    freshness: [
      {
        accountId: 1,
        accountName: "Ville de Kermor",
        network: "facebook",
        lastDay: "2026-11-15",
        lastPostOn: null,
        lastImportAt: new Date("2026-11-16T07:12:00Z"),
      },
    ],
    ...more,
  });
  return {
    figures,
    language,
    summary: draftSummary(figures, language),
    summaryEdited: false,
    state: "live",
    dataChanged: false,
    madeAt: new Date("2026-11-16T07:50:00Z"),
    validatedAt: null,
    validatedBy: null,
    ...changes,
  };
}

const blocks = (document: Document) => document.sections.flatMap((section) => section.blocks);
const tables = (document: Document) => blocks(document).filter((block): block is Table => block.kind === "table");
const charts = (document: Document) => blocks(document).filter((block): block is Chart => block.kind === "chart");

describe("the report on paper", () => {
  const paper = documentOf(aReport("fr"));

  it("opens with its sentence, its period and when it was made", () => {
    expect(plain(paper.title)).toBe("Rapport de la semaine 46");
    expect(plain(paper.periodLabel)).toBe("Semaine 46 · 9–15 nov. 2026");
    expect(plain(paper.generatedAtLabel)).toBe("lundi 16 novembre 2026, 8 h 50");
    expect(plain(paper.lead)).toContain("Semaine 46 : l’objectif adopté ne tient pas son cap");
    expect(paper.dataHash).toBe("9f2c4be1a07d");
  });

  it("does not say its sentence twice, and keeps the words of whoever edited them", () => {
    const said = blocks(paper).flatMap((block) => (block.kind === "paragraph" ? [block.text] : []));
    expect(said).not.toContain(paper.lead);
    const edited = blocks(documentOf(aReport("fr", { summary: "Nos mots.\n\nEt la suite." })));
    expect(edited.filter((block) => block.kind === "paragraph").map((block) => "text" in block && block.text)).toEqual(
      expect.arrayContaining(["Nos mots.", "Et la suite."]),
    );
  });

  it("shows every figure as the page does, and writes « inconnu » for what is not known", () => {
    const [objectives, indicators] = tables(paper);
    expect(objectives?.rows.map((row) => row.map(plain))).toEqual([
      ["Recruter 60 bénévoles", "23", "60", "–", "–", "15 janv. 2027", "en retard"],
      ["Recruter 60 bénévoles", "inconnu", "60", "–", "–", "15 janv. 2027", "inconnu"],
    ]);
    expect(indicators?.rows.map((row) => row.map(plain))).toEqual([
      ["Couverture · Ville de Kermor", "74", "100", "−26 %", "–", "signal, en baisse"],
      ["Taux d’interactions", "4,2 %", "4 %", "+0,2 pt", "–", "dans l’ordinaire"],
      ["Dépense", "300 €", "inconnu", "–", "–", "recul insuffisant"],
    ]);
  });

  it("draws shares in [0, 1] and whole units of money, and leaves the unknown a gap", () => {
    const drawn = charts(paper).map(({ option }) => {
      const [line] = option.series as { data: { value: number | string }[] }[];
      return line?.data.map((point) => point.value);
    });
    expect(drawn).toEqual([
      [100, 74],
      [0.04, 0.042],
      ["-", 300],
    ]);
    for (const chart of charts(paper)) expect(chart.altText.length).toBeGreaterThan(20);
    expect(charts(paper)[2]?.table.rows.map((row) => row.map(plain))).toEqual([
      ["2 nov.", "inconnu"],
      ["9 nov.", "300 €"],
    ]);
  });

  it("titles a curve with its finding", () => {
    expect(charts(paper).map((chart) => plain(chart.title))).toEqual([
      "Couverture · Ville de Kermor : 74, au-dessous de l’ordinaire",
      "Taux d’interactions : 4,2 %, dans l’ordinaire",
      "Dépense : 300 €",
    ]);
    const drift = aMeasure(115, 110, "signal-up");
    const drifting = documentOf(aReport("fr", {}, { indicators: [drift], charts: [curve(drift, [110, 115])] }));
    expect(plain(charts(drifting)[0]?.title ?? "")).toBe("Couverture : 115, durablement au-dessus de la moyenne");
  });

  it("does not repeat in the reason the figure that has its column", () => {
    const best = tables(paper)[2];
    expect(plain(best?.rows[0]?.[3] ?? "")).toMatch(/^2 points de plus que d’habitude/);
  });

  it("ends with what comes next, its sources, and who validated it", () => {
    const titles = paper.sections.map((section) => plain(section.title));
    expect(titles.at(-2)).toBe("La suite : semaine 47 (16–22 nov. 2026)");
    expect(titles.at(-1)).toBe("Sources");
    const validated = aReport("fr", {
      validatedAt: new Date("2026-11-16T08:00:00Z"),
      validatedBy: "Anne",
      state: "validated",
    });
    expect(JSON.stringify(documentOf(validated))).toContain("Rapport validé par Anne");
  });

  it("exists in English, whole", () => {
    const text = JSON.stringify({ ...documentOf(aReport("en")), sections: documentOf(aReport("en")).sections });
    for (const french of ["Où nous en sommes", "inconnu", "ordinaire", "Semaine", "commentaires"]) {
      expect(text).not.toContain(french);
    }
  });

  it("stands with next to nothing in it", () => {
    const empty = documentOf({ ...aReport("fr"), figures: someFigures(), summary: "" });
    expect(empty.sections.map((section) => section.title)).toContain("Conversation et dépense");
    expect(JSON.stringify(empty)).toContain("n’est pas connue");
  });

  it("has a file name in the reader’s language", () => {
    expect(fileNameOf("ville-de-kermor", "2026-W46", "pdf", "fr")).toBe("rapport-ville-de-kermor-2026-W46.pdf");
    expect(fileNameOf("ville-de-kermor", "2026-10", "json", "en")).toBe("report-ville-de-kermor-2026-10.json");
  });
});
