import { expect, it } from "vitest";
import { byUrgency, type Standing, summaryOf } from "./standing.ts";

let id = 0;
const one = (
  verdict: Standing["attainment"]["verdict"],
  rate: number | null = null,
  state: Standing["objective"]["state"] = "adopted",
): Standing => {
  id += 1;
  return { objective: { id, statement: `objective ${id}`, state }, attainment: { verdict, rate, expectedRate: 0.5 } };
};

it("counts the adopted ones only, and names the one furthest behind", () => {
  const list = [
    one("late", 0.4),
    one("late", 0.1),
    one("on-course", 0.5),
    one("not-started"),
    one("unknown"),
    one("late", 0, "proposed"),
    one("missed", 0, "archived"),
  ];
  const summary = summaryOf(list);
  expect(summary).toMatchObject({ adopted: 5, proposed: 1, held: 2, unknown: 1 });
  expect(summary.worst).toBe(list[1]?.objective);
});

it("puts what needs a look first", () => {
  const list = [one("reached", 1), one("unknown"), one("late", 0.4), one("late", 0.1), one("missed", 0.9)];
  expect([...list].sort(byUrgency)).toEqual([list[4], list[3], list[2], list[1], list[0]]);
});
