import type {
  AccountReference,
  DailyObservation,
  FileTotal,
  Notice,
  ReadOptions,
  RejectedLine,
  SourceFile,
} from "./contract.ts";
import { readData } from "./data-lines.ts";
import { dayOf, inferYears, type WrittenDate } from "./dates.ts";
import { type Line, LineProblem, type ReadyShape } from "./table.ts";

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
  const held: { date: WrittenDate; observation: DailyObservation }[] = [];
  yield* readData(file, table, ready, options, (line): DailyObservation[] => {
    const { date, observation } = day(line, reading, options);
    // A day of which nothing is known is no observation.
    if (Object.keys(observation.values).length === 0) return [];
    if (date.year !== undefined && !reading.yearless) return [observation];
    if (!reading.yearless || held.length >= 20_000) {
      throw new LineProblem("date-without-year", { value: line.text("date") });
    }
    held.push({ date, observation });
    return [];
  });
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
