import { type AnyContractProcedure, type AnyContractRouter, isContractProcedure } from "@orpc/contract";
import type { OperationMeta } from "../kernel/operation.ts";

/** One operation as transports see it. */
export interface PublishedOperation {
  /** `["objectives", "list"]`. */
  readonly path: readonly string[];
  readonly meta: OperationMeta;
  readonly procedure: AnyContractProcedure;
}

type Tree = { readonly [name: string]: Tree } | AnyContractProcedure;

/** Every operation of a contract, internal ones included, in order of declaration. */
export function operationsOf(contract: AnyContractRouter, path: readonly string[] = []): PublishedOperation[] {
  if (isContractProcedure(contract)) {
    return [{ path, meta: contract["~orpc"].meta as unknown as OperationMeta, procedure: contract }];
  }
  return Object.entries(contract as Record<string, AnyContractRouter>).flatMap(([name, each]) =>
    operationsOf(each, [...path, name]),
  );
}

/**
 * The same tree without the operations that exist for other slices only. Works on a contract and on its
 * implementation alike: both carry the meta.
 */
export function withoutInternal<Router extends object>(router: Router): Router {
  const kept = Object.entries(router).flatMap(([name, each]): [string, unknown][] => {
    const definition = (each as Tree & { "~orpc"?: { meta?: OperationMeta } })["~orpc"];
    if (definition?.meta) return definition.meta.internal ? [] : [[name, each]];
    return [[name, withoutInternal(each as object)]];
  });
  return Object.fromEntries(kept) as Router;
}
