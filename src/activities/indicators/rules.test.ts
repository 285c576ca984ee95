import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MetricId, NetworkId } from "../../kernel/metric.ts";
import { addDays } from "../../kernel/period.ts";
import type { DailyFigure, PostFigure, PostRate } from "../measurements/contract.ts";
import { type CatalogueEntry, catalogue, type IndicatorId, indicatorIds } from "./catalogue.ts";
import { definitionOf, figureOf } from "./rules.ts";
import type { AccountFacts, PeriodFacts } from "./terms/rules.ts";

const range = { from: "2026-11-09", to: "2026-11-15" };
const entries: Record<IndicatorId, CatalogueEntry> = catalogue;
type Values = Partial<Record<MetricId, number>>;

interface Given {
  readonly network?: NetworkId;
  readonly currency?: string;
  readonly daily?: Values;
  readonly days?: number;
  /** Where levels stood before the period. */
  readonly before?: Values;
  /** Figures that the network gives for exactly the period. */
  readonly exact?: Values;
  readonly posts?: Values;
  readonly postCount?: number;
  readonly rates?: Partial<Record<MetricId, Partial<PostRate>>>;
  readonly comments?: number;
  readonly previous?: Values;
}

let serial = 0;
const bucket = { bucket: range.from, bucketEnd: range.to };
const mapOf = <Item>(values: Values, make: (metric: MetricId, value: number) => Item): Map<MetricId, Item> =>
  new Map(Object.entries(values).map(([metric, value]) => [metric as MetricId, make(metric as MetricId, value)]));

function anAccount(given: Given): { facts: AccountFacts; previous: ReadonlyMap<MetricId, DailyFigure> } {
  const accountId = ++serial;
  const network = given.network ?? "facebook";
  const of = { accountId, ...bucket };
  const daily = (basis: "daily" | "range") => (metric: MetricId, value: number) =>
    ({
      ...of,
      metric,
      basis,
      sum: value,
      last: value,
      max: value,
      before: given.before?.[metric] ?? null,
      values: given.days ?? 7,
      days: given.days ?? 7,
      lacking: given.days === undefined ? [] : [{ from: addDays(range.from, given.days), to: range.to }],
      exact: basis === "range",
    }) satisfies DailyFigure;
  const posts = (metric: MetricId, value: number): PostFigure => ({
    ...of,
    metric,
    sum: value,
    max: value,
    posts: given.postCount ?? 1,
  });
  const rates = Object.entries(given.rates ?? {}).map(([denominator, rate]): [MetricId, PostRate] => [
    denominator as MetricId,
    {
      ...of,
      denominator: denominator as MetricId,
      meanRate: 0,
      interactions: 0,
      denominatorSum: 0,
      posts: 1,
      deviation: null,
      ...rate,
    },
  ]);
  return {
    facts: {
      accountId,
      network,
      currency: given.currency ?? "EUR",
      daily: mapOf(given.daily ?? {}, daily("daily")),
      ranges: mapOf(given.exact ?? {}, daily("range")),
      posts: mapOf(given.posts ?? {}, posts),
      postCount: given.postCount ?? null,
      rates: new Map(rates),
      comments: given.comments ?? null,
    },
    previous: mapOf(given.previous ?? {}, daily("daily")),
  };
}

function facts(given: readonly Given[], population: number | null = null): PeriodFacts {
  const accounts = given.map(anAccount);
  return {
    range,
    daysInPeriod: 7,
    daysBegun: 7,
    population,
    accounts: accounts.map((each) => each.facts),
    previous: new Map(accounts.map((each) => [each.facts.accountId, each.previous])),
  };
}

const figure = (id: IndicatorId, given: readonly Given[], population: number | null = null) =>
  figureOf(entries[id], facts(given, population));
const value = (id: IndicatorId, given: Given, population: number | null = null) =>
  figure(id, [given], population).value;

describe("the worked examples of the trade", () => {
  const examples: [IndicatorId, Given, number, number?][] = [
    ["frequency", { daily: { impressions: 30_000 }, exact: { reach: 12_000 } }, 2.5],
    ["grp", { daily: { impressions: 30_000 } }, 100, 30_000],
    ["follower-growth", { daily: { followers: 5_250 }, before: { followers: 5_000 } }, 5],
    ["share-of-voice", { daily: { "brand-mentions": 50, "competitor-mentions": 150 } }, 25],
    ["population-coverage", { exact: { reach: 8_400 } }, 35, 24_000],
    ["reach-rate", { daily: { followers: 5_000 }, exact: { reach: 12_000 } }, 240],
    ["view-rate", { daily: { "video-views": 1_500, impressions: 10_000 } }, 15],
    ["brand-search-lift", { daily: { "brand-searches": 660 }, previous: { "brand-searches": 600 } }, 10],
    [
      "engagement-rate",
      { postCount: 1, rates: { reach: { meanRate: 480 / 12_000, interactions: 480, denominatorSum: 12_000 } } },
      4,
    ],
    ["engagement-rate-followers", { daily: { engagements: 480, followers: 5_000 }, postCount: 1 }, 9.6],
    ["engagement-rate-impressions", { daily: { reactions: 380, comments: 60, shares: 40, impressions: 30_000 } }, 1.6],
    ["engagement-rate-daily", { daily: { engagements: 350, followers: 5_000 } }, 1],
    ["engagement-rate-views", { daily: { engagements: 300, views: 12_000 } }, 2.5],
    ["engagement-rate-factored", { daily: { reactions: 380, comments: 60, shares: 40, impressions: 10_000 } }, 6.2],
    [
      "engagement-rate-with-clicks",
      { daily: { reactions: 380, comments: 60, shares: 40, clicks: 120, impressions: 30_000 } },
      2,
    ],
    ["conversation-rate", { daily: { comments: 60 }, postCount: 20 }, 3],
    ["amplification-rate", { posts: { shares: 40 }, postCount: 20 }, 2],
    ["applause-rate", { posts: { likes: 380 }, postCount: 20 }, 19],
    ["first-response-time", { daily: { "first-response-seconds": 5_400 } }, 5_400],
    ["response-rate", { daily: { "messages-answered": 45, "messages-to-answer": 50 } }, 90],
    ["answered-in-time", { daily: { "messages-answered-in-time": 42, "messages-to-answer": 50 } }, 84],
    ["net-sentiment", { daily: { "comments-positive": 60, "comments-negative": 20 }, comments: 200 }, 20],
    ["negative-share", { daily: { "comments-negative": 20 }, comments: 200 }, 10],
    ["moderation-rate", { daily: { "comments-moderated": 6 }, comments: 200 }, 3],
    ["mobilisation", { daily: { "actions-taken": 84 }, exact: { reach: 12_000 } }, 7],
    ["ctr", { daily: { "link-clicks": 540, impressions: 30_000 } }, 1.8],
    ["cpc", { daily: { spend: 270_00, "link-clicks": 540 } }, 50],
    ["cpm", { daily: { spend: 270_00, impressions: 30_000 } }, 900],
    ["cpe", { daily: { spend: 270_00, engagements: 480 } }, 56.25],
    ["conversion-rate", { daily: { conversions: 27, "link-clicks": 540 } }, 5],
    ["cpa", { daily: { spend: 270_00, conversions: 27 } }, 1_000],
    ["roas", { daily: { revenue: 1_350_00, spend: 270_00 } }, 5],
    ["roi", { daily: { revenue: 1_350_00, spend: 270_00, "gross-margin-percent": 40 } }, 100],
    ["break-even-roas", { daily: { "gross-margin-percent": 40 } }, 2.5],
    ["average-order", { daily: { revenue: 1_350_00, orders: 27 } }, 50_00],
    ["footfall-share", { daily: { "visitors-from-social": 30, "visitors-counted": 120 } }, 25],
    ["cost-per-follower", { daily: { spend: 250_00, followers: 5_250 }, before: { followers: 5_000 } }, 100],
    ["video-completion", { daily: { "video-completions": 180, "video-starts": 1_000 } }, 18],
    ["view-through", { daily: { "video-completions": 180, impressions: 10_000 } }, 1.8],
    ["watch-share", { daily: { "watch-seconds": 4_500, "watchable-seconds": 18_000 } }, 25],
    ["hook-rate", { daily: { "video-views-3s": 2_500, impressions: 10_000 } }, 25],
    ["cost-per-completion", { daily: { spend: 90_00, "video-completions": 180 } }, 50],
  ];
  it.each(examples)("%s", (id, given, expected, population) => {
    expect(value(id, given, population ?? null)).toBeCloseTo(expected, 10);
  });
});

describe("what is unknown", () => {
  it("stays unknown when the denominator is not given, and says so", () => {
    expect(figure("ctr", [{ network: "x", daily: { "link-clicks": 540 } }])).toMatchObject({
      value: null,
      reason: "metric-missing",
    });
    expect(figure("ctr", [{}])).toMatchObject({ value: null, reason: "no-data" });
    expect(figure("ctr", [])).toMatchObject({ value: null, reason: "no-data" });
  });
  it("is not a division by zero", () => {
    expect(figure("ctr", [{ daily: { "link-clicks": 0, impressions: 0 } }])).toMatchObject({
      value: null,
      reason: "denominator-zero",
    });
    expect(figure("follower-growth", [{ daily: { followers: 5 }, before: { followers: 0 } }]).reason).toBe(
      "denominator-zero",
    );
  });
  it("is not a missing column taken for zero: LinkedIn gives no saves", () => {
    expect(figure("saves-rate", [{ network: "linkedin", daily: { impressions: 1_000 } }])).toMatchObject({
      value: null,
    });
    expect(value("saves-rate", { daily: { saves: 0, impressions: 1_000 } })).toBe(0);
  });
  it("names the network that retired the metric, unless a file still gives it", () => {
    const views = { network: "facebook", daily: { views: 900, "link-clicks": 9 } } as const;
    expect(figure("ctr", [views]).reason).toBe("retired-by-network");
    expect(value("impressions", views)).toBe(900);
    expect(value("ctr", { network: "facebook", daily: { impressions: 900, "link-clicks": 9 } })).toBe(1);
    expect(figure("ctr", [{ network: "x", daily: { "link-clicks": 9 } }]).reason).toBe("metric-missing");
  });
  it("asks for the population when it is missing", () => {
    expect(figure("population-coverage", [{ exact: { reach: 8_400 } }]).reason).toBe("population-missing");
  });
});

describe("what does not add up", () => {
  it("refuses the reach of two accounts, and a reach that is not of exactly the period", () => {
    expect(figure("reach", [{ exact: { reach: 100 } }]).value).toBe(100);
    expect(figure("reach", [{ exact: { reach: 100 } }, { exact: { reach: 80 } }])).toMatchObject({
      value: null,
      reason: "not-additive",
    });
    expect(figure("reach", [{ daily: { reach: 700 } }]).reason).toBe("not-additive");
    expect(figure("reach", [{ exact: { reach: 100 } }, { daily: { impressions: 5 } }]).value).toBe(100);
    expect(
      figure("frequency", [
        { daily: { impressions: 10 }, exact: { reach: 5 } },
        { daily: { impressions: 10 }, exact: { reach: 5 } },
      ]).reason,
    ).toBe("not-additive");
    expect(figure("population-coverage", [{ exact: { reach: 5 } }, { daily: { reach: 700 } }], 100).reason).toBe(
      "not-additive",
    );
  });
  it("offers the mean of the days and the best post instead", () => {
    expect(value("reach-daily-mean", { daily: { reach: 700 } })).toBe(100);
    expect(figure("reach-best-post", [{ posts: { reach: 90 } }, { posts: { reach: 120 } }]).value).toBe(120);
  });
  it("refuses to add followers of two networks, but weighs a rate by them", () => {
    const two = [
      { daily: { followers: 110 }, before: { followers: 100 } },
      { daily: { followers: 1_000 }, before: { followers: 1_000 } },
    ];
    expect(figure("followers", two).reason).toBe("not-additive");
    expect(figure("follower-growth", two).value).toBeCloseTo((10 / 1_100) * 100, 10);
  });
  it("refuses two currencies in one sum", () => {
    const two = [
      { daily: { spend: 100, "link-clicks": 2 } },
      { currency: "CHF", daily: { spend: 100, "link-clicks": 2 } },
    ];
    expect(figure("spend", two).reason).toBe("mixed-currencies");
    expect(figure("cpc", two).reason).toBe("mixed-currencies");
    expect(figure("link-clicks", two).value).toBe(4);
  });
});

describe("the fold over accounts", () => {
  it("takes the ratio of the sums where both terms are known", () => {
    const found = figure("ctr", [
      { daily: { "link-clicks": 10, impressions: 1_000 } },
      { daily: { "link-clicks": 30, impressions: 1_000 } },
      { daily: { impressions: 90_000 } },
    ]);
    expect(found).toMatchObject({ value: 2, numerator: 40, denominator: 2_000 });
    expect(found.interval?.lower).toBeGreaterThan(1.4);
    expect(found.interval?.upper).toBeLessThan(2.8);
  });
  it("counts a population once, however many accounts", () => {
    expect(figure("grp", [{ daily: { impressions: 100 } }, { daily: { views: 100 } }], 1_000).value).toBe(20);
  });
  it("relates money of one account to outcomes counted in another", () => {
    const ads = { network: "google-ads", daily: { spend: 90_00 } } as const;
    const till = { network: "premises", daily: { applications: 30 } } as const;
    expect(figure("cost-per-application", [ads, till]).value).toBe(300);
    expect(figure("cost-per-application", [ads]).reason).toBe("metric-missing");
  });
  it("does not relate interactions of one account to impressions of another", () => {
    const found = figure("engagement-rate-impressions", [
      { network: "x", daily: { engagements: 10 } },
      { network: "x", daily: { impressions: 100 } },
    ]);
    expect(found).toMatchObject({ value: null, reason: "metric-missing" });
  });
  it("reads an account’s posts when its days do not answer", () => {
    const found = figure("interactions", [
      { daily: { reactions: 5, comments: 2 } },
      { posts: { likes: 7, comments: 1 }, postCount: 3 },
    ]);
    expect(found).toMatchObject({ value: 15, basis: "daily" });
    expect(figure("interactions", [{ posts: { likes: 7 }, postCount: 3 }]).basis).toBe("posts");
  });
  it("says how many days it rests on, and which accounts lack some of them", () => {
    const three = { days: 3, daily: { impressions: 5 } };
    const alone = figure("impressions", [three]);
    // What nobody knows is lacking to no account in particular.
    expect(alone).toMatchObject({ daysKnown: 3, daysInPeriod: 7, gaps: [] });
    const both = facts([three, { daily: { impressions: 5 } }]);
    expect(figureOf(entries.impressions, both)).toMatchObject({
      daysKnown: 7,
      daysInPeriod: 7,
      gaps: [{ accountId: both.accounts[0]?.accountId, lacking: [{ from: "2026-11-12", to: "2026-11-15" }] }],
    });
    // Posts cover the days that have begun; they neither fill the holes of another account’s days nor make any.
    const posts = figure("interactions", [
      { days: 3, daily: { engagements: 5 } },
      { posts: { likes: 7 }, postCount: 3 },
    ]);
    expect(posts).toMatchObject({ value: 12, daysKnown: 3, gaps: [] });
  });
  it("knows a ratio on the days when both terms are there", () => {
    const given = anAccount({ daily: { "link-clicks": 3, impressions: 100 } });
    const lacking = (metric: MetricId, from: string, to: string): [MetricId, DailyFigure] => [
      metric,
      { ...(given.facts.daily.get(metric) as DailyFigure), days: 5, lacking: [{ from, to }] },
    ];
    const daily = new Map([
      lacking("link-clicks", "2026-11-09", "2026-11-10"),
      lacking("impressions", "2026-11-14", "2026-11-15"),
    ]);
    const found = figureOf(entries.ctr, { ...facts([]), accounts: [{ ...given.facts, daily }] });
    expect(found).toMatchObject({ value: 3, daysKnown: 3 });
  });
  it("names the account that lacks days when money and outcome lie apart", () => {
    const across = facts([
      { network: "google-ads", daily: { spend: 90_00 } },
      { network: "premises", days: 5, daily: { applications: 20 } },
      { network: "premises", days: 2, daily: { applications: 10 } },
    ]);
    expect(figureOf(entries["cost-per-application"], across)).toMatchObject({
      value: 300,
      daysKnown: 5,
      gaps: [{ accountId: across.accounts[2]?.accountId, lacking: [{ from: "2026-11-11", to: "2026-11-13" }] }],
    });
  });
  it("gives a mean of rates the interval of its posts", () => {
    const rates = { reach: { meanRate: 0.04, posts: 5, deviation: 0.01, interactions: 20, denominatorSum: 500 } };
    const found = figure("engagement-rate", [{ rates }, { rates }]);
    expect(found.value).toBeCloseTo(4, 10);
    // Ten rates of deviation 0.01 × √(8/9): Student’s 97.5 % quantile for 9 degrees is 2.262.
    const reach = (2.262157 * 0.01 * Math.sqrt(8 / 9) * 100) / Math.sqrt(10);
    expect(found.interval?.upper).toBeCloseTo(4 + reach, 5);
  });
});

describe("whatever the accounts", () => {
  const count = fc.integer({ min: 0, max: 1_000_000 });
  const anAccountOfAds = fc.record({
    network: fc.constantFrom<NetworkId>("facebook", "x", "linkedin"),
    daily: fc.record(
      {
        impressions: fc.integer({ min: 1, max: 1_000_000 }),
        "link-clicks": fc.integer({ min: 1, max: 10_000 }),
        spend: count,
        engagements: count,
        conversions: count,
        revenue: count,
      },
      { requiredKeys: [] },
    ),
    posts: fc.record({ comments: count, shares: count, views: count }, { requiredKeys: [] }),
    postCount: fc.integer({ min: 1, max: 30 }),
  }) as fc.Arbitrary<Given>;
  const accounts = fc.array(anAccountOfAds, { maxLength: 6 });
  const ratios: IndicatorId[] = [
    "ctr",
    "cpc",
    "cpm",
    "conversion-rate",
    "engagement-rate-impressions",
    "conversation-rate",
  ];

  it("one more of them makes no figure look less known", () => {
    const partial = fc
      .tuple(anAccountOfAds, fc.integer({ min: 1, max: 6 }))
      .map(([account, days]): Given => ({ ...account, days }));
    fc.assert(
      fc.property(fc.array(partial, { minLength: 1, maxLength: 4 }), partial, (given, another) => {
        const few = figure("impressions", given);
        const more = figure("impressions", [...given, another]);
        fc.pre(few.value !== null && few.basis === "daily");
        expect(more.daysKnown).toBeGreaterThanOrEqual(few.daysKnown);
      }),
    );
  });
  it("permuting them changes nothing", () => {
    fc.assert(
      fc.property(accounts, fc.constantFrom(...indicatorIds), (given, id) => {
        const there = figure(id, given, 24_000);
        const back = figure(id, [...given].reverse(), 24_000);
        expect(back.value === null).toBe(there.value === null);
        expect(back.reason).toBe(there.reason);
        if (there.value !== null) expect(back.value).toBeCloseTo(there.value, 6);
      }),
      { numRuns: 300 },
    );
  });
  it("one more whose denominator is unknown changes no known ratio", () => {
    fc.assert(
      fc.property(accounts, fc.constantFrom(...ratios), (given, id) => {
        const before = figure(id, given);
        fc.pre(before.value !== null);
        const after = figure(id, [...given, { daily: { comments: 4, clicks: 9 } }]);
        expect(after.value).toBe(before.value);
        expect(after.interval).toEqual(before.interval);
      }),
      { numRuns: 300 },
    );
  });
  it("a ratio lies between the accounts’ own", () => {
    fc.assert(
      fc.property(accounts, fc.constantFrom(...ratios), (given, id) => {
        const own = given.flatMap((each) => figure(id, [each]).value ?? []);
        const together = figure(id, given).value;
        fc.pre(own.length > 0 && together !== null);
        expect(together as number).toBeGreaterThanOrEqual(Math.min(...own) - 1e-9 * Math.abs(Math.min(...own)));
        expect(together as number).toBeLessThanOrEqual(Math.max(...own) + 1e-9 * Math.abs(Math.max(...own)));
      }),
      { numRuns: 300 },
    );
  });
  it("a value and a reason exclude each other", () => {
    fc.assert(
      fc.property(accounts, fc.constantFrom(...indicatorIds), (given, id) => {
        const found = figure(id, given, null);
        expect((found.value === null) === (found.reason !== null)).toBe(true);
        if (found.value !== null) expect(Number.isFinite(found.value)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

it("every indicator says, in both languages, how it is made of its accounts", () => {
  for (const id of indicatorIds) {
    const { fr, en } = definitionOf(entries[id]);
    expect(fr.length).toBeGreaterThan(20);
    expect(en.length).toBeGreaterThan(20);
    expect(fr).not.toBe(en);
  }
});
