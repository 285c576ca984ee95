/**
 * The linear program behind every certificate: channels made of straight segments of falling slope, filled best slope
 * first under a total and group limits. Greedy is exact here because each channel is concave and groups share no channel.
 */
import type { PlainLimits } from "./budget-limits.ts";

export interface Segments {
  /** segments; channel of each. Those of one channel stand in order, slopes falling. */
  channel: number[];
  length: number[];
  slope: number[];
}

export interface Fill {
  spend: Float64Array;
  /** Sum of length × slope of what was filled: to be added to the value at the start. */
  gained: number;
  /** False when a group's lower limit or the total cannot be met. */
  feasible: boolean;
}

/**
 * @param start channels; spend before any segment (not modified). @param stopSlope segments below it are left empty (0 for
 * a fixed budget: everything that helps, and what does not hurt, is filled).
 */
export function fillSegments(
  start: Float64Array,
  segments: Segments,
  limits: Pick<PlainLimits, "groups" | "groupOf">,
  total: number,
  stopSlope: number,
): Fill {
  const { channel, length, slope } = segments;
  const spend = Float64Array.from(start);
  const room = Float64Array.from(length);
  const inGroup = new Float64Array(limits.groups.length);
  let used = 0;
  for (let c = 0; c < start.length; c++) {
    used += start[c]!;
    const group = limits.groupOf[c]!;
    if (group >= 0) inGroup[group]! += start[c]!;
  }
  const order = Array.from(slope.keys()).sort((a, b) => slope[b]! - slope[a]! || a - b);
  let gained = 0;
  const pour = (segment: number, most: number) => {
    const amount = Math.min(room[segment]!, most, total - used);
    if (!(amount > 0)) return;
    const c = channel[segment]!;
    const group = limits.groupOf[c]!;
    room[segment]! -= amount;
    spend[c]! += amount;
    used += amount;
    if (group >= 0) inGroup[group]! += amount;
    gained += amount * slope[segment]!;
  };
  const slack = 1e-9 * total;
  let feasible = used <= total + slack;
  limits.groups.forEach((group, g) => {
    if (inGroup[g]! > group.upper + slack) feasible = false;
    if (inGroup[g]! >= group.lower) return;
    for (const segment of order) {
      if (limits.groupOf[channel[segment]!] !== g) continue;
      pour(segment, group.lower - inGroup[g]!);
      if (inGroup[g]! >= group.lower) break;
    }
    if (inGroup[g]! < group.lower - slack) feasible = false;
  });
  for (const segment of order) {
    if (used >= total || slope[segment]! < stopSlope) break;
    const group = limits.groupOf[channel[segment]!]!;
    pour(segment, group >= 0 ? limits.groups[group]!.upper - inGroup[group]! : Number.POSITIVE_INFINITY);
  }
  return { spend, gained, feasible };
}
