import { call } from "@orpc/server";
import { renderHtml } from "../../documents/html.ts";
import { renderPdf } from "../../documents/pdf.ts";
import {
  addDays,
  type Day,
  dayIn,
  isoWeekOf,
  type PeriodKey,
  periodOf,
  previousPeriod,
  rangeOf,
} from "../../kernel/period.ts";
import { holdsRole, implementContract, type OperationContext } from "../../platform/operation.ts";
import { measurementsOperations } from "../measurements/operations.ts";
import { objectivesOperations } from "../objectives/operations.ts";
import { organisationOperations } from "../organisation/operations.ts";
import { problem, type Report, reports } from "./contract.ts";
import { gatherFigures, hashData } from "./figures/operations.ts";
import { emptyLead, leadOf, toneOf } from "./lead/rules.ts";
import { documentOf, fileNameOf } from "./paper/rules.ts";
import { checkBegun, checkOver, hasAnything, headlinesOf, missingSince, periodsBefore } from "./rules.ts";
import { deleteDraft, findReport, type KeptReport, listKept, saveReport } from "./store.ts";
import { draftSummary } from "./summary/rules.ts";
import { staleAfterDays, waitingFor } from "./waiting/rules.ts";
import type { Language } from "./words/rules.ts";

const os = implementContract(reports);

const bridge = os.bridge.handler(async ({ context, input }) => {
  const language = input.language ?? context.language;
  const inside = { context: { ...context, language } };
  const today = todayOf(context);
  const period = input.period ?? previousPeriod(isoWeekOf(today));
  checkBegun(period, today);
  const figures = await gatherFigures(context, period, language, 1);
  const profile = await call(organisationOperations.get, undefined, inside);
  const accounts = await call(organisationOperations.listAccounts, undefined, inside);
  const proposed = await call(objectivesOperations.list, { state: "proposed" }, inside);
  const kept = await findReport(context.scope, period, language);
  const anyData = figures.freshness.some((each) => each.lastDay !== null || each.lastPostOn !== null);
  const { slug, roles, currency } = context.scope;
  return {
    period,
    range: figures.range,
    sentence: anyData
      ? leadOf(figures, language)
      : emptyLead(language, holdsRole(context.scope, ["admin", "manager", "community"])),
    tone: anyData ? toneOf(figures.objectives, figures.indicators) : ("empty" as const),
    figures: headlinesOf(figures.indicators, figures.objectives),
    chart: figures.charts[0] ?? null,
    objectives: figures.objectives,
    waiting: waitingFor(
      {
        slug,
        roles,
        today,
        currency,
        period,
        reportState: kept?.state ?? "none",
        anyData,
        objectives: figures.objectives,
        proposed: proposed.length,
        late: missingSince(figures.freshness, accounts, addDays(today, -staleAfterDays)),
        emptyTexts: [profile.history, profile.environment, profile.culture, profile.aims].filter((text) => text === "")
          .length,
      },
      language,
    ),
  };
});

const list = os.list.handler(async ({ context, input }) => {
  const kept = await listKept(context.scope);
  const firstDay = await firstDayOf(context);
  if (firstDay === null) return [];
  return periodsBefore(periodOf(todayOf(context), input.kind), firstDay, input.limit).map((period) => {
    const some = kept.filter((each) => each.period === period);
    const state = some.some((each) => each.state === "validated") ? "validated" : some.length > 0 ? "draft" : "none";
    return {
      period,
      range: rangeOf(period),
      state: state as "none" | "draft" | "validated",
      languages: some.map((each) => each.language),
    };
  });
});

const get = os.get.handler(({ context, input }) => read(context, input.period, input.language ?? context.language));

const updateSummary = os.updateSummary.handler(async ({ context, input }) => {
  const { period, summary } = input;
  const language = input.language ?? context.language;
  const kept = await findReport(context.scope, period, language);
  if (kept?.state === "validated") throw problem("already-validated", { period });
  if (summary === null) {
    await deleteDraft(context.scope, period, language);
    context.note(`report:${period}`, { language, summary: "drafted" });
    return read(context, period, language);
  }
  const figures = await telling(context, period, language);
  await keep(context, { period, language, summary, summaryEdited: true, figures });
  context.note(`report:${period}`, { language, summary: "edited" });
  return read(context, period, language);
});

const validate = os.validate.handler(async ({ context, input }) => {
  const { period } = input;
  const language = input.language ?? context.language;
  checkOver(period, todayOf(context));
  const kept = await findReport(context.scope, period, language);
  if (kept?.state === "validated") throw problem("already-validated", { period });
  // What was read is what is validated: the kept figures when there are some, for its words were written about them.
  const figures = kept?.figures ?? (await telling(context, period, language));
  await keep(context, {
    period,
    language,
    summary: kept?.summary ?? draftSummary(figures, language),
    summaryEdited: kept?.summaryEdited ?? false,
    figures,
    validatedBy: context.scope.actor,
  });
  context.note(`report:${period}`, { language, dataHash: figures.dataHash });
  return read(context, period, language);
});

const render = os.render.handler(async ({ context, input }) => {
  const { period, format } = input;
  const language = input.language ?? context.language;
  const report = await read(context, period, language);
  const fileName = fileNameOf(context.scope.slug, period, format, language);
  if (format === "json") {
    const bytes = new TextEncoder().encode(`${JSON.stringify(report.figures, null, 2)}\n`);
    return { fileName, contentType: "application/json; charset=utf-8", bytes };
  }
  const document = documentOf(report);
  if (format === "html") {
    return {
      fileName,
      contentType: "text/html; charset=utf-8",
      bytes: new TextEncoder().encode(await renderHtml(document)),
    };
  }
  return { fileName, contentType: "application/pdf", bytes: await renderPdf(document) };
});

/** Every operation of the reports, for the router and the command line. */
export const reportsOperations = { bridge, list, get, updateSummary, validate, render } satisfies Record<
  keyof typeof reports,
  unknown
>;

const todayOf = (context: OperationContext): Day => dayIn(context.now, context.scope.timeZone);

async function read(context: OperationContext, period: PeriodKey, language: Language): Promise<Report> {
  const kept = await findReport(context.scope, period, language);
  if (kept) return shown(kept, await hashData({ ...context, language }, period));
  const figures = await telling(context, period, language);
  return {
    figures,
    language,
    summary: draftSummary(figures, language),
    summaryEdited: false,
    state: "live",
    dataChanged: false,
    madeAt: context.now,
    validatedAt: null,
    validatedBy: null,
  };
}

function shown(kept: KeptReport, hashNow: string): Report {
  const { figures, language, summary, summaryEdited, state, validatedAt, validatedBy } = kept;
  return {
    figures,
    language,
    summary,
    summaryEdited,
    state,
    dataChanged: hashNow !== kept.dataHash,
    madeAt: kept.updatedAt,
    validatedAt,
    validatedBy,
  };
}

/** @throws reports/nothing-to-report when no figure at all is known around this period */
async function telling(context: OperationContext, period: PeriodKey, language: Language) {
  checkBegun(period, todayOf(context));
  const figures = await gatherFigures(context, period, language);
  if (!hasAnything(figures)) throw problem("nothing-to-report", { period });
  return figures;
}

async function keep(context: OperationContext, report: Omit<Parameters<typeof saveReport>[1], "now">): Promise<void> {
  const saved = await saveReport(context.scope, { ...report, now: context.now });
  // Validated by somebody else between our reading and our writing.
  if (!saved) throw problem("already-validated", { period: report.period });
}

const pageOfImports = 100;

/** First day that any import in force speaks of. */
async function firstDayOf(context: OperationContext): Promise<Day | null> {
  let first: Day | null = null;
  for (let before: number | undefined; ; ) {
    const page = await call(measurementsOperations.listImports, { limit: pageOfImports, before }, { context });
    for (const batch of page) {
      if (batch.state === "done" && batch.coversFrom !== null && (first === null || batch.coversFrom < first)) {
        first = batch.coversFrom;
      }
    }
    if (page.length < pageOfImports) return first;
    before = page.at(-1)?.id;
  }
}
