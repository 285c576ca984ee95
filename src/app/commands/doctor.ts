import { statfs } from "node:fs/promises";
import { dayIn, daysBetween } from "../../kernel/period.ts";
import { Refused } from "../../platform/cli.ts";
import { listSlugs } from "../../platform/membership.ts";
import { version } from "../../platform/version.ts";
import type { Command, CommandCall } from "../cli.ts";
import { clientFor, type Vigie } from "../vigie.ts";

interface Finding {
  readonly what: string;
  readonly state: "ok" | "look" | "act";
  readonly says: string;
}

const staleDays = 8;
const scarceBytes = 1024 ** 3;

/** Looks at everything that can go wrong quietly; exit code 1 when something asks to be mended now. */
export const run: Command = async (call) => {
  const findings = await call.open((vigie) => examine(call, vigie));
  const mark = { ok: "✓", look: "!", act: "✗" } as const;
  for (const { what, state, says } of findings) console.log(`${mark[state]} ${what.padEnd(24)} ${says}`);
  const broken = findings.filter((finding) => finding.state === "act");
  if (broken.length > 0)
    throw new Refused(
      call.language === "fr" ? `${broken.length} point(s) à corriger.` : `${broken.length} thing(s) to mend.`,
    );
};

async function examine(call: CommandCall, vigie: Vigie): Promise<Finding[]> {
  const french = call.language === "fr";
  const { rows } = await vigie.database.pool.query<{ version: string; bytes: number }>(
    "select current_setting('server_version') as version, pg_database_size(current_database()) as bytes",
  );
  const { bavail, bsize } = await statfs(vigie.config.dataFolder);
  const free = bavail * bsize;
  const size = (bytes: number) =>
    new Intl.NumberFormat(call.language, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 }).format(
      bytes / 1e6,
    );
  const migrations = await vigie.database.pool.query<{ count: number }>("select count(*) as count from migration");
  const findings: Finding[] = [
    { what: "Vigie", state: "ok", says: `${version}, Node ${process.versions.node}` },
    {
      what: french ? "base de données" : "database",
      state: "ok",
      says: `PostgreSQL ${rows[0]?.version}, ${size(rows[0]?.bytes ?? 0)}${vigie.database.embedded ? "" : " (DATABASE_URL)"}`,
    },
    {
      what: french ? "espace disque" : "disk",
      state: free < scarceBytes ? "act" : "ok",
      says: french
        ? `${size(free)} libres dans ${vigie.config.dataFolder}`
        : `${size(free)} free in ${vigie.config.dataFolder}`,
    },
    { what: "migrations", state: "ok", says: String(migrations.rows[0]?.count ?? 0) },
  ];
  for (const slug of await listSlugs(vigie.database)) findings.push(...(await examineOrganisation(call, vigie, slug)));
  return findings;
}

async function examineOrganisation(call: CommandCall, vigie: Vigie, slug: string): Promise<Finding[]> {
  const french = call.language === "fr";
  const context = call.context(vigie, slug);
  const client = clientFor(context);
  const { lines, brokenAt } = await client.organisation.verifyAudit();
  const fresh = await client.measurements.freshness();
  const today = dayIn(context.now, "UTC");
  const stale = fresh.filter((account) => {
    const last = [account.lastDay, account.lastPostOn]
      .filter((day) => day !== null)
      .sort()
      .at(-1);
    return last !== undefined && daysBetween(last, today) > staleDays;
  });
  return [
    {
      what: `${slug} · ${french ? "journal" : "audit"}`,
      state: brokenAt === null ? "ok" : "act",
      says:
        brokenAt === null
          ? french
            ? `chaîne intacte, ${lines} ${lines > 1 ? "lignes" : "ligne"}`
            : `chain intact, ${lines} ${lines === 1 ? "line" : "lines"}`
          : french
            ? `la chaîne est rompue à la ligne ${brokenAt} : une ligne a été changée ou retirée`
            : `the chain is broken at line ${brokenAt}: a line was changed or removed`,
    },
    {
      what: `${slug} · ${french ? "fraîcheur" : "freshness"}`,
      state: stale.length > 0 ? "look" : "ok",
      says:
        fresh.length === 0
          ? french
            ? "rien n’est encore importé"
            : "nothing imported yet"
          : stale.length === 0
            ? french
              ? `${fresh.length} comptes à jour`
              : `${fresh.length} accounts up to date`
            : `${stale.map((account) => account.accountName).join(", ")} : ${french ? `plus de ${staleDays} jours` : `over ${staleDays} days`}`,
    },
  ];
}
