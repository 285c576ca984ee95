import { useCallback, useMemo } from "react";
import { lineChart } from "../../../documents/chart-option.ts";
import { drawnUnit } from "../../../kernel/measure.ts";
import { Chart, type ChartColours, type ChartTable } from "../../../ui/chart.tsx";
import { useFormat } from "../../../ui/format.ts";
import { useOrganisation } from "../../../ui/organisation.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import type { Names, Seen, SeenAttainment } from "./names.ts";

interface TrajectoryPoint {
  readonly day: string;
  readonly actual: number | null;
  readonly expected: number | null;
}

/** What was measured beside the straight line to the target; unknown weeks are gaps. */
export function TrajectoryChart({
  objective,
  attainment,
  trajectory,
  names,
  sentence,
}: {
  objective: Seen;
  attainment: SeenAttainment;
  trajectory: readonly TrajectoryPoint[];
  names: Names;
  sentence: string;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { currency } = useOrganisation();
  const { verdict } = attainment;
  const { language } = format;
  const finding =
    verdict === "late" && objective.direction === "less"
      ? t("objectives.one.chart.finding.lateLess")
      : t(`objectives.one.chart.finding.${verdict}`);
  const unit = names.unitOf(objective.indicator);
  const words = useMemo(
    () => ({
      actual: t("objectives.one.chart.actual"),
      expected: t("objectives.one.chart.expected"),
      target: t("objectives.one.chart.target"),
    }),
    [t],
  );
  const option = useCallback(
    (palette: ChartColours) => {
      const { scale, format: written } = drawnUnit(unit, currency);
      const scaled = (value: number | null) => (value === null ? null : value / scale);
      const short = new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB", {
        day: "numeric",
        month: "short",
        timeZone: "UTC",
      });
      return lineChart({
        language,
        categories: trajectory.map((point) => short.format(Date.parse(`${point.day}T12:00:00Z`))),
        series: [
          { name: words.actual, values: trajectory.map((point) => scaled(point.actual)) },
          { name: words.expected, values: trajectory.map((point) => scaled(point.expected)), role: "expected" },
        ],
        target: { value: objective.target / scale, label: words.target },
        format: written,
        palette,
      });
    },
    [trajectory, unit, currency, language, words, objective.target],
  );
  const amount = (value: number | null) =>
    value === null ? t("objectives.one.chart.noValue") : names.amount(value, objective.indicator);
  const table: ChartTable = {
    caption: t("objectives.one.chart.caption", { indicator: names.label(objective.indicator) }),
    columns: [
      { label: t("objectives.one.chart.day") },
      { label: words.actual, align: "end" },
      { label: words.expected, align: "end" },
    ],
    rows: trajectory.map((point) => [
      format.dayYear(point.day),
      point.day > attainment.asOf ? "" : amount(point.actual),
      amount(point.expected),
    ]),
  };
  if (trajectory.length === 0) return null;
  return (
    <Chart
      finding={finding}
      measure={t("objectives.one.chart.measure", {
        indicator: names.label(objective.indicator),
        perimeter: names.perimeter(objective.perimeter),
        measure: t(`objectives.measures.${objective.measure}`),
      })}
      altText={t("objectives.one.chart.alt", { finding, sentence })}
      option={option}
      table={table}
    />
  );
}
