import { Button } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useToday } from "../../../ui/clock.tsx";
import { FailedPage } from "../../../ui/failed-page.tsx";
import { useFormat } from "../../../ui/format.ts";
import { OrganisationLink, useGo } from "../../../ui/link.tsx";
import { useHolds, useOrganisation } from "../../../ui/organisation.tsx";
import { Bones, Page, Section } from "../../../ui/page.tsx";
import { lastWholeWeek, usePeriod } from "../../../ui/period-picker.tsx";
import { Band } from "../../../ui/refusal.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import { calls } from "./calls.ts";
import { Headlines } from "./headlines.tsx";
import { ObjectiveLines } from "./objective-lines.tsx";
import { ReportCurve } from "./report-curve.tsx";
import { firstOf, placeOf, WaitingList } from "./waiting-list.tsx";
import { WelcomePart } from "./welcome-part.tsx";
import "./reports.css";

/** The home page: the week in one sentence, then what shows it, then what waits. */
export function BridgePage() {
  const { t } = useTranslation();
  const { slug, timeZone } = useOrganisation();
  const format = useFormat(timeZone);
  const today = useToday(timeZone);
  const go = useGo();
  const imports = useHolds("admin", "manager", "community");
  const proposes = useHolds("manager", "decider");
  const { period, range, setPeriod } = usePeriod();
  const ahead = range.from > today;
  const bridge = useQuery(
    calls.bridge.queryOptions({ input: { period }, placeholderData: keepPreviousData, enabled: !ahead }),
  );
  const back = (
    <button type="button" className="link-button" onClick={() => setPeriod(lastWholeWeek(today))}>
      {t("reports.bridge.lastWeek")}
    </button>
  );
  if (ahead) {
    return (
      <Page
        name={t("reports.bridge.name")}
        when={format.periodLong(period)}
        sentence={t("reports.bridge.future")}
        acts={back}
      />
    );
  }
  if (bridge.error) {
    return (
      <FailedPage name={t("reports.bridge.name")} error={bridge.error} retry={() => void bridge.refetch()}>
        <p className="section">{back}</p>
      </FailedPage>
    );
  }
  if (!bridge.data) return <Bones figures={5} chart />;

  const { sentence, tone, figures, chart, objectives } = bridge.data;
  // Without a figure there is no report to validate.
  const waiting = bridge.data.waiting.filter(({ kind }) => kind !== "validate-report" || figures.length > 0);
  if (tone === "empty") {
    return (
      <Page name={t("reports.bridge.name")} sentence={sentence} lead={t("reports.welcome.lead")}>
        <WelcomePart />
        <WaitingList waiting={waiting.filter(({ kind }) => kind !== "import" && kind !== "propose-objective")} />
      </Page>
    );
  }
  const first = firstOf(waiting);
  const place = first ? placeOf(first.link, slug) : undefined;
  const report = `/reports/${period}`;
  return (
    <Page
      name={t("reports.bridge.name")}
      when={format.dayLong(today)}
      sentence={sentence}
      acts={
        <>
          {first && place ? (
            <Button onClick={() => go(place.to, place.search)}>{t(`reports.bridge.go.${first.kind}`)}</Button>
          ) : null}
          {place?.to === report || figures.length === 0 ? null : (
            <OrganisationLink to={report} search={{ period }} className="link-button">
              {t("reports.bridge.reread")}
            </OrganisationLink>
          )}
        </>
      }
    >
      <div aria-busy={bridge.isPlaceholderData}>
        {figures.length === 0 ? (
          <div className="quiet-band">
            <Band tone="info">
              <span>{t(imports ? "reports.bridge.noFigures" : "reports.bridge.noFiguresReader")}</span>
              {back}
            </Band>
          </div>
        ) : (
          <Headlines headlines={figures} />
        )}
        <div className="columns">
          <div>
            {chart ? (
              <div className="section">
                <ReportCurve chart={chart} period={bridge.data.period} indicators={figures} />
              </div>
            ) : null}
            <Section
              title={t("reports.bridge.objectives")}
              act={
                objectives.length > 0 ? (
                  <OrganisationLink to="/objectives" className="link-button small">
                    {t("reports.bridge.objectivesAll")}
                  </OrganisationLink>
                ) : undefined
              }
            >
              {objectives.length === 0 ? (
                <div className="prose">
                  <p className="muted">{t("reports.bridge.noObjective")}</p>
                  {proposes ? (
                    <OrganisationLink to="/objectives" search={{ new: true }}>
                      {t("reports.bridge.proposeObjective")}
                    </OrganisationLink>
                  ) : (
                    <p className="muted">{t("reports.bridge.whoProposes")}</p>
                  )}
                </div>
              ) : (
                <ObjectiveLines objectives={objectives as never} />
              )}
            </Section>
          </div>
          <WaitingList waiting={waiting} />
        </div>
      </div>
    </Page>
  );
}
