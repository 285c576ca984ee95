import type { Random } from "../../../engine/random.ts";
import type { MetricId, PostFormat } from "../../../kernel/metric.ts";
import {
  addDays,
  type Day,
  type DayRange,
  daysBetween,
  daysOf,
  monthOf,
  rangeOf,
  weekday,
} from "../../../kernel/period.ts";
import type { PagePlan, PageWords } from "../plans/catalogue.ts";
import {
  countAround,
  type DemonstrationLine,
  expectedOn,
  noise,
  pick,
  pickText,
  progressOf,
  written,
} from "../rules.ts";

type Tone = keyof PageWords["comments"];

interface Published {
  readonly externalId: string;
  readonly day: Day;
  readonly publishedAt: string;
  readonly format: PostFormat;
  readonly text: string;
  readonly reach: number;
  readonly reactions: number;
  readonly shares: number;
  readonly saves: number;
  readonly linkClicks: number;
  readonly remarks: readonly { readonly day: Day; readonly at: string; readonly tone: Tone }[];
}

const formatEffects: Partial<Record<PostFormat, { reach: number; rate: number }>> = {
  reel: { reach: 1.45, rate: 1.15 },
  video: { reach: 1.15, rate: 1.1 },
  carousel: { reach: 1.05, rate: 1.25 },
  image: { reach: 1, rate: 1 },
  link: { reach: 0.7, rate: 0.6 },
  text: { reach: 0.85, rate: 0.9 },
};
const hours: readonly (readonly [string, number])[] = [
  ["08:10", 1],
  ["09:30", 1],
  ["12:15", 3],
  ["14:40", 1],
  ["17:45", 3],
  ["18:30", 4],
  ["20:05", 2],
];
const hourEffects: Readonly<Record<string, number>> = { "08:10": 0.9, "14:40": 0.85, "18:30": 1.12, "20:05": 1.06 };
/** When an interaction comes: the day of the post, the next one, the one after. */
const spreadOverDays = [0.62, 0.26, 0.12];
/** People reached on several days of a week, or of a month, count once: what is left of the sum of the days. */
const distinct = { week: 0.56, month: 0.24 };

/** Two years of a page: posts with their comments, one line a day, and the network's own figures by week and by month. */
export function tellPage(plan: PagePlan, words: PageWords, span: DayRange, random: Random): DemonstrationLine[] {
  const told = { from: span.from, to: addDays(span.to, -(plan.lateByDays ?? 0)) };
  const level = { ...plan, base: plan.dailyReach };
  const posts = publish(plan, words, span, told, random.split());
  const reachOf = new Map<Day, number>();
  const days = random.split();
  for (const day of daysOf(told)) reachOf.set(day, Math.round(expectedOn(level, day, span) * noise(days, 0.1)));
  return [
    ...tellPosts(plan, words, posts, random.split()),
    ...tellDays(plan, posts, reachOf, told, random.split()),
    ...tellDistinctReach(plan, reachOf, told, random.split()),
  ];
}

function publish(plan: PagePlan, words: PageWords, span: DayRange, told: DayRange, random: Random): Published[] {
  const posts: Published[] = [];
  const captions = [...words.captions];
  let caption = captions.length;
  for (let monday = told.from; monday <= told.to; monday = addDays(monday, 7)) {
    const count = Math.max(1, plan.postsPerWeek + random.integer(3) - 1);
    const days = [0, 1, 2, 3, 4, 5, 6]
      .map((offset) => ({
        offset,
        rank: random.uniform() / (plan.rhythm.weekdays[offset] ?? 1) + (offset > 4 ? 0.5 : 0),
      }))
      .sort((a, b) => a.rank - b.rank)
      .slice(0, count)
      .sort((a, b) => a.offset - b.offset);
    for (const { offset } of days) {
      const day = addDays(monday, offset);
      if (day > told.to) continue;
      if (caption >= captions.length) {
        shuffle(captions, random);
        caption = 0;
      }
      const text = written(random, captions[caption++] as string);
      posts.push(publishOne(plan, text, day, posts.length + 1, span, told.to, random));
    }
  }
  return posts;
}

function publishOne(
  plan: PagePlan,
  text: string,
  day: Day,
  number: number,
  span: DayRange,
  to: Day,
  random: Random,
): Published {
  const format = pick(random, plan.formats);
  const hour = pick(
    random,
    hours.map((each) => [each[0], each[1]] as const),
  );
  const effect = formatEffects[format] ?? { reach: 1, rate: 1 };
  // What has been out for a day or two has not been seen by everyone yet.
  const age = Math.min(1, 0.62 + 0.2 * daysBetween(day, to));
  const level = expectedOn({ ...plan, base: plan.dailyReach * 0.8 }, day, span);
  const reach = Math.round(level * effect.reach * (hourEffects[hour] ?? 1) * noise(random, 0.3) * age);
  const interactions = reach * plan.rate * effect.rate * noise(random, 0.28);
  const share = (part: number) => countAround(random, interactions * part);
  const { comments, shares, saves } = plan.shares;
  const remarks = Array.from({ length: share(comments) }, () => {
    const after = pick(random, [
      [0, 6],
      [1, 3],
      [2, 1],
    ] as const);
    const tone = pick<Tone>(random, [
      ["positive", 5],
      ["neutral", 4],
      ["negative", 1.6],
    ]);
    const onDay = addDays(day, after);
    const minute = after === 0 ? Math.min(1430, minutesOf(hour) + 5 + random.integer(180)) : 420 + random.integer(960);
    return { day: onDay, at: `${onDay}T${clock(minute)}`, tone };
  }).filter((remark) => remark.day <= to);
  return {
    externalId: `${plan.account.externalId}-${number}`,
    day,
    publishedAt: `${day}T${hour}`,
    format,
    text,
    reach,
    reactions: share(1 - comments - shares - (saves ?? 0)),
    shares: share(shares),
    saves: saves === null ? 0 : share(saves),
    linkClicks: countAround(random, reach * (format === "link" ? 0.03 : 0.006)),
    remarks,
  };
}

function tellPosts(plan: PagePlan, words: PageWords, posts: readonly Published[], random: Random): DemonstrationLine[] {
  const lines: DemonstrationLine[] = [];
  let line = 1;
  for (const post of posts) {
    const { reach, reactions, shares, saves } = post;
    const comments = post.remarks.length;
    line += 1;
    lines.push({
      kind: "post",
      table: "posts",
      line,
      account: plan.account,
      externalId: post.externalId,
      publishedAt: post.publishedAt,
      format: post.format,
      text: post.text,
      values: {
        reach,
        [displayedAs(plan, post.day)]: Math.round(reach * (1.25 + 0.3 * random.uniform())),
        engagements: reactions + comments + shares + saves,
        reactions,
        comments,
        shares,
        ...(plan.shares.saves === null ? {} : { saves }),
        "link-clicks": post.linkClicks,
      },
    });
  }
  let number = 0;
  for (const post of posts) {
    for (const remark of post.remarks) {
      number += 1;
      lines.push({
        kind: "comment",
        table: "comments",
        line: number + 1,
        account: plan.account,
        externalId: `${plan.account.externalId}-c${number}`,
        postExternalId: post.externalId,
        author: pickText(random, words.authors),
        text: written(random, pickText(random, words.comments[remark.tone])),
        publishedAt: remark.at,
      });
    }
  }
  return lines;
}

function tellDays(
  plan: PagePlan,
  posts: readonly Published[],
  reachOf: ReadonlyMap<Day, number>,
  told: DayRange,
  random: Random,
): DemonstrationLine[] {
  const received = new Map<Day, Record<"reactions" | "shares" | "saves" | "linkClicks" | "posts", number>>();
  const remarks = new Map<Day, Record<Tone, number>>();
  const nothing = { reactions: 0, shares: 0, saves: 0, linkClicks: 0, posts: 0 };
  for (const post of posts) {
    spreadOverDays.forEach((part, after) => {
      const day = addDays(post.day, after);
      const sum = received.get(day) ?? { ...nothing };
      for (const key of ["reactions", "shares", "saves", "linkClicks"] as const) {
        sum[key] += Math.round(post[key] * part);
      }
      if (after === 0) sum.posts += 1;
      received.set(day, sum);
    });
    for (const { day, tone } of post.remarks) {
      const sum = remarks.get(day) ?? { positive: 0, neutral: 0, negative: 0 };
      sum[tone] += 1;
      remarks.set(day, sum);
    }
  }
  const gainedAtFullSpeed = plan.followersGainedPerDay;
  let followers = Math.round(plan.followers - gainedAtFullSpeed * 0.62 * daysOf(told).length);
  return daysOf(told).map((day, index) => {
    const reach = reachOf.get(day) ?? 0;
    const { reactions, shares, saves, linkClicks } = received.get(day) ?? nothing;
    const said = remarks.get(day) ?? { positive: 0, neutral: 0, negative: 0 };
    const comments = said.positive + said.neutral + said.negative;
    const gained = countAround(random, gainedAtFullSpeed * (0.85 + 0.3 * progressOf(day, told)));
    const lost = countAround(random, gainedAtFullSpeed * 0.38);
    followers += gained - lost;
    return {
      kind: "daily",
      table: "days",
      line: index + 2,
      account: plan.account,
      day,
      dimension: "",
      values: {
        reach,
        [displayedAs(plan, day)]: Math.round(reach * (1.5 + 0.25 * random.uniform())),
        engagements: reactions + comments + shares + saves,
        reactions,
        comments,
        shares,
        ...(plan.shares.saves === null ? {} : { saves }),
        "link-clicks": linkClicks + countAround(random, reach * 0.002),
        "profile-visits": countAround(random, reach * 0.03),
        followers,
        "followers-gained": gained,
        "followers-lost": lost,
        "comments-positive": said.positive,
        "comments-negative": said.negative,
        ...tellMessages(plan, day, random),
      },
    };
  });
}

function tellMessages(plan: PagePlan, day: Day, random: Random): Partial<Record<MetricId, number>> {
  if (!plan.messages) return {};
  const { perDay, answered, inTime } = plan.messages;
  const due = countAround(random, perDay * (weekday(day) > 5 ? 0.45 : 1.2));
  const draw = (count: number, share: number) =>
    Array.from({ length: count }, () => random.uniform()).filter((each) => each < share).length;
  const replied = draw(due, answered);
  return {
    "messages-received": due + countAround(random, perDay * 0.3),
    "messages-to-answer": due,
    "messages-answered": replied,
    "messages-answered-in-time": Math.min(replied, draw(due, inTime)),
  };
}

/** The figures that no one may add up: the network gives them for whole weeks and whole months. */
function tellDistinctReach(
  plan: PagePlan,
  reachOf: ReadonlyMap<Day, number>,
  told: DayRange,
  random: Random,
): DemonstrationLine[] {
  const lines: DemonstrationLine[] = [];
  const tell = (range: DayRange, kept: number, spread: number) => {
    const sum = daysOf(range).reduce((total, day) => total + (reachOf.get(day) ?? 0), 0);
    lines.push({
      kind: "range",
      table: "reach",
      line: lines.length + 2,
      account: plan.account,
      from: range.from,
      to: range.to,
      dimension: "",
      values: { reach: Math.round(sum * kept * noise(random, spread)) },
    });
  };
  for (let monday = told.from; addDays(monday, 6) <= told.to; monday = addDays(monday, 7)) {
    tell({ from: monday, to: addDays(monday, 6) }, distinct.week, 0.02);
  }
  for (let day = told.from; day <= told.to; day = addDays(rangeOf(monthOf(day)).to, 1)) {
    const month = rangeOf(monthOf(day));
    if (month.from >= told.from && month.to <= told.to) tell(month, distinct.month, 0.015);
  }
  return lines;
}

function displayedAs(plan: PagePlan, day: Day): MetricId {
  const { metric, changesTo } = plan.displays;
  return changesTo && day >= changesTo.on ? changesTo.metric : metric;
}

function shuffle(texts: string[], random: Random): void {
  for (let last = texts.length - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    [texts[last], texts[other]] = [texts[other] as string, texts[last] as string];
  }
}

const minutesOf = (hour: string) => Number(hour.slice(0, 2)) * 60 + Number(hour.slice(3));
const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
