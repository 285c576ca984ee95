/**
 * A refusal of the trade: what went wrong, as data. Transports turn it into a status, a sentence or an exit code;
 * the domain knows neither HTTP numbers nor French.
 */

/** The closed list of ways an operation may be refused. */
export const problemKinds = [
  "invalid",
  "unauthenticated",
  "forbidden",
  "not-found",
  "conflict",
  "too-large",
  "too-many",
  "unavailable",
] as const;
export type ProblemKind = (typeof problemKinds)[number];

/** Values put into the sentence of a problem: names, counts, days. Never personal data of comment authors. */
export type ProblemParams = Record<string, string | number | boolean | readonly string[]>;

/** One refusal, thrown by rules and operations. `code` is `<slice>/<code>`, unique in the product. */
export class DomainError extends Error {
  readonly kind: ProblemKind;
  readonly code: string;
  readonly params: ProblemParams;

  constructor(kind: ProblemKind, code: string, params: ProblemParams = {}, cause?: unknown) {
    super(`${code} ${JSON.stringify(params)}`, cause === undefined ? undefined : { cause });
    this.name = "DomainError";
    this.kind = kind;
    this.code = code;
    this.params = params;
  }
}

/** What {@link problems} returns: a typed factory, and its table for documentation and tests. */
export interface ProblemFactory<Codes extends Record<string, ProblemKind>> {
  (code: keyof Codes & string, params?: ProblemParams, cause?: unknown): DomainError;
  readonly slice: string;
  readonly codes: Codes;
}

/**
 * Declares the problem codes of a slice.
 *
 * @example
 * const problem = problems("budget", { "total-exceeded": "invalid" });
 * throw problem("total-exceeded", { total: 1200 });
 */
export function problems<const Codes extends Record<string, ProblemKind>>(
  slice: string,
  codes: Codes,
): ProblemFactory<Codes> {
  const factory = (code: keyof Codes & string, params: ProblemParams = {}, cause?: unknown) =>
    new DomainError(codes[code] as ProblemKind, `${slice}/${code}`, params, cause);
  return Object.assign(factory, { slice, codes });
}

/** Refusals that any operation may meet before its handler runs. */
export const access = problems("access", {
  "sign-in-needed": "unauthenticated",
  "role-missing": "forbidden",
  "scope-missing": "forbidden",
  "organisation-unknown": "not-found",
  "too-many-requests": "too-many",
  "origin-refused": "forbidden",
  "input-malformed": "invalid",
  "not-found": "not-found",
  "too-large": "too-large",
});
