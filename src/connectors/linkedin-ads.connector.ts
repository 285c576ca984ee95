import { accountOf } from "./account.ts";
import { type AdField, isTotalName, readAds } from "./ads-table.ts";
import type { Connector, TableHead } from "./contract.ts";
import { dayOf, readDate } from "./dates.ts";
import { type Line, type MetricColumn, ReadyShape } from "./table.ts";

type Field = AdField | "currency" | "group" | "creative" | "account-name" | "account-id";

const metrics: readonly MetricColumn[] = [
  { metric: "spend", names: ["Total Spent"] },
  { metric: "impressions", names: ["Impressions"] },
  { metric: "clicks", names: ["Clicks"] },
  { metric: "link-clicks", names: ["Clicks to Landing Page"] },
  { metric: "reach", names: ["Reach"] },
  { metric: "reactions", names: ["Reactions"] },
  { metric: "comments", names: ["Comments"] },
  { metric: "shares", names: ["Shares"] },
  { metric: "followers-gained", names: ["Follows"] },
  { metric: "engagements", names: ["Total Engagements"] },
  { metric: "conversions", names: ["Conversions"] },
  { metric: "leads", names: ["Leads"] },
];

const ads = new ReadyShape<Field>({
  fields: {
    day: ["Start Date (in UTC)", "Start Date (in your local time)"],
    from: [],
    to: [],
    campaign: ["Campaign Name"],
    currency: ["Currency"],
    group: ["Campaign Group Name"],
    creative: ["Creative Name"],
    "account-name": ["Account Name"],
    "account-id": ["Account ID"],
  },
  metrics,
  dates: ["day"],
  order: "month-first",
  accepts: (has) => has("day") && has("spend") && has("impressions"),
  isTotal: (line) => !line.text("day") && isTotalName(line.text("campaign")),
});

/**
 * The lines above the header may tell the report's first and last day. When every line then begins on the first day,
 * the report was not cut by day: its figures belong to the whole period.
 */
function wholePeriod(table: TableHead): { from: string; to: string } | undefined {
  const found: Record<string, string> = {};
  let headerAt = -1;
  for (const [index, row] of table.rows.entries()) {
    if (ads.header(row)) {
      headerAt = index;
      break;
    }
    const said = /^report (start|end)\s*:\s*(.+)$/i.exec(
      row
        .filter((cell) => cell !== "")
        .join(", ")
        .trim(),
    );
    const date = said
      ? readDate((said[2] as string).replace(/,?\s*\d{1,2}:\d{2}\s*(am|pm)?.*$/i, ""), "month-first")
      : undefined;
    if (said && date?.year !== undefined) found[(said[1] as string).toLowerCase()] = dayOf(date);
  }
  const { start, end } = found;
  if (!start || !end || start >= end) return undefined;
  const column = ads.header(table.rows[headerAt] ?? [])?.columns.get("field:day")?.[0];
  if (column === undefined) return undefined;
  const days = table.rows.slice(headerAt + 1).map((row) => readDate(row[column] ?? "", "month-first"));
  const dated = days.filter((date) => date?.year !== undefined);
  return dated.length > 0 && dated.every((date) => date && dayOf(date) === start)
    ? { from: start, to: end }
    : undefined;
}

export const connector: Connector = {
  id: "linkedin-ads",
  network: "linkedin",
  label: { fr: "LinkedIn, Gestionnaire de campagnes", en: "LinkedIn Campaign Manager" },
  howToExport: {
    fr: "LinkedIn Campaign Manager › Campagnes › Exporter › « Performance des campagnes », par jour › CSV.",
    en: "LinkedIn Campaign Manager › Campaigns › Export › “Campaign performance”, daily › CSV.",
  },
  metrics: metrics.map(({ metric }) => metric),
  capabilities: ["daily", "spend"],
  recognises: (head) => (head.tables.some((table) => ads.matches(table)) ? 1 : 0),
  async *read(file, options) {
    const { account: unnamed, notices } = accountOf(options, { network: "linkedin", kind: "ads" });
    const account = (line: Line<Field>) => {
      const name = line.text("account-name");
      const externalId = options.answers?.account
        ? unnamed.externalId
        : line.text("account-id") || name || "linkedin-ads";
      return {
        ...unnamed,
        externalId,
        ...(name ? { name } : {}),
        currency: line.text("currency") || line.currency || unnamed.currency || options.currency,
      };
    };
    for (const table of file.head.tables) {
      if (!ads.matches(table)) continue;
      const named = table.rows.some((row) => ads.header(row)?.columns.has("field:account-name"));
      if (!named) yield* notices;
      const period = wholePeriod(table);
      for await (const each of readAds(file, table.name, ads, { account }, options)) {
        if (period && each.kind === "daily") {
          const { day: _, ...rest } = each;
          yield { ...rest, kind: "range", ...period };
        } else yield each;
      }
    }
  },
};
