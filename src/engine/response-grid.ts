/**
 * A curve known on points: between two of them it cannot rise above the chord by more than a proved excess. Grids grow
 * finer only where a certificate needs it.
 */
import type { MeanCurve } from "./mean-curve.ts";

export interface ResponseGrid {
  readonly curve: MeanCurve;
  /** points; rising spends, the two bounds included. */
  spend: number[];
  /** points; response there. */
  value: number[];
  /** cells (one fewer than points); the most that the curve rises above the chord of the cell. */
  excess: number[];
  /** Where the curve starts to be concave for good, as far as the first grid shows; `lower` when it is so throughout. */
  bendsAt: number;
}

/** Points of the first grid: a third of them crowded towards zero, where steep curves bend. */
const FIRST_POINTS = 32;

/** A first grid on [lower, upper]. @param extra spends that must be points (a minimum if used). */
export function responseGrid(curve: MeanCurve, lower: number, upper: number, extra: readonly number[]): ResponseGrid {
  const spends = new Set<number>([lower, upper]);
  const span = upper - lower;
  if (span > 0) {
    for (let i = 1; i < FIRST_POINTS; i++) spends.add(lower + (span * i) / FIRST_POINTS);
    if (lower === 0) for (let i = 1; i <= FIRST_POINTS / 3; i++) spends.add((span / FIRST_POINTS) * 2 ** -i);
    for (const one of extra) if (one > lower && one < upper) spends.add(one);
  }
  const spend = [...spends].sort((a, b) => a - b);
  const { value, excess } = curve.tabulate(spend);
  let bendsAt = lower;
  if (!curve.concave) {
    // The last place where the chord slope still rises: from there on it falls.
    for (let i = 1; i + 1 < spend.length; i++) {
      const before = (value[i]! - value[i - 1]!) / (spend[i]! - spend[i - 1]!);
      const after = (value[i + 1]! - value[i]!) / (spend[i + 1]! - spend[i]!);
      if (after > before * (1 + 1e-9)) bendsAt = spend[i + 1]!;
    }
    bendsAt = inflection(curve, bendsAt, spend);
  }
  return { curve, spend, value, excess, bendsAt };
}

/** Refines the place where the curve turns concave, by halving on the sign of the second derivative. */
function inflection(curve: MeanCurve, near: number, spend: readonly number[]): number {
  const at = spend.indexOf(near);
  if (at <= 0) return near;
  const out = new Float64Array(2);
  let low = spend[Math.max(0, at - 2)]!;
  let high = spend[Math.min(spend.length - 1, at + 1)]!;
  curve.derivatives(high, out);
  if (out[1]! >= 0) return high;
  for (let i = 0; i < 40; i++) {
    const middle = 0.5 * (low + high);
    curve.derivatives(middle, out);
    if (out[1]! > 0) low = middle;
    else high = middle;
  }
  return high;
}

/** Makes `at` a point of the grid. */
export function insertPoint(grid: ResponseGrid, at: number): void {
  const { spend, value, excess, curve } = grid;
  const cell = cellOf(spend, at);
  if (cell < 0 || spend[cell] === at || spend[cell + 1] === at) return;
  spend.splice(cell + 1, 0, at);
  value.splice(cell + 1, 0, curve.value(at));
  excess.splice(cell, 1, curve.chordExcess(spend[cell]!, at), curve.chordExcess(at, spend[cell + 2]!));
}

/** Cuts the cells that touch `at` in four. Returns false when they are too small to cut. */
export function refineAround(grid: ResponseGrid, at: number): boolean {
  const { spend, value, excess, curve } = grid;
  let cut = false;
  const first = cellOf(spend, at);
  const touched = spend[first] === at && first > 0 ? [first, first - 1] : [first];
  if (first + 2 < spend.length && spend[first + 1] === at) touched.unshift(first + 1);
  for (const cell of touched) {
    const from = spend[cell];
    const to = spend[cell + 1];
    if (from === undefined || to === undefined || to - from < 1e-9 * Math.max(to, 1e-300)) continue;
    const middle = [0.25, 0.5, 0.75].map((share) => from + share * (to - from));
    const ends = [from, ...middle, to];
    const table = curve.tabulate(ends);
    spend.splice(cell + 1, 0, ...middle);
    value.splice(cell + 1, 0, ...table.value.slice(1, -1));
    excess.splice(cell, 1, ...table.excess);
    cut = true;
  }
  return cut;
}

function cellOf(spend: readonly number[], at: number): number {
  let low = 0;
  let high = spend.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (spend[middle]! <= at) low = middle;
    else high = middle;
  }
  return spend.length > 1 ? low : -1;
}

/** Vertices of a concave line that no part of the curve exceeds. */
export interface Hull {
  spend: number[];
  value: number[];
}

/**
 * The least concave line above the curve on [low, high], excesses included, and above nothing at 0 when that is allowed.
 * Every point but zero costs `fee` (the multiplier of the number of networks).
 */
export function upperHull(grid: ResponseGrid, low: number, high: number, zeroAllowed: boolean, fee: number): Hull {
  const { spend, value, excess } = grid;
  const hull: Hull = { spend: [], value: [] };
  const push = (x: number, y: number) => {
    while (hull.spend.length >= 2) {
      const n = hull.spend.length;
      const x1 = hull.spend[n - 2]!;
      const y1 = hull.value[n - 2]!;
      if ((hull.value[n - 1]! - y1) * (x - x1) > (y - y1) * (hull.spend[n - 1]! - x1)) break;
      hull.spend.pop();
      hull.value.pop();
    }
    if (hull.spend.length === 1 && hull.spend[0] === x) {
      if (y > hull.value[0]!) hull.value[0] = y;
      return;
    }
    hull.spend.push(x);
    hull.value.push(y);
  };
  if (zeroAllowed) push(0, 0);
  for (let i = 0; i < spend.length; i++) {
    const x = spend[i]!;
    if (x < low || x > high) continue;
    const before = i > 0 && spend[i - 1]! >= low ? excess[i - 1]! : 0;
    const after = i + 1 < spend.length && spend[i + 1]! <= high ? excess[i]! : 0;
    push(x, value[i]! + Math.max(before, after) - (x > 0 || !zeroAllowed ? fee : 0));
  }
  return hull;
}
