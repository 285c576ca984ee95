import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { FailedPage, failureOf } from "../../../ui/failed-page.tsx";
import { Figures } from "../../../ui/figures.tsx";
import { useFormat } from "../../../ui/format.ts";
import { OrganisationLink } from "../../../ui/link.tsx";
import { useMeasures } from "../../../ui/measure.ts";
import { Bones, Page } from "../../../ui/page.tsx";
import { usePeriod } from "../../../ui/period-picker.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import { moreDigits } from "../comparison/rules.ts";
import type { Comparison, Indicator, Perimeter } from "../contract.ts";
import { isStock, readingOf } from "../curve/rules.ts";
import { calls } from "./calls.ts";
import { CurvePart } from "./curve-part.tsx";
import { IdentityPart } from "./identity-part.tsx";
import { capital } from "./indicators-page.tsx";
import { useAccountName, useAccounts, usePerimeter, usePerimeterName } from "./perimeter.tsx";
import { ProvenanceDrawer } from "./provenance-drawer.tsx";
import { ReadingTag } from "./reading-tag.tsx";
import "./indicators.css";

/** One indicator: its value, its curve, its formula, and the way back to the files. */
export function IndicatorPage() {
  const { t } = useTranslation();
  const { id } = useParams({ strict: false }) as { id: string };
  const { period } = usePeriod();
  const asked = usePerimeter();
  const accounts = useAccounts();
  const list = useQuery(calls.list.queryOptions());
  const indicator = list.data?.find((each) => each.id === id);
  const compare = (perimeter: Perimeter) => ({
    input: { period, ids: [id as Indicator["id"]], ...perimeter },
    enabled: indicator !== undefined,
    placeholderData: keepPreviousData,
  });
  const first = useQuery(calls.compare.queryOptions(compare(asked)));
  // What is read account by account has no value for the organisation: the first account that publishes stands in.
  const whole = asked.accountId === undefined;
  const alone = whole && first.data?.comparisons[0]?.current.reason === "not-additive";
  const standIn = alone
    ? accounts?.find(
        ({ kind, network }) =>
          ["page", "profile", "group", "channel"].includes(kind) && (!asked.network || asked.network === network),
      )
    : undefined;
  const perimeter = standIn ? { accountId: standIn.id } : asked;
  const second = useQuery(
    calls.compare.queryOptions({ ...compare(perimeter), enabled: indicator !== undefined && standIn !== undefined }),
  );
  const compared = standIn ? second : first;
  const failure = failureOf(list, compared);
  if (failure) return <FailedPage name={t("indicators.name")} {...failure} />;
  if (!list.data) return <Bones figures={4} chart />;
  if (!indicator) {
    return (
      <Page name={t("indicators.name")} sentence={t("indicators.detail.unknown")}>
        <OrganisationLink to="/indicators">{t("indicators.detail.back")}</OrganisationLink>
      </Page>
    );
  }
  const comparison = compared.data?.comparisons[0];
  if (!comparison || comparison.indicator !== indicator.id) return <Bones figures={4} chart />;
  return (
    <Detail
      key={indicator.id}
      indicator={indicator}
      comparison={comparison}
      perimeter={perimeter}
      standIn={standIn?.name ?? null}
    />
  );
}

function Detail({
  indicator,
  comparison,
  perimeter,
  standIn,
}: {
  indicator: Indicator;
  comparison: Comparison;
  perimeter: Perimeter;
  standIn: string | null;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const measures = useMeasures();
  const { period, range } = usePeriod();
  const perimeterName = usePerimeterName();
  const accountName = useAccountName();
  const [tracing, setTracing] = useState(false);
  const label = capital(indicator.label);
  const { current, previous, lastYear, signal } = comparison;
  const when = period.includes("W")
    ? t("indicators.detail.whenWeek", { period: format.period(period) })
    : t("indicators.detail.whenMonth", { period: format.period(period) });
  const { unit } = indicator;
  const more = isStock(indicator) ? 0 : moreDigits(comparison, unit);
  const move = measures.change(current.value, previous.value, unit);
  const reading = t(`indicators.detail.readings.${readingOf(indicator, comparison)}`);
  const sentence =
    current.value === null
      ? t("indicators.detail.sentenceUnknown", {
          label,
          when,
          reason: t(`indicators.reasons.${current.reason ?? "no-data"}`),
        })
      : t(move ? "indicators.detail.sentenceMove" : "indicators.detail.sentence", {
          label,
          when,
          value: measures.text(current.value, unit, more),
          change: move ?? "",
          before: t("indicators.detail.than"),
          reading,
        });
  const partial = (figure: Comparison["current"]) =>
    figure.value !== null && figure.basis === "daily" && figure.daysKnown < figure.daysInPeriod
      ? t("indicators.partial", { known: figure.daysKnown, days: figure.daysInPeriod })
      : null;
  const incomplete = ({ gaps }: Comparison["current"]) =>
    gaps.length > 0
      ? t("indicators.incomplete", { accounts: format.list(gaps.map((gap) => accountName(gap.accountId))) })
      : null;
  const card = (title: string, figure: Comparison["current"], change: string | null) => ({
    label: title,
    ...(figure.value === null ? { value: null } : measures.parts(figure.value, unit, more)),
    unknown: t(`indicators.reasons.${figure.reason ?? "no-data"}`),
    note: [
      change,
      partial(figure),
      incomplete(figure),
      figure.interval
        ? t("indicators.detail.interval", {
            range: measures.range(figure.interval.lower, figure.interval.upper, unit),
          })
        : null,
    ]
      .filter(Boolean)
      .join(" · "),
  });
  const hasBand = signal.lower !== null && signal.upper !== null && !isStock(indicator);
  return (
    <Page
      name={label}
      when={
        <>
          <OrganisationLink to="/indicators">{t("indicators.detail.back")}</OrganisationLink>
          {` · ${perimeterName(perimeter)} · ${format.periodLong(period)}`}
        </>
      }
      sentence={sentence}
      lead={standIn ? t("indicators.detail.chosenFor", { label, account: standIn }) : undefined}
      acts={
        <button type="button" className="link-button" onClick={() => setTracing(true)}>
          {t("indicators.detail.sourceLines")}
        </button>
      }
    >
      <Figures
        figures={[
          {
            ...card(t("indicators.detail.current"), current, null),
            tag: current.value === null ? undefined : <ReadingTag indicator={indicator} comparison={comparison} />,
          },
          card(t("indicators.detail.previous"), previous, move),
          card(t("indicators.detail.lastYear"), lastYear, measures.change(current.value, lastYear.value, unit)),
          {
            label: t("indicators.detail.usual"),
            value: hasBand ? measures.range(signal.lower as number, signal.upper as number, unit, more) : null,
            unknown: isStock(indicator) ? t("indicators.verdicts.stock") : t("indicators.detail.usualUnknown"),
            note:
              hasBand && signal.centre !== null
                ? t("indicators.detail.usualNote", { centre: measures.text(signal.centre, unit, more) })
                : undefined,
          },
        ]}
      />
      <CurvePart indicator={indicator} comparison={comparison} perimeter={perimeter} period={period} end={range.to} />
      <IdentityPart indicator={indicator} current={current} perimeter={perimeter} onTrace={() => setTracing(true)} />
      <ProvenanceDrawer
        open={tracing}
        indicator={indicator}
        perimeter={perimeter}
        range={range}
        onClose={() => setTracing(false)}
      />
    </Page>
  );
}
