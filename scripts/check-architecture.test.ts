import { describe, expect, test } from "vitest";
import { faultsOf } from "./check-architecture.ts";

const migrations = [
  { path: "1.sql", text: "-- owner: organisation\ncreate table account (" },
  { path: "2.sql", text: "-- owner: objectives\ncreate table objective (" },
];
const faults = (path: string, text: string) => faultsOf([{ path, text }], migrations);

describe("the architecture check", () => {
  test("passes what the house allows", () => {
    expect(faults("activities/objectives/operations.ts", 'import { a } from "../indicators/operations.ts";')).toEqual(
      [],
    );
    expect(
      faults("activities/objectives/store.ts", 'import { sql } from "kysely";\nsql`select from objective`'),
    ).toEqual([]);
  });

  test.each([
    [
      "an engine that imports anything",
      "engine/allocation.ts",
      'import { z } from "zod";',
      "the engine imports nothing",
    ],
    [
      "a slice that uses a later one",
      "activities/indicators/operations.ts",
      'import { a } from "../objectives/operations.ts";',
      "comes before",
    ],
    [
      "a store of another slice read directly",
      "activities/objectives/operations.ts",
      'import { a } from "../indicators/store.ts";',
      "call its operation",
    ],
    [
      "somebody else's table",
      "activities/objectives/store.ts",
      "sql`select * from account`",
      "belongs to organisation",
    ],
    ["SQL in a handler", "activities/objectives/operations.ts", 'import { sql } from "kysely";', "only store.ts"],
    ["a name outside the vocabulary", "activities/objectives/tools.ts", "", "a slice holds only"],
    ["a name that says nothing", "platform/utils.ts", "", "says nothing"],
    ["a slice without a place", "activities/crises/rules.ts", "", "no place in the order"],
    ["a clock read by a rule", "activities/objectives/rules.ts", "const now = new Date();", "read no clock"],
    ["chance without a seed", "engine/sampler.ts", "Math.random()", "no chance without a seed"],
    ["an import without its ending", "platform/http.ts", 'import { a } from "./config";', "with its ending"],
    [
      "a page that reaches the server",
      "activities/objectives/web/page.tsx",
      'import { a } from "../../../platform/http.ts";',
      "may not import platform/",
    ],
    [
      "a page that loads the PDF compiler",
      "activities/objectives/web/page.tsx",
      'import { a } from "../../../documents/pdf.ts";',
      "pages and rules may use only",
    ],
  ])("refuses %s", (_, path, text, sentence) => {
    expect(faults(path, text).join("\n")).toContain(sentence);
  });
});
