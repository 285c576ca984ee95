/**
 * What a document is: a neutral tree that every renderer (PDF, HTML, …) turns into a file. It knows no activity and
 * holds no number to compute: every figure arrives as the text the reader will see, already in French or English
 * typography, so that the page, the e-mail and the paper cannot disagree.
 */
import type { ChartOption } from "./chart-option.ts";

export type DocumentLanguage = "fr" | "en";

/** `hold` keeps its course, `look` deserves a look, `act` asks for action now. Drawn as a word and a shape, never colour alone. */
export type StatusTone = "hold" | "look" | "act";

export type Status = {
  tone: StatusTone;
  /** The word the reader sees: « tenu », « signal », « en retard ». */
  word: string;
};

export type Paragraph = { kind: "paragraph"; text: string };

/** A heading inside a section (the section's own title stands one level above). */
export type Heading = { kind: "heading"; text: string };

export type Figure = {
  label: string;
  /** The number as text, unit excluded when `unit` is given: « 8 412 ». */
  value: string;
  /** Written smaller beside the value: « % », « / 41 ». */
  unit?: string;
  /** The comparison that makes the number mean something: « −18 %, ordinaire 9 100–11 600 ». */
  note?: string;
  status?: Status;
};

/** At most five figures read well on one row; more are wrapped onto further rows. */
export type FiguresRow = { kind: "figures"; figures: readonly Figure[] };

export type TableColumn = { label: string; align?: "start" | "end" | "center" };

/** `rows`: one text per column. `emptyText` is printed in place of the rows when there is none. */
export type Table = {
  kind: "table";
  caption: string;
  columns: readonly TableColumn[];
  rows: readonly (readonly string[])[];
  emptyText?: string;
};

/** A chart: the finding as title, the measure with unit and source as subtitle, and the numbers behind it as a table. */
export type Chart = {
  kind: "chart";
  /** The finding, as a sentence. */
  title: string;
  /** The measure, its unit and its source. */
  subtitle: string;
  /** What a reader who cannot see the chart must know. Never empty. */
  altText: string;
  /** The same object as the page hands to ECharts. */
  option: ChartOption;
  /** Height in pixels for a width of 720 (default 270). */
  height?: number;
  /** The numbers behind the drawing. HTML shows them on request; PDF prints them when `printTable` is true. */
  table: Omit<Table, "kind">;
  printTable?: boolean;
};

export type NoteList = { kind: "notes"; notes: readonly string[] };

export type Source = {
  label: string;
  /** File name, address, line… */
  detail?: string;
  /** Day or instant of the reading, as text. */
  readAtLabel?: string;
};

export type SourceList = { kind: "sources"; sources: readonly Source[] };

export type Block = Paragraph | Heading | FiguresRow | Table | Chart | NoteList | SourceList;

export type DocumentSection = { title: string; blocks: readonly Block[] };

export type Document = {
  title: string;
  language: DocumentLanguage;
  organisation: string;
  /** « Semaine 46 · 9–15 nov. 2026 » */
  periodLabel: string;
  /** « lundi 16 novembre 2026, 8 h 50 » */
  generatedAtLabel: string;
  /** Hash of the data the document was made from (hexadecimal); printed shortened in the footer, whole at the end. */
  dataHash: string;
  /** Where the figures come from, in a few words for the footer: « Exports Meta Business Suite et LinkedIn ». */
  sourceLabel?: string;
  /** The one sentence to read aloud. */
  lead: string;
  sections: readonly DocumentSection[];
};

type Words = {
  generatedAt: (label: string) => string;
  dataHash: string;
  page: (page: string, pages: string) => string;
  tableBehind: string;
  noRow: string;
  sources: string;
  notes: string;
  chart: string;
};

/** The few words a renderer adds of its own, in the two languages. */
export const documentWords: Record<DocumentLanguage, Words> = {
  fr: {
    generatedAt: (label) => `Établi le ${label}`,
    dataHash: "Empreinte des données",
    page: (page, pages) => `Page ${page} sur ${pages}`,
    tableBehind: "Les chiffres du graphique",
    noRow: "Aucune ligne pour cette période.",
    sources: "Sources",
    notes: "Notes",
    chart: "Graphique",
  },
  en: {
    generatedAt: (label) => `Made on ${label}`,
    dataHash: "Data hash",
    page: (page, pages) => `Page ${page} of ${pages}`,
    tableBehind: "The numbers behind the chart",
    noRow: "No row for this period.",
    sources: "Sources",
    notes: "Notes",
    chart: "Chart",
  },
};

/** The first twelve characters of the data hash: enough to compare two sheets of paper by eye. */
export function shortHash(dataHash: string): string {
  return dataHash.length > 12 ? dataHash.slice(0, 12) : dataHash;
}
