import { call } from "@orpc/server";
import type { NetworkId } from "../../../kernel/metric.ts";
import type { DayRange } from "../../../kernel/period.ts";
import { implementContract, type OperationContext } from "../../../platform/operation.ts";
import type { Account } from "../../organisation/contract.ts";
import { organisationOperations } from "../../organisation/operations.ts";
import { type DailyFigure, measurements, problem } from "../contract.ts";
import { bucketsOf, foldRanges, lackingOf } from "./rules.ts";
import {
  countComments,
  foldDailyValues,
  foldPostRates,
  foldPosts,
  listComments,
  listPosts,
  listRanges,
  listValuesBefore,
} from "./store.ts";

const os = implementContract(measurements);

async function accountsOf(context: OperationContext): Promise<Map<number, Account>> {
  const accounts = await call(organisationOperations.listAccounts, undefined, { context });
  return new Map(accounts.map((account) => [account.id, account]));
}

const networkOf = (accounts: Map<number, Account>, id: number): NetworkId => accounts.get(id)?.network ?? "other";

/** Gives each row the days of its bucket. */
function placed<Row extends { place: number }>(rows: readonly Row[], buckets: readonly DayRange[]) {
  return rows.map(({ place, ...row }) => {
    const { from, to } = buckets[place] as DayRange;
    return { ...row, bucket: from, bucketEnd: to };
  });
}

/** The read side of the measurements: to be spread into the slice’s router. */
export const figureOperations = {
  dailyFigures: os.dailyFigures.handler(async ({ context, input }) => {
    const buckets = bucketsOf(input.grain, input.ranges);
    const asked = { buckets, metrics: input.metrics, accountIds: input.accountIds };
    const days = await foldDailyValues(context.scope, asked);
    const before = new Map(
      (await listValuesBefore(context.scope, asked)).map((row) => [
        `${row.accountId} ${row.metric} ${row.place}`,
        row.value,
      ]),
    );
    const daily = days.map((row): DailyFigure => {
      const { place, marks, ...figure } = row;
      const bucket = buckets[place] as DayRange;
      const { from, to } = bucket;
      return {
        ...figure,
        basis: "daily",
        bucket: from,
        bucketEnd: to,
        before: before.get(`${row.accountId} ${row.metric} ${place}`) ?? null,
        days: row.values,
        lacking: lackingOf(marks, bucket),
        exact: from === to,
      };
    });
    const ranges = foldRanges(await listRanges(context.scope, asked), buckets);
    return [...daily, ...ranges.map((figure): DailyFigure => ({ ...figure, before: null }))];
  }),

  postFigures: os.postFigures.handler(async ({ context, input }) => {
    const buckets = bucketsOf(input.grain, input.ranges);
    const accountIds = input.accountIds ?? [...(await accountsOf(context)).keys()];
    const found = await foldPosts(context.scope, { buckets, metrics: input.metrics, accountIds });
    return {
      figures: placed(found.figures, buckets),
      counts: placed(found.counts, buckets),
    };
  }),

  postRates: os.postRates.handler(async ({ context, input }) => {
    const buckets = bucketsOf(input.grain, input.ranges);
    const { denominators, accountIds } = input;
    const found = await foldPostRates(context.scope, { buckets, metrics: [], denominators, accountIds });
    return placed(found, buckets);
  }),

  commentCounts: os.commentCounts.handler(async ({ context, input }) => {
    const accounts = await accountsOf(context);
    const found = await countComments(context.scope, input.ranges);
    return found.map(({ place, accountId, comments }) => {
      const { from, to } = input.ranges[place] as DayRange;
      return { from, to, accountId, network: networkOf(accounts, accountId), comments };
    });
  }),

  listPosts: os.listPosts.handler(async ({ context, input }) => {
    const accounts = await accountsOf(context);
    if (input.accountId !== undefined && !accounts.has(input.accountId)) {
      throw problem("account-not-found", { id: input.accountId });
    }
    const posts = await listPosts(context.scope, input);
    return posts.map((post) => ({
      ...post,
      accountName: accounts.get(post.accountId)?.name ?? "",
      network: networkOf(accounts, post.accountId),
    }));
  }),

  listComments: os.listComments.handler(async ({ context, input }) => {
    const accounts = await accountsOf(context);
    const comments = await listComments(context.scope, input);
    return comments.map((comment) => ({ ...comment, network: networkOf(accounts, comment.accountId) }));
  }),
};
