import type { MetricId, NetworkId } from "../kernel/metric.ts";
import { accountOf } from "./account.ts";
import type { AccountReference, Connector, ReadOptions, Row, SourceFile, TableHead } from "./contract.ts";
import { ConnectorRefusal } from "./contract.ts";
import { dayOf, readDate } from "./dates.ts";
import { normaliseHeader } from "./header.ts";
import { readNumber } from "./numbers.ts";
import { decideOrder, LineProblem, rejected } from "./table.ts";

/** Words of a block's title, in any language seen, and the metric they announce. */
const titles: readonly (readonly [RegExp, MetricId])[] = [
  [/\b(unfollows?|desabonnements?)\b/, "followers-lost"],
  [/\b(follows?|followers en plus|abonnements?)\b/, "followers-gained"],
  [/\b(link clicks|clics sur (un|le) lien)\b/, "link-clicks"],
  [/\b(visits?|visites?)\b/, "profile-visits"],
  [/\b(reach|couverture|accounts reached|comptes touches)\b/, "reach"],
  [/\b(views|vues)\b/, "views"],
  [/\b(impressions)\b/, "impressions"],
  [/\b(content interactions|interactions)\b/, "engagements"],
];

interface Block {
  readonly title: string;
  readonly metric: MetricId;
  readonly network?: NetworkId;
}

function blockOf(title: string): Block | undefined {
  const plain = normaliseHeader(title);
  const metric = titles.find(([pattern]) => pattern.test(plain))?.[1];
  if (!metric || plain.length > 80) return undefined;
  const network = /instagram/.test(plain) ? "instagram" : /facebook/.test(plain) ? "facebook" : undefined;
  return { title: title.trim(), metric, ...(network ? { network } : {}) };
}

const filled = (row: readonly string[]): readonly string[] => row.filter((cell) => cell.trim() !== "");

/** `"Date","Primary"`. The second name is Meta's own, in every language met so far. */
function isHeader(row: readonly string[]): boolean {
  const cells = filled(row).map(normaliseHeader);
  return cells.length >= 2 && cells[0] === "date" && (cells[1] === "primary" || cells[1] === "principal");
}

function isExport(table: TableHead): boolean {
  return table.rows.some((row, index) => {
    const above = table.rows.slice(0, index).findLast((each) => filled(each).length > 0);
    return (
      isHeader(row) &&
      above !== undefined &&
      filled(above).length === 1 &&
      blockOf(filled(above)[0] as string) !== undefined
    );
  });
}

async function* readBlocks(file: SourceFile, table: TableHead, options: ReadOptions) {
  let block: Block | undefined;
  let account: AccountReference | undefined;
  let inBlock = false;
  const asked = new Set<NetworkId>();
  const order = decideOrder(
    table.rows.map((row) => row[0] ?? ""),
    file,
    options,
    true,
    "month-first",
  );
  for await (const row of file.rows(table.name)) {
    if (row.broken) {
      yield rejected({ table: table.name, line: row.line }, new LineProblem(row.broken));
      continue;
    }
    const cells = filled(row.cells);
    if (cells.length === 0) continue;
    if (isHeader(row.cells)) {
      inBlock = block !== undefined;
      continue;
    }
    if (cells.length === 1 && !/^\d/.test(cells[0] as string)) {
      inBlock = false;
      block = blockOf(cells[0] as string);
      if (!block) {
        yield {
          kind: "notice" as const,
          code: "block-set-aside",
          params: { title: (cells[0] as string).slice(0, 80) },
        };
        continue;
      }
      const found = accountOfBlock(block, options);
      account = found.account;
      const { network } = account;
      if (!asked.has(network)) yield* found.notices;
      asked.add(network);
      continue;
    }
    if (!inBlock || !block || !account) continue;
    try {
      const observation = dayOfRow(row, table.name, block.metric, account, order);
      if (observation) yield observation;
    } catch (problem) {
      yield rejected({ table: table.name, line: row.line }, problem);
    }
  }
}

function dayOfRow(
  row: Row,
  table: string,
  metric: MetricId,
  account: AccountReference,
  order: "day-first" | "month-first",
) {
  const [written = "", figure] = row.cells;
  // Only the day counts: the hour is 00 or 01 as summer time comes and goes.
  const date = readDate(written, order);
  if (date?.year === undefined) throw new LineProblem("date-unreadable", { value: written.slice(0, 60) });
  if (figure === undefined) throw new LineProblem("too-few-cells", { found: row.cells.length, expected: 2 });
  const value = readNumber(figure, "whole");
  if (Number.isNaN(value)) throw new LineProblem("number-unreadable", { column: metric, value: figure.slice(0, 60) });
  if (value === undefined) return undefined;
  return {
    kind: "daily" as const,
    table,
    line: row.line,
    account,
    day: dayOf(date),
    dimension: "",
    values: { [metric]: value },
  };
}

function accountOfBlock(block: Block, options: ReadOptions): ReturnType<typeof accountOf> {
  const answer = options.answers?.account;
  if (answer && (!block.network || block.network === answer.network)) return { account: answer, notices: [] };
  // "Reach" alone may be of Facebook or of Instagram: only a person knows.
  if (!block.network) throw new ConnectorRefusal("account-needed", { title: block.title });
  const kind = block.network === "facebook" ? "page" : "profile";
  return accountOf({ ...options, answers: undefined }, { network: block.network, kind });
}

export const connector: Connector = {
  id: "meta-insights",
  network: "several",
  label: { fr: "Meta Business Suite, statistiques par jour", en: "Meta Business Suite, daily insights" },
  howToExport: {
    fr: "Meta Business Suite › Statistiques › Résultats › Exporter › CSV (un fichier par mesure : couverture, visites, nouveaux abonnés…).",
    en: "Meta Business Suite › Insights › Results › Export › CSV (one file per metric: reach, visits, follows…).",
  },
  metrics: [...new Set(titles.map(([, metric]) => metric))],
  capabilities: ["daily"],
  recognises: (head) => (head.tables.some(isExport) ? 1 : 0),
  async *read(file, options) {
    for (const table of file.head.tables) if (isExport(table)) yield* readBlocks(file, table, options);
  },
};
