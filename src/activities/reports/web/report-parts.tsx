import { networks } from "../../../kernel/metric.ts";
import { DataTable } from "../../../ui/data-table.tsx";
import { sayDone } from "../../../ui/done.tsx";
import { useFormat } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icons.tsx";
import { OrganisationLink } from "../../../ui/link.tsx";
import { useMeasures } from "../../../ui/measure.ts";
import { useOrganisation } from "../../../ui/organisation.tsx";
import { Section } from "../../../ui/page.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import type { ReportFigures } from "../contract.ts";
import { type Measured, speaks } from "../lead/rules.ts";
import { readingOf } from "../paper/rules.ts";
import { paperWords } from "../paper/words/rules.ts";
import { commentsSentence, spendSentence, titleOf } from "../summary/rules.ts";
import { capital, type Language } from "../words/rules.ts";
import { indicatorPlace, measuredName, SignalTag } from "./headlines.tsx";

interface Part {
  readonly figures: ReportFigures;
  readonly language: Language;
}

/** Every indicator of the period, its move and its reading; the name leads to its curve, formula and lines. */
export function IndicatorsTable({ figures, language }: Part) {
  const measures = useMeasures();
  const format = useFormat();
  const words = paperWords[language];
  if (figures.indicators.length === 0) return null;
  const write = ({ indicator }: Measured, value: number | null) =>
    value === null ? <span className="faint">{words.unknown}</span> : measures.text(value, indicator.unit);
  const change = ({ indicator, comparison }: Measured, before: number | null) =>
    measures.change(comparison.current.value, before, indicator.unit) ?? "–";
  const end = "end" as const;
  return (
    <Section title={words.indicators}>
      <div className="report-table">
        <DataTable
          caption={words.indicators}
          rows={figures.indicators}
          rowKey={({ indicator, accountId }) => `${indicator.id} ${accountId}`}
          columns={[
            {
              key: "indicator",
              label: words.indicator,
              head: true,
              cell: (measured) => (
                <OrganisationLink {...indicatorPlace(measured)}>{measuredName(measured)}</OrganisationLink>
              ),
            },
            {
              key: "now",
              label: capital(format.period(figures.period)),
              align: end,
              cell: (measured) => <strong>{write(measured, measured.comparison.current.value)}</strong>,
            },
            {
              key: "before",
              label: capital(format.period(figures.previous)),
              align: end,
              cell: (measured) => write(measured, measured.comparison.previous.value),
            },
            {
              key: "change",
              label: words.change,
              align: end,
              cell: (measured) => change(measured, measured.comparison.previous.value),
            },
            {
              key: "year",
              label: words.lastYear,
              align: end,
              cell: (measured) => change(measured, measured.comparison.lastYear.value),
            },
            {
              key: "reading",
              label: words.reading,
              cell: (measured) => <Reading measured={measured} language={language} />,
            },
          ]}
        />
      </div>
    </Section>
  );
}

/** Signal, noise, or why nothing can be said. */
function Reading({ measured, language }: { measured: Measured; language: Language }) {
  if (measured.comparison.current.value !== null && speaks(measured)) return <SignalTag measured={measured} />;
  return <span className="small faint">{readingOf(measured, paperWords[language])}</span>;
}

/** Best and weakest posts, each with its reason. */
export function PostsPart({ figures, language }: Part) {
  const { t } = useTranslation();
  const words = paperWords[language];
  return (
    <Section title={words.posts} sub={t("reports.report.published", { count: figures.postsPublished })}>
      <div className="columns">
        <Noted title={words.best} posts={figures.best} />
        <div>
          {figures.weakest.length > 0 ? (
            <Noted title={words.weakest} posts={figures.weakest} />
          ) : figures.best.length > 0 ? (
            <p className="small faint">{words.tooFewForWeakest}</p>
          ) : null}
        </div>
      </div>
    </Section>
  );
}

function Noted({ title, posts }: { title: string; posts: ReportFigures["best"] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const measures = useMeasures();
  if (posts.length === 0) return null;
  return (
    <div>
      <h3>{title}</h3>
      <ul className="noted">
        {posts.map(({ post, reason }) => (
          <li key={post.id}>
            <span className="post">{titleOf(post, 140)}</span>
            <p>{reason}</p>
            <span className="small faint">
              {post.accountName} · {format.day(post.publishedOn)}
              {post.permalink ? (
                <>
                  {" · "}
                  <a href={post.permalink} rel="noreferrer" target="_blank">
                    {t("reports.report.permalink")}
                  </a>
                </>
              ) : null}
              {post.line === null ? null : (
                <>
                  {" · "}
                  <OrganisationLink to={`/imports/${post.batchId}`}>
                    {t("reports.report.origin", {
                      batch: measures.number(post.batchId),
                      line: measures.number(post.line),
                    })}
                  </OrganisationLink>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Comments and ad spend, by network. */
export function ConversationPart({ figures, language }: Part) {
  const measures = useMeasures();
  const words = paperWords[language];
  const { comments, spend } = figures;
  const present = [...new Set([...comments.byNetwork, ...spend.byNetwork].map((each) => each.network))];
  return (
    <Section title={words.conversation}>
      <div className="prose">
        <p>{commentsSentence(figures, language)}</p>
        <p>{spendSentence(figures, language)}</p>
      </div>
      {present.length > 0 ? (
        <div style={{ marginTop: 16, maxWidth: 560 }}>
          <DataTable
            caption={words.byNetwork}
            rows={present}
            rowKey={(network) => network}
            columns={[
              { key: "network", label: words.network, head: true, cell: (network) => networks[network][language] },
              {
                key: "comments",
                label: words.comments,
                align: "end",
                cell: (network) => {
                  const found = comments.byNetwork.find((each) => each.network === network);
                  return found ? measures.number(found.comments) : "–";
                },
              },
              {
                key: "spend",
                label: words.spend,
                align: "end",
                cell: (network) => {
                  const found = spend.byNetwork.find((each) => each.network === network);
                  return found ? measures.text(found.cents, "cents") : "–";
                },
              },
            ]}
          />
        </div>
      ) : null}
    </Section>
  );
}

/** Where the figures come from, and the hash by which they can be found again. */
export function SourcesPart({ figures, language, madeAt }: Part & { readonly madeAt: string }) {
  const { t } = useTranslation();
  const { timeZone } = useOrganisation();
  const format = useFormat(timeZone);
  const words = paperWords[language];
  return (
    <Section title={words.sources} sub={t("reports.report.madeAt", { when: format.instant(madeAt) })}>
      <DataTable
        caption={words.sources}
        rows={figures.freshness}
        rowKey={({ accountId }) => accountId}
        columns={[
          {
            key: "source",
            label: t("reports.report.source"),
            head: true,
            cell: ({ accountName, network }) => (
              <span>
                {accountName} <span className="small faint">{networks[network][language]}</span>
              </span>
            ),
          },
          {
            key: "until",
            label: t("reports.report.until"),
            cell: ({ lastDay, lastPostOn }) => {
              const last = lastDay ?? lastPostOn;
              return last ? format.dayYear(last) : t("reports.report.never");
            },
          },
          {
            key: "imported",
            label: t("reports.report.imported"),
            cell: ({ lastImportAt }) =>
              lastImportAt ? format.instant(lastImportAt as never) : t("reports.report.never"),
          },
        ]}
      />
      <div className="report-hash">
        <span className="small muted">
          {t("reports.report.hash")} · {t("reports.report.hashText")}
        </span>
        <span className="row">
          <code>{figures.dataHash}</code>
          <button
            type="button"
            className="link-button small no-print"
            onClick={() => {
              void navigator.clipboard.writeText(figures.dataHash).then(() => sayDone(t("ui.copied")));
            }}
          >
            <Icon name="copy" size={16} /> {t("ui.copy")}
          </button>
        </span>
      </div>
    </Section>
  );
}
