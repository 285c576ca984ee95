import type { Tone } from "../../../ui/status.tsx";
import type { Seen, SeenAttainment } from "./names.ts";

export interface Standing {
  readonly objective: Pick<Seen, "id" | "statement" | "state">;
  readonly attainment: Pick<SeenAttainment, "verdict" | "rate" | "expectedRate">;
}

const tones: Record<SeenAttainment["verdict"], Tone> = {
  reached: "hold",
  "on-course": "hold",
  late: "look",
  missed: "act",
  unknown: "calm",
  "not-started": "calm",
};

export const toneOf = (verdict: SeenAttainment["verdict"]): Tone => tones[verdict];

/** Does it keep its course? What has not begun asks for nothing yet. */
export const holds = ({ verdict }: Pick<SeenAttainment, "verdict">): boolean =>
  verdict === "reached" || verdict === "on-course" || verdict === "not-started";

/** How far behind its straight line an objective is: 0.2 means a fifth of the way is missing. */
export function lag({ rate, expectedRate }: Pick<SeenAttainment, "rate" | "expectedRate">): number {
  return rate === null ? 0 : (expectedRate ?? 1) - rate;
}

/** What the page says in one sentence: counts of adopted objectives, and the one to speak about. */
export function summaryOf(list: readonly Standing[]) {
  const adopted = list.filter((each) => each.objective.state === "adopted");
  const late = adopted
    .filter((each) => each.attainment.verdict === "late" || each.attainment.verdict === "missed")
    .sort((a, b) => lag(b.attainment) - lag(a.attainment));
  return {
    adopted: adopted.length,
    proposed: list.filter((each) => each.objective.state === "proposed").length,
    held: adopted.filter((each) => holds(each.attainment)).length,
    unknown: adopted.filter((each) => each.attainment.verdict === "unknown").length,
    worst: late[0]?.objective ?? null,
  };
}

/** Those to look at first: missed, late by how much, unknown, then the others. */
export function byUrgency(a: Standing, b: Standing): number {
  const rank = { missed: 0, late: 1, unknown: 2, "on-course": 3, "not-started": 4, reached: 5 };
  return (
    rank[a.attainment.verdict] - rank[b.attainment.verdict] ||
    lag(b.attainment) - lag(a.attainment) ||
    a.objective.id - b.objective.id
  );
}
