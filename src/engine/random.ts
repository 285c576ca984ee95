/**
 * A seeded generator, always an argument: nothing in the engine draws a number that cannot be drawn again.
 *
 * `uniform` and `integer` use integer arithmetic only and give the same stream on every machine; `normal` and `gamma`
 * pass through the logarithm of the JavaScript engine and are reproducible bit for bit on one engine.
 */
export interface Random {
  /** A number in [0, 1), 53 random bits. */
  uniform(): number;
  /** A standard normal draw (Marsaglia's polar method). */
  normal(): number;
  /** An integer in [0, n), without bias. Throws a RangeError unless 1 ≤ n ≤ 2^32. */
  integer(n: number): number;
  /** A gamma draw of mean `shape` and unit scale (Marsaglia and Tsang, 2000). Throws a RangeError unless shape > 0. */
  gamma(shape: number): number;
  /** An independent child: using it does not change what the parent gives next, beyond this one call. */
  split(): Random;
}

const TWO_TO_32 = 4294967296;

/** splitmix32: spreads a small seed over the whole state, so that seeds 1 and 2 share nothing visible. */
function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    mixed ^= mixed >>> 15;
    return mixed >>> 0;
  };
}

/**
 * Makes a generator from a seed: xoshiro128** (Blackman and Vigna, 2021) whose state is filled by splitmix32.
 *
 * @param seed any safe integer; the same seed gives the same numbers for ever. Throws a RangeError for another number.
 * @example createRandom(7).uniform() === createRandom(7).uniform()
 */
export function createRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`a seed is a safe integer, not ${seed}`);
  const low = splitmix32(seed >>> 0);
  const high = splitmix32((Math.floor(seed / TWO_TO_32) ^ 0x6a09e667) | 0);
  return fromState((low() ^ high()) | 0, (low() ^ high()) | 0, (low() ^ high()) | 0, (low() ^ high()) | 0);
}

function fromState(a: number, b: number, c: number, d: number): Random {
  // The all-zero state is the one fixed point of the generator.
  let s0 = (a | b | c | d) === 0 ? 1 : a;
  let s1 = b;
  let s2 = c;
  let s3 = d;
  let spare = 0;
  let hasSpare = false;

  function next(): number {
    const scrambled = Math.imul(s1, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = (s3 << 11) | (s3 >>> 21);
    return result;
  }

  function uniform(): number {
    const top = next() >>> 5;
    const bottom = next() >>> 6;
    return (top * 67108864 + bottom) / 9007199254740992;
  }

  function normal(): number {
    if (hasSpare) {
      hasSpare = false;
      return spare;
    }
    let x: number;
    let y: number;
    let squared: number;
    do {
      x = 2 * uniform() - 1;
      y = 2 * uniform() - 1;
      squared = x * x + y * y;
    } while (squared >= 1 || squared === 0);
    const factor = Math.sqrt((-2 * Math.log(squared)) / squared);
    spare = y * factor;
    hasSpare = true;
    return x * factor;
  }

  function integer(n: number): number {
    if (!Number.isInteger(n) || n < 1 || n > TWO_TO_32) throw new RangeError(`integer(n) needs 1 ≤ n ≤ 2^32, not ${n}`);
    // Values above the last whole multiple of n are thrown away, otherwise the small results would come up more often.
    const limit = TWO_TO_32 - (TWO_TO_32 % n);
    let drawn = next();
    while (drawn >= limit) drawn = next();
    return drawn % n;
  }

  function gamma(shape: number): number {
    if (!(shape > 0) || !Number.isFinite(shape)) throw new RangeError(`gamma(shape) needs shape > 0, not ${shape}`);
    if (shape < 1) {
      const boosted = gamma(shape + 1);
      return boosted * (1 - uniform()) ** (1 / shape);
    }
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      let z: number;
      let v: number;
      do {
        z = normal();
        v = 1 + c * z;
      } while (v <= 0);
      v = v * v * v;
      const u = 1 - uniform();
      if (u < 1 - 0.0331 * z * z * z * z) return d * v;
      if (Math.log(u) < 0.5 * z * z + d * (1 - v + Math.log(v))) return d * v;
    }
  }

  function split(): Random {
    const mix = splitmix32(next());
    return fromState((next() ^ mix()) | 0, (next() ^ mix()) | 0, (next() ^ mix()) | 0, (next() ^ mix()) | 0);
  }

  return { uniform, normal, integer, gamma, split };
}
