import { NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type AccountKind, accountKinds, type NetworkId, networkIds, networks } from "../../../kernel/metric.ts";
import { useFormat } from "../../../ui/format.ts";
import { useTranslation } from "../../../ui/translation.ts";
import type { ImportAnswers } from "../contract.ts";
import { accountCalls } from "./calls.ts";

/** Which account a file is about: one that is held, or one to add. */
export interface AccountSaid {
  /** Of an account already held. */
  readonly externalId?: string;
  readonly network: NetworkId;
  readonly kind: AccountKind;
  readonly name: string;
}

/** As the import wants it; nothing while it has no name. A new account is known by its name. */
export function referenceOf(said: AccountSaid | null): ImportAnswers["account"] | null {
  const name = said?.name.trim();
  if (!said || !name) return null;
  return { network: said.network, kind: said.kind, externalId: said.externalId ?? name, name };
}

const another: AccountSaid = { network: "other", kind: "page", name: "" };

export function AccountField({
  value,
  onChange,
  error,
}: {
  value: AccountSaid | null;
  onChange: (said: AccountSaid) => void;
  error: boolean;
}) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const accounts = useQuery(accountCalls.listAccounts.queryOptions());
  const held = (accounts.data ?? []).filter((account) => account.archivedAt === null);
  const chosen = held.find(
    (each) => value?.externalId === each.externalId && value.network === each.network && value.kind === each.kind,
  );
  const said = value ?? another;
  return (
    <>
      {held.length > 0 ? (
        <NativeSelect
          label={t("measurements.account.which")}
          value={chosen ? String(chosen.id) : ""}
          onChange={(event) => {
            const account = held.find((each) => String(each.id) === event.currentTarget.value);
            onChange(
              account
                ? { externalId: account.externalId, network: account.network, kind: account.kind, name: account.name }
                : another,
            );
          }}
          data={[
            { value: "", label: t("measurements.account.newOne") },
            ...held.map((each) => ({
              value: String(each.id),
              label: `${each.name} (${networks[each.network][language]})`,
            })),
          ]}
        />
      ) : null}
      {chosen ? null : (
        <>
          <div className="form-pair">
            <NativeSelect
              label={t("measurements.account.network")}
              value={said.network}
              onChange={(event) => onChange({ ...said, network: event.currentTarget.value as NetworkId })}
              data={networkIds.map((id) => ({ value: id, label: networks[id][language] }))}
            />
            <NativeSelect
              label={t("measurements.account.kind")}
              value={said.kind}
              onChange={(event) => onChange({ ...said, kind: event.currentTarget.value as AccountKind })}
              data={accountKinds.map((kind) => ({ value: kind, label: t(`measurements.account.kinds.${kind}`) }))}
            />
          </div>
          <TextInput
            label={t("measurements.account.name")}
            value={said.name}
            maxLength={300}
            onChange={(event) => onChange({ ...said, name: event.currentTarget.value })}
            error={error ? t("measurements.account.nameMissing") : undefined}
          />
        </>
      )}
    </>
  );
}
