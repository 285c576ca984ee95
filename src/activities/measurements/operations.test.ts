import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { call } from "@orpc/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfig } from "../../platform/config.ts";
import type { Database } from "../../platform/db/connect.ts";
import { createTestDatabase } from "../../platform/db/testing.ts";
import { aCall, machine } from "../../platform/test-call.ts";
import { organisationOperations } from "../organisation/operations.ts";
import type { ImportAnswers } from "./contract.ts";
import { measurementsOperations as operations } from "./operations.ts";

const kermor = "ville-de-kermor";
const amis = "les-amis-du-phare";
let database: Database;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), "vigie-imports-"));
  for (const slug of [kermor, amis]) {
    await call(
      organisationOperations.create,
      { name: slug, kind: "association", slug },
      { context: inside(undefined) },
    );
  }
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

const inside = (slug: string | undefined) =>
  aCall(database, machine, slug, { config: readConfig({ VIGIE_SECRET: "0".repeat(32), VIGIE_DATA: folder }) });
const at = (slug: string) => ({ context: inside(slug) });

async function receive(slug: string, fileName: string, content: string | Buffer) {
  const path = join(folder, crypto.randomUUID());
  await writeFile(path, content);
  const bytes = Buffer.from(content);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return call(operations.receive, { path, fileName, sha256, sizeBytes: bytes.length }, at(slug));
}

async function importFile(slug: string, fileName: string, content: string | Buffer) {
  const { id } = await receive(slug, fileName, content);
  return call(operations.run, { id }, at(slug));
}

const long = (rows: string[]) => ["date,network,account,metric,value", ...rows].join("\n");

async function stored(slug: string): Promise<{ day: string; value: number; file: string; line: number | null }[]> {
  const { rows } = await database.pool.query(
    `select v.day, v.value, b.file_name as file, v.line from daily_value v
     join import_batch b on (b.organisation_id, b.id) = (v.organisation_id, v.batch_id)
     join organisation o on o.organisation_id = v.organisation_id where o.slug = $1 order by v.day, v.series_id`,
    [slug],
  );
  return rows;
}

describe("an import", () => {
  it("stores each value with its file and line, and says what it covers", async () => {
    const done = await importFile(
      kermor,
      "octobre.csv",
      long(["2026-10-01,facebook,Mairie,impressions,1200", "2026-10-02,facebook,Mairie,impressions,900"]),
    );
    expect(done).toMatchObject({
      state: "done",
      connector: "vigie",
      accepted: 2,
      replaced: 0,
      rejectedCount: 0,
      coversFrom: "2026-10-01",
      coversTo: "2026-10-02",
    });
    expect(await stored(kermor)).toEqual([
      { day: "2026-10-01", value: 1200, file: "octobre.csv", line: 2 },
      { day: "2026-10-02", value: 900, file: "octobre.csv", line: 3 },
    ]);
  });

  it("is seen by nobody of another organisation", async () => {
    const [mine] = await call(operations.listImports, {}, at(kermor));
    expect(await call(operations.listImports, {}, at(amis))).toEqual([]);
    await expect(call(operations.getImport, { id: mine!.id }, at(amis))).rejects.toMatchObject({
      data: { code: "measurements/batch-not-found" },
    });
    await expect(call(operations.undo, { id: mine!.id }, at(amis))).rejects.toMatchObject({
      data: { code: "measurements/batch-not-found" },
    });
  });

  it("of the very same file is refused, and nothing is counted twice", async () => {
    const before = await stored(kermor);
    const again = receive(
      kermor,
      "copie.csv",
      long(["2026-10-01,facebook,Mairie,impressions,1200", "2026-10-02,facebook,Mairie,impressions,900"]),
    );
    const { id } = await again;
    expect(await call(operations.preview, { id }, at(kermor))).toMatchObject({
      alreadyImported: { batchId: expect.any(Number) },
    });
    expect(await call(operations.run, { id }, at(kermor))).toMatchObject({
      state: "refused",
      refusal: { code: "already-imported", message: expect.stringContaining("2026-11-16") },
    });
    await expect(call(operations.start, { id }, at(kermor))).rejects.toMatchObject({
      data: { code: "measurements/already-imported" },
    });
    expect(await stored(kermor)).toEqual(before);
  });

  it("that overlaps an earlier one replaces its values; undone, the earlier ones come back", async () => {
    const before = await stored(kermor);
    const later = await importFile(
      kermor,
      "correction.csv",
      long(["2026-10-02,facebook,Mairie,impressions,950", "2026-10-03,facebook,Mairie,impressions,700"]),
    );
    expect(later).toMatchObject({ accepted: 1, replaced: 1, unchanged: 0 });
    expect((await stored(kermor)).map((each) => each.value)).toEqual([1200, 950, 700]);
    expect(await call(operations.undo, { id: later.id }, at(kermor))).toMatchObject({ state: "undone" });
    expect(await stored(kermor)).toEqual(before);
    await expect(call(operations.undo, { id: later.id }, at(kermor))).rejects.toMatchObject({
      data: { code: "measurements/not-undoable" },
    });
  });

  it("undone under a later one leaves the later values, and undoing that one too brings back neither", async () => {
    const one = await importFile(amis, "1.csv", long(["2026-09-01,instagram,Amis,likes,10"]));
    const two = await importFile(amis, "2.csv", long(["2026-09-01,instagram,Amis,likes,11"]));
    await call(operations.undo, { id: one.id }, at(amis));
    expect((await stored(amis)).map((each) => each.value)).toEqual([11]);
    await call(operations.undo, { id: two.id }, at(amis));
    expect(await stored(amis)).toEqual([]);
  });

  it("says line by line what it left out, in the reader's language", async () => {
    const done = await importFile(
      amis,
      "sale.csv",
      long([
        "2026-09-02,instagram,Amis,likes,12",
        "2026-09-03,instagram,Amis,likes,beaucoup",
        ",instagram,Amis,likes,4",
      ]),
    );
    expect(done).toMatchObject({ state: "done", accepted: 1, rejectedCount: 2 });
    expect(done.rejected.map((each) => each.line)).toEqual([3, 4]);
    expect(done.rejected[0]?.message).toContain("beaucoup");
    const english = await call(operations.getImport, { id: done.id }, { context: { ...inside(amis), language: "en" } });
    expect(english.rejected[1]?.message).toMatch(/date/i);
  });

  it("keeps posts with their lifetime counters once, and a newer export as a newer observation", async () => {
    const header =
      "Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,Permalink,Post type,Data comment,Date,Views,Reach,Likes,Shares,Follows,Comments,Saves";
    const post = (reach: number) =>
      `${header}\n18000000000000001,17841400000000001,amis.du.phare,Les Amis du Phare,Journée portes ouvertes,0,10/25/2026 18:00,https://www.instagram.com/p/A1/,IG image,,Lifetime,${reach * 2},${reach},40,3,1,5,2\n`;
    const first = await importFile(amis, "ig-1.csv", post(400));
    expect(first).toMatchObject({ connector: "meta-content", rejectedCount: 0 });
    const second = await importFile(amis, "ig-2.csv", post(520));
    expect(second.accepted).toBe(0);
    expect(second.replaced).toBe(2);
    const posts = await call(operations.listPosts, { from: "2026-10-01", to: "2026-10-31" }, at(amis));
    expect(posts).toHaveLength(1);
    expect(posts[0]?.values).toMatchObject({ reach: 520, likes: 40 });
    await call(operations.undo, { id: second.id }, at(amis));
    const back = await call(operations.listPosts, { from: "2026-10-01", to: "2026-10-31" }, at(amis));
    expect(back[0]?.values).toMatchObject({ reach: 400 });
    expect(await call(operations.listPosts, { from: "2026-10-01", to: "2026-10-31" }, at(kermor))).toEqual([]);
  });

  it("of a file nobody knows asks for its columns, and remembers the answer for the next one", async () => {
    const content = (value: number) => `Jour;Qui est venu\n02/11/2026;${value}\n13/11/2026;${value + 1}\n`;
    const unknown = await importFile(kermor, "guichet.csv", content(12));
    expect(unknown.state).toBe("needs-answer");
    const preview = await call(operations.preview, { id: unknown.id }, at(kermor));
    expect(preview.question).toBe("mapping");
    const mapping = {
      ...preview.suggestedMapping!,
      network: "premises" as const,
      accountKind: "counter" as const,
      accountName: "Accueil de la mairie",
      shape: "daily" as const,
      columns: { jour: "date", "qui est venu": "metric:visitors-counted" } as const,
    };
    const answers: ImportAnswers = { mapping };
    await call(operations.start, { id: unknown.id, answers }, at(kermor));
    expect(await call(operations.run, { id: unknown.id }, at(kermor))).toMatchObject({ state: "done", accepted: 2 });
    expect(await importFile(kermor, "guichet-suite.csv", content(30))).toMatchObject({ state: "done", replaced: 2 });
  });

  it("of something that is no table is refused with a sentence, and stores nothing", async () => {
    const before = await stored(kermor);
    const refused = await importFile(kermor, "photo.png", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"));
    expect(refused.state).toBe("refused");
    expect(refused.refusal?.message).toMatch(/\.$/);
    expect(await stored(kermor)).toEqual(before);
  });

  it("keeps no name of a comment's author either when comments have no number, and finds them again", async () => {
    const file = (more: string) =>
      `Date;Auteur;Commentaire\n2026-09-01;Jeanne Martin;Bravo pour la fête\n2026-09-02;Paul Le Goff;Trop de bruit\n${more}`;
    const waiting = await importFile(amis, "avis.csv", file(""));
    const { suggestedMapping } = await call(operations.preview, { id: waiting.id }, at(amis));
    const mapping = {
      ...suggestedMapping!,
      network: "facebook" as const,
      accountKind: "page" as const,
      accountName: "Amis",
      shape: "comments" as const,
    };
    await call(operations.start, { id: waiting.id, answers: { mapping } }, at(amis));
    expect(await call(operations.run, { id: waiting.id }, at(amis))).toMatchObject({ accepted: 2 });
    const again = await importFile(amis, "avis-suite.csv", file("2026-09-03;Lou;Et la suite ?\n"));
    expect(again).toMatchObject({ accepted: 1, unchanged: 2 });
    const { rows } = await database.pool.query("select * from comment");
    expect(JSON.stringify(rows)).not.toMatch(/martin|goff/i);
    const path = async () =>
      (await database.pool.query("select stored_path from import_batch where id = $1", [again.id])).rows[0].stored_path;
    expect(existsSync(await path())).toBe(true);
    await call(operations.undo, { id: again.id }, at(amis));
    expect(existsSync(await path())).toBe(false);
  });

  it("keeps no name of a comment's author, but the same pseudonym for the same person", async () => {
    const file =
      "Date;Auteur;Commentaire;Identifiant du commentaire\n2026-10-01;Jeanne Martin;Bravo pour la fête;c1\n2026-10-02;jeanne martin ;Et merci;c2\n2026-10-02;Paul Le Goff;Trop de bruit;c3\n";
    const waiting = await importFile(kermor, "commentaires.csv", file);
    const { suggestedMapping } = await call(operations.preview, { id: waiting.id }, at(kermor));
    const mapping = {
      ...suggestedMapping!,
      network: "facebook" as const,
      accountKind: "page" as const,
      accountName: "Mairie",
      shape: "comments" as const,
    };
    await call(operations.start, { id: waiting.id, answers: { mapping } }, at(kermor));
    await call(operations.run, { id: waiting.id }, at(kermor));
    const comments = await call(operations.listComments, { from: "2026-10-01", to: "2026-10-31" }, at(kermor));
    expect(comments).toHaveLength(3);
    const keys = new Map(comments.map((each) => [each.text, each.authorKey]));
    expect(keys.get("Bravo pour la fête")).toBe(keys.get("Et merci"));
    expect(keys.get("Trop de bruit")).not.toBe(keys.get("Et merci"));
    const { rows } = await database.pool.query("select * from comment");
    expect(JSON.stringify(rows)).not.toMatch(/martin|goff/i);
    expect(await call(operations.listComments, { from: "2026-10-01", to: "2026-10-31" }, at(amis))).toEqual([]);
  });
});

describe("an import that was cut off", () => {
  it("begins again with the next start, in its own organisation only, and only once", async () => {
    const { id } = await receive(kermor, "coupee.csv", long(["2026-08-01,facebook,Mairie,impressions,10"]));
    await database.pool.query("update import_batch set state = 'running', progress_rows = 1 where id = $1", [id]);
    expect(await call(operations.resume, undefined, at(amis))).toEqual({ ids: [] });
    expect(await call(operations.resume, undefined, at(kermor))).toEqual({ ids: [id] });
    const queued = await database.pool.query("select key from graphile_worker.jobs");
    expect(queued.rows.some(({ key }) => key.endsWith(`-${id}`))).toBe(true);
    const both = await Promise.all([
      call(operations.run, { id }, at(kermor)),
      call(operations.run, { id }, at(kermor)),
    ]);
    expect(both.map((each) => [each.state, each.accepted])).toEqual([
      ["done", 1],
      ["done", 1],
    ]);
    expect(await call(operations.resume, undefined, at(kermor))).toEqual({ ids: [] });
  });
});

describe("a file that was never imported", () => {
  it("is put aside with its file; one that brought values is not", async () => {
    const { id } = await receive(kermor, "pas-encore.csv", long(["2026-07-01,facebook,Mairie,impressions,10"]));
    const path = async () =>
      (await database.pool.query("select stored_path from import_batch where id = $1", [id])).rows[0]?.stored_path;
    const kept = await path();
    expect(existsSync(kept)).toBe(true);
    await expect(call(operations.discard, { id }, at(amis))).rejects.toMatchObject({
      data: { code: "measurements/batch-not-found" },
    });
    await call(operations.discard, { id }, at(kermor));
    expect([await path(), existsSync(kept)]).toEqual([undefined, false]);
    const done = await importFile(kermor, "entree.csv", long(["2026-07-02,facebook,Mairie,impressions,10"]));
    await expect(call(operations.discard, { id: done.id }, at(kermor))).rejects.toMatchObject({
      data: { code: "measurements/not-discardable" },
    });
  });
});

describe("a count made by hand", () => {
  it("is stored with who entered it, and refused for a day to come or a metric that networks compute", async () => {
    const till = await call(
      organisationOperations.createAccount,
      { network: "premises", kind: "counter", name: "Caisse" },
      at(kermor),
    );
    const done = await call(
      operations.recordCounts,
      { accountId: till.id, day: "2026-11-14", values: [{ metric: "coupons-used", value: 7 }] },
      at(kermor),
    );
    expect(done).toMatchObject({ source: "hand", accepted: 1, createdBy: "vigie" });
    const count = (change: object) =>
      call(
        operations.recordCounts,
        { accountId: till.id, day: "2026-11-14", values: [{ metric: "coupons-used" as const, value: 7 }], ...change },
        at(kermor),
      );
    await expect(count({ day: "2026-11-17" })).rejects.toMatchObject({
      data: { code: "measurements/day-in-the-future" },
    });
    await expect(count({ values: [{ metric: "impressions", value: 1 }] })).rejects.toMatchObject({
      data: { code: "measurements/metric-not-countable" },
    });
    await expect(count({ accountId: till.id + 1000 })).rejects.toMatchObject({
      data: { code: "measurements/account-not-found" },
    });
    await expect(
      call(
        operations.recordCounts,
        { accountId: till.id, day: "2026-11-14", values: [{ metric: "coupons-used", value: 7 }] },
        at(amis),
      ),
    ).rejects.toMatchObject({ data: { code: "measurements/account-not-found" } });
  });
});
