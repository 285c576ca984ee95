import { call as callOperation } from "@orpc/server";
import { demonstrationOperations } from "../../activities/demonstration/operations.ts";
import { Misuse } from "../../platform/cli.ts";
import type { Command } from "../cli.ts";

/** Creates or removes the three demonstration organisations. */
export const run: Command = async (call) => {
  const remove = call.words.includes("--remove");
  if (
    call.words.some((word, index) => word !== "--remove" && word !== "--lang" && call.words[index - 1] !== "--lang")
  ) {
    throw new Misuse("vigie demo [--remove]");
  }
  await call.open(async (vigie) => {
    const operation = remove ? demonstrationOperations.remove : demonstrationOperations.create;
    const { organisations } = await callOperation(operation, undefined, { context: call.context(vigie) });
    for (const { slug, name } of organisations) console.log(`${slug}\t${name}`);
  });
};
