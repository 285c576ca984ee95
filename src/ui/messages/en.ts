import { accessibility } from "./en-accessibility.ts";
import { demonstrationProblems } from "./en-demonstration.ts";
import { indicators, indicatorsProblems } from "./en-indicators.ts";
import { measurements, measurementsProblems } from "./en-measurements.ts";
import { objectives, objectivesProblems } from "./en-objectives.ts";
import { organisation, organisationProblems } from "./en-organisation.ts";
import { reports, reportsProblems } from "./en-reports.ts";
import { shell } from "./en-shell.ts";
import { accessProblems, signInProblems, ui, uiProblems } from "./en-ui.ts";
import type { Messages } from "./fr.ts";

/** Every text of the pages in English, with the same keys as in French. */
export const messages: Messages = {
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
