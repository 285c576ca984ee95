import { call } from "@orpc/server";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays, mondayOf } from "../../kernel/period.ts";
import { type Database, withTenant } from "../../platform/db/connect.ts";
import { createTestDatabase } from "../../platform/db/testing.ts";
import type { HttpApp } from "../../platform/http.ts";
import type { CallContext } from "../../platform/operation.ts";
import { aCall, machine } from "../../platform/test-call.ts";
import { measurementsOperations } from "../measurements/operations.ts";
import { objectivesOperations } from "../objectives/operations.ts";
import { organisationOperations } from "../organisation/operations.ts";
import { ReportFigures } from "./contract.ts";
import { reportsOperations } from "./operations.ts";
import { reportsRoutes } from "./routes.ts";

let database: Database;
const ours = "ville-de-penn-ar-roz";
const theirs = "les-amis-du-fort";
const on = (slug: string, changes: Partial<CallContext> = {}) => ({ context: aCall(database, machine, slug, changes) });
const refusal = (code: string) => ({ data: { code } });

const page = { network: "facebook", kind: "page", externalId: "penn", name: "Penn-ar-Roz" } as const;
const late = { network: "linkedin", kind: "page", externalId: "penn-li", name: "Penn-ar-Roz (LinkedIn)" } as const;
const purse = {
  network: "facebook",
  kind: "ads",
  externalId: "penn-ads",
  name: "Publicités",
  currency: "EUR",
} as const;

/** Thirty weeks up to Sunday 15 November: a steady reach that falls in the last week, five posts a week, some spend. */
function thirtyWeeks() {
  const lines: object[] = [];
  const first = addDays(mondayOf("2026-11-09"), -29 * 7);
  for (let week = 0; week < 30; week++) {
    const monday = addDays(first, week * 7);
    const reach = week === 29 ? 600 : 1000 + (week % 3) * 20;
    lines.push({
      kind: "range",
      table: "reach",
      line: week + 2,
      account: page,
      from: monday,
      to: addDays(monday, 6),
      dimension: "",
      values: { reach },
    });
    for (let day = 0; day < 7; day++) {
      lines.push({
        kind: "daily",
        table: "ads",
        line: week * 7 + day,
        account: purse,
        day: addDays(monday, day),
        dimension: "campaign:Forum",
        values: { spend: 1000, impressions: 500 },
      });
      if (week < 27)
        lines.push({
          kind: "daily",
          table: "linkedin",
          line: week * 7 + day,
          account: late,
          day: addDays(monday, day),
          dimension: "",
          values: { impressions: 40 },
        });
    }
    for (let post = 0; post < 7; post++) {
      const day = addDays(monday, post);
      const engagements = week === 29 && post === 2 ? 90 : 38 + post + (week % 4);
      lines.push({
        kind: "post",
        table: "posts",
        line: week * 7 + post,
        account: page,
        externalId: `p${week}-${post}`,
        publishedAt: `${day}T18:30`,
        format: "image",
        text: `Publication ${week}-${post}`,
        values: { reach: 1000, engagements, comments: 4 },
      });
      lines.push({
        kind: "comment",
        table: "comments",
        line: 1,
        account: page,
        externalId: `c${week}-${post}`,
        postExternalId: `p${week}-${post}`,
        author: "A",
        text: "Merci",
        publishedAt: `${day}T20:00`,
      });
    }
  }
  return lines;
}

beforeAll(async () => {
  database = await createTestDatabase();
  for (const name of ["Ville de Penn-ar-Roz", "Les Amis du Fort"]) {
    await call(organisationOperations.create, { name, kind: "local-authority" }, on(""));
  }
  await call(measurementsOperations.load, { label: "essai", observations: thirtyWeeks() }, on(ours));
  const accounts = await call(organisationOperations.listAccounts, undefined, on(ours));
  const { id } = await call(
    objectivesOperations.create,
    {
      statement: "Toucher 1 500 comptes par semaine",
      kind: "awareness",
      indicator: "reach",
      perimeter: { accountId: accounts.find((each) => each.kind === "page" && each.network === "facebook")?.id },
      measure: "per-week",
      direction: "more",
      baseline: 900,
      target: 1500,
      startsOn: "2026-09-01",
      dueOn: "2026-12-31",
    },
    on(ours),
  );
  await call(objectivesOperations.adopt, { id }, on(ours));
}, 60_000);
afterAll(() => database.close());

describe("a report of a past week", () => {
  it("is computed live: objectives, signals, posts, comments, spend, what is missing", async () => {
    const report = await call(reportsOperations.get, { period: "2026-W46", language: "fr" }, on(ours));
    const { figures } = report;
    expect(report).toMatchObject({ state: "live", summaryEdited: false, dataChanged: false, language: "fr" });
    expect(figures).toMatchObject({
      previous: "2026-W45",
      postsPublished: 7,
      comments: { known: true, total: 28, previous: 28, byNetwork: [{ network: "facebook", comments: 28 }] },
      spend: { known: true, cents: 7000, previousCents: 7000, byNetwork: [{ network: "facebook", cents: 7000 }] },
      missing: [{ accountName: "Penn-ar-Roz (LinkedIn)", network: "linkedin", lastDay: "2026-10-25" }],
    });
    const reach = figures.indicators.find((each) => each.indicator.id === "reach");
    expect(reach).toMatchObject({
      accountName: "Penn-ar-Roz",
      comparison: { current: { value: 600 }, previous: { value: 1020 }, signal: { verdict: "signal-down" } },
    });
    // LinkedIn’s impressions are missing: the sum fell for that reason alone, and nobody may call it a signal.
    const impressions = figures.indicators.find((each) => each.indicator.id === "impressions");
    expect(impressions).toMatchObject({ partial: true, comparison: { current: { value: 3500 } } });
    expect(report.summary).not.toContain("mpressions");
    expect(figures.charts[0]).toMatchObject({ indicator: { id: "reach" }, accountName: "Penn-ar-Roz" });
    expect(figures.charts[0]?.points).toHaveLength(26);
    expect(figures.charts[0]?.points.at(-1)).toEqual({ from: "2026-11-09", to: "2026-11-15", value: 600 });
    expect(figures.best[0]).toMatchObject({
      rankedBy: "engagement-rate",
      value: 9,
      post: { text: "Publication 29-2" },
    });
    expect(figures.best[0]?.usual).toBeCloseTo(4.25, 0);
    expect(figures.objectives.map((each) => each.attainment.verdict)).toEqual(["late"]);
    expect(report.summary).toContain("la couverture (Penn-ar-Roz) recule de 41\u202f%");
    expect(report.summary).toContain("Il manque des chiffres");
    expect(figures.dataHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it("is written in the language that is asked for", async () => {
    const report = await call(reportsOperations.get, { period: "2026-10", language: "en" }, on(ours));
    expect(report.summary).toContain("October 2026: ");
    expect(report.figures.charts[0]?.points.at(-1)?.from).toBe("2026-10-01");
  });

  it("is refused for the future and where there is nothing", async () => {
    await expect(call(reportsOperations.get, { period: "2027-W02" }, on(ours))).rejects.toMatchObject(
      refusal("reports/period-in-the-future"),
    );
    await expect(call(reportsOperations.get, { period: "2019-W02" }, on(ours))).rejects.toMatchObject(
      refusal("reports/nothing-to-report"),
    );
    await expect(call(reportsOperations.get, { period: "2026-W46" }, on(theirs))).rejects.toMatchObject(
      refusal("reports/nothing-to-report"),
    );
  });
});

describe("the words of a report", () => {
  it("are kept with their figures, tell when the data changed, and return to the draft", async () => {
    const input = { period: "2026-W44", language: "fr" } as const;
    const live = await call(reportsOperations.get, input, on(ours));
    const kept = await call(reportsOperations.updateSummary, { ...input, summary: "Nos mots." }, on(ours));
    expect(kept).toMatchObject({ state: "draft", summary: "Nos mots.", summaryEdited: true, dataChanged: false });
    expect(ReportFigures.parse(kept.figures)).toEqual(live.figures);
    const counted = {
      kind: "daily",
      table: "",
      line: 1,
      account: page,
      day: "2026-10-30",
      dimension: "",
      values: { "link-clicks": 7 },
    };
    await call(measurementsOperations.load, { label: "suite", observations: [counted] }, on(ours));
    const after = await call(reportsOperations.get, input, on(ours));
    expect(after).toMatchObject({
      dataChanged: true,
      summary: "Nos mots.",
      figures: { dataHash: live.figures.dataHash },
    });
    const back = await call(reportsOperations.updateSummary, { ...input, summary: null }, on(ours));
    expect(back).toMatchObject({ state: "live", summaryEdited: false, dataChanged: false });
    expect(back.figures.dataHash).not.toBe(live.figures.dataHash);
  });

  it("are frozen with the figures once validated, in one language at a time", async () => {
    const input = { period: "2026-W45", language: "fr" } as const;
    await expect(call(reportsOperations.validate, { period: "2026-W47" }, on(ours))).rejects.toMatchObject(
      refusal("reports/period-not-over"),
    );
    const validated = await call(reportsOperations.validate, input, on(ours));
    expect(validated).toMatchObject({ state: "validated", validatedBy: "vigie", dataChanged: false });
    for (const again of [
      call(reportsOperations.validate, input, on(ours)),
      call(reportsOperations.updateSummary, { ...input, summary: "Autre" }, on(ours)),
    ]) {
      await expect(again).rejects.toMatchObject(refusal("reports/already-validated"));
    }
    const counted = {
      kind: "daily",
      table: "",
      line: 1,
      account: page,
      day: "2026-11-03",
      dimension: "",
      values: { "link-clicks": 9 },
    };
    await call(measurementsOperations.load, { label: "suite", observations: [counted] }, on(ours));
    const after = await call(reportsOperations.get, input, on(ours));
    expect(after).toMatchObject({ summary: validated.summary, dataChanged: true });
    expect(after.figures).toEqual(validated.figures);
    const listed = await call(reportsOperations.list, { kind: "week", limit: 3 }, on(ours));
    expect(listed.map(({ period, state, languages }) => ({ period, state, languages }))).toEqual([
      { period: "2026-W46", state: "none", languages: [] },
      { period: "2026-W45", state: "validated", languages: ["fr"] },
      { period: "2026-W44", state: "none", languages: [] },
    ]);
  });

  it("belong to their organisation alone", async () => {
    expect(await call(reportsOperations.list, {}, on(theirs))).toEqual([]);
    const { rows } = await database.pool.query("select organisation_id from organisation where slug = $1", [theirs]);
    const seen = await withTenant(database, rows[0].organisation_id, ({ client }) =>
      client.query("select * from report"),
    );
    expect(seen.rows).toEqual([]);
  });
});

describe("the bridge", () => {
  it("says the last week that is over in one sentence, with what waits", async () => {
    const bridge = await call(reportsOperations.bridge, { language: "fr" }, on(ours));
    expect(bridge).toMatchObject({ period: "2026-W46", tone: "look", chart: { indicator: { id: "reach" } } });
    expect(bridge.sentence).toContain("l’objectif adopté ne tient pas son cap");
    expect(bridge.figures.length).toBeLessThanOrEqual(5);
    expect(bridge.waiting.map((each) => each.kind)).toEqual([
      "late-objective",
      "validate-report",
      "stale-account",
      "complete-profile",
    ]);
  });
  it("invites an empty organisation to a first import", async () => {
    const bridge = await call(reportsOperations.bridge, { language: "en" }, on(theirs));
    expect(bridge).toMatchObject({ tone: "empty", figures: [], chart: null });
    expect(bridge.waiting[0]).toMatchObject({ kind: "import", link: `/o/${theirs}/imports` });
  });
});

describe("the file of a report", () => {
  const asked = (path: string, slug: string) => {
    const served = new Hono() as unknown as HttpApp;
    served.use(async (c, next) => {
      c.set("call", aCall(database, machine, slug));
      await next();
    });
    served.onError((error, c) =>
      c.json({ code: (error as { data?: { code?: string } }).data?.code ?? "malformed" }, 400),
    );
    reportsRoutes.mount(served);
    return served.request(path);
  };
  it("has the same figures as the page, as JSON, HTML and PDF", async () => {
    const report = await call(reportsOperations.get, { period: "2026-W46", language: "fr" }, on(ours));
    const json = await asked("/api/reports/2026-W46/file?format=json&language=fr", ours);
    expect(json.headers.get("content-disposition")).toBe(`attachment; filename="rapport-${ours}-2026-W46.json"`);
    expect(await json.json()).toEqual(JSON.parse(JSON.stringify(report.figures)));
    const html = await (await asked("/api/reports/2026-W46/file?format=html&language=fr", ours)).text();
    expect(html).toContain("Rapport de la semaine");
    expect(html).toContain(report.figures.dataHash);
    const pdf = await asked("/api/reports/2026-W46/file?language=en", ours);
    expect(pdf.headers.get("content-type")).toBe("application/pdf");
    expect(pdf.headers.get("content-disposition")).toContain(`report-${ours}-2026-W46.pdf`);
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
  });
  it("is refused as the page is", async () => {
    expect(await (await asked("/api/reports/2026-W46/file", theirs)).json()).toEqual({
      code: "reports/nothing-to-report",
    });
    expect(await (await asked("/api/reports/2026-W99/file", ours)).json()).toEqual({ code: "malformed" });
    expect(await (await asked("/api/reports/2026-W46/file?format=doc", ours)).json()).toEqual({ code: "malformed" });
  });
});
