import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  statfsSync,
  writeFileSync,
} from "node:fs";
import { tmpdir, totalmem, userInfo } from "node:os";
import { join } from "node:path";
import { canEnter, type Runner, unprivilegedId } from "./postgres-binaries.ts";

/** A name only: the server listens on no network port. */
export const port = 5432;
export const superuser = "vigie";
/** `sun_path` of the smallest system is 104 bytes with its closing zero. */
const longestSocketPath = 103;

/** A short private folder for the socket, always the same for a data folder so that leftovers are reused. */
export function makeSocketFolder(dataFolder: string, runner: Runner): string {
  const name = `vigie-${createHash("sha256").update(dataFolder).digest("hex").slice(0, 12)}`;
  const fits = (folder: string) => Buffer.byteLength(join(folder, name, `.s.PGSQL.${port}`)) <= longestSocketPath;
  const base = [tmpdir(), "/tmp"].find((folder) => fits(folder) && canEnter(folder, runner)) ?? "/tmp";
  let folder = join(realpathSync(base), name);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    const found = lstatSync(folder);
    const ours = found.isDirectory() && [process.getuid?.(), runner.owner.uid].includes(found.uid);
    // Somebody else's folder under our name in a shared temporary folder: not to be trusted, take a fresh one.
    if (!ours) folder = mkdtempSync(join(realpathSync(base), "vigie-"));
  }
  chmodSync(folder, 0o700);
  // The server trusts the names that the system gives to whoever opens the socket: ours, and the one it runs under.
  const names = new Set([userInfo().username, nameOf(runner)]);
  writeFileSync(join(folder, "hba.conf"), "local all all peer map=vigie\n");
  writeFileSync(join(folder, "ident.conf"), [...names].map((name) => `vigie "${name}" ${superuser}\n`).join(""));
  if (process.getuid?.() === 0) {
    for (const path of [folder, join(folder, "hba.conf"), join(folder, "ident.conf")]) {
      chownSync(path, runner.owner.uid, runner.owner.gid);
    }
  }
  return folder;
}

/** How the system calls the account that the server runs under. */
function nameOf(runner: Runner): string {
  const uid = runner.identity?.uid ?? (runner.prefix.length > 0 ? unprivilegedId : process.getuid?.());
  for (const line of passwd()) {
    const [name, , id] = line.split(":");
    if (name !== undefined && Number(id) === uid) return name;
  }
  return userInfo().username;
}

function passwd(): string[] {
  try {
    return readFileSync("/etc/passwd", "utf8").split("\n");
  } catch {
    return [];
  }
}

/** How the server is tuned: for one small machine that it shares with Vigie, and never at the price of a lost write. */
export function serverSettings(socketFolder: string): Record<string, string> {
  const megabytes = totalmem() / 2 ** 20;
  return {
    listen_addresses: "",
    unix_socket_directories: socketFolder,
    unix_socket_permissions: "0700",
    port: String(port),
    hba_file: join(socketFolder, "hba.conf"),
    ident_file: join(socketFolder, "ident.conf"),
    // Every acknowledged write is on disk.
    fsync: "on",
    synchronous_commit: "on",
    full_page_writes: "on",
    wal_compression: "on",
    max_wal_size: "2GB",
    checkpoint_timeout: "15min",
    max_connections: "60",
    // Fresh imports are counted by the planner within seconds.
    autovacuum_naptime: "10s",
    shared_buffers: megabytes < 3_000 ? "128MB" : "256MB",
    effective_cache_size: `${Math.max(256, Math.floor(megabytes / 2))}MB`,
    work_mem: "16MB",
    maintenance_work_mem: "128MB",
    random_page_cost: "1.1",
    max_worker_processes: "8",
    jit: "off",
    timezone: "UTC",
    dynamic_shared_memory_type: sharedMemoryType(),
    // Refused statements and their values may hold what people wrote: only the server's own life is logged.
    log_min_messages: "log",
    log_min_error_statement: "panic",
    log_checkpoints: "off",
    log_line_prefix: "",
  };
}

/** Containers give /dev/shm 64 MB, too little for parallel queries; System V memory is not limited by it. */
function sharedMemoryType(): string {
  if (process.platform !== "linux") return "posix";
  try {
    const shm = statfsSync("/dev/shm");
    return shm.bsize * shm.blocks < 256 * 2 ** 20 ? "sysv" : "posix";
  } catch {
    return "sysv";
  }
}
