import { useFormat } from "../../../ui/format.ts";
import { useHolds } from "../../../ui/organisation.tsx";
import { Gauge, StatusTag } from "../../../ui/status.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import type { Names, Seen, SeenAttainment } from "./names.ts";
import { toneOf } from "./standing.ts";

const reasons = [
  "no-data",
  "metric-missing",
  "denominator-zero",
  "not-additive",
  "mixed-currencies",
  "retired-by-network",
  "population-missing",
  "too-early",
] as const;

/** Why a value is unknown, in words; where an import would help, what to do or who can do it. */
export function useReason(): (reason: string | null) => string {
  const { t } = useTranslation();
  const imports = useHolds("admin", "manager", "community");
  return (reason) =>
    reason === "no-data" && !imports
      ? t("objectives.reasons.no-data-reader")
      : t(`objectives.reasons.${reasons.find((each) => each === reason) ?? "other"}`);
}

/** Where an objective stands, as a sentence. */
export function useAttainmentSentence(): (objective: Seen, attainment: SeenAttainment, names: Names) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const reasonOf = useReason();
  return (objective, { verdict, current, expected, reason }, names) => {
    const amount = (value: number | null) => (value === null ? "" : names.amount(value, objective.indicator));
    return t(`objectives.attainment.${verdict}`, {
      current: amount(current),
      expected: amount(expected),
      target: amount(objective.target),
      reason: reasonOf(reason),
      day: format.day(objective.startsOn),
    });
  };
}

/** One gauge, one sentence, one word. */
export function AttainmentLine({
  objective,
  attainment,
  names,
}: {
  objective: Seen;
  attainment: SeenAttainment;
  names: Names;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const sentence = useAttainmentSentence()(objective, attainment, names);
  const { verdict, rate, expectedRate, daysLeft, guardRailHolds } = attainment;
  const tone = toneOf(verdict);
  return (
    <div>
      <Gauge
        rate={rate}
        expected={verdict === "unknown" || verdict === "not-started" ? null : expectedRate}
        tone={tone}
        sentence={sentence}
      />
      <p className="small">{sentence}</p>
      <p className="row small faint attainment-tags">
        <StatusTag tone={tone}>{t(`objectives.verdicts.${verdict}`)}</StatusTag>
        {guardRailHolds === false ? <StatusTag tone="look">{t("objectives.attainment.guardBroken")}</StatusTag> : null}
        <span>{format.dayYear(objective.dueOn)}</span>
        <span>{t("objectives.attainment.daysLeft", { count: daysLeft })}</span>
      </p>
    </div>
  );
}
