import type { LinearTerm } from "./response-definition.ts";

/**
 * The linear part with its priors, turned once into orthogonal directions.
 *
 * With Z the terms, S = diag(sd) and Z S = U D V', the coefficients are mean + S V w where w ~ N(0, I) a priori; given the noise
 * and the residual e = y − Z mean, each w_k has an independent normal posterior. Integrating w out costs O(T·K) per evaluation and
 * removes every linear coefficient from the sampler, whatever the number of controls and seasonal terms.
 */
export interface LinearPart {
  /** K ≤ terms */
  readonly directions: number;
  /** K × periods: orthonormal */
  readonly basis: readonly Float64Array[];
  /** K: singular values, above zero */
  readonly singular: Float64Array;
  /** periods: Z · mean */
  readonly centre: Float64Array;
  /** Coefficients (terms) from w on the K directions and from standard normals on those the data do not see (terms − K). */
  coefficients(onBasis: Float64Array, unseen: Float64Array): Float64Array;
}

/** Decomposes the terms by one-sided Jacobi rotations (Hestenes), which keeps small singular values accurate. */
export function createLinearPart(terms: readonly LinearTerm[], periods: number): LinearPart {
  const count = terms.length;
  const columns = terms.map((term) => term.values.map((value) => value * term.sd));
  const rotation = terms.map((_, i) => {
    const row = new Float64Array(count);
    row[i] = 1;
    return row;
  });
  for (let sweep = 0; sweep < 60; sweep++) {
    let turned = false;
    for (let i = 0; i < count; i++) {
      for (let j = i + 1; j < count; j++) turned = orthogonalise(columns, rotation, i, j) || turned;
    }
    if (!turned) break;
  }
  const norms = columns.map((column) => Math.sqrt(dot(column, column)));
  const largest = Math.max(0, ...norms);
  const order = norms.map((_, i) => i).sort((i, j) => norms[j]! - norms[i]!);
  const seen = order.filter((i) => norms[i]! > 1e-10 * largest);
  const hidden = order.filter((i) => !seen.includes(i));

  const centre = new Float64Array(periods);
  for (const term of terms) {
    for (let t = 0; t < periods; t++) centre[t] = centre[t]! + term.mean * term.values[t]!;
  }

  function coefficients(onBasis: Float64Array, unseen: Float64Array): Float64Array {
    const result = Float64Array.from(terms, (term) => term.mean);
    const spread = (direction: number, weight: number) => {
      // rotation[i] is the i-th column of V, one entry per term.
      const column = rotation[direction]!;
      for (let p = 0; p < count; p++) result[p] = result[p]! + terms[p]!.sd * column[p]! * weight;
    };
    seen.forEach((direction, k) => {
      spread(direction, onBasis[k]!);
    });
    hidden.forEach((direction, k) => {
      spread(direction, unseen[k]!);
    });
    return result;
  }

  return {
    directions: seen.length,
    basis: seen.map((i) => columns[i]!.map((value) => value / norms[i]!)),
    singular: Float64Array.from(seen, (i) => norms[i]!),
    centre,
    coefficients,
  };
}

function orthogonalise(columns: Float64Array[], rotation: Float64Array[], i: number, j: number): boolean {
  const first = columns[i]!;
  const second = columns[j]!;
  const ff = dot(first, first);
  const ss = dot(second, second);
  const fs = dot(first, second);
  if (fs === 0 || Math.abs(fs) <= 1e-15 * Math.sqrt(ff * ss)) return false;
  const zeta = (ss - ff) / (2 * fs);
  const tangent = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  const sine = cosine * tangent;
  turn(first, second, cosine, sine);
  turn(rotation[i]!, rotation[j]!, cosine, sine);
  return true;
}

function turn(first: Float64Array, second: Float64Array, cosine: number, sine: number): void {
  for (let t = 0; t < first.length; t++) {
    const f = first[t]!;
    const s = second[t]!;
    first[t] = cosine * f - sine * s;
    second[t] = sine * f + cosine * s;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let t = 0; t < a.length; t++) sum += a[t]! * b[t]!;
  return sum;
}
