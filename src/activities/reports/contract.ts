import { z } from "zod";
import { networkIds } from "../../kernel/metric.ts";
import { anyMember, operation } from "../../kernel/operation.ts";
import { Day, DayRange, PeriodKey } from "../../kernel/period.ts";
import { problems } from "../../kernel/problems.ts";
import { Comparison, Indicator } from "../indicators/contract.ts";
import { Freshness, Post } from "../measurements/contract.ts";
import { Attainment, Objective } from "../objectives/contract.ts";

export const ReportLanguage = z.enum(["fr", "en"]);

/** A post named in a report, with the reason that put it there. */
export const NotedPost = z.object({
  post: Post,
  /** What it was ranked by, and by how much it differs from the usual post of the same account. */
  rankedBy: z.enum(["engagement-rate", "engagements", "reach"]),
  value: z.number(),
  /** Median of the posts of the same account over the twelve weeks before; null when there were too few. */
  usual: z.number().nullable(),
  reason: z.string(),
});

/** Everything a report shows; the page, the PDF, the HTML file and the JSON are made from this and nothing else. */
export const ReportFigures = z.object({
  period: PeriodKey,
  range: DayRange,
  previous: PeriodKey,
  lastYear: PeriodKey,
  organisation: z.object({ name: z.string(), kind: z.string(), currency: z.string(), timeZone: z.string() }),
  objectives: z.array(z.object({ objective: Objective, attainment: Attainment, indicator: Indicator })),
  /** Organisation-wide where that means something; for what cannot be added up (reach), account by account. */
  indicators: z.array(
    z.object({
      indicator: Indicator,
      comparison: Comparison,
      accountId: z.number().int().nullable(),
      accountName: z.string().nullable(),
      /** An account that usually counts in it has no figures yet: the change may be nothing but that. */
      partial: z.boolean(),
    }),
  ),
  /** Points by week, or by month for a month, of the indicators that speak most, for the charts: at most three. */
  charts: z.array(
    z.object({
      indicator: Indicator,
      accountName: z.string().nullable(),
      points: z.array(z.object({ from: Day, to: Day, value: z.number().nullable() })),
      centre: z.number().nullable(),
      lower: z.number().nullable(),
      upper: z.number().nullable(),
      source: z.string(),
    }),
  ),
  best: z.array(NotedPost),
  weakest: z.array(NotedPost),
  postsPublished: z.number().int(),
  comments: z.object({
    /** False when no source says how many there were: unknown is not zero. */
    known: z.boolean(),
    total: z.number().int(),
    previous: z.number().int().nullable(),
    byNetwork: z.array(z.object({ network: z.enum(networkIds), comments: z.number().int() })),
  }),
  spend: z.object({
    known: z.boolean(),
    cents: z.number().nullable(),
    previousCents: z.number().nullable(),
    currency: z.string(),
    byNetwork: z.array(z.object({ network: z.enum(networkIds), cents: z.number() })),
  }),
  /** What is missing: accounts whose figures stop before the end of the period. */
  missing: z.array(z.object({ accountName: z.string(), network: z.enum(networkIds), lastDay: Day })),
  freshness: z.array(Freshness),
  /** SHA-256 of all the data these figures rest on. */
  dataHash: z.string(),
});
export type ReportFigures = z.infer<typeof ReportFigures>;

export const Report = z.object({
  figures: ReportFigures,
  language: ReportLanguage,
  /** The written summary: drafted from the figures, then anybody's words. */
  summary: z.string(),
  summaryEdited: z.boolean(),
  /** `live`: computed just now, nothing kept yet; `draft`: kept with its words; `validated`: frozen. */
  state: z.enum(["live", "draft", "validated"]),
  /** True when the data changed since the kept figures were made. */
  dataChanged: z.boolean(),
  madeAt: z.date(),
  validatedAt: z.date().nullable(),
  validatedBy: z.string().nullable(),
});
export type Report = z.infer<typeof Report>;

/** The home page: the week in one sentence, the figures behind it, what waits. */
export const Bridge = z.object({
  period: PeriodKey,
  range: DayRange,
  sentence: z.string(),
  tone: z.enum(["hold", "look", "act", "empty"]),
  figures: ReportFigures.shape.indicators,
  chart: ReportFigures.shape.charts.element.nullable(),
  objectives: z.array(z.object({ objective: Objective, attainment: Attainment, indicator: Indicator })),
  /** What this person can do next, most pressing first. */
  waiting: z.array(
    z.object({
      kind: z.enum([
        "validate-report",
        "import",
        "propose-objective",
        "adopt-objective",
        "late-objective",
        "stale-account",
        "complete-profile",
      ]),
      title: z.string(),
      detail: z.string(),
      urgency: z.enum(["hold", "look", "act"]),
      link: z.string(),
    }),
  ),
});
export type Bridge = z.infer<typeof Bridge>;

export const problem = problems("reports", {
  "period-not-over": "conflict",
  "period-in-the-future": "invalid",
  "already-validated": "conflict",
  "nothing-to-report": "not-found",
});

const Period = z.object({ period: PeriodKey, language: ReportLanguage.optional() });

/** Operations of the reports: weekly, monthly, for any past period. */
export const reports = {
  bridge: operation
    .meta({ effect: "read", asks: "organisation", roles: anyMember })
    .route({ method: "GET", path: "/bridge", summary: "The home page: the week in one sentence" })
    .input(z.object({ period: PeriodKey.optional(), language: ReportLanguage.optional() }))
    .output(Bridge),
  list: operation
    .meta({ effect: "read", asks: "organisation", roles: anyMember })
    .route({
      method: "GET",
      path: "/reports",
      summary: "Periods that can be reported, newest first, and the state of each",
    })
    .input(
      z.object({
        kind: z.enum(["week", "month"]).default("week"),
        limit: z.coerce.number().int().min(1).max(120).default(26),
      }),
    )
    .output(
      z.array(
        z.object({
          period: PeriodKey,
          range: DayRange,
          state: z.enum(["none", "draft", "validated"]),
          languages: z.array(ReportLanguage),
        }),
      ),
    ),
  get: operation
    .meta({ effect: "read", asks: "organisation", roles: anyMember })
    .route({ method: "GET", path: "/reports/{period}", summary: "The report of a week or month" })
    .input(Period)
    .output(Report),
  updateSummary: operation
    .meta({ effect: "write", asks: "organisation", roles: ["manager", "community"] })
    .route({
      method: "PUT",
      path: "/reports/{period}/summary",
      summary: "Write the summary; null returns to the draft",
    })
    .input(Period.extend({ summary: z.string().max(8000).nullable() }))
    .output(Report),
  validate: operation
    .meta({ effect: "write", asks: "organisation", roles: ["manager"] })
    .route({
      method: "POST",
      path: "/reports/{period}/validation",
      summary: "Validate: figures and words are then frozen",
    })
    .input(Period)
    .output(Report),
  /** The report as a file; the raw routes and the command line send the bytes. */
  render: operation
    .meta({ effect: "read", asks: "organisation", roles: anyMember, internal: true })
    .input(Period.extend({ format: z.enum(["pdf", "html", "json"]) }))
    .output(
      z.object({
        fileName: z.string(),
        contentType: z.string(),
        bytes: z.custom<Uint8Array>((given) => given instanceof Uint8Array),
      }),
    ),
};
