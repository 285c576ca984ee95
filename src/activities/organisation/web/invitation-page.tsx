import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Form, fieldErrors, textOf } from "../../../ui/fields.tsx";
import { useFormat } from "../../../ui/format.ts";
import { addressOf } from "../../../ui/link.tsx";
import { Bones, Page } from "../../../ui/page.tsx";
import { Band, Refusal } from "../../../ui/refusal.tsx";
import { currentSession } from "../../../ui/session.ts";
import { useTranslation } from "../../../ui/translation.ts";
import { calls } from "./calls.tsx";
import { NewPassword } from "./set-up-page.tsx";

const keptUnder = "vigie-invitation";

/**
 * The secret stands behind the `#`, which browsers never send to a server; it is kept for this tab only, so that
 * signing in first does not lose it.
 */
function secretOfLink(): string | null {
  const secret = location.hash.slice(1);
  try {
    if (secret) sessionStorage.setItem(keptUnder, secret);
    return secret || sessionStorage.getItem(keptUnder);
  } catch {
    return secret || null;
  }
}

/** Accepting an invitation: with a new account, or the one already held. */
export function InvitationPage() {
  const { t } = useTranslation();
  const [secret] = useState(secretOfLink);
  if (!secret || secret.length < 20) {
    return (
      <Page
        name={t("organisation.invitation.name")}
        sentence={t("organisation.invitation.noSecretSentence")}
        lead={t("organisation.invitation.noSecretLead")}
      />
    );
  }
  return <Accept secret={secret} />;
}

function Accept({ secret }: { secret: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const invitation = useQuery(
    calls.readInvitation.queryOptions({ input: { secret }, staleTime: Number.POSITIVE_INFINITY }),
  );
  const session = useQuery({ queryKey: ["session"], queryFn: currentSession });
  const me = useQuery(calls.whoAmI.queryOptions({ enabled: Boolean(session.data) }));
  const accept = useMutation(
    calls.acceptInvitation.mutationOptions({
      onSuccess: ({ slug }) => {
        sessionStorage.removeItem(keptUnder);
        location.assign(addressOf(slug, "/"));
      },
    }),
  );
  const errorOf = fieldErrors(accept.error);
  if (invitation.error) {
    return (
      <Page name={t("organisation.invitation.name")} sentence={t("organisation.invitation.refusedSentence")}>
        <Refusal error={invitation.error} />
      </Page>
    );
  }
  if (!invitation.data || session.isLoading || (session.data && me.isLoading)) return <Bones />;
  const { organisationName, email, roles, hasAccount } = invitation.data;
  const join = t("organisation.invitation.accept", { organisation: organisationName });
  const signedInAs = me.data?.email;
  const same = signedInAs?.toLowerCase() === email.toLowerCase();
  return (
    <Page
      name={t("organisation.invitation.name")}
      sentence={t("organisation.invitation.sentence", { organisation: organisationName })}
      lead={t("organisation.invitation.rolesLead", { roles: format.list(roles.map((role) => t(`ui.roles.${role}`))) })}
    >
      {hasAccount ? (
        <div className="stack">
          {signedInAs && !same ? (
            <Band tone="look">{t("organisation.invitation.otherAccount", { email: signedInAs, invited: email })}</Band>
          ) : null}
          {same ? (
            <div>
              <Button loading={accept.isPending} onClick={() => accept.mutate({ secret })}>
                {join}
              </Button>
            </div>
          ) : (
            <>
              <p>{t("organisation.invitation.hasAccount", { email })}</p>
              <div>
                <Button component={Link} to="/sign-in" search={{ to: "/invitation" } as never}>
                  {t("organisation.invitation.signInFirst")}
                </Button>
              </div>
            </>
          )}
          <Refusal error={accept.error} />
        </div>
      ) : (
        <Form
          error={accept.error}
          label={t("organisation.invitation.newAccount")}
          onSubmit={(values) =>
            accept.mutate({ secret, name: textOf(values, "name"), password: String(values.get("password") ?? "") })
          }
        >
          <h2>{t("organisation.invitation.newAccount")}</h2>
          <TextInput
            label={t("organisation.fields.email")}
            name="email"
            value={email}
            readOnly
            autoComplete="username"
          />
          <TextInput
            name="name"
            label={t("organisation.fields.name")}
            required
            maxLength={120}
            autoComplete="name"
            error={errorOf("/name")}
          />
          <NewPassword error={errorOf("/password")} />
          <Refusal error={accept.error} nothingLost />
          <div>
            <Button type="submit" loading={accept.isPending}>
              {join}
            </Button>
          </div>
        </Form>
      )}
    </Page>
  );
}
