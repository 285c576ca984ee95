import { describe, expect, it } from "vitest";
import { createRandom } from "../../engine/random.ts";
import { type MetricId, metricIds } from "../../kernel/metric.ts";
import { addDays, weekday } from "../../kernel/period.ts";
import { tellCampaign, tellCounts } from "./campaigns/rules.ts";
import { demonstrations } from "./catalogue.ts";
import { tellPage } from "./pages/rules.ts";
import {
  countAround,
  type DemonstrationLine,
  episodeFactor,
  lastWholeWeek,
  pick,
  seasonFactor,
  spanBefore,
  written,
} from "./rules.ts";

const span = spanBefore("2026-11-16");
const random = () => createRandom(7);

describe("the span of a demonstration", () => {
  it("is two years from a Monday to the day before", () => {
    expect(span.to).toBe("2026-11-15");
    expect(weekday(span.from)).toBe(1);
    expect(span.from <= "2024-11-16").toBe(true);
    expect(lastWholeWeek("2026-11-15")).toBe("2026-11-09");
    expect(lastWholeWeek("2026-11-18")).toBe("2026-11-09");
  });
  it("places an episode by complete weeks", () => {
    const fall = [{ fromWeeksAgo: 0, weeks: 1, factor: 0.5 }];
    expect(episodeFactor(fall, "2026-11-09", "2026-11-18")).toBe(0.5);
    expect(episodeFactor(fall, "2026-11-08", "2026-11-18")).toBe(1);
    expect(episodeFactor(fall, "2026-11-16", "2026-11-18")).toBe(1);
  });
  it("slides from one month to the next", () => {
    const months = [1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 3];
    expect(seasonFactor(months, "2026-02-15")).toBe(2);
    expect(seasonFactor(months, "2026-01-30")).toBeCloseTo(1.5, 5);
    expect(seasonFactor(months, "2026-01-01")).toBeCloseTo(1 + (2 * 14) / 30, 5);
  });
});

describe("what is drawn", () => {
  it("has the mean that was asked for", () => {
    const draws = random();
    for (const mean of [0.4, 6, 200]) {
      const total = Array.from({ length: 4000 }, () => countAround(draws, mean)).reduce((sum, each) => sum + each, 0);
      expect(Math.abs(total / 4000 / mean - 1)).toBeLessThan(0.06);
    }
    expect(countAround(draws, 0)).toBe(0);
  });
  it("follows the weights, and writes one choice of a text", () => {
    const draws = random();
    const picked = Array.from({ length: 3000 }, () =>
      pick(draws, [
        ["a", 3],
        ["b", 1],
      ]),
    );
    expect(picked.filter((each) => each === "a").length / 3000).toBeCloseTo(0.75, 1);
    expect(written(random(), "Un {pull|bonnet} {bleu|vert}")).toMatch(/^Un (pull|bonnet) (bleu|vert)$/);
  });
});

describe("the three stories", () => {
  const told = demonstrations.map((plan) => {
    const draws = createRandom(plan.seed);
    const lines: DemonstrationLine[] = [
      ...plan.pages.flatMap((page) => tellPage(page, plan.words, span, draws.split())),
      ...plan.campaigns.flatMap((each) => tellCampaign(each, span, draws.split())),
      ...plan.counts.flatMap((each) => tellCounts(each, span, draws.split())),
    ];
    return { plan, lines };
  });

  it("are a company, a town hall and an association, under names of their own", () => {
    expect(demonstrations.map((plan) => plan.profile.kind).sort()).toEqual([
      "association",
      "company",
      "local-authority",
    ]);
    expect(new Set(demonstrations.map((plan) => plan.slug)).size).toBe(3);
    for (const { profile } of demonstrations) {
      for (const text of [profile.history, profile.environment, profile.culture, profile.aims])
        expect(text).not.toBe("");
    }
  });

  it("hold whole numbers, none negative, of known metrics, within the span", () => {
    for (const { lines } of told) {
      for (const line of lines) {
        if (line.kind === "comment") continue;
        for (const [metric, value] of Object.entries(line.values)) {
          expect(metricIds).toContain(metric as MetricId);
          expect(value >= 0 && Number.isFinite(value)).toBe(true);
        }
        const day = line.kind === "post" ? line.publishedAt.slice(0, 10) : line.kind === "daily" ? line.day : line.to;
        expect(day >= span.from && day <= span.to).toBe(true);
      }
    }
  });

  it("publish three to six times a week, and say things that differ", () => {
    for (const { plan, lines } of told) {
      const posts = lines.filter((line) => line.kind === "post");
      const weeks = 105;
      expect(posts.length / weeks / plan.pages.length).toBeGreaterThan(2);
      expect(posts.length / weeks / plan.pages.length).toBeLessThan(6);
      expect(new Set(posts.map((post) => post.text)).size).toBeGreaterThan(60);
      const comments = lines.filter((line) => line.kind === "comment");
      expect(comments.length).toBeGreaterThan(500);
      expect(new Set(comments.map((each) => each.text)).size).toBeGreaterThan(30);
      expect(new Set(comments.map((each) => each.author)).size).toBeGreaterThan(30);
    }
  });

  it("count as many comments on a post as there are texts", () => {
    const lines = told[0]?.lines ?? [];
    const texts = new Map<string, number>();
    for (const line of lines) {
      if (line.kind === "comment") texts.set(line.postExternalId, (texts.get(line.postExternalId) ?? 0) + 1);
    }
    for (const line of lines) {
      if (line.kind === "post") expect(line.values.comments).toBe(texts.get(line.externalId) ?? 0);
    }
  });

  it("replace impressions by views on the day that the network did", () => {
    const days = (told[1]?.lines ?? []).filter((line) => line.kind === "daily" && line.account.network === "instagram");
    const has = (day: string, metric: MetricId) =>
      days.some((line) => line.kind === "daily" && line.day === day && line.values[metric] !== undefined);
    expect([has("2025-11-14", "impressions"), has("2025-11-14", "views")]).toEqual([true, false]);
    expect([has("2025-11-15", "impressions"), has("2025-11-15", "views")]).toEqual([false, true]);
  });

  it("give reach by whole week, smaller than the sum of its days", () => {
    const lines = told[2]?.lines ?? [];
    const week = lines.find((line) => line.kind === "range" && addDays(line.from, 6) === line.to);
    if (week?.kind !== "range") throw new Error("no week");
    const sum = lines
      .filter(
        (line) =>
          line.kind === "daily" && line.account === week.account && line.day >= week.from && line.day <= week.to,
      )
      .reduce((total, line) => total + (line.kind === "daily" ? (line.values.reach ?? 0) : 0), 0);
    expect(week.values.reach ?? 0).toBeGreaterThan(sum * 0.4);
    expect(week.values.reach ?? 0).toBeLessThan(sum);
  });

  it("are the same to the last digit when told again", () => {
    const plan = demonstrations[1];
    const page = plan?.pages[0];
    if (!plan || !page) throw new Error("no plan");
    const again = () => JSON.stringify(tellPage(page, plan.words, span, createRandom(5)));
    expect(again()).toBe(again());
  });
});
