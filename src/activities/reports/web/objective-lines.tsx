import { useFormat } from "../../../ui/format.ts";
import { OrganisationLink } from "../../../ui/link.tsx";
import { useMeasures } from "../../../ui/measure.ts";
import { Gauge, StatusTag, type Tone } from "../../../ui/status.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import type { Held } from "../lead/rules.ts";
import "./reports.css";

const tones: Record<Held["attainment"]["verdict"], Tone> = {
  reached: "hold",
  "on-course": "hold",
  late: "look",
  missed: "act",
  unknown: "calm",
  "not-started": "calm",
};

/** Adopted objectives: where each stands, where it should stand, what it would take. */
export function ObjectiveLines({ objectives }: { objectives: readonly Held[] }) {
  return (
    <ul className="objective-lines">
      {objectives.map((held) => (
        <ObjectiveLine key={held.objective.id} held={held} />
      ))}
    </ul>
  );
}

function ObjectiveLine({ held }: { held: Held }) {
  const { t } = useTranslation();
  const format = useFormat();
  const measures = useMeasures();
  const { objective, attainment, indicator } = held;
  const write = (value: number) => measures.text(value, indicator.unit);
  const verdict = t(`reports.objective.verdicts.${attainment.verdict}`);
  const values = { target: write(objective.target), current: write(attainment.current ?? 0) };
  const progress =
    attainment.current === null
      ? t("reports.objective.unknown", values)
      : t(objective.measure === "cumulative" ? "reports.objective.cumulative" : "reports.objective.level", values);
  const late = attainment.verdict === "late";
  const needed = attainment.neededPerWeek;
  const more =
    late && needed !== null && needed > 0
      ? t("reports.objective.needed", {
          value: indicator.unit === "count" ? measures.number(needed, 1) : write(needed),
        })
      : late && attainment.expected !== null
        ? t("reports.objective.expected", { value: write(attainment.expected) })
        : null;
  return (
    <li>
      <div className="line">
        <OrganisationLink to={`/objectives/${objective.id}`}>{objective.statement}</OrganisationLink>
        <StatusTag tone={tones[attainment.verdict]}>{verdict}</StatusTag>
      </div>
      <Gauge
        rate={attainment.rate}
        expected={attainment.expectedRate}
        tone={tones[attainment.verdict]}
        sentence={t("reports.objective.gauge", { statement: objective.statement, verdict, progress })}
      />
      <div className="gauge-line">
        <span>
          {[progress, more, attainment.guardRailHolds === false ? t("reports.objective.guardRail") : null]
            .filter(Boolean)
            .join(" · ")}
        </span>
        <span>{t("reports.objective.due", { day: format.dayYear(objective.dueOn) })}</span>
      </div>
    </li>
  );
}
