import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayNumber, isoDay, readPeriods } from "./curves-dates.ts";
import { readCurvesInput } from "./curves-input.ts";
import { REFUSAL_CODES, type Refusal } from "./curves-refusals.ts";
import schema from "./curves-spec.schema.json" with { type: "json" };
import { type CurvesSpec, readCurvesSpec, roiPriorFromChain } from "./curves-spec.ts";

type Row = Record<string, string>;

const written = {
  date: "semaine",
  outcome: "ventes",
  channels: [
    { name: "Instagram", spend: "instagram" },
    { name: "Facebook", spend: "facebook", exposure: "vues" },
  ],
  controls: ["météo"],
};

function specOf(value: unknown): CurvesSpec {
  const read = readCurvesSpec(value);
  if ("refusals" in read) throw new Error(read.refusals.map((refusal) => refusal.en).join(" "));
  return read.spec;
}

function someRows(count = 12): Row[] {
  return Array.from({ length: count }, (_, t) => ({
    semaine: isoDay(20000 + 7 * t),
    ventes: String(100 + ((t * 37) % 11)),
    instagram: String((t * 53) % 17),
    facebook: String((t * 29) % 13),
    vues: String(1000 * ((t * 29) % 13)),
    météo: String(t % 3),
  }));
}

function refusalsOf(change: (rows: Row[]) => Row[], spec: unknown = written): Refusal[] {
  const found = readCurvesInput(change(someRows()), specOf(spec));
  return "refusals" in found ? found.refusals : [];
}

const withCell = (row: number, column: string, value: string) => (rows: Row[]) =>
  rows.map((cells, r) => (r === row ? { ...cells, [column]: value } : cells));
const withColumn = (column: string, value: (cells: Row, t: number) => string) => (rows: Row[]) =>
  rows.map((cells, t) => ({ ...cells, [column]: value(cells, t) }));

/** One malformed file per code: what each refusal is for. */
const malformed: Record<string, () => Refusal[]> = {
  "spec-invalid": () => refusalsIn({ ...written, date: 3 }),
  "spec-unknown-field": () => refusalsIn({ ...written, chanels: [] }),
  "channel-twice": () => refusalsIn({ ...written, channels: [written.channels[0], written.channels[0]] }),
  "missing-column": () => refusalsOf((rows) => rows, { ...written, outcome: "revenu" }),
  "too-few-periods": () => refusalsOf((rows) => rows.slice(0, 4)),
  "invalid-date": () => refusalsOf(withCell(3, "semaine", "2024-02-30")),
  "ambiguous-date": () => refusalsOf(withColumn("semaine", (_, t) => `01/${String(t + 1).padStart(2, "0")}/2024`)),
  "duplicate-date": () => refusalsOf((rows) => [...rows, rows[5]!]),
  "missing-period": () => refusalsOf((rows) => rows.filter((_, t) => t !== 6)),
  "irregular-dates": () => refusalsOf(withCell(11, "semaine", isoDay(20000 + 7 * 11 + 3))),
  "empty-number": () => refusalsOf(withCell(2, "instagram", " ")),
  "text-in-number": () => refusalsOf(withCell(2, "instagram", "environ 40")),
  "ambiguous-number": () => refusalsOf(withCell(2, "instagram", "1,234")),
  "negative-spend": () => refusalsOf(withCell(2, "facebook", "-5")),
  "zero-spend": () => refusalsOf(withColumn("instagram", () => "0")),
  "constant-spend": () => refusalsOf(withColumn("instagram", () => "40")),
  "identical-channels": () =>
    refusalsOf(
      withColumn("facebook", (cells) => String(3 * Number(cells.instagram))),
      {
        ...written,
        channels: [written.channels[0], { name: "Facebook", spend: "facebook" }],
      },
    ),
  "outcome-zero": () => refusalsOf(withColumn("ventes", () => "0")),
  "outcome-constant": () => refusalsOf(withColumn("ventes", () => "12")),
  "not-a-count": () => refusalsOf(withCell(2, "ventes", "12.5"), { ...written, likelihood: "count" }),
  "event-outside": () => refusalsOf((rows) => rows, { ...written, events: [{ name: "salon", from: "1999-01-01" }] }),
};

function refusalsIn(value: unknown): Refusal[] {
  const read = readCurvesSpec(value);
  return "refusals" in read ? read.refusals : [];
}

describe("a malformed file or specification", () => {
  it("has a test for every code", () => {
    expect(Object.keys(malformed).sort()).toEqual([...REFUSAL_CODES].sort());
  });

  for (const [code, make] of Object.entries(malformed)) {
    it(`is refused with a sentence in both languages: ${code}`, () => {
      const refusals = make();
      expect(refusals.map((refusal) => refusal.code)).toContain(code);
      for (const { fr, en } of refusals) {
        expect(fr).toMatch(/[.]$/);
        expect(en).toMatch(/[.]$/);
        expect(`${fr}${en}`).not.toMatch(/undefined|NaN|\[object/);
        expect(fr).not.toMatch(/« | »| [:;!?%]/);
      }
    });
  }

  it("names the line of the file and the missing week", () => {
    expect(refusalsOf(withCell(2, "instagram", "abc"))[0]!.params).toMatchObject({ line: 4, column: "instagram" });
    expect(refusalsOf((rows) => rows.filter((_, t) => t !== 6))[0]!.params.date).toBe(isoDay(20000 + 42));
    expect(refusalsOf((rows) => [...rows].reverse().filter((_, t) => t !== 6))[0]!.params.missing).toBe(1);
  });

  it("never lets a damaged cell through as a number", () => {
    const damaged = fc.constantFrom(
      "",
      " ",
      "-",
      "n/a",
      "NA",
      "NaN",
      "Infinity",
      "1e999",
      "12€",
      "1.2.3",
      "1,2,3",
      "--4",
      "0x10",
    );
    fc.assert(
      fc.property(
        damaged,
        fc.constantFrom("ventes", "instagram", "facebook", "vues", "météo"),
        fc.nat(11),
        (cell, column, row) => {
          expect(refusalsOf(withCell(row, column, cell)).length).toBeGreaterThan(0);
        },
      ),
    );
  });
});

describe("a good file", () => {
  it("is read in the order of its dates, whatever that of its rows", () => {
    const spec = specOf(written);
    const straight = readCurvesInput(someRows(), spec);
    const reversed = readCurvesInput(someRows().reverse(), spec);
    if ("refusals" in straight || "refusals" in reversed) throw new Error("refused");
    expect(reversed.input).toEqual(straight.input);
    expect(straight.input.stepDays).toBe(7);
    expect(straight.input.channels[1]!.exposure![1]).toBe(3000);
    expect(Object.isFrozen(straight.input)).toBe(true);
  });

  it("may write its numbers in French or in English", () => {
    const spec = specOf(written);
    const french = withColumn("ventes", (cells) => `1 ${cells.ventes},5`)(someRows());
    const found = readCurvesInput(french, spec);
    if ("refusals" in found) throw new Error(found.refusals[0]!.en);
    expect(found.input.outcome[0]).toBe(1100.5);
    const english = withColumn("ventes", (cells) => `1,${cells.ventes}.5`)(someRows());
    const other = readCurvesInput(english, spec);
    if ("refusals" in other) throw new Error(other.refusals[0]!.en);
    expect(other.input.outcome[0]).toBe(1100.5);
  });

  it("may write its dates as day/month, month/day or months", () => {
    const days = Array.from({ length: 10 }, (_, t) => isoDay(20000 + 7 * t));
    const [french, american] = [
      days.map((day) => day.split("-").reverse().join("/")),
      days.map((day) => `${Number(day.slice(5, 7))}/${Number(day.slice(8))}/${day.slice(0, 4)}`),
    ];
    for (const cells of [days, french, american]) {
      const read = readPeriods(cells);
      if ("refusal" in read) throw new Error(read.refusal.en);
      expect(read.periods.dates).toEqual(days);
    }
    const months = readPeriods(["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01"]);
    expect("periods" in months && months.periods.stepDays).toBeCloseTo(30.44, 1);
    const holed = readPeriods(["2023-11-01", "2023-12-01", "2024-02-01", "2024-03-01"]);
    expect("refusal" in holed && holed.refusal.params.date).toBe("2024-01-01");
  });

  it("marks the periods that an event touches", () => {
    const events = [{ name: "salon", from: isoDay(20000 + 9), to: isoDay(20000 + 14) }];
    const found = readCurvesInput(someRows(), specOf({ ...written, events }));
    if ("refusals" in found) throw new Error(found.refusals[0]!.en);
    expect([...found.input.controls.at(-1)!.values].slice(0, 4)).toEqual([0, 1, 1, 0]);
  });

  it("counts days as the calendar does", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1950-01-01"), max: new Date("2150-12-31"), noInvalidDate: true }),
        (date) => {
          const day = dayNumber(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())!;
          expect(day).toBe(Math.floor(date.getTime() / 86_400_000));
          expect(isoDay(day)).toBe(date.toISOString().slice(0, 10));
        },
      ),
    );
  });
});

describe("a specification", () => {
  it("is filled with defaults and frozen", () => {
    const spec = specOf(written);
    expect(spec.channels[0]).toMatchObject({ saturation: "hill", exposure: null, adstock: { length: 8, a: 2, b: 4 } });
    expect(() => {
      (spec.channels as unknown[]).push(1);
    }).toThrow(TypeError);
  });

  it("multiplies the links of a prior chain and adds their doubts", () => {
    const prior = roiPriorFromChain([
      { median: 2, logSd: 0.4 },
      { median: 0.05, logSd: 0.6 },
    ]);
    expect(prior.logMean).toBeCloseTo(Math.log(0.1), 12);
    expect(prior.logSd).toBeCloseTo(Math.sqrt(0.25 + 0.16 + 0.36), 12);
    expect(roiPriorFromChain([{ median: 1, logSd: 0.1 }]).logSd).toBe(0.8);
  });

  it("is what its schema says, field by field, and the schema's example is one", () => {
    for (const example of schema.examples) expect(refusalsIn(example)).toEqual([]);
    const accepts = (field: string, value: unknown) => {
      const unknown = refusalsIn({ ...written, [field]: value }).filter(
        (refusal) => refusal.code === "spec-unknown-field",
      );
      return unknown.length === 0;
    };
    for (const field of Object.keys(schema.properties)) expect(accepts(field, "x"), field).toBe(true);
    const channel = (field: string) => refusalsIn({ ...written, channels: [{ spend: "a", [field]: {} }] });
    for (const field of Object.keys(schema.properties.channels.items.properties)) {
      expect(
        channel(field).map((refusal) => refusal.code),
        field,
      ).not.toContain("spec-unknown-field");
    }
    expect(channel("budget").map((refusal) => refusal.code)).toContain("spec-unknown-field");
    expect(accepts("budget", 1)).toBe(false);
    for (const field of schema.required) expect(refusalsIn({ ...written, [field]: undefined }).length, field).toBe(1);
  });

  it("leaves to the split what is the split's", () => {
    expect(refusalsIn({ ...written, bounds: {}, locks: {}, minimums: {}, groups: [] })).toEqual([]);
  });
});
