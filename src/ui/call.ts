import { createORPCClient } from "@orpc/client";
import type { AnyContractRouter, ContractRouterClient } from "@orpc/contract";
import type { JsonifiedClient } from "@orpc/openapi-client";
import { OpenAPILink } from "@orpc/openapi-client/fetch";
import { createTanstackQueryUtils, type RouterUtils } from "@orpc/tanstack-query";
import { currentLanguage } from "./language.ts";

export type ProblemParamValues = Record<string, string | number | boolean | readonly string[]>;

/** A refusal as the server sent it (RFC 9457), or the network's silence. `code` is `<slice>/<code>`. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string | undefined;
  readonly params: ProblemParamValues;
  /** Refused fields: `pointer` is a JSON pointer into what was sent, `/email`. */
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
  /** The reference to quote to whoever runs this Vigie. */
  readonly instance: string | undefined;

  constructor(body: {
    status: number;
    code: string;
    title?: string;
    detail?: string;
    params?: ProblemParamValues;
    errors?: readonly { pointer: string; detail: string }[];
    instance?: string;
  }) {
    super(body.title ?? body.code);
    this.name = "Problem";
    this.status = body.status;
    this.code = body.code;
    this.title = body.title ?? "";
    this.detail = body.detail;
    this.params = body.params ?? {};
    this.errors = body.errors ?? [];
    this.instance = body.instance;
  }

  /** What was refused in one field: `errorAt("/email")`, or nothing. */
  errorAt(pointer: string): string | undefined {
    return this.errors.find((each) => each.pointer === pointer)?.detail;
  }
}

/** Anything that was thrown, as a problem: an unknown failure becomes `ui/unexpected`. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof Error && error.cause instanceof Problem) return error.cause;
  return new Problem({ status: 0, code: "ui/unexpected", title: error instanceof Error ? error.message : undefined });
}

let organisation: string | null = null;
const onUnauthenticated = new Set<() => void>();

/** Says which organisation the calls that follow speak of; the shell does it, pages need not. */
export function speakOf(slug: string | null): void {
  organisation = slug;
}

/** Calls `listener` when a request is refused because the session ended. Returns how to stop listening. */
export function onSessionEnd(listener: () => void): () => void {
  onUnauthenticated.add(listener);
  return () => onUnauthenticated.delete(listener);
}

/** Headers of every request, raw uploads included. */
export function requestHeaders(): Record<string, string> {
  return {
    "accept-language": currentLanguage(),
    // A header that no form of another site can send: together with Origin, the wall against forged requests.
    "x-vigie": "1",
    ...(organisation ? { "vigie-organisation": organisation } : {}),
  };
}

/** The problem of a refused response, also when a proxy answered in its own words. */
export async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  const given = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const code = typeof given["code"] === "string" ? given["code"] : "ui/unexpected";
  if (response.status === 401 && code === "access/sign-in-needed") for (const listener of onUnauthenticated) listener();
  return new Problem({
    status: response.status,
    code: code.includes("/") ? code : `sign-in/${code.toLowerCase().replaceAll("_", "-")}`,
    title:
      typeof given["title"] === "string" ? given["title"] : ((given["message"] as string | undefined) ?? undefined),
    detail: typeof given["detail"] === "string" ? given["detail"] : undefined,
    params: (given["params"] as ProblemParamValues | undefined) ?? {},
    errors: Array.isArray(given["errors"]) ? given["errors"] : [],
    instance:
      typeof given["instance"] === "string" ? given["instance"] : (response.headers.get("x-request-id") ?? undefined),
  });
}

/** `fetch` with Vigie's headers; throws a {@link Problem} for a refusal and for a network that does not answer. */
export async function request(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(input instanceof Request ? input.headers : undefined);
  for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
  for (const [name, value] of Object.entries(requestHeaders())) headers.set(name, value);
  let response: Response;
  try {
    response = await fetch(input, { credentials: "same-origin", ...init, headers });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Problem({ status: 0, code: "ui/offline" });
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** The browser's side of a slice: `queryOptions`, `mutationOptions`, `key` and `call` of each of its operations. */
export type Calls<Contract extends AnyContractRouter> = RouterUtils<JsonifiedClient<ContractRouterClient<Contract>>>;

/**
 * A typed client made from a slice's contract. Dates arrive as ISO text. Every failure is a {@link Problem}.
 *
 * @param name the slice: the first part of its query keys.
 * @example
 * const api = connect("objectives", objectives);
 * const { data } = useQuery(api.list.queryOptions({ input: {} }));
 * const create = useMutation(api.create.mutationOptions());
 * queryClient.invalidateQueries({ queryKey: api.key() });
 */
export function connect<const Contract extends AnyContractRouter>(name: string, contract: Contract): Calls<Contract> {
  const link = new OpenAPILink(contract, {
    url: () => `${location.origin}/api`,
    fetch: (input, init) => request(input, init),
  });
  const client = createORPCClient<JsonifiedClient<ContractRouterClient<Contract>>>(link);
  return createTanstackQueryUtils(client, { path: [name] }) as Calls<Contract>;
}
