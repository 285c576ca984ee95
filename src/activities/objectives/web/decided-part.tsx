import { useFormat } from "../../../ui/format.ts";
import { useOrganisation } from "../../../ui/organisation.tsx";
import { Section } from "../../../ui/page.tsx";
import { StatusTag } from "../../../ui/status.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import type { Names, Seen, SeenAttainment } from "./names.ts";

/** The decision as it stands: formula, perimeter, limits, people. */
export function DecidedPart({
  objective,
  attainment,
  names,
}: {
  objective: Seen;
  attainment: SeenAttainment;
  names: Names;
}) {
  const { t } = useTranslation();
  const { timeZone } = useOrganisation();
  const format = useFormat(timeZone);
  const indicator = names.indicator(objective.indicator);
  const { guardRail, guardRailLimit, adoptedAt, adoptedBy } = objective;
  const guard = guardRail ? names.indicator(guardRail) : undefined;
  const holds = attainment.guardRailHolds;
  const facts = [
    {
      label: t("objectives.one.indicator"),
      value: (
        <>
          {names.label(objective.indicator)}
          {indicator ? (
            <span className="small faint">
              <br />
              {t("objectives.form.formula", { formula: indicator.formula })}
            </span>
          ) : null}
        </>
      ),
    },
    { label: t("objectives.one.perimeter"), value: names.perimeter(objective.perimeter) },
    { label: t("objectives.one.measure"), value: t(`objectives.measures.${objective.measure}`) },
    ...(objective.measure === "cumulative"
      ? []
      : [
          {
            label: t("objectives.one.baseline"),
            value:
              objective.baseline === null
                ? t("objectives.one.noBaseline")
                : names.amount(objective.baseline, objective.indicator),
          },
        ]),
    {
      label: t("objectives.one.target"),
      value: `${t(`objectives.directions.${objective.direction}`)} ${names.amount(objective.target, objective.indicator)}`,
    },
    {
      label: t("objectives.one.period"),
      value: format.range({ from: objective.startsOn, to: objective.dueOn }),
    },
    {
      label: t("objectives.one.guardRail"),
      value:
        guardRail && guardRailLimit !== null ? (
          <span className="row">
            {`${names.label(guardRail)} : ${t(
              guard?.direction === "more" ? "objectives.form.guardRailLimitMore" : "objectives.form.guardRailLimitLess",
            ).toLowerCase()} ${names.amount(guardRailLimit, guardRail)}`}
            <StatusTag tone={holds === null ? "calm" : holds ? "hold" : "look"}>
              {t(
                holds === null
                  ? "objectives.attainment.guardUnknown"
                  : holds
                    ? "objectives.attainment.guardHolds"
                    : "objectives.attainment.guardBroken",
              )}
            </StatusTag>
          </span>
        ) : (
          t("objectives.one.none")
        ),
    },
    {
      label: t("objectives.one.departments"),
      value: objective.departmentIds.map(names.department).join(", ") || t("objectives.one.none"),
    },
    {
      label: t("objectives.one.owner"),
      value: objective.ownerMemberId === null ? t("objectives.form.noOwner") : names.member(objective.ownerMemberId),
    },
    ...(adoptedAt && adoptedBy
      ? [
          {
            label: t("objectives.one.adopted"),
            value: t("objectives.one.adoptedBy", { by: adoptedBy, when: format.instant(adoptedAt) }),
          },
        ]
      : []),
  ];
  return (
    <Section title={t("objectives.one.details")}>
      <dl className="facts">
        {facts.map((fact) => (
          <div key={fact.label} style={{ display: "contents" }}>
            <dt>{fact.label}</dt>
            <dd>{fact.value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
