import { expect, it } from "vitest";
import { columnsOf, mappingFaults } from "./mapping-draft.ts";

const table = {
  name: "feuille",
  rows: [
    ["Export du 3 mars", "", ""],
    ["Jour", "Portée (tous)", "Coût", "Coût"],
    ["03/03/2026", "120", "", "4"],
    ["04/03/2026", "80", "2,5", ""],
  ],
};

it("lists the titled columns of the chosen line, with examples from below it", () => {
  expect(columnsOf(table, 2, null)).toEqual([
    { header: "Jour", examples: ["03/03/2026", "04/03/2026"], suggested: null },
    { header: "Portée (tous)", examples: ["120", "80"], suggested: null },
    { header: "Coût", examples: ["2,5"], suggested: null },
  ]);
});

it("finds the proposed role whatever form the server gave the title", () => {
  const suggestion = {
    table: "feuille",
    headerLine: 2,
    network: "other" as const,
    accountKind: "page" as const,
    accountName: "x",
    shape: "daily" as const,
    columns: { jour: "date" as const, "portee (tous)": "metric:reach" as const },
  };
  expect(columnsOf(table, 2, suggestion).map((column) => column.suggested)).toEqual(["date", "metric:reach", null]);
  expect(columnsOf({ ...table, name: "autre" }, 2, suggestion).every((column) => column.suggested === null)).toBe(true);
});

it("says what keeps a mapping from being read", () => {
  const kinds = (...given: Parameters<typeof mappingFaults>) => mappingFaults(...given).map((fault) => fault.kind);
  expect(kinds("daily", {})).toEqual(["noDate", "noMetric"]);
  expect(kinds("posts", { Jour: "date", Vues: "metric:views" })).toEqual(["noId"]);
  expect(kinds("posts", { Jour: "date", Lien: "permalink" })).toEqual([]);
  expect(kinds("comments", { Jour: "date" })).toEqual(["noText"]);
  expect(mappingFaults("daily", { Jour: "date", A: "metric:views", B: "metric:views" })).toEqual([
    { kind: "twice", role: "metric:views", columns: ["A", "B"] },
  ]);
});
