/** Points that fill a cube more evenly than chance: Monte-Carlo answers with far fewer draws. */
import type { Random } from "./random.ts";

/** Primitive polynomials (degree, inner coefficients) and first direction numbers of dimensions 2 to 10. */
const DIRECTIONS: readonly { degree: number; inner: number; first: readonly number[] }[] = [
  { degree: 1, inner: 0, first: [1] },
  { degree: 2, inner: 1, first: [1, 3] },
  { degree: 3, inner: 1, first: [1, 3, 1] },
  { degree: 3, inner: 2, first: [1, 1, 1] },
  { degree: 4, inner: 1, first: [1, 1, 3, 3] },
  { degree: 4, inner: 4, first: [1, 3, 5, 13] },
  { degree: 5, inner: 2, first: [1, 1, 5, 5, 17] },
  { degree: 5, inner: 4, first: [1, 1, 5, 5, 5] },
  { degree: 5, inner: 7, first: [1, 1, 7, 11, 19] },
];

const BITS = 32;
const TWO_TO_32 = 2 ** 32;

/**
 * The first `count` points of Sobol's sequence (direction numbers of S. Joe and F. Y. Kuo, 2008), with a random digital
 * shift when a generator is given: each point is then uniform and the estimate unbiased.
 *
 * @param count 1 to 2^32, best a power of two. @param dimensions 1 to 10. @param random leave it out for the plain
 * sequence, whose first point is the origin.
 * @returns count × dimensions, in [0, 1); with a shift strictly inside (0, 1).
 */
export function sobolPoints(count: number, dimensions: number, random?: Random): Float64Array {
  if (!Number.isInteger(dimensions) || dimensions < 1 || dimensions > DIRECTIONS.length + 1) {
    throw new RangeError(`1 to ${DIRECTIONS.length + 1} dimensions, not ${dimensions}`);
  }
  const points = new Float64Array(count * dimensions);
  for (let dimension = 0; dimension < dimensions; dimension++) {
    const numbers = directionNumbers(dimension);
    const shift = random ? random.integer(TWO_TO_32) : 0;
    let state = 0;
    for (let i = 0; i < count; i++) {
      if (i > 0) state ^= numbers[trailingZeros(i)]!;
      points[i * dimensions + dimension] = ((state ^ shift) >>> 0) / TWO_TO_32 + (random ? 0.5 / TWO_TO_32 : 0);
    }
  }
  return points;
}

function trailingZeros(i: number): number {
  return 31 - Math.clz32(i & -i);
}

function directionNumbers(dimension: number): Int32Array {
  const numbers = new Int32Array(BITS);
  const row = DIRECTIONS[dimension - 1];
  if (row === undefined) {
    for (let i = 0; i < BITS; i++) numbers[i] = 1 << (BITS - 1 - i);
    return numbers;
  }
  const { degree, inner, first } = row;
  for (let i = 0; i < BITS; i++) {
    if (i < degree) {
      numbers[i] = first[i]! << (BITS - 1 - i);
      continue;
    }
    let next = numbers[i - degree]! ^ (numbers[i - degree]! >>> degree);
    for (let k = 1; k < degree; k++) if ((inner >> (degree - 1 - k)) & 1) next ^= numbers[i - k]!;
    numbers[i] = next;
  }
  return numbers;
}
