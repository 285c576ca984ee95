import { type MetricId, metrics } from "../../../kernel/metric.ts";
import { useFormat } from "../../../ui/format.ts";
import { useMeasures } from "../../../ui/measure.ts";
import { useOrganisation } from "../../../ui/organisation.tsx";

/** Writes a stored value as a reader sees it, to the cent: here figures are checked against their file. */
export function useMetricText(): (value: number, metric: MetricId) => string {
  const measures = useMeasures();
  const format = useFormat();
  const { currency } = useOrganisation();
  return (value, metric) => {
    const { unit } = metrics[metric];
    if (unit === "cents") return format.money(value, currency);
    // A count may have decimals: an average that a network gives.
    return unit === "count" ? measures.number(value, 2) : measures.text(value, unit === "rate" ? "percent" : unit);
  };
}
