import { type MetricId, metrics } from "../kernel/metric.ts";
import type { FileTotal, Notice, ReadOptions, RejectedLine, SourceFile } from "./contract.ts";
import { type Line, type ReadyShape, readLines, rejected, unknownColumns } from "./table.ts";

/**
 * Walks the lines of a table that hold data: says once which columns are set aside, leaves out blank and skipped lines,
 * tells totals apart, and turns the problem of a line into its rejection, so that one bad line stops nothing.
 *
 * @param take what a line of data gives; throws a LineProblem for one that gives nothing
 */
export async function* readData<Field extends string, Taken>(
  file: SourceFile,
  table: string,
  ready: ReadyShape<Field>,
  options: ReadOptions,
  take: (line: Line<Field>) => readonly Taken[],
): AsyncIterable<Taken | RejectedLine | FileTotal | Notice> {
  let first = true;
  for await (const lines of readLines(file, table, ready, options)) {
    for (const line of lines) {
      if (first) {
        first = false;
        const notice = unknownColumns(table, line.header);
        if (notice) yield notice;
      }
      if (line.isBlank() || ready.shape.isSkipped?.(line)) continue;
      if (ready.shape.isTotal?.(line)) {
        yield* totals(line, options);
        continue;
      }
      let taken: readonly Taken[];
      try {
        taken = take(line);
      } catch (problem) {
        yield rejected(line, problem);
        continue;
      }
      for (const each of taken) yield each;
    }
  }
}

/** The figures of a total line, to compare with the sum of the others. */
function* totals<Field extends string>(line: Line<Field>, options: ReadOptions): Iterable<FileTotal> {
  let values: Partial<Record<MetricId, number>>;
  try {
    values = line.values(line.currency ?? options.currency);
  } catch (problem) {
    // A total that cannot be read only means that there is nothing to compare with.
    rejected(line, problem);
    return;
  }
  for (const [metric, value] of Object.entries(values) as [MetricId, number][]) {
    // People reached twice count once: the sum of the lines is never this total.
    if (!metrics[metric].additive) continue;
    yield { kind: "total", table: line.table, line: line.line, metric, value };
  }
}
