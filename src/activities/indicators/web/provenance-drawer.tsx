import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type MetricId, metrics } from "../../../kernel/metric.ts";
import type { DayRange } from "../../../kernel/period.ts";
import { DataTable } from "../../../ui/data-table.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { useFormat } from "../../../ui/format.ts";
import { OrganisationLink } from "../../../ui/link.tsx";
import { useMeasures } from "../../../ui/measure.ts";
import { useOrganisation } from "../../../ui/organisation.tsx";
import { Bones } from "../../../ui/page.tsx";
import { Refusal } from "../../../ui/refusal.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import type { Indicator, Perimeter } from "../contract.ts";
import { measurementCalls } from "./calls.ts";
import { capital } from "./indicators-page.tsx";
import { useAccounts } from "./perimeter.tsx";

/** More lines than this help nobody on a screen; the file itself is one click away. */
const mostShown = 200;

/** From a figure to the files and lines it was made from. */
export function ProvenanceDrawer({
  open,
  indicator,
  perimeter,
  range,
  onClose,
}: {
  open: boolean;
  indicator: Indicator;
  perimeter: Perimeter;
  range: DayRange;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Dialog open={open} title={t("indicators.provenance.title")} onClose={onClose} side>
      <Trace indicator={indicator} perimeter={perimeter} range={range} />
    </Dialog>
  );
}

function Trace({ indicator, perimeter, range }: { indicator: Indicator; perimeter: Perimeter; range: DayRange }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { language } = format;
  const within = (useAccounts() ?? []).filter(({ id, network }) =>
    perimeter.accountId !== undefined
      ? id === perimeter.accountId
      : perimeter.network === undefined || network === perimeter.network,
  );
  const asked: readonly MetricId[] = indicator.metrics;
  const [account, setAccount] = useState<number | null>(null);
  const [metric, setMetric] = useState<MetricId | null>(null);
  const accountId = account ?? within[0]?.id;
  const metricId = metric ?? asked[0];
  return (
    <>
      <p className="small muted">
        {t("indicators.provenance.lead", { label: capital(indicator.label), range: format.range(range) })}
      </p>
      <div className="form-pair">
        <NativeSelect
          label={t("indicators.provenance.account")}
          value={String(accountId ?? "")}
          onChange={(event) => setAccount(Number(event.currentTarget.value))}
          data={within.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
        {asked.length > 0 ? (
          <NativeSelect
            label={t("indicators.provenance.metric")}
            value={metricId ?? ""}
            onChange={(event) => setMetric(asked.find((each) => each === event.currentTarget.value) ?? null)}
            data={asked.map((each) => ({ value: each, label: metrics[each].label[language] }))}
          />
        ) : null}
      </div>
      {accountId !== undefined && metricId !== undefined ? (
        <Lines
          accountId={accountId}
          accountName={within.find(({ id }) => id === accountId)?.name ?? ""}
          metric={metricId}
          range={range}
        />
      ) : (
        <p className="muted">{t("indicators.provenance.none")}</p>
      )}
    </>
  );
}

function Lines({
  accountId,
  accountName,
  metric,
  range,
}: {
  accountId: number;
  accountName: string;
  metric: MetricId;
  range: DayRange;
}) {
  const { t } = useTranslation();
  const { timeZone } = useOrganisation();
  const format = useFormat(timeZone);
  const measures = useMeasures();
  const trace = useQuery(
    measurementCalls.provenance.queryOptions({ input: { accountId, metric, from: range.from, to: range.to } }),
  );
  if (trace.error) return <Refusal error={trace.error} retry={() => void trace.refetch()} />;
  if (!trace.data) return <Bones lines={6} />;
  if (trace.data.length === 0) return <p className="muted">{t("indicators.provenance.none")}</p>;
  const { unit, label } = metrics[metric];
  const value = (number: number) => (unit === "rate" ? measures.text(number, "percent") : measures.text(number, unit));
  const of = (dimension: string) =>
    dimension.startsWith("post:") ? t("indicators.provenance.post", { id: dimension.slice(5) }) : dimension;
  return (
    <>
      <DataTable
        caption={t("indicators.provenance.caption", { metric: label[format.language], account: accountName })}
        rows={trace.data.slice(0, mostShown).map((row, place) => ({ ...row, place }))}
        rowKey={({ place }) => place}
        columns={[
          {
            key: "day",
            label: t("indicators.provenance.day"),
            head: true,
            cell: ({ day, dimension }) => (
              <div>
                {format.day(day)}
                {dimension ? <div className="provenance-note">{of(dimension)}</div> : null}
              </div>
            ),
          },
          {
            key: "value",
            label: t("indicators.provenance.value"),
            align: "end",
            cell: (row) => value(row.value),
          },
          {
            key: "file",
            label: t("indicators.provenance.file"),
            cell: (row) => (
              <div>
                <OrganisationLink to={`/imports/${row.batchId}`}>{row.fileName}</OrganisationLink>
                <div className="provenance-note">
                  {row.source === "file"
                    ? t("indicators.provenance.importedAt", { when: format.instant(row.importedAt) })
                    : t(`indicators.provenance.${row.source}`)}
                </div>
              </div>
            ),
          },
          {
            key: "line",
            label: t("indicators.provenance.line"),
            align: "end",
            cell: (row) => (row.line === null ? "–" : measures.number(row.line)),
          },
        ]}
      />
      {trace.data.length > mostShown ? (
        <p className="small faint">
          {t("indicators.provenance.first", { count: mostShown, total: measures.number(trace.data.length) })}
        </p>
      ) : null}
    </>
  );
}
