import { access } from "../kernel/problems.ts";
import { callOf, type HttpApp, type RawRoutes } from "../platform/http.ts";
import { version } from "../platform/version.ts";
import { router } from "./activities.ts";
import { contract } from "./contract.ts";
import { problemSentence } from "./sentences.ts";

export const mcpParts = { contract, router, version, sentenceOf: problemSentence };

/** The server for assistants over HTTP; an API token opens it, a browser's session does not. */
export const assistants: RawRoutes = {
  mount(app: HttpApp): void {
    app.all("/api/mcp", async (c) => {
      const context = callOf(c);
      if (context.principal.kind !== "token") throw access("sign-in-needed");
      const { answerMcp, createMcp } = await import("../platform/mcp.ts");
      return answerMcp(
        createMcp(mcpParts, () => context),
        c.req.raw,
      );
    });
  },
};
