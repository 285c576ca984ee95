import type { TeamAdjustment } from "./classify.ts";
import { HEADS, type Model } from "./model.ts";
import { BUCKETS } from "./words.ts";

const FORMAT = "vigie-team-learning/2";

/** One organisation's learning, as plain JSON: this is also its export. */
export interface TeamState {
  readonly format: typeof FORMAT;
  /** Version of the shipped model it was learned on: its weights and its calibration mean nothing on another. */
  readonly model: string;
  /** Corrections learned from so far. */
  readonly size: number;
  /** [bucket, weight per head…] of each bucket that differs from the shipped model. */
  readonly weights: readonly (readonly number[])[];
  readonly biases: readonly number[];
  readonly slopes: readonly number[];
  readonly offsets: readonly number[];
  /** Conformal threshold for a coverage of 90 %; null until 30 polarities were judged. */
  readonly conformal: number | null;
  /**
   * The sign "uncertain" needs a highest polarity probability below this: the 15 % quantile of that probability among
   * the corrected comments, each judged without it and before the rules of classify.ts. The conformal set alone cannot
   * tell whom to ask: on hard comments a coverage of 90 % leaves two polarities almost everywhere, and a person who is
   * asked about everything looks at nothing. Null until 30 polarities were judged.
   */
  readonly certainty: number | null;
}

/** The state before any correction. */
export function emptyTeamState(model: Model): TeamState {
  return {
    format: FORMAT,
    model: model.facts.version,
    size: 0,
    weights: [],
    biases: new Array<number>(HEADS).fill(0),
    slopes: model.facts.slopes,
    offsets: model.facts.offsets,
    conformal: null,
    certainty: null,
  };
}

/**
 * State → what `createTriage(model, …)` takes. A state that was learned on another model adjusts nothing: its
 * corrections have to be learned again.
 */
export function adjustmentOf(state: TeamState, model: Model): TeamAdjustment {
  if (state.model !== model.facts.version) return {};
  return {
    delta: {
      weights: new Map(state.weights.map(([bucket, ...weights]) => [bucket!, Float64Array.from(weights)])),
      biases: Float64Array.from(state.biases),
    },
    slopes: state.slopes,
    offsets: state.offsets,
    ...(state.conformal === null ? {} : { conformal: state.conformal }),
    ...(state.certainty === null ? {} : { certainty: state.certainty }),
  };
}

/** Reads an exported state; a string is why it cannot be taken. */
export function readTeamState(value: unknown): TeamState | string {
  if (typeof value !== "object" || value === null) return "This is not an export of a team's learning.";
  const state = value as Partial<TeamState>;
  if (state.format !== FORMAT) {
    return "This export is of another version. The corrections are what counts: import them, and learn from them again.";
  }
  if (typeof state.model !== "string" || state.model === "") {
    return "This export does not say which model it was learned on.";
  }
  const numbers = (list: unknown, size: number) =>
    Array.isArray(list) && list.length === size && list.every((entry) => Number.isFinite(entry));
  if (!numbers(state.biases, HEADS) || !numbers(state.slopes, HEADS) || !numbers(state.offsets, HEADS)) {
    return "This export lacks its biases or its calibration.";
  }
  if (!Array.isArray(state.weights) || !state.weights.every((row) => numbers(row, HEADS + 1))) {
    return "This export has weights that are not numbers.";
  }
  const isBucket = (bucket: number) => Number.isInteger(bucket) && bucket >= 0 && bucket < BUCKETS;
  if (!state.weights.every(([bucket]) => isBucket(bucket!))) {
    return `This export has weights for features that do not exist: features are numbered from 0 to ${BUCKETS - 1}.`;
  }
  if (!Number.isSafeInteger(state.size) || state.size! < 0) {
    return "This export lacks its size: a whole number of corrections, zero or more.";
  }
  const isThreshold = (number: unknown) =>
    number === null || (typeof number === "number" && number >= 0 && number <= 1);
  if (!isThreshold(state.conformal) || !isThreshold(state.certainty)) {
    return "This export lacks its thresholds: each is a probability from 0 to 1, or null.";
  }
  return state as TeamState;
}

/** The states an organisation went through, the current one last; going back drops the last. Kept short. */
export function rollBack(history: readonly TeamState[]): readonly TeamState[] {
  return history.length > 1 ? history.slice(0, -1) : history;
}
