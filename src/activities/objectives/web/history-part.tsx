import { useFormat } from "../../../ui/format.ts";
import { useOrganisation } from "../../../ui/organisation.tsx";
import { Section } from "../../../ui/page.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import type { Names, Seen, SeenChange } from "./names.ts";

const fields = [
  "statement",
  "kind",
  "indicator",
  "perimeter",
  "measure",
  "direction",
  "baseline",
  "target",
  "startsOn",
  "dueOn",
  "departmentIds",
  "ownerMemberId",
  "guardRail",
  "guardRailLimit",
  "state",
] as const;
type HistoryField = (typeof fields)[number];

/** Who changed what, when and why; the newest first, the proposal last. */
export function HistoryPart({
  objective,
  changes,
  names,
}: {
  objective: Seen;
  changes: readonly SeenChange[];
  names: Names;
}) {
  const { t } = useTranslation();
  const { timeZone } = useOrganisation();
  const format = useFormat(timeZone);
  const write = useFieldText(objective, names);
  const newest = [...changes].sort((a, b) => b.at.localeCompare(a.at) || b.id - a.id);
  return (
    <Section title={t("objectives.one.history")} sub={t("objectives.one.historySub")}>
      <ol className="history">
        {newest.map((change) => {
          const indicators = indicatorsOf(objective, change);
          return (
            <li key={change.id}>
              <p className="small">
                {change.by} {"·"} {format.instant(change.at)}
              </p>
              {change.reason ? <blockquote>{change.reason}</blockquote> : null}
              {fields
                .filter((field) => field in change.after)
                .map((field) => (
                  <p key={field}>
                    {t("objectives.one.changeLine", {
                      field: t(`objectives.one.fields.${field}`),
                      before: write(field, change.before[field], indicators.before),
                      after: write(field, change.after[field], indicators.after),
                    })}
                  </p>
                ))}
            </li>
          );
        })}
        <li>
          <p className="small">
            {t("objectives.one.proposedBy", { by: objective.createdBy, when: format.instant(objective.createdAt) })}
          </p>
          {newest.length === 0 ? <p className="muted">{t("objectives.one.historyEmpty")}</p> : null}
        </li>
      </ol>
    </Section>
  );
}

/** A target is written in the unit of the indicator that it had at that moment. */
function indicatorsOf(objective: Seen, change: SeenChange) {
  const text = (value: unknown, otherwise: string) => (typeof value === "string" ? value : otherwise);
  const side = (values: SeenChange["before"]) => ({
    indicator: text(values["indicator"], objective.indicator),
    guardRail: text(values["guardRail"], objective.guardRail ?? ""),
  });
  return { before: side(change.before), after: side(change.after) };
}

function useFieldText(objective: Seen, names: Names) {
  const { t } = useTranslation();
  const format = useFormat();
  return (field: HistoryField, value: unknown, at: { indicator: string; guardRail: string }): string => {
    if (value === null || value === undefined || value === "") return t("objectives.one.none");
    switch (field) {
      case "indicator":
      case "guardRail":
        return names.label(String(value));
      case "kind":
        return t(`objectives.kinds.${value as Seen["kind"]}`);
      case "measure":
        return t(`objectives.measures.${value as Seen["measure"]}`);
      case "direction":
        return t(`objectives.directions.${value as Seen["direction"]}`);
      case "state":
        return t(`objectives.states.${value as Seen["state"]}`);
      case "perimeter":
        return names.perimeter(value as typeof objective.perimeter);
      case "baseline":
      case "target":
        return names.amount(Number(value), at.indicator);
      case "guardRailLimit":
        return names.amount(Number(value), at.guardRail);
      case "startsOn":
      case "dueOn":
        return format.dayYear(String(value));
      case "departmentIds":
        return (value as readonly number[]).map(names.department).join(", ") || t("objectives.one.none");
      case "ownerMemberId":
        return names.member(Number(value));
      case "statement":
        return String(value);
    }
  };
}
