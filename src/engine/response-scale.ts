/** The logistic function 1 / (1 + e^−x), which sends the sampler's line to a share in (0, 1). */
export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** Inverse of `logistic`. */
export function logit(share: number): number {
  return Math.log(share) - Math.log1p(-share);
}
