import { useQueries, useQuery } from "@tanstack/react-query";
import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { type MetricId, metricIds, metrics, networkIds } from "../../../kernel/metric.ts";
import { DataTable } from "../../../ui/data-table.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { useFormat } from "../../../ui/format.ts";
import { OrganisationLink } from "../../../ui/link.tsx";
import { useHolds } from "../../../ui/organisation.tsx";
import { Refusal } from "../../../ui/refusal.tsx";
import { type SourceQuestion, sourceOf } from "../../../ui/source-link.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import { accountCalls, calls } from "./calls.ts";
import { useMetricText } from "./metric-text.ts";
import "./measurements.css";

/** Opens over any page while its address asks where a figure comes from (`?source=…`). */
export function SourceDrawer() {
  const { t } = useTranslation();
  const { language } = useFormat();
  const search = useSearch({ strict: false }) as { source?: string };
  const navigate = useNavigate();
  const router = useRouter();
  const question = sourceOf(search.source, metricIds, networkIds);
  const close = () => {
    // The dialog also tells that it closed because the address no longer asks: that is no second wish.
    if (!question) return;
    // Opened by a click: back. Opened by an address somebody sent: the same page without its question.
    if (router.history.canGoBack()) router.history.back();
    else void navigate({ to: ".", search: ((before: object) => ({ ...before, source: undefined })) as never });
  };
  const what = question?.metrics.map((metric) => metrics[metric].label[language]).join(", ") ?? "";
  return (
    <Dialog open={question !== null} title={t("measurements.source.title", { what })} onClose={close} side>
      {question ? <Sources question={question} /> : null}
    </Dialog>
  );
}

function Sources({ question }: { question: SourceQuestion }) {
  const { t } = useTranslation();
  const imports = useHolds("admin", "manager", "community");
  const format = useFormat();
  const accounts = useQuery(accountCalls.listAccounts.queryOptions());
  const asked = (accounts.data ?? [])
    .filter((account) => question.accountId === undefined || account.id === question.accountId)
    .filter((account) => question.network === undefined || account.network === question.network)
    .flatMap((account) => question.metrics.map((metric) => ({ account, metric })));
  const answers = useQueries({
    queries: asked.map(({ account, metric }) =>
      calls.provenance.queryOptions({ input: { accountId: account.id, metric, ...question.range } }),
    ),
  });
  const error = accounts.error ?? answers.find((answer) => answer.error)?.error;
  const waiting = accounts.isPending || answers.some((answer) => answer.isPending);
  const found = asked.flatMap(({ account, metric }, index) => {
    const rows = answers[index]?.data ?? [];
    return rows.length > 0 ? [{ account, metric, rows }] : [];
  });
  return (
    <div className="stack">
      <p className="muted">{t("measurements.source.period", { range: format.range(question.range) })}</p>
      <Refusal error={error} />
      {waiting && !error ? (
        <div className="bones" aria-busy="true">
          <p className="unseen" role="status">
            {t("ui.loading")}
          </p>
          <div className="bone" />
          <div className="bone" />
          <div className="bone" />
        </div>
      ) : null}
      {!waiting && !error && found.length === 0 ? (
        <div className="stack">
          <p>{t("measurements.source.empty")}</p>
          <p className="muted">
            {t(imports ? "measurements.source.emptyHint" : "measurements.source.emptyHintReader")}
          </p>
        </div>
      ) : null}
      {found.map(({ account, metric, rows }) => (
        <Lines key={`${account.id} ${metric}`} account={account.name} metric={metric} rows={rows} />
      ))}
    </div>
  );
}

type Row = Awaited<ReturnType<typeof calls.provenance.call>>[number];
const shownAtMost = 200;

function Lines({ account, metric, rows }: { account: string; metric: MetricId; rows: readonly Row[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const metricText = useMetricText();
  const caption = t("measurements.source.caption", { metric: metrics[metric].label[format.language], account });
  const files = new Set(rows.map((row) => row.batchId)).size;
  const parts = rows.some((row) => row.dimension !== "");
  return (
    <section aria-label={caption}>
      <h3>{caption}</h3>
      <p className="small faint">
        {t("measurements.source.count", {
          count: rows.length,
          files: t("measurements.source.files", { count: files }),
        })}
      </p>
      <DataTable
        caption={caption}
        rows={rows.slice(0, shownAtMost).map((row, index) => ({ ...row, index }))}
        rowKey={(row) => row.index}
        columns={[
          {
            key: "day",
            label: t("measurements.source.day"),
            head: true,
            cell: (row) => <span className="day-cell">{format.dayYear(row.day)}</span>,
          },
          {
            key: "value",
            label: t("measurements.source.value"),
            align: "end",
            cell: (row) => metricText(row.value, metric),
          },
          ...(parts
            ? [
                {
                  key: "part",
                  label: t("measurements.source.part"),
                  cell: (row: Row) => (
                    <span
                      className={row.dimension.startsWith("post:") ? "small faint day-cell" : "small faint file-name"}
                    >
                      {row.dimension.startsWith("post:") ? t("measurements.source.post") : row.dimension}
                    </span>
                  ),
                },
              ]
            : []),
          {
            key: "file",
            label: t("measurements.source.file"),
            cell: (row) => (
              <span className="small">
                <OrganisationLink to={`/imports/${row.batchId}`} className="file-name">
                  {row.source === "file"
                    ? row.fileName
                    : t(row.source === "hand" ? "measurements.source.handEntry" : "measurements.source.demonstration")}
                </OrganisationLink>
                {row.line === null || row.source !== "file" ? null : (
                  <span className="faint"> {t("measurements.source.line", { line: format.number(row.line) })}</span>
                )}
              </span>
            ),
          },
        ]}
      />
      {rows.length > shownAtMost ? (
        <p className="small faint">{t("measurements.source.first", { shown: shownAtMost, count: rows.length })}</p>
      ) : null}
    </section>
  );
}
