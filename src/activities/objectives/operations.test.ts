import { call } from "@orpc/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays } from "../../kernel/period.ts";
import { readConfig } from "../../platform/config.ts";
import type { Database } from "../../platform/db/connect.ts";
import { createTestDatabase } from "../../platform/db/testing.ts";
import { openLog } from "../../platform/log.ts";
import type { CallContext } from "../../platform/operation.ts";
import { organisationOperations } from "../organisation/operations.ts";
import type { ObjectiveDraft } from "./contract.ts";
import { objectivesOperations as operations } from "./operations.ts";

let database: Database;
let kermor: { context: CallContext };
let rival: { context: CallContext };
let page: number;

beforeAll(async () => {
  database = await createTestDatabase();
  kermor = { context: aCall("kermor") };
  rival = { context: aCall("rival") };
  for (const [slug, kind] of [
    ["kermor", "association"],
    ["rival", "company"],
  ] as const) {
    const machine = { context: aCall(slug) };
    await call(organisationOperations.createDemonstration, { slug, profile: { name: slug, kind } }, machine);
  }
  const account = await call(
    organisationOperations.createAccount,
    { network: "premises", kind: "counter", name: "Comptoir" },
    kermor,
  );
  page = account.id;
  await signatures(
    "2026-09-01",
    Array.from({ length: 76 }, () => 10),
  );
});
afterAll(() => database.close());

function aCall(organisation: string): CallContext {
  return {
    now: new Date("2026-11-16T08:00:00Z"),
    language: "fr",
    requestId: "test",
    principal: { kind: "machine", name: "Anne Le Gall" },
    organisation,
    database,
    jobs: {
      enqueue: async () => {},
      announce: () => {},
      follow: async function* () {},
      start: () => {},
      stop: async () => {},
    },
    config: readConfig({ VIGIE_SECRET: "0123456789abcdef0123456789abcdef" }),
    log: openLog("silent"),
  };
}

async function signatures(from: string, values: readonly number[], account = page): Promise<void> {
  await database.pool.query(
    `with s as (
       insert into series (organisation_id, account_id, metric)
       select organisation_id, id, 'signatures' from account where id = $1 returning organisation_id, id
     )
     insert into daily_value (organisation_id, series_id, day, value, batch_id)
     select s.organisation_id, s.id, $2::date + (n::integer - 1), value, 1
     from s, unnest($3::double precision[]) with ordinality as v (value, n)`,
    [account, from, values],
  );
}

const aDraft = (given: Partial<ObjectiveDraft> = {}) => ({
  statement: "Recueillir mille signatures pour le phare",
  kind: "cause" as const,
  indicator: "signatures" as const,
  measure: "cumulative" as const,
  direction: "more" as const,
  baseline: null,
  target: 1_000,
  startsOn: "2026-09-01",
  dueOn: "2026-12-09",
  ...given,
});

describe("where an objective would start from", () => {
  const start = (given: object, at = kermor) =>
    call(operations.baseline, { indicator: "signatures", measure: "level", ...given }, at);

  it("is today’s value, read over the very days that the objective is measured by, with its source", async () => {
    await call(
      organisationOperations.createAccount,
      { network: "facebook", kind: "page", externalId: "f1", name: "Page sans chiffre" },
      kermor,
    );
    expect(await start({})).toEqual({
      value: 280,
      reason: null,
      range: { from: "2026-10-19", to: "2026-11-15" },
      sources: ["Comptoir"],
      importedAt: null,
    });
    expect(await start({ measure: "per-week" })).toMatchObject({
      value: 70,
      range: { from: "2026-10-19", to: "2026-11-15" },
    });
    expect(await start({ measure: "per-month", accountId: page })).toMatchObject({
      value: 310,
      range: { from: "2026-10-01", to: "2026-10-31" },
    });
    const { id } = await call(operations.create, aDraft({ measure: "level", startsOn: "2026-11-16" }), kermor);
    const { attainment } = await call(operations.get, { id }, kermor);
    expect(attainment.current).toBe(280);
  });

  it("is nothing for a total, unknown with its reason where no figure is, and never another organisation’s", async () => {
    expect(await start({ measure: "cumulative" })).toMatchObject({ value: null, reason: null, range: null });
    expect(await start({ network: "facebook" })).toMatchObject({ value: null, reason: "no-data", sources: [] });
    expect(await start({}, rival)).toMatchObject({ value: null, reason: "no-data", sources: [] });
    await expect(start({ accountId: page }, rival)).rejects.toMatchObject({
      message: "indicators/account-not-found",
    });
  });
});

describe("an objective", () => {
  it("is proposed, adopted, then changed only with a reason, which its history keeps", async () => {
    const department = await call(organisationOperations.createDepartment, { name: "Vie locale" }, kermor);
    const proposed = await call(operations.create, aDraft({ departmentIds: [department.id] }), kermor);
    expect(proposed).toMatchObject({
      state: "proposed",
      createdBy: "Anne Le Gall",
      departmentIds: [department.id],
      perimeter: {},
    });
    const { id } = proposed;
    const freely = await call(operations.update, { id, changes: { target: 1_100 } }, kermor);
    // What a change does not name keeps its value.
    expect(freely).toMatchObject({ target: 1_100, departmentIds: [department.id] });
    const adopted = await call(operations.adopt, { id }, kermor);
    expect(adopted).toMatchObject({ state: "adopted", adoptedBy: "Anne Le Gall" });
    await expect(call(operations.adopt, { id }, kermor)).rejects.toMatchObject({
      message: "objectives/already-adopted",
    });
    const silent = call(operations.update, { id, changes: { target: 900 } }, kermor);
    await expect(silent).rejects.toMatchObject({ message: "objectives/adopted-needs-reason" });
    await call(operations.update, { id, changes: { target: 1_000 }, reason: "Trop ambitieux pour l’hiver" }, kermor);

    const found = await call(operations.get, { id }, kermor);
    expect(found.objective.target).toBe(1_000);
    expect(found.changes.map((each) => [each.by, each.reason, each.before, each.after])).toEqual([
      ["Anne Le Gall", "Trop ambitieux pour l’hiver", { target: 1_100 }, { target: 1_000 }],
      ["Anne Le Gall", "", { state: "proposed" }, { state: "adopted" }],
      ["Anne Le Gall", "", { target: 1_000 }, { target: 1_100 }],
    ]);
    // 76 days of 10 signatures are known on the 77th of 100 days.
    expect(found.attainment).toMatchObject({
      asOf: "2026-11-16",
      current: 760,
      expected: 770,
      rate: 0.76,
      verdict: "on-course",
      daysKnown: 76,
      daysElapsed: 77,
    });
    expect(found.trajectory).toHaveLength(15);
    expect(found.trajectory[0]).toEqual({ day: "2026-09-06", actual: 60, expected: 60 });
    expect(found.trajectory[10]).toMatchObject({ day: "2026-11-15", actual: 760 });
    expect(found.trajectory.at(-1)).toEqual({ day: "2026-12-09", actual: null, expected: 1_000 });

    await call(operations.archive, { id }, kermor);
    const late = call(operations.update, { id, changes: { target: 5 }, reason: "encore" }, kermor);
    await expect(late).rejects.toMatchObject({ message: "objectives/archived" });
    expect((await call(operations.archive, { id, archived: false }, kermor)).state).toBe("adopted");
  });

  it("is one organisation’s own", async () => {
    const mine = await call(operations.create, aDraft(), kermor);
    await expect(call(operations.get, { id: mine.id }, rival)).rejects.toMatchObject({ status: 404 });
    await expect(call(operations.adopt, { id: mine.id }, rival)).rejects.toMatchObject({ status: 404 });
    const change = call(operations.update, { id: mine.id, changes: { target: 1 } }, rival);
    await expect(change).rejects.toMatchObject({ status: 404 });
    expect(await call(operations.list, {}, rival)).toEqual([]);
    const foreign = call(operations.create, aDraft({ perimeter: { accountId: page } }), rival);
    await expect(foreign).rejects.toMatchObject({ message: "indicators/account-not-found" });
  });

  it("names departments, owner and dates that exist", async () => {
    const refusal = (given: Partial<ObjectiveDraft>) =>
      call(operations.create, aDraft(given), kermor).then(
        () => null,
        (error: Error) => error.message,
      );
    expect(await refusal({ departmentIds: [999_999] })).toBe("objectives/department-not-found");
    expect(await refusal({ ownerMemberId: 999_999 })).toBe("objectives/owner-not-found");
    expect(await refusal({ dueOn: "2026-11-15" })).toBe("objectives/due-in-the-past");
    expect(await refusal({ indicator: "reach" })).toBe("objectives/indicator-not-summable");
  });
});

describe("the list", () => {
  it("says of each where it stands; unknown stays unknown", async () => {
    const company = aDraft({
      indicator: "coupons-used",
      kind: "local-visits",
      statement: "Recevoir mille bons en caisse",
    });
    await call(operations.create, company, rival);
    await call(operations.create, aDraft({ startsOn: "2026-12-01", dueOn: "2026-12-31" }), rival);
    const list = await call(operations.list, { state: "proposed" }, rival);
    expect(list.map((each) => [each.attainment.verdict, each.attainment.reason])).toEqual([
      ["unknown", "no-data"],
      ["not-started", null],
    ]);
  });

  it("asks the database as often for ten objectives as for one", async () => {
    const count = async (run: () => Promise<unknown>) => {
      let statements = 0;
      const { context } = kermor;
      const pool = context.database.pool;
      const connect = pool.connect.bind(pool);
      const counting = Object.create(pool, {
        connect: {
          value: async () => {
            const client = await connect();
            const query = client.query.bind(client);
            const release = client.release.bind(client);
            client.query = ((...given: Parameters<typeof query>) => {
              statements += 1;
              return query(...given);
            }) as typeof client.query;
            client.release = (broken) => {
              client.query = query;
              client.release = release;
              release(broken);
            };
            return client;
          },
        },
      });
      kermor = { context: { ...context, database: { ...context.database, pool: counting } } };
      try {
        await run();
      } finally {
        kermor = { context };
      }
      return statements;
    };
    const list = () => call(operations.list, {}, kermor);
    await list();
    const few = await count(list);
    for (let index = 0; index < 8; index += 1) {
      await call(operations.create, aDraft({ dueOn: addDays("2026-12-10", index) }), kermor);
    }
    const many = await count(list);
    expect(few).toBeGreaterThan(3);
    expect(many).toBe(few);
  });

  it("offers the templates of its kind, in the reader’s language", async () => {
    const french = await call(operations.listTemplates, undefined, kermor);
    expect(french.some((each) => each.id === "cause" && each.label === "Rallier à une cause")).toBe(true);
    expect(french.some((each) => each.id === "inform-residents")).toBe(false);
    const english = await call(operations.listTemplates, undefined, { context: { ...rival.context, language: "en" } });
    expect(english.find((each) => each.id === "sell-online")?.label).toBe("Sell more online");
  });
});

describe("another account that counts the same thing", () => {
  it("never makes an objective look less known: the days it lacks are told, with its name", async () => {
    const objective = await call(operations.create, aDraft(), kermor);
    const before = (await call(operations.get, { id: objective.id }, kermor)).attainment;
    expect(before).toMatchObject({ current: 760, daysKnown: 76, daysElapsed: 77, gaps: [] });

    const stall = await call(
      organisationOperations.createAccount,
      { network: "premises", kind: "counter", name: "Stand du marché" },
      kermor,
    );
    await signatures("2026-11-10", [4, 4, 4, 4, 4], stall.id);
    const after = (await call(operations.get, { id: objective.id }, kermor)).attainment;
    expect(after).toMatchObject({ current: 780, daysKnown: 76, daysElapsed: 77 });
    expect(after.gaps).toEqual([
      {
        accountId: stall.id,
        lacking: [
          { from: "2026-09-01", to: "2026-11-09" },
          { from: "2026-11-15", to: "2026-11-15" },
        ],
      },
    ]);

    // The stand counts the day under way, which the counter has not yet: one more day is known, and the counter lacks it.
    await database.pool.query(
      `insert into daily_value (organisation_id, series_id, day, value, batch_id)
       select organisation_id, id, day, 3, 1 from series, unnest($2::date[]) as day where account_id = $1`,
      [stall.id, ["2026-11-15", "2026-11-16"]],
    );
    const today = (await call(operations.get, { id: objective.id }, kermor)).attainment;
    expect(today).toMatchObject({ current: 786, daysKnown: 77, daysElapsed: 77 });
    expect(today.gaps).toEqual([
      { accountId: page, lacking: [{ from: "2026-11-16", to: "2026-11-16" }] },
      { accountId: stall.id, lacking: [{ from: "2026-09-01", to: "2026-11-09" }] },
    ]);
  });
});
