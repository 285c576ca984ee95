import type { MetricId } from "../kernel/metric.ts";
import { accountOf } from "./account.ts";
import type {
  AccountReference,
  Connector,
  DailyObservation,
  RangeObservation,
  ReadOptions,
  SourceFile,
} from "./contract.ts";
import { ConnectorRefusal } from "./contract.ts";
import { dayOf, readDate } from "./dates.ts";
import type { Header } from "./header.ts";
import { isAbsent } from "./numbers.ts";
import { decideMark, LineProblem, type MetricColumn, ReadyShape, readMetric, rejected } from "./table.ts";

type Field = "channel" | "source" | "page" | "landing" | "date";

const metricColumns: readonly MetricColumn[] = [
  { metric: "sessions", names: ["Sessions"] },
  {
    metric: "users",
    names: [
      "Active users",
      "Utilisateurs actifs",
      "Users",
      "Utilisateurs",
      "Total users",
      "Nombre total d’utilisateurs",
    ],
  },
  { metric: "page-views", names: ["Views", "Vues"] },
  { metric: "conversions", names: ["Key events", "Événements clés", "Conversions"] },
  { metric: "revenue-total", names: ["Total revenue", "Revenu total", "Revenus totaux"] },
];

const tables = new ReadyShape<Field>({
  fields: {
    channel: [
      "Session primary channel group (Default Channel Group)",
      "Session primary channel group (Default channel group)",
      "Session default channel group",
      "Session default channel grouping",
      "Groupe de canaux principal de la session (Groupe de canaux par défaut)",
      "Groupe de canaux par défaut de la session",
    ],
    source: ["Session source / medium", "Source/support de la session", "Source / support de la session"],
    page: [
      "Page path + query string and screen class",
      "Page path and screen class",
      "Page path",
      "Chemin de la page et classe de l’écran",
      "Page title and screen class",
    ],
    landing: ["Landing page", "Landing page + query string", "Page de destination"],
    date: ["Date"],
  },
  metrics: metricColumns,
  accepts: (has) =>
    (has("channel") || has("source") || has("page") || has("landing") || has("date")) &&
    metricColumns.some(({ metric }) => has(metric)),
});

const isComment = (row: readonly string[]): boolean => (row[0] ?? "").trimStart().startsWith("#");
const commentText = (row: readonly string[]): string =>
  row
    .filter((cell) => cell !== "")
    .join(",")
    .replace(/^\s*#\s*/, "");

interface Preamble {
  readonly property?: string;
  readonly from?: string;
  readonly to?: string;
}

/** `# Start date: 20260701`, `# Date de début : 20260701`. Each section may open with its own. */
function readComment(text: string, known: Preamble): Preamble {
  const said = /^([^:]{2,40}?)\s*:\s*(.+)$/.exec(text);
  if (!said) return known;
  const [name, value] = [(said[1] as string).toLowerCase(), (said[2] as string).trim()];
  if (/^(property|propriété)$/.test(name)) return { ...known, property: value };
  const date = readDate(value, "month-first");
  if (date?.year === undefined) return known;
  if (/^(start date|date de début)$/.test(name)) return { ...known, from: dayOf(date) };
  if (/^(end date|date de fin)$/.test(name)) return { ...known, to: dayOf(date) };
  return known;
}

interface Block {
  readonly header: Header<string>;
  readonly preamble: Preamble;
  readonly rows: { line: number; cells: readonly string[] }[];
}

const mostRows = 200_000;

/** Every table of the file: a header, and the rows down to the next blank line, comment or header. */
async function blocksOf(file: SourceFile, table: string): Promise<Block[]> {
  const blocks: Block[] = [];
  let preamble: Preamble = {};
  let current: Block | undefined;
  let rows = 0;
  for await (const row of file.rows(table)) {
    if (isComment(row.cells)) {
      current = undefined;
      preamble = readComment(commentText(row.cells), preamble);
      continue;
    }
    if (row.cells.every((cell) => cell.trim() === "")) {
      current = undefined;
      continue;
    }
    if (!current) {
      const header = tables.header(row.cells);
      if (header) {
        current = { header, preamble, rows: [] };
        blocks.push(current);
      }
      continue;
    }
    rows += 1;
    if (rows > mostRows) throw new ConnectorRefusal("too-many-rows", { limit: mostRows });
    current.rows.push({ line: row.line, cells: row.cells });
  }
  return blocks;
}

const dimensions: readonly Field[] = ["date", "channel", "source", "landing", "page"];

const dimensionOf = (block: Block): Field => {
  // A date beside another dimension only cuts that one by day.
  const found = dimensions.filter((field) => block.header.columns.has(`field:${field}`));
  return found.find((field) => field !== "date") ?? "date";
};

function metricsOf(block: Block): { column: MetricColumn; index: number }[] {
  const found: { column: MetricColumn; index: number }[] = [];
  for (const [key, indexes] of block.header.columns) {
    const column = tables.column(key);
    if ("metric" in column) found.push({ column: column.metric, index: indexes[0] as number });
  }
  return found;
}

/** Charts come first and repeat a part of the table that follows: of two blocks by the same dimension, the widest. */
function withoutCharts(blocks: readonly Block[]): Block[] {
  const widest = new Map<Field, Block>();
  for (const block of blocks) {
    if (block.rows.length === 0) continue;
    const dimension = dimensionOf(block);
    const other = widest.get(dimension);
    if (!other || metricsOf(block).length >= metricsOf(other).length) widest.set(dimension, block);
  }
  return [...widest.values()];
}

const socialChannels = /^(organic social|paid social|réseaux sociaux organiques|réseaux sociaux payants)$/i;

function* readBlock(
  block: Block,
  table: string,
  account: AccountReference,
  options: ReadOptions,
  mark: "." | ",",
): Iterable<
  | DailyObservation
  | RangeObservation
  | ReturnType<typeof rejected>
  | { kind: "total"; table: string; line: number; metric: MetricId; value: number }
> {
  const dimension = dimensionOf(block);
  const place = (field: Field) => block.header.columns.get(`field:${field}`)?.[0];
  const columns = metricsOf(block);
  const currency = block.header.currency ?? options.currency;
  for (const row of block.rows) {
    try {
      const part = (row.cells[place(dimension) as number] ?? "").trim();
      const isTotal = /^(grand total|total général|total)$/i.test(part) || (part === "" && dimension !== "date");
      if (row.cells.length < block.header.names.length && !isTotal) {
        throw new LineProblem("too-few-cells", { found: row.cells.length, expected: block.header.names.length });
      }
      const values = readValues(row.cells, columns, mark, currency);
      if (isTotal) {
        for (const [metric, value] of Object.entries(values) as [MetricId, number][]) {
          yield { kind: "total", table, line: row.line, metric, value };
        }
        continue;
      }
      if (dimension === "channel" && socialChannels.test(part) && values.sessions !== undefined) {
        values["sessions-social"] = values.sessions;
      }
      const common = { table, line: row.line, account, values };
      const named = dimension === "date" ? "" : `${dimension === "landing" ? "page" : dimension}:${part}`;
      const written = place("date");
      if (written !== undefined) {
        const date = readDate(row.cells[written] ?? "", "month-first");
        if (date?.year === undefined)
          throw new LineProblem("date-unreadable", { value: (row.cells[written] ?? "").slice(0, 60) });
        yield { kind: "daily", ...common, dimension: named, day: dayOf(date) };
        continue;
      }
      const { from, to } = block.preamble;
      if (!from || !to) throw new ConnectorRefusal("period-unknown", { table });
      yield from === to
        ? { kind: "daily", ...common, dimension: named, day: from }
        : { kind: "range", ...common, dimension: named, from, to };
    } catch (problem) {
      yield rejected({ table, line: row.line }, problem);
    }
  }
}

function readValues(
  cells: readonly string[],
  columns: readonly { column: MetricColumn; index: number }[],
  mark: "." | ",",
  currency: string,
): Partial<Record<MetricId, number>> {
  const values: Partial<Record<MetricId, number>> = {};
  for (const { column, index } of columns) {
    const cell = cells[index] ?? "";
    // -1 is how GA4 writes "not known yet".
    if (isAbsent(cell) || cell.trim() === "-1" || values[column.metric] !== undefined) continue;
    const value = readMetric(cell, column, mark, currency);
    if (value === undefined) continue;
    if (Number.isNaN(value))
      throw new LineProblem("number-unreadable", { column: column.metric, value: cell.slice(0, 60) });
    values[column.metric] = value;
  }
  return values;
}

export const connector: Connector = {
  id: "ga4",
  network: "google-analytics",
  label: { fr: "Google Analytics 4", en: "Google Analytics 4" },
  howToExport: {
    fr: "Google Analytics › Rapports › Acquisition › Acquisition de trafic › Partager ce rapport › Télécharger le fichier › CSV.",
    en: "Google Analytics › Reports › Acquisition › Traffic acquisition › Share this report › Download file › CSV.",
  },
  metrics: [...metricColumns.map(({ metric }) => metric), "sessions-social"],
  capabilities: ["daily"],
  recognises: (head) =>
    head.tables.some(
      (table) => table.rows.some(isComment) && table.rows.some((row) => tables.header(row) !== undefined),
    ) ||
    head.tables.some((table) =>
      table.rows.some((row) => {
        const header = tables.header(row);
        return header?.columns.has("field:channel") || header?.columns.has("field:source");
      }),
    )
      ? 1
      : 0,
  async *read(file, options) {
    for (const table of file.head.tables) {
      const blocks = withoutCharts(await blocksOf(file, table.name));
      if (blocks.length === 0) continue;
      const name = blocks.find((block) => block.preamble.property)?.preamble.property;
      const { account, notices } = accountOf(options, {
        network: "google-analytics",
        kind: "site",
        ...(name ? { name } : {}),
      });
      yield* notices;
      const amounts = blocks.flatMap((block) =>
        metricsOf(block)
          .filter(({ column }) => column.metric === "revenue-total" || column.metric === "conversions")
          .flatMap(({ index }) => block.rows.slice(0, 2_000).map((row) => row.cells[index] ?? "")),
      );
      const mark = decideMark(amounts, options);
      for (const block of blocks) yield* readBlock(block, table.name, account, options, mark);
    }
  },
};
