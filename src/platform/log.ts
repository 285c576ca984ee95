import { pino } from "pino";
import type { Config } from "./config.ts";

/** Structured lines on standard error. Give it facts about the work, never a name, an address or a text of a person. */
export interface Log {
  debug(fields: Record<string, unknown>, message: string): void;
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
}

/** Opens the log. Cookies, tokens, e-mails and names are removed even when somebody passes them by mistake. */
export function openLog(level: Config["logLevel"]): Log {
  return pino(
    {
      level,
      base: null,
      redact: {
        paths: [
          "email",
          "name",
          "text",
          "author",
          "password",
          "token",
          "cookie",
          "authorization",
          "*.email",
          "*.password",
          "*.token",
        ],
        remove: true,
      },
    },
    pino.destination({ dest: 2, sync: false }),
  );
}
