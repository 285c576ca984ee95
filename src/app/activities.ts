import { demonstrationOperations } from "../activities/demonstration/operations.ts";
import { indicatorsOperations } from "../activities/indicators/operations.ts";
import { measurementsOperations } from "../activities/measurements/operations.ts";
import { measurementsRoutes } from "../activities/measurements/routes.ts";
import { objectivesOperations } from "../activities/objectives/operations.ts";
import { organisationOperations } from "../activities/organisation/operations.ts";
import { reportsOperations } from "../activities/reports/operations.ts";
import { reportsRoutes } from "../activities/reports/routes.ts";

/** Every implementation, slice by slice in their order. */
export const router = {
  organisation: organisationOperations,
  measurements: measurementsOperations,
  indicators: indicatorsOperations,
  objectives: objectivesOperations,
  reports: reportsOperations,
  demonstration: demonstrationOperations,
};

/** Raw HTTP, for what is no operation: uploads, downloads, streams. */
export const routes = [measurementsRoutes, reportsRoutes];
