import { describe, expect, it } from "vitest";
import { findPersonalData } from "./personal-data.ts";

const find = (text: string) =>
  findPersonalData(text, text.replace(/\D/g, "").length, text.includes("@") ? 1 : 0).map(({ what, start, end }) => [
    what,
    text.slice(start, end),
  ]);

describe("personal data in a comment", () => {
  it("finds e-mail, telephone, account, card and address", () => {
    expect(find("écrivez à jean.dupont@exemple.fr svp")).toEqual([["email", "jean.dupont@exemple.fr"]]);
    expect(find("mon num 06 12 34 56 78 merci")).toEqual([["phone", "06 12 34 56 78"]]);
    expect(find("call +32 475 12 34 56")).toEqual([["phone", "+32 475 12 34 56"]]);
    expect(find("IBAN FR76 3000 6000 0112 3456 7890 189")).toEqual([["bank", "FR76 3000 6000 0112 3456 7890 189"]]);
    expect(find("carte 4111 1111 1111 1111")).toEqual([["bank", "4111 1111 1111 1111"]]);
    expect(find("elle habite au 12 rue des Lilas")).toEqual([["address", "12 rue des Lilas"]]);
  });

  it("leaves prices, dates, hours, years and file numbers alone", () => {
    for (const text of [
      "le 12/03/2024 à 18h30",
      "1 250 000 habitants",
      "dossier 2024-118",
      "3 semaines et 45 minutes",
      "1234 5678",
    ]) {
      expect(find(text)).toEqual([]);
    }
  });
});
