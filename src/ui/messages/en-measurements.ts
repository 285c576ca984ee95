import type * as fr from "./fr-measurements.ts";

export const measurements: typeof fr.measurements = {};

export const measurementsProblems: typeof fr.measurementsProblems = {
  "batch-not-found": "This import does not exist, or no longer does.",
  "already-imported": "This file was already imported.",
  "not-undoable": "This import cannot be undone in its present state.",
  "not-waiting": "This import does not wait for an answer.",
  "file-refused": "This file could not be read.",
  "file-too-large": "This file is larger than this Vigie accepts.",
  "upload-empty": "This file is empty.",
  "upload-unnamed": "This file arrived without a name. Choose it again.",
  "amount-not-in-cents": "An amount takes two decimals at most.",
  "account-not-found": "This account does not exist in this organisation.",
  "metric-not-countable": "This measure is not counted by hand.",
  "day-in-the-future": "This day has not come yet.",
  "mixed-currencies": "These amounts are in several currencies: they cannot be added up.",
};
