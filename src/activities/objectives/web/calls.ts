import { connect } from "../../../ui/call.ts";
import { indicators } from "../../indicators/contract.ts";
import { organisation } from "../../organisation/contract.ts";
import { objectives } from "../contract.ts";

/** The objectives' operations, as the pages of this slice call them. */
export const calls = connect("objectives", objectives);

/** What an objective names: its indicator, accounts, departments, people. The same caches as their own pages. */
export const indicatorCalls = connect("indicators", { list: indicators.list });
export const organisationCalls = connect("organisation", {
  listAccounts: organisation.listAccounts,
  listDepartments: organisation.listDepartments,
  listMembers: organisation.listMembers,
});
