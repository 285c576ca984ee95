import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { FailedPage, failureOf } from "../../../ui/failed-page.tsx";
import { OrganisationLink, useGo } from "../../../ui/link.tsx";
import { useHolds } from "../../../ui/organisation.tsx";
import { Bones, EmptyState, Page, Section } from "../../../ui/page.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import { AttainmentLine } from "./attainment-line.tsx";
import { calls } from "./calls.ts";
import { type Names, type Seen, type SeenAttainment, useNames } from "./names.ts";
import { byUrgency, summaryOf } from "./standing.ts";
import { TemplateList } from "./template-list.tsx";
import "./objectives.css";

/** The form brings the schema library with it: only who writes an objective loads it. */
const NewObjective = lazy(() => import("./new-objective.tsx").then((m) => ({ default: m.NewObjective })));

/** What the organisation wants, and how far it is. */
export function ObjectivesPage() {
  const search = useSearch({ strict: false }) as { new?: boolean; template?: string };
  const proposes = useHolds("manager", "decider");
  if (search.new && proposes) {
    return (
      <Suspense fallback={<Bones lines={8} />}>
        <NewObjective template={search.template} />
      </Suspense>
    );
  }
  return <Objectives />;
}

function Objectives() {
  const { t } = useTranslation();
  const go = useGo();
  const proposes = useHolds("manager", "decider");
  const list = useQuery(calls.list.queryOptions({ input: {} }));
  const names = useNames();
  const [archivedShown, setArchivedShown] = useState(false);
  const failure = failureOf(list, names);
  if (failure) return <FailedPage name={t("objectives.name")} {...failure} />;
  if (!list.data || !names.data) return <Bones lines={6} />;
  const of = (state: Seen["state"]) => list.data.filter(({ objective }) => objective.state === state).sort(byUrgency);
  const adopted = of("adopted");
  const proposed = of("proposed");
  const archived = of("archived");
  const nothing = list.data.length === 0;
  return (
    <Page
      name={t("objectives.name")}
      sentence={<Summary list={list.data} proposes={proposes} />}
      acts={
        proposes && !nothing ? (
          <Button onClick={() => go("/objectives", { new: true })}>{t("objectives.page.propose")}</Button>
        ) : undefined
      }
    >
      {nothing && proposes ? (
        <>
          <EmptyState
            title={t("objectives.page.emptyTitle")}
            purpose={t("objectives.page.emptyPurpose")}
            example={t("objectives.page.emptyExample")}
            act={
              <Button variant="default" onClick={() => go("/objectives", { new: true })}>
                {t("objectives.templates.free")}
              </Button>
            }
          />
          <TemplateList names={names.data} />
        </>
      ) : null}
      {adopted.length > 0 ? (
        <Section title={t("objectives.page.adopted")} sub={t("objectives.page.adoptedSub")}>
          <Cards list={adopted} names={names.data} />
        </Section>
      ) : null}
      {proposed.length > 0 ? (
        <Section title={t("objectives.page.proposed")} sub={t("objectives.page.proposedSub")}>
          <Cards list={proposed} names={names.data} />
        </Section>
      ) : null}
      {archived.length > 0 ? (
        <div className="section">
          <button
            type="button"
            className="link-button"
            aria-expanded={archivedShown}
            onClick={() => setArchivedShown(!archivedShown)}
          >
            {archivedShown
              ? t("objectives.page.hideArchived")
              : t("objectives.page.showArchived", { count: archived.length })}
          </button>
          {archivedShown ? <Cards list={archived} names={names.data} /> : null}
        </div>
      ) : null}
    </Page>
  );
}

function Summary({
  list,
  proposes,
}: {
  list: readonly { objective: Seen; attainment: SeenAttainment }[];
  proposes: boolean;
}) {
  const { t } = useTranslation();
  const { adopted, proposed, held, unknown, worst } = summaryOf(list);
  if (adopted === 0) {
    return proposed > 0
      ? t("objectives.page.proposedOnly", { count: proposed })
      : t(proposes ? "objectives.page.empty" : "objectives.page.emptyReader");
  }
  if (held === adopted) return t("objectives.page.allHold", { count: adopted });
  if (unknown === adopted) return t("objectives.page.nothingKnown", { count: adopted });
  return t(held === 0 ? "objectives.page.noneHold" : "objectives.page.someHold", {
    held,
    count: adopted,
    worst: worst
      ? t("objectives.page.worstLate", { statement: worst.statement })
      : t("objectives.page.worstUnknown", { count: unknown }),
  });
}

function Cards({ list, names }: { list: readonly { objective: Seen; attainment: SeenAttainment }[]; names: Names }) {
  return (
    <ul className="objective-cards">
      {list.map(({ objective, attainment }) => (
        <li key={objective.id} className="card">
          <h3>
            <OrganisationLink to={`/objectives/${objective.id}`}>{objective.statement}</OrganisationLink>
          </h3>
          <p className="small faint">
            {names.label(objective.indicator)} {"·"} {names.perimeter(objective.perimeter)}
          </p>
          <AttainmentLine objective={objective} attainment={attainment} names={names} />
        </li>
      ))}
    </ul>
  );
}
