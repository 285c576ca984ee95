const LOG2_E = Math.LOG2E;
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const powers = new Float64Array(2200);
for (let power = -1074; power <= 1023; power++) powers[power + 1074] = 2 ** power;

/**
 * eˣ from sums and products alone, which every engine and every compiler tier rounds alike: `Math.exp` may differ in its
 * last bit from one tier to the next, and training must give the same bytes each time. Relative error under 1e-15.
 */
export function exponential(x: number): number {
  if (x > 700) return exponential(700);
  if (x < -700) return 0;
  const power = Math.floor(x * LOG2_E + 0.5);
  const rest = x - power * LN2_HIGH - power * LN2_LOW;
  let sum = 1;
  for (let term = 14; term >= 1; term--) sum = 1 + (rest * sum) / term;
  return sum * powers[power + 1074]!;
}
