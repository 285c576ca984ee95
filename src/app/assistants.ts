import { bodyLimit } from "hono/body-limit";
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
    app.use(
      "/api/mcp",
      bodyLimit({
        maxSize: 1024 * 1024,
        onError: () => {
          throw access("too-large", { megabytes: 1 });
        },
      }),
    );
    // Each request is answered whole: there is no stream to open by GET and no session to end by DELETE.
    app.on(["GET", "DELETE"], "/api/mcp", (c) => c.body(null, 405, { allow: "POST" }));
    app.post("/api/mcp", async (c) => {
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
