import type { JsonifiedValue } from "@orpc/openapi-client";
import { type Day, daysBetween } from "../../../kernel/period.ts";
import type { Tone } from "../../../ui/status.tsx";
import type { ImportBatch } from "../contract.ts";

/** An import as the browser receives it: instants as text. */
export type Batch = JsonifiedValue<ImportBatch>;

const tones: Record<Batch["state"], Tone> = {
  received: "look",
  "needs-answer": "look",
  queued: "calm",
  running: "calm",
  done: "hold",
  refused: "act",
  undone: "calm",
};

export const toneOf = (batch: Pick<Batch, "state">): Tone => tones[batch.state];

/** Does the server still work on it? */
export const isUnderWay = ({ state }: Pick<Batch, "state">): boolean => state === "queued" || state === "running";

/** Does it wait for a person's word? */
export const isWaiting = ({ state }: Pick<Batch, "state">): boolean => state === "received" || state === "needs-answer";

/** An account that received nothing for more than this has figures to refresh. */
const staleAfterDays = 8;

export interface FreshAccount {
  readonly accountName: string;
  readonly lastDay: Day | null;
  readonly lastPostOn: Day | null;
}

/** The last day that anything is known of an account. */
export function lastKnownDay({ lastDay, lastPostOn }: FreshAccount): Day | null {
  if (lastDay === null || lastPostOn === null) return lastDay ?? lastPostOn;
  return lastDay > lastPostOn ? lastDay : lastPostOn;
}

export function isStale(account: FreshAccount, today: Day): boolean {
  const last = lastKnownDay(account);
  return last === null || daysBetween(last, today) > staleAfterDays;
}
