import { Button } from "@mantine/core";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { addDays } from "../../../kernel/period.ts";
import { Problem } from "../../../ui/call.ts";
import { useNow, useToday } from "../../../ui/clock.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Disclosure } from "../../../ui/disclosure.tsx";
import { sayDone } from "../../../ui/done.tsx";
import { FailedPage } from "../../../ui/failed-page.tsx";
import { useFormat } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icons.tsx";
import { OrganisationLink, useGo } from "../../../ui/link.tsx";
import { useHolds, useOrganisation } from "../../../ui/organisation.tsx";
import { Bones, Page, Section } from "../../../ui/page.tsx";
import { isPeriod } from "../../../ui/period-picker.tsx";
import { Band, Refusal } from "../../../ui/refusal.tsx";
import { StatusTag } from "../../../ui/status.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import type { Report } from "../contract.ts";
import { leadOf } from "../lead/rules.ts";
import { paperWords } from "../paper/words/rules.ts";
import { headlinesOf } from "../rules.ts";
import { calls, figuresOf } from "./calls.ts";
import { downloadReport } from "./download.ts";
import { Headlines } from "./headlines.tsx";
import { useLanguage } from "./language.ts";
import { ObjectiveLines } from "./objective-lines.tsx";
import { ReportCurve } from "./report-curve.tsx";
import { ConversationPart, IndicatorsTable, PostsPart, SourcesPart } from "./report-parts.tsx";
import { SummaryPart } from "./summary-part.tsx";
import "./reports.css";

/** The report as it comes over HTTP: instants are text. */
type Shown = Omit<Report, "madeAt" | "validatedAt" | "figures"> & {
  readonly madeAt: string;
  readonly validatedAt: string | null;
  readonly figures: object;
};

/** The address names the period; the picker above the page follows it, and leads elsewhere when it is moved. */
function usePeriodOfAddress(): string {
  const { period = "" } = useParams({ strict: false }) as { period?: string };
  const search = useSearch({ strict: false }) as { period?: string };
  const navigate = useNavigate();
  const go = useGo();
  const before = useRef<string | null>(null);
  useEffect(() => {
    const picked = search.period;
    if (before.current === period && picked && picked !== period && isPeriod(picked)) {
      before.current = null;
      go(`/reports/${picked}`, { period: picked });
      return;
    }
    before.current = period;
    if (picked !== period && isPeriod(period)) {
      void navigate({ to: ".", replace: true, search: ((all: object) => ({ ...all, period })) as never });
    }
  }, [period, search.period, navigate, go]);
  return period;
}

/** The report of a week or month: read, correct, validate, send. */
export function ReportPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const period = usePeriodOfAddress();
  const report = useQuery(
    calls.get.queryOptions({
      input: { period, language },
      placeholderData: keepPreviousData,
      enabled: isPeriod(period),
    }),
  );
  if (report.error || !isPeriod(period)) {
    return (
      <FailedPage
        name={t("reports.list.name")}
        error={report.error ?? new Problem({ status: 404, code: "access/not-found" })}
        retry={report.error ? () => void report.refetch() : undefined}
      >
        <p className="section">
          <OrganisationLink to="/reports">{t("reports.report.back")}</OrganisationLink>
        </p>
      </FailedPage>
    );
  }
  if (!report.data) return <Bones figures={5} chart lines={6} />;
  const shown: Shown = report.data as never;
  return (
    <div aria-busy={report.isPlaceholderData}>
      <Body key={`${figuresOf(shown).period} ${shown.language}`} report={shown} />
    </div>
  );
}

function Body({ report }: { report: Shown }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { timeZone } = useOrganisation();
  const format = useFormat(timeZone);
  const now = useNow();
  const today = useToday(timeZone);
  const figures = figuresOf(report);
  const { period, range } = figures;
  const { language, state } = report;
  const words = paperWords[language];
  const lead = leadOf(figures, language);
  const validates = useHolds("manager");
  const writes = useHolds("manager", "community");
  const imports = useHolds("admin", "manager", "community");
  const [asking, setAsking] = useState(false);
  const refreshAll = () => queries.invalidateQueries({ queryKey: calls.key() });
  const validate = useMutation(
    calls.validate.mutationOptions({
      onSuccess: async () => {
        setAsking(false);
        await refreshAll();
        sayDone(t("reports.report.validated"));
      },
    }),
  );
  const refresh = useMutation(
    calls.updateSummary.mutationOptions({
      onSuccess: async () => {
        await refreshAll();
        sayDone(t("reports.report.refreshed"));
      },
    }),
  );
  const over = range.to < today;
  const frozen = state === "validated";
  const open = validates && over && !frozen;
  const headlines = headlinesOf(figures.indicators, figures.objectives);
  return (
    <Page
      name={`${t("reports.list.name")} · ${format.period(period)}`}
      when={
        <>
          <OrganisationLink to="/reports" className="no-print">
            {t("reports.report.back")}
          </OrganisationLink>
          <span className="no-print">{" · "}</span>
          {format.periodLong(period)}{" "}
          <StatusTag tone={frozen ? "hold" : "look"}>{t(`reports.list.states.${state}`)}</StatusTag>
        </>
      }
      sentence={lead}
      acts={
        <div className="row no-print">
          {open ? <Button onClick={() => setAsking(true)}>{t("reports.report.validate")}</Button> : null}
          <Download period={period} language={language} main={!open} />
          <button type="button" className="link-button" onClick={() => window.print()}>
            {t("reports.report.print")}
          </button>
        </div>
      }
    >
      <div className="report-state">
        {frozen && report.validatedAt ? (
          <Band tone="hold">
            {t("reports.report.validatedBy", {
              name: report.validatedBy ?? "",
              when: format.instant(report.validatedAt),
            })}
          </Band>
        ) : null}
        {!over ? (
          <Band tone="info">{t("reports.report.running", { day: format.dayLong(addDays(range.to, 1)) })}</Band>
        ) : null}
        {report.dataChanged && frozen ? <Band tone="look">{t("reports.report.changedValidated")}</Band> : null}
        {report.dataChanged && !frozen ? (
          <Band tone="look">
            <span>{t("reports.report.changedDraft", { when: format.relative(report.madeAt, now) })}</span>
            {writes ? (
              <div>
                <Button
                  variant="default"
                  size="sm"
                  loading={refresh.isPending}
                  onClick={() =>
                    // The same words, kept anew: what they are about is then read from today's data.
                    refresh.mutate({ period, language, summary: report.summary })
                  }
                >
                  {t("reports.report.refresh")}
                </Button>
              </div>
            ) : null}
          </Band>
        ) : null}
        <Refusal error={refresh.error} />
        {figures.missing.length > 0 ? (
          <Band tone="look">
            <strong>{t("reports.report.missing")}</strong>
            {figures.missing.map(({ accountName, lastDay }) => (
              <span key={accountName}>
                {t("reports.report.missingLine", { account: accountName, day: format.dayYear(lastDay) })}
              </span>
            ))}
            <span className="small">
              {t("reports.report.missingLead")}{" "}
              {imports ? (
                <OrganisationLink to="/imports">{t("reports.report.importMissing")}</OrganisationLink>
              ) : (
                t("reports.report.whoImports")
              )}
            </span>
          </Band>
        ) : null}
      </div>
      <Headlines headlines={headlines} />
      <div className="report-columns">
        <SummaryPart
          period={period}
          language={language}
          summary={report.summary}
          edited={report.summaryEdited}
          lead={lead}
          editable={writes && !frozen}
          onChanged={refreshAll}
        />
        <Section title={words.objectives}>
          {figures.objectives.length === 0 ? (
            <p className="muted">{t("reports.bridge.noObjective")}</p>
          ) : (
            <ObjectiveLines objectives={figures.objectives} />
          )}
        </Section>
      </div>
      <Section title={words.moves}>
        <div className="report-curves">
          {figures.charts.map((chart) => (
            <ReportCurve
              key={`${chart.indicator.id} ${chart.accountName}`}
              chart={chart}
              period={period}
              indicators={figures.indicators}
              level={3}
            />
          ))}
        </div>
      </Section>
      <IndicatorsTable figures={figures} language={language} />
      <PostsPart figures={figures} language={language} />
      <ConversationPart figures={figures} language={language} />
      <SourcesPart figures={figures} language={language} madeAt={report.madeAt} />
      <Dialog open={asking} title={t("reports.report.validateTitle")} onClose={() => setAsking(false)}>
        <p>{t("reports.report.validateText")}</p>
        <p className="muted">{t("reports.report.validateName")}</p>
        <Refusal error={validate.error} />
        <div className="dialog-foot">
          <Button variant="default" onClick={() => setAsking(false)}>
            {t("ui.cancel")}
          </Button>
          <Button loading={validate.isPending} onClick={() => validate.mutate({ period, language })}>
            {t("reports.report.validate")}
          </Button>
        </div>
      </Dialog>
    </Page>
  );
}

const files = [
  ["pdf", "fr"],
  ["pdf", "en"],
  ["html", "fr"],
  ["html", "en"],
] as const;

/** The report as a file, in either language; the figures as JSON have none. */
function Download({ period, language, main }: { period: string; language: "fr" | "en"; main: boolean }) {
  const { t } = useTranslation();
  const download = useMutation({
    mutationFn: ({ format, as }: { format: "pdf" | "html" | "json"; as: "fr" | "en" }) =>
      downloadReport(period, format, as),
    onSuccess: (name) => sayDone(t("reports.report.downloaded", { name })),
  });
  const nameOf = (format: "pdf" | "html", as: "fr" | "en") =>
    t("reports.report.fileIn", {
      file: t(`reports.report.files.${format}`),
      language: t(`reports.list.languageNames.${as}`),
    });
  // The reader's own language comes first.
  const ordered = [...files].sort((a, b) => Number(b[1] === language) - Number(a[1] === language));
  return (
    <>
      {main ? (
        <Button loading={download.isPending} onClick={() => download.mutate({ format: "pdf", as: language })}>
          {`${t("reports.report.download")} · ${t("reports.report.files.pdf")}`}
        </Button>
      ) : null}
      <Disclosure
        className="link-button"
        button={
          <>
            {t("reports.report.download")}
            <Icon name="down" size={16} />
          </>
        }
      >
        {(close) => (
          <>
            {ordered.map(([format, as]) => (
              <button
                key={`${format} ${as}`}
                type="button"
                className="panel-item"
                onClick={() => {
                  close();
                  download.mutate({ format, as });
                }}
              >
                {nameOf(format, as)}
              </button>
            ))}
            <button
              type="button"
              className="panel-item"
              onClick={() => {
                close();
                download.mutate({ format: "json", as: language });
              }}
            >
              {t("reports.report.files.json")}
            </button>
          </>
        )}
      </Disclosure>
      <Refusal error={download.error} />
    </>
  );
}
