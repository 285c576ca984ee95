/**
 * Special functions, densities, tails and quantiles used by the priors, the likelihoods and the intervals.
 *
 * Log-densities are normalised. Accuracy against scipy over the ranges of `fixtures/reference.json`: logGamma and digamma 1e-13
 * (relative, absolute near their zeros), tails 1e-11 relative, quantiles 1e-9 relative. Arguments outside a support give 0, 1 or −∞ as the
 * mathematics say; parameters that define no distribution throw a RangeError.
 */

const LOG_TWO_PI = Math.log(2 * Math.PI);
const HALF_LOG_TWO_PI = 0.5 * LOG_TWO_PI;
const TINY = 1e-300;
const EPSILON = 2.220446049250313e-16;
const MAX_TERMS = 100_000;

/** Logarithm of the gamma function for x > 0: Stirling's series from 10 up, the recurrence below (Abramowitz and Stegun 6.1.41). */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`logGamma needs x > 0, not ${x}`);
  let shifted = x;
  let product = 1;
  while (shifted < 10) {
    product *= shifted;
    shifted += 1;
  }
  const inverse = 1 / shifted;
  const square = inverse * inverse;
  const series =
    inverse *
    (1 / 12 -
      square *
        (1 / 360 -
          square * (1 / 1260 - square * (1 / 1680 - square * (1 / 1188 - square * (691 / 360360 - square / 156))))));
  return (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_TWO_PI + series - Math.log(product);
}

/** Derivative of `logGamma` (Abramowitz and Stegun 6.3.18). */
export function digamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`digamma needs x > 0, not ${x}`);
  let shifted = x;
  let sum = 0;
  while (shifted < 10) {
    sum += 1 / shifted;
    shifted += 1;
  }
  const square = 1 / (shifted * shifted);
  const series =
    square *
    (1 / 12 -
      square *
        (1 / 120 -
          square * (1 / 252 - square * (1 / 240 - square * (1 / 132 - square * (691 / 32760 - square / 12))))));
  return Math.log(shifted) - 0.5 / shifted - series - sum;
}

/** Logarithm of the beta function, a > 0, b > 0. */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/**
 * Regularised incomplete gamma function, lower and upper part: series below `shape + 1`, Lentz's continued fraction above
 * (Abramowitz and Stegun 6.5.29, 6.5.31). Both parts are computed without cancellation.
 */
export function incompleteGamma(shape: number, x: number): { lower: number; upper: number } {
  if (!(shape > 0)) throw new RangeError(`incompleteGamma needs shape > 0, not ${shape}`);
  if (!(x > 0)) return { lower: 0, upper: 1 };
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };
  const front = Math.exp(shape * Math.log(x) - x - logGamma(shape));
  if (x < shape + 1) {
    let term = 1 / shape;
    let sum = term;
    for (let n = 1; n < MAX_TERMS; n++) {
      term *= x / (shape + n);
      sum += term;
      if (term < sum * EPSILON) break;
    }
    const lower = front * sum;
    return { lower, upper: 1 - lower };
  }
  let b = x + 1 - shape;
  let c = 1 / TINY;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < MAX_TERMS; n++) {
    const a = -n * (n - shape);
    b += 2;
    d = 1 / nonZero(a * d + b);
    c = nonZero(b + a / c);
    const factor = d * c;
    fraction *= factor;
    if (Math.abs(factor - 1) < EPSILON) break;
  }
  const upper = front * fraction;
  return { lower: 1 - upper, upper };
}

/** Regularised incomplete beta function I_x(a, b) and its complement, by Lentz's continued fraction (DLMF 8.17.22). */
export function incompleteBeta(a: number, b: number, x: number): { lower: number; upper: number } {
  if (!(a > 0) || !(b > 0)) throw new RangeError(`incompleteBeta needs a > 0 and b > 0, not ${a} and ${b}`);
  if (!(x > 0)) return { lower: 0, upper: 1 };
  if (x >= 1) return { lower: 1, upper: 0 };
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b));
  // The fraction converges fast only below the mean; beyond it the mirrored one does.
  if (x <= (a + 1) / (a + b + 2)) {
    const lower = (front * betaFraction(a, b, x)) / a;
    return { lower, upper: 1 - lower };
  }
  const upper = (front * betaFraction(b, a, 1 - x)) / b;
  return { lower: 1 - upper, upper };
}

function betaFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < MAX_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    const factor = d * c;
    fraction *= factor;
    if (Math.abs(factor - 1) < EPSILON) break;
  }
  return fraction;
}

function nonZero(x: number): number {
  return Math.abs(x) < TINY ? TINY : x;
}

/** Log-density of the normal distribution. */
export function normalLogDensity(x: number, mean = 0, deviation = 1): number {
  const z = (x - mean) / deviation;
  return -0.5 * z * z - Math.log(deviation) - HALF_LOG_TWO_PI;
}

/** P(Z ≤ z) for a standard normal; accurate in both tails. */
export function normalCdf(z: number): number {
  if (z === 0) return 0.5;
  const { lower, upper } = incompleteGamma(0.5, 0.5 * z * z);
  return z < 0 ? 0.5 * upper : 0.5 * (1 + lower);
}

/** Quantile of the standard normal: Wichura's algorithm AS 241 (PPND16, 1988), about 1e-16 relative. ±∞ at 0 and 1. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability is needed, not ${p}`);
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return Number.POSITIVE_INFINITY;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(r, CENTRE_TOP)) / polynomial(r, CENTRE_BOTTOM);
  }
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  const z =
    r <= 5
      ? polynomial(r - 1.6, MIDDLE_TOP) / polynomial(r - 1.6, MIDDLE_BOTTOM)
      : polynomial(r - 5, FAR_TOP) / polynomial(r - 5, FAR_BOTTOM);
  return q < 0 ? -z : z;
}

const CENTRE_TOP = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
];
const CENTRE_BOTTOM = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
  5226.495278852854,
];
const MIDDLE_TOP = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
];
const MIDDLE_BOTTOM = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
];
const FAR_TOP = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
];
const FAR_BOTTOM = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
  1.421511758316446e-7, 2.0442631033899397e-15,
];

function polynomial(x: number, coefficients: readonly number[]): number {
  let value = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) value = value * x + coefficients[i]!;
  return value;
}

/** Log-density of |N(0, deviation²)| at x ≥ 0; −∞ below. */
export function halfNormalLogDensity(x: number, deviation: number): number {
  return x < 0 ? Number.NEGATIVE_INFINITY : Math.LN2 + normalLogDensity(x, 0, deviation);
}

/** Log-density of the gamma distribution of given shape and rate (mean = shape / rate). */
export function gammaLogDensity(x: number, shape: number, rate: number): number {
  checkPositive("shape", shape);
  checkPositive("rate", rate);
  if (!(x > 0)) return Number.NEGATIVE_INFINITY;
  return shape * Math.log(rate) + (shape - 1) * Math.log(x) - rate * x - logGamma(shape);
}

/** P(X ≤ x), X gamma of given shape and rate. */
export function gammaCdf(x: number, shape: number, rate: number): number {
  return incompleteGamma(shape, rate * x).lower;
}

/** Quantile of the gamma distribution of given shape and rate. */
export function gammaQuantile(p: number, shape: number, rate: number): number {
  checkPositive("rate", rate);
  // Wilson and Hilferty's cube gives the scale of the bracket.
  const guess = shape * Math.max(1e-3, 1 - 1 / (9 * shape) + normalQuantile(clamp(p)) / (3 * Math.sqrt(shape))) ** 3;
  return invert(p, (x) => incompleteGamma(shape, x), guess, 0, Number.POSITIVE_INFINITY) / rate;
}

/** P(X > x), X chi-squared with given degrees of freedom. */
export function chiSquaredUpperTail(x: number, degrees: number): number {
  return incompleteGamma(degrees / 2, x / 2).upper;
}

/** Log-density of the beta distribution on (0, 1). */
export function betaLogDensity(x: number, a: number, b: number): number {
  if (!(x > 0 && x < 1)) return Number.NEGATIVE_INFINITY;
  return (a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - logBeta(a, b);
}

/** P(X ≤ x), X beta(a, b). */
export function betaCdf(x: number, a: number, b: number): number {
  return incompleteBeta(a, b, x).lower;
}

/** Quantile of the beta distribution. */
export function betaQuantile(p: number, a: number, b: number): number {
  return invert(p, (x) => incompleteBeta(a, b, x), a / (a + b), 0, 1);
}

/** Log-density of Student's t with given degrees of freedom, mean and scale. */
export function studentLogDensity(x: number, degrees: number, mean = 0, scale = 1): number {
  checkPositive("degrees", degrees);
  const z = (x - mean) / scale;
  return (
    logGamma((degrees + 1) / 2) -
    logGamma(degrees / 2) -
    0.5 * Math.log(degrees * Math.PI) -
    Math.log(scale) -
    ((degrees + 1) / 2) * Math.log1p((z * z) / degrees)
  );
}

/** P(T ≤ t) for Student's t. */
export function studentCdf(t: number, degrees: number): number {
  checkPositive("degrees", degrees);
  if (t === 0) return 0.5;
  const tail = 0.5 * incompleteBeta(degrees / 2, 0.5, degrees / (degrees + t * t)).lower;
  return t < 0 ? tail : 1 - tail;
}

/** Quantile of Student's t. ±∞ at 0 and 1. */
export function studentQuantile(p: number, degrees: number): number {
  checkPositive("degrees", degrees);
  if (p === 0.5) return 0;
  const tail = Math.min(p, 1 - p);
  // T² = degrees (1 − X) / X with X beta: the smaller of X and 1 − X is inverted, so that neither tail loses digits.
  const ratio =
    tail < 0.25
      ? 1 / betaQuantile(2 * tail, degrees / 2, 0.5) - 1
      : 1 / (1 / betaQuantile(1 - 2 * tail, 0.5, degrees / 2) - 1);
  const t = Math.sqrt(degrees * ratio);
  return p < 0.5 ? -t : t;
}

/**
 * Log-probability of a count under the negative binomial of given mean and dispersion
 * (variance = mean + mean² / dispersion; the Poisson distribution is the limit of an infinite dispersion).
 */
export function negativeBinomialLogProbability(count: number, mean: number, dispersion: number): number {
  checkPositive("dispersion", dispersion);
  if (!(count >= 0) || !Number.isInteger(count)) return Number.NEGATIVE_INFINITY;
  if (!(mean > 0)) return count === 0 ? 0 : Number.NEGATIVE_INFINITY;
  return (
    logGamma(count + dispersion) -
    logGamma(dispersion) -
    logGamma(count + 1) -
    dispersion * Math.log1p(mean / dispersion) +
    count * (Math.log(mean) - Math.log(mean + dispersion))
  );
}

/** P(X ≥ count) for the negative binomial of given mean and dispersion, by the incomplete beta function. */
export function negativeBinomialUpperTail(count: number, mean: number, dispersion: number): number {
  checkPositive("dispersion", dispersion);
  if (count <= 0) return 1;
  if (!(mean > 0)) return 0;
  return incompleteBeta(Math.ceil(count), dispersion, mean / (mean + dispersion)).lower;
}

function checkPositive(name: string, value: number): void {
  if (!(value > 0)) throw new RangeError(`${name} must be above 0, not ${value}`);
}

function clamp(p: number): number {
  return Math.min(1 - 1e-12, Math.max(1e-12, p));
}

/**
 * Solves cdf(x) = p by bisection on a bracket grown from a guess: slow and sure. It compares whichever tail is smaller, so
 * that a quantile of 1e-9 is as accurate as the median.
 */
function invert(
  p: number,
  cdf: (x: number) => { lower: number; upper: number },
  guess: number,
  support0: number,
  support1: number,
): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability is needed, not ${p}`);
  if (p === 0) return support0;
  if (p === 1) return support1;
  const isBelow = (x: number) => {
    const { lower, upper } = cdf(x);
    return p < 0.5 ? lower < p : upper > 1 - p;
  };
  const bounded = Number.isFinite(support1);
  let low = support0;
  let high = bounded ? support1 : Math.max(guess, TINY);
  if (!bounded) {
    while (isBelow(high)) {
      low = high;
      high *= 2;
    }
  }
  // Halving the logarithm as long as the bracket spans decades reaches tiny quantiles in few steps.
  for (let i = 0; i < 2000; i++) {
    let middle = 0.5 * (low + high);
    if (low > 0 && high > 4 * low) middle = Math.sqrt(low) * Math.sqrt(high);
    else if (low === 0 && high > TINY) middle = i % 2 === 0 ? 0.5 * high : high * 1e-3;
    if (middle <= low || middle >= high || high - low <= 1e-15 * high) break;
    if (isBelow(middle)) low = middle;
    else high = middle;
  }
  return 0.5 * (low + high);
}
