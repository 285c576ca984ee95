/**
 * How far a group agrees: Kendall's W, weights from pairwise comparisons (AHP), distances between allocations of points.
 */
import { chiSquaredUpperTail } from "./distributions.ts";

export interface Agreement {
  /**
   * Kendall's coefficient of concordance, corrected for ties: 0 no agreement, 1 the same order for all. Null with fewer than two
   * voters or two items, or when every voter ties everything.
   */
  w: number | null;
  /** Chance of at least this agreement if every voter had ordered at random; null with `w`. */
  p: number | null;
  /** "exact": all orders enumerated; "chi-square": the usual approximation, for larger groups. */
  method: "exact" | "chi-square" | null;
  /** Below 0.3, up to 0.6, above 0.6. */
  strength: "weak" | "moderate" | "strong" | null;
  /** items; mean rank given by the voters, 1 = preferred, ties shared. */
  meanRanks: readonly number[];
}

/** Past this many steps the exact distribution gives way to the chi-square. */
const EXACT_WORK = 400_000;

/** Orders of one voter beyond which nothing is enumerated: seven items without ties. */
const EXACT_ORDERS = 5_040;

/**
 * Agreement of voters on the order of items.
 *
 * W = 12 S / (m² (n³ − n) − m ΣT), S the spread of the rank sums, T = Σ (t³ − t) over the ties of a voter; m (n − 1) W follows
 * about a chi-square with n − 1 degrees of freedom. For small groups p is exact: every voter's ranks (ties kept) are permuted
 * in every way. Source: M. G. Kendall and J. D. Gibbons, "Rank Correlation Methods" (1990), ch. 6; checked against SciPy.
 *
 * @param scores voters × items, higher = preferred (points, marks). Throws a RangeError when rows differ in length or a score
 * is not finite: a voter who did not vote is left out by the caller.
 * @example agreementOfVoters([[50, 30, 20], [40, 35, 25]]).w === 1
 */
export function agreementOfVoters(scores: readonly (readonly number[])[]): Agreement {
  const items = scores[0]?.length ?? 0;
  checkTable(scores, items);
  const voters = scores.length;
  const ranks = scores.map(ranksOf);
  const sums = new Array<number>(items).fill(0);
  for (const row of ranks) for (let item = 0; item < items; item++) sums[item]! += row[item]!;
  const meanRanks = sums.map((sum) => sum / Math.max(voters, 1));
  const ties = ranks.reduce((total, row) => total + tieCorrection(row), 0);
  const denominator = voters * voters * (items ** 3 - items) - voters * ties;
  if (voters < 2 || items < 2 || denominator <= 0) {
    return { w: null, p: null, method: null, strength: null, meanRanks };
  }
  const w = Math.min(1, (12 * spreadOf(sums)) / denominator);
  const strength = w < 0.3 ? "weak" : w <= 0.6 ? "moderate" : "strong";
  const exact = exactTail(ranks, spreadOf(sums));
  if (exact !== null) return { w, p: exact, method: "exact", strength, meanRanks };
  const p = chiSquaredUpperTail(voters * (items - 1) * w, items - 1);
  return { w, p, method: "chi-square", strength, meanRanks };
}

function checkTable(rows: readonly (readonly number[])[], width: number): void {
  for (const row of rows) {
    if (row.length !== width) throw new RangeError("every voter scores the same items");
    for (const score of row) if (!Number.isFinite(score)) throw new RangeError(`not a finite score: ${score}`);
  }
}

/** Rank 1 for the highest score; equal scores share the mean of their ranks. */
function ranksOf(scores: readonly number[]): number[] {
  return scores.map((score) => {
    let above = 0;
    let equal = 0;
    for (const other of scores) {
      if (other > score) above++;
      else if (other === score) equal++;
    }
    return above + (equal + 1) / 2;
  });
}

function tieCorrection(ranks: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const rank of ranks) counts.set(rank, (counts.get(rank) ?? 0) + 1);
  let correction = 0;
  for (const count of counts.values()) correction += count ** 3 - count;
  return correction;
}

function spreadOf(sums: readonly number[]): number {
  const mean = sums.reduce((total, sum) => total + sum, 0) / sums.length;
  return sums.reduce((total, sum) => total + (sum - mean) ** 2, 0);
}

/**
 * P(spread ≥ observed) over all permutations of every row. The law of the sums does not change when items are swapped, so
 * only sorted sums are kept: the states stay few. Null when still too many.
 */
function exactTail(ranks: readonly (readonly number[])[], observed: number): number | null {
  let work = 0;
  let states = new Map<string, { sums: number[]; chance: number }>();
  const first = [...ranks[0]!].sort((a, b) => a - b);
  states.set(first.join(), { sums: first, chance: 1 });
  for (const row of ranks.slice(1)) {
    const orders = distinctOrders(row, EXACT_ORDERS);
    if (orders === null) return null;
    work += orders.length * states.size;
    if (work > EXACT_WORK) return null;
    const following = new Map<string, { sums: number[]; chance: number }>();
    for (const { sums, chance } of states.values()) {
      for (const order of orders) {
        const next = sums.map((sum, item) => sum + order[item]!).sort((a, b) => a - b);
        const key = next.join();
        const there = following.get(key);
        if (there) there.chance += chance / orders.length;
        else following.set(key, { sums: next, chance: chance / orders.length });
      }
    }
    states = following;
  }
  let tail = 0;
  for (const { sums, chance } of states.values()) if (spreadOf(sums) >= observed - 1e-9) tail += chance;
  return Math.min(1, tail);
}

/** All different orders of a row (ties make some equal), or null when there are more than `limit`. */
function distinctOrders(row: readonly number[], limit: number): number[][] | null {
  let orders: number[][] = [[]];
  const counts = new Map<number, number>();
  for (const rank of row) counts.set(rank, (counts.get(rank) ?? 0) + 1);
  for (let position = 0; position < row.length; position++) {
    const longer: number[][] = [];
    for (const order of orders) {
      for (const [rank, count] of counts) {
        const used = order.filter((other) => other === rank).length;
        if (used < count) longer.push([...order, rank]);
      }
    }
    if (longer.length > limit) return null;
    orders = longer;
  }
  return orders;
}

export interface ComparisonWeights {
  /** items; sum to 1. */
  weights: readonly number[];
  /** Principal eigenvalue; equals the number of items when the judgements are perfectly consistent. */
  principalValue: number;
  /** Consistency ratio: inconsistency relative to random judgements. */
  consistencyRatio: number;
  /** consistencyRatio ≤ 0.10 (Saaty's bar). */
  consistent: boolean;
  /**
   * The judgement farthest from what the others imply: item `row` is said to be `given` times item `column`, the weights say
   * `implied` times. Null when the judgements are perfectly consistent.
   */
  worst: { row: number; column: number; given: number; implied: number } | null;
}

/** Mean inconsistency index of random judgements, by number of items (T. L. Saaty, 1980; 11 to 15: Saaty, 2006). */
const RANDOM_INDEX = [0, 0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59];

/**
 * Weights from pairwise comparisons: principal eigenvector by power iteration; consistency index (λ − n) / (n − 1) over
 * that of random judgements. Source: T. L. Saaty, "The Analytic Hierarchy Process" (1980).
 *
 * @param comparisons items × items, positive, entry (i, j) = how many times i outweighs j, entry (j, i) its inverse (to 1e-6).
 * Throws a RangeError otherwise, or for more than 15 items (nobody compares 105 pairs with care).
 * @example weightsFromComparisons([[1, 3, 5], [1/3, 1, 2], [1/5, 1/2, 1]]).weights // 0.648, 0.230, 0.122
 */
export function weightsFromComparisons(comparisons: readonly (readonly number[])[]): ComparisonWeights {
  const n = comparisons.length;
  if (n < 1 || n >= RANDOM_INDEX.length) throw new RangeError("1 to 15 items can be compared");
  checkTable(comparisons, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const product = comparisons[i]![j]! * comparisons[j]![i]!;
      if (!(comparisons[i]![j]! > 0) || Math.abs(product - 1) > 1e-6) {
        throw new RangeError(`comparisons of ${i} and ${j} are not positive inverses of each other`);
      }
    }
  }
  let weights = new Array<number>(n).fill(1 / n);
  let principalValue = n;
  for (let round = 0; round < 10_000; round++) {
    const product = comparisons.map((row) => row.reduce((sum, entry, j) => sum + entry * weights[j]!, 0));
    const total = product.reduce((sum, entry) => sum + entry, 0);
    const next = product.map((entry) => entry / total);
    const moved = Math.max(...next.map((weight, i) => Math.abs(weight - weights[i]!)));
    weights = next;
    // The weights sum to 1, so the sum of the product is the eigenvalue.
    principalValue = total;
    if (moved < 1e-15) break;
  }
  const index = n > 2 ? Math.max(0, (principalValue - n) / (n - 1)) : 0;
  const consistencyRatio = n > 2 ? index / RANDOM_INDEX[n]! : 0;
  return {
    weights,
    principalValue,
    consistencyRatio,
    consistent: consistencyRatio <= 0.1,
    worst: farthestJudgement(comparisons, weights),
  };
}

function farthestJudgement(
  comparisons: readonly (readonly number[])[],
  weights: readonly number[],
): ComparisonWeights["worst"] {
  let worst: ComparisonWeights["worst"] = null;
  let farthest = 1e-9;
  for (let row = 0; row < weights.length; row++) {
    for (let column = row + 1; column < weights.length; column++) {
      const given = comparisons[row]![column]!;
      const implied = weights[row]! / weights[column]!;
      const distance = Math.abs(Math.log(given / implied));
      if (distance > farthest) {
        farthest = distance;
        worst = { row, column, given, implied };
      }
    }
  }
  return worst;
}

/**
 * One table from several people's comparisons: weighted geometric mean entry by entry, the only mean that keeps inverses
 * inverse (J. Aczél and T. L. Saaty, 1983).
 *
 * @param tables people × items × items; @param importance people, positive; default: all the same.
 */
export function combineComparisons(
  tables: readonly (readonly (readonly number[])[])[],
  importance?: readonly number[],
): number[][] {
  const first = tables[0];
  if (first === undefined) throw new RangeError("no comparisons to combine");
  if (importance !== undefined && importance.length !== tables.length)
    throw new RangeError("one importance per person");
  const total = importance?.reduce((sum, one) => sum + one, 0) ?? tables.length;
  return first.map((row, i) =>
    row.map((_, j) => {
      let log = 0;
      tables.forEach((table, person) => {
        const entry = table[i]?.[j];
        if (entry === undefined || !(entry > 0)) throw new RangeError("every person compares the same items");
        log += ((importance?.[person] ?? 1) / total) * Math.log(entry);
      });
      return Math.exp(log);
    }),
  );
}

export interface AllocationDistances {
  /** items; mean share over the voters who gave points, sums to 1; null when nobody did. */
  groupShares: readonly number[] | null;
  /** voters; share of the points a voter would have to move to match the group, in [0, 1]; null for one who gave none. */
  fromGroup: readonly (number | null)[];
  /** voters × voters; share of the points to move from one to match the other; null where one gave none. */
  between: readonly (readonly (number | null)[])[];
  /** The two voters farthest apart; null with fewer than two. */
  farthest: { first: number; second: number; distance: number } | null;
  /** Mean distance over the pairs; null with fewer than two. */
  meanDistance: number | null;
  /** items; standard deviation of the shares given: where the group parts. */
  spreadByItem: readonly number[];
}

/**
 * Distances between the ways in which voters spread their points over items: total variation, half the sum of the absolute
 * differences of shares, which reads as "the share of the points to move". No points, no say: such a voter counts nowhere.
 *
 * @param points voters × items, 0 or more, any total. Throws a RangeError otherwise.
 * @example distancesBetweenAllocations([[60, 40], [20, 80]]).farthest?.distance // 0.4
 */
export function distancesBetweenAllocations(points: readonly (readonly number[])[]): AllocationDistances {
  const items = points[0]?.length ?? 0;
  checkTable(points, items);
  const shares = points.map((row) => {
    if (row.some((given) => given < 0)) throw new RangeError("points are 0 or more");
    const total = row.reduce((sum, given) => sum + given, 0);
    return total > 0 ? row.map((given) => given / total) : null;
  });
  const said = shares.filter((row) => row !== null);
  const columns = Array.from({ length: items }, (_, item) => said.map((row) => row[item]!));
  const means = columns.map((column) => column.reduce((sum, share) => sum + share, 0) / Math.max(1, column.length));
  const spreadByItem = columns.map((column, item) =>
    Math.sqrt(column.reduce((sum, share) => sum + (share - means[item]!) ** 2, 0) / Math.max(1, column.length)),
  );
  const groupShares = said.length > 0 ? means : null;
  const fromGroup = shares.map((row) => (row && groupShares ? totalVariation(row, groupShares) : null));
  const between = shares.map((a) => shares.map((b) => (a && b ? totalVariation(a, b) : null)));
  let farthest: AllocationDistances["farthest"] = null;
  let sum = 0;
  let pairs = 0;
  for (let first = 0; first < shares.length; first++) {
    for (let second = first + 1; second < shares.length; second++) {
      const distance = between[first]![second] ?? null;
      if (distance === null) continue;
      sum += distance;
      pairs++;
      if (farthest === null || distance > farthest.distance) farthest = { first, second, distance };
    }
  }
  return { groupShares, fromGroup, between, farthest, meanDistance: pairs > 0 ? sum / pairs : null, spreadByItem };
}

function totalVariation(a: readonly number[], b: readonly number[]): number {
  return 0.5 * a.reduce((sum, share, item) => sum + Math.abs(share - b[item]!), 0);
}
