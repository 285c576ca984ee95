import { Button } from "@mantine/core";
import type { JsonifiedValue } from "@orpc/openapi-client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type MetricId, metrics } from "../../../kernel/metric.ts";
import { DataTable } from "../../../ui/data-table.tsx";
import { FailedPage } from "../../../ui/failed-page.tsx";
import { useFormat } from "../../../ui/format.ts";
import { OrganisationLink } from "../../../ui/link.tsx";
import { useOnce } from "../../../ui/once.ts";
import { useOrganisation } from "../../../ui/organisation.tsx";
import { Bones, Page, Section } from "../../../ui/page.tsx";
import { Band, Refusal } from "../../../ui/refusal.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import type { ImportAnswers, Preview } from "../contract.ts";
import type { Batch } from "./batch.ts";
import { calls } from "./calls.ts";
import { Discard } from "./discard.tsx";
import { BackLink, useOrigin } from "./import-page.tsx";
import { MappingForm } from "./mapping-form.tsx";
import { useMetricText } from "./metric-text.ts";
import { QuestionForm } from "./question-form.tsx";

type Seen = JsonifiedValue<Preview>;

/** What a file looks like before anything of it is stored, and the word that lets it in. */
export function ImportPreview({ batch }: { batch: Batch }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { timeZone } = useOrganisation();
  const format = useFormat(timeZone);
  const origin = useOrigin(batch);
  const once = useOnce();
  const [byHand, setByHand] = useState(false);
  const preview = useQuery(calls.preview.queryOptions({ input: { id: batch.id } }));
  const start = useMutation(
    calls.start.mutationOptions({
      onSuccess: async (started) => {
        queries.setQueryData(calls.getImport.queryKey({ input: { id: batch.id } }), started);
        await queries.invalidateQueries({ queryKey: calls.listImports.key() });
      },
    }),
  );
  if (preview.error)
    return <FailedPage name={batch.fileName} error={preview.error} retry={() => void preview.refetch()} />;
  if (!preview.data) return <Bones lines={8} />;
  const seen = preview.data;
  const file = batch.fileName;
  const refusal = seen.batch.refusal;
  const go = (answers?: ImportAnswers) => {
    once((done) => start.mutate({ id: batch.id, ...(answers ? { answers } : {}) }, { onSettled: done }));
  };

  if (seen.alreadyImported) {
    const { batchId, at } = seen.alreadyImported;
    return (
      <Page
        name={file}
        when={origin}
        sentence={t("measurements.batch.alreadyImported", { when: format.instant(at) })}
        acts={
          <>
            <OrganisationLink to={`/imports/${batchId}`}>{t("measurements.batch.seeOther")}</OrganisationLink>
            <BackLink />
            <Discard batch={batch} />
          </>
        }
      >
        <RawTables seen={seen} />
      </Page>
    );
  }
  // A refusal that no answer mends: the file could not even be opened.
  if (refusal && seen.tables.length === 0) {
    return (
      <Page
        name={file}
        when={origin}
        sentence={t("measurements.batch.cannotRead", { file })}
        acts={
          <>
            <BackLink />
            <Discard batch={batch} />
          </>
        }
      >
        <div className="section">
          <Band tone="act">
            <strong>{refusal.message}</strong>
            <span>{t("measurements.batch.refusedHint")}</span>
          </Band>
        </div>
      </Page>
    );
  }

  const mapping = byHand || seen.question === "mapping" || (!seen.recognised && seen.question === null);
  const label = seen.recognised?.label ?? "";
  const remembered = seen.recognised?.connector === "mapping";
  const sentence = mapping
    ? t(byHand ? "measurements.batch.byHand" : "measurements.batch.unknown", { file })
    : seen.question
      ? t("measurements.batch.question", { file })
      : t(remembered ? "measurements.batch.known" : "measurements.batch.recognised", { label });
  const ready = !mapping && !seen.question;
  return (
    <Page
      name={file}
      when={
        <>
          <span className="file-name">{file}</span> {"·"} {origin}
        </>
      }
      sentence={sentence}
      lead={remembered && !byHand ? t("measurements.batch.remembered") : undefined}
      acts={
        ready ? (
          <>
            <Button loading={start.isPending} onClick={() => go()}>
              {t("measurements.batch.start")}
            </Button>
            <button type="button" className="link-button" onClick={() => setByHand(true)}>
              {t("measurements.batch.mapByHand")}
            </button>
            <BackLink />
            <Discard batch={batch} />
          </>
        ) : (
          <>
            <BackLink />
            <Discard batch={batch} />
          </>
        )
      }
    >
      <Refusal error={start.error} nothingLost />
      {batch.state === "needs-answer" && refusal && !mapping ? (
        <div className="section">
          <Band tone="look">{refusal.message}</Band>
        </div>
      ) : null}
      {mapping ? (
        <>
          <MappingForm seen={seen} busy={start.isPending} onSubmit={go} />
          {byHand ? (
            <button type="button" className="link-button" onClick={() => setByHand(false)}>
              {t("measurements.batch.keepRecognised")}
            </button>
          ) : null}
        </>
      ) : null}
      {!mapping && seen.question && seen.question !== "mapping" ? (
        <QuestionForm question={seen.question} seen={seen} busy={start.isPending} onSubmit={go} />
      ) : null}
      {ready ? <Sample seen={seen} /> : null}
      <RawTables seen={seen} />
    </Page>
  );
}

function Sample({ seen }: { seen: Seen }) {
  const { t } = useTranslation();
  const format = useFormat();
  const metricText = useMetricText();
  return (
    <Section title={t("measurements.batch.sampleTitle")} sub={t("measurements.batch.sampleSub")}>
      <DataTable
        caption={t("measurements.batch.sampleTitle")}
        rows={seen.sample.map((row, index) => ({ ...row, index }))}
        rowKey={(row) => row.index}
        empty={<p className="muted">{t("measurements.batch.sampleEmpty")}</p>}
        columns={[
          {
            key: "line",
            label: t("measurements.batch.line"),
            cell: (row) => <span className="faint">{format.number(row.line)}</span>,
          },
          {
            key: "day",
            label: t("measurements.batch.day"),
            cell: (row) => (row.day ? <span className="day-cell">{format.dayYear(row.day)}</span> : null),
          },
          {
            key: "what",
            label: t("measurements.batch.what"),
            cell: (row) => <span className="sample-text">{row.what}</span>,
          },
          {
            key: "values",
            label: t("measurements.batch.values"),
            cell: (row) => (
              <dl className="sample-values">
                {(Object.entries(row.values) as [MetricId, number][]).map(([metric, value]) => (
                  <div key={metric}>
                    <dt>{metrics[metric].label[format.language]} </dt>
                    <dd>{metricText(value, metric)}</dd>
                  </div>
                ))}
              </dl>
            ),
          },
        ]}
      />
    </Section>
  );
}

/** The first rows of the file, untouched; they scroll inside their own frame. */
function RawTables({ seen }: { seen: Seen }) {
  const { t } = useTranslation();
  if (seen.tables.length === 0) return null;
  return (
    <Section title={t("measurements.batch.rawTitle")} sub={t("measurements.batch.rawSub")}>
      <div className="stack">
        {seen.tables.map((table) => (
          <div key={table.name}>
            {seen.tables.length > 1 ? <h3>{t("measurements.batch.rawTable", { name: table.name })}</h3> : null}
            <section
              className="raw"
              // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
              tabIndex={0}
              aria-label={t("measurements.batch.rawCaption", { table: table.name })}
            >
              <table>
                <tbody>
                  {table.rows.map((row, line) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a line of a file is its number
                    <tr key={line}>
                      <th scope="row">{line + 1}</th>
                      {row.map((cell, column) => (
                        // biome-ignore lint/suspicious/noArrayIndexKey: a column of a file is its place
                        <td key={column} title={cell.length > 40 ? cell : undefined}>
                          {cell}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          </div>
        ))}
      </div>
    </Section>
  );
}
