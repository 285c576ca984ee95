import { demonstration } from "../activities/demonstration/contract.ts";
import { indicators } from "../activities/indicators/contract.ts";
import { measurements } from "../activities/measurements/contract.ts";
import { objectives } from "../activities/objectives/contract.ts";
import { organisation } from "../activities/organisation/contract.ts";
import { reports } from "../activities/reports/contract.ts";

/** Every operation there is, slice by slice in their order; HTTP, OpenAPI, CLI, MCP and the browser derive from it. */
export const contract = { organisation, measurements, indicators, objectives, reports, demonstration };
