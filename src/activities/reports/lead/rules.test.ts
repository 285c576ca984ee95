import { describe, expect, it } from "vitest";
import { aMeasure, anObjective, someFigures } from "../fixtures/figures.ts";
import { comparedText, emptyLead, leadOf, signalsOf, toneOf } from "./rules.ts";

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");
const lead = (changes: Parameters<typeof someFigures>[0], language: "fr" | "en" = "fr") =>
  plain(leadOf(someFigures(changes), language));

const reach = aMeasure(74, 100, "signal-down", { accountName: "Ville de Kermor" });
const usual = aMeasure(101, 100);
const hold = anObjective("on-course");
const late = anObjective("late");

describe("the sentence that leads", () => {
  it("says how many objectives hold and the strongest move", () => {
    expect(lead({ objectives: [hold, hold, late, hold], indicators: [reach, usual] })).toBe(
      "Semaine 46 : trois objectifs sur quatre tiennent leur cap ; la couverture (Ville de Kermor) recule de 26 %, au-delà de son ordinaire.",
    );
    expect(
      lead(
        {
          objectives: [hold, hold, late, hold],
          indicators: [{ ...reach, indicator: { ...reach.indicator, label: "reach" } }],
        },
        "en",
      ),
    ).toBe(
      "Week 46: three of four objectives are on course; reach (Ville de Kermor) fell by 26% from week 45, beyond its usual range.",
    );
  });

  it("never comments on noise", () => {
    expect(lead({ objectives: [hold, hold], indicators: [aMeasure(60, 100, "usual")] })).toBe(
      "Semaine 46 : les deux objectifs tiennent leur cap ; aucun chiffre ne sort de son ordinaire.",
    );
    expect(lead({ objectives: [hold, hold], indicators: [aMeasure(60, 100, "too-short")] }, "en")).toBe(
      "Week 46: both objectives are on course; no figure is outside its usual range.",
    );
  });

  it("counts one, none, and the unmeasurable", () => {
    expect(lead({ objectives: [late], indicators: [usual] })).toBe(
      "Semaine 46 : l’objectif adopté ne tient pas son cap ; aucun chiffre ne sort de son ordinaire.",
    );
    expect(lead({ objectives: [late, late], indicators: [usual] })).toContain(
      "aucun des deux objectifs ne tient son cap",
    );
    expect(lead({ objectives: [hold, late], indicators: [usual] })).toContain("un objectif sur deux tient son cap");
    expect(lead({ objectives: [hold, anObjective("unknown")], indicators: [usual] })).toContain(
      "l’objectif adopté tient son cap (un autre n’est pas mesurable)",
    );
    expect(lead({ objectives: [anObjective("unknown"), anObjective("unknown")], indicators: [usual] })).toContain(
      "aucun des deux objectifs n’est mesurable faute de données",
    );
    expect(lead({ objectives: [anObjective("not-started")], indicators: [usual] })).toContain(
      "aucun objectif adopté n’est en cours",
    );
    expect(lead({ objectives: [late], indicators: [usual] }, "en")).toContain("the adopted objective is off course");
    expect(lead({ objectives: [late, hold], indicators: [usual] }, "en")).toContain(
      "one of two objectives is on course",
    );
  });

  it("agrees with plural figures and counts the other moves", () => {
    const interactions = aMeasure(150, 100, "signal-up", { indicator: { id: "interactions", label: "interactions" } });
    const shares = aMeasure(130, 100, "signal-up", { indicator: { id: "shares", label: "partages" } });
    expect(lead({ indicators: [shares, interactions] })).toBe(
      "Semaine 46 : aucun objectif adopté n’est en cours ; les interactions progressent de 50 %, au-delà de leur ordinaire, et un autre chiffre sort du sien.",
    );
    expect(lead({ indicators: [shares, interactions, reach] })).toContain("et deux autres chiffres sortent du leur");
  });

  it("says where a figure stands when nothing before is known, or when it moved the other way", () => {
    expect(lead({ indicators: [aMeasure(140, null, "signal-up")] })).toContain(
      "la couverture est au-dessus de son ordinaire, à 140",
    );
    expect(lead({ indicators: [aMeasure(140, 180, "signal-up")] })).toContain("est au-dessus de son ordinaire, à 140");
    expect(lead({ indicators: [aMeasure(115, 110, "signal-up")] })).toContain(
      "la couverture reste durablement au-dessus de sa moyenne, à 115",
    );
  });

  it("says plainly when nothing is known", () => {
    expect(lead({})).toBe("Semaine 46 : aucun chiffre n’est encore connu pour cette période.");
    expect(lead({ period: "2026-10" }, "en")).toBe("October 2026: no figure is known for this period yet.");
    expect(plain(emptyLead("fr", true))).toContain("importez un premier export");
    expect(emptyLead("en", true)).toContain("import a first export");
    // Whoever may not import is told who can.
    expect(emptyLead("fr", false)).toContain("un Community Manager ou le Social Media Manager");
    expect(emptyLead("fr", false)).not.toContain("importez");
    expect(emptyLead("en", false)).toContain("a community manager or the social media manager");
  });

  it("leaves zero a figure like another", () => {
    expect(lead({ indicators: [aMeasure(0, 100, "signal-down")] })).toContain("la couverture recule de 100 %");
  });
});

describe("what speaks", () => {
  it("puts figures beyond their limits before long drifts, and never judges a stock by its level", () => {
    const drift = aMeasure(118, 110, "signal-up", { indicator: { id: "shares" } });
    const far = aMeasure(300, 110, "signal-up", { indicator: { id: "comments" } });
    const near = aMeasure(125, 110, "signal-up", { indicator: { id: "interactions" } });
    const stock = aMeasure(5000, 4900, "signal-up", { indicator: { id: "followers" } });
    expect(signalsOf([drift, near, stock, far, usual]).map((each) => each.indicator.id)).toEqual([
      "comments",
      "interactions",
      "shares",
    ]);
  });

  it("says nothing of a sum that an account is missing from", () => {
    expect(signalsOf([{ ...aMeasure(50, 100, "signal-down"), partial: true }])).toEqual([]);
  });

  it("gives the page its tone", () => {
    expect(toneOf([hold], [usual])).toBe("hold");
    expect(toneOf([hold], [aMeasure(150, 100, "signal-up")])).toBe("hold");
    expect(toneOf([hold], [reach])).toBe("look");
    expect(toneOf([late], [usual])).toBe("look");
    expect(toneOf([late, anObjective("missed")], [usual])).toBe("act");
    const cost = aMeasure(150, 100, "signal-up", { indicator: { id: "cpa", direction: "less" } });
    expect(toneOf([hold], [cost])).toBe("look");
    const spend = aMeasure(150, 100, "signal-up", { indicator: { id: "spend", direction: "neutral" } });
    expect(toneOf([hold], [spend])).toBe("hold");
  });
});

describe("a figure with its comparison", () => {
  const say = (value: number, before: number | null, language: "fr" | "en" = "fr", previous = "2026-W45") =>
    plain(comparedText(value, before, "count", previous, "EUR", language));
  it("is written for every case", () => {
    expect(say(8412, 10259)).toBe("8 412, soit 18 % de moins que la semaine 45");
    expect(say(100, 100)).toBe("100, autant que la semaine 45");
    expect(say(100, 0)).toBe("100, contre zéro la semaine 45");
    expect(say(100, null)).toBe("100 (pas de chiffre la semaine 45)");
    expect(say(82, 100, "fr", "2026-10")).toBe("82, soit 18 % de moins qu’en octobre 2026");
    expect(say(82, 100, "en")).toBe("82, 18% less than in week 45");
    expect(say(100, 100, "en")).toBe("100, the same as in week 45");
    expect(say(100, null, "en", "2026-10")).toBe("100 (no figure in October 2026)");
  });
});
