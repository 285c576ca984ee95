import { z } from "zod";

/** ISO 4217 code. */
export const Currency = z.string().regex(/^[A-Z]{3}$/);
export type Currency = string;

/** A whole number of cents (of the currency's smallest unit). Never a float of euros. */
export const Cents = z.number().int().min(-Number.MAX_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER);

/**
 * Splits an amount by weights so that the cents add up: largest remainder, ties to the first.
 *
 * @param cents whole cents, zero or more
 * @param weights one per part, zero or more, not all zero
 * @returns whole cents, one per weight, whose sum is `cents`
 * @example splitCents(100, [1, 1, 1]) // [34, 33, 33]
 */
export function splitCents(cents: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!Number.isSafeInteger(cents) || cents < 0) throw new RangeError("cents must be a whole number, zero or more");
  if (!(total > 0) || weights.some((weight) => !(weight >= 0))) throw new RangeError("weights must be positive");
  const exact = weights.map((weight) => (cents * weight) / total);
  const parts = exact.map(Math.floor);
  let left = cents - parts.reduce((sum, part) => sum + part, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder) {
    if (left === 0) break;
    parts[index] = (parts[index] as number) + 1;
    left -= 1;
  }
  return parts;
}
