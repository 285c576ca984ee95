import { describe, expect, it } from "vitest";
import { exponential } from "./exponential.ts";

describe("exponential by sums and products", () => {
  it("agrees with Math.exp over its range", () => {
    for (let x = -40; x <= 40; x += 0.137) expect(exponential(x) / Math.exp(x)).toBeCloseTo(1, 13);
    expect(exponential(0)).toBe(1);
    expect(exponential(-1000)).toBe(0);
    expect(exponential(1000)).toBeLessThan(Number.POSITIVE_INFINITY);
  });
});
