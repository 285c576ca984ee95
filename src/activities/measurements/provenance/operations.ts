import { call } from "@orpc/server";
import { implementContract } from "../../../platform/operation.ts";
import { organisationOperations } from "../../organisation/operations.ts";
import { measurements, problem } from "../contract.ts";
import { hashRanges, listFreshness, listProvenance } from "./store.ts";

const os = implementContract(measurements);

/** The way back from a figure to its files: to be spread into the slice’s router. */
export const provenanceOperations = {
  freshness: os.freshness.handler(async ({ context }) => {
    const accounts = await call(organisationOperations.listAccounts, undefined, { context });
    const known = new Map((await listFreshness(context.scope)).map((row) => [row.accountId, row]));
    return accounts
      .filter((account) => account.archivedAt === null)
      .map((account) => ({
        accountId: account.id,
        accountName: account.name,
        network: account.network,
        lastDay: known.get(account.id)?.lastDay ?? null,
        lastPostOn: known.get(account.id)?.lastPostOn ?? null,
        lastImportAt: known.get(account.id)?.lastImportAt ?? null,
      }));
  }),

  provenance: os.provenance.handler(async ({ context, input }) => {
    const accounts = await call(organisationOperations.listAccounts, undefined, { context });
    if (!accounts.some(({ id }) => id === input.accountId)) throw problem("account-not-found", { id: input.accountId });
    return listProvenance(context.scope, input);
  }),

  dataHash: os.dataHash.handler(async ({ context, input }) => ({
    hash: await hashRanges(context.scope, input.ranges),
  })),
};
