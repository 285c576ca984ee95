import { describe, expect, it } from "vitest";
import { Slug } from "./contract.ts";
import {
  checkAdministratorRemains,
  checkPassword,
  checkServiceHours,
  daysLater,
  defaultServiceHours,
  handExternalId,
  invitationExpiry,
  nextSlug,
  organisationOfSecret,
  slugOf,
} from "./rules.ts";

describe("a slug", () => {
  it.each([
    ["Ville de Kermor’h", "ville-de-kermor-h"],
    ["Les Œuvres d’Été & Cie", "les-oeuvres-d-ete-cie"],
    ["  Straße 12 !", "strasse-12"],
    ["東京", "organisation"],
    ["A".repeat(80), "a".repeat(60)],
    [`${"a".repeat(59)} b`, "a".repeat(59)],
  ])("of %s is %s", (name, slug) => {
    expect(slugOf(name)).toBe(slug);
    expect(Slug.safeParse(slugOf(name)).success).toBe(true);
  });

  it("gets a number when others have it, within the same length", () => {
    expect(nextSlug("kermor", 0)).toBe("kermor");
    expect(nextSlug("kermor", 1)).toBe("kermor-2");
    expect(nextSlug("a".repeat(60), 9)).toBe(`${"a".repeat(57)}-10`);
    expect(Slug.safeParse(nextSlug(`${"a".repeat(57)}-bc`, 1)).success).toBe(true);
  });

  it("stands for the number that a hand-made account has not", () => {
    expect(handExternalId("Comptoir de l’accueil")).toBe("hand:comptoir-de-l-accueil");
  });
});

describe("service hours", () => {
  it("close a town hall for lunch, and no other", () => {
    expect(defaultServiceHours("local-authority")).toHaveLength(5);
    expect(defaultServiceHours("local-authority")[0]?.ranges).toEqual([
      { from: "09:00", to: "12:00" },
      { from: "14:00", to: "18:00" },
    ]);
    expect(defaultServiceHours("company")[4]).toEqual({ weekday: 5, ranges: [{ from: "09:00", to: "18:00" }] });
  });

  it.each([
    ["a range that ends before it begins", [{ weekday: 1, ranges: [{ from: "12:00", to: "09:00" }] }]],
    ["an empty range", [{ weekday: 1, ranges: [{ from: "09:00", to: "09:00" }] }]],
    [
      "ranges that overlap",
      [
        {
          weekday: 1,
          ranges: [
            { from: "09:00", to: "13:00" },
            { from: "12:00", to: "18:00" },
          ],
        },
      ],
    ],
    [
      "the same day twice",
      [
        { weekday: 1, ranges: [] },
        { weekday: 1, ranges: [] },
      ],
    ],
  ])("refuse %s", (_, hours) => {
    expect(() => checkServiceHours(hours)).toThrow(/organisation\/service-hours/);
  });

  it("accept the default ones", () => {
    for (const kind of ["company", "local-authority", "association"] as const) {
      expect(() => checkServiceHours(defaultServiceHours(kind))).not.toThrow();
    }
  });
});

describe("a password", () => {
  const known = ["Anne Le Gall", "anne.legall@kermor.example", "Ville de Kermor"];
  it.each(["aaaaaaaaaaaaaaaa", "abababababab", "anne.legall@kermor.example", "Kermor Kermor", "AnneKermor123"])(
    "%s is weak",
    (password) => {
      expect(() => checkPassword(password, known)).toThrow(/organisation\/password-weak/);
    },
  );
  it.each(["un phare sur la jetée", "correct horse battery", "kermor-9!xQ2vf"])("%s is not", (password) => {
    expect(() => checkPassword(password, known)).not.toThrow();
  });
});

describe("administrators", () => {
  const two = [
    { id: 1, roles: ["admin"] },
    { id: 2, roles: ["admin", "reader"] },
  ];
  it("may step down while another remains", () => {
    expect(() => checkAdministratorRemains(two, 1, ["reader"])).not.toThrow();
    expect(() => checkAdministratorRemains(two.slice(0, 1), 1, ["admin"])).not.toThrow();
    expect(() => checkAdministratorRemains(two.slice(0, 1), 3, [])).not.toThrow();
  });
  it("may not leave the organisation without one", () => {
    expect(() => checkAdministratorRemains(two.slice(0, 1), 1, ["manager"])).toThrow(/last-administrator/);
  });
});

describe("an invitation", () => {
  it("lasts seven days", () => {
    expect(invitationExpiry(new Date("2026-11-16T08:00:00Z"))).toEqual(new Date("2026-11-23T08:00:00Z"));
    expect(daysLater(new Date("2026-12-31T23:00:00Z"), 1)).toEqual(new Date("2027-01-01T23:00:00Z"));
  });
  it("names its organisation in its secret, and nothing else is one", () => {
    expect(organisationOfSecret(`12.${"a".repeat(43)}`)).toBe(12);
    for (const bad of [
      "",
      "12",
      `0.${"a".repeat(43)}`,
      `12.${"a".repeat(42)}`,
      `99999999999999999.${"a".repeat(43)}`,
    ]) {
      expect(() => organisationOfSecret(bad)).toThrow(/invitation-not-found/);
    }
  });
});
