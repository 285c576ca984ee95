import { NativeSelect } from "@mantine/core";
import { useTranslation } from "../../../ui/translation.ts";
import type { SeenIndicator } from "./names.ts";

const families = ["visibility", "conversation", "revenue", "video"] as const;

/** An indicator is its formula: the one chosen stands under the list, with its trap. */
export function IndicatorField({
  label,
  description,
  value,
  none,
  indicators,
  onChange,
  error,
}: {
  label: string;
  description?: string;
  value: string;
  /** Word for no indicator at all; without it the first line asks for a choice. */
  none?: string;
  indicators: readonly SeenIndicator[];
  onChange: (id: string) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation();
  const chosen = indicators.find((each) => each.id === value);
  return (
    <>
      <NativeSelect
        label={label}
        description={description}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={error}
        data={[
          { value: "", label: none ?? "…" },
          ...families.map((family) => ({
            group: t(`objectives.form.families.${family}`),
            items: indicators
              .filter((each) => each.family === family)
              .map((each) => ({ value: each.id, label: each.label })),
          })),
        ]}
      />
      {chosen ? (
        <div className="formula small">
          <p>{t("objectives.form.formula", { formula: chosen.formula })}</p>
          {chosen.trap ? <p className="muted">{t("objectives.form.trap", { trap: chosen.trap })}</p> : null}
        </div>
      ) : null}
    </>
  );
}
