import { useQuery } from "@tanstack/react-query";
import { fieldText } from "../../../kernel/measure.ts";
import { useFormat } from "../../../ui/format.ts";
import { useMeasures } from "../../../ui/measure.ts";
import { useOrganisation } from "../../../ui/organisation.tsx";
import { SourceLink } from "../../../ui/source-link.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import { useReason } from "./attainment-line.tsx";
import { calls } from "./calls.ts";
import type { Names } from "./names.ts";
import { type FormState, offeredValue, perimeterOf } from "./objective-draft.ts";

/**
 * Today's value of the indicator as a baseline: how much, over which days, from which accounts, and the way back to the
 * files. Nothing is written before it is taken; where it is not known, why.
 */
export function BaselineOffer({
  state,
  names,
  onTake,
}: {
  state: FormState;
  names: Names;
  onTake: (baseline: string) => void;
}) {
  const { t } = useTranslation();
  const { timeZone } = useOrganisation();
  const format = useFormat(timeZone);
  const measures = useMeasures();
  const reasonOf = useReason();
  const perimeter = perimeterOf(state.perimeter);
  const chosen = names.indicator(state.indicator);
  const asked = chosen !== undefined && state.measure !== "cumulative";
  const { data } = useQuery(
    calls.baseline.queryOptions({
      input: { indicator: chosen?.id ?? "reach", measure: state.measure, ...perimeter },
      enabled: asked,
    }),
  );
  if (!asked || !data?.range) return null;
  if (data.value === null) {
    return (
      <p className="formula small muted">{t("objectives.form.baselineUnknown", { reason: reasonOf(data.reason) })}</p>
    );
  }
  const { value, more } = offeredValue(data.value, chosen.unit);
  const text = fieldText(value, chosen.unit, format.language);
  const shown = measures.text(value, chosen.unit, more);
  return (
    <div className="formula small">
      <p>
        <strong>{t("objectives.form.baselineToday", { value: shown })}</strong>{" "}
        {t(`objectives.form.baselineDays.${state.measure as "level"}`, { range: format.range(data.range) })}
      </p>
      <p className="muted">
        {data.sources.length > 0 ? t("objectives.form.baselineSources", { accounts: format.list(data.sources) }) : null}{" "}
        {data.importedAt ? t("objectives.form.baselineImported", { when: format.instant(data.importedAt) }) : null}{" "}
        {chosen.metrics.length > 0 ? (
          <SourceLink question={{ metrics: chosen.metrics, range: data.range, ...perimeter }}>
            {t("objectives.form.baselineOrigin")}
          </SourceLink>
        ) : null}
      </p>
      {state.baseline.trim() === text ? null : (
        <div>
          <button type="button" className="link-button" onClick={() => onTake(text)}>
            {t("objectives.form.baselineTake", { value: shown })}
          </button>
        </div>
      )}
    </div>
  );
}
