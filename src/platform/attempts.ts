import { createHash } from "node:crypto";
import type { Database } from "./db/connect.ts";

/** Wrong passwords for one address, whoever tries: the limit by network address alone would miss a spread attack. */
const attemptsPerEmail = 10;
const windowSeconds = 15 * 60;

/**
 * Counts an attempt to sign in as this e-mail.
 *
 * @returns seconds to wait when there were too many, else 0, and whether this is the attempt that was first too many.
 *   The address itself is not kept, only its hash.
 */
export async function countAttempt(
  database: Database,
  email: string,
  now: Date,
): Promise<{ seconds: number; stopped: boolean }> {
  const milliseconds = now.getTime();
  // Our rows keep in last_request the end of their window: better-auth sweeps rows of the past, so never ours too early.
  const counted = await database.pool.query<{ count: number; until: number }>(
    `insert into sign_in_rate_limit as r (id, key, count, last_request) values ($1, $1, 1, $2::bigint + $3)
     on conflict (key) do update set
       count = case when r.last_request <= $2 then 1 else r.count + 1 end,
       last_request = case when r.last_request <= $2 then $2::bigint + $3 else r.last_request end
     returning count, last_request as until`,
    [keyOf(email), milliseconds, windowSeconds * 1000],
  );
  const row = counted.rows[0];
  if (!row || row.count <= attemptsPerEmail) return { seconds: 0, stopped: false };
  return {
    seconds: Math.max(1, Math.ceil((row.until - milliseconds) / 1000)),
    stopped: row.count === attemptsPerEmail + 1,
  };
}

/** A good password wipes the slate. */
export async function forgetAttempts(database: Database, email: string): Promise<void> {
  await database.pool.query("delete from sign_in_rate_limit where key = $1", [keyOf(email)]);
}

function keyOf(email: string): string {
  return `email|${createHash("sha256").update(email.trim().toLowerCase()).digest("hex")}`;
}
