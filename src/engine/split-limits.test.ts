import { describe, expect, test } from "vitest";
import { AllocationConflict, plainLimits } from "./budget-limits.ts";
import { explainConflict, readSplitLimits } from "./split-limits.ts";

const names = ["Instagram", "Facebook", "Snapchat"];

describe("limits of a split", () => {
  test("are read by channel name, and the rest of the file is left alone", () => {
    const read = readSplitLimits(
      {
        date: "week",
        bounds: { Instagram: [200, 900], Facebook: { upper: 400 } },
        locks: { Snapchat: 300 },
        minimums: { Facebook: 150 },
        groups: [{ name: "video", channels: ["Instagram", "Snapchat"], upper: 1000 }],
        mostNetworks: 2,
      },
      names,
    );
    expect(read).toEqual({
      limits: {
        lower: [200, 0, 0],
        upper: [900, 400, Number.POSITIVE_INFINITY],
        locks: [null, null, 300],
        minimumsIfUsed: [0, 150, 0],
        groups: [{ name: "video", members: [0, 2], lower: 0, upper: 1000 }],
        mostNetworks: 2,
      },
    });
  });

  test("nothing said limits nothing", () => {
    const read = readSplitLimits({}, names);
    if (!("limits" in read)) throw new Error("refused");
    const plain = plainLimits(3, 1000, read.limits);
    expect([...plain.upper]).toEqual([1000, 1000, 1000]);
    expect(plain.mostNetworks).toBe(3);
  });

  test("every fault is told, with its place", () => {
    const read = readSplitLimits(
      {
        bounds: { TikTok: [1, 2], Instagram: [-1, "a"] },
        locks: { Facebook: "300" },
        minimums: [],
        groups: [{ name: "a", channels: ["Instagram"] }, { name: "b", channels: ["Instagram"] }, 3],
        mostNetworks: 0,
      },
      names,
    );
    if (!("refusals" in read)) throw new Error("accepted");
    expect(read.refusals.map((one) => [one.code, one.params["field"] ?? one.params["channel"]])).toEqual([
      ["limit-unknown-channel", "bounds"],
      ["limit-invalid", "bounds.Instagram"],
      ["limit-invalid", "bounds.Instagram"],
      ["limit-invalid", "locks.Facebook"],
      ["limit-invalid", "minimums"],
      ["limit-channel-in-two-groups", "Instagram"],
      ["limit-invalid", "groups[2]"],
      ["limit-invalid", "mostNetworks"],
    ]);
    for (const one of read.refusals) expect(one.fr.length * one.en.length).toBeGreaterThan(0);
    expect(readSplitLimits(null, names)).toHaveProperty("refusals");
  });

  test("a conflict names the channel or the group", () => {
    const crossed = new AllocationConflict("bounds-crossed", { channel: 1, lower: 5, upper: 4, lock: "" });
    expect(explainConflict(crossed, names).en).toContain("Facebook");
    const mandatory = new AllocationConflict("too-many-mandatory", { mandatory: 3, most: 2 });
    expect(explainConflict(mandatory, names).fr).toContain("3");
    const group = new AllocationConflict("group-crossed", { group: "video", lower: 5, upper: 4 });
    expect(explainConflict(group, names).fr).toContain("video");
    expect(explainConflict(new AllocationConflict("limits-contradict", {}), names).en).toContain("together");
    expect(explainConflict(new AllocationConflict("total-too-small", {}), names).fr).toContain("total");
  });
});
