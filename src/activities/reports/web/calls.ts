import { connect } from "../../../ui/call.ts";
import type { Report, ReportFigures } from "../contract.ts";
import { reports } from "../contract.ts";

/** The reports' operations, as the pages of this slice call them. */
export const calls = connect("reports", reports);

/**
 * The figures as the rules of this slice take them. Over HTTP instants are text; none of the rules that the pages use
 * reads one.
 */
export function figuresOf(report: { readonly figures: object }): ReportFigures {
  return report.figures as ReportFigures;
}

export type ReportState = Report["state"];
