import { z } from "zod";
import { networkIds } from "../../kernel/metric.ts";
import { anyMember, operation } from "../../kernel/operation.ts";
import { Day, DayRange } from "../../kernel/period.ts";
import { problems } from "../../kernel/problems.ts";
import { Gap, IndicatorId, Perimeter } from "../indicators/contract.ts";

/** The kinds of the trade, from selling to raising funds. */
export const objectiveKinds = [
  "sell-online",
  "awareness",
  "conversations",
  "cause",
  "local-visits",
  "inform-residents",
  "recruit",
  "retain",
  "raise-funds",
  "other",
] as const;

/** How values add up to the target: a total by the due day, a rate per week or month, or a level to stand at. */
export const objectiveMeasures = ["cumulative", "per-week", "per-month", "level"] as const;

const fields = {
  statement: z.string().trim().min(8).max(300),
  kind: z.enum(objectiveKinds),
  indicator: IndicatorId,
  perimeter: Perimeter,
  measure: z.enum(objectiveMeasures),
  direction: z.enum(["more", "less", "hold"]),
  /** Where we start from; null when it is not known yet. In the indicator's unit (percent as 4.2, money in cents). */
  baseline: z.number().nullable(),
  target: z.number(),
  startsOn: Day,
  dueOn: Day,
  departmentIds: z.array(z.number().int()).max(20),
  ownerMemberId: z.number().int().nullable(),
  /** An indicator that must not get worse while we reach for the target. */
  guardRail: IndicatorId.nullable(),
  guardRailLimit: z.number().nullable(),
};
const Draft = z.object({
  ...fields,
  perimeter: fields.perimeter.default({}),
  departmentIds: fields.departmentIds.default([]),
  ownerMemberId: fields.ownerMemberId.default(null),
  guardRail: fields.guardRail.default(null),
  guardRailLimit: fields.guardRailLimit.default(null),
});
/** A change names what it changes: a field left out keeps its value, so none has a default here. */
const Changes = z.object(fields).partial();
export const ObjectiveDraft = Draft;
export type ObjectiveDraft = z.infer<typeof ObjectiveDraft>;

export const Objective = Draft.extend({
  id: z.number().int(),
  state: z.enum(["proposed", "adopted", "archived"]),
  createdBy: z.string(),
  createdAt: z.date(),
  adoptedAt: z.date().nullable(),
  adoptedBy: z.string().nullable(),
});
export type Objective = z.infer<typeof Objective>;

/** Where we are, where we should be today on a straight line, and the sentence for it. */
export const Attainment = z.object({
  objectiveId: z.number().int(),
  asOf: Day,
  current: z.number().nullable(),
  /** Where the straight line from the start (nothing, for a total; else the baseline) to the target stands today. */
  expected: z.number().nullable(),
  /**
   * (current − start) / (target − start); current / target when the start is not known. For a total not to exceed, 1
   * while it stays under the line; for a level to hold, 1 less its relative distance. Null when unknown.
   */
  rate: z.number().nullable(),
  expectedRate: z.number().nullable(),
  verdict: z.enum(["reached", "on-course", "late", "missed", "unknown", "not-started"]),
  daysLeft: z.number().int(),
  /** What each remaining week must bring to arrive (cumulative objectives). */
  neededPerWeek: z.number().nullable(),
  guardRailHolds: z.boolean().nullable(),
  /** Why it is unknown, as the indicator says; `too-early` before the first whole week or month. */
  reason: z.string().nullable(),
  /** Days that at least one account knows among the days that the current value is read over. */
  daysKnown: z.number().int(),
  daysElapsed: z.number().int(),
  /** Accounts that lack some of the known days, and which: the value holds nothing of them there. */
  gaps: z.array(Gap).default([]),
});
export type Attainment = z.infer<typeof Attainment>;

/** Where an objective that begins today would start from, and where that figure comes from. */
export const Baseline = z.object({
  /** Null when it is not known, and for a total, which starts from nothing. */
  value: z.number().nullable(),
  reason: z.string().nullable(),
  /** The days that it is read over. */
  range: DayRange.nullable(),
  /** Accounts that bring a figure to it. */
  sources: z.array(z.string()),
  /** The last import of one of them. */
  importedAt: z.date().nullable(),
});
export type Baseline = z.infer<typeof Baseline>;

export const Template = z.object({
  id: z.string(),
  kind: z.enum(objectiveKinds),
  organisationKinds: z.array(z.enum(["company", "local-authority", "association"])),
  label: z.string(),
  statement: z.string(),
  indicator: IndicatorId,
  second: IndicatorId,
  guardRail: IndicatorId.nullable(),
  measure: z.enum(objectiveMeasures),
  direction: z.enum(["more", "less", "hold"]),
  weeks: z.number().int(),
});
export type Template = z.infer<typeof Template>;

export const Change = z.object({
  id: z.number().int(),
  at: z.date(),
  by: z.string(),
  reason: z.string(),
  before: z.record(z.string(), z.unknown()),
  after: z.record(z.string(), z.unknown()),
});

export const problem = problems("objectives", {
  "not-found": "not-found",
  "due-in-the-past": "invalid",
  "due-before-start": "invalid",
  "target-equals-baseline": "invalid",
  "target-against-direction": "invalid",
  "indicator-not-summable": "invalid",
  "guard-rail-is-indicator": "invalid",
  "guard-rail-limit-missing": "invalid",
  "percent-out-of-range": "invalid",
  "department-not-found": "not-found",
  "owner-not-found": "not-found",
  "adopted-needs-reason": "invalid",
  archived: "conflict",
  "already-adopted": "conflict",
});

const Id = z.object({ id: z.coerce.number().int() });
const State = z.enum(["proposed", "adopted", "archived"]);

/** Operations of the objectives: what the organisation wants. */
export const objectives = {
  listTemplates: operation
    .meta({ effect: "read", asks: "organisation", roles: anyMember })
    .route({ method: "GET", path: "/objectives/templates", summary: "Templates that suit the organisation’s kind" })
    .output(z.array(Template)),
  baseline: operation
    .meta({ effect: "read", asks: "organisation", roles: anyMember })
    .route({ method: "GET", path: "/objectives/baseline", summary: "Today’s value, to start an objective from" })
    .input(
      z.object({
        indicator: IndicatorId,
        measure: z.enum(objectiveMeasures),
        network: z.enum(networkIds).optional(),
        accountId: z.coerce.number().int().optional(),
      }),
    )
    .output(Baseline),
  list: operation
    .meta({ effect: "read", asks: "organisation", roles: anyMember })
    .route({ method: "GET", path: "/objectives", summary: "Objectives with their attainment" })
    .input(z.object({ state: State.optional(), asOf: Day.optional() }))
    .output(z.array(z.object({ objective: Objective, attainment: Attainment }))),
  get: operation
    .meta({ effect: "read", asks: "organisation", roles: anyMember })
    .route({
      method: "GET",
      path: "/objectives/{id}",
      summary: "One objective, its attainment, trajectory and changes",
    })
    .input(Id.extend({ asOf: Day.optional() }))
    .output(
      z.object({
        objective: Objective,
        attainment: Attainment,
        /** Weekly: what was measured, and the straight line. */
        trajectory: z.array(z.object({ day: Day, actual: z.number().nullable(), expected: z.number().nullable() })),
        changes: z.array(Change),
      }),
    ),
  create: operation
    .meta({ effect: "write", asks: "organisation", roles: ["manager", "decider"] })
    .route({ method: "POST", path: "/objectives", summary: "Propose an objective", successStatus: 201 })
    .input(Draft)
    .output(Objective),
  /** A proposed objective changes freely; an adopted one only with a reason, and the history keeps both. */
  update: operation
    .meta({ effect: "write", asks: "organisation", roles: ["manager", "decider"] })
    .route({ method: "PATCH", path: "/objectives/{id}", summary: "Change an objective" })
    .input(Id.extend({ changes: Changes, reason: z.string().trim().min(3).max(500).optional() }))
    .output(Objective),
  adopt: operation
    .meta({ effect: "write", asks: "organisation", roles: ["manager"] })
    .route({
      method: "POST",
      path: "/objectives/{id}/adoption",
      summary: "Adopt an objective: its target is then frozen",
    })
    .input(Id)
    .output(Objective),
  archive: operation
    .meta({ effect: "write", asks: "organisation", roles: ["manager"] })
    .route({ method: "POST", path: "/objectives/{id}/archive", summary: "Archive an objective, or bring it back" })
    .input(Id.extend({ archived: z.boolean().default(true) }))
    .output(Objective),
};
