import { oc } from "@orpc/contract";

/** Roles of a member; one person may hold several. French labels live in the messages. */
export const roles = ["manager", "community", "decider", "reader", "admin"] as const;
export type Role = (typeof roles)[number];

/** Every role: any member of the organisation. */
export const anyMember: readonly Role[] = roles;

/** What every operation says of itself; transports and the access check read nothing else. */
export interface OperationMeta {
  /** `read` changes nothing and runs in a read-only transaction; `write` leaves a line in the audit trail. */
  readonly effect: "read" | "write";
  /**
   * Who is asked for: `organisation` needs a member (or a token) of the organisation of the call;
   * `user` needs somebody signed in; `public` needs nobody.
   */
  readonly asks: "organisation" | "user" | "public";
  /** Roles of which the member must hold at least one (only when `asks` is `organisation`). */
  readonly roles: readonly Role[];
  /** For other slices only: not served by HTTP, CLI or MCP. */
  readonly internal?: boolean;
  /** Runs as a job; the call answers at once with the job to follow. */
  readonly background?: boolean;
}

/**
 * The base every contract starts from. The safe default: an organisation's member of any role who only reads.
 *
 * @example
 * export const list = operation.meta({ roles: anyMember }).route({ method: "GET", path: "/objectives" }).output(…)
 */
export const operation = oc.$meta<OperationMeta>({ effect: "read", asks: "organisation", roles: anyMember });
