import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNow } from "../../../ui/clock.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { Confirm, Dialog } from "../../../ui/dialog.tsx";
import { sayDone } from "../../../ui/done.tsx";
import { Form, fieldErrors, textOf } from "../../../ui/fields.tsx";
import { useFormat } from "../../../ui/format.ts";
import { Bones, EmptyState, Section } from "../../../ui/page.tsx";
import { Refusal } from "../../../ui/refusal.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import { calls } from "./calls.tsx";
import { CopyLine } from "./copy-line.tsx";

/** API tokens: shown once when made, revoked at once when needed. */
export function TokensPart() {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const queries = useQueryClient();
  const [making, setMaking] = useState(false);
  const [revoked, setRevoked] = useState<{ id: number; name: string } | null>(null);
  const tokens = useQuery(calls.listTokens.queryOptions());
  const refresh = () => queries.invalidateQueries({ queryKey: calls.listTokens.key() });
  const revoke = useMutation(
    calls.revokeToken.mutationOptions({
      onSuccess: async () => {
        await refresh();
        if (revoked) sayDone(t("organisation.tokens.revoked", { name: revoked.name }));
        setRevoked(null);
      },
    }),
  );
  if (tokens.error) return <Refusal error={tokens.error} retry={() => void tokens.refetch()} />;
  if (!tokens.data) return <Bones lines={4} />;
  const make = <Button onClick={() => setMaking(true)}>{t("organisation.tokens.create")}</Button>;
  return (
    <Section
      title={t("organisation.tokens.title")}
      sub={t("organisation.tokens.sub")}
      act={tokens.data.length > 0 ? make : undefined}
    >
      <DataTable
        caption={t("organisation.tokens.title")}
        rows={tokens.data}
        rowKey={(token) => token.id}
        empty={
          <EmptyState
            title={t("organisation.tokens.empty")}
            purpose={t("organisation.tokens.emptyPurpose")}
            example={t("organisation.tokens.example")}
            act={make}
          />
        }
        columns={[
          { key: "name", label: t("organisation.tokens.name"), head: true, cell: (token) => token.name },
          {
            key: "effect",
            label: t("organisation.tokens.effect"),
            cell: (token) => t(`organisation.tokens.effects.${token.effect}`),
          },
          { key: "by", label: t("organisation.tokens.by"), cell: (token) => token.memberName },
          {
            key: "expires",
            label: t("organisation.tokens.expires"),
            cell: (token) => format.relative(token.expiresAt, now),
          },
          {
            key: "used",
            label: t("organisation.tokens.lastUsed"),
            cell: (token) =>
              token.lastUsedAt ? format.relative(token.lastUsedAt, now) : t("organisation.tokens.never"),
          },
          {
            key: "acts",
            label: t("organisation.tokens.actions"),
            align: "acts",
            cell: (token) => (
              <button
                type="button"
                className="link-button danger"
                aria-label={`${t("organisation.tokens.revoke")} ${token.name}`}
                onClick={() => setRevoked(token)}
              >
                {t("organisation.tokens.revoke")}
              </button>
            ),
          },
        ]}
      />
      <Dialog open={making} title={t("organisation.tokens.create")} onClose={() => setMaking(false)}>
        <MakeToken onMade={refresh} />
      </Dialog>
      <Confirm
        open={revoked !== null}
        title={t("organisation.tokens.revokeTitle", { name: revoked?.name ?? "" })}
        lost={[t("organisation.tokens.revokeLost")]}
        verb={t("organisation.tokens.revoke")}
        busy={revoke.isPending}
        error={revoke.error}
        onConfirm={() => revoked && revoke.mutate({ id: revoked.id })}
        onClose={() => setRevoked(null)}
      />
    </Section>
  );
}

function MakeToken({ onMade }: { onMade: () => Promise<void> }) {
  const { t } = useTranslation();
  const create = useMutation(calls.createToken.mutationOptions({ onSuccess: onMade }));
  const errorOf = fieldErrors(create.error);
  if (create.data) {
    return (
      <>
        <h3>{t("organisation.tokens.secretTitle", { name: create.data.name })}</h3>
        <p>{t("organisation.tokens.secretHint")}</p>
        <CopyLine text={create.data.token} verb={t("organisation.tokens.copySecret")} />
      </>
    );
  }
  return (
    <Form
      error={create.error}
      onSubmit={(values) =>
        create.mutate({
          name: textOf(values, "name"),
          effect: textOf(values, "effect") === "write" ? "write" : "read",
          days: Number(textOf(values, "days")),
        })
      }
    >
      <TextInput name="name" label={t("organisation.tokens.name")} required maxLength={120} error={errorOf("/name")} />
      <NativeSelect
        name="effect"
        label={t("organisation.tokens.effect")}
        data={(["read", "write"] as const).map((each) => ({
          value: each,
          label: t(`organisation.tokens.effects.${each}`),
        }))}
      />
      <TextInput
        name="days"
        type="number"
        min={1}
        max={366}
        defaultValue={90}
        required
        label={t("organisation.tokens.days")}
        error={errorOf("/days")}
      />
      <Refusal error={create.error} nothingLost />
      <div className="dialog-foot">
        <Button type="submit" loading={create.isPending}>
          {t("organisation.tokens.createSubmit")}
        </Button>
      </div>
    </Form>
  );
}
