import { describe, expect, it } from "vitest";
import { changeText, moneyText, numberText, shareText, valueText } from "../../../kernel/measure.ts";
import {
  countWord,
  dayOfPost,
  dayText,
  duringText,
  hourText,
  listText,
  moveText,
  periodText,
  quoted,
  rangeText,
  shortened,
  subjectText,
  thanText,
} from "./rules.ts";

describe("figures in words", () => {
  it("are written as each language writes them", () => {
    expect(numberText(1234567, "fr")).toBe("1\u202f234\u202f567");
    expect(numberText(-1234.56, "fr", 1)).toBe("−1\u202f234,6");
    expect(numberText(1234.56, "en", 1)).toBe("1,234.6");
    expect(shareText(0.1234, "fr", 1)).toBe("12,3\u202f%");
    expect(shareText(0.1234, "en", 1)).toBe("12.3%");
    expect(moneyText(1488000, "fr", "EUR")).toBe("14\u202f880\u00a0€");
    expect(moneyText(54, "fr", "EUR")).toBe("0,54\u00a0€");
    expect(moneyText(6343, "en", "EUR")).toBe("€63.43");
  });

  it("carry the unit of their indicator", () => {
    expect(valueText(4.21, "percent", "fr", "EUR")).toBe("4,2\u202f%");
    expect(valueText(4.256, "ratio", "fr", "EUR")).toBe("4,26");
    expect(valueText(5400, "seconds", "fr", "EUR")).toBe("1\u00a0h\u00a030");
    expect(valueText(125000, "cents", "en", "GBP")).toBe("£1,250");
  });

  it("say their move with the right word and number", () => {
    expect(moveText(82, 100, "count", "fr")).toBe("18\u202f% de moins");
    expect(moveText(105, 100, "count", "en")).toBe("5% more");
    expect(moveText(100, 100, "count", "fr")).toBe("autant");
    expect(moveText(350, 100, "count", "fr")).toBe("3,5\u00a0fois plus");
    expect(moveText(4.3, 4.1, "percent", "fr")).toBe("0,2\u00a0point de plus");
    expect(moveText(4.3, 7.1, "percent", "fr")).toBe("2,8\u00a0points de moins");
    expect(moveText(4.3, 3.3, "percent", "en")).toBe("1\u00a0point more");
    expect(moveText(4.3, null, "percent", "fr")).toBeNull();
    expect(moveText(4, 0, "count", "fr")).toBeNull();
  });

  it("show a change in points for rates, in per cent for the rest, nothing when unknown", () => {
    expect(changeText(4.3, 4.1, "percent", "fr")).toBe("+0,2\u00a0pt");
    expect(changeText(74, 100, "count", "fr")).toBe("−26\u202f%");
    expect(changeText(104.5, 100, "count", "en")).toBe("+4.5%");
    expect(changeText(null, 100, "count", "fr")).toBeNull();
    expect(changeText(3, 0, "count", "fr")).toBeNull();
  });
});

describe("days and periods in words", () => {
  it("name a week and a month, alone and in a comparison", () => {
    expect(periodText("2026-W46", "fr")).toBe("semaine\u00a046");
    expect(periodText("2026-10", "fr")).toBe("octobre 2026");
    expect(periodText("2026-10", "en")).toBe("October 2026");
    expect(duringText("2026-W45", "fr")).toBe("la semaine\u00a045");
    expect(duringText("2026-10", "fr")).toBe("en octobre 2026");
    expect(thanText("2026-W45", "fr")).toBe("que la semaine\u00a045");
    expect(thanText("2026-10", "fr")).toBe("qu’en octobre 2026");
    expect(thanText("2026-W45", "en")).toBe("than in week\u00a045");
  });

  it("write ranges within a month, over two months, over two years", () => {
    expect(rangeText({ from: "2026-11-09", to: "2026-11-15" }, "fr")).toBe("9–15\u00a0nov.\u00a02026");
    expect(rangeText({ from: "2026-09-28", to: "2026-10-04" }, "fr")).toBe("28\u00a0sept. – 4\u00a0oct.\u00a02026");
    expect(rangeText({ from: "2026-12-28", to: "2027-01-03" }, "en")).toBe(
      "28\u00a0Dec\u00a02026 – 3\u00a0Jan\u00a02027",
    );
  });

  it("write the first of a month as French does", () => {
    expect(dayText("2026-11-01", "fr")).toBe("1er\u00a0novembre\u00a02026");
    expect(dayText("2026-11-01", "en")).toBe("1\u00a0November\u00a02026");
    expect(dayOfPost("2026-11-13", "fr")).toBe("vendredi\u00a013\u00a0nov.");
  });

  it("give hours in the organisation's time zone", () => {
    const instant = new Date("2026-11-13T17:30:00Z");
    expect(hourText(instant, "Europe/Paris", "fr")).toBe("18\u00a0h\u00a030");
    expect(hourText(instant, "Europe/Paris", "en")).toBe("18:30");
    expect(hourText(new Date("2026-11-13T17:00:00Z"), "Europe/Paris", "fr")).toBe("18\u00a0h");
  });
});

describe("small words", () => {
  it("count in letters up to ten", () => {
    expect([0, 1, 10, 11].map((each) => countWord(each, "fr"))).toEqual(["aucun", "un", "dix", "11"]);
  });
  it("list with a last « et »", () => {
    expect(listText(["a", "b", "c"], "fr")).toBe("a, b et c");
    expect(listText(["a"], "en")).toBe("a");
    expect(listText([], "en")).toBe("");
  });
  it("change the marks of a quotation inside a quotation", () => {
    expect(quoted("le bon «\u00a0Marée haute\u00a0»", "fr")).toBe("«\u00a0le bon “Marée haute”\u00a0»");
    expect(quoted("a post", "en")).toBe("“a post”");
  });
  it("cut a text at a word", () => {
    expect(shortened("Le conseil municipal se réunit lundi", 24)).toBe("Le conseil municipal se…");
    expect(shortened("court", 24)).toBe("court");
  });
  it("give an indicator its article and its number", () => {
    expect(subjectText("couverture", "Ville de Kermor (Instagram)", "fr")).toEqual({
      text: "la couverture (Ville de Kermor, Instagram)",
      plural: false,
    });
    expect(subjectText("interactions", null, "fr")).toEqual({ text: "les interactions", plural: true });
    expect(subjectText("taux d’interactions (couverture)", null, "fr").text).toBe(
      "le taux d’interactions (couverture)",
    );
    expect(subjectText("inédit", null, "fr").text).toBe("l’indicateur «\u00a0inédit\u00a0»");
  });
});
