import { useCallback } from "react";
import { narrowed } from "../../../documents/chart-option.ts";
import { Chart, type ChartColours } from "../../../ui/chart.tsx";
import { useOrganisation } from "../../../ui/organisation.tsx";
import type { ReportFigures } from "../contract.ts";
import { chartOf } from "../curve/rules.ts";
import { paperWords } from "../paper/words/rules.ts";
import { useLanguage } from "./language.ts";

/** A curve of the report: the very option that the paper prints, in the colours of the scheme. */
export function ReportCurve({
  chart,
  period,
  indicators,
  level,
}: {
  chart: ReportFigures["charts"][number];
  period: string;
  indicators: ReportFigures["indicators"];
  level?: 2 | 3;
}) {
  const language = useLanguage();
  const { currency } = useOrganisation();
  const draw = useCallback(
    (colours?: ChartColours) =>
      chartOf(chart, { period, indicators, organisation: { currency } }, language, paperWords[language], colours),
    [chart, period, indicators, currency, language],
  );
  const option = useCallback(
    (colours: ChartColours, narrow: boolean) => (narrow ? narrowed(draw(colours).option) : draw(colours).option),
    [draw],
  );
  const { title, subtitle, altText, table } = draw();
  return (
    <Chart
      finding={title}
      measure={subtitle}
      altText={altText}
      option={option}
      level={level}
      table={{
        caption: table.caption,
        columns: table.columns.map(({ label, align }) => ({ label, align: align === "end" ? "end" : "start" })),
        rows: table.rows,
      }}
    />
  );
}
