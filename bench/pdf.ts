/**
 * How long a one-month report (three charts, six tables) takes to become a tagged PDF, drawings included.
 * One JSON line a figure; `ratioToLimit` above 1 fails the run. Run: `node bench/pdf.ts`.
 */
import { monthlyReport } from "../src/documents/fixtures/monthly-report.ts";
import { renderPdf } from "../src/documents/pdf.ts";

const limits = { first: 5_000, warm: 1_000 };
const rounds = 15;

/** Other data, drawings and hash each round: an answer kept from the round before must not flatter the figure. */
async function timed(round: number): Promise<number> {
  const report = monthlyReport("fr", round * 10);
  const changed = { ...report, dataHash: `${round}${report.dataHash}`, lead: `${report.lead} (${round})` };
  const start = performance.now();
  await renderPdf(changed);
  return performance.now() - start;
}

const first = await timed(0);
const warm: number[] = [];
for (let round = 1; round <= rounds; round++) warm.push(await timed(round));
const median = warm.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.POSITIVE_INFINITY;

for (const [name, ms, limit] of [
  ["pdf.monthly.first", first, limits.first],
  ["pdf.monthly.warm", median, limits.warm],
] as const) {
  console.log(
    JSON.stringify({ name, ms: Math.round(ms * 10) / 10, ratioToLimit: Math.round((ms / limit) * 1000) / 1000 }),
  );
  if (ms > limit) process.exitCode = 1;
}
