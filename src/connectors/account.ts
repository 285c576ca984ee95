import type { AccountKind, NetworkId } from "../kernel/metric.ts";
import type { AccountReference, Notice, ReadOptions } from "./contract.ts";

/** What a file says of its account: often a name in the file's own name, often nothing. */
export interface AccountSaid {
  readonly network: NetworkId;
  readonly kind: AccountKind;
  readonly name?: string;
  readonly handle?: string;
}

/**
 * The account of a file: a person's answer first, then what the file says, else one account for the whole network,
 * with a notice that asks which it is.
 */
export function accountOf(options: ReadOptions, said: AccountSaid): { account: AccountReference; notices: Notice[] } {
  if (options.answers?.account) return { account: options.answers.account, notices: [] };
  const { network, kind, name, handle } = said;
  const externalId = handle?.toLowerCase() ?? name ?? network;
  const account = { network, kind, externalId, ...(name ? { name } : {}), ...(handle ? { handle } : {}) };
  const notices: Notice[] = handle || name ? [] : [{ kind: "notice", code: "account-not-named", params: { network } }];
  return { account, notices };
}

/** The account's handle in the address of a post: `https://x.com/handle/status/1`, `https://www.tiktok.com/@handle/video/1`. */
export function handleIn(address: string): string | undefined {
  return /^https?:\/\/(?:[\w-]+\.)*(?:x|twitter|tiktok)\.com\/@?([\w.]+)\/(?:status|video|photo)\//i.exec(address)?.[1];
}
