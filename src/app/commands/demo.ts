import { Misuse } from "../../platform/cli.ts";
import type { Command } from "../cli.ts";
import { clientFor } from "../vigie.ts";

/** Creates or removes the three demonstration organisations. */
export const run: Command = async (call) => {
  const remove = call.words.includes("--remove");
  if (
    call.words.some((word, index) => word !== "--remove" && word !== "--lang" && call.words[index - 1] !== "--lang")
  ) {
    throw new Misuse("vigie demo [--remove]");
  }
  await call.open(async (vigie) => {
    const { demonstration } = clientFor(call.context(vigie));
    const { organisations } = await (remove ? demonstration.remove() : demonstration.create());
    for (const { slug, name } of organisations) console.log(`${slug}\t${name}`);
  });
};
