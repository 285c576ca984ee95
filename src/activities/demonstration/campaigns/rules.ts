import type { Random } from "../../../engine/random.ts";
import type { MetricId } from "../../../kernel/metric.ts";
import { addDays, type Day, type DayRange, daysOf, weekday } from "../../../kernel/period.ts";
import type { CampaignPlan, CountPlan } from "../plans/catalogue.ts";
import { countAround, type DemonstrationLine, expectedOn, lastWholeWeek, noise } from "../rules.ts";

/** Days of a campaign: spend, impressions, clicks, and the sales that the network claims. */
export function tellCampaign(plan: CampaignPlan, span: DayRange, random: Random): DemonstrationLine[] {
  const from = addDays(lastWholeWeek(span.to), -7 * plan.fromWeeksAgo);
  const days = daysOf({ from, to: addDays(from, plan.weeks * 7 - 1) });
  return days
    .filter((day) => day >= span.from && day <= span.to)
    .map((day, index) => {
      const spend = Math.round(plan.centsPerDay * (weekday(day) > 5 ? 1.15 : 0.94) * noise(random, 0.08));
      const impressions = Math.round((spend / plan.centsPerThousand) * 1000 * noise(random, 0.09));
      const clicks = countAround(random, impressions * plan.clickRate);
      const conversions = plan.sale ? countAround(random, clicks * plan.sale.rate) : 0;
      return {
        kind: "daily",
        table: plan.name,
        line: index + 2,
        account: plan.account,
        day,
        dimension: `campaign:${plan.name}`,
        values: {
          spend,
          impressions,
          clicks: Math.round(clicks * 1.3),
          "link-clicks": clicks,
          ...(plan.sale
            ? {
                conversions,
                orders: conversions,
                revenue: Math.round(conversions * plan.sale.cents * noise(random, 0.12)),
              }
            : {}),
        },
      };
    });
}

/** What was counted on each open day. */
export function tellCounts(plan: CountPlan, span: DayRange, random: Random): DemonstrationLine[] {
  return daysOf(span)
    .filter((day) => !plan.closed.includes(weekday(day)))
    .map((day, index) => ({
      kind: "daily",
      table: plan.account.name,
      line: index + 2,
      account: plan.account,
      day,
      dimension: "",
      values: countsOf(plan, day, span, random),
    }));
}

function countsOf(plan: CountPlan, day: Day, span: DayRange, random: Random): Partial<Record<MetricId, number>> {
  const values: Partial<Record<MetricId, number>> = {};
  let counted = 0;
  for (const { metric, perDay, growth = 0, partOfPrevious, centsEach, steady } of plan.metrics) {
    const { rhythm, episodes } = plan;
    const mean =
      partOfPrevious === undefined
        ? expectedOn({ base: perDay, growth, rhythm, episodes }, day, span)
        : counted * partOfPrevious;
    if (steady) {
      values[metric] = Math.round(perDay * 10) / 10;
    } else {
      const count =
        partOfPrevious === undefined ? countAround(random, mean) : Math.min(counted, countAround(random, mean));
      if (partOfPrevious === undefined) counted = count;
      values[metric] = centsEach ? Math.round((count * centsEach * noise(random, 0.15)) / 100) * 100 : count;
    }
  }
  return values;
}
