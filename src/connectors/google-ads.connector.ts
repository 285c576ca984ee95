import { accountOf } from "./account.ts";
import { type AdField, readAds } from "./ads-table.ts";
import type { Connector, FileHead } from "./contract.ts";
import { dayOf, readDate } from "./dates.ts";
import { type Line, type MetricColumn, ReadyShape } from "./table.ts";

type Field = AdField | "currency" | "type" | "ad-group" | "status" | "term";

const metrics: readonly MetricColumn[] = [
  { metric: "spend", names: ["Cost", "Coût"] },
  { metric: "impressions", names: ["Impr.", "Impressions"] },
  { metric: "clicks", names: ["Clicks", "Clics"] },
  { metric: "engagements", names: ["Interactions"] },
  { metric: "video-views", names: ["Views", "Vues", "TrueView views"] },
  { metric: "conversions", names: ["Conversions"] },
  {
    metric: "revenue",
    names: ["Conv. value", "Conversion value", "Valeur de conversion", "Valeur conv.", "Valeur de conv."],
  },
];

// `Total: Campaigns`, `Total : compte`, `Total: Performance Max`.
const totalName = /^(total|totaux)\s*[:–-]/i;

const ads = new ReadyShape<Field>({
  fields: {
    day: ["Day", "Jour", "Date"],
    from: [],
    to: [],
    campaign: ["Campaign", "Campagne"],
    currency: ["Currency code", "Code de la devise", "Code de devise"],
    type: ["Campaign type", "Type de campagne"],
    "ad-group": ["Ad group", "Groupe d’annonces"],
    status: ["Campaign state", "Campaign status", "Status", "État", "État de la campagne"],
    term: ["Search term", "Terme de recherche"],
  },
  metrics,
  dates: ["day"],
  accepts: (has) => has("campaign") && has("impressions") && has("spend"),
  isTotal: (line) => wholeTotal(line),
  // Totals of a campaign type would be compared with the whole table.
  isSkipped: (line) => !wholeTotal(line) && isTotalLine(line),
});

function isTotalLine(line: Line<Field>): boolean {
  return line.cells.slice(0, 4).some((cell) => totalName.test(cell.trim()));
}

function wholeTotal(line: Line<Field>): boolean {
  return line.cells
    .slice(0, 4)
    .some((cell) => /^(?:total|totaux)\s*[:–-]\s*(?:account|campaigns|compte|campagnes)\s*$/i.test(cell.trim()));
}

/** The second line of the report: `1 June 2026 - 25 June 2026`, `1 sept. 2026 - 2 sept. 2026`. */
function periodOf(head: FileHead): { from: string; to: string } | undefined {
  for (const row of head.tables[0]?.rows.slice(0, 5) ?? []) {
    const [first, last] = row
      .filter((cell) => cell !== "")
      .join(", ")
      .split(/\s+[-–—]\s+/);
    const from = first ? readDate(first, "day-first") : undefined;
    const to = last ? readDate(last, "day-first") : undefined;
    if (from?.year !== undefined && to?.year !== undefined) return { from: dayOf(from), to: dayOf(to) };
  }
  return undefined;
}

export const connector: Connector = {
  id: "google-ads",
  network: "google-ads",
  label: { fr: "Google Ads", en: "Google Ads" },
  howToExport: {
    fr: "Google Ads › Campagnes › Segment › Heure › Jour › Télécharger › .csv (ou « .csv pour Excel »).",
    en: "Google Ads › Campaigns › Segment › Time › Day › Download › .csv (or “Excel .csv”).",
  },
  metrics: metrics.map(({ metric }) => metric),
  capabilities: ["daily", "spend"],
  recognises: (head) => (head.tables.some((table) => ads.matches(table)) ? 1 : 0),
  async *read(file, options) {
    const { account, notices } = accountOf(options, { network: "google-ads", kind: "ads" });
    yield* notices;
    const period = periodOf(file.head);
    const reading = {
      account: (line: Line<Field>) => {
        const code = line.text("currency");
        return {
          ...account,
          currency: /^[A-Z]{3}$/.test(code) ? code : (account.currency ?? line.currency ?? options.currency),
        };
      },
      ...(period ? { period } : {}),
    };
    for (const table of file.head.tables) {
      if (ads.matches(table)) yield* readAds(file, table.name, ads, reading, options);
    }
  },
};
