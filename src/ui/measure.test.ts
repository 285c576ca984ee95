import { expect, it } from "vitest";
import { measuresOf } from "./measure.ts";

it("measures set the unit of a rate apart, and keep their digits on both sides of a range", () => {
  const [fr, en] = [measuresOf("fr", "EUR"), measuresOf("en", "EUR")];
  expect(fr.parts(4.1, "percent")).toEqual({ value: "4,1", unit: "%" });
  expect(en.parts(4.1, "percent")).toEqual({ value: "4.1", unit: "%" });
  expect(fr.parts(0.437, "percent", 1)).toEqual({ value: "0,44", unit: "%" });
  expect(fr.parts(8412, "count")).toEqual({ value: "8\u202f412" });
  expect(fr.range(0.318, 0.412, "percent", 1)).toBe("0,32\u202f%–0,41\u202f%");
});
