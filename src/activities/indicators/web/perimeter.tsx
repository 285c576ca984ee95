import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type NetworkId, networks } from "../../../kernel/metric.ts";
import { useFormat } from "../../../ui/format.ts";
import { useTranslation } from "../../../ui/translation.ts";
import type { Perimeter } from "../contract.ts";
import { organisationCalls } from "./calls.ts";

export interface AccountName {
  readonly id: number;
  readonly name: string;
  readonly network: NetworkId;
  readonly kind: string;
}

/** The accounts in use, as pickers need them; null while they come. */
export function useAccounts(): readonly AccountName[] | null {
  const { data } = useQuery(organisationCalls.listAccounts.queryOptions());
  return data?.filter((each) => each.archivedAt === null) ?? null;
}

/** The name of an account by its number, archived ones included: old figures may be theirs. */
export function useAccountName(): (accountId: number) => string {
  const { data } = useQuery(organisationCalls.listAccounts.queryOptions());
  return (accountId) => data?.find((each) => each.id === accountId)?.name ?? String(accountId);
}

/** The perimeter kept in the address: `?account=12` or `?network=facebook`, else the whole organisation. */
export function usePerimeter(): Perimeter {
  const search = useSearch({ strict: false }) as { account?: unknown; network?: unknown };
  const accountId = Number(search.account);
  if (Number.isInteger(accountId) && accountId > 0) return { accountId };
  if (typeof search.network === "string" && search.network in networks) return { network: search.network as NetworkId };
  return {};
}

/** The perimeter in words. */
export function usePerimeterName(): (perimeter: Perimeter) => string {
  const { t } = useTranslation();
  const { language } = useFormat();
  const accounts = useAccounts();
  return ({ accountId, network }) => {
    if (accountId !== undefined) return accounts?.find((each) => each.id === accountId)?.name ?? `${accountId}`;
    if (network !== undefined) return networks[network][language];
    return t("indicators.perimeter.organisation");
  };
}

/** Chooses what is measured: everything, a network, an account. The choice goes into the address. */
export function PerimeterSelect({ perimeter }: { perimeter: Perimeter }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const navigate = useNavigate();
  const accounts = useAccounts() ?? [];
  const held = [...new Set(accounts.map((each) => each.network))];
  const value =
    perimeter.accountId !== undefined
      ? `account-${perimeter.accountId}`
      : perimeter.network !== undefined
        ? `network-${perimeter.network}`
        : "all";
  return (
    <NativeSelect
      label={t("indicators.perimeter.label")}
      value={value}
      onChange={(event) => {
        const [what, which] = splitOnce(event.currentTarget.value);
        void navigate({
          to: ".",
          search: ((before: object) => ({
            ...before,
            account: what === "account" ? Number(which) : undefined,
            network: what === "network" ? which : undefined,
          })) as never,
        });
      }}
    >
      <option value="all">{t("indicators.perimeter.organisation")}</option>
      <optgroup label={t("indicators.perimeter.networks")}>
        {held.map((network) => (
          <option key={network} value={`network-${network}`}>
            {networks[network][language]}
          </option>
        ))}
      </optgroup>
      <optgroup label={t("indicators.perimeter.accounts")}>
        {accounts.map((account) => (
          <option key={account.id} value={`account-${account.id}`}>
            {account.name}
          </option>
        ))}
      </optgroup>
    </NativeSelect>
  );
}

function splitOnce(text: string): [string, string] {
  const at = text.indexOf("-");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

/** The perimeter as the search part of a link to another page of this slice. */
export function perimeterSearch({ accountId, network }: Perimeter): { account?: number; network?: string } {
  return { ...(accountId === undefined ? {} : { account: accountId }), ...(network === undefined ? {} : { network }) };
}
