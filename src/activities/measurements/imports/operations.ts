import { createHmac } from "node:crypto";
import { call } from "@orpc/server";
import type {
  AccountReference,
  CommentObservation,
  FileTotal,
  Notice,
  Observation,
  PostObservation,
  RangeObservation,
  RejectedLine,
} from "../../../connectors/contract.ts";
import { type MetricId, metrics } from "../../../kernel/metric.ts";
import { dayIn, instantIn } from "../../../kernel/period.ts";
import type { OperationContext } from "../../../platform/operation.ts";
import { secretFor } from "../../../platform/secret.ts";
import { organisationOperations } from "../../organisation/operations.ts";
import type { BatchResult } from "../store.ts";
import {
  ensureSeries,
  insertComments,
  insertRanges,
  openValueStaging,
  placeDailyValues,
  type StagedComment,
  type StagedPost,
  type StagedSeries,
  upsertPosts,
  type ValueStaging,
  type Written,
} from "./store.ts";

/** What a reader of a file yields. */
export type Arriving = Observation | RejectedLine | FileTotal | Notice;

const keptRejections = 1000;
const postsAtOnce = 2000;

/**
 * Takes everything a reader yields into the transaction of the scope. Nothing is visible before it commits.
 *
 * @param progress called now and then with the number of lines met so far
 */
export async function take(
  context: OperationContext,
  batchId: number,
  arriving: AsyncIterable<Arriving> | Iterable<Arriving>,
  progress: (lines: number) => void = () => {},
): Promise<BatchResult> {
  const arrival = new Arrival(context, batchId, await openValueStaging(context.scope));
  try {
    for await (const each of arriving) {
      const wait = arrival.take(each);
      if (wait) await wait;
      if (arrival.lines % 5000 === 0) progress(arrival.lines);
    }
    return await arrival.place();
  } catch (error) {
    // What was staged goes with the transaction; the connection must leave COPY before it can say anything else.
    await arrival.giveUp();
    throw error;
  }
}

class Arrival {
  lines = 0;
  readonly #context: OperationContext;
  readonly #batchId: number;
  readonly #staging: ValueStaging;
  readonly #accounts = new Map<string, { number: number; reference: AccountReference }>();
  readonly #series: { account: number; metric: MetricId; dimension: string; lastDay: string }[] = [];
  readonly #seriesNumbers = new Map<string, number>();
  /** One observation after the other is mostly of the same account and part: its series are found without a search. */
  #recent: { account: AccountReference; dimension: string; numbers: Map<string, number> } | undefined;
  #repeated = false;
  #posts: PostObservation[] = [];
  #comments: CommentObservation[] = [];
  readonly #ranges: RangeObservation[] = [];
  readonly #rejected: Omit<RejectedLine, "kind">[] = [];
  #rejectedCount = 0;
  readonly #notices: Omit<Notice, "kind">[] = [];
  readonly #totals: FileTotal[] = [];
  readonly #sums = new Map<string, number>();
  #from: string | null = null;
  #to: string | null = null;

  constructor(context: OperationContext, batchId: number, staging: ValueStaging) {
    this.#context = context;
    this.#batchId = batchId;
    this.#staging = staging;
  }

  giveUp(): Promise<void> {
    return this.#staging.end();
  }

  take(each: Arriving): Promise<unknown> | undefined {
    if (each.kind !== "notice" && each.kind !== "total") this.lines += 1;
    switch (each.kind) {
      case "daily":
        return this.#takeDaily(each.account, each.dimension, each.day, each.values, each.line, each.table);
      case "post":
        this.#addUp(each.table, each.values);
        this.#posts.push(each);
        return undefined;
      case "comment":
        this.#comments.push(each);
        return undefined;
      case "range":
        this.#addUp(each.table, each.values);
        this.#ranges.push(each);
        this.#cover(each.from);
        this.#cover(each.to);
        return undefined;
      case "rejected":
        this.#rejectedCount += 1;
        if (this.#rejected.length < keptRejections) {
          this.#rejected.push({ table: each.table, line: each.line, code: each.code, params: each.params });
        }
        return undefined;
      case "notice":
        this.#notices.push({ code: each.code, params: each.params });
        return undefined;
      case "total":
        this.#totals.push(each);
        return undefined;
    }
  }

  #takeDaily(
    account: AccountReference,
    dimension: string,
    day: string,
    values: Partial<Record<MetricId, number>>,
    line: number,
    table: string,
  ): Promise<unknown> | undefined {
    this.#cover(day);
    this.#addUp(table, values);
    let wait: Promise<unknown> | undefined;
    for (const metric in values) {
      const value = values[metric as MetricId] as number;
      const number = this.#seriesNumber(account, dimension, metric as MetricId);
      const series = this.#series[number] as { lastDay: string };
      if (day <= series.lastDay) this.#repeated = true;
      else series.lastDay = day;
      wait = this.#staging.push(`${number}\t${day}\t${value}\t${line}\n`) ?? wait;
    }
    return wait;
  }

  #seriesNumber(account: AccountReference, dimension: string, metric: MetricId): number {
    if (this.#recent?.account !== account || this.#recent.dimension !== dimension) {
      this.#recent = { account, dimension, numbers: new Map() };
    }
    let number = this.#recent.numbers.get(metric);
    if (number === undefined) {
      const accountNumber = this.#accountNumber(account);
      const key = `${accountNumber}\t${metric}\t${dimension}`;
      number = this.#seriesNumbers.get(key);
      if (number === undefined) {
        number = this.#series.length;
        this.#series.push({ account: accountNumber, metric, dimension, lastDay: "" });
        this.#seriesNumbers.set(key, number);
      }
      this.#recent.numbers.set(metric, number);
    }
    return number;
  }

  #accountNumber(reference: AccountReference): number {
    const key = `${reference.network}\t${reference.kind}\t${reference.externalId}`;
    let known = this.#accounts.get(key);
    if (!known) {
      known = { number: this.#accounts.size, reference };
      this.#accounts.set(key, known);
    }
    return known.number;
  }

  #cover(day: string): void {
    if (this.#from === null || day < this.#from) this.#from = day;
    if (this.#to === null || day > this.#to) this.#to = day;
  }

  #addUp(table: string, values: Partial<Record<MetricId, number>>): void {
    for (const metric in values) {
      const key = `${table}\t${metric}`;
      this.#sums.set(key, (this.#sums.get(key) ?? 0) + (values[metric as MetricId] as number));
    }
  }

  /** Brings everything to its place: accounts, series, values, posts, comments. */
  async place(): Promise<BatchResult> {
    await this.#staging.end();
    const { scope } = this.#context;
    for (const { account } of [...this.#posts, ...this.#comments, ...this.#ranges]) this.#accountNumber(account);
    const drafts = [...this.#accounts.values()].map(({ reference }) => ({
      ...reference,
      name: reference.name ?? reference.externalId,
    }));
    const ensured =
      drafts.length === 0 ? [] : await call(organisationOperations.ensureAccounts, drafts, { context: this.#context });
    const accountIds = ensured.map((account) => account.id);
    const idOf = (reference: AccountReference) => accountIds[this.#accountNumber(reference)] as number;

    const staged: StagedSeries[] = this.#series.map((each) => ({
      ...each,
      account: accountIds[each.account] as number,
    }));
    const seriesIds = await ensureSeries(scope, staged);
    const additive = staged.map((each) => metrics[each.metric].additive);
    const written: Written[] = [await placeDailyValues(scope, this.#batchId, seriesIds, additive, this.#repeated)];
    written.push(await this.#placeRanges(idOf));
    for (let start = 0; start < this.#posts.length; start += postsAtOnce) {
      const posts = this.#posts
        .slice(start, start + postsAtOnce)
        .map((post) => this.#stagePost(post, idOf(post.account)));
      written.push(await upsertPosts(scope, this.#batchId, posts));
    }
    for (let start = 0; start < this.#comments.length; start += postsAtOnce) {
      const comments = this.#comments
        .slice(start, start + postsAtOnce)
        .map((each) => this.#stageComment(each, idOf(each.account)));
      written.push(await insertComments(scope, this.#batchId, comments));
    }
    const sum = (part: keyof Written) => written.reduce((total, each) => total + each[part], 0);
    return {
      accepted: sum("accepted"),
      replaced: sum("replaced"),
      unchanged: sum("unchanged"),
      rejectedCount: this.#rejectedCount,
      rejected: this.#rejected,
      notices: this.#notices,
      totals: this.#totals.map(({ metric, table, value }) => ({
        metric,
        table,
        fileTotal: value,
        sumOfLines: this.#sums.get(`${table}\t${metric}`) ?? 0,
      })),
      coversFrom: this.#from,
      coversTo: this.#to,
    };
  }

  async #placeRanges(idOf: (reference: AccountReference) => number): Promise<Written> {
    const { scope } = this.#context;
    const flat = this.#ranges.flatMap((range) =>
      (Object.entries(range.values) as [MetricId, number][]).map(([metric, value]) => ({ range, metric, value })),
    );
    const keys = new Map<string, StagedSeries>();
    for (const { range, metric } of flat) {
      const account = idOf(range.account);
      keys.set(`${account}\t${metric}\t${range.dimension}`, { account, metric, dimension: range.dimension });
    }
    const ids = await ensureSeries(scope, [...keys.values()]);
    const idByKey = new Map([...keys.keys()].map((key, index) => [key, ids[index] as number]));
    const accepted = await insertRanges(
      scope,
      this.#batchId,
      flat.map(({ range, metric, value }) => ({
        seriesId: idByKey.get(`${idOf(range.account)}\t${metric}\t${range.dimension}`) as number,
        from: range.from,
        to: range.to,
        value,
        line: range.line,
      })),
    );
    return { accepted, replaced: 0, unchanged: 0 };
  }

  #stagePost(post: PostObservation, accountId: number): StagedPost {
    const { timeZone } = this.#context.scope;
    const publishedAt = instantOf(post.publishedAt, timeZone);
    const observedAt = post.observedAt ? instantOf(post.observedAt, timeZone) : this.#context.now;
    const publishedOn = dayIn(publishedAt, timeZone);
    this.#cover(publishedOn);
    return {
      accountId,
      externalId: post.externalId,
      publishedAt: publishedAt.toISOString(),
      publishedOn,
      format: post.format,
      permalink: post.permalink ?? null,
      title: post.title ?? null,
      text: post.text ?? null,
      line: post.line,
      observedAt: observedAt.toISOString(),
      observedOn: dayIn(observedAt, timeZone),
      values: Object.entries(post.values) as [MetricId, number][],
    };
  }

  #stageComment(comment: CommentObservation, accountId: number): StagedComment {
    const { timeZone } = this.#context.scope;
    const publishedAt = instantOf(comment.publishedAt, timeZone);
    const publishedOn = dayIn(publishedAt, timeZone);
    this.#cover(publishedOn);
    const authorKey = comment.author ? pseudonym(this.#context, comment.account.network, comment.author) : null;
    return {
      accountId,
      // Without a number of its own, a comment is its author's pseudonym, its moment and its words: importing again finds it.
      externalId: comment.externalId ?? `${publishedAt.toISOString()}|${authorKey ?? ""}|${comment.text.slice(0, 200)}`,
      postExternalId: comment.postExternalId ?? null,
      authorKey,
      text: comment.text,
      publishedAt: publishedAt.toISOString(),
      publishedOn,
      line: comment.line,
    };
  }
}

function instantOf(written: string, timeZone: string): Date {
  return /Z$|[+-]\d{2}:?\d{2}$/.test(written) ? new Date(written) : instantIn(written, timeZone);
}

/** Stable within the organisation, meaningless outside it: the author's name itself is not kept. */
function pseudonym(context: OperationContext, network: string, author: string): string {
  const key = secretFor(context.config, `comment-authors-${context.scope.organisationId}`);
  return createHmac("sha256", key)
    .update(`${network}\t${author.normalize("NFKC").trim().toLowerCase()}`)
    .digest("hex")
    .slice(0, 16);
}
