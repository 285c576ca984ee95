import { accountOf } from "./account.ts";
import { type AdField, isTotalName, readAds } from "./ads-table.ts";
import type { Connector } from "./contract.ts";
import { type Line, type MetricColumn, ReadyShape } from "./table.ts";

const metrics: readonly MetricColumn[] = [
  { metric: "spend", names: ["Spend in account currency"] },
  { metric: "impressions", names: ["Impressions"] },
  { metric: "reach", names: ["Reach"] },
  { metric: "clicks", names: ["Pin clicks"] },
  { metric: "link-clicks", names: ["Outbound clicks"] },
  { metric: "saves", names: ["Saves"] },
  { metric: "engagements", names: ["Engagements"] },
  { metric: "conversions", names: ["Total conversions (Checkout)", "Total conversions"] },
  { metric: "revenue", names: ["Total order value (Checkout)", "Total conversion value"] },
];

const ads = new ReadyShape<AdField>({
  fields: { day: ["Date"], from: [], to: [], campaign: ["Campaign name"] },
  metrics,
  dates: ["day"],
  accepts: (has) => has("campaign") && has("spend") && has("impressions") && (has("saves") || has("link-clicks")),
  isTotal: (line) => !line.text("day") && isTotalName(line.text("campaign")),
});

export const connector: Connector = {
  id: "pinterest-ads",
  network: "pinterest",
  label: { fr: "Pinterest Ads", en: "Pinterest Ads" },
  howToExport: {
    fr: "Pinterest › Publicités › Rapports › rapport personnalisé par jour › Exporter en CSV.",
    en: "Pinterest › Ads › Reporting › custom report by day › Export as CSV.",
  },
  metrics: metrics.map(({ metric }) => metric),
  capabilities: ["daily", "spend"],
  recognises: (head) => (head.tables.some((table) => ads.matches(table)) ? 1 : 0),
  async *read(file, options) {
    const { account, notices } = accountOf(options, { network: "pinterest", kind: "ads" });
    yield* notices;
    const ofLine = (line: Line<AdField>) => ({
      ...account,
      currency: line.currency ?? account.currency ?? options.currency,
    });
    for (const table of file.head.tables) {
      if (ads.matches(table)) yield* readAds(file, table.name, ads, { account: ofLine }, options);
    }
  },
};
