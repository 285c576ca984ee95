import { createHash } from "node:crypto";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { call } from "@orpc/server";
import {
  type AccountReference,
  ConnectorRefusal,
  type FileHead,
  type Notice,
  type Observation,
  type ReadOptions,
  type SourceFile,
} from "../../connectors/contract.ts";
import { readMapped, suggestMapping } from "../../connectors/mapped.ts";
import { connectorNamed, connectors, recognise, sameFileAs, unknownExport } from "../../connectors/registry.ts";
import { sentenceOf } from "../../connectors/rejections.ts";
import { openFile } from "../../connectors/tabular.ts";
import type { MetricId } from "../../kernel/metric.ts";
import { dayIn } from "../../kernel/period.ts";
import { withTenant } from "../../platform/db/connect.ts";
import { implementContract, type OperationContext, type Scope } from "../../platform/operation.ts";
import { makeOrganisationFolder } from "../../platform/organisation-folder.ts";
import { organisationOperations } from "../organisation/operations.ts";
import { type ImportAnswers, type ImportBatch, measurements, type Preview, problem } from "./contract.ts";
import { figureOperations } from "./figures/operations.ts";
import { type Arriving, take } from "./imports/operations.ts";
import { removeBatchValues } from "./imports/store.ts";
import { provenanceOperations } from "./provenance/operations.ts";
import { checkCounts } from "./rules.ts";
import {
  type BatchRow,
  deleteBatch,
  findAnswers,
  findBatch,
  findSameFile,
  finishBatch,
  insertBatch,
  isFileShared,
  listBatches,
  listInterrupted,
  lockBatch,
  rememberAnswers,
  setBatchState,
  setProgress,
} from "./store.ts";

const os = implementContract(measurements);

export const listNetworks = os.listNetworks.handler(async ({ context }) =>
  (await connectors()).map((connector) => ({
    connector: connector.id,
    network: connector.network,
    label: connector.label[context.language],
    howToExport: connector.howToExport[context.language],
    metrics: [...connector.metrics],
    capabilities: [...connector.capabilities],
  })),
);

export const listImports = os.listImports.handler(async ({ context, input }) =>
  (await listBatches(context.scope, input.before, input.limit)).map((batch) => shown(batch, context.language)),
);

export const getImport = os.getImport.handler(async ({ context, input }) =>
  shown(await getBatch(context.scope, input.id), context.language),
);

export const receive = os.receive.handler(async ({ context, input }) => {
  const folder = await makeOrganisationFolder(context.config, context.scope.organisationId);
  const storedPath = join(folder, input.sha256);
  await rename(input.path, storedPath);
  const batch = await insertBatch(context.scope, {
    source: "file",
    fileName: input.fileName,
    sha256: input.sha256,
    sizeBytes: input.sizeBytes,
    storedPath,
    state: "received",
    createdAt: context.now,
  });
  context.note(`import:${batch.id}`, { fileName: input.fileName, sha256: input.sha256 });
  return shown(batch, context.language);
});

export const preview = os.preview.handler(async ({ context, input }): Promise<Preview> => {
  const batch = await getBatch(context.scope, input.id);
  const same = batch.sha256 ? await findSameFile(context.scope, batch.sha256, batch.id) : undefined;
  const nothing = {
    batch: shown(batch, context.language),
    recognised: null,
    tables: [],
    sample: [],
    question: null,
    suggestedMapping: null,
    alreadyImported: same ? { batchId: same.id, at: same.at } : null,
  };
  if (!batch.storedPath) return nothing;
  try {
    const file = await openFile(batch.storedPath, batch.fileName);
    const answers = { ...(await findAnswers(context.scope, headerHash(file.head))), ...batch.answers };
    const reader = await readerFor(context, file, answers, undefined);
    const tables = file.head.tables
      .slice(0, 6)
      .map((table) => ({ name: table.name, rows: table.rows.slice(0, 12).map((row) => row.slice(0, 60)) }));
    const about = {
      ...nothing,
      tables,
      recognised: reader ? { connector: reader.connector, label: reader.label[context.language] } : null,
    };
    if (!reader) return { ...about, question: "mapping", suggestedMapping: draftMapping(file.head) };
    const { sample, question } = await firstObservations(reader.read());
    return { ...about, sample, question };
  } catch (error) {
    if (!(error instanceof ConnectorRefusal)) throw error;
    return { ...nothing, batch: { ...nothing.batch, refusal: saidOf(error, context.language) } };
  }
});

export const start = os.start.handler(async ({ context, input }) => {
  const batch = await getBatch(context.scope, input.id);
  if (!["received", "needs-answer", "refused"].includes(batch.state))
    throw problem("not-waiting", { state: batch.state });
  await refuseSameFile(context.scope, batch);
  // A second answer (the order of dates) joins the first (the columns): it does not replace it.
  const answers = input.answers ? { ...batch.answers, ...input.answers } : (batch.answers ?? undefined);
  const queued = await setBatchState(context.scope, batch.id, { state: "queued", refusal: null, answers });
  await enqueueRun(context, batch.id);
  context.note(`import:${batch.id}`, { fileName: batch.fileName });
  return shown(queued, context.language);
});

function enqueueRun(context: OperationContext, id: number): Promise<void> {
  return context.jobs.enqueue(context.scope.client, {
    operation: "measurements.run",
    organisation: context.scope.slug,
    input: { id },
    actor: context.scope.actor,
    queue: `imports-${context.scope.organisationId}`,
    key: `import-${context.scope.organisationId}-${id}`,
  });
}

export const resume = os.resume.handler(async ({ context }) => {
  const ids = await listInterrupted(context.scope);
  for (const id of ids) {
    await enqueueRun(context, id);
    context.note(`import:${id}`);
  }
  return { ids };
});

export const run = os.run.handler(async ({ context, input }) => {
  await lockBatch(context.scope, input.id);
  const batch = await getBatch(context.scope, input.id);
  if (batch.state === "done" || batch.state === "undone" || !batch.storedPath) return shown(batch, context.language);
  const subject = `import:${batch.id}`;
  const same = batch.sha256 ? await findSameFile(context.scope, batch.sha256, batch.id) : undefined;
  if (same) {
    const refusal = sameFileAs(dayIn(same.at, context.scope.timeZone));
    return shown(await setBatchState(context.scope, batch.id, { state: "refused", refusal }), context.language);
  }
  const told = await visibleProgress(context, batch.id);
  try {
    await told(0);
    const file = await openFile(batch.storedPath, batch.fileName);
    const hash = headerHash(file.head);
    const answers = { ...(await findAnswers(context.scope, hash)), ...batch.answers };
    const reader = await readerFor(context, file, answers, batch.connector ?? undefined);
    if (!reader) {
      const waiting = await setBatchState(context.scope, batch.id, {
        state: "needs-answer",
        refusal: unknownExport,
      });
      return shown(waiting, context.language);
    }
    const result = await take(context, batch.id, concatenate(file.notices, reader.read()), (lines) => void told(lines));
    if (batch.answers) await rememberAnswers(context.scope, hash, answers, context.now);
    const done = await finishBatch(context.scope, batch.id, result, reader.connector, context.now);
    context.note(subject, {
      fileName: batch.fileName,
      accepted: result.accepted,
      replaced: result.replaced,
      rejected: result.rejectedCount,
    });
    return shown(done, context.language);
  } catch (error) {
    if (!(error instanceof ConnectorRefusal)) throw error;
    const state = questionOf(error.code) ? "needs-answer" : "refused";
    const refused = await setBatchState(context.scope, batch.id, {
      state,
      refusal: { code: error.code, params: error.params },
    });
    context.note(subject, { fileName: batch.fileName, refused: error.code });
    return shown(refused, context.language);
  } finally {
    context.jobs.announce(context.scope.organisationId, subject);
  }
});

export const undo = os.undo.handler(async ({ context, input }) => {
  const batch = await getBatch(context.scope, input.id);
  if (batch.state !== "done") throw problem("not-undoable", { state: batch.state });
  await removeBatchValues(context.scope, batch.id);
  await forgetFile(context.scope, batch);
  const undone = await setBatchState(context.scope, batch.id, { state: "undone", undoneAt: context.now });
  context.note(`import:${batch.id}`, { fileName: batch.fileName, accepted: batch.accepted, replaced: batch.replaced });
  return shown(undone, context.language);
});

export const discard = os.discard.handler(async ({ context, input }) => {
  await lockBatch(context.scope, input.id);
  const batch = await getBatch(context.scope, input.id);
  if (!["received", "needs-answer", "refused"].includes(batch.state))
    throw problem("not-discardable", { state: batch.state });
  await forgetFile(context.scope, batch);
  await deleteBatch(context.scope, batch.id);
  context.note(`import:${batch.id}`, { fileName: batch.fileName });
  return { id: batch.id };
});

export const recordCounts = os.recordCounts.handler(async ({ context, input }) => {
  checkCounts(input.day, dayIn(context.now, context.scope.timeZone), input.values);
  const account = await accountOf(context, input.accountId);
  const batch = await insertBatch(context.scope, {
    source: "hand",
    fileName: "",
    state: "running",
    createdAt: context.now,
  });
  const values = Object.fromEntries(input.values.map(({ metric, value }) => [metric, value])) as Partial<
    Record<MetricId, number>
  >;
  const result = await take(context, batch.id, [
    { kind: "daily", table: "", line: 1, account, day: input.day, dimension: "", values },
  ]);
  const done = await finishBatch(context.scope, batch.id, result, null, context.now);
  context.note(`import:${batch.id}`, { day: input.day, metrics: Object.keys(values) });
  return shown(done, context.language);
});

export const load = os.load.handler(async ({ context, input }) => {
  const batch = await insertBatch(context.scope, {
    source: "demonstration",
    fileName: input.label,
    state: "running",
    createdAt: context.now,
  });
  const result = await take(context, batch.id, input.observations as AsyncIterable<Arriving>);
  const done = await finishBatch(context.scope, batch.id, result, null, context.now);
  context.note(`import:${batch.id}`, { accepted: result.accepted });
  return shown(done, context.language);
});

export const measurementsOperations = {
  listNetworks,
  listImports,
  getImport,
  receive,
  preview,
  start,
  run,
  resume,
  discard,
  undo,
  recordCounts,
  load,
  ...figureOperations,
  ...provenanceOperations,
};

async function getBatch(scope: Scope, id: number): Promise<BatchRow> {
  const batch = await findBatch(scope, id);
  if (!batch) throw problem("batch-not-found", { id });
  return batch;
}

/** The original may name people: what is taken back or put aside leaves nothing behind. */
async function forgetFile(scope: Scope, batch: BatchRow): Promise<void> {
  if (batch.storedPath && !(await isFileShared(scope, batch))) await rm(batch.storedPath, { force: true });
}

async function refuseSameFile(scope: Scope, batch: BatchRow): Promise<void> {
  const same = batch.sha256 ? await findSameFile(scope, batch.sha256, batch.id) : undefined;
  if (same) throw problem("already-imported", { batch: same.id, on: same.at.toISOString().slice(0, 10) });
}

/** Codes become sentences on the way out, so that a report of an import is read in the reader's language. */
function shown(batch: BatchRow, language: "fr" | "en"): ImportBatch {
  return {
    ...batch,
    refusal: batch.refusal && { code: batch.refusal.code, message: sentenceOf(batch.refusal, language) },
    rejected: batch.rejected.map(({ table, line, code, params }) => ({
      table,
      line,
      code,
      message: sentenceOf({ code, params }, language),
    })),
    notices: batch.notices.map(({ code, params }) => ({ code, message: sentenceOf({ code, params }, language) })),
    totals: [...batch.totals],
  };
}

function saidOf(refusal: ConnectorRefusal, language: "fr" | "en") {
  return { code: refusal.code, message: sentenceOf({ code: refusal.code, params: refusal.params }, language) };
}

/** Files with the same headers get the same answers: what tables there are, and the names of their columns. */
function headerHash(head: FileHead): string {
  const shape = head.tables.map((table) => {
    const widest = table.rows.reduce<readonly string[]>(
      (best, row) => (row.filter(Boolean).length > best.filter(Boolean).length ? row : best),
      [],
    );
    return widest.map((cell) => cell.normalize("NFKC").trim().toLowerCase());
  });
  return createHash("sha256")
    .update(JSON.stringify([head.format, shape]))
    .digest("hex");
}

interface Reader {
  readonly connector: string;
  readonly label: { readonly fr: string; readonly en: string };
  read(): AsyncIterable<Arriving>;
}

/** A person's mapping first, then the connector already chosen, then whichever recognises the file. */
async function readerFor(
  context: OperationContext,
  file: SourceFile,
  answers: ImportAnswers,
  chosen: string | undefined,
): Promise<Reader | undefined> {
  const options: ReadOptions = {
    timeZone: context.scope.timeZone,
    importedOn: dayIn(context.now, context.scope.timeZone),
    currency: context.scope.currency,
    answers: answers as ReadOptions["answers"],
  };
  const { mapping } = answers;
  if (mapping) {
    return {
      connector: "mapping",
      label: { fr: "Colonnes choisies à la main", en: "Columns chosen by hand" },
      read: () => readMapped(file, mapping as Parameters<typeof readMapped>[1], options),
    };
  }
  const connector = (chosen ? await connectorNamed(chosen) : undefined) ?? (await recognise(file.head))?.connector;
  return connector && { connector: connector.id, label: connector.label, read: () => connector.read(file, options) };
}

function draftMapping(head: FileHead): Preview["suggestedMapping"] {
  const draft = suggestMapping(head);
  return draft
    ? {
        ...draft,
        columns: { ...draft.columns } as NonNullable<Preview["suggestedMapping"]>["columns"],
        network: "other",
        accountKind: "page",
        accountName: head.fileName,
      }
    : null;
}

const sampleSize = 8;

/** The first lines as they would be stored, or the question that must be answered before. */
async function firstObservations(lines: AsyncIterable<Arriving>): Promise<Pick<Preview, "sample" | "question">> {
  const sample: Preview["sample"] = [];
  try {
    for await (const each of lines) {
      if (each.kind === "notice" || each.kind === "total" || each.kind === "rejected") continue;
      sample.push({
        line: each.line,
        what: whatOf(each),
        day: dayOf(each),
        values: "values" in each ? each.values : {},
      });
      if (sample.length === sampleSize) break;
    }
    return { sample, question: null };
  } catch (error) {
    const question = error instanceof ConnectorRefusal ? questionOf(error.code) : null;
    if (question) return { sample, question };
    throw error;
  }
}

function whatOf(each: Observation): string {
  if (each.kind === "post") return each.title ?? each.text?.slice(0, 120) ?? each.externalId;
  if (each.kind === "comment") return each.text.slice(0, 120);
  return [each.account.name ?? each.account.externalId, each.dimension].filter(Boolean).join(" · ");
}

function dayOf(each: Observation): string | null {
  if (each.kind === "daily") return each.day;
  if (each.kind === "range") return each.from;
  return each.publishedAt.slice(0, 10);
}

/** Refusals that a person's answer mends. */
function questionOf(code: string): Preview["question"] {
  if (code === "date-order-unknown") return "day-first";
  if (code === "decimal-mark-unknown") return "decimal-comma";
  if (code === "account-needed") return "account";
  if (code === "header-not-found" || code === unknownExport.code) return "mapping";
  return null;
}

async function accountOf(context: OperationContext, id: number): Promise<AccountReference> {
  const account = (await call(organisationOperations.listAccounts, undefined, { context })).find(
    (each) => each.id === id,
  );
  if (!account) throw problem("account-not-found", { id });
  const { network, kind, externalId, name } = account;
  return { network, kind, externalId, name };
}

/** Progress is written beside the import's own transaction, at most twice a second, so that others see it. */
async function visibleProgress(context: OperationContext, batchId: number): Promise<(lines: number) => Promise<void>> {
  const { organisationId } = context.scope;
  let last = 0;
  let writing: Promise<void> = Promise.resolve();
  return (lines) => {
    const now = performance.now();
    if (lines > 0 && now - last < 500) return writing;
    last = now;
    writing = writing
      .then(() =>
        withTenant(context.database, organisationId, ({ db }) => setProgress({ organisationId, db }, batchId, lines)),
      )
      .then(() => context.jobs.announce(organisationId, `import:${batchId}`))
      // Telling how far one has come is no reason to give up the import.
      .catch((error) => context.log.warn({ batchId, code: String(error) }, "progress not written"));
    return writing;
  };
}

async function* concatenate(notices: readonly Notice[], lines: AsyncIterable<Arriving>): AsyncIterable<Arriving> {
  yield* notices;
  yield* lines;
}
