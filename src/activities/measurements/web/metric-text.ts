import type { MeasureUnit } from "../../../kernel/measure.ts";
import { type MetricId, metrics } from "../../../kernel/metric.ts";
import { useFormat } from "../../../ui/format.ts";
import { useMeasures } from "../../../ui/measure.ts";
import { useOrganisation } from "../../../ui/organisation.tsx";

/** What a metric is written in: a rate of a network is kept in per cent. */
export function unitOfMetric(metric: MetricId): MeasureUnit {
  const { unit } = metrics[metric];
  return unit === "rate" ? "percent" : unit;
}

/** Writes a stored value as a reader sees it, to the cent: here figures are checked against their file. */
export function useMetricText(): (value: number, metric: MetricId) => string {
  const measures = useMeasures();
  const format = useFormat();
  const { currency } = useOrganisation();
  return (value, metric) => {
    const unit = unitOfMetric(metric);
    if (unit === "cents") return format.money(value, currency);
    // A count may have decimals: an average that a network gives.
    return unit === "count" ? measures.number(value, 2) : measures.text(value, unit);
  };
}
