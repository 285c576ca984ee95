import { expect, test } from "vitest";
import { lookupOf, normaliseHeader, readHeader, splitCurrency } from "./header.ts";

test.each([
  ["Mentions J’aime", "mentions j'aime"],
  ["\ufeffPost ID ", "post id"],
  ["CPM (Coût pour 1\u00a0000 impressions) (USD)", "cpm (cout pour 1 000 impressions)"],
  ["RÉponses", "reponses"],
  ["Amount spent\u202f(EUR)", "amount spent"],
  ["Click through rate (CTR)", "click through rate (ctr)"],
])("“%s” is compared as “%s”", (header, plain) => {
  expect(normaliseHeader(header)).toBe(plain);
});

test("a currency in a header is kept apart", () => {
  expect(splitCurrency("Montant dépensé (CHF)")).toEqual({ name: "Montant dépensé", currency: "CHF" });
  expect(splitCurrency("CTR (tous)")).toEqual({ name: "CTR (tous)" });
});

test("names are matched in any order, twice if they come twice, and by their beginning", () => {
  const lookup = lookupOf({ views: ["Views", "Vues"], reactions: ["Réactions"], seconds: ["Secondes regardé…"] });
  const header = readHeader(
    ["VUES", "Réactions, commentaires et partages", "Secondes regardées au total", "views", "Réactions"],
    lookup,
  );
  expect([...header.columns]).toEqual([
    ["views", [0, 3]],
    ["seconds", [2]],
    ["reactions", [4]],
  ]);
  expect(header.unknown).toEqual(["Réactions, commentaires et partages"]);
});

test("one name for two fields is a fault of the dictionary", () => {
  expect(() => lookupOf({ a: ["Date"], b: ["date"] })).toThrow("names both");
});
