import { implementContract } from "../../../platform/operation.ts";
import { organisation } from "../contract.ts";
import { handExternalId } from "../rules.ts";
import { ensureAccounts, insertAccount, listAccounts, updateAccount } from "./store.ts";

const os = implementContract(organisation);

export const accountOperations = {
  listAccounts: os.listAccounts.handler(({ context }) => listAccounts(context.scope)),
  createAccount: os.createAccount.handler(async ({ context, input }) => {
    const draft = { ...input, externalId: input.externalId ?? handExternalId(input.name) };
    const account = await insertAccount(context.scope, draft, context.now);
    context.note(`account:${account.id}`, { network: account.network, kind: account.kind, name: account.name });
    return account;
  }),
  updateAccount: os.updateAccount.handler(async ({ context, input: { id, ...changes } }) => {
    const account = await updateAccount(context.scope, id, changes, context.now);
    context.note(`account:${id}`, changes);
    return account;
  }),
  ensureAccounts: os.ensureAccounts.handler(async ({ context, input }) => {
    const { accounts, made } = await ensureAccounts(context.scope, input, context.now);
    context.note("account", { asked: input.length, made });
    return accounts;
  }),
};
