import type * as fr from "./fr-demonstration.ts";

export const demonstrationProblems: typeof fr.demonstrationProblems = {
  "already-there": "You already have the demonstration organisations: they are in the list of your organisations.",
  "not-there": "There is no demonstration organisation to remove.",
};
