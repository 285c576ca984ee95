/**
 * The response curve of one channel averaged over the draws of a fit: what an allocation climbs.
 *
 *   g(x) = Σ_d weight_d · maximum_d · f(x; halfSaturation_d, slope_d)
 *
 * with value, first and second derivative, and a proved bound on how far it rises above its chords. Forms of f: see
 * `fitted-curves.ts`.
 */
import { type FittedChannel, LOGISTIC_HALF } from "./fitted-curves.ts";

export interface MeanCurve {
  /** True when every draw is concave, hence their mean. */
  readonly concave: boolean;
  /**
   * What makes the derivative nearly straight for Newton's method: "inverse-root" for Hill (exactly straight for one draw
   * of slope 1), "logarithm" for logistic.
   */
  readonly straightening: "inverse-root" | "logarithm";
  /** Outcome per period at a steady spend x ≥ 0 per period. */
  value(x: number): number;
  /** Outcome of the next unit of currency; +∞ at 0 when a draw has a slope below 1. */
  marginal(x: number): number;
  /** Writes [g′(x), g″(x)] into `out`; x > 0. */
  derivatives(x: number, out: Float64Array): void;
  /**
   * An upper bound of how far g rises above its chord on [from, to]: at most (max of −g″) h² / 8, the maximum bounded by
   * interval arithmetic draw by draw (f is monotone, so its share lies between those at the ends). Never too small.
   */
  chordExcess(from: number, to: number): number;
  /** Values at rising spends and excess of each cell between them: the two above in one pass over the draws. */
  tabulate(spend: readonly number[]): { value: number[]; excess: number[] };
}

/** Tabulates point by point, for curves whose functions are cheap. */
function pointByPoint(curve: Omit<MeanCurve, "tabulate">): MeanCurve {
  return {
    ...curve,
    tabulate: (spend) => ({
      value: spend.map((x) => curve.value(x)),
      excess: spend.slice(1).map((x, i) => curve.chordExcess(spend[i]!, x)),
    }),
  };
}

/**
 * @param channel draws of one channel. @param weights draws; sum to 1. Default: all the same.
 */
export function meanCurve(channel: FittedChannel, weights?: ArrayLike<number>): MeanCurve {
  const count = channel.maximum.length;
  const half = Float64Array.from(channel.halfSaturation);
  const slope = Float64Array.from(channel.slope);
  const height = Float64Array.from(channel.maximum, (maximum, d) => maximum * (weights ? weights[d]! : 1 / count));
  if (channel.saturation === "logistic") return logisticCurve(half, height);
  if (slope.every((one) => one === 1)) return michaelisCurve(half, height);
  return hillCurve(half, slope, height);
}

function michaelisCurve(half: Float64Array, height: Float64Array): MeanCurve {
  const count = half.length;
  return pointByPoint({
    concave: true,
    straightening: "inverse-root",
    value(x) {
      if (!(x > 0)) return 0;
      let sum = 0;
      for (let d = 0; d < count; d++) sum += height[d]! / (x + half[d]!);
      return x * sum;
    },
    marginal(x) {
      let sum = 0;
      for (let d = 0; d < count; d++) {
        const inverse = 1 / (x + half[d]!);
        sum += height[d]! * half[d]! * inverse * inverse;
      }
      return sum;
    },
    derivatives(x, out) {
      let first = 0;
      let second = 0;
      for (let d = 0; d < count; d++) {
        const inverse = 1 / (x + half[d]!);
        const term = height[d]! * half[d]! * inverse * inverse;
        first += term;
        second += term * inverse;
      }
      out[0] = first;
      out[1] = -2 * second;
    },
    chordExcess(from, to) {
      let most = 0;
      for (let d = 0; d < count; d++) {
        const inverse = 1 / (from + half[d]!);
        most += 2 * height[d]! * half[d]! * inverse * inverse * inverse;
      }
      return (most * (to - from) * (to - from)) / 8;
    },
  });
}

function logisticCurve(half: Float64Array, height: Float64Array): MeanCurve {
  const count = half.length;
  const rate = half.map((one) => (0.5 * LOGISTIC_HALF) / one);
  return pointByPoint({
    concave: true,
    straightening: "logarithm",
    value(x) {
      let sum = 0;
      for (let d = 0; d < count; d++) sum += height[d]! * Math.tanh(rate[d]! * x);
      return sum;
    },
    marginal(x) {
      let sum = 0;
      for (let d = 0; d < count; d++) sum += height[d]! * rate[d]! * squaredSecant(rate[d]! * x);
      return sum;
    },
    derivatives(x, out) {
      let first = 0;
      let second = 0;
      for (let d = 0; d < count; d++) {
        const decay = Math.exp(-2 * rate[d]! * x);
        const term = (4 * height[d]! * rate[d]! * decay) / ((1 + decay) * (1 + decay));
        first += term;
        second -= (2 * rate[d]! * term * (1 - decay)) / (1 + decay);
      }
      out[0] = first;
      out[1] = second;
    },
    chordExcess(from, to) {
      let most = 0;
      for (let d = 0; d < count; d++) {
        const bent = Math.tanh(rate[d]! * to) * squaredSecant(rate[d]! * from);
        most += 2 * height[d]! * rate[d]! * rate[d]! * bent;
      }
      return (most * (to - from) * (to - from)) / 8;
    },
  });
}

/** 1 − tanh², without losing digits where tanh is near 1. */
function squaredSecant(z: number): number {
  const decay = Math.exp(-2 * z);
  return (4 * decay) / ((1 + decay) * (1 + decay));
}

function hillCurve(half: Float64Array, slope: Float64Array, height: Float64Array): MeanCurve {
  const count = half.length;
  const logHalf = half.map(Math.log);
  /** x^s / (x^s + h^s) of draw d at ln x. */
  const share = (logX: number, d: number) => 1 / (1 + Math.exp(-slope[d]! * (logX - logHalf[d]!)));
  /** Most that draw d, of height 1, rises above its chord on [from, to], where its shares are low and high. */
  const excessOf = (d: number, from: number, to: number, low: number, high: number) => {
    const s = slope[d]!;
    // −f″ = s p (1 − p) (1 + s (2p − 1)) / x²: where the last bracket is not positive at the end, f is convex before it.
    const bend = 1 + s * (2 * high - 1);
    if (bend <= 0) return 0;
    if (from <= 0) return s === 1 ? (0.25 * to * to) / (half[d]! * half[d]!) : high;
    const peak = low > 0.5 ? low * (1 - low) : high < 0.5 ? high * (1 - high) : 0.25;
    // Never above what it gains over the whole cell.
    return Math.min((s * peak * bend * (to - from) * (to - from)) / (8 * from * from), high - low);
  };
  return {
    concave: slope.every((one) => one <= 1),
    straightening: "inverse-root",
    value(x) {
      if (!(x > 0)) return 0;
      const logX = Math.log(x);
      let sum = 0;
      for (let d = 0; d < count; d++) sum += height[d]! * share(logX, d);
      return sum;
    },
    marginal(x) {
      if (!(x > 0)) {
        let atZero = 0;
        for (let d = 0; d < count; d++) {
          if (slope[d]! < 1 && height[d]! > 0) return Number.POSITIVE_INFINITY;
          if (slope[d] === 1) atZero += height[d]! / half[d]!;
        }
        return atZero;
      }
      const logX = Math.log(x);
      let sum = 0;
      for (let d = 0; d < count; d++) {
        const p = share(logX, d);
        sum += height[d]! * slope[d]! * p * (1 - p);
      }
      return sum / x;
    },
    derivatives(x, out) {
      const logX = Math.log(x);
      let first = 0;
      let second = 0;
      for (let d = 0; d < count; d++) {
        const p = share(logX, d);
        const term = height[d]! * slope[d]! * p * (1 - p);
        first += term;
        second += term * (slope[d]! * (1 - 2 * p) - 1);
      }
      out[0] = first / x;
      out[1] = second / (x * x);
    },
    chordExcess(from, to) {
      const logFrom = from > 0 ? Math.log(from) : Number.NEGATIVE_INFINITY;
      const logTo = Math.log(to);
      let most = 0;
      for (let d = 0; d < count; d++) most += height[d]! * excessOf(d, from, to, share(logFrom, d), share(logTo, d));
      return most;
    },
    tabulate(spend) {
      const logs = spend.map((x) => (x > 0 ? Math.log(x) : Number.NEGATIVE_INFINITY));
      const value = new Array<number>(spend.length).fill(0);
      const excess = new Array<number>(Math.max(0, spend.length - 1)).fill(0);
      for (let d = 0; d < count; d++) {
        let before = 0;
        for (let i = 0; i < spend.length; i++) {
          const here = share(logs[i]!, d);
          value[i]! += height[d]! * here;
          if (i > 0) excess[i - 1]! += height[d]! * excessOf(d, spend[i - 1]!, spend[i]!, before, here);
          before = here;
        }
      }
      return { value, excess };
    },
  };
}
