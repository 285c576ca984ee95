import { z } from "zod";
import { operation } from "../../kernel/operation.ts";
import { problems } from "../../kernel/problems.ts";

export const problem = problems("demonstration", {
  "already-there": "conflict",
  "not-there": "not-found",
});

const Made = z.object({ organisations: z.array(z.object({ slug: z.string(), name: z.string() })) });

/**
 * Three believable organisations to explore Vigie with, and their removal. Each person who asks has their own copy, to
 * try anything in: what a colleague imports or writes into theirs opens to nobody else.
 */
export const demonstration = {
  create: operation
    .meta({ effect: "write", asks: "user", roles: [] })
    .route({
      method: "POST",
      path: "/demonstration",
      summary: "Create the three demonstration organisations",
      successStatus: 201,
    })
    .output(Made),
  remove: operation
    .meta({ effect: "write", asks: "user", roles: [] })
    .route({ method: "DELETE", path: "/demonstration", summary: "Remove the demonstration organisations" })
    .output(Made),
};
