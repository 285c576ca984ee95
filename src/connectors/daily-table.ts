import type {
  AccountReference,
  DailyObservation,
  FileTotal,
  Notice,
  ReadOptions,
  RejectedLine,
  SourceFile,
} from "./contract.ts";
import { dayOf, inferYears, type WrittenDate } from "./dates.ts";
import { totals } from "./post-table.ts";
import { type Line, LineProblem, type ReadyShape, readLines, rejected, unknownColumns } from "./table.ts";

export type DailyField = "date";

export interface DailyReading<Field extends string> {
  readonly account: (line: Line<Field>) => AccountReference;
  /** "" for the account as a whole. */
  readonly dimension?: (line: Line<Field>) => string;
  /** Dates come without a year: the table is held until its end, then counted backwards from the day of the import. */
  readonly yearless?: boolean;
}

/** Reads a table with one day a line (of the account, or of a part of it). */
export async function* readDays<Field extends string>(
  file: SourceFile,
  table: string,
  ready: ReadyShape<Field | DailyField>,
  reading: DailyReading<Field | DailyField>,
  options: ReadOptions,
): AsyncIterable<DailyObservation | RejectedLine | FileTotal | Notice> {
  let first = true;
  const held: { date: WrittenDate; observation: DailyObservation }[] = [];
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
      try {
        const { date, observation } = day(line, reading, options);
        // A day of which nothing is known is no observation.
        if (Object.keys(observation.values).length === 0) continue;
        if (date.year !== undefined && !reading.yearless) yield observation;
        else if (reading.yearless && held.length < 20_000) held.push({ date, observation });
        else throw new LineProblem("date-without-year", { value: line.text("date") });
      } catch (problem) {
        yield rejected(line, problem);
      }
    }
  }
  const days = inferYears(
    held.map(({ date }) => date),
    options.importedOn,
  );
  if (held.some(({ date }) => date.year === undefined)) {
    yield {
      kind: "notice",
      code: "years-inferred",
      params: { table, day: days.toSorted().at(-1) ?? options.importedOn },
    };
  }
  for (const [index, { observation }] of held.entries()) {
    const found = days[index];
    if (found) yield { ...observation, day: found };
    else yield { kind: "rejected", table, line: observation.line, code: "date-unreadable", params: { value: "" } };
  }
}

function day<Field extends string>(
  line: Line<Field | DailyField>,
  reading: DailyReading<Field | DailyField>,
  options: ReadOptions,
): { date: WrittenDate; observation: DailyObservation } {
  if (line.broken) throw new LineProblem(line.broken);
  line.checkWidth();
  const date = line.date("date");
  if (!date) throw new LineProblem("date-missing");
  const account = reading.account(line);
  return {
    date,
    observation: {
      kind: "daily",
      table: line.table,
      line: line.line,
      account,
      day: dayOf(date),
      dimension: reading.dimension?.(line) ?? "",
      values: line.values(account.currency ?? line.currency ?? options.currency),
    },
  };
}
