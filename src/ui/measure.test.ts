import { describe, expect, it } from "vitest";
import { measuresOf } from "./measure.ts";

const fr = measuresOf("fr", "EUR");
const en = measuresOf("en", "EUR");

describe("measures", () => {
  it("write each unit as the trade reads it", () => {
    expect(fr.text(8412, "count")).toBe("8\u202f412");
    expect(fr.text(4.149, "percent")).toBe("4,1\u202f%");
    expect(en.text(4.149, "percent")).toBe("4.1%");
    expect(fr.text(1_488_000, "cents")).toBe("14\u202f880\u00a0€");
    expect(fr.text(349.6, "cents")).toBe("3,50\u00a0€");
    expect(fr.text(5400, "seconds")).toBe("1\u00a0h\u00a030");
    expect(fr.text(2.345, "ratio")).toBe("2,35");
  });
  it("set the unit of a rate apart", () => {
    expect(fr.parts(4.1, "percent")).toEqual({ value: "4,1", unit: "%" });
    expect(en.parts(4.1, "percent")).toEqual({ value: "4.1", unit: "%" });
    expect(fr.parts(8412, "count")).toEqual({ value: "8\u202f412" });
  });
  it("tell a move in points for a rate, in per cent for the rest, not at all from nothing", () => {
    expect(fr.change(4.1, 3.9, "percent")).toBe("+0,2\u00a0pt");
    expect(fr.change(8412, 10258, "count")).toBe("−18\u202f%");
    expect(fr.change(4.12, 4.14, "percent")).toBe("0\u00a0pt");
    expect(fr.change(10_000, 10_001, "count")).toBe("0\u202f%");
    expect(fr.change(8412, 0, "count")).toBeNull();
    expect(fr.change(null, 3, "count")).toBeNull();
  });
});
