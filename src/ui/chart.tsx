import type { EChartsCoreOption, EChartsType } from "echarts/core";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { sayDone } from "./done.tsx";
import { Icon } from "./icons.tsx";
import { isTyping } from "./period-picker.tsx";
import { Refusal } from "./refusal.tsx";
import { useTranslation } from "./translation.ts";

/** The colours of the scheme now shown, read from `theme.css`: charts are drawn with these and no others. */
export interface ChartColours {
  readonly ink: string;
  readonly muted: string;
  readonly faint: string;
  readonly paper: string;
  readonly card: string;
  readonly line: string;
  readonly axis: string;
  readonly sea: string;
  readonly hold: string;
  readonly look: string;
  readonly act: string;
  readonly band: string;
  readonly gap: string;
  readonly series: readonly [string, string, string, string];
}

function readColours(): ChartColours {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const names = ["ink", "muted", "faint", "paper", "card", "line", "axis", "sea", "hold", "look", "act", "band", "gap"];
  return {
    ...Object.fromEntries(names.map((name) => [name, of(name)])),
    series: [of("series-1"), of("series-2"), of("series-3"), of("series-4")],
  } as unknown as ChartColours;
}

/** An ECharts option for the colours in force; `narrow` is true where a phone's width leaves no room beside the curve. */
export type ChartDrawing = (colours: ChartColours, narrow: boolean) => EChartsCoreOption;

/** Under this width, in pixels, a drawing is narrow. */
const narrowWidth = 480;

export interface ChartTable {
  readonly caption: string;
  readonly columns: readonly { readonly label: string; readonly align?: "start" | "end" }[];
  /** One text per column, as the reader will see it. */
  readonly rows: readonly (readonly string[])[];
}

/** Rows as a spreadsheet takes them from the clipboard. */
export function tabSeparated(table: ChartTable): string {
  const clean = (text: string) => text.replaceAll(/[\t\n\r]+/gu, " ");
  return [table.columns.map((column) => column.label), ...table.rows]
    .map((row) => row.map(clean).join("\t"))
    .join("\n");
}

/**
 * A chart whose title is what it shows. The table behind it is one key away (`T`), copies to a spreadsheet, and is what
 * a screen reader is given.
 *
 * @param option an ECharts option made with the colours in force; a null value in a series is a gap.
 * @param finding the title, a sentence. @param measure unit and source, under it.
 */
export function Chart({
  finding,
  measure,
  altText,
  option,
  table,
  height = 270,
  level = 2,
  foot,
}: {
  finding: ReactNode;
  measure: ReactNode;
  altText: string;
  option: ChartDrawing;
  table: ChartTable;
  height?: number;
  level?: 2 | 3;
  foot?: ReactNode;
}) {
  const { t } = useTranslation();
  const figure = useRef<HTMLElement>(null);
  const heading = useId();
  const [asTable, setAsTable] = useState(false);
  const Heading = `h${level}` as "h2" | "h3";

  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "t" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
      const charts = [...document.querySelectorAll("[data-chart]")];
      // The chart that holds the focus answers; without one, the first of the page.
      const chosen = charts.find((each) => each.contains(document.activeElement)) ?? charts[0];
      if (chosen === figure.current) setAsTable((before) => !before);
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);

  return (
    <figure ref={figure} className="chart" data-chart="" aria-labelledby={heading}>
      <header>
        <Heading id={heading}>{finding}</Heading>
        <button
          type="button"
          className="link-button small"
          aria-pressed={asTable}
          aria-keyshortcuts="T"
          onClick={() => setAsTable(!asTable)}
        >
          <Icon name={asTable ? "indicators" : "table"} size={16} />
          {asTable ? t("ui.chart.drawing") : t("ui.chart.table")} <kbd>{"T"}</kbd>
        </button>
        <p>{measure}</p>
      </header>
      {asTable ? (
        <>
          <PlainTable table={table} />
          <button
            type="button"
            className="link-button small"
            onClick={() => {
              void navigator.clipboard.writeText(tabSeparated(table)).then(() => sayDone(t("ui.chart.copied")));
            }}
          >
            <Icon name="copy" size={16} /> {t("ui.chart.copy")}
          </button>
        </>
      ) : (
        <>
          <Drawing option={option} height={height} altText={altText} />
          <div className="unseen">
            <PlainTable table={table} hidden />
          </div>
        </>
      )}
      {foot}
    </figure>
  );
}

function PlainTable({ table, hidden }: { table: ChartTable; hidden?: boolean }) {
  return (
    <section
      className={hidden ? undefined : "chart-table"}
      tabIndex={hidden ? undefined : 0}
      aria-label={table.caption}
    >
      <table className="table">
        <caption>{table.caption}</caption>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column.label} scope="col" className={column.align === "end" ? "end" : undefined}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.join("\t")}>
              {row.map((cell, index) =>
                index === 0 ? (
                  <th key={table.columns[index]?.label} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td
                    key={table.columns[index]?.label ?? index}
                    className={table.columns[index]?.align === "end" ? "end" : undefined}
                  >
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const isNarrow = (element: HTMLElement): boolean => element.clientWidth > 0 && element.clientWidth < narrowWidth;

/** Draws, without motion for whoever wants none. */
function show(chart: EChartsType | null, option: ChartDrawing, element: HTMLElement | null): void {
  if (!chart || !element) return;
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  chart.setOption({ ...option(readColours(), isNarrow(element)), ...(still ? { animation: false } : {}) }, true);
}

function Drawing({ option, height, altText }: { option: ChartDrawing; height: number; altText: string }) {
  const { t } = useTranslation();
  const area = useRef<HTMLDivElement>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [drawn, setDrawn] = useState(false);
  const latest = useRef(option);
  latest.current = option;
  const chart = useRef<EChartsType | null>(null);

  useEffect(() => {
    const element = area.current;
    if (!element) return;
    let gone = false;
    const draw = () => show(chart.current, latest.current, element);
    let narrow = isNarrow(element);
    const size = new ResizeObserver(() => {
      chart.current?.resize();
      if (isNarrow(element) === narrow) return;
      narrow = !narrow;
      draw();
    });
    const scheme = new MutationObserver(draw);
    import("./echarts.ts")
      .then(({ init }) => {
        if (gone) return;
        chart.current = init(element, undefined, { renderer: "svg" });
        draw();
        setDrawn(true);
        size.observe(element);
        scheme.observe(document.documentElement, { attributes: true, attributeFilter: ["data-mantine-color-scheme"] });
      })
      .catch(setFailure);
    return () => {
      gone = true;
      size.disconnect();
      scheme.disconnect();
      chart.current?.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => show(chart.current, option, area.current), [option]);

  if (failure) return <Refusal error={failure} />;
  return (
    <>
      {drawn ? null : <p className="unseen">{t("ui.loading")}</p>}
      <div ref={area} className="chart-area" role="img" aria-label={altText} style={{ height }} />
    </>
  );
}
