import { OpenAPIGenerator } from "@orpc/openapi";
import { ZodToJsonSchemaConverter } from "@orpc/zod/zod4";
import { withoutInternal } from "../platform/published.ts";
import { version } from "../platform/version.ts";
import { contract } from "./contract.ts";

/** The OpenAPI 3.1 document of every published operation, derived from the contract. */
export async function openApiDocument() {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  return generator.generate(withoutInternal(contract), {
    info: {
      title: "Vigie",
      version,
      description:
        "The cockpit of a Social Media Manager. The organisation of a call is named by the header vigie-organisation; a token names its own.",
      license: { name: "EUPL-1.2", identifier: "EUPL-1.2" },
    },
    servers: [{ url: "/api" }],
    security: [{ token: [] }, { session: [] }],
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "An API token made on the page of the organisation." },
        session: { type: "apiKey", in: "cookie", name: "vigie.session_token" },
      },
    },
  });
}
