import { expect, it } from "vitest";
import { metricIds, networkIds } from "../kernel/metric.ts";
import { type SourceQuestion, sourceOf, sourceText } from "./source-link.tsx";

const range = { from: "2026-11-09", to: "2026-11-15" };

it.each<SourceQuestion>([
  { metrics: ["reach"], range },
  { metrics: ["link-clicks", "views"], range, network: "google-ads" },
  { metrics: ["followers"], range, accountId: 12 },
])("the address keeps the question %j", (question) => {
  expect(sourceOf(sourceText(question), metricIds, networkIds)).toEqual(question);
});

it.each([undefined, "", "reach", "nonsense.2026-11-09.2026-11-15", "reach.2026-11-15.2026-11-09", "reach.x.y"])(
  "%j asks nothing",
  (text) => {
    expect(sourceOf(text, metricIds, networkIds)).toBeNull();
  },
);
