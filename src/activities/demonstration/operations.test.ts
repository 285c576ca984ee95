import { call } from "@orpc/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../platform/db/connect.ts";
import { createTestDatabase } from "../../platform/db/testing.ts";
import type { Principal } from "../../platform/operation.ts";
import { aCall, anonymous, machine } from "../../platform/test-call.ts";
import { measurementsOperations } from "../measurements/operations.ts";
import { objectivesOperations } from "../objectives/operations.ts";
import { organisationOperations } from "../organisation/operations.ts";
import { demonstrationOperations } from "./operations.ts";

let database: Database;
const anne: Principal = { kind: "user", userId: "anne", name: "Anne", email: "anne@phare.example" };
const yann: Principal = { kind: "user", userId: "yann", name: "Yann", email: "yann@phare.example" };
const as = (principal: Principal, slug?: string) => ({ context: aCall(database, principal, slug) });
const ofAnne = {
  statement: "Ce que seule Anne a écrit dans sa démonstration",
  kind: "other" as const,
  indicator: "engagement-rate" as const,
  measure: "level" as const,
  direction: "more" as const,
  baseline: null,
  target: 5,
  startsOn: "2026-11-16",
  dueOn: "2027-02-14",
};
const refusal = (code: string) => ({ data: { code } });

beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query(
    `insert into sign_in_user (id, name, email, created_at, updated_at)
     select id, id, id || '@phare.example', now(), now() from unnest(array['anne', 'yann']) as id`,
  );
  await call(organisationOperations.create, { name: "Les Amis du Phare", kind: "association" }, as(anne));
}, 60_000);
afterAll(() => database.close());

describe("the demonstration", () => {
  it("is made once, whole, for every administrator of this Vigie", async () => {
    await expect(call(demonstrationOperations.remove, undefined, as(machine))).rejects.toMatchObject(
      refusal("demonstration/not-there"),
    );
    // What an interrupted attempt would have left: an empty shell.
    const shell = { slug: "ville-de-kermor", profile: { name: "Ville de Kermor", kind: "local-authority" as const } };
    await call(organisationOperations.createDemonstration, shell, as(machine));
    const { organisations } = await call(demonstrationOperations.create, undefined, as(machine));
    expect(organisations.map((each) => each.slug)).toEqual([
      "maison-kerouan",
      "ville-de-kermor",
      "les-semeurs-de-kermor",
    ]);
    for (const { slug } of organisations) {
      const [batch] = await call(measurementsOperations.listImports, {}, as(anne, slug));
      expect(batch).toMatchObject({ source: "demonstration", state: "done", rejectedCount: 0, coversTo: "2026-11-15" });
      expect(batch?.accepted).toBeGreaterThan(10_000);
      const listed = await call(objectivesOperations.list, {}, as(anne, slug));
      expect(listed.filter(({ objective }) => objective.state === "adopted").length).toBeGreaterThanOrEqual(3);
      expect(listed.some(({ objective }) => objective.state === "proposed")).toBe(true);
      const verdicts = listed.map(({ attainment }) => attainment.verdict);
      expect(verdicts).not.toContain("unknown");
    }
    for (const again of [as(machine), as(anne)]) {
      await expect(call(demonstrationOperations.create, undefined, again)).rejects.toMatchObject(
        refusal("demonstration/already-there"),
      );
    }
  }, 60_000);

  it("shows objectives in various states, and one account whose export is late", async () => {
    const slugs = ["maison-kerouan", "ville-de-kermor", "les-semeurs-de-kermor"];
    const verdicts = new Set<string>();
    for (const slug of slugs) {
      const listed = await call(objectivesOperations.list, { state: "adopted", asOf: "2026-11-15" }, as(anne, slug));
      for (const { attainment } of listed) verdicts.add(attainment.verdict);
    }
    expect([...verdicts].sort()).toEqual(["late", "on-course", "reached"]);
    const fresh = await call(measurementsOperations.freshness, undefined, as(anne, "ville-de-kermor"));
    expect(fresh.find((each) => each.network === "linkedin")?.lastDay).toBe("2026-10-29");
  });

  it("stays out of everybody else’s sight and organisation", async () => {
    await expect(call(organisationOperations.get, undefined, as(yann, "ville-de-kermor"))).rejects.toMatchObject(
      refusal("access/organisation-unknown"),
    );
    await expect(call(demonstrationOperations.remove, undefined, as(yann))).rejects.toMatchObject(
      refusal("demonstration/not-there"),
    );
    await expect(call(demonstrationOperations.create, undefined, as(anonymous))).rejects.toMatchObject(
      refusal("access/sign-in-needed"),
    );
    expect(await call(measurementsOperations.listImports, {}, as(anne, "les-amis-du-phare"))).toEqual([]);
  });

  it("is made again for a second person who asks, apart from what the first one tried in theirs", async () => {
    await call(objectivesOperations.create, ofAnne, as(anne, "ville-de-kermor"));
    const { organisations } = await call(demonstrationOperations.create, undefined, as(yann));
    expect(organisations).toEqual([
      { slug: "maison-kerouan-2", name: "Maison Kerouan" },
      { slug: "ville-de-kermor-2", name: "Ville de Kermor" },
      { slug: "les-semeurs-de-kermor-2", name: "Les Semeurs de Kermor" },
    ]);
    const seen = await call(objectivesOperations.list, {}, as(yann, "ville-de-kermor-2"));
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.map(({ objective }) => objective.statement)).not.toContain(ofAnne.statement);
    for (const [person, slug] of [[yann, "ville-de-kermor"] as const, [anne, "ville-de-kermor-2"] as const]) {
      await expect(call(organisationOperations.get, undefined, as(person, slug))).rejects.toMatchObject(
        refusal("access/organisation-unknown"),
      );
    }
    await expect(call(demonstrationOperations.create, undefined, as(yann))).rejects.toMatchObject(
      refusal("demonstration/already-there"),
    );
    const gone = (await call(demonstrationOperations.remove, undefined, as(yann))).organisations;
    expect(gone.map((each) => each.slug).sort()).toEqual(organisations.map((each) => each.slug).sort());
    expect(await call(measurementsOperations.listImports, {}, as(anne, "ville-de-kermor"))).toHaveLength(1);
  }, 60_000);

  it("goes without a trace, and leaves what is somebody’s own", async () => {
    const { organisations } = await call(demonstrationOperations.remove, undefined, as(anne));
    expect(organisations).toHaveLength(3);
    for (const table of ["daily_value", "post", "comment", "objective", "series"]) {
      const { rows } = await database.pool.query(`select count(*)::integer as left from ${table}`);
      expect(rows[0].left).toBe(0);
    }
    const me = await call(organisationOperations.whoAmI, undefined, as(machine));
    expect(me.organisations.map((each) => each.slug)).toEqual(["les-amis-du-phare"]);
  });
});
