import { type AnyRouter, ORPCError } from "@orpc/server";
import { DomainError } from "../kernel/problems.ts";
import { DatabaseRefusal } from "./db/refusal.ts";
import { type Language, problemOf, type SentenceOf } from "./problem-json.ts";
import { withoutInternal } from "./published.ts";

/** How a command ends: done, refused (a sentence on standard error), misused, or a fault of ours. */
export const exitCodes = { done: 0, refused: 1, misuse: 64, unexpected: 70 } as const;

/** A command called the wrong way; its message says how to call it. */
export class Misuse extends Error {}

/** A refusal that is already a sentence in the reader's language. */
export class Refused extends Error {}

/**
 * Runs a command and turns whatever it throws into a sentence on standard error and an exit code.
 *
 * @returns the exit code
 */
export async function guarded(
  run: () => Promise<void>,
  about: { language: Language; sentenceOf: SentenceOf },
): Promise<number> {
  try {
    await run();
    return exitCodes.done;
  } catch (error) {
    if (error instanceof Misuse) return say(error.message, exitCodes.misuse);
    if (error instanceof Refused || error instanceof DatabaseRefusal) return say(error.message, exitCodes.refused);
    if (error instanceof DomainError || error instanceof ORPCError) {
      const problem = problemOf(error, { ...about, requestId: "" });
      const fields = (problem.errors ?? []).map((each) => `\n  ${each.pointer.slice(1)}: ${each.detail}`).join("");
      if (problem.status < 500) return say(problem.detail + fields, exitCodes.refused);
    }
    console.error(error);
    return exitCodes.unexpected;
  }
}

function say(sentence: string, code: number): number {
  console.error(sentence);
  return code;
}

/**
 * Runs `vigie <slice> <operation> …`: every published operation is a command, its input the options. Answers are
 * printed as JSON.
 */
export async function runOperation(
  router: AnyRouter,
  context: unknown,
  words: readonly string[],
  version: string,
): Promise<void> {
  const { createCli, FailedToExitError, CliValidationError } = await import("trpc-cli");
  const print = (value: unknown) => console.log(typeof value === "string" ? value : JSON.stringify(value, null, 2));
  const cli = createCli({
    router: withoutInternal(router) as never,
    name: "vigie",
    version,
    context: context as never,
  });
  try {
    await cli.run({
      argv: [...words],
      logger: { info: print, error: (message) => console.error(message) },
      process: {
        exit: (code) => {
          throw new Exit(code);
        },
      },
    });
  } catch (error) {
    const inner = error instanceof FailedToExitError ? error.cause : error;
    if (inner instanceof Exit) {
      if (inner.code !== 0) throw new Misuse("");
      return;
    }
    if (inner instanceof CliValidationError) throw new Misuse(inner.message);
    throw inner;
  }
}

class Exit extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`exit ${code}`);
    this.code = code;
  }
}
