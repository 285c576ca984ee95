import { parseArgs } from "node:util";
import { Misuse } from "../../platform/cli.ts";
import { createMcp, serveMcpOnStandardStreams } from "../../platform/mcp.ts";
import { mcpParts } from "../assistants.ts";
import type { Command } from "../cli.ts";

/** Serves an assistant on standard input and output, in one organisation, with the rights of the machine's owner. */
export const run: Command = async (call) => {
  const { values } = parseArgs({
    args: [...call.words],
    options: { organisation: { type: "string" }, lang: { type: "string" } },
  });
  if (!values.organisation) throw new Misuse("vigie mcp --organisation SLUG");
  await call.open((vigie) =>
    serveMcpOnStandardStreams(createMcp(mcpParts, () => call.context(vigie, values.organisation))),
  );
};
