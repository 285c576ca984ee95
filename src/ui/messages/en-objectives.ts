import type * as fr from "./fr-objectives.ts";

export const objectives: typeof fr.objectives = {};

export const objectivesProblems: typeof fr.objectivesProblems = {
  "not-found": "This objective does not exist, or no longer does.",
  "due-in-the-past": "The due date has already passed. Choose a day to come.",
  "due-before-start": "The due date must come after the start.",
  "target-equals-baseline": "The target equals the baseline: an objective must ask for a move.",
  "target-against-direction": "The target goes against the chosen direction.",
  "indicator-not-summable": "This indicator cannot be added up over days: choose a level or a pace.",
  "guard-rail-is-indicator": "The guard-rail must be another indicator than the objective’s own.",
  "guard-rail-limit-missing": "Say from which value on the guard-rail no longer holds.",
  "percent-out-of-range": "A percentage lies between 0 and 100.",
  "department-not-found": "This department does not exist in this organisation.",
  "owner-not-found": "This person is not a member of the organisation.",
  "adopted-needs-reason": "This objective is adopted: write the reason for the change, it stays in its history.",
  archived: "This objective is archived. Bring it back before changing it.",
  "already-adopted": "This objective is already adopted.",
};
