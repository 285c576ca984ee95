import { describe, expect, it } from "vitest";
import { aPost } from "../fixtures/figures.ts";
import { interactionsOf, measureOf, median, notePosts, rankingOf } from "./rules.ts";

const place = { timeZone: "Europe/Paris", language: "fr" } as const;
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");
const rated = (percent: number, changes: Parameters<typeof aPost>[1] = {}) =>
  aPost({ reach: 1000, engagements: percent * 10 }, changes);
const before = [3, 4, 4, 5, 4].map((rate) => rated(rate));

describe("what a post is ranked by", () => {
  it("adds up the known interactions when the network gives no total", () => {
    expect(interactionsOf({ values: { engagements: 12, likes: 3 } })).toBe(12);
    expect(interactionsOf({ values: { likes: 3, comments: 2, shares: 1 } })).toBe(6);
    expect(interactionsOf({ values: { reach: 100 } })).toBeNull();
  });
  it("is a rate only where the reach is known and not zero", () => {
    expect(measureOf({ values: { reach: 200, engagements: 10 } }, "engagement-rate")).toBe(5);
    expect(measureOf({ values: { reach: 0, engagements: 10 } }, "engagement-rate")).toBeNull();
    expect(measureOf({ values: { engagements: 10 } }, "engagement-rate")).toBeNull();
  });
  it("falls back on interactions, then on reach", () => {
    expect(rankingOf([rated(1), rated(2)])).toBe("engagement-rate");
    expect(rankingOf([rated(1), aPost({ engagements: 3 }), aPost({ engagements: 3 })])).toBe("engagements");
    expect(rankingOf([aPost({ reach: 3 })])).toBe("reach");
  });
  it("has a median of even and odd lists", () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(median([])).toBeNull();
  });
});

describe("best and weakest posts", () => {
  it("names three best, and no weakest among few", () => {
    const { best, weakest } = notePosts([rated(2), rated(8), rated(5), rated(1)], before, place);
    expect(best.map((each) => each.value)).toEqual([8, 5, 2]);
    expect(weakest).toEqual([]);
  });
  it("calls weak only what is well under the usual post of its account, the weakest first", () => {
    const { weakest } = notePosts([rated(2), rated(8), rated(5), rated(1), rated(6), rated(3.9)], before, place);
    expect(weakest.map((each) => each.value)).toEqual([1, 2]);
  });
  it("leaves out a post without figures, and needs no post at all", () => {
    expect(notePosts([aPost({}), rated(2), rated(2)], [], place).best.map((each) => each.value)).toEqual([2, 2]);
    expect(notePosts([], [], place)).toEqual({ best: [], weakest: [] });
  });
});

describe("the reason in words", () => {
  const reason = (post: ReturnType<typeof aPost>, history = before, language: "fr" | "en" = "fr") =>
    plain(notePosts([post], history, { ...place, language }).best[0]?.reason ?? "");

  it("compares with the usual post of the account, and says format, day and hour", () => {
    expect(reason(rated(6.1))).toBe(
      "6,1 %, 2,1 points de plus que d’habitude sur ce compte (4 %) ; une image, vendredi 13 nov. à 18 h 30.",
    );
    expect(reason(rated(6.1), before, "en")).toBe(
      "6.1%, 2.1 points more than usual for this account (4%); an image, on Friday 13 Nov at 18:30.",
    );
    expect(reason(rated(4))).toContain("4 %, comme d’habitude sur ce compte ;");
  });
  it("admits that nothing is usual yet", () => {
    expect(reason(rated(6.1), before.slice(1))).toBe(
      "6,1 % ; une image, vendredi 13 nov. à 18 h 30. Trop peu de publications avant pour dire ce qui est habituel.",
    );
    const elsewhere = before.map((post) => ({ ...post, accountId: 2 }));
    expect(reason(rated(6.1), elsewhere, "en")).toContain("Too few posts before");
  });
  it("names a format that usually does better, only when enough posts show it", () => {
    const reels = [7, 7, 8, 7, 7].map((rate) => rated(rate, { format: "reel" }));
    const images = Array.from({ length: 9 }, () => rated(4));
    expect(reason(rated(8, { format: "reel" }), [...images, ...reels])).toContain(
      "un reel, vendredi 13 nov. à 18 h 30, un format qui fait ici d’ordinaire mieux (7 %)",
    );
    expect(reason(rated(8, { format: "reel" }), [...images, ...reels.slice(1)])).not.toContain("d’ordinaire");
    expect(reason(rated(8), [...images, ...reels])).not.toContain("d’ordinaire");
  });
});
