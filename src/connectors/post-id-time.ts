/**
 * Some networks write the moment of a post into its number. The moment is exact, and exports that only give a day, or
 * no year, can be completed with it. All answers are instants `YYYY-MM-DDTHH:MM:SSZ`.
 */

/** X: 42 high bits are milliseconds since 2010-11-04T01:42:54.657Z. */
export function momentInXId(id: string): string | undefined {
  return moment(id, (value) => Number(value >> 22n) + 1_288_834_974_657);
}

/** TikTok: 32 high bits are seconds since 1970. */
export function momentInTikTokId(id: string): string | undefined {
  return moment(id, (value) => Number(value >> 32n) * 1_000);
}

/** LinkedIn: 41 high bits are milliseconds since 1970. Not documented: believe it only beside a day that agrees. */
export function momentInLinkedInId(id: string): string | undefined {
  return moment(id, (value) => Number(value >> 22n));
}

function moment(id: string, toMilliseconds: (value: bigint) => number): string | undefined {
  if (!/^\d{15,20}$/.test(id)) return undefined;
  const milliseconds = toMilliseconds(BigInt(id));
  // From 2011 to 2100; older numbers were plain counters.
  if (milliseconds < 1_293_840_000_000 || milliseconds > 4_102_444_800_000) return undefined;
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
