import type { JsonifiedValue } from "@orpc/openapi-client";
import type { z } from "zod";
import { networks } from "../../../kernel/metric.ts";
import { daysBetween } from "../../../kernel/period.ts";
import { useToday } from "../../../ui/clock.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { useFormat } from "../../../ui/format.ts";
import { useOrganisation } from "../../../ui/organisation.tsx";
import { Section } from "../../../ui/page.tsx";
import { StatusTag } from "../../../ui/status.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import type { Freshness } from "../contract.ts";
import { isStale, lastKnownDay } from "./batch.ts";

/** How far each account's figures go, the stalest first. */
export function FreshnessPart({ accounts }: { accounts: readonly JsonifiedValue<z.infer<typeof Freshness>>[] }) {
  const { t } = useTranslation();
  const { timeZone } = useOrganisation();
  const format = useFormat(timeZone);
  const today = useToday(timeZone);
  const sorted = [...accounts].sort((a, b) => (lastKnownDay(a) ?? "").localeCompare(lastKnownDay(b) ?? ""));
  return (
    <Section title={t("measurements.fresh.title")} sub={t("measurements.fresh.sub")}>
      <DataTable
        caption={t("measurements.fresh.title")}
        rows={sorted}
        rowKey={(account) => account.accountId}
        columns={[
          {
            key: "account",
            label: t("measurements.fresh.account"),
            head: true,
            cell: (account) => account.accountName,
          },
          {
            key: "network",
            label: t("measurements.fresh.network"),
            cell: (account) => networks[account.network][format.language],
          },
          {
            key: "lastDay",
            label: t("measurements.fresh.lastDay"),
            cell: (account) => {
              const last = lastKnownDay(account);
              const tone = isStale(account, today) ? "look" : "hold";
              const days = last ? Math.max(0, daysBetween(last, today)) : 0;
              return (
                <span className="row">
                  {last ? format.dayYear(last) : t("measurements.fresh.never")}
                  <StatusTag tone={tone}>
                    {tone === "hold"
                      ? t("measurements.fresh.upToDate")
                      : last
                        ? t("measurements.fresh.days", { count: days })
                        : t("measurements.fresh.stale")}
                  </StatusTag>
                </span>
              );
            },
          },
          {
            key: "lastPost",
            label: t("measurements.fresh.lastPost"),
            cell: (account) => (account.lastPostOn ? format.dayYear(account.lastPostOn) : null),
          },
          {
            key: "lastImport",
            label: t("measurements.fresh.lastImport"),
            cell: (account) => (account.lastImportAt ? format.instant(account.lastImportAt) : null),
          },
        ]}
      />
    </Section>
  );
}
