import { connect } from "../../../ui/call.ts";
import { measurements } from "../../measurements/contract.ts";
import { organisation } from "../../organisation/contract.ts";
import { indicators } from "../contract.ts";

/** The indicators' operations, as the pages of this slice call them. */
export const calls = connect("indicators", indicators);

/** What the pages ask of earlier slices, under the keys that those slices' own pages use. */
export const organisationCalls = connect("organisation", { listAccounts: organisation.listAccounts });
export const measurementCalls = connect("measurements", {
  freshness: measurements.freshness,
  provenance: measurements.provenance,
});
