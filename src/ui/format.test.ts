import { describe, expect, it } from "vitest";
import { formatsOf } from "./format.ts";

const fr = formatsOf("fr", "Europe/Paris");
const en = formatsOf("en", "Europe/Paris");

describe("formats", () => {
  it("write French figures with narrow spaces that do not break", () => {
    expect(fr.number(1234.5, 1)).toBe("1\u202f234,5");
    expect(fr.percent(12.345)).toBe("1\u202f234,5\u202f%");
    expect(fr.change(-0.18)).toBe("−18\u202f%");
    expect(fr.change(0.025, 1)).toBe("+2,5\u202f%");
    expect(fr.money(1_488_000, "EUR")).toBe("14\u202f880\u00a0€");
    expect(fr.money(1_488_050, "EUR")).toBe("14\u202f880,50\u00a0€");
  });
  it("write English figures", () => {
    expect(en.number(1234.5, 1)).toBe("1,234.5");
    expect(en.percent(0.041)).toBe("4.1%");
    expect(en.change(-0.18)).toBe("−18%");
  });
  it("write days as the trade says them", () => {
    expect(fr.day("2026-11-16")).toBe("lun. 16 nov.");
    expect(fr.dayLong("2026-11-16")).toBe("lundi 16 novembre 2026");
    expect(en.day("2026-11-16")).toBe("Mon 16 Nov");
    expect(fr.periodLong("2026-W46")).toBe("semaine 46 · 9–15 nov. 2026");
    expect(fr.range({ from: "2026-09-28", to: "2026-10-04" })).toBe("28 sept. – 4 oct. 2026");
    expect(fr.period("2026-10")).toBe("octobre 2026");
    expect(fr.weekday(1)).toBe("lundi");
    expect(fr.weekday(7)).toBe("dimanche");
    expect(fr.month(12)).toBe("décembre");
  });
  it("write an instant at the organisation’s own hour", () => {
    expect(fr.instant("2026-11-15T23:30:00Z")).toContain("16 nov. 2026");
    expect(fr.instant("2026-11-15T23:30:00Z")).toContain("00:30");
  });
  it("tell how long ago, in the largest unit that fits", () => {
    const now = "2026-11-16T08:50:00Z";
    expect(fr.relative("2026-11-16T08:08:00Z", now)).toBe("il y a 42\u00a0minutes");
    expect(fr.relative("2026-11-15T08:00:00Z", now)).toBe("hier");
    expect(fr.relative("2026-11-23T08:50:00Z", now)).toBe("la semaine prochaine");
    expect(en.relative("2026-11-16T05:50:00Z", now)).toBe("3\u00a0hours ago");
  });
  it("write durations and sizes", () => {
    expect(fr.duration(192)).toBe("3\u00a0min 12\u00a0s");
    expect(fr.duration(7260)).toBe("2\u00a0h 01");
    expect(fr.bytes(12_400_000)).toBe("12,4\u202fMo");
  });
});
