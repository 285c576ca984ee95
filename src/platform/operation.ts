import type { AnyContractProcedure } from "@orpc/contract";
import { type ImplementerInternal, implement, ORPCError } from "@orpc/server";
import type { Transaction } from "kysely";
import type pg from "pg";
import type { OperationMeta, Role } from "../kernel/operation.ts";
import { access, DomainError } from "../kernel/problems.ts";
import { appendAudit } from "./audit.ts";
import type { Config } from "./config.ts";
import type { Database } from "./db/connect.ts";
import { withTenant } from "./db/connect.ts";
import type { Tables } from "./db/tables.ts";
import type { Jobs } from "./jobs.ts";
import type { Log } from "./log.ts";
import {
  findMembership,
  likelyOrganisation,
  type Membership,
  membershipQuestion,
  rememberOrganisation,
} from "./membership.ts";

/** Who calls, as established by a transport (`session.ts` for HTTP; the command line speaks for the machine's owner). */
export type Principal =
  | { readonly kind: "anonymous" }
  | { readonly kind: "user"; readonly userId: string; readonly name: string; readonly email: string }
  | {
      readonly kind: "token";
      readonly organisationId: number;
      readonly memberId: number;
      readonly effect: "read" | "write";
    }
  /** The person at the machine's own command line, or a job: every role, in the organisation that is named. */
  | { readonly kind: "machine"; readonly name: string };

/** What every operation is called with. Transports build it; nothing in it is global. */
export interface CallContext {
  readonly now: Date;
  readonly language: "fr" | "en";
  readonly requestId: string;
  readonly principal: Principal;
  /** The slug of the organisation that the call speaks of; a token speaks only of its own. */
  readonly organisation?: string;
  readonly database: Database;
  readonly jobs: Jobs;
  readonly config: Config;
  readonly log: Log;
  /** Set once a scope is open: operations called by other operations share it, and its transaction. */
  readonly scope?: Scope;
  /** Request headers, for the few sign-in operations that need the cookie. */
  readonly headers?: Headers;
  /** Response headers an operation may add to (sign-in cookies). */
  readonly responseHeaders?: Headers;
}

declare const tenant: unique symbol;

/**
 * The first wall between organisations: nobody but {@link openScope} makes one, every store function asks for one, and
 * its transaction carries the second wall (row-level security).
 */
export interface Scope {
  readonly [tenant]: true;
  readonly organisationId: number;
  readonly slug: string;
  readonly timeZone: string;
  readonly currency: string;
  /** The member who acts; a job or the machine's owner has none. */
  readonly memberId: number | null;
  /** Name of who acts, as written in the audit trail. */
  readonly actor: string;
  readonly roles: readonly Role[];
  /** The transaction, already inside the organisation. */
  readonly db: Transaction<Tables>;
  /** The raw client of the same transaction, for COPY. */
  readonly client: pg.PoolClient;
}

/** What a handler receives: the call and, for operations that ask for an organisation, its scope. */
export interface OperationContext extends CallContext {
  readonly scope: Scope;
  /** Says what the audit trail should keep of this call; without it, the trail keeps who, when and which operation. */
  note(subject: string, detail?: Record<string, unknown>): void;
}

/**
 * Opens the scope of an organisation for a principal, runs, commits; rolls back when `run` throws.
 *
 * @throws access/organisation-unknown also for an organisation that exists but is somebody else's.
 */
export async function openScope<Result>(context: CallContext, run: (scope: Scope) => Promise<Result>): Promise<Result> {
  const { database, principal, organisation } = context;
  const unknown = () => access("organisation-unknown", { organisation: organisation ?? "" });
  const likely = likelyOrganisation(database, principal, organisation);
  if (likely !== undefined && (principal.kind === "user" || principal.kind === "token")) {
    // The membership is asked for in the round trip that opens the transaction.
    const outcome = await withTenant<{ answer: Result } | undefined, Membership>(
      database,
      likely,
      async ({ db, client, found: [membership] }) =>
        membership && { answer: await run({ ...membership, db, client } as unknown as Scope) },
      membershipQuestion(principal, likely, organisation),
    );
    if (outcome) return outcome.answer;
    // A token knows its own organisation; a slug may have passed to another one.
    if (principal.kind === "token") throw unknown();
  }
  const membership = await findMembership(database, principal, organisation);
  if (!membership) throw unknown();
  rememberOrganisation(database, membership);
  return withTenant(database, membership.organisationId, ({ db, client }) =>
    run({ ...membership, db, client } as unknown as Scope),
  );
}

/** Does this scope hold one of these roles? The one place where roles are compared. */
export function holdsRole(scope: Pick<Scope, "roles">, wanted: readonly Role[]): boolean {
  return wanted.some((role) => scope.roles.includes(role));
}

/**
 * Starts the implementation of a slice's contract: access, tenant, transaction and audit are settled here, before and
 * after each handler, so that no transport and no handler can forget them.
 *
 * @example
 * const os = implementContract(objectives);
 * export const list = os.list.handler(({ context, input }) => listObjectives(context.scope, input));
 */
export function implementContract<Contract extends Record<string, AnyContractProcedure>>(
  contract: Contract,
): ImplementerInternal<Contract, CallContext, OperationContext> {
  // The library's `use` is not callable on a generic contract: the guard is typed here, the handlers by the return type.
  const implementer = implement(contract).$context<CallContext>() as unknown as { use(middleware: Guard): unknown };
  return implementer.use(guard) as ImplementerInternal<Contract, CallContext, OperationContext>;
}

type Next = (options: { context: OperationContext }) => Promise<unknown>;
type Guard = (call: {
  context: CallContext;
  next: Next;
  procedure: { "~orpc": { meta: unknown } };
  path: readonly string[];
}) => Promise<unknown>;

const guard: Guard = async ({ context, next, procedure, path }) => {
  try {
    return await settle(context, procedure["~orpc"].meta as OperationMeta, path, next);
  } catch (error) {
    throw error instanceof DomainError ? asTransportError(error) : error;
  }
};

async function settle(
  context: CallContext,
  meta: OperationMeta,
  path: readonly string[],
  next: Next,
): Promise<unknown> {
  const notes: { subject: string; detail: Record<string, unknown> }[] = [];
  const note = (subject: string, detail: Record<string, unknown> = {}) => void notes.push({ subject, detail });
  if (meta.asks !== "organisation") {
    if (meta.asks === "user" && context.principal.kind !== "user" && context.principal.kind !== "machine") {
      throw access("sign-in-needed");
    }
    return next({ context: { ...context, note, scope: context.scope as Scope } });
  }
  if (context.principal.kind === "anonymous") throw access("sign-in-needed");
  const inside = async (scope: Scope) => {
    if (!holdsRole(scope, meta.roles)) throw access("role-missing", { roles: meta.roles });
    if (context.principal.kind === "token" && context.principal.effect === "read" && meta.effect === "write") {
      throw access("scope-missing");
    }
    const answer = await next({ context: { ...context, note, scope } });
    // An operation called by another one is part of that one’s line in the trail.
    if (meta.effect === "write" && !context.scope) {
      const operation = path.join(".");
      if (notes.length === 0) note("");
      for (const { subject, detail } of notes) {
        await appendAudit(scope, { at: context.now, actor: scope.actor, operation, subject, detail });
      }
    }
    return answer;
  };
  return context.scope ? inside(context.scope) : openScope(context, inside);
}

/** The only translation of a refusal for the transports: they find kind, code and params in `data`. */
export function asTransportError(error: DomainError): ORPCError<string, ProblemData> {
  return new ORPCError(error.kind.toUpperCase().replace("-", "_"), {
    status: statusOf[error.kind],
    message: error.code,
    data: { kind: error.kind, code: error.code, params: error.params },
    cause: error,
  });
}

export interface ProblemData {
  readonly kind: DomainError["kind"];
  readonly code: string;
  readonly params: DomainError["params"];
}

/** The one table from a kind of refusal to an HTTP status. */
export const statusOf = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  "not-found": 404,
  conflict: 409,
  "too-large": 413,
  "too-many": 429,
  unavailable: 503,
} as const satisfies Record<DomainError["kind"], number>;
