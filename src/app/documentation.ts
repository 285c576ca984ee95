import type { HttpApp, RawRoutes } from "../platform/http.ts";
import { mountGuide } from "./guide.ts";
import { problemSentence } from "./sentences.ts";

/** The guide, and the API's own documentation: the OpenAPI document, a page to read it, a page for each problem type. */
export const documentation: RawRoutes = {
  mount(app: HttpApp): void {
    mountGuide(app);
    let json: Promise<string> | undefined;
    const document = () => {
      json ??= import("./openapi.ts").then(async ({ openApiDocument }) => JSON.stringify(await openApiDocument()));
      return json;
    };
    app.get("/api/openapi.json", async (c) => c.body(await document(), 200, { "content-type": "application/json" }));
    app.get("/api/reference", async (c) => c.html(referencePage(JSON.parse(await document()))));
    app.get("/api/reference.css", (c) => c.body(style, 200, { "content-type": "text/css; charset=utf-8" }));
    app.get("/problems/:slice/:code", (c) => {
      const code = `${c.req.param("slice")}/${c.req.param("code")}`;
      const sentences = (["fr", "en"] as const).map((language) => problemSentence(language, code, {}));
      if (sentences[0] === code) return c.notFound();
      return c.html(
        page(
          code,
          `<h1><code>${escaped(code)}</code></h1>${sentences.map((text) => `<p>${escaped(text)}</p>`).join("")}`,
        ),
      );
    });
  },
};

interface OpenApi {
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly paths: Record<string, Record<string, OpenApiOperation>>;
}
interface OpenApiOperation {
  readonly operationId: string;
  readonly summary?: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema: unknown;
  }[];
  readonly requestBody?: { readonly content?: Record<string, { readonly schema: unknown }> };
  readonly responses?: Record<string, { readonly content?: Record<string, { readonly schema: unknown }> }>;
}

function referencePage({ info, paths }: OpenApi): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path,
      method,
      operation,
      slice: operation.operationId.split(".")[0] ?? "",
    })),
  );
  const slices = [...new Set(operations.map((each) => each.slice))];
  const sections = slices.map((slice) => {
    const own = operations.filter((each) => each.slice === slice);
    return `<section aria-labelledby="${slice}"><h2 id="${slice}">${escaped(slice)}</h2>${own.map(article).join("")}</section>`;
  });
  const links = slices.map((slice) => `<a href="#${slice}">${escaped(slice)}</a>`).join(" ");
  return page(
    `${info.title} API`,
    `<h1>${escaped(info.title)} API ${escaped(info.version)}</h1><p>${escaped(info.description)}</p>
     <p><a href="/api/openapi.json">openapi.json</a></p><nav aria-label="Slices">${links}</nav>${sections.join("")}`,
  );
}

function article({ path, method, operation }: { path: string; method: string; operation: OpenApiOperation }): string {
  const parameters = (operation.parameters ?? []).map(
    (each) =>
      `<tr><th scope="row"><code>${escaped(each.name)}</code></th><td>${escaped(each.in)}${each.required ? ", required" : ""}</td><td><code>${escaped(JSON.stringify(each.schema))}</code></td></tr>`,
  );
  const body = Object.values(operation.requestBody?.content ?? {})[0]?.schema;
  const answer = Object.values(operation.responses ?? {})[0]?.content;
  return `<article><h3><code><b>${method.toUpperCase()}</b> /api${escaped(path)}</code></h3><p>${escaped(operation.summary ?? "")}</p>
    ${parameters.length > 0 ? `<table><thead><tr><th scope="col">Parameter</th><th scope="col">In</th><th scope="col">Schema</th></tr></thead><tbody>${parameters.join("")}</tbody></table>` : ""}
    ${schema("Body", body)}${schema("Answer", Object.values(answer ?? {})[0]?.schema)}</article>`;
}

function schema(title: string, value: unknown): string {
  if (value === undefined) return "";
  return `<details><summary>${title}</summary><pre tabindex="0">${escaped(JSON.stringify(value, null, 2))}</pre></details>`;
}

function page(title: string, content: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
    <title>${escaped(title)}</title><link rel="stylesheet" href="/api/reference.css"></head><body><main>${content}</main></body></html>`;
}

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const style = `:root{color-scheme:light dark;--ink:#10202e;--paper:#fbfaf7;--line:#e4e1d8;--sea:#0b5c8a}
@media (prefers-color-scheme:dark){:root{--ink:#e9eef2;--paper:#0d1720;--line:#22323f;--sea:#6fb8e3}}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/24px Inter,system-ui,sans-serif}
main{max-width:60rem;margin:0 auto;padding:2rem 1rem}a{color:var(--sea)}nav{display:flex;flex-wrap:wrap;gap:1rem}
article{border-top:1px solid var(--line);padding:.75rem 0}h3{margin:0;font-size:1rem;overflow-wrap:anywhere}p{margin:.25rem 0}
table{border-collapse:collapse;display:block;overflow-x:auto}th,td{text-align:left;padding:.25rem .75rem .25rem 0;vertical-align:top}
pre{overflow:auto;max-height:24rem;border:1px solid var(--line);padding:.75rem}`;
