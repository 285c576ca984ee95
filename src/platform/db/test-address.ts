import type pg from "pg";

/** The same server, another database: the name stands in the URL or beside it. */
export function addressOf(server: pg.PoolConfig, database: string): pg.PoolConfig {
  if (server.connectionString === undefined) return { ...server, database };
  // Not through URL: it refuses the hostless form of a unix socket, postgres://user@/name?host=/folder.
  const connectionString = server.connectionString.replace(/^(\w+:\/\/[^/?]*)(\/[^?]*)?/, `$1/${database}`);
  return { ...server, connectionString };
}
