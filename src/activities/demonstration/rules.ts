import type { Random } from "../../engine/random.ts";
import type { MetricId, PostFormat } from "../../kernel/metric.ts";
import { addDays, type Day, type DayRange, daysBetween, lengthInDays, mondayOf, weekday } from "../../kernel/period.ts";
import type { DemonstrationAccount, Episode, Rhythm } from "./plans/catalogue.ts";

/**
 * What every believable series is made of: a level that grows, a season, a weekly rhythm, events, and noise drawn from
 * a seed. The same day of asking gives the same two years, to the last digit.
 */

/** A line of a demonstration, in the shape that a connector yields. */
export type DemonstrationLine =
  | {
      readonly kind: "daily";
      readonly table: string;
      readonly line: number;
      readonly account: DemonstrationAccount;
      readonly day: Day;
      readonly dimension: string;
      readonly values: Partial<Record<MetricId, number>>;
    }
  | {
      readonly kind: "range";
      readonly table: string;
      readonly line: number;
      readonly account: DemonstrationAccount;
      readonly from: Day;
      readonly to: Day;
      readonly dimension: string;
      readonly values: Partial<Record<MetricId, number>>;
    }
  | {
      readonly kind: "post";
      readonly table: string;
      readonly line: number;
      readonly account: DemonstrationAccount;
      readonly externalId: string;
      readonly publishedAt: string;
      readonly format: PostFormat;
      readonly text: string;
      readonly values: Partial<Record<MetricId, number>>;
    }
  | {
      readonly kind: "comment";
      readonly table: string;
      readonly line: number;
      readonly account: DemonstrationAccount;
      readonly externalId: string;
      readonly postExternalId: string;
      readonly author: string;
      readonly text: string;
      readonly publishedAt: string;
    };

const yearsTold = 2;

/** Two years that end on the day before `today`, from a Monday on, so that every week told is whole but the last. */
export function spanBefore(today: Day): DayRange {
  const to = addDays(today, -1);
  return { from: mondayOf(addDays(to, -365 * yearsTold)), to };
}

/** Monday of the last week that is over on the last day of the data. */
export function lastWholeWeek(to: Day): Day {
  const monday = mondayOf(to);
  return weekday(to) === 7 ? monday : addDays(monday, -7);
}

/** The product of the episodes that hold on a day. */
export function episodeFactor(episodes: readonly Episode[], day: Day, to: Day): number {
  const weeksAgo = Math.floor(daysBetween(mondayOf(day), lastWholeWeek(to)) / 7);
  return episodes.reduce(
    (product, { fromWeeksAgo, weeks, factor }) =>
      weeksAgo <= fromWeeksAgo && weeksAgo > fromWeeksAgo - weeks ? product * factor : product,
    1,
  );
}

/** The season of a day, sliding from the middle of one month to the middle of the next. */
export function seasonFactor(months: readonly number[], day: Day): number {
  const month = Number(day.slice(5, 7)) - 1;
  const place = (Number(day.slice(8)) - 15) / 30;
  const here = months[month] ?? 1;
  const towards = months[(month + (place < 0 ? 11 : 1)) % 12] ?? 1;
  return here + (towards - here) * Math.abs(place);
}

/**
 * What a level of `base` comes to on a day, without noise.
 *
 * @param growth share gained in a year, reached at the end of the span
 */
export function expectedOn(
  plan: { base: number; growth: number; rhythm: Rhythm; episodes: readonly Episode[] },
  day: Day,
  span: DayRange,
): number {
  const years = daysBetween(day, span.to) / 365;
  return (
    plan.base *
    (1 + plan.growth) ** -years *
    seasonFactor(plan.rhythm.months, day) *
    (plan.rhythm.weekdays[weekday(day) - 1] ?? 1) *
    episodeFactor(plan.episodes, day, span.to)
  );
}

/** How far a day lies in the span, from 0 to 1. */
export function progressOf(day: Day, span: DayRange): number {
  return daysBetween(span.from, day) / Math.max(1, lengthInDays(span) - 1);
}

/** A factor around 1: the noise of a share `spread`. */
export function noise(random: Random, spread: number): number {
  return Math.exp(spread * random.normal() - (spread * spread) / 2);
}

/** A count of mean `mean`: Knuth's product up to 30, the normal approximation above. */
export function countAround(random: Random, mean: number): number {
  if (!(mean > 0)) return 0;
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal()));
  const limit = Math.exp(-mean);
  let product = random.uniform();
  let count = 0;
  while (product > limit) {
    count += 1;
    product *= random.uniform();
  }
  return count;
}

/** One of the choices, each as likely as its weight. */
export function pick<Choice>(random: Random, choices: readonly (readonly [Choice, number])[]): Choice {
  const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
  let left = random.uniform() * total;
  for (const [choice, weight] of choices) {
    left -= weight;
    if (left < 0) return choice;
  }
  return (choices.at(-1) as readonly [Choice, number])[0];
}

/** One of the texts. */
export function pickText(random: Random, texts: readonly string[]): string {
  return texts[random.integer(texts.length)] as string;
}

/** Writes a text with choices: « Nos {pulls|marinières} arrivent ». */
export function written(random: Random, pattern: string): string {
  return pattern.replace(/\{([^{}]*)\}/g, (_, choices: string) => pickText(random, choices.split("|")));
}
