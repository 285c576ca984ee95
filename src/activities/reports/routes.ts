import { call } from "@orpc/server";
import { callOf, type HttpApp } from "../../platform/http.ts";
import { reportsOperations } from "./operations.ts";

/** Raw HTTP of the reports: the file of a period, as PDF, HTML or JSON. */
export const reportsRoutes = {
  mount(app: HttpApp): void {
    app.get("/api/reports/:period/file", async (c) => {
      const context = callOf(c);
      const input = {
        period: c.req.param("period"),
        format: c.req.query("format") ?? "pdf",
        language: c.req.query("language") ?? context.language,
      };
      const { fileName, contentType, bytes } = await call(
        reportsOperations.render,
        // The contract's schema judges it: whatever was written in the address is refused there.
        input as never,
        { context, path: ["reports", "render"] },
      );
      c.header("content-type", contentType);
      c.header("content-disposition", `attachment; filename="${fileName}"`);
      c.header("content-length", String(bytes.byteLength));
      return c.body(bytes as Uint8Array<ArrayBuffer>);
    });
  },
};
