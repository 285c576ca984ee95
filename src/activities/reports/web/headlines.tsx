import { Figures } from "../../../ui/figures.tsx";
import { OrganisationLink } from "../../../ui/link.tsx";
import { useMeasures } from "../../../ui/measure.ts";
import { StatusTag } from "../../../ui/status.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import { isBad, isStock, type Measured, moreDigitsOf, speaks } from "../lead/rules.ts";
import { paperWords } from "../paper/words/rules.ts";
import { capital } from "../words/rules.ts";
import { useLanguage } from "./language.ts";

/** Where the curve, the formula and the lines of a figure are. */
export function indicatorPlace({ indicator, accountId }: Pick<Measured, "indicator" | "accountId">) {
  return { to: `/indicators/${indicator.id}`, search: accountId === null ? {} : { account: accountId } };
}

/** « Couverture · Ville de Kermor » */
export function measuredName({ indicator, accountName }: Pick<Measured, "indicator" | "accountName">): string {
  return `${capital(indicator.label)}${accountName === null ? "" : ` · ${accountName}`}`;
}

/** A move outside the usual range, in a word and a shape; nothing when it is noise. */
export function SignalTag({ measured }: { measured: Measured }) {
  const words = paperWords[useLanguage()];
  if (!speaks(measured)) return null;
  const good = measured.indicator.direction !== "neutral" && !isBad(measured);
  return <StatusTag tone={good ? "hold" : "look"}>{words.verdicts[measured.comparison.signal.verdict]}</StatusTag>;
}

/** At most five figures in a row, each with its move, its usual range, and the way to its curve and lines. */
export function Headlines({ headlines }: { headlines: readonly Measured[] }) {
  const { t } = useTranslation();
  const measures = useMeasures();
  const words = paperWords[useLanguage()];
  if (headlines.length === 0) return null;
  return (
    <Figures
      figures={headlines.map((measured) => {
        const { indicator, comparison } = measured;
        const { current, previous, signal } = comparison;
        const { unit } = indicator;
        const more = moreDigitsOf(measured);
        const usual =
          signal.lower !== null && signal.upper !== null && !isStock(measured)
            ? t("reports.bridge.ordinary", { range: measures.range(signal.lower, signal.upper, unit, more) })
            : null;
        return {
          label: measuredName(measured),
          ...(current.value === null ? { value: null } : measures.parts(current.value, unit, more)),
          unknown: t(`indicators.reasons.${current.reason ?? "no-data"}`),
          tag: <SignalTag measured={measured} />,
          note: [measures.change(current.value, previous.value, unit), measured.partial ? words.partial : usual]
            .filter(Boolean)
            .join(", "),
          link: (value) => <OrganisationLink {...indicatorPlace(measured)}>{value}</OrganisationLink>,
        };
      })}
    />
  );
}
