import { Button } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { DataTable } from "../../../ui/data-table.tsx";
import { FailedPage } from "../../../ui/failed-page.tsx";
import { useFormat } from "../../../ui/format.ts";
import { OrganisationLink, useGo } from "../../../ui/link.tsx";
import { useHolds } from "../../../ui/organisation.tsx";
import { Bones, EmptyState, Page } from "../../../ui/page.tsx";
import { StatusTag } from "../../../ui/status.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import { capital } from "../words/rules.ts";
import { calls } from "./calls.ts";
import "./reports.css";

const tones = { none: "look", draft: "look", validated: "hold" } as const;

/** Weeks and months that are over, and where the report of each stands. */
export function ReportsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const go = useGo();
  const imports = useHolds("admin", "manager", "community");
  const search = useSearch({ strict: false }) as { kind?: string };
  const kind = search.kind === "month" ? "month" : "week";
  const list = useQuery(calls.list.queryOptions({ input: { kind }, placeholderData: keepPreviousData }));
  if (list.error)
    return <FailedPage name={t("reports.list.name")} error={list.error} retry={() => void list.refetch()} />;
  if (!list.data) return <Bones lines={8} />;

  const [latest] = list.data;
  const last = latest ? capital(format.period(latest.period)) : "";
  const openLatest = latest?.state !== "validated" ? latest : undefined;
  return (
    <Page
      name={t("reports.list.name")}
      sentence={
        latest === undefined
          ? t("reports.list.emptyTitle")
          : latest.state === "validated"
            ? t("reports.list.validated", { last })
            : t("reports.list.waits", { last })
      }
      acts={
        openLatest ? (
          <Button onClick={() => go(`/reports/${openLatest.period}`, { period: openLatest.period })}>
            {t(openLatest.period.includes("W") ? "reports.list.open" : "reports.list.openMonth", {
              period: format.period(openLatest.period),
            })}
          </Button>
        ) : undefined
      }
    >
      <nav className="segments" aria-label={t("reports.list.kinds.label")}>
        {(["week", "month"] as const).map((each) => (
          <OrganisationLink
            key={each}
            to="/reports"
            search={{ kind: each === "week" ? undefined : each }}
            current={each === kind}
          >
            {t(`reports.list.kinds.${each}`)}
          </OrganisationLink>
        ))}
      </nav>
      <div className="section" aria-busy={list.isPlaceholderData}>
        <DataTable
          caption={t("reports.list.caption")}
          rows={list.data}
          rowKey={({ period }) => period}
          empty={
            <EmptyState
              title={t("reports.list.emptyTitle")}
              purpose={t("reports.list.emptyPurpose")}
              example={t("reports.list.emptyExample")}
              act={
                imports ? (
                  <Button onClick={() => go("/imports", { new: true })}>{t("reports.list.emptyAct")}</Button>
                ) : (
                  <p>{t("reports.list.emptyReader")}</p>
                )
              }
            />
          }
          columns={[
            {
              key: "period",
              label: t("reports.list.period"),
              head: true,
              cell: ({ period }) => (
                <OrganisationLink to={`/reports/${period}`} search={{ period }}>
                  {capital(format.period(period))}
                </OrganisationLink>
              ),
            },
            { key: "days", label: t("reports.list.days"), cell: ({ range }) => format.range(range) },
            {
              key: "state",
              label: t("reports.list.state"),
              cell: ({ state, period }) =>
                state === "none" && period !== latest?.period ? (
                  // Weeks from before Vigie was here accuse nobody.
                  <StatusTag tone="calm">{t("reports.list.states.old")}</StatusTag>
                ) : (
                  <StatusTag tone={tones[state]}>{t(`reports.list.states.${state}`)}</StatusTag>
                ),
            },
            {
              key: "languages",
              label: t("reports.list.languages"),
              cell: ({ languages }) =>
                languages.length === 0
                  ? "–"
                  : format.list(languages.map((each) => t(`reports.list.languageNames.${each}`))),
            },
          ]}
        />
      </div>
    </Page>
  );
}
