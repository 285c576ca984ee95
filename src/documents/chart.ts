/**
 * A chart option drawn as SVG on the server, by the same library and from the same object as the page. Only the parts
 * that the option builders use are loaded, and only when a first chart is asked for.
 */
import type { ChartOption } from "./chart-option.ts";

type Renderer = { init: typeof import("echarts/core").init };

let renderer: Promise<Renderer> | undefined;

async function loadRenderer(): Promise<Renderer> {
  const [core, charts, components, features, renderers] = await Promise.all([
    import("echarts/core"),
    import("echarts/charts"),
    import("echarts/components"),
    import("echarts/features"),
    import("echarts/renderers"),
  ]);
  core.use([
    charts.LineChart,
    charts.BarChart,
    components.GridComponent,
    components.TooltipComponent,
    components.MarkLineComponent,
    components.MarkAreaComponent,
    features.LabelLayout,
    renderers.SVGRenderer,
  ]);
  return { init: core.init };
}

/**
 * Draws an option as one self-contained SVG element: text kept as text, no script, no style sheet, no outside address.
 * The same option gives the same bytes.
 *
 * @param option the object the page uses; animation is switched off here
 * @param size width and height in CSS pixels
 * @param idPrefix keeps identifiers apart when several drawings stand in one HTML file
 * @example await renderChart(lineChart({ … }), { width: 720, height: 270 }, "c1")
 */
export async function renderChart(
  option: ChartOption,
  size: { width: number; height: number },
  idPrefix = "chart",
): Promise<string> {
  renderer ??= loadRenderer();
  const { init } = await renderer;
  const chart = init(null, null, { renderer: "svg", ssr: true, width: size.width, height: size.height });
  try {
    chart.setOption({ ...option, animation: false });
    return clean(chart.renderToSVGString(), idPrefix);
  } finally {
    chart.dispose();
  }
}

/** Takes out what only serves a hydrated page (hover styles, ids counted since the process started, data marks). */
function clean(svg: string, idPrefix: string): string {
  return svg
    .replace(/<style[\s\S]*?<\/style>/g, "")
    .replace(/ ecmeta_\w+="[^"]*"/g, "")
    .replace(/ class="zr\d+-cls-\d+"/g, "")
    .replace(/(id="|url\(#|href="#)zr\d+-/g, `$1${idPrefix}-`);
}
