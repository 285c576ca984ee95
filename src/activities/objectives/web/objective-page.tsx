import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { addDays } from "../../../kernel/period.ts";
import { Confirm } from "../../../ui/dialog.tsx";
import { sayDone } from "../../../ui/done.tsx";
import { FailedPage, failureOf } from "../../../ui/failed-page.tsx";
import { type FigureCard, Figures } from "../../../ui/figures.tsx";
import { useFormat } from "../../../ui/format.ts";
import { KnownDays } from "../../../ui/known-days.tsx";
import { OrganisationLink, useGo } from "../../../ui/link.tsx";
import { useOnce } from "../../../ui/once.ts";
import { useHolds } from "../../../ui/organisation.tsx";
import { Bones, Page } from "../../../ui/page.tsx";
import { Band, Refusal } from "../../../ui/refusal.tsx";
import { SourceLink } from "../../../ui/source-link.tsx";
import { Gauge, StatusTag } from "../../../ui/status.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import { useAttainmentSentence } from "./attainment-line.tsx";
import { calls } from "./calls.ts";
import { DecidedPart } from "./decided-part.tsx";
import { HistoryPart } from "./history-part.tsx";
import { type Names, type Seen, type SeenAttainment, useNames } from "./names.ts";
import { toneOf } from "./standing.ts";
import { TrajectoryChart } from "./trajectory-chart.tsx";
import "./objectives.css";

/** The form brings the schema library with it: only who changes an objective loads it. */
const ChangeObjective = lazy(() => import("./change-objective.tsx").then((m) => ({ default: m.ChangeObjective })));

/** One objective: where it stands, its curve, what was decided, what changed and why. */
export function ObjectivePage() {
  const { t } = useTranslation();
  const { id } = useParams({ strict: false }) as { id: string };
  const search = useSearch({ strict: false }) as { change?: boolean };
  const proposes = useHolds("manager", "decider");
  const one = useQuery(calls.get.queryOptions({ input: { id: Number(id) } }));
  const names = useNames();
  const sentenceOf = useAttainmentSentence();
  const failure = failureOf(one, names);
  if (failure) return <FailedPage name={t("objectives.name")} {...failure} />;
  if (!one.data || !names.data) return <Bones figures={4} chart />;
  const { objective, attainment, trajectory, changes } = one.data;
  if (search.change && proposes && objective.state !== "archived") {
    return (
      <Suspense fallback={<Bones lines={8} />}>
        <ChangeObjective key={objective.id} objective={objective} names={names.data} />
      </Suspense>
    );
  }
  const sentence = sentenceOf(objective, attainment, names.data);
  const tone = toneOf(attainment.verdict);
  return (
    <Page
      name={objective.statement}
      when={t("objectives.one.when", {
        kind: t(`objectives.kinds.${objective.kind}`),
        state: t(`objectives.states.${objective.state}`),
      })}
      sentence={objective.statement}
      acts={<Acts objective={objective} />}
    >
      {objective.state === "archived" ? <Band tone="info">{t("objectives.one.archivedBand")}</Band> : null}
      <div className="section">
        <Gauge
          rate={attainment.rate}
          expected={
            attainment.verdict === "unknown" || attainment.verdict === "not-started" ? null : attainment.expectedRate
          }
          tone={tone}
          sentence={sentence}
        />
        <p className="row">
          <StatusTag tone={tone}>{t(`objectives.verdicts.${attainment.verdict}`)}</StatusTag>
          <span>{sentence}</span>
        </p>
        {attainment.current === null ? null : (
          <KnownDays
            known={attainment.daysKnown}
            all={attainment.daysElapsed}
            gaps={attainment.gaps}
            nameOf={names.data.account}
          />
        )}
      </div>
      <Standing objective={objective} attainment={attainment} names={names.data} />
      <TrajectoryChart
        objective={objective}
        attainment={attainment}
        trajectory={trajectory}
        names={names.data}
        sentence={sentence}
      />
      <div className="columns">
        <DecidedPart objective={objective} attainment={attainment} names={names.data} />
        <HistoryPart objective={objective} changes={changes} names={names.data} />
      </div>
    </Page>
  );
}

function Standing({ objective, attainment, names }: { objective: Seen; attainment: SeenAttainment; names: Names }) {
  const { t } = useTranslation();
  const format = useFormat();
  const indicator = names.indicator(objective.indicator);
  const amount = (value: number) => names.amount(value, objective.indicator);
  const { asOf } = attainment;
  const end = asOf < objective.dueOn ? asOf : objective.dueOn;
  // A total is read from its start on; a level or a rhythm over the last weeks.
  const from = objective.measure === "cumulative" ? objective.startsOn : addDays(end, -27);
  const figures: FigureCard[] = [
    {
      label: t("objectives.one.figures.current"),
      value: attainment.current === null ? null : amount(attainment.current),
      unknown: t("objectives.one.figures.unknown"),
      note: t("objectives.one.figures.currentNote", {
        indicator: names.label(objective.indicator),
        perimeter: names.perimeter(objective.perimeter),
      }),
      link:
        indicator && indicator.metrics.length > 0 && from <= end
          ? (content) => (
              <SourceLink question={{ metrics: indicator.metrics, range: { from, to: end }, ...objective.perimeter }}>
                {content}
                <span className="unseen"> {t("objectives.one.source")}</span>
              </SourceLink>
            )
          : undefined,
    },
    ...(attainment.expected === null
      ? []
      : [
          {
            label: t("objectives.one.figures.expected"),
            value: amount(attainment.expected),
            note: t("objectives.one.figures.expectedNote"),
          },
        ]),
    {
      label: t("objectives.one.figures.target"),
      value: amount(objective.target),
      note: t("objectives.one.figures.targetNote", { day: format.dayYear(objective.dueOn) }),
    },
    ...(attainment.neededPerWeek !== null && objective.direction === "more"
      ? [
          {
            label: t("objectives.one.figures.pace"),
            value: amount(attainment.neededPerWeek),
            note: t("objectives.one.figures.paceNote"),
          },
        ]
      : []),
    {
      label: t("objectives.one.figures.left"),
      value: format.number(attainment.daysLeft),
      note: t("objectives.one.figures.leftNote", { from: format.dayYear(objective.startsOn) }),
    },
  ];
  return <Figures figures={figures} />;
}

function Acts({ objective }: { objective: Seen }) {
  const { t } = useTranslation();
  const go = useGo();
  const queries = useQueryClient();
  const manages = useHolds("manager");
  const proposes = useHolds("manager", "decider");
  const [asking, setAsking] = useState(false);
  const once = useOnce();
  const refresh = () => queries.invalidateQueries({ queryKey: calls.key() });
  const adopt = useMutation(
    calls.adopt.mutationOptions({
      onSuccess: async () => {
        setAsking(false);
        await refresh();
        sayDone(t("objectives.one.adoptedDone"));
      },
    }),
  );
  const archive = useMutation(calls.archive.mutationOptions({ onSuccess: refresh }));
  const { id, state } = objective;
  const archived = state === "archived";
  return (
    <>
      {manages && state === "proposed" ? (
        <Button onClick={() => setAsking(true)}>{t("objectives.one.adopt")}</Button>
      ) : null}
      {proposes && !archived ? (
        <Button variant="default" onClick={() => go(`/objectives/${id}`, { change: true })}>
          {t("objectives.one.change")}
        </Button>
      ) : null}
      {manages ? (
        <Button
          variant="default"
          loading={archive.isPending}
          onClick={() =>
            once((done) =>
              archive.mutate(
                { id, archived: !archived },
                {
                  onSuccess: () =>
                    sayDone(
                      t(archived ? "objectives.one.restored" : "objectives.one.archived"),
                      archived ? undefined : () => archive.mutate({ id, archived: false }),
                    ),
                  onSettled: done,
                },
              ),
            )
          }
        >
          {t(archived ? "objectives.one.restore" : "objectives.one.archive")}
        </Button>
      ) : null}
      <OrganisationLink to="/objectives">{t("objectives.one.back")}</OrganisationLink>
      <Refusal error={archive.error} />
      <Confirm
        open={asking}
        title={t("objectives.one.adoptTitle")}
        lost={[t("objectives.one.adoptLost"), t("objectives.one.adoptReason")]}
        verb={t("objectives.one.adoptVerb")}
        busy={adopt.isPending}
        error={adopt.error}
        onConfirm={() => {
          once((done) => adopt.mutate({ id }, { onSettled: done }));
        }}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
