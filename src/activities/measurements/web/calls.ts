import { connect } from "../../../ui/call.ts";
import { organisation } from "../../organisation/contract.ts";
import { measurements } from "../contract.ts";

/** The measurements' operations, as the pages of this slice call them. */
export const calls = connect("measurements", measurements);

/** Accounts belong to the organisation: the same cache as its own page. */
export const accountCalls = connect("organisation", {
  listAccounts: organisation.listAccounts,
  createAccount: organisation.createAccount,
});
