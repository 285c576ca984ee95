import type { Block, Document, DocumentSection, Figure, Status, Table } from "../../../documents/document.ts";
import { changeText, moneyText, numberText, shareText, valueText } from "../../../kernel/measure.ts";
import { type Day, nextPeriod, type PeriodKey, rangeOf } from "../../../kernel/period.ts";
import type { Report, ReportFigures } from "../contract.ts";
import { chartOf } from "../curve/rules.ts";
import { fails, type Held, holds, isBad, isStock, leadOf, type Measured, moreDigitsOf, speaks } from "../lead/rules.ts";
import { measureText, rankingText } from "../posts/rules.ts";
import { headlinesOf } from "../rules.ts";
import { commentsSentence, networkText, progressText, spendSentence, titleOf } from "../summary/rules.ts";
import { capital, dayText, instantText, type Language, periodText, rangeText } from "../words/rules.ts";
import { type PaperWords, paperWords } from "./words/rules.ts";

/** The report as a neutral document: the PDF and the HTML file are made from it, and hold the same figures. */

const dash = "–";

export function fileNameOf(
  slug: string,
  period: PeriodKey,
  format: "pdf" | "html" | "json",
  language: Language,
): string {
  return `${language === "fr" ? "rapport" : "report"}-${slug}-${period}.${format}`;
}

export function documentOf(report: Report): Document {
  const { figures, language } = report;
  const words = paperWords[language];
  const week = figures.period.includes("W");
  return {
    title: words.title(titlePeriod(figures.period, language)),
    language,
    organisation: figures.organisation.name,
    periodLabel: week
      ? `${capital(periodText(figures.period, language))} · ${rangeText(figures.range, language)}`
      : capital(periodText(figures.period, language)),
    generatedAtLabel: instantText(report.madeAt, figures.organisation.timeZone, language),
    dataHash: figures.dataHash,
    ...sourceLabel(figures, words),
    lead: leadOf(figures, language),
    sections: [
      standing(report, words),
      moves(figures, language, words),
      posts(figures, language, words),
      conversation(figures, language, words),
      ahead(figures, language, words),
      sources(report, words),
    ].filter((section) => section.blocks.length > 0),
  };
}

/** « de la semaine 46 », « d’octobre 2026 », "week 46". */
function titlePeriod(period: PeriodKey, language: Language): string {
  const text = periodText(period, language);
  if (language === "en") return text;
  if (period.includes("W")) return `de la ${text}`;
  return /^[aeiouéàâ]/.test(text) ? `d’${text}` : `de ${text}`;
}

function sourceLabel(figures: ReportFigures, words: PaperWords): { sourceLabel?: string } {
  const names = [...new Set(figures.freshness.map((each) => each.network))].length;
  return figures.freshness.length === 0 ? {} : { sourceLabel: words.sourceLabel(figures.freshness.length, names) };
}

function standing(report: Report, words: PaperWords): DocumentSection {
  const { figures, language } = report;
  const { currency } = figures.organisation;
  // The lead stands above already: the summary's own first paragraph would say it twice.
  const paragraphs = report.summary
    .split(/\n{2,}/)
    .map((text) => text.trim())
    .filter((text) => text !== "" && text !== leadOf(figures, language));
  const headlines = headlinesOf(figures.indicators, figures.objectives, 4);
  const blocks: Block[] = [];
  if (headlines.length > 0) {
    blocks.push({ kind: "figures", figures: headlines.map((each) => headline(each, currency, language, words)) });
  }
  blocks.push(...paragraphs.map((text): Block => ({ kind: "paragraph", text })));
  if (figures.objectives.length > 0) blocks.push(objectivesTable(figures, language, words));
  return { title: words.standing, blocks };
}

function headline(measured: Measured, currency: string, language: Language, words: PaperWords): Figure {
  const { indicator, comparison, accountName } = measured;
  const value = comparison.current.value as number;
  const change = changeText(value, comparison.previous.value, indicator.unit, language);
  const status = statusOf(measured, words);
  return {
    label: `${capital(indicator.label)}${accountName === null ? "" : ` · ${accountName}`}`,
    value: valueText(value, indicator.unit, language, currency, moreDigitsOf(measured)),
    note: [change, status ? bandText(measured, currency, language, words) : readingOf(measured, words)]
      .filter(Boolean)
      .join(", "),
    ...(status ? { status } : {}),
  };
}

function statusOf(measured: Measured, words: PaperWords): Status | undefined {
  if (!speaks(measured)) return undefined;
  const { verdict } = measured.comparison.signal;
  const tone = measured.indicator.direction !== "neutral" && !isBad(measured) ? "hold" : "look";
  return { tone, word: words.verdicts[verdict] };
}

/** Signal, noise, or why nothing can be said. */
export function readingOf(measured: Measured, words: PaperWords): string {
  const { current, signal } = measured.comparison;
  if (current.value === null) return words.reasons[current.reason ?? "no-data"];
  if (measured.partial) return words.partial;
  return isStock(measured) ? words.stock : words.verdicts[signal.verdict];
}

function bandText(measured: Measured, currency: string, language: Language, words: PaperWords): string {
  const { unit } = measured.indicator;
  const { lower, upper } = measured.comparison.signal;
  if (lower === null || upper === null) return "";
  const write = (value: number) => valueText(value, unit, language, currency, moreDigitsOf(measured));
  return `${words.usual} ${write(lower)}–${write(upper)}`;
}

function objectivesTable(figures: ReportFigures, language: Language, words: PaperWords): Table {
  const { currency } = figures.organisation;
  return {
    kind: "table",
    caption: words.objectives,
    columns: [
      { label: words.objective },
      { label: words.now, align: "end" },
      { label: words.target, align: "end" },
      { label: words.way, align: "end" },
      { label: words.expected, align: "end" },
      { label: words.due },
      { label: words.state },
    ],
    rows: figures.objectives.map(({ objective, attainment, indicator }) => {
      const write = (value: number | null) =>
        value === null ? words.unknown : valueText(value, indicator.unit, language, currency);
      const share = (value: number | null) => (value === null ? dash : shareText(value, language));
      return [
        objective.statement,
        write(attainment.current),
        write(objective.target),
        share(attainment.rate),
        share(attainment.expectedRate),
        shortDay(objective.dueOn, language),
        words.attainments[attainment.verdict],
      ];
    }),
  };
}

function moves(figures: ReportFigures, language: Language, words: PaperWords): DocumentSection {
  if (figures.indicators.length === 0) return { title: words.moves, blocks: [] };
  const { currency } = figures.organisation;
  const table: Table = {
    kind: "table",
    caption: words.indicators,
    columns: [
      { label: words.indicator },
      { label: capital(periodText(figures.period, language)), align: "end" },
      { label: capital(periodText(figures.previous, language)), align: "end" },
      { label: words.change, align: "end" },
      { label: words.lastYear, align: "end" },
      { label: words.reading },
    ],
    rows: figures.indicators.map((measured) => {
      const { indicator, comparison, accountName } = measured;
      const { unit } = indicator;
      const write = (value: number | null) =>
        value === null ? words.unknown : valueText(value, unit, language, currency);
      const { current, previous, lastYear } = comparison;
      return [
        `${capital(indicator.label)}${accountName === null ? "" : ` · ${accountName}`}`,
        write(current.value),
        write(previous.value),
        changeText(current.value, previous.value, unit, language) ?? dash,
        changeText(current.value, lastYear.value, unit, language) ?? dash,
        readingOf(measured, words),
      ];
    }),
  };
  const charts = figures.charts.map((chart) => chartOf(chart, figures, language, words));
  return {
    title: words.moves,
    blocks: [table, ...charts, { kind: "notes", notes: words.readingNotes(figures.period.includes("W")) }],
  };
}

function posts(figures: ReportFigures, language: Language, words: PaperWords): DocumentSection {
  const table = (caption: string, noted: ReportFigures["best"]): Table => ({
    kind: "table",
    caption,
    columns: [
      { label: words.post },
      { label: words.account },
      { label: capital(rankingText(noted[0]?.rankedBy ?? "engagements", language)), align: "end" },
      { label: words.why },
    ],
    rows: noted.map(({ post, value, rankedBy, reason }) => [
      titleOf(post, 110),
      post.accountName,
      measureText(value, rankedBy, language),
      capital(afterFigure(reason)),
    ]),
  });
  const blocks: Block[] = [];
  if (figures.best.length > 0) blocks.push(table(words.best, figures.best));
  if (figures.weakest.length > 0) blocks.push(table(words.weakest, figures.weakest));
  if (blocks.length > 0 && figures.weakest.length === 0) {
    blocks.push({ kind: "notes", notes: [words.tooFewForWeakest] });
  }
  return { title: words.posts, blocks };
}

/** The figure has its own column: the reason begins after it. */
function afterFigure(reason: string): string {
  const cut = reason.search(/[,;\u202f]\s/u);
  const rest = cut < 0 ? reason : reason.slice(cut).replace(/^[,;\u202f\s]+/u, "");
  return rest;
}

function conversation(figures: ReportFigures, language: Language, words: PaperWords): DocumentSection {
  const { comments, spend } = figures;
  const blocks: Block[] = [
    { kind: "paragraph", text: commentsSentence(figures, language) },
    { kind: "paragraph", text: spendSentence(figures, language) },
  ];
  const present = [...new Set([...comments.byNetwork, ...spend.byNetwork].map((each) => each.network))];
  if (present.length > 0) {
    blocks.push({
      kind: "table",
      caption: words.byNetwork,
      columns: [
        { label: words.network },
        { label: words.comments, align: "end" },
        { label: words.spend, align: "end" },
      ],
      rows: present.map((network) => {
        const said = comments.byNetwork.find((each) => each.network === network);
        const spent = spend.byNetwork.find((each) => each.network === network);
        return [
          networkText(network, language),
          said ? numberText(said.comments, language) : dash,
          spent ? moneyText(spent.cents, language, spend.currency) : dash,
        ];
      }),
    });
  }
  return { title: words.conversation, blocks };
}

function ahead(figures: ReportFigures, language: Language, words: PaperWords): DocumentSection {
  const next = nextPeriod(figures.period);
  const until = rangeOf(next).to;
  const { currency } = figures.organisation;
  const blocks: Block[] = [];
  const due = figures.objectives.filter(({ objective }) => objective.dueOn <= until);
  const late = figures.objectives.filter((each) => fails(each) && !due.includes(each));
  const rows = (held: readonly Held[]) => held.map((each) => capital(progressText(each, currency, language)));
  if (due.length > 0) blocks.push({ kind: "heading", text: words.dueSoon }, { kind: "notes", notes: rows(due) });
  if (late.length > 0) blocks.push({ kind: "heading", text: words.toCatchUp }, { kind: "notes", notes: rows(late) });
  if (figures.missing.length > 0) {
    blocks.push(
      { kind: "heading", text: words.toImport },
      {
        kind: "notes",
        notes: figures.missing.map(({ accountName, lastDay }) =>
          words.stopsOn(accountName, dayText(lastDay, language)),
        ),
      },
    );
  }
  if (blocks.length === 0) {
    const all = figures.objectives.length > 0 && figures.objectives.every(holds);
    blocks.push({ kind: "paragraph", text: all ? words.nothingAhead : words.nothingDue });
  }
  return { title: words.ahead(capital(periodText(next, language)), rangeText(rangeOf(next), language)), blocks };
}

function sources({ figures, language, state, validatedAt, validatedBy }: Report, words: PaperWords): DocumentSection {
  const { timeZone } = figures.organisation;
  const notes = [...words.sourceNotes];
  if (state === "validated" && validatedAt) {
    notes.unshift(words.validated(validatedBy ?? "", instantText(validatedAt, timeZone, language)));
  }
  return {
    title: words.sources,
    blocks: [
      {
        kind: "sources",
        sources: figures.freshness.map(({ accountName, network, lastDay, lastPostOn, lastImportAt }) => ({
          label: `${networkText(network, language)} · ${accountName}`,
          detail: words.lastFigure(lastDay ?? lastPostOn, (day) => dayText(day, language)),
          ...(lastImportAt ? { readAtLabel: words.readOn(instantText(lastImportAt, timeZone, language)) } : {}),
        })),
      },
      { kind: "notes", notes },
    ],
  };
}

function shortDay(day: Day, language: Language): string {
  return new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  }).format(Date.parse(`${day}T12:00:00Z`));
}
