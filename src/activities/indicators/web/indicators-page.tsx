import { TextInput } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { foldedText } from "../../../ui/commands.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { FailedPage, failureOf } from "../../../ui/failed-page.tsx";
import { useFormat } from "../../../ui/format.ts";
import { OrganisationLink } from "../../../ui/link.tsx";
import { useMeasures } from "../../../ui/measure.ts";
import { Bones, Page, Section } from "../../../ui/page.tsx";
import { usePeriod } from "../../../ui/period-picker.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import type { Comparison, Indicator, Perimeter } from "../contract.ts";
import { readingOf, toneOf } from "../curve/rules.ts";
import { calls } from "./calls.ts";
import { PerimeterSelect, perimeterSearch, usePerimeter } from "./perimeter.tsx";
import { ReadingTag } from "./reading-tag.tsx";
import "./indicators.css";

interface Line {
  readonly indicator: Indicator;
  readonly comparison: Comparison;
}

const families = ["visibility", "conversation", "revenue", "video"] as const;

/** Every indicator with the value of the period: how we know. */
export function IndicatorsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { period } = usePeriod();
  const perimeter = usePerimeter();
  const [typed, setTyped] = useState("");
  const list = useQuery(calls.list.queryOptions());
  const compared = useQuery(
    calls.compare.queryOptions({ input: { period, ...perimeter }, placeholderData: keepPreviousData }),
  );
  const failure = failureOf(list, compared);
  if (failure) return <FailedPage name={t("indicators.name")} {...failure} />;
  if (!list.data || !compared.data) return <Bones lines={8} />;

  const byId = new Map(compared.data.comparisons.map((each) => [each.indicator, each]));
  const wanted = foldedText(typed).split(/\s+/u).filter(Boolean);
  const lines = list.data.flatMap((indicator): Line[] => {
    const comparison = byId.get(indicator.id);
    return comparison ? [{ indicator, comparison }] : [];
  });
  const shown = lines.filter(({ indicator }) => {
    const text = foldedText(`${indicator.label} ${indicator.formula} ${indicator.code}`);
    return wanted.every((word) => text.includes(word));
  });
  const read = lines.filter(({ comparison }) => comparison.current.value !== null);
  const signals = read.filter(
    (line) => toneOf(line.indicator.direction, readingOf(line.indicator, line.comparison)) !== "calm",
  );
  const unread = shown.filter(({ comparison }) => comparison.current.value === null);
  const name = capital(format.period(period));
  return (
    <Page
      name={t("indicators.name")}
      when={format.periodLong(period)}
      sentence={
        read.length === 0
          ? t("indicators.catalogue.nothing", { period: name })
          : t("indicators.catalogue.sentence", {
              period: name,
              known: t("indicators.catalogue.known", { count: read.length }),
              signals: t("indicators.catalogue.signals", { count: signals.length }),
            })
      }
      lead={t("indicators.catalogue.lead")}
    >
      <div className="indicator-controls">
        <PerimeterSelect perimeter={perimeter} />
        <TextInput
          type="search"
          label={t("indicators.catalogue.search")}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      <div aria-busy={compared.isPlaceholderData}>
        {shown.length === 0 ? <p role="status">{t("indicators.catalogue.none", { typed })}</p> : null}
        {families.map((family) => (
          <Family
            key={family}
            family={family}
            period={period}
            perimeter={perimeter}
            lines={shown.filter(
              ({ indicator, comparison }) => indicator.family === family && comparison.current.value !== null,
            )}
          />
        ))}
        {unread.length > 0 ? (
          // Nothing but these was found: they need not be looked for behind a fold.
          <details className="unread" open={typed !== "" || read.length === 0}>
            <summary>{t("indicators.catalogue.unread", { count: unread.length })}</summary>
            <p className="small faint">{t("indicators.catalogue.unreadLead")}</p>
            <ul>
              {unread.map(({ indicator, comparison }) => (
                <li key={indicator.id}>
                  <OrganisationLink to={`/indicators/${indicator.id}`} search={perimeterSearch(perimeter)}>
                    {capital(indicator.label)}
                  </OrganisationLink>
                  <span className="small faint">
                    {t(`indicators.reasons.${comparison.current.reason ?? "no-data"}`)}
                  </span>
                </li>
              ))}
            </ul>
          </details>
        ) : null}
      </div>
    </Page>
  );
}

function Family({
  family,
  lines,
  period,
  perimeter,
}: {
  family: (typeof families)[number];
  lines: readonly Line[];
  period: string;
  perimeter: Perimeter;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const measures = useMeasures();
  if (lines.length === 0) return null;
  const caption = { family: t(`indicators.families.${family}`), period: format.period(period) };
  const value = ({ indicator }: Line, figure: Comparison["current"]) =>
    figure.value === null ? (
      <span className="faint">{t("indicators.unknown")}</span>
    ) : (
      measures.text(figure.value, indicator.unit)
    );
  const change = ({ indicator, comparison }: Line, before: number | null) =>
    measures.change(comparison.current.value, before, indicator.unit) ?? <span className="faint">–</span>;
  return (
    <Section title={caption.family}>
      <div className="indicator-table">
        <DataTable
          caption={
            period.includes("W")
              ? t("indicators.catalogue.caption", caption)
              : t("indicators.catalogue.captionMonth", caption)
          }
          rows={lines}
          rowKey={({ indicator }) => indicator.id}
          columns={[
            {
              key: "indicator",
              label: t("indicators.catalogue.indicator"),
              head: true,
              cell: ({ indicator }) => (
                <div>
                  <OrganisationLink to={`/indicators/${indicator.id}`} search={perimeterSearch(perimeter)}>
                    {capital(indicator.label)}
                  </OrganisationLink>
                  <span className="small faint formula">{indicator.formula}</span>
                  {indicator.trap ? (
                    <span className="small muted formula">
                      {t("indicators.catalogue.trap", { trap: indicator.trap })}
                    </span>
                  ) : null}
                </div>
              ),
            },
            {
              key: "value",
              label: t("indicators.catalogue.value"),
              align: "end",
              cell: (line) => <strong>{value(line, line.comparison.current)}</strong>,
            },
            {
              key: "previous",
              label: t("indicators.catalogue.previous"),
              align: "end",
              cell: (line) => value(line, line.comparison.previous),
            },
            {
              key: "change",
              label: t("indicators.catalogue.change"),
              align: "end",
              cell: (line) => change(line, line.comparison.previous.value),
            },
            {
              key: "last-year",
              label: t("indicators.catalogue.lastYear"),
              align: "end",
              cell: (line) => change(line, line.comparison.lastYear.value),
            },
            {
              key: "reading",
              label: t("indicators.catalogue.reading"),
              cell: (line) => <ReadingTag {...line} />,
            },
          ]}
        />
      </div>
    </Section>
  );
}

/** A label at the beginning of a line. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
