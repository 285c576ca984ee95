import {
  type AccountKind,
  accountKinds,
  type MetricId,
  metricIds,
  metrics,
  type NetworkId,
  networkIds,
  networks,
} from "../kernel/metric.ts";
import type { AccountReference, Connector, DailyObservation, RejectedLine, Row } from "./contract.ts";
import { ConnectorRefusal } from "./contract.ts";
import { type DateOrder, dayOf, readDate } from "./dates.ts";
import { type Header, lookupOf, normaliseHeader, readHeader } from "./header.ts";
import type { DecimalMark } from "./numbers.ts";
import { decideMark, decideOrder, LineProblem, readMetric, rejected } from "./table.ts";

type Field = "date" | "network" | "account" | "metric" | "value" | "kind" | "part" | "currency";

const lookup = lookupOf<Field>({
  date: ["date", "day", "jour"],
  network: ["network", "réseau"],
  account: ["account", "compte"],
  metric: ["metric", "mesure", "indicateur"],
  value: ["value", "valeur"],
  kind: ["kind", "nature"],
  part: ["part", "dimension", "partie"],
  currency: ["currency", "devise"],
});

const needed: readonly Field[] = ["date", "network", "account", "metric", "value"];

/** The whole row must be of this format: other exports also have a column called `date`. */
function headerOf(cells: readonly string[]): Header<Field> | undefined {
  const header = readHeader(cells, lookup);
  return header.unknown.length === 0 && needed.every((field) => header.columns.has(field)) ? header : undefined;
}

// Ids and labels in both languages, in the plain form of headers.
const metricNames = new Map<string, MetricId>();
for (const id of metricIds) {
  for (const name of [metrics[id].label.fr, metrics[id].label.en, id]) metricNames.set(normaliseHeader(name), id);
}
const networkNames = new Map<string, NetworkId>();
for (const id of networkIds) {
  for (const name of [networks[id].fr, networks[id].en, id]) networkNames.set(normaliseHeader(name), id);
}

/** Most cells repeat: what a text means is worked out once. */
class Reader {
  private readonly header: Header<Field>;
  private readonly table: string;
  private readonly order: DateOrder;
  private readonly mark: DecimalMark;
  private readonly currency: string;
  private readonly days = new Map<string, string | undefined>();
  private readonly accounts = new Map<string, Map<string, AccountReference>>();
  private readonly metrics = new Map<string, MetricId>();
  private readonly place: Readonly<Record<Field, number>>;

  constructor(header: Header<Field>, table: string, order: DateOrder, mark: DecimalMark, currency: string) {
    this.header = header;
    this.table = table;
    this.order = order;
    this.mark = mark;
    this.currency = currency;
    const at = (field: Field) => header.columns.get(field)?.[0] ?? -1;
    this.place = {
      date: at("date"),
      network: at("network"),
      account: at("account"),
      metric: at("metric"),
      value: at("value"),
      kind: at("kind"),
      part: at("part"),
      currency: at("currency"),
    };
  }

  read(row: Row): DailyObservation | RejectedLine | undefined {
    const { cells } = row;
    if (cells.length < 2 && (cells[0] ?? "").trim() === "") return undefined;
    try {
      if (row.broken) throw new LineProblem(row.broken);
      if (cells.length !== this.header.names.length) {
        const code = cells.length < this.header.names.length ? "too-few-cells" : "too-many-cells";
        throw new LineProblem(code, { found: cells.length, expected: this.header.names.length });
      }
      const { place } = this;
      const day = this.day(cells[place.date] as string);
      const account = this.account(cells);
      const metric = this.metric(cells[place.metric] as string);
      const text = cells[place.value] as string;
      const value = readMetric(text, { metric, names: [] }, this.mark, account.currency ?? this.currency);
      if (value === undefined) throw new LineProblem("value-missing");
      if (Number.isNaN(value)) {
        throw new LineProblem("number-unreadable", { column: metric, value: text.trim().slice(0, 60) });
      }
      return {
        kind: "daily",
        table: this.table,
        line: row.line,
        account,
        day,
        dimension: place.part === -1 ? "" : (cells[place.part] as string).trim(),
        values: { [metric]: value },
      };
    } catch (problem) {
      return rejected({ table: this.table, line: row.line }, problem);
    }
  }

  private day(text: string): string {
    let day = this.days.get(text);
    if (day === undefined) {
      const date = readDate(text, this.order);
      if (date?.year === undefined) throw new LineProblem("date-unreadable", { value: text.trim().slice(0, 60) });
      day = dayOf(date);
      remember(this.days, text, day);
    }
    return day;
  }

  private metric(text: string): MetricId {
    let metric = this.metrics.get(text);
    if (metric === undefined) {
      metric = metricNames.get(normaliseHeader(text));
      if (!metric) throw new LineProblem("metric-unknown", { value: text.trim().slice(0, 60) });
      remember(this.metrics, text, metric);
    }
    return metric;
  }

  private account(cells: readonly string[]): AccountReference {
    const { place } = this;
    const network = cells[place.network] as string;
    let name = cells[place.account] as string;
    const kind = place.kind === -1 ? "" : (cells[place.kind] as string);
    const currency = place.currency === -1 ? "" : (cells[place.currency] as string);
    // Joining texts line after line costs more than looking twice.
    if (kind !== "" || currency !== "") name = `${name}\u0001${kind}\u0001${currency}`;
    const account = this.accounts.get(network)?.get(name);
    if (account) return account;
    const made = newAccount(network, cells[place.account] as string, kind, currency);
    let ofNetwork = this.accounts.get(network);
    if (!ofNetwork) {
      ofNetwork = new Map();
      remember(this.accounts, network, ofNetwork);
    }
    remember(ofNetwork, name, made);
    return made;
  }
}

/** A file of endless different texts must not fill the memory. */
function remember<Value>(cache: Map<string, Value>, key: string, value: Value): void {
  if (cache.size >= 50_000) cache.clear();
  // A cell is a window on a piece of the file; the copy lets the piece go.
  cache.set(Buffer.from(key).toString(), value);
}

function newAccount(networkText: string, nameText: string, kindText: string, currencyText: string): AccountReference {
  const network = networkNames.get(normaliseHeader(networkText));
  if (!network) throw new LineProblem("network-unknown", { value: networkText.trim().slice(0, 60) });
  const name = nameText.trim();
  if (name === "") throw new LineProblem("account-missing");
  const kind = kindText.trim().toLowerCase();
  if (kind !== "" && !accountKinds.includes(kind as AccountKind)) {
    throw new LineProblem("account-kind-unknown", { value: kind.slice(0, 60) });
  }
  const currency = currencyText.trim().toUpperCase();
  return {
    network,
    kind: kind === "" ? usualKind(network) : (kind as AccountKind),
    externalId: name,
    name,
    ...(/^[A-Z]{3}$/.test(currency) ? { currency } : {}),
  };
}

function usualKind(network: NetworkId): AccountKind {
  switch (network) {
    case "google-ads":
      return "ads";
    case "google-analytics":
    case "website":
      return "site";
    case "premises":
      return "counter";
    case "youtube":
      return "channel";
    case "facebook":
    case "linkedin":
      return "page";
    default:
      return "profile";
  }
}

export const connector: Connector = {
  id: "vigie",
  network: "several",
  label: { fr: "Format Vigie (une mesure par ligne)", en: "Vigie format (one measurement a line)" },
  howToExport: {
    fr: "Tableur › colonnes « date, réseau, compte, mesure, valeur » › Enregistrer au format CSV (UTF-8).",
    en: "Spreadsheet › columns “date, network, account, metric, value” › Save as CSV (UTF-8).",
  },
  metrics: metricIds,
  capabilities: ["daily", "spend"],
  recognises: (head) => (head.tables.some((table) => table.rows.some((row) => headerOf(row))) ? 1 : 0),
  async *read(file, options) {
    for (const table of file.head.tables) {
      if (!table.rows.some((row) => headerOf(row))) continue;
      let header: Header<Field> | undefined;
      let reader: Reader | undefined;
      let waiting: Row[] = [];
      const begin = (): Reader => {
        if (!header) throw new ConnectorRefusal("header-not-found", { table: table.name });
        const texts = (field: Field) => {
          const place = header?.columns.get(field)?.[0] ?? -1;
          return waiting.map((row) => row.cells[place] ?? "");
        };
        const order = decideOrder(texts("date"), file, options, false);
        return new Reader(header, table.name, order, decideMark(amounts(waiting, header), options), options.currency);
      };
      for await (const batch of file.batches(table.name)) {
        let start = 0;
        while (!header && start < batch.length) {
          header = headerOf((batch[start] as Row).cells);
          start += 1;
        }
        if (!header) continue;
        if (!reader) {
          waiting.push(...(start === 0 ? batch : batch.slice(start)));
          if (waiting.length < 2_000) continue;
          reader = begin();
          for (const row of waiting) {
            const taken = reader.read(row);
            if (taken) yield taken;
          }
          waiting = [];
          continue;
        }
        for (const row of batch) {
          const taken = reader.read(row);
          if (taken) yield taken;
        }
      }
      reader ??= begin();
      for (const row of waiting) {
        const taken = reader.read(row);
        if (taken) yield taken;
      }
    }
  },
};

/** Only amounts have decimals: a count of `1,234` leaves no doubt. */
function* amounts(rows: readonly Row[], header: Header<Field>): Iterable<string> {
  const [metricAt, valueAt] = [header.columns.get("metric")?.[0] ?? -1, header.columns.get("value")?.[0] ?? -1];
  for (const row of rows) {
    const metric = metricNames.get(normaliseHeader(row.cells[metricAt] ?? ""));
    if (metric && (metrics[metric].unit !== "count" || metric === "conversions")) yield row.cells[valueAt] ?? "";
  }
}
