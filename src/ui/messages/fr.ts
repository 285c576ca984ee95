import { accessibility } from "./fr-accessibility.ts";
import { demonstrationProblems } from "./fr-demonstration.ts";
import { indicators, indicatorsProblems } from "./fr-indicators.ts";
import { measurements, measurementsProblems } from "./fr-measurements.ts";
import { objectives, objectivesProblems } from "./fr-objectives.ts";
import { organisation, organisationProblems } from "./fr-organisation.ts";
import { reports, reportsProblems } from "./fr-reports.ts";
import { shell } from "./fr-shell.ts";
import { accessProblems, signInProblems, ui, uiProblems } from "./fr-ui.ts";

/** Every text of the pages in French: one file a slice, so that each slice keeps its own words. */
export const messages = {
  ui,
  shell,
  accessibility,
  organisation,
  measurements,
  indicators,
  objectives,
  reports,
  /** One sentence for each problem code, `problem.<slice>.<code>`. */
  problem: {
    ui: uiProblems,
    access: accessProblems,
    "sign-in": signInProblems,
    organisation: organisationProblems,
    measurements: measurementsProblems,
    indicators: indicatorsProblems,
    objectives: objectivesProblems,
    reports: reportsProblems,
    demonstration: demonstrationProblems,
  },
};
export type Messages = typeof messages;
