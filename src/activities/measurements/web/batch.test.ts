import { expect, it } from "vitest";
import { isStale, lastKnownDay } from "./batch.ts";

const account = (lastDay: string | null, lastPostOn: string | null) => ({ accountName: "x", lastDay, lastPostOn });

it("takes the later of days and posts", () => {
  expect(lastKnownDay(account("2026-11-10", "2026-11-12"))).toBe("2026-11-12");
  expect(lastKnownDay(account(null, "2026-11-12"))).toBe("2026-11-12");
  expect(lastKnownDay(account(null, null))).toBeNull();
});

it("is stale after eight days, and when nothing ever came", () => {
  expect(isStale(account("2026-11-08", null), "2026-11-16")).toBe(false);
  expect(isStale(account("2026-11-07", null), "2026-11-16")).toBe(true);
  expect(isStale(account(null, null), "2026-11-16")).toBe(true);
});
