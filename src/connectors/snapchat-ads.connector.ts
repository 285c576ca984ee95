import { accountOf } from "./account.ts";
import { type AdField, isTotalName, readAds } from "./ads-table.ts";
import type { Connector } from "./contract.ts";
import { type Line, type MetricColumn, ReadyShape } from "./table.ts";

type Field = AdField | "currency" | "ad-set" | "ad";

const metrics: readonly MetricColumn[] = [
  { metric: "spend", names: ["Amount Spent", "Spend"] },
  { metric: "impressions", names: ["Paid Impressions", "Impressions"] },
  { metric: "reach", names: ["Paid Reach", "Reach"] },
  { metric: "link-clicks", names: ["Swipe Ups", "Swipes", "Clicks"] },
  { metric: "video-views", names: ["Video Views"] },
  { metric: "conversions", names: ["Purchases"] },
  { metric: "revenue", names: ["Purchases Value"] },
];

const ads = new ReadyShape<Field | "snapchat">({
  fields: {
    day: [],
    from: ["Start Time", "Start Date"],
    to: ["End Time", "End Date"],
    campaign: ["Campaign Name"],
    currency: ["Currency"],
    "ad-set": ["Ad Set Name", "Ad Squad Name", "Ad Squad"],
    ad: ["Ad Name"],
    // Names that only Snapchat uses.
    snapchat: ["Swipe Up Rate", "Paid eCPM", "eCPSU", "Paid Frequency"],
  },
  metrics,
  dates: ["from", "to"],
  accepts: (has) => has("from") && has("spend") && has("impressions") && (has("snapchat") || has("link-clicks")),
  isTotal: (line) => !line.text("from") && isTotalName(line.text("campaign")),
});

export const connector: Connector = {
  id: "snapchat-ads",
  network: "snapchat",
  label: { fr: "Snapchat Ads", en: "Snapchat Ads" },
  howToExport: {
    fr: "Snapchat Ads Manager › Gérer les publicités › Exporter › granularité « Jour » › CSV.",
    en: "Snapchat Ads Manager › Manage ads › Export › granularity “Day” › CSV.",
  },
  metrics: metrics.map(({ metric }) => metric),
  capabilities: ["daily", "spend"],
  recognises: (head) => (head.tables.some((table) => ads.matches(table)) ? 1 : 0),
  async *read(file, options) {
    const { account, notices } = accountOf(options, { network: "snapchat", kind: "ads" });
    yield* notices;
    const ofLine = (line: Line<Field | "snapchat">) => ({
      ...account,
      currency: line.text("currency") || line.currency || account.currency || options.currency,
    });
    for (const table of file.head.tables) {
      if (ads.matches(table)) yield* readAds(file, table.name, ads, { account: ofLine }, options);
    }
  },
};
