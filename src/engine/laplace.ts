import { paretoSmoothed } from "./convergence.ts";
import { cholesky, invertLower, transpose } from "./matrix.ts";
import type { Random } from "./random.ts";
import type { LogDensity } from "./response-definition.ts";

/** A normal approximation at the mode: where the chains start, and the metric they start with. */
export interface Laplace {
  readonly mode: Float64Array;
  /** size × size, row-major: mode + factor · z has the approximate posterior's covariance when z ~ N(0, I). */
  readonly factor: Float64Array;
  readonly logDensity: number;
  /** Gradient evaluations spent. */
  readonly evaluations: number;
}

/**
 * Finds a mode by BFGS with backtracking, then the curvature by central differences of the gradient.
 *
 * @param density to maximise; @param start a position of finite density. Throws a RangeError when the start has none.
 */
export function laplaceApproximation(density: LogDensity, start: Float64Array): Laplace {
  const size = density.dimension;
  let evaluations = 0;
  const evaluate = (position: Float64Array, gradient: Float64Array) => {
    evaluations++;
    return density.evaluate(position, gradient);
  };
  let position = Float64Array.from(start);
  let gradient = new Float64Array(size);
  let value = evaluate(position, gradient);
  if (!Number.isFinite(value)) throw new RangeError("the log-density is not finite at the start");
  let inverse = identity(size, 1 / Math.max(1, norm(gradient)));

  for (let iteration = 0; iteration < 300 && norm(gradient) > 1e-6 * Math.max(1, Math.abs(value)); iteration++) {
    let direction = times(inverse, gradient, size);
    let slope = dot(direction, gradient);
    if (!(slope > 0)) {
      inverse = identity(size, 1 / Math.max(1, norm(gradient)));
      direction = times(inverse, gradient, size);
      slope = dot(direction, gradient);
    }
    let step = 1;
    const next = new Float64Array(size);
    const nextGradient = new Float64Array(size);
    let nextValue = Number.NEGATIVE_INFINITY;
    for (let halving = 0; halving < 50; halving++) {
      for (let i = 0; i < size; i++) next[i] = position[i]! + step * direction[i]!;
      nextValue = evaluate(next, nextGradient);
      if (nextValue >= value + 1e-4 * step * slope) break;
      step *= 0.4;
    }
    if (!(nextValue > value)) break;
    const moved = next.map((x, i) => x - position[i]!);
    const turned = nextGradient.map((x, i) => gradient[i]! - x);
    updateInverse(inverse, moved, turned, size, iteration === 0);
    position = next;
    gradient = nextGradient;
    value = nextValue;
  }

  const factor = curvatureFactor(evaluate, position, size);
  return { mode: position, factor, logDensity: value, evaluations };
}

/**
 * Logarithm of the integral of the density by the normal approximation (Tierney and Kadane, 1986): compares two models of the same data
 * whose densities drop the same constants.
 */
export function logEvidence(laplace: Laplace): number {
  const size = laplace.mode.length;
  let logDeterminant = 0;
  // The factor is triangular: its determinant is the product of its diagonal.
  for (let i = 0; i < size; i++) logDeterminant += Math.log(Math.abs(laplace.factor[i * size + i]!));
  return laplace.logDensity + logDeterminant + 0.5 * size * Math.log(2 * Math.PI);
}

/** BFGS update of the inverse curvature; skipped where the function is not concave along the step. */
function updateInverse(inverse: Float64Array, moved: Float64Array, turned: Float64Array, size: number, first: boolean) {
  const product = dot(moved, turned);
  if (!(product > 1e-12 * norm(moved) * norm(turned))) return;
  if (first) {
    const scale = product / dot(turned, turned);
    for (let i = 0; i < size; i++) inverse[i * size + i] = scale;
  }
  const pushed = times(inverse, turned, size);
  const weight = (1 + dot(turned, pushed) / product) / product;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      inverse[i * size + j] =
        inverse[i * size + j]! +
        weight * moved[i]! * moved[j]! -
        (pushed[i]! * moved[j]! + moved[i]! * pushed[j]!) / product;
    }
  }
}

function curvatureFactor(
  evaluate: (position: Float64Array, gradient: Float64Array) => number,
  mode: Float64Array,
  size: number,
): Float64Array {
  const curvature = new Float64Array(size * size);
  const above = new Float64Array(size);
  const below = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const step = 1e-4;
    const moved = Float64Array.from(mode);
    moved[i] = mode[i]! + step;
    evaluate(moved, above);
    moved[i] = mode[i]! - step;
    evaluate(moved, below);
    for (let j = 0; j < size; j++) {
      const slope = (below[j]! - above[j]!) / (2 * step);
      curvature[i * size + j] = curvature[i * size + j]! + 0.5 * slope;
      curvature[j * size + i] = curvature[j * size + i]! + 0.5 * slope;
    }
  }
  // Where the mode is not a strict maximum (a ridge, an unfinished search) the diagonal is raised until a normal law exists.
  for (let raise = 0; raise < 1e12; raise = raise === 0 ? 0.01 : raise * 4) {
    const lifted = Float64Array.from(curvature);
    for (let i = 0; i < size; i++) lifted[i * size + i] = lifted[i * size + i]! + raise;
    const lower = cholesky(lifted, size);
    if (lower !== undefined) return transpose(invertLower(lower, size), size);
  }
  return identity(size, 1);
}

/**
 * Draws from the posterior in milliseconds: importance sampling from a Student law (6 degrees of freedom) around the mode, smoothed and
 * resampled. Use the draws only when `kHat` < 0.7; otherwise there is no preview and the sampler has to be waited for.
 *
 * @param draws number of positions returned; three times as many are weighed
 */
export function previewDraws(
  density: LogDensity,
  laplace: Laplace,
  draws: number,
  random: Random,
): { positions: Float64Array[]; kHat: number } {
  const size = density.dimension;
  const degrees = 6;
  const scratch = new Float64Array(size);
  const proposals: Float64Array[] = [];
  const logWeights: number[] = [];
  for (let d = 0; d < 3 * draws; d++) {
    const stretch = Math.sqrt(degrees / (2 * random.gamma(degrees / 2)));
    const z = Float64Array.from({ length: size }, () => stretch * random.normal());
    const position = times(laplace.factor, z, size).map((value, i) => value + laplace.mode[i]!);
    const proposal = -0.5 * (degrees + size) * Math.log1p(dot(z, z) / degrees);
    proposals.push(position);
    logWeights.push(density.evaluate(position, scratch) - proposal);
  }
  const { weights, kHat } = paretoSmoothed(logWeights);
  // Systematic resampling: one uniform number, evenly spread picks.
  const positions: Float64Array[] = [];
  let reached = weights[0]!;
  let index = 0;
  const offset = random.uniform();
  for (let d = 0; d < draws; d++) {
    const target = (d + offset) / draws;
    while (reached < target && index < weights.length - 1) reached += weights[++index]!;
    positions.push(proposals[index]!);
  }
  return { positions, kHat };
}

function identity(size: number, scale: number): Float64Array {
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) matrix[i * size + i] = scale;
  return matrix;
}

function times(matrix: Float64Array, vector: Float64Array, size: number): Float64Array {
  return vector.map((_, i) => dot(matrix.subarray(i * size, (i + 1) * size), vector));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function norm(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}
