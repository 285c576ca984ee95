import type * as fr from "./fr-reports.ts";

export const reports: typeof fr.reports = {};

export const reportsProblems: typeof fr.reportsProblems = {
  "period-not-over": "This period is not over: its report can be validated once it is.",
  "period-in-the-future": "This period has not begun yet.",
  "already-validated": "This report is validated: its figures and words no longer change.",
  "nothing-to-report": "No data for this period: import an export first.",
};
