import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { networks } from "../../../kernel/metric.ts";
import { type Day, lengthInDays } from "../../../kernel/period.ts";
import { Problem, toProblem } from "../../../ui/call.ts";
import { Choices, Form } from "../../../ui/fields.tsx";
import { useFormat } from "../../../ui/format.ts";
import { useOrganisation } from "../../../ui/organisation.tsx";
import { Band, problemSentence, Refusal } from "../../../ui/refusal.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import { type ObjectiveDraft, objectiveKinds, objectiveMeasures } from "../contract.ts";
import { BaselineOffer } from "./baseline-offer.tsx";
import { IndicatorField } from "./indicator-field.tsx";
import type { Names } from "./names.ts";
import { type Fault, type Field, type FormState, readForm } from "./objective-draft.ts";

const directions = ["more", "less", "hold"] as const;

/** What, how one will know, how much, by when, who: the five parts of an objective that can be told reached or missed. */
export function ObjectiveForm({
  state,
  onChange,
  names,
  dueAfter,
  busy,
  error,
  verb,
  onSubmit,
  reason,
}: {
  state: FormState;
  onChange: (state: FormState) => void;
  names: Names;
  /** The due day may not lie before this day; null when it stays what it was. */
  dueAfter: Day | null;
  busy: boolean;
  error: unknown;
  verb: string;
  onSubmit: (draft: ObjectiveDraft) => void;
  reason?: { text: string; onChange: (text: string) => void } | undefined;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { currency } = useOrganisation();
  const [tried, setTried] = useState(0);
  const set = (part: Partial<FormState>) => onChange({ ...state, ...part });
  const read = readForm(state, names.unitOf, format.language, dueAfter);
  const faults: readonly Fault[] = "faults" in read ? read.faults : [];
  const reasonMissing = reason !== undefined && reason.text.trim().length < 3;
  const faultCount = faults.length + (reasonMissing ? 1 : 0);
  const faultOf = (field: Field): string | undefined => {
    const fault = tried > 0 ? faults.find((each) => each.field === field) : undefined;
    if (!fault) return undefined;
    if (fault.refusal) return problemSentence(new Problem({ status: 400, ...fault.refusal }));
    if (field === "statement" && state.statement.includes("…")) return t("objectives.form.faults.statementGap");
    return t(`objectives.form.faults.${field as "target"}`);
  };
  const indicator = names.indicator(state.indicator);
  const unitWord = (id: string): string => {
    const unit = names.unitOf(id);
    return unit === "cents" ? currency : t(`objectives.form.units.${unit}`);
  };
  const inUnit = (label: string, id: string) =>
    id ? t("objectives.form.inUnit", { label, unit: unitWord(id) }) : label;
  const weeks =
    state.startsOn && state.dueOn > state.startsOn
      ? Math.round(lengthInDays({ from: state.startsOn, to: state.dueOn }) / 7)
      : 0;
  const guard = names.indicator(state.guardRail);
  const active = <Row extends { archivedAt: string | null; id: number }>(
    rows: readonly Row[],
    kept: readonly number[],
  ) => rows.filter((row) => row.archivedAt === null || kept.includes(row.id));
  const departments = active(names.departments, state.departmentIds);
  const accounts = active(names.accounts, []);
  const held = [...new Set(accounts.map((account) => account.network))];
  const problem = error ? toProblem(error) : null;
  return (
    <Form
      wide
      label={verb}
      error={tried > 0 && faultCount > 0 ? tried : error}
      onSubmit={() => {
        setTried(tried + 1);
        if ("draft" in read && !reasonMissing) onSubmit(read.draft);
      }}
    >
      <fieldset className="form-part">
        <legend>{t("objectives.form.what")}</legend>
        <Textarea
          label={t("objectives.form.statement")}
          description={t("objectives.form.statementHint")}
          value={state.statement}
          rows={2}
          maxLength={300}
          onChange={(event) => set({ statement: event.currentTarget.value })}
          error={faultOf("statement")}
        />
        <NativeSelect
          label={t("objectives.form.kind")}
          value={state.kind}
          onChange={(event) => set({ kind: event.currentTarget.value as FormState["kind"] })}
          data={objectiveKinds.map((kind) => ({ value: kind, label: t(`objectives.kinds.${kind}`) }))}
        />
      </fieldset>
      <fieldset className="form-part">
        <legend>{t("objectives.form.how")}</legend>
        <IndicatorField
          label={t("objectives.form.indicator")}
          value={state.indicator}
          indicators={names.indicators}
          onChange={(id) => set({ indicator: id })}
          error={faultOf("indicator")}
        />
        <NativeSelect
          label={t("objectives.form.perimeter")}
          value={state.perimeter}
          onChange={(event) => set({ perimeter: event.currentTarget.value })}
          data={[
            { value: "", label: t("objectives.form.everything") },
            ...(held.length > 0
              ? [
                  {
                    group: t("objectives.form.networksGroup"),
                    items: held.map((id) => ({ value: `network:${id}`, label: networks[id][format.language] })),
                  },
                  {
                    group: t("objectives.form.accountsGroup"),
                    items: accounts.map((each) => ({
                      value: `account:${each.id}`,
                      label: `${each.name} (${networks[each.network][format.language]})`,
                    })),
                  },
                ]
              : []),
          ]}
        />
        <Choices
          name="measure"
          legend={t("objectives.form.measure")}
          value={[state.measure]}
          onChange={([measure]) => measure && set({ measure })}
          error={faultOf("measure")}
          choices={objectiveMeasures
            // What cannot be added up has no total: the choice is not offered, unless it is already made.
            .filter((each) => each !== "cumulative" || indicator?.additive !== false || state.measure === each)
            .map((each) => ({
              value: each,
              label: t(`objectives.measures.${each}`),
              hint: t(`objectives.measureHints.${each}`),
            }))}
        />
      </fieldset>
      <fieldset className="form-part">
        <legend>{t("objectives.form.howMuch")}</legend>
        <Choices
          name="direction"
          legend={t("objectives.form.direction")}
          value={[state.direction]}
          onChange={([direction]) => direction && set({ direction })}
          choices={directions.map((each) => ({
            value: each,
            label: t(`objectives.directions.${each}`),
            hint: t(`objectives.directionHints.${each}`),
          }))}
        />
        <div className="form-pair">
          <TextInput
            label={inUnit(t("objectives.form.target"), state.indicator)}
            inputMode="decimal"
            autoComplete="off"
            value={state.target}
            onChange={(event) => set({ target: event.currentTarget.value })}
            error={faultOf("target")}
          />
          <TextInput
            label={inUnit(t("objectives.form.baseline"), state.indicator)}
            description={t(
              state.measure === "cumulative" ? "objectives.form.baselineCumulative" : "objectives.form.baselineHint",
            )}
            inputMode="decimal"
            autoComplete="off"
            value={state.baseline}
            onChange={(event) => set({ baseline: event.currentTarget.value })}
            error={faultOf("baseline")}
          />
        </div>
        <BaselineOffer state={state} names={names} onTake={(baseline) => set({ baseline })} />
        <IndicatorField
          label={t("objectives.form.guardRail")}
          description={t("objectives.form.guardRailHint")}
          value={state.guardRail}
          none={t("objectives.form.noGuardRail")}
          indicators={names.indicators}
          onChange={(id) => set({ guardRail: id, guardRailLimit: "" })}
          error={faultOf("guardRail")}
        />
        {guard ? (
          <TextInput
            label={inUnit(
              t(
                guard.direction === "more"
                  ? "objectives.form.guardRailLimitMore"
                  : "objectives.form.guardRailLimitLess",
              ),
              state.guardRail,
            )}
            inputMode="decimal"
            autoComplete="off"
            required
            value={state.guardRailLimit}
            onChange={(event) => set({ guardRailLimit: event.currentTarget.value })}
            error={faultOf("guardRailLimit")}
          />
        ) : null}
      </fieldset>
      <fieldset className="form-part">
        <legend>{t("objectives.form.when")}</legend>
        <div className="form-pair">
          <TextInput
            type="date"
            label={t("objectives.form.startsOn")}
            value={state.startsOn}
            onChange={(event) => set({ startsOn: event.currentTarget.value })}
            error={faultOf("startsOn")}
          />
          <TextInput
            type="date"
            label={t("objectives.form.dueOn")}
            description={weeks > 0 ? t("objectives.form.weeks", { count: weeks }) : undefined}
            value={state.dueOn}
            min={dueAfter ?? undefined}
            onChange={(event) => set({ dueOn: event.currentTarget.value })}
            error={faultOf("dueOn")}
          />
        </div>
      </fieldset>
      <fieldset className="form-part">
        <legend>{t("objectives.form.who")}</legend>
        {departments.length > 0 ? (
          <Choices
            name="departments"
            legend={t("objectives.form.departments")}
            several
            value={state.departmentIds.map(String)}
            onChange={(ids) => set({ departmentIds: ids.map(Number) })}
            choices={departments.map((each) => ({ value: String(each.id), label: each.name }))}
          />
        ) : (
          <p className="muted">{t("objectives.form.noDepartments")}</p>
        )}
        <NativeSelect
          label={t("objectives.form.owner")}
          value={state.ownerMemberId === null ? "" : String(state.ownerMemberId)}
          onChange={(event) => set({ ownerMemberId: Number(event.currentTarget.value) || null })}
          data={[
            { value: "", label: t("objectives.form.noOwner") },
            ...names.members.map((each) => ({ value: String(each.id), label: each.name })),
          ]}
        />
      </fieldset>
      {reason ? (
        <Textarea
          label={t("objectives.form.reason")}
          description={t("objectives.form.reasonHint")}
          value={reason.text}
          rows={2}
          maxLength={500}
          onChange={(event) => reason.onChange(event.currentTarget.value)}
          error={tried > 0 && reasonMissing ? t("objectives.form.faults.reason") : undefined}
        />
      ) : null}
      {"draft" in read ? (
        <p className="plainly">
          <strong>{t("objectives.form.summary")}</strong>
          <br />
          {t("objectives.form.summaryText", {
            direction: t(`objectives.directions.${read.draft.direction}`),
            target: names.amount(read.draft.target, read.draft.indicator),
            indicator: names.label(read.draft.indicator),
            perimeter: state.perimeter
              ? names.perimeter(read.draft.perimeter)
              : lowerFirst(names.perimeter(read.draft.perimeter)),
            measure: lowerFirst(t(`objectives.measures.${read.draft.measure}`)),
            from: format.dayYear(read.draft.startsOn),
            to: format.dayYear(read.draft.dueOn),
          })}
        </p>
      ) : null}
      {tried > 0 && faultCount > 0 ? (
        <Band tone="act">{t("objectives.form.faults.fix", { count: faultCount })}</Band>
      ) : null}
      <Refusal error={problem} nothingLost />
      <div>
        <Button type="submit" loading={busy}>
          {verb}
        </Button>
      </div>
    </Form>
  );
}

const lowerFirst = (text: string) => text.slice(0, 1).toLowerCase() + text.slice(1);
