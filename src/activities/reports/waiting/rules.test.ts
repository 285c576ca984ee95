import { describe, expect, it } from "vitest";
import { anObjective } from "../fixtures/figures.ts";
import { type Situation, waitingFor } from "./rules.ts";

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");
const quiet: Situation = {
  slug: "ville-de-kermor",
  roles: ["manager", "admin"],
  today: "2026-11-16",
  currency: "EUR",
  period: "2026-W46",
  reportState: "validated",
  anyData: true,
  objectives: [anObjective("on-course")],
  proposed: 0,
  late: [],
  emptyTexts: 0,
};
const kinds = (changes: Partial<Situation>) => waitingFor({ ...quiet, ...changes }, "fr").map((each) => each.kind);

describe("what waits", () => {
  it("is nothing when all is done", () => {
    expect(kinds({})).toEqual([]);
  });
  it("begins with a first import, and asks for no report without data", () => {
    expect(kinds({ anyData: false, reportState: "none", objectives: [], emptyTexts: 4 })).toEqual([
      "import",
      "propose-objective",
      "complete-profile",
    ]);
  });
  it("puts what is missed before what is late, and these before the rest", () => {
    expect(
      kinds({
        reportState: "none",
        proposed: 1,
        objectives: [anObjective("late"), anObjective("missed")],
        late: [{ accountName: "LinkedIn", lastDay: "2026-10-29" }],
      }),
    ).toEqual(["late-objective", "late-objective", "validate-report", "stale-account", "adopt-objective"]);
    const [first] = waitingFor({ ...quiet, objectives: [anObjective("late"), anObjective("missed")] }, "fr");
    expect(first).toMatchObject({ urgency: "act", title: "Un objectif a passé son échéance" });
  });
  it("asks nobody for what their roles do not allow", () => {
    const busy = {
      reportState: "none",
      proposed: 2,
      emptyTexts: 2,
      late: [{ accountName: "X", lastDay: "2026-10-29" }],
      objectives: [anObjective("late")],
    } as const;
    expect(kinds({ ...busy, roles: ["reader"] })).toEqual(["late-objective"]);
    expect(kinds({ ...busy, roles: ["community"] })).toEqual(["late-objective", "stale-account"]);
    expect(kinds({ anyData: false, objectives: [], roles: ["decider"] })).toEqual(["propose-objective"]);
  });
  it("says it in both languages, with where to go", () => {
    const late = [{ accountName: "Ville de Kermor (LinkedIn)", lastDay: "2026-10-29" }];
    const [stale] = waitingFor({ ...quiet, late }, "fr");
    expect(stale?.link).toBe("/o/ville-de-kermor/imports");
    expect(plain(stale?.detail ?? "")).toBe("Ses chiffres s’arrêtent au 29 octobre 2026, il y a 18 jours.");
    const titles = (period: string, language: "fr" | "en") =>
      waitingFor({ ...quiet, reportState: "none", period }, language).map((each) => plain(each.title));
    expect(titles("2026-W46", "fr")).toEqual(["Valider le rapport de la semaine 46"]);
    expect(titles("2026-10", "fr")).toEqual(["Valider le rapport d’octobre 2026"]);
    expect(titles("2026-11", "fr")).toEqual(["Valider le rapport de novembre 2026"]);
    expect(titles("2026-10", "en")).toEqual(["Validate the report of October 2026"]);
    const [profile] = waitingFor({ ...quiet, emptyTexts: 1 }, "fr");
    expect(plain(profile?.detail ?? "")).toContain("Un des quatre textes est vide");
  });
});
