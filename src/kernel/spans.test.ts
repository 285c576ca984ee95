import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, type DayRange, daysOf } from "./period.ts";
import { commonDays, countDays, daysWithout, spansOf } from "./spans.ts";

const week = { from: "2026-11-09", to: "2026-11-15" };

describe("spans of days", () => {
  it("join what overlaps or touches, in order", () => {
    expect(
      spansOf([
        { from: "2026-11-20", to: "2026-11-21" },
        { from: "2026-11-12", to: "2026-11-14" },
        { from: "2026-11-09", to: "2026-11-11" },
        { from: "2026-11-10", to: "2026-11-12" },
      ]),
    ).toEqual([
      { from: "2026-11-09", to: "2026-11-14" },
      { from: "2026-11-20", to: "2026-11-21" },
    ]);
  });
  it("tell what two of them share, and what one has alone", () => {
    const end = [{ from: "2026-11-12", to: "2026-11-18" }];
    expect(commonDays([week], end)).toEqual([{ from: "2026-11-12", to: "2026-11-15" }]);
    expect(daysWithout([week], end)).toEqual([{ from: "2026-11-09", to: "2026-11-11" }]);
    expect(daysWithout([week], [])).toEqual([week]);
    expect(daysWithout([week], [week])).toEqual([]);
    expect(countDays([week, { from: "2026-12-01", to: "2026-12-01" }])).toBe(8);
  });

  const range = fc
    .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 9 }))
    .map(([start, length]): DayRange => {
      const from = addDays("2026-02-10", start);
      return { from, to: addDays(from, length) };
    });
  const spans = fc.array(range, { maxLength: 6 }).map(spansOf);
  const set = (some: readonly DayRange[]) => new Set(some.flatMap((each) => daysOf(each)));

  it("answer like sets of single days, whatever the spans", () => {
    fc.assert(
      fc.property(spans, spans, (one, other) => {
        const [left, right] = [set(one), set(other)];
        expect(daysWithout(one, other)).toEqual(spansOf(daysWithout(one, other)));
        expect(commonDays(one, other).flatMap((each) => daysOf(each))).toEqual([...left.intersection(right)].sort());
        expect(daysWithout(one, other).flatMap((each) => daysOf(each))).toEqual([...left.difference(right)].sort());
        expect(countDays(one)).toBe(left.size);
      }),
    );
  });
});
