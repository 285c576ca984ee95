import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Role } from "../../../kernel/operation.ts";
import { useNow } from "../../../ui/clock.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { sayDone } from "../../../ui/done.tsx";
import { Form, fieldErrors, textOf } from "../../../ui/fields.tsx";
import { useFormat } from "../../../ui/format.ts";
import { Section } from "../../../ui/page.tsx";
import { Refusal } from "../../../ui/refusal.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import { calls } from "./calls.tsx";
import { CopyLine } from "./copy-line.tsx";
import { RoleChoices } from "./people-part.tsx";

/** Invitations by a link that is shown once. */
export function InvitationsPart() {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const queries = useQueryClient();
  const [inviting, setInviting] = useState(false);
  const invitations = useQuery(calls.listInvitations.queryOptions());
  const refresh = () => queries.invalidateQueries({ queryKey: calls.listInvitations.key() });
  const revoke = useMutation(
    calls.revokeInvitation.mutationOptions({
      onSuccess: async () => {
        await refresh();
        sayDone(t("organisation.people.withdrawn"));
      },
    }),
  );
  const waiting = invitations.data ?? [];
  return (
    <Section
      title={t("organisation.people.invitations")}
      act={<Button onClick={() => setInviting(true)}>{t("organisation.people.invite")}</Button>}
    >
      <Refusal error={invitations.error ?? revoke.error} />
      {waiting.length > 0 ? (
        <DataTable
          caption={t("organisation.people.invitations")}
          rows={waiting}
          rowKey={(invitation) => invitation.id}
          columns={[
            {
              key: "email",
              label: t("organisation.people.email"),
              head: true,
              cell: (invitation) => invitation.email,
            },
            {
              key: "roles",
              label: t("organisation.people.roles"),
              cell: (invitation) => format.list(invitation.roles.map((role) => t(`ui.roles.${role}`))),
            },
            {
              key: "by",
              label: t("organisation.people.invitedBy"),
              cell: (invitation) => invitation.invitedBy,
            },
            {
              key: "expires",
              label: t("organisation.people.expires"),
              cell: (invitation) => format.relative(invitation.expiresAt, now),
            },
            {
              key: "acts",
              label: t("organisation.people.actions"),
              align: "acts",
              cell: (invitation) => (
                <button
                  type="button"
                  className="link-button danger"
                  aria-label={`${t("organisation.people.withdraw")} ${invitation.email}`}
                  onClick={() => revoke.mutate({ id: invitation.id })}
                >
                  {t("organisation.people.withdraw")}
                </button>
              ),
            },
          ]}
        />
      ) : null}
      <Dialog open={inviting} title={t("organisation.people.inviteTitle")} onClose={() => setInviting(false)}>
        <Invite onMade={refresh} />
      </Dialog>
    </Section>
  );
}

function Invite({ onMade }: { onMade: () => Promise<void> }) {
  const { t } = useTranslation();
  const [roles, setRoles] = useState<Role[]>(["reader"]);
  const invite = useMutation(calls.invite.mutationOptions({ onSuccess: onMade }));
  if (invite.data) {
    return (
      <>
        <h3>{t("organisation.people.linkTitle", { email: invite.data.email })}</h3>
        <p>{t("organisation.people.linkHint")}</p>
        <CopyLine text={invite.data.link} verb={t("organisation.people.copyLink")} />
      </>
    );
  }
  return (
    <Form error={invite.error} onSubmit={(values) => invite.mutate({ email: textOf(values, "email"), roles })}>
      <p>{t("organisation.people.inviteLead")}</p>
      <TextInput
        name="email"
        type="email"
        label={t("organisation.fields.email")}
        required
        autoComplete="off"
        error={fieldErrors(invite.error)("/email")}
      />
      <RoleChoices value={roles} onChange={setRoles} />
      <Refusal error={invite.error} nothingLost />
      <div className="dialog-foot">
        <Button type="submit" loading={invite.isPending} disabled={roles.length === 0}>
          {t("organisation.people.inviteSubmit")}
        </Button>
      </div>
    </Form>
  );
}
