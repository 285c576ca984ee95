import { expect, it } from "vitest";
import { metrics } from "../../../kernel/metric.ts";
import { countableMetrics } from "../rules.ts";
import { countOf, countsOf } from "./count-draft.ts";

it("turns what is typed into what is stored", () => {
  expect(countOf("12", "coupons-used", "fr")).toEqual({ value: 12 });
  expect(countOf("1 250,5", "donations", "fr")).toEqual({ value: 125_050 });
  expect(countOf("2,5", "first-response-seconds", "fr")).toEqual({ value: 150 });
});

it.each([
  ["", "coupons-used", "missing"],
  ["douze", "coupons-used", "unreadable"],
  ["-1", "coupons-used", "negative"],
  ["2,5", "coupons-used", "whole"],
  ["2,505", "donations", "twoDecimals"],
] as const)("%j of %s is %s", (text, metric, fault) => {
  expect(countOf(text, metric, "fr")).toEqual({ fault });
});

it("refuses the same measure twice and keeps the first", () => {
  const { values, faults } = countsOf(
    [
      { key: 1, metric: "orders", text: "3" },
      { key: 2, metric: "orders", text: "4" },
    ],
    "fr",
  );
  expect(values).toEqual([{ metric: "orders", value: 3 }]);
  expect([...faults]).toEqual([[2, "twice"]]);
});

it("knows how to write every unit that is counted by hand", () => {
  const units = new Set(countableMetrics.map((metric) => metrics[metric].unit));
  expect([...units].sort()).toEqual(["cents", "count", "rate", "seconds"]);
});
