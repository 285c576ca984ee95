import { parseIsoDay, readPeriods } from "./curves-dates.ts";
import { type Refusal, refuse } from "./curves-refusals.ts";
import type { CurvesChannelSpec, CurvesSpec } from "./curves-spec.ts";

/** A channel's history, checked. Arrays are not to be modified. */
export interface CurvesInputChannel {
  readonly spec: CurvesChannelSpec;
  /** periods; currency */
  readonly spend: Float64Array;
  /** periods; impressions or the like, null when the curve is read on the spend */
  readonly exposure: Float64Array | null;
}

/** A history and its specification, checked: what a fit starts from. */
export interface CurvesInput {
  readonly spec: CurvesSpec;
  /** periods; ISO days */
  readonly dates: readonly string[];
  /** periods; years since the first period */
  readonly years: Float64Array;
  readonly stepDays: number;
  readonly outcome: Float64Array;
  readonly channels: readonly CurvesInputChannel[];
  /** Controls and events, as they come. */
  readonly controls: readonly {
    readonly name: string;
    readonly kind: "control" | "event";
    readonly values: Float64Array;
  }[];
}

/** Fewer periods than this teach nothing whatever the model. */
export const MINIMUM_PERIODS = 6;

/**
 * Turns the rows of a file into checked arrays, or says everything that prevents it: nothing is guessed, filled or dropped.
 *
 * @param rows cells as text by column name, in file order (the first is line 2 of the file)
 * @param spec from `readCurvesSpec`
 */
export function readCurvesInput(
  rows: readonly Readonly<Record<string, string>>[],
  spec: CurvesSpec,
): { input: CurvesInput } | { refusals: Refusal[] } {
  if (rows.length < MINIMUM_PERIODS) {
    return { refusals: [refuse("too-few-periods", { periods: rows.length, needed: MINIMUM_PERIODS })] };
  }
  const columns = Object.keys(rows[0]!);
  const eventColumns = spec.events.flatMap((event) => (event.kind === "column" ? [event.name] : []));
  const wanted = [
    spec.date,
    spec.outcome,
    ...spec.channels.flatMap((channel) => [channel.spend, ...(channel.exposure === null ? [] : [channel.exposure])]),
    ...spec.controls,
    ...eventColumns,
  ];
  const absent = [...new Set(wanted.filter((column) => !columns.includes(column)))];
  if (absent.length > 0) {
    return { refusals: absent.map((column) => refuse("missing-column", { column, columns: columns.join(", ") })) };
  }

  const refusals: Refusal[] = [];
  const read = readPeriods(rows.map((row) => row[spec.date] ?? ""));
  if ("refusal" in read) return { refusals: [read.refusal] };
  const { periods } = read;
  const column = (name: string): Float64Array => {
    const { values, refusal } = readNumbers(
      name,
      rows.map((row) => row[name] ?? ""),
    );
    if (refusal !== undefined) refusals.push(refusal);
    return Float64Array.from(periods.rows, (row) => values[row]!);
  };

  const outcome = column(spec.outcome);
  const channels = spec.channels.map((channel): CurvesInputChannel => {
    const spend = column(channel.spend);
    const exposure = channel.exposure === null ? null : column(channel.exposure);
    for (const [name, values] of [
      [channel.spend, spend],
      [channel.exposure ?? "", exposure ?? []],
    ] as const) {
      const at = values.findIndex((value) => value < 0);
      if (at >= 0)
        refusals.push(refuse("negative-spend", { line: periods.rows[at]! + 2, column: name, value: values[at]! }));
    }
    return { spec: channel, spend, exposure };
  });
  const controls = [
    ...spec.controls.map((name) => ({ name, kind: "control" as const, values: column(name) })),
    ...eventColumns.map((name) => ({ name, kind: "event" as const, values: column(name) })),
  ];
  for (const event of spec.events) {
    if (event.kind === "column") continue;
    const from = parseIsoDay(event.from);
    const to = parseIsoDay(event.to);
    const values = Float64Array.from(periods.days, (day) =>
      // A period runs from its date to the eve of the next one.
      from !== undefined && to !== undefined && from < day + periods.stepDays && to >= day ? 1 : 0,
    );
    if (values.every((value) => value === 0)) refusals.push(refuse("event-outside", { event: event.name }));
    controls.push({ name: event.name, kind: "event", values });
  }
  // Checks of content make no sense on columns that could not be read.
  if (refusals.length === 0) refusals.push(...checkContent(outcome, channels, spec, periods.rows));
  if (refusals.length > 0) return { refusals };
  const years = periods.days.map((day) => (day - periods.days[0]!) / 365.25);
  const { dates, stepDays } = periods;
  return { input: Object.freeze({ spec, dates, years, stepDays, outcome, channels, controls }) };
}

function checkContent(
  outcome: Float64Array,
  channels: readonly CurvesInputChannel[],
  spec: CurvesSpec,
  rows: readonly number[],
): Refusal[] {
  const refusals: Refusal[] = [];
  if (outcome.every((value) => value === 0)) refusals.push(refuse("outcome-zero", { column: spec.outcome }));
  else if (isConstant(outcome)) refusals.push(refuse("outcome-constant", { column: spec.outcome }));
  if (spec.likelihood === "count") {
    const at = outcome.findIndex((value) => value < 0 || !Number.isInteger(value));
    if (at >= 0)
      refusals.push(refuse("not-a-count", { line: rows[at]! + 2, column: spec.outcome, value: outcome[at]! }));
  }
  channels.forEach(({ spec: { name }, spend, exposure }, index) => {
    const media = exposure ?? spend;
    if (spend.every((value) => value === 0) || media.every((value) => value === 0)) {
      refusals.push(refuse("zero-spend", { channel: name }));
    } else if (isConstant(media)) {
      refusals.push(refuse("constant-spend", { channel: name }));
    } else {
      const twin = channels.slice(0, index).find((other) => isProportional(media, other.exposure ?? other.spend));
      if (twin !== undefined) refusals.push(refuse("identical-channels", { channel: twin.spec.name, other: name }));
    }
  });
  return refusals;
}

function isConstant(values: Float64Array): boolean {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.every((value) => Math.abs(value - mean) <= 1e-9 * Math.abs(mean));
}

function isProportional(a: Float64Array, b: Float64Array): boolean {
  const sumA = a.reduce((sum, value) => sum + value, 0);
  const sumB = b.reduce((sum, value) => sum + value, 0);
  if (!(sumA > 0 && sumB > 0)) return false;
  const tolerance = 1e-9 * Math.max(...a.map((value) => value / sumA));
  return a.every((value, t) => Math.abs(value / sumA - b[t]! / sumB) <= tolerance);
}

/**
 * Reads a column of numbers. The decimal mark is decided on the whole column; a value that can be read two ways is refused.
 * Spaces (also no-break ones) may separate thousands.
 */
function readNumbers(column: string, cells: readonly string[]): { values: number[]; refusal?: Refusal } {
  const bare = cells.map((cell) => cell.replace(/[\s\u00a0\u202f]/g, ""));
  const english = bare.some((cell) => /^[+-]?\d{1,3}(,\d{3})+\.\d+$|^[+-]?\d{1,3}(,\d{3}){2,}$/.test(cell));
  const french = bare.some((cell) =>
    /^[+-]?\d+,(\d{1,2}|\d{4,})$|^[+-]?\d{1,3}(\.\d{3})+,\d+$|^[+-]?0,\d+$/.test(cell),
  );
  const values: number[] = [];
  let refusal: Refusal | undefined;
  bare.forEach((cell, row) => {
    const line = row + 2;
    let value = Number.NaN;
    if (cell === "") refusal ??= refuse("empty-number", { line, column });
    else if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(cell) && !(french && /^[+-]?\d{1,3}\.\d{3}$/.test(cell))) {
      value = Number(cell);
    } else if (french && !english && /^[+-]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$/.test(cell)) {
      value = Number(cell.replaceAll(".", "").replace(",", "."));
    } else if (english && !french && /^[+-]?\d{1,3}(,\d{3})*(\.\d+)?$/.test(cell)) {
      value = Number(cell.replaceAll(",", ""));
    } else if (/^[+-]?\d+[.,]\d+$/.test(cell) || (english && french)) {
      refusal ??= refuse("ambiguous-number", { line, column, value: cells[row]! });
    }
    if (!Number.isFinite(value)) refusal ??= refuse("text-in-number", { line, column, value: cells[row]! });
    values.push(value);
  });
  return refusal === undefined ? { values } : { values, refusal };
}
