import { type Convergence, convergenceOf } from "./convergence.ts";
import { type Laplace, laplaceApproximation } from "./laplace.ts";
import { cholesky, multiply } from "./matrix.ts";
import { createNuts } from "./nuts.ts";
import type { Random } from "./random.ts";
import type { LogDensity } from "./response-definition.ts";

export interface SamplerOptions {
  readonly chains: number;
  /** Draws kept per chain. */
  readonly draws: number;
  /** Iterations spent on the step size and the metric, thrown away. */
  readonly warmUp: number;
  /** Acceptance aimed at, in (0, 1): higher means smaller steps. */
  readonly targetAcceptance: number;
}

export const QUICK: SamplerOptions = { chains: 4, draws: 1000, warmUp: 300, targetAcceptance: 0.85 };
export const PATIENT: SamplerOptions = { chains: 4, draws: 1000, warmUp: 1000, targetAcceptance: 0.95 };

export interface Diagnostics {
  readonly maxRHat: number;
  readonly minBulkEss: number;
  readonly minTailEss: number;
  readonly divergences: number;
  /** Mean acceptance after warm-up. */
  readonly acceptance: number;
  /** Gradient evaluations, everything included. */
  readonly gradients: number;
  /** True when the gate is passed: R-hat ≤ 1.01, both effective sizes ≥ 400, divergences ≤ 0.1 % of the draws. */
  readonly converged: boolean;
  /** True when a second, slower attempt was needed. */
  readonly retried: boolean;
}

export interface Sample {
  /** chains × draws × dimension */
  readonly chains: readonly (readonly Float64Array[])[];
  /** dimension */
  readonly convergence: readonly Convergence[];
  readonly diagnostics: Diagnostics;
}

const STUBBORN: SamplerOptions = { chains: 4, draws: 1000, warmUp: 1000, targetAcceptance: 0.99 };

/**
 * Draws from a log-density: Laplace start, then independent NUTS chains whitened by a dense metric.
 * Each chain has a generator of its own, split beforehand: chains run elsewhere give the same draws.
 *
 * @param start a position of finite density, e.g. prior medians
 * @example sample(model, model.start, QUICK, createRandom(1)).diagnostics.maxRHat
 */
export function sample(density: LogDensity, start: Float64Array, options: SamplerOptions, random: Random): Sample {
  const laplace = laplaceApproximation(density, start);
  const generators = Array.from({ length: options.chains }, () => random.split());
  const runs = generators.map((generator) => runChain(density, laplace, options, generator));
  const chains = runs.map((run) => run.draws);
  const convergence = Array.from({ length: density.dimension }, (_, i) =>
    convergenceOf(chains.map((draws) => Float64Array.from(draws, (draw) => draw[i]!))),
  );
  const maxRHat = Math.max(...convergence.map((found) => found.rHat));
  const minBulkEss = Math.min(...convergence.map((found) => found.bulkEss));
  const minTailEss = Math.min(...convergence.map((found) => found.tailEss));
  const divergences = runs.reduce((sum, run) => sum + run.divergences, 0);
  // Short runs are asked for less: a tenth of what they drew.
  const wanted = Math.min(400, 0.1 * options.chains * options.draws);
  const converged =
    maxRHat <= 1.01 &&
    minBulkEss >= wanted &&
    minTailEss >= wanted &&
    divergences <= 0.001 * options.chains * options.draws;
  return {
    chains,
    convergence,
    diagnostics: {
      maxRHat,
      minBulkEss,
      minTailEss,
      divergences,
      acceptance: runs.reduce((sum, run) => sum + run.acceptance, 0) / runs.length,
      gradients: laplace.evaluations + runs.reduce((sum, run) => sum + run.gradients, 0),
      converged,
      retried: false,
    },
  };
}

/**
 * `sample` with QUICK settings, then with smaller and smaller steps as long as the gate is not passed (twice at most). Never
 * pretends: read `converged`.
 */
export function sampleWithRetry(density: LogDensity, start: Float64Array, random: Random): Sample {
  let gradients = 0;
  let last: Sample | undefined;
  for (const options of [QUICK, PATIENT, STUBBORN]) {
    const found = sample(density, start, options, random);
    gradients += found.diagnostics.gradients;
    last = { ...found, diagnostics: { ...found.diagnostics, gradients, retried: options !== QUICK } };
    if (found.diagnostics.converged) break;
  }
  return last!;
}

interface Run {
  readonly draws: Float64Array[];
  readonly divergences: number;
  readonly acceptance: number;
  readonly gradients: number;
}

function runChain(density: LogDensity, laplace: Laplace, options: SamplerOptions, random: Random): Run {
  const size = density.dimension;
  const whitened = createWhitened(density, laplace.mode, laplace.factor);
  const nuts = createNuts(whitened);
  moveToOverdispersed(nuts, whitened, random);

  let gradients = 0;
  const adaptation = createStepSize(options.targetAcceptance);
  adaptation.restart(nuts.firstStepSize(random));
  const windows = windowsOf(options.warmUp);
  const moments = createMoments(size);
  for (let iteration = 0; iteration < options.warmUp; iteration++) {
    const { acceptance, leapfrogs } = nuts.transition(adaptation.current(), random);
    gradients += leapfrogs;
    adaptation.learn(acceptance);
    if (iteration < windows.from || iteration >= windows.ends.at(-1)!) continue;
    moments.add(nuts.position);
    if (!windows.ends.includes(iteration + 1)) continue;
    const point = whitened.back(nuts.position);
    whitened.rescale(moments.shrunkFactor());
    moments.clear();
    nuts.moveTo(whitened.to(point));
    adaptation.restart(nuts.firstStepSize(random));
  }

  const stepSize = adaptation.settled();
  const draws: Float64Array[] = [];
  let divergences = 0;
  let acceptances = 0;
  for (let d = 0; d < options.draws; d++) {
    const { acceptance, leapfrogs, divergent } = nuts.transition(stepSize, random);
    gradients += leapfrogs;
    acceptances += acceptance;
    if (divergent) divergences++;
    draws.push(whitened.back(nuts.position));
  }
  return { draws, divergences, acceptance: acceptances / options.draws, gradients };
}

/** Starts 1.5 times as wide as the approximation, so that chains which agree later have come from different places. */
function moveToOverdispersed(nuts: ReturnType<typeof createNuts>, density: LogDensity, random: Random): void {
  const scratch = new Float64Array(density.dimension);
  for (let width = 1.5; width > 1e-4; width *= 0.8) {
    const start = scratch.map(() => width * random.normal());
    if (!Number.isFinite(density.evaluate(start, scratch))) continue;
    nuts.moveTo(start);
    return;
  }
  nuts.moveTo(scratch.fill(0));
}

/** The density seen from z, where position = centre + factor · z. */
function createWhitened(density: LogDensity, centre: Float64Array, firstFactor: Float64Array) {
  const size = density.dimension;
  const position = new Float64Array(size);
  const inner = new Float64Array(size);
  let factor = firstFactor;

  function place(z: Float64Array): void {
    for (let i = 0; i < size; i++) {
      let sum = centre[i]!;
      const row = i * size;
      for (let j = 0; j < size; j++) sum += factor[row + j]! * z[j]!;
      position[i] = sum;
    }
  }

  return {
    dimension: size,
    evaluate(z: Float64Array, gradient: Float64Array): number {
      place(z);
      const value = density.evaluate(position, inner);
      gradient.fill(0);
      for (let i = 0; i < size; i++) {
        const row = i * size;
        const slope = inner[i]!;
        for (let j = 0; j < size; j++) gradient[j] = gradient[j]! + factor[row + j]! * slope;
      }
      return value;
    },
    back(z: Float64Array): Float64Array {
      place(z);
      return Float64Array.from(position);
    },
    /** z of a position, by Gaussian elimination with pivoting (once per window). */
    to(point: Float64Array): Float64Array {
      return solve(
        factor,
        point.map((value, i) => value - centre[i]!),
        size,
      );
    },
    /** From now on z is measured in units of `inZ`. */
    rescale(inZ: Float64Array): void {
      factor = multiply(factor, inZ, size);
    },
  };
}

function solve(matrix: Float64Array, right: Float64Array, size: number): Float64Array {
  const work = Float64Array.from(matrix);
  const result = Float64Array.from(right);
  for (let i = 0; i < size; i++) {
    let pivot = i;
    for (let r = i + 1; r < size; r++) {
      if (Math.abs(work[r * size + i]!) > Math.abs(work[pivot * size + i]!)) pivot = r;
    }
    for (let j = 0; j < size; j++) {
      const kept = work[i * size + j]!;
      work[i * size + j] = work[pivot * size + j]!;
      work[pivot * size + j] = kept;
    }
    const kept = result[i]!;
    result[i] = result[pivot]!;
    result[pivot] = kept;
    for (let r = i + 1; r < size; r++) {
      const ratio = work[r * size + i]! / work[i * size + i]!;
      if (ratio === 0) continue;
      for (let j = i; j < size; j++) work[r * size + j] = work[r * size + j]! - ratio * work[i * size + j]!;
      result[r] = result[r]! - ratio * result[i]!;
    }
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = result[i]!;
    for (let j = i + 1; j < size; j++) sum -= work[i * size + j]! * result[j]!;
    result[i] = sum / work[i * size + i]!;
  }
  return result;
}

/** Covariance of the whitened positions, shrunk towards the identity, which the Laplace metric already deserves. */
function createMoments(size: number) {
  let count = 0;
  const mean = new Float64Array(size);
  const products = new Float64Array(size * size);
  return {
    add(z: Float64Array): void {
      count++;
      const before = z.map((value, i) => value - mean[i]!);
      for (let i = 0; i < size; i++) mean[i] = mean[i]! + before[i]! / count;
      for (let i = 0; i < size; i++) {
        const after = z[i]! - mean[i]!;
        for (let j = 0; j < size; j++) products[i * size + j] = products[i * size + j]! + after * before[j]!;
      }
    },
    shrunkFactor(): Float64Array {
      const weight = count / (count + 5 + 2 * size);
      const shrunk = products.map((value, index) => {
        const diagonal = index % size === Math.floor(index / size) ? 1 - weight : 0;
        return (weight * value) / Math.max(1, count - 1) + diagonal;
      });
      const factor = cholesky(shrunk, size);
      if (factor !== undefined) return factor;
      return shrunk.map((_, index) => (index % size === Math.floor(index / size) ? 1 : 0));
    },
    clear(): void {
      count = 0;
      mean.fill(0);
      products.fill(0);
    },
  };
}

/** Metric windows: one when the warm-up is short and starts from a good metric, doubling ones otherwise. */
function windowsOf(warmUp: number): { from: number; ends: number[] } {
  if (warmUp < 400) {
    const from = Math.floor(0.15 * warmUp);
    return { from, ends: [Math.floor(0.7 * warmUp)] };
  }
  const from = 75;
  const last = warmUp - 100;
  const ends: number[] = [];
  for (let end = from + 50, width = 50; ; width *= 2, end += width) {
    // A window that would leave too little for the next one swallows it.
    if (end + 2 * width > last) {
      ends.push(last);
      return { from, ends };
    }
    ends.push(end);
  }
}

/** Dual averaging of ln step size (Nesterov; Hoffman and Gelman, 2014, section 3.2, with their constants). */
function createStepSize(target: number) {
  let anchor = 0;
  let logStep = 0;
  let averaged = 0;
  let error = 0;
  let count = 0;
  return {
    restart(stepSize: number): void {
      anchor = Math.log(10 * stepSize);
      logStep = Math.log(stepSize);
      averaged = 0;
      error = 0;
      count = 0;
    },
    current: () => Math.exp(logStep),
    learn(acceptance: number): void {
      count++;
      const share = 1 / (count + 10);
      error = (1 - share) * error + share * (target - acceptance);
      logStep = anchor - (Math.sqrt(count) / 0.05) * error;
      const forget = count ** -0.75;
      averaged = forget * logStep + (1 - forget) * averaged;
    },
    settled: () => Math.exp(count === 0 ? logStep : averaged),
  };
}
