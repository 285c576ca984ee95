import { ORPCError, ValidationError } from "@orpc/server";
import { z } from "zod";
import { access, DomainError, type ProblemParams } from "../kernel/problems.ts";
import { type ProblemData, statusOf } from "./operation.ts";

export type Language = "fr" | "en";

/** The sentence of a problem code in a language; composed in `app/`, where the messages are. */
export type SentenceOf = (language: Language, code: string, params: ProblemParams) => string;

/** A refusal as RFC 9457 wants it, with our `code`, `params` and field `errors`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: string;
  readonly params: ProblemParams;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

/**
 * Turns whatever was thrown into a problem. Anything unknown becomes `access/unexpected` with the request id and no
 * detail: the log has the rest.
 */
export function problemOf(
  error: unknown,
  about: { language: Language; requestId: string; sentenceOf: SentenceOf },
): Problem {
  const { code, params, status, errors } = read(error, about.language);
  const sentence = about.sentenceOf(about.language, code, params);
  return {
    type: `/problems/${code}`,
    title: sentence,
    status,
    detail: sentence,
    instance: about.requestId,
    code,
    params,
    ...(errors ? { errors } : {}),
  };
}

interface Reading {
  code: string;
  params: ProblemParams;
  status: number;
  errors?: Problem["errors"];
}

function read(error: unknown, language: Language): Reading {
  if (error instanceof DomainError) return { code: error.code, params: error.params, status: statusOf[error.kind] };
  if (isUnstorable(error)) return access400();
  if (!(error instanceof ORPCError)) return unexpected();
  if (isProblemData(error.data))
    return { code: error.data.code, params: error.data.params, status: statusOf[error.data.kind] };
  if (error.status === 400) return { ...access400(), errors: fieldErrors(error, language) };
  if (error.status === 404) return fromAccess("not-found");
  if (error.status === 413) return fromAccess("too-large");
  return unexpected();
}

/** A text with a character that PostgreSQL cannot hold (U+0000): 22021 in a text, 22P05 in JSON. */
function isUnstorable(error: unknown): boolean {
  const { code } = ((error instanceof ORPCError ? error.cause : error) ?? {}) as { code?: unknown };
  return code === "22021" || code === "22P05";
}

function access400(): Reading {
  return { code: "access/input-malformed", params: {}, status: 400 };
}

function fromAccess(code: "not-found" | "too-large"): Reading {
  const error = access(code);
  return { code: error.code, params: {}, status: statusOf[error.kind] };
}

function unexpected(): Reading {
  return { code: "access/unexpected", params: {}, status: 500 };
}

function isProblemData(data: unknown): data is ProblemData {
  return typeof data === "object" && data !== null && "kind" in data && "code" in data && "params" in data;
}

function fieldErrors(error: ORPCError<string, unknown>, language: Language): Problem["errors"] {
  const issues = error.cause instanceof ValidationError ? error.cause.issues : [];
  return issues.map((issue) => ({
    pointer: `/${(issue.path ?? []).map((part) => (typeof part === "object" ? String(part.key) : String(part))).join("/")}`,
    detail: explain(issue, language),
  }));
}

const locales = { fr: z.locales.fr().localeError, en: z.locales.en().localeError };

/** The validator's own sentence in the reader's language; a rule of ours keeps its words. */
function explain(issue: { readonly message: string }, language: Language): string {
  if (!("code" in issue) || issue.code === "custom") return issue.message;
  const said = locales[language](issue as Parameters<typeof locales.fr>[0]);
  return typeof said === "string" ? said : (said?.message ?? issue.message);
}
