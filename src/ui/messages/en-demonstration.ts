import type * as fr from "./fr-demonstration.ts";

export const demonstrationProblems: typeof fr.demonstrationProblems = {
  "already-there": "The demonstration organisations already exist.",
  "not-there": "There is no demonstration organisation to remove.",
};
