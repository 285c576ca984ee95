import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { metrics } from "../../../kernel/metric.ts";
import { lengthInDays } from "../../../kernel/period.ts";
import { tabSeparated } from "../../../ui/chart.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { Confirm } from "../../../ui/dialog.tsx";
import { sayDone } from "../../../ui/done.tsx";
import { Figures } from "../../../ui/figures.tsx";
import { useFormat } from "../../../ui/format.ts";
import { OrganisationLink } from "../../../ui/link.tsx";
import { useOnce } from "../../../ui/once.ts";
import { useHolds } from "../../../ui/organisation.tsx";
import { Page, Section } from "../../../ui/page.tsx";
import { StatusTag } from "../../../ui/status.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import { reconciles } from "../rules.ts";
import type { Batch } from "./batch.ts";
import { calls } from "./calls.ts";
import { BackLink, useOrigin } from "./import-page.tsx";
import { useMetricText } from "./metric-text.ts";

/** What came of an import: what entered, what did not and why, and how to take it back. */
export function ImportReport({ batch }: { batch: Batch }) {
  const { t } = useTranslation();
  const format = useFormat();
  const origin = useOrigin(batch);
  const may = useHolds("admin", "manager", "community");
  const file = batch.source === "hand" ? t("measurements.list.hand") : batch.fileName;
  const undone = batch.state === "undone";
  const nothingNew = batch.accepted === 0 && batch.replaced === 0;
  const sentence = undone
    ? t("measurements.batch.undone", { file })
    : nothingNew
      ? t(batch.unchanged > 0 ? "measurements.batch.doneNothing" : "measurements.batch.doneNothingRead", { file })
      : t("measurements.batch.done", {
          file,
          accepted: t("measurements.batch.accepted", { count: batch.accepted }),
          replaced: t("measurements.batch.replaced", { count: batch.replaced }),
          rejected: t("measurements.batch.rejected", { count: batch.rejectedCount }),
        });
  const covers = batch.coversFrom && batch.coversTo ? { from: batch.coversFrom, to: batch.coversTo } : null;
  return (
    <Page
      name={file}
      when={origin}
      sentence={sentence}
      lead={undone ? t("measurements.batch.undoneLead") : undefined}
      acts={
        <>
          {undone ? null : (
            <OrganisationLink to="/objectives">{t("measurements.report.seeObjectives")}</OrganisationLink>
          )}
          <BackLink />
          {may && !undone ? <Undo batch={batch} file={file} /> : null}
        </>
      }
    >
      {undone ? null : (
        <Figures
          figures={[
            {
              label: t("measurements.report.accepted"),
              value: format.number(batch.accepted),
              note: t("measurements.report.acceptedNote"),
            },
            {
              label: t("measurements.report.replaced"),
              value: format.number(batch.replaced),
              note: t("measurements.report.replacedNote"),
            },
            {
              label: t("measurements.report.unchanged"),
              value: format.number(batch.unchanged),
              note: t("measurements.report.unchangedNote"),
            },
            {
              label: t("measurements.report.rejected"),
              value: format.number(batch.rejectedCount),
              note: t("measurements.report.rejectedNote"),
            },
            {
              label: t("measurements.report.covers"),
              value: covers ? format.number(lengthInDays(covers)) : null,
              unknown: t("measurements.report.coversNone"),
              note: covers ? format.range(covers) : undefined,
            },
          ]}
        />
      )}
      {batch.notices.length > 0 ? (
        <Section title={t("measurements.report.notices")}>
          <ul className="notes">
            {batch.notices.map((notice) => (
              <li key={`${notice.code} ${notice.message}`}>{notice.message}</li>
            ))}
          </ul>
        </Section>
      ) : null}
      <Totals batch={batch} />
      <Rejected batch={batch} />
    </Page>
  );
}

function Undo({ batch, file }: { batch: Batch; file: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const once = useOnce();
  const undo = useMutation(
    calls.undo.mutationOptions({
      onSuccess: async (after) => {
        setAsking(false);
        queries.setQueryData(calls.getImport.queryKey({ input: { id: batch.id } }), after);
        sayDone(t("measurements.report.undone", { file }));
        await queries.invalidateQueries();
      },
    }),
  );
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t("measurements.report.undo")}
      </Button>
      <Confirm
        open={asking}
        title={t("measurements.report.undoTitle", { file })}
        verb={t("measurements.report.undoVerb")}
        lost={[
          t("measurements.report.undoLost", { count: batch.accepted }),
          ...(batch.replaced > 0 ? [t("measurements.report.undoBack", { count: batch.replaced })] : []),
          t("measurements.report.undoReports"),
        ]}
        busy={undo.isPending}
        error={undo.error}
        onConfirm={() => {
          once((done) => undo.mutate({ id: batch.id }, { onSettled: done }));
        }}
        onClose={() => setAsking(false)}
      />
    </>
  );
}

function Totals({ batch }: { batch: Batch }) {
  const { t } = useTranslation();
  const format = useFormat();
  const metricText = useMetricText();
  if (batch.totals.length === 0) return null;
  const lines = Math.max(1, batch.progressRows, batch.accepted + batch.unchanged);
  const several = new Set(batch.totals.map((total) => total.table)).size > 1;
  return (
    <Section title={t("measurements.report.totals")} sub={t("measurements.report.totalsSub")}>
      <DataTable
        caption={t("measurements.report.totals")}
        rows={batch.totals}
        rowKey={(total) => `${total.table} ${total.metric}`}
        columns={[
          {
            key: "metric",
            label: t("measurements.report.metric"),
            head: true,
            cell: (total) => metrics[total.metric].label[format.language],
          },
          ...(several
            ? [
                {
                  key: "table",
                  label: t("measurements.report.table"),
                  cell: (total: Batch["totals"][number]) => total.table,
                },
              ]
            : []),
          {
            key: "fileTotal",
            label: t("measurements.report.fileTotal"),
            align: "end",
            cell: (total) => metricText(total.fileTotal, total.metric),
          },
          {
            key: "sumOfLines",
            label: t("measurements.report.sumOfLines"),
            align: "end",
            cell: (total) => metricText(total.sumOfLines, total.metric),
          },
          {
            key: "difference",
            label: t("measurements.report.difference"),
            cell: (total) => {
              if (reconciles(total.fileTotal, total.sumOfLines, lines)) {
                return <StatusTag tone="hold">{t("measurements.report.agrees")}</StatusTag>;
              }
              // A reach counts a person once: its days never add up to the total, and should not.
              if (!metrics[total.metric].additive) {
                return <StatusTag tone="calm">{t("measurements.report.notSummed")}</StatusTag>;
              }
              return (
                <span className="row">
                  {metricText(total.sumOfLines - total.fileTotal, total.metric)}
                  <StatusTag tone="look">{t("measurements.report.differs")}</StatusTag>
                </span>
              );
            },
          },
        ]}
      />
    </Section>
  );
}

const shownAtOnce = 50;

function Rejected({ batch }: { batch: Batch }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [shown, setShown] = useState(shownAtOnce);
  if (batch.rejectedCount === 0) return null;
  const several = new Set(batch.rejected.map((line) => line.table)).size > 1;
  const rows = batch.rejected.slice(0, shown);
  const more = batch.rejected.length - rows.length;
  const copy = () => {
    const text = tabSeparated({
      caption: "",
      columns: [
        { label: t("measurements.report.table") },
        { label: t("measurements.batch.line") },
        { label: t("measurements.report.reason") },
      ],
      rows: batch.rejected.map((line) => [line.table, String(line.line), line.message]),
    });
    void navigator.clipboard.writeText(text).then(() => sayDone(t("measurements.report.copied")));
  };
  return (
    <Section
      title={t("measurements.report.rejectedTitle")}
      sub={t("measurements.report.rejectedSub")}
      act={
        <button type="button" className="link-button" onClick={copy}>
          {t("measurements.report.copy")}
        </button>
      }
    >
      <DataTable
        caption={t("measurements.report.rejectedTitle")}
        rows={rows.map((row, index) => ({ ...row, index }))}
        rowKey={(row) => row.index}
        columns={[
          {
            key: "line",
            label: t("measurements.batch.line"),
            head: true,
            cell: (row) => format.number(row.line),
          },
          ...(several
            ? [
                {
                  key: "table",
                  label: t("measurements.report.table"),
                  cell: (row: Batch["rejected"][number]) => row.table,
                },
              ]
            : []),
          { key: "reason", label: t("measurements.report.reason"), cell: (row) => row.message },
        ]}
      />
      {more > 0 ? (
        <Button variant="default" onClick={() => setShown(shown + 200)}>
          {t("measurements.report.showAll", { count: Math.min(200, more) })}
        </Button>
      ) : null}
      {batch.rejectedCount > batch.rejected.length ? (
        <p className="small faint">
          {t("measurements.report.rejectedFirst", {
            kept: format.number(batch.rejected.length),
            count: batch.rejectedCount,
          })}
        </p>
      ) : null}
    </Section>
  );
}
