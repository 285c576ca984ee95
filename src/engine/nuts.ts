import type { Random } from "./random.ts";
import type { LogDensity } from "./response-definition.ts";

/** Energy error beyond which a trajectory is called divergent. */
const DIVERGENCE = 1000;

/** What one transition reports. */
export interface Transition {
  /** Mean Metropolis acceptance over the trajectory: what the step size is tuned on. */
  acceptance: number;
  depth: number;
  leapfrogs: number;
  divergent: boolean;
}

/** A chain's present point, and how to move it. */
export interface Nuts {
  /** Present position; read it, do not write it. */
  readonly position: Float64Array;
  moveTo(position: Float64Array): void;
  /** A step size whose first leapfrog is accepted about four times in five. */
  firstStepSize(random: Random): number;
  transition(stepSize: number, random: Random): Transition;
}

interface Branch {
  readonly momentumSum: Float64Array;
  readonly firstMomentum: Float64Array;
  readonly lastMomentum: Float64Array;
  readonly position: Float64Array;
  readonly gradient: Float64Array;
  value: number;
  logWeight: number;
}

interface Edge {
  readonly position: Float64Array;
  readonly momentum: Float64Array;
  readonly gradient: Float64Array;
}

/**
 * Multinomial No-U-Turn sampler with a unit metric (the caller whitens the density).
 *
 * Trees double forwards or backwards until the generalised U-turn criterion holds between their ends or between one half and the first
 * momentum of the other; inside a tree a point is drawn with its weight, between trees the newer one is favoured.
 * Sources: Hoffman and Gelman, JMLR 15, 2014; Betancourt, "A Conceptual Introduction to Hamiltonian Monte Carlo", 2017, appendix A.3–A.4.
 *
 * @param density whitened log-density; @param maxDepth trees stop at 2^maxDepth leapfrogs
 */
export function createNuts(density: LogDensity, maxDepth = 10): Nuts {
  const size = density.dimension;
  const vector = () => new Float64Array(size);
  const branch = (): Branch => ({
    momentumSum: vector(),
    firstMomentum: vector(),
    lastMomentum: vector(),
    position: vector(),
    gradient: vector(),
    value: 0,
    logWeight: 0,
  });
  const edge = (): Edge => ({ position: vector(), momentum: vector(), gradient: vector() });
  const pool = Array.from({ length: maxDepth + 1 }, () => [branch(), branch()] as const);
  const tree = branch();
  const current = { position: vector(), gradient: vector(), value: Number.NEGATIVE_INFINITY };
  const forward = edge();
  const backward = edge();
  const forwardMomentum = vector();
  const backwardMomentum = vector();
  const momentumSum = vector();
  const innerMomentum = vector();
  const scratch = vector();

  let startEnergy = 0;
  let acceptance = 0;
  let leapfrogs = 0;
  let divergent = false;

  function leapfrog(at: Edge, stepSize: number): number {
    const { position, momentum, gradient } = at;
    for (let i = 0; i < size; i++) {
      const half = momentum[i]! + 0.5 * stepSize * gradient[i]!;
      momentum[i] = half;
      position[i] = position[i]! + stepSize * half;
    }
    const value = density.evaluate(position, gradient);
    for (let i = 0; i < size; i++) momentum[i] = momentum[i]! + 0.5 * stepSize * gradient[i]!;
    return value;
  }

  /** True while the two ends still move apart. */
  function isSpreading(first: Float64Array, last: Float64Array, sum: Float64Array): boolean {
    return dot(first, sum) > 0 && dot(last, sum) > 0;
  }

  function build(depth: number, at: Edge, stepSize: number, random: Random, out: Branch): boolean {
    if (depth === 0) {
      const value = leapfrog(at, stepSize);
      leapfrogs++;
      const energy = -value + 0.5 * dot(at.momentum, at.momentum);
      const gain = Number.isNaN(energy) ? Number.NEGATIVE_INFINITY : startEnergy - energy;
      if (!(gain > -DIVERGENCE)) divergent = true;
      acceptance += gain >= 0 ? 1 : Math.exp(gain);
      out.logWeight = gain;
      out.value = value;
      out.position.set(at.position);
      out.gradient.set(at.gradient);
      out.momentumSum.set(at.momentum);
      out.firstMomentum.set(at.momentum);
      out.lastMomentum.set(at.momentum);
      return !divergent;
    }
    const [first, second] = pool[depth]!;
    if (!build(depth - 1, at, stepSize, random, first)) return false;
    if (!build(depth - 1, at, stepSize, random, second)) return false;
    out.logWeight = logSum(first.logWeight, second.logWeight);
    const chosen = Math.log(random.uniform()) < second.logWeight - out.logWeight ? second : first;
    out.value = chosen.value;
    out.position.set(chosen.position);
    out.gradient.set(chosen.gradient);
    out.firstMomentum.set(first.firstMomentum);
    out.lastMomentum.set(second.lastMomentum);
    add(first.momentumSum, second.momentumSum, out.momentumSum);
    if (!isSpreading(first.firstMomentum, second.lastMomentum, out.momentumSum)) return false;
    add(first.momentumSum, second.firstMomentum, scratch);
    if (!isSpreading(first.firstMomentum, second.firstMomentum, scratch)) return false;
    add(second.momentumSum, first.lastMomentum, scratch);
    return isSpreading(first.lastMomentum, second.lastMomentum, scratch);
  }

  function transition(stepSize: number, random: Random): Transition {
    for (let i = 0; i < size; i++) forward.momentum[i] = random.normal();
    forward.position.set(current.position);
    forward.gradient.set(current.gradient);
    backward.momentum.set(forward.momentum);
    backward.position.set(current.position);
    backward.gradient.set(current.gradient);
    forwardMomentum.set(forward.momentum);
    backwardMomentum.set(forward.momentum);
    momentumSum.set(forward.momentum);
    startEnergy = -current.value + 0.5 * dot(forward.momentum, forward.momentum);
    acceptance = 0;
    leapfrogs = 0;
    divergent = false;
    let logWeight = 0;
    let depth = 0;
    while (depth < maxDepth) {
      const ahead = random.uniform() < 0.5;
      const moving = ahead ? forward : backward;
      // The momentum at the seam, where the new tree joins the old one.
      innerMomentum.set(ahead ? forwardMomentum : backwardMomentum);
      if (!build(depth, moving, ahead ? stepSize : -stepSize, random, tree)) break;
      depth++;
      if (Math.log(random.uniform()) < tree.logWeight - logWeight) {
        current.position.set(tree.position);
        current.gradient.set(tree.gradient);
        current.value = tree.value;
      }
      logWeight = logSum(logWeight, tree.logWeight);
      const farOld = ahead ? backwardMomentum : forwardMomentum;
      add(momentumSum, tree.firstMomentum, scratch);
      const seamNew = isSpreading(farOld, tree.firstMomentum, scratch);
      add(tree.momentumSum, innerMomentum, scratch);
      const seamOld = isSpreading(innerMomentum, tree.lastMomentum, scratch);
      add(momentumSum, tree.momentumSum, momentumSum);
      (ahead ? forwardMomentum : backwardMomentum).set(tree.lastMomentum);
      if (!seamNew || !seamOld || !isSpreading(backwardMomentum, forwardMomentum, momentumSum)) break;
    }
    return { acceptance: acceptance / Math.max(1, leapfrogs), depth, leapfrogs, divergent };
  }

  function moveTo(position: Float64Array): void {
    current.position.set(position);
    current.value = density.evaluate(current.position, current.gradient);
  }

  function firstStepSize(random: Random): number {
    let stepSize = 0.5;
    let direction = 0;
    for (let attempt = 0; attempt < 60; attempt++) {
      forward.position.set(current.position);
      forward.gradient.set(current.gradient);
      for (let i = 0; i < size; i++) forward.momentum[i] = random.normal();
      const before = -current.value + 0.5 * dot(forward.momentum, forward.momentum);
      const after = -leapfrog(forward, stepSize) + 0.5 * dot(forward.momentum, forward.momentum);
      const accepted = before - after > Math.log(0.8);
      const wanted = accepted ? 1 : -1;
      if (direction === 0) direction = wanted;
      if (direction !== wanted) break;
      stepSize *= direction > 0 ? 2 : 0.5;
    }
    return stepSize;
  }

  return { position: current.position, moveTo, firstStepSize, transition };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function add(a: Float64Array, b: Float64Array, out: Float64Array): void {
  for (let i = 0; i < a.length; i++) out[i] = a[i]! + b[i]!;
}

function logSum(a: number, b: number): number {
  const high = Math.max(a, b);
  return high === Number.NEGATIVE_INFINITY ? high : high + Math.log(Math.exp(a - high) + Math.exp(b - high));
}
