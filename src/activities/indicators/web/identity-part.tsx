import { useQuery } from "@tanstack/react-query";
import { networks } from "../../../kernel/metric.ts";
import { useNow } from "../../../ui/clock.tsx";
import { useFormat } from "../../../ui/format.ts";
import { KnownDays } from "../../../ui/known-days.tsx";
import { useMeasures } from "../../../ui/measure.ts";
import { useOrganisation } from "../../../ui/organisation.tsx";
import { Section } from "../../../ui/page.tsx";
import { Refusal } from "../../../ui/refusal.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import type { Figure, Indicator, Perimeter } from "../contract.ts";
import { measurementCalls } from "./calls.ts";
import { capital } from "./indicators-page.tsx";
import { useAccountName } from "./perimeter.tsx";

/** What the indicator is: formula, traps, what this value was made from, and from which accounts it came. */
export function IdentityPart({
  indicator,
  current,
  perimeter,
  onTrace,
}: {
  indicator: Indicator;
  current: Figure;
  perimeter: Perimeter;
  onTrace: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const measures = useMeasures();
  const { language } = format;
  const accountName = useAccountName();
  return (
    <div className="columns">
      <Section title={t("indicators.detail.identity")}>
        <dl className="facts">
          <dt>{t("indicators.detail.formula")}</dt>
          <dd>{capital(indicator.formula)}</dd>
          {current.numerator !== null && current.denominator !== null ? (
            <>
              <dt>{t("indicators.detail.computed")}</dt>
              <dd>
                {t("indicators.detail.computedRatio", {
                  numerator: measures.number(current.numerator, 2),
                  denominator: measures.number(current.denominator, 2),
                })}
              </dd>
            </>
          ) : null}
          <dt>{t("indicators.detail.basis")}</dt>
          <dd>
            {t(`indicators.detail.bases.${current.basis}`)}
            {current.basis === "daily" && current.gaps.length === 0
              ? ` (${t("indicators.partial", { known: current.daysKnown, days: current.daysInPeriod })})`
              : null}
            {current.gaps.length > 0 ? (
              <KnownDays
                known={current.daysKnown}
                all={current.daysInPeriod}
                gaps={current.gaps}
                nameOf={accountName}
              />
            ) : null}
          </dd>
          <dt>{t("indicators.detail.definition")}</dt>
          <dd>{indicator.definition}</dd>
          <dt>{t("indicators.detail.trap")}</dt>
          <dd>{indicator.trap ? capital(indicator.trap) : t("indicators.detail.noTrap")}</dd>
          <dt>{t("indicators.detail.direction")}</dt>
          <dd>{t(`indicators.detail.directions.${indicator.direction}`)}</dd>
          <dt>{t("indicators.detail.code")}</dt>
          <dd>{indicator.code}</dd>
        </dl>
        {indicator.retirements.map(({ network, since, note }) => (
          <p key={`${network} ${since}`} className="small muted">
            {t("indicators.detail.retirement", {
              network: networks[network][language],
              day: format.dayYear(since),
              note,
            })}
          </p>
        ))}
      </Section>
      <Sources perimeter={perimeter} onTrace={onTrace} />
    </div>
  );
}

function Sources({ perimeter, onTrace }: { perimeter: Perimeter; onTrace: () => void }) {
  const { t } = useTranslation();
  const { timeZone } = useOrganisation();
  const format = useFormat(timeZone);
  const now = useNow();
  const freshness = useQuery(measurementCalls.freshness.queryOptions());
  const within = (freshness.data ?? []).filter(({ accountId, network }) =>
    perimeter.accountId !== undefined
      ? accountId === perimeter.accountId
      : perimeter.network === undefined || network === perimeter.network,
  );
  const imports = within.flatMap((each) => each.lastImportAt ?? []).sort();
  const latest = imports.at(-1);
  return (
    <Section
      title={t("indicators.detail.sources")}
      sub={latest ? t("indicators.detail.asOf", { when: format.relative(latest, now) }) : undefined}
    >
      <Refusal error={freshness.error} retry={() => void freshness.refetch()} />
      {freshness.data && within.length === 0 ? <p className="muted">{t("indicators.detail.sourcesNone")}</p> : null}
      <ul className="source-list">
        {within.map(({ accountId, accountName, network, lastDay, lastPostOn }) => {
          const last = lastDay ?? lastPostOn;
          return (
            <li key={accountId}>
              <span>
                {accountName} <span className="small faint">{networks[network][format.language]}</span>
              </span>
              <span className="small faint">
                {last
                  ? t("indicators.detail.lastDay", { day: format.dayYear(last) })
                  : t("indicators.detail.neverRead")}
              </span>
            </li>
          );
        })}
      </ul>
      <button type="button" className="link-button" onClick={onTrace}>
        {t("indicators.detail.sourceLines")}
      </button>
    </Section>
  );
}
