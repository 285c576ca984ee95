/** What an allocation must respect, checked once: bounds, locks, minimums if used, groups, number of networks. */

export interface BudgetLimits {
  /** channels; at least this much per period. Default 0. */
  lower?: readonly number[];
  /** channels; at most this much per period. Default: the whole total. */
  upper?: readonly number[];
  /** channels; null = free. A locked channel gets exactly this. */
  locks?: readonly (number | null)[];
  /** channels; nothing, or at least this much (below it a campaign buys no effect). Default 0. */
  minimumsIfUsed?: readonly number[];
  /** Groups share no channel. */
  groups?: readonly BudgetGroup[];
  /** At most this many channels with any spend. Default: no limit. */
  mostNetworks?: number;
}

export interface BudgetGroup {
  name: string;
  /** Indices of channels. */
  members: readonly number[];
  /** Sum of the members per period, at least and at most. Default 0 and no limit. */
  lower?: number;
  upper?: number;
}

export type ConflictCode =
  /** A lower bound lies above the upper one, or a lock outside its bounds. */
  | "bounds-crossed"
  /** What must be spent at least is more than the total. */
  | "total-too-small"
  /** What a group must receive at least is more than its members may take, or the reverse. */
  | "group-crossed"
  /** More channels are mandatory than networks allowed. */
  | "too-many-mandatory"
  /** Each limit alone can be kept, all together cannot (say, a group that needs three networks where two are allowed). */
  | "limits-contradict";

/** Limits that no allocation can respect. `params` say which channel or group, and the amounts. */
export class AllocationConflict extends Error {
  readonly code: ConflictCode;
  readonly params: Readonly<Record<string, string | number>>;
  constructor(code: ConflictCode, params: Readonly<Record<string, string | number>>) {
    super(`${code} ${JSON.stringify(params)}`);
    this.name = "AllocationConflict";
    this.code = code;
    this.params = params;
  }
}

/** The same limits in the form that the solvers read; bounds are finite and locks are bounds. */
export interface PlainLimits {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** 0 where there is none, or where the channel is mandatory anyway. */
  readonly minimumIfUsed: Float64Array;
  readonly groups: readonly { name: string; members: readonly number[]; lower: number; upper: number }[];
  /** channels; index of the group, or −1. */
  readonly groupOf: Int32Array;
  readonly mostNetworks: number;
}

/**
 * Checks limits for a number of channels and a total.
 *
 * @param total the most that can be spent per period; > 0. Throws an AllocationConflict when nothing can fit, a RangeError
 * for a number that is none.
 */
export function plainLimits(channels: number, total: number, limits: BudgetLimits): PlainLimits {
  if (!(total > 0) || !Number.isFinite(total)) throw new RangeError(`a total is positive, not ${total}`);
  for (const list of [limits.lower, limits.upper, limits.locks, limits.minimumsIfUsed]) {
    if (list !== undefined && list.length !== channels) throw new RangeError("one limit per channel");
  }
  const lower = new Float64Array(channels);
  const upper = new Float64Array(channels);
  const minimumIfUsed = new Float64Array(channels);
  for (let c = 0; c < channels; c++) {
    const lock = limits.locks?.[c] ?? null;
    const low = limits.lower?.[c] ?? 0;
    const high = limits.upper?.[c] ?? Number.POSITIVE_INFINITY;
    const minimum = limits.minimumsIfUsed?.[c] ?? 0;
    if (!(low >= 0) || !(high >= 0) || !(minimum >= 0) || (lock !== null && !(lock >= 0))) {
      throw new RangeError(`a limit of channel ${c} is not a number of 0 or more`);
    }
    if (low > high || (lock !== null && (lock < low || lock > high))) {
      throw new AllocationConflict("bounds-crossed", { channel: c, lower: low, upper: high, lock: lock ?? "" });
    }
    lower[c] = lock ?? (low > 0 ? Math.max(low, minimum) : 0);
    upper[c] = lock ?? Math.min(high, Math.max(total, lower[c]!));
    // A minimum that its own upper bound forbids leaves only nothing.
    if (lock === null && low === 0 && minimum > upper[c]!) upper[c] = 0;
    if (lower[c]! > upper[c]!) {
      throw new AllocationConflict("bounds-crossed", { channel: c, lower: lower[c]!, upper: upper[c]!, lock: "" });
    }
    minimumIfUsed[c] = lock === null && low === 0 && upper[c]! > 0 ? minimum : 0;
  }
  const mostNetworks = limits.mostNetworks ?? channels;
  if (!Number.isInteger(mostNetworks) || mostNetworks < 1) throw new RangeError("a number of networks is 1 or more");
  const mandatory = lower.filter((low) => low > 0).length;
  if (mandatory > mostNetworks) throw new AllocationConflict("too-many-mandatory", { mandatory, most: mostNetworks });
  return { lower, upper, minimumIfUsed, mostNetworks, ...plainGroups(lower, upper, total, limits.groups ?? []) };
}

function plainGroups(
  lower: Float64Array,
  upper: Float64Array,
  total: number,
  groups: readonly BudgetGroup[],
): Pick<PlainLimits, "groups" | "groupOf"> {
  const groupOf = new Int32Array(lower.length).fill(-1);
  let mandatory = 0;
  const plain = groups.map((group, index) => {
    let least = 0;
    let most = 0;
    for (const member of group.members) {
      if (!Number.isInteger(member) || member < 0 || member >= lower.length)
        throw new RangeError(`no channel ${member}`);
      if (groupOf[member] !== -1) throw new RangeError(`channel ${member} belongs to two groups`);
      groupOf[member] = index;
      least += lower[member]!;
      most += upper[member]!;
    }
    const low = group.lower ?? 0;
    const high = group.upper ?? Number.POSITIVE_INFINITY;
    if (!(low >= 0) || !(high >= 0)) throw new RangeError(`limits of group ${group.name} are not 0 or more`);
    if (low > high || low > most || high < least) {
      throw new AllocationConflict("group-crossed", { group: group.name, lower: low, upper: high });
    }
    mandatory += Math.max(least, low);
    return { name: group.name, members: [...group.members], lower: low, upper: high };
  });
  for (let c = 0; c < lower.length; c++) if (groupOf[c] === -1) mandatory += lower[c]!;
  if (mandatory > total * (1 + 1e-12)) throw new AllocationConflict("total-too-small", { mandatory, total });
  return { groups: plain, groupOf };
}
