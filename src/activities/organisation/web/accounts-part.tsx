import { Button, NativeSelect, TextInput } from "@mantine/core";
import type { JsonifiedValue } from "@orpc/openapi-client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type AccountKind, accountKinds, type NetworkId, networkIds, networks } from "../../../kernel/metric.ts";
import { DataTable } from "../../../ui/data-table.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { sayDone } from "../../../ui/done.tsx";
import { Form, fieldErrors, textOf } from "../../../ui/fields.tsx";
import { useFormat } from "../../../ui/format.ts";
import { useHolds } from "../../../ui/organisation.tsx";
import { EmptyState, Section } from "../../../ui/page.tsx";
import { Refusal } from "../../../ui/refusal.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import type { Account } from "../contract.ts";
import { calls } from "./calls.tsx";

/** The accounts held on networks, and the counters kept by hand. */
export function AccountsPart({ accounts }: { accounts: readonly JsonifiedValue<Account>[] }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const queries = useQueryClient();
  const adds = useHolds("admin", "manager", "community");
  const changes = useHolds("admin", "manager");
  const [adding, setAdding] = useState(false);
  const refresh = () => queries.invalidateQueries({ queryKey: calls.listAccounts.key() });
  const update = useMutation(calls.updateAccount.mutationOptions({ onSuccess: refresh }));
  const add = adds ? <Button onClick={() => setAdding(true)}>{t("organisation.accounts.add")}</Button> : undefined;
  return (
    <Section
      title={t("organisation.accounts.title")}
      sub={t("organisation.accounts.sub")}
      act={accounts.length > 0 ? add : undefined}
    >
      <Refusal error={update.error} />
      <DataTable
        caption={t("organisation.accounts.title")}
        rows={accounts}
        rowKey={(account) => account.id}
        empty={
          <EmptyState
            title={t("organisation.accounts.empty")}
            purpose={t("organisation.accounts.emptyPurpose")}
            example={t("organisation.accounts.example")}
            act={add}
          />
        }
        columns={[
          {
            key: "name",
            label: t("organisation.accounts.name"),
            head: true,
            cell: (account) => (
              <span className="row">
                {account.name}
                {account.archivedAt ? <span className="tag">{t("organisation.accounts.archivedTag")}</span> : null}
              </span>
            ),
          },
          {
            key: "network",
            label: t("organisation.accounts.network"),
            cell: (account) => networks[account.network][language],
          },
          {
            key: "kind",
            label: t("organisation.accounts.kind"),
            cell: (account) => t(`organisation.accounts.kinds.${account.kind}`),
          },
          { key: "handle", label: t("organisation.accounts.handle"), cell: (account) => account.handle ?? "" },
          ...(changes
            ? [
                {
                  key: "acts",
                  label: t("organisation.accounts.actions"),
                  align: "acts" as const,
                  cell: ({ id, name, archivedAt }: JsonifiedValue<Account>) => (
                    <button
                      type="button"
                      className="link-button"
                      aria-label={`${t(archivedAt ? "organisation.accounts.restore" : "organisation.accounts.archive")} ${name}`}
                      onClick={() =>
                        update.mutate(
                          { id, archived: !archivedAt },
                          {
                            onSuccess: () => {
                              if (!archivedAt)
                                sayDone(t("organisation.accounts.archived", { name }), () =>
                                  update.mutate({ id, archived: false }),
                                );
                            },
                          },
                        )
                      }
                    >
                      {t(archivedAt ? "organisation.accounts.restore" : "organisation.accounts.archive")}
                    </button>
                  ),
                },
              ]
            : []),
        ]}
      />
      <Dialog open={adding} title={t("organisation.accounts.add")} onClose={() => setAdding(false)}>
        <AddAccount
          onDone={async (name) => {
            setAdding(false);
            await refresh();
            sayDone(t("organisation.accounts.added", { name }));
          }}
        />
      </Dialog>
    </Section>
  );
}

function AddAccount({ onDone }: { onDone: (name: string) => Promise<void> }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const create = useMutation(calls.createAccount.mutationOptions({ onSuccess: ({ name }) => onDone(name) }));
  const errorOf = fieldErrors(create.error);
  return (
    <Form
      error={create.error}
      onSubmit={(values) =>
        create.mutate({
          network: textOf(values, "network") as NetworkId,
          kind: textOf(values, "kind") as AccountKind,
          name: textOf(values, "name"),
          ...(textOf(values, "handle") ? { handle: textOf(values, "handle") } : {}),
        })
      }
    >
      <NativeSelect
        name="network"
        label={t("organisation.accounts.network")}
        data={networkIds.map((id) => ({ value: id, label: networks[id][language] }))}
      />
      <NativeSelect
        name="kind"
        label={t("organisation.accounts.kind")}
        data={accountKinds.map((kind) => ({ value: kind, label: t(`organisation.accounts.kinds.${kind}`) }))}
      />
      <TextInput
        name="name"
        label={t("organisation.accounts.name")}
        required
        maxLength={300}
        error={errorOf("/name")}
      />
      <TextInput
        name="handle"
        label={t("organisation.accounts.handle")}
        description={t("organisation.accounts.handleHint")}
        maxLength={300}
        error={errorOf("/handle")}
      />
      <Refusal error={create.error} nothingLost />
      <div className="dialog-foot">
        <Button type="submit" loading={create.isPending}>
          {t("organisation.accounts.addSubmit")}
        </Button>
      </div>
    </Form>
  );
}
