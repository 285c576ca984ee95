import type { JsonifiedValue } from "@orpc/openapi-client";
import { fieldText, keptValue, type MeasureUnit } from "../../../kernel/measure.ts";
import { type NetworkId, networkIds } from "../../../kernel/metric.ts";
import { addDays, type Day } from "../../../kernel/period.ts";
import { DomainError } from "../../../kernel/problems.ts";
import { readAmount } from "../../../ui/amount.ts";
import { ObjectiveDraft, type Template } from "../contract.ts";
import { checkDraft, checkDueDay } from "../rules.ts";
import type { Seen } from "./names.ts";

/** The form as it is typed: numbers are text, the perimeter one choice. */
export interface FormState {
  readonly statement: string;
  readonly kind: ObjectiveDraft["kind"];
  readonly indicator: string;
  /** "", `network:instagram` or `account:12`. */
  readonly perimeter: string;
  readonly measure: ObjectiveDraft["measure"];
  readonly direction: ObjectiveDraft["direction"];
  readonly baseline: string;
  readonly target: string;
  readonly startsOn: Day;
  readonly dueOn: Day;
  readonly departmentIds: readonly number[];
  readonly ownerMemberId: number | null;
  readonly guardRail: string;
  readonly guardRailLimit: string;
}

export type Language = "fr" | "en";
export type UnitOf = (indicator: string) => MeasureUnit;

/** A blank form, or one that a template has begun. */
export function blankForm(today: Day, template?: JsonifiedValue<Template>): FormState {
  return {
    statement: template?.statement ?? "",
    kind: template?.kind ?? "other",
    indicator: template?.indicator ?? "",
    perimeter: "",
    measure: template?.measure ?? "level",
    direction: template?.direction ?? "more",
    baseline: "",
    target: "",
    startsOn: today,
    dueOn: addDays(today, 7 * (template?.weeks ?? 13) - 1),
    departmentIds: [],
    ownerMemberId: null,
    guardRail: template?.guardRail ?? "",
    guardRailLimit: "",
  };
}

/** An objective as the form shows it. */
export function formOf(objective: Seen, unitOf: UnitOf, language: Language): FormState {
  const text = (value: number | null, indicator: string) =>
    value === null ? "" : fieldText(value, unitOf(indicator), language);
  const { network, accountId } = objective.perimeter;
  return {
    ...objective,
    perimeter: network ? `network:${network}` : accountId ? `account:${accountId}` : "",
    baseline: text(objective.baseline, objective.indicator),
    target: text(objective.target, objective.indicator),
    guardRail: objective.guardRail ?? "",
    guardRailLimit: text(objective.guardRailLimit, objective.guardRail ?? ""),
  };
}

export type Field = keyof FormState;
/** What is wrong with a field: a word of the form itself, or a refusal of the trade's rules. */
export type Fault = { readonly field: Field; readonly refusal?: DomainError };

/** The perimeter that the form's one choice means. */
export function perimeterOf(text: string): ObjectiveDraft["perimeter"] {
  const [kind, id = ""] = text.split(":");
  if (kind === "network" && networkIds.includes(id as NetworkId)) return { network: id as NetworkId };
  return kind === "account" ? { accountId: Number(id) } : {};
}

/**
 * A measured value as a person would write it down as a start: no finer than it is shown with `more` digits beyond the
 * usual ones, so that what is offered is what the field then holds.
 */
export function offeredValue(value: number, unit: MeasureUnit): { readonly value: number; readonly more: number } {
  // Money is shown in whole units from a hundred on, durations in whole minutes from one on, in seconds below.
  if (unit === "cents") {
    const step = Math.abs(value) >= 10_000 ? 100 : 1;
    return { value: Math.round(value / step) * step, more: 0 };
  }
  if (unit === "seconds") {
    return value < 60 ? { value: Math.round(value), more: 1 } : { value: Math.round(value / 60) * 60, more: 0 };
  }
  const more = Math.abs(value) < 10 ? 1 : 0;
  const digits = (unit === "count" ? 0 : unit === "ratio" ? 2 : 1) + more;
  return { value: Number(value.toFixed(digits)), more };
}

const fieldOfRefusal: Readonly<Record<string, Field>> = {
  "objectives/due-in-the-past": "dueOn",
  "objectives/due-before-start": "dueOn",
  "objectives/target-equals-baseline": "target",
  "objectives/target-against-direction": "target",
  "objectives/percent-out-of-range": "target",
  "objectives/indicator-not-summable": "measure",
  "objectives/guard-rail-is-indicator": "guardRail",
  "objectives/guard-rail-limit-missing": "guardRailLimit",
};

/**
 * What the form says, checked with the very noun and rules that the server applies.
 *
 * @param today the due day of a new objective must not lie before it; null when the due day is not changed
 */
export function readForm(
  state: FormState,
  unitOf: UnitOf,
  language: Language,
  today: Day | null,
): { readonly draft: ObjectiveDraft } | { readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const amount = (field: "baseline" | "target" | "guardRailLimit", indicator: string): number | null => {
    if (state[field].trim() === "") return null;
    const written = readAmount(state[field], language);
    if (written === null) faults.push({ field });
    return written === null ? null : keptValue(written, unitOf(indicator));
  };
  const baseline = amount("baseline", state.indicator);
  const target = amount("target", state.indicator);
  const guardRailLimit = state.guardRail ? amount("guardRailLimit", state.guardRail) : null;
  if (target === null && !faults.some((fault) => fault.field === "target")) faults.push({ field: "target" });
  if (state.guardRail && guardRailLimit === null && !faults.some((fault) => fault.field === "guardRailLimit")) {
    faults.push({ field: "guardRailLimit" });
  }
  // A template leaves a gap where the organisation says how much.
  if (state.statement.includes("…")) faults.push({ field: "statement" });
  const parsed = ObjectiveDraft.safeParse({
    ...state,
    perimeter: perimeterOf(state.perimeter),
    baseline,
    target: target ?? 0,
    guardRail: state.guardRail || null,
    guardRailLimit,
  });
  for (const issue of parsed.error?.issues ?? []) {
    const field = issue.path[0] as Field;
    if (!faults.some((fault) => fault.field === field)) faults.push({ field });
  }
  if (!parsed.success || faults.length > 0) return { faults };
  try {
    checkDraft(parsed.data);
    if (today !== null) checkDueDay(parsed.data.dueOn, today);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { faults: [{ field: fieldOfRefusal[error.code] ?? "statement", refusal: error }] };
  }
  return { draft: parsed.data };
}

/** The fields that differ, as an update wants them. */
export function changesOf(before: Seen, after: ObjectiveDraft): Partial<ObjectiveDraft> {
  return Object.fromEntries(
    Object.entries(after).filter(([field, value]) => !isSame(value, before[field as keyof ObjectiveDraft])),
  );
}

/** A field shows six decimals: what only differs beyond them was not changed by anybody. */
const isSame = (a: unknown, b: unknown): boolean =>
  typeof a === "number" && typeof b === "number" ? Math.abs(a - b) < 1e-5 : JSON.stringify(a) === JSON.stringify(b);
