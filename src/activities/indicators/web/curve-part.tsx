import { Checkbox, NativeSelect } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { narrowed } from "../../../documents/chart-option.ts";
import { type NetworkId, networks } from "../../../kernel/metric.ts";
import { type Grain, grains } from "../../../kernel/period.ts";
import { Chart, type ChartColours } from "../../../ui/chart.tsx";
import { useFormat } from "../../../ui/format.ts";
import { useMeasures } from "../../../ui/measure.ts";
import { useOrganisation } from "../../../ui/organisation.tsx";
import { Band, Refusal } from "../../../ui/refusal.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import { moreDigits } from "../comparison/rules.ts";
import type { Comparison, Indicator, Perimeter } from "../contract.ts";
import {
  bandKind,
  breaksOf,
  type CurvePoint,
  curveOption,
  pointText,
  readingOf,
  type Span,
  spanRange,
  spans,
  yearBefore,
} from "../curve/rules.ts";
import { calls } from "./calls.ts";
import { capital } from "./indicators-page.tsx";
import { PerimeterSelect, usePerimeterName } from "./perimeter.tsx";

/** The curve, and what it shows: step, span, perimeter, the year before. */
export function CurvePart({
  indicator,
  comparison,
  perimeter,
  period,
  end,
}: {
  indicator: Indicator;
  comparison: Comparison;
  perimeter: Perimeter;
  period: string;
  end: string;
}) {
  const { t } = useTranslation();
  const own: Grain = period.includes("W") ? "week" : "month";
  const [chosen, setChosen] = useState<Grain | null>(null);
  const [span, setSpan] = useState<Span>("middle");
  const [overlaid, setOverlaid] = useState(false);
  const grain = chosen ?? own;
  const range = spanRange(grain, span, end);
  const ask = (over: { from: string; to: string }) => ({
    input: { id: indicator.id, grain, ...over, ...perimeter },
    placeholderData: keepPreviousData,
  });
  const series = useQuery(calls.series.queryOptions(ask(range)));
  const before = useQuery(calls.series.queryOptions({ ...ask(yearBefore(range, grain)), enabled: overlaid }));
  const isGrain = (text: string): text is Grain => (grains as readonly string[]).includes(text);
  return (
    <section className="section" aria-label={t("indicators.detail.controls")}>
      <div className="indicator-controls no-print">
        <PerimeterSelect perimeter={perimeter} />
        <NativeSelect
          label={t("indicators.detail.grain")}
          value={grain}
          onChange={(event) => isGrain(event.currentTarget.value) && setChosen(event.currentTarget.value)}
          data={grains.map((each) => ({ value: each, label: t(`indicators.detail.grains.${each}`) }))}
        />
        <NativeSelect
          label={t("indicators.detail.span")}
          value={span}
          onChange={(event) => setSpan(spans.find((each) => each === event.currentTarget.value) ?? "middle")}
          data={spans.map((each) => ({ value: each, label: t(`indicators.detail.spans.${each}.${grain}`) }))}
        />
        <div className="check">
          <Checkbox
            label={t("indicators.detail.withLastYear")}
            checked={overlaid}
            onChange={(event) => setOverlaid(event.currentTarget.checked)}
          />
        </div>
      </div>
      <div style={{ marginTop: 24 }} aria-busy={series.isFetching}>
        {series.error ? <Refusal error={series.error} retry={() => void series.refetch()} /> : null}
        {series.data && series.data.indicator.id === indicator.id ? (
          <Curve
            indicator={indicator}
            comparison={grain === own ? comparison : null}
            points={series.data.points}
            lastYear={overlaid ? (before.data?.points ?? null) : null}
            // The points decide the step that they are written in: a new step may still be on its way.
            grain={series.isPlaceholderData ? grainOf(series.data.points, grain) : grain}
            perimeter={perimeter}
          />
        ) : series.error ? null : (
          <div className="bones">
            <div className="bone chart-bone" />
          </div>
        )}
        <Refusal error={before.error} />
      </div>
    </section>
  );
}

function grainOf(points: readonly CurvePoint[], otherwise: Grain): Grain {
  const [, second] = points;
  if (!second) return otherwise;
  if (second.from === second.to) return "day";
  return second.from.endsWith("-01") && Number(second.to.slice(8)) > 27 ? "month" : "week";
}

function Curve({
  indicator,
  comparison,
  points,
  lastYear,
  grain,
  perimeter,
}: {
  indicator: Indicator;
  comparison: Comparison | null;
  points: readonly CurvePoint[];
  lastYear: readonly CurvePoint[] | null;
  grain: Grain;
  perimeter: Perimeter;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const measures = useMeasures();
  const { currency } = useOrganisation();
  const perimeterName = usePerimeterName()(perimeter);
  const label = capital(indicator.label);
  const { language } = format;
  const option = useCallback(
    (colours: ChartColours, narrow: boolean) => {
      const drawing = curveOption(
        {
          language,
          currency,
          indicator,
          grain,
          points,
          lastYear,
          comparison,
          words: {
            name: label,
            lastYear: t("indicators.detail.lastYearSeries"),
            ordinary: t("indicators.detail.chart.band"),
            interval: t("indicators.detail.chart.intervalBand"),
            breakOf: (network) =>
              t("indicators.detail.chart.break", { network: networks[network as NetworkId][language] }),
          },
        },
        colours,
      );
      return narrow ? narrowed(drawing) : drawing;
    },
    [language, currency, indicator, grain, points, lastYear, comparison, label, t],
  );
  const known = points.filter(({ figure }) => figure.value !== null);
  // What is a signal must look like one: the value beside its limits, both with the digits that it takes.
  const more = comparison ? moreDigits(comparison, indicator.unit) : 0;
  const text = (value: number | null) =>
    value === null ? t("indicators.unknown") : measures.text(value, indicator.unit, more);
  const band = bandKind({ comparison, indicator, points });
  const { lower, upper } = comparison?.signal ?? { lower: null, upper: null };
  const unnamedBand =
    band === "interval"
      ? t("indicators.detail.chart.intervalBand")
      : band === "ordinary" && lastYear && lower !== null && upper !== null
        ? t("indicators.ordinary", { range: measures.range(lower, upper, indicator.unit, more) })
        : null;
  const finding = useFinding(indicator, comparison, known, text);
  const name = (from: string) => pointText(from, grain, points.length, language);
  const withParts = points.some(({ figure }) => figure.denominator !== null);
  const withInterval = points.some(({ figure }) => figure.interval !== null);
  const end = (title: string) => ({ label: title, align: "end" as const });
  return (
    <Chart
      finding={finding}
      measure={[
        t("indicators.detail.chart.measure", {
          formula: capital(indicator.formula),
          grain: t(`indicators.detail.grains.${grain}`).toLowerCase(),
          perimeter: perimeterName,
        }),
        ...(unnamedBand ? [t("indicators.detail.chart.bandIs", { what: unnamedBand })] : []),
      ].join(" · ")}
      altText={t("indicators.detail.chart.alt", {
        label,
        count: points.length,
        from: format.dayYear(points[0]?.from ?? ""),
        to: format.dayYear(points.at(-1)?.to ?? ""),
        known: known.length,
        last: text(points.at(-1)?.figure.value ?? null),
      })}
      option={option}
      height={320}
      table={{
        caption: t("indicators.detail.chart.caption", { label }),
        columns: [
          { label: t("indicators.detail.chart.from") },
          end(label),
          ...(lastYear ? [end(t("indicators.detail.lastYearSeries"))] : []),
          ...(withParts
            ? [end(t("indicators.detail.chart.numerator")), end(t("indicators.detail.chart.denominator"))]
            : []),
          ...(withInterval ? [end(t("indicators.detail.chart.low")), end(t("indicators.detail.chart.high"))] : []),
          end(t("indicators.detail.chart.days")),
        ],
        rows: points.map(({ from, figure }, index) => [
          grain === "month" ? name(from) : format.dayYear(from),
          text(figure.value),
          ...(lastYear ? [text(lastYear[index]?.figure.value ?? null)] : []),
          ...(withParts ? [plain(figure.numerator), plain(figure.denominator)] : []),
          ...(withInterval ? [text(figure.interval?.lower ?? null), text(figure.interval?.upper ?? null)] : []),
          `${figure.daysKnown}/${figure.daysInPeriod}`,
        ]),
      }}
      foot={<Breaks indicator={indicator} points={points} />}
    />
  );

  function plain(value: number | null): string {
    return value === null ? t("indicators.unknown") : measures.number(value, 2);
  }
}

/** What the curve shows, as its title. */
function useFinding(
  indicator: Indicator,
  comparison: Comparison | null,
  known: readonly CurvePoint[],
  text: (value: number | null) => string,
): string {
  const { t } = useTranslation();
  const label = capital(indicator.label);
  if (known.length === 0) return t("indicators.detail.chart.unknown", { label });
  const last = text(known.at(-1)?.figure.value ?? null);
  const reading = comparison && comparison.current.value !== null ? readingOf(indicator, comparison) : "too-short";
  if (reading === "usual") return t("indicators.detail.chart.usual", { label, last });
  if (reading === "signal-up") return t("indicators.detail.chart.up", { label, last });
  if (reading === "signal-down") return t("indicators.detail.chart.down", { label, last });
  return t("indicators.detail.chart.plain", {
    label,
    first: text(known[0]?.figure.value ?? null),
    last,
  });
}

/** The causes of the breaks that the curve marks, in full. */
function Breaks({ indicator, points }: { indicator: Indicator; points: readonly CurvePoint[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const marked = new Set(breaksOf(indicator, points).map((each) => each.network));
  const told = indicator.retirements.filter(({ network }) => marked.has(network));
  if (told.length === 0) return null;
  return (
    <Band tone="info">
      {told.map(({ network, since, note }) => (
        <span key={`${network} ${since}`} className="small">
          {t("indicators.detail.retirement", {
            network: networks[network][format.language],
            day: format.dayYear(since),
            note,
          })}
        </span>
      ))}
    </Band>
  );
}
