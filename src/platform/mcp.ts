import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import { CallToolRequestSchema, ListToolsRequestSchema, type Tool } from "@modelcontextprotocol/sdk/types.js";
import type { AnyContractRouter } from "@orpc/contract";
import { type AnyRouter, createRouterClient } from "@orpc/server";
import { z } from "zod";
import type { CallContext } from "./operation.ts";
import { problemOf, type SentenceOf } from "./problem-json.ts";
import { operationsOf, type PublishedOperation } from "./published.ts";

/** What the assistants' server is made from: the same contract and router as every other transport. */
export interface McpParts {
  readonly contract: AnyContractRouter;
  readonly router: AnyRouter;
  readonly version: string;
  readonly sentenceOf: SentenceOf;
}

/** Operations of an organisation, as tools `objectives_list`; sign-in and set-up are no business of an assistant. */
function toolsOf(contract: AnyContractRouter): { tool: Tool; operation: PublishedOperation }[] {
  return operationsOf(contract)
    .filter(({ meta }) => !meta.internal && meta.asks === "organisation")
    .map((operation) => {
      const { inputSchema, route } = operation.procedure["~orpc"];
      const schema = inputSchema
        ? z.toJSONSchema(inputSchema as unknown as z.ZodType, { io: "input", unrepresentable: "any" })
        : {};
      return {
        operation,
        tool: {
          name: operation.path.join("_"),
          description: route.summary ?? operation.path.join(" "),
          inputSchema: { type: "object", ...schema } as Tool["inputSchema"],
          annotations: { readOnlyHint: operation.meta.effect === "read", destructiveHint: false, openWorldHint: false },
        },
      };
    });
}

/** A server for one conversation; every call is made with the context given, so with its principal’s rights. */
export function createMcp(parts: McpParts, contextOf: () => CallContext): Server {
  const tools = toolsOf(parts.contract);
  const byName = new Map(tools.map((each) => [each.tool.name, each.operation]));
  const server = new Server({ name: "vigie", version: parts.version }, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: tools.map(({ tool }) => tool) }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    const context = contextOf();
    try {
      const operation = byName.get(params.name);
      if (!operation) return refusal(`no tool ${params.name}`);
      const answer = await clientOf(
        parts.router,
        context,
        operation.path,
      )(operation.procedure["~orpc"].inputSchema ? (params.arguments ?? {}) : undefined);
      return { content: [{ type: "text", text: JSON.stringify(answer, null, 2) }] };
    } catch (error) {
      const problem = problemOf(error, {
        language: context.language,
        requestId: context.requestId,
        sentenceOf: parts.sentenceOf,
      });
      if (problem.status >= 500)
        context.log.error({ requestId: context.requestId, tool: params.name, reason: String(error) }, "unexpected");
      const fields = (problem.errors ?? []).map((each) => `\n${each.pointer}: ${each.detail}`).join("");
      // The code and the sentence go back as a result, so that the model can mend its call.
      return refusal(`${problem.code}: ${problem.detail}${fields}`);
    }
  });
  return server;
}

function refusal(text: string) {
  return { isError: true, content: [{ type: "text" as const, text }] };
}

function clientOf(
  router: AnyRouter,
  context: CallContext,
  path: readonly string[],
): (input: unknown) => Promise<unknown> {
  let client = createRouterClient(router, { context: context as never }) as unknown as Record<string, unknown>;
  for (const name of path) client = client[name] as Record<string, unknown>;
  return client as unknown as (input: unknown) => Promise<unknown>;
}

/** Serves one conversation on standard input and output, until the other side closes it. */
export async function serveMcpOnStandardStreams(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.onclose = resolve;
    process.stdin.once("end", resolve);
  });
  await server.connect(new StdioServerTransport());
  await closed;
}

/** Answers one request of the Streamable HTTP transport; no state is kept between requests. */
export async function answerMcp(server: Server, request: Request): Promise<Response> {
  const transport = new WebStandardStreamableHTTPServerTransport({
    sessionIdGenerator: undefined,
    enableJsonResponse: true,
  });
  await server.connect(transport);
  return transport.handleRequest(request);
}
