import { connect } from "../../../ui/call.ts";
import { organisation } from "../contract.ts";

/** The organisation's operations, as the pages of this slice call them. */
export const calls = connect("organisation", organisation);
