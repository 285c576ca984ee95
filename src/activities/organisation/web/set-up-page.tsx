import { Button, NativeSelect, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { request } from "../../../ui/call.ts";
import { Choices, Form, fieldErrors, textOf } from "../../../ui/fields.tsx";
import { addressOf } from "../../../ui/link.tsx";
import { Page } from "../../../ui/page.tsx";
import { Refusal } from "../../../ui/refusal.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import { organisationKinds } from "../contract.ts";
import { calls } from "./calls.tsx";

type Kind = (typeof organisationKinds)[number];

/** First visit: the first organisation and its administrator, then where to begin. */
export function SetUpPage() {
  const [made, setMade] = useState<{ slug: string; name: string } | null>(null);
  return made ? <WhereToBegin {...made} /> : <Found onMade={setMade} />;
}

function Found({ onMade }: { onMade: (made: { slug: string; name: string }) => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [kind, setKind] = useState<Kind>("company");
  const setUp = useMutation(
    calls.setUp.mutationOptions({
      onSuccess: ({ slug }, { organisationName }) => {
        queries.clear();
        onMade({ slug, name: organisationName });
      },
    }),
  );
  const errorOf = fieldErrors(setUp.error);
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zones = Intl.supportedValuesOf("timeZone");
  return (
    <Page
      name={t("organisation.setUp.name")}
      sentence={t("organisation.setUp.sentence")}
      lead={t("organisation.setUp.lead")}
    >
      <Form
        error={setUp.error}
        label={t("organisation.setUp.name")}
        onSubmit={(values) =>
          setUp.mutate({
            organisationName: textOf(values, "organisationName"),
            kind,
            timeZone: textOf(values, "timeZone"),
            name: textOf(values, "name"),
            email: textOf(values, "email"),
            password: String(values.get("password") ?? ""),
          })
        }
      >
        <h2>{t("organisation.setUp.organisationPart")}</h2>
        <TextInput
          name="organisationName"
          label={t("organisation.fields.organisationName")}
          required
          maxLength={120}
          autoComplete="organization"
          error={errorOf("/organisationName")}
        />
        <Choices
          name="kind"
          legend={t("organisation.fields.kind")}
          value={[kind]}
          onChange={([chosen]) => chosen && setKind(chosen)}
          choices={organisationKinds.map((each) => ({
            value: each,
            label: t(`ui.kinds.${each}`),
            hint: t(`organisation.kindHints.${each}`),
          }))}
        />
        <NativeSelect
          name="timeZone"
          label={t("organisation.fields.timeZone")}
          description={t("organisation.fields.timeZoneHint")}
          defaultValue={zones.includes(here) ? here : "Europe/Paris"}
          data={zones}
          error={errorOf("/timeZone")}
        />
        <h2>{t("organisation.setUp.personPart")}</h2>
        <TextInput
          name="name"
          label={t("organisation.fields.name")}
          required
          maxLength={120}
          autoComplete="name"
          error={errorOf("/name")}
        />
        <TextInput
          name="email"
          type="email"
          label={t("organisation.fields.email")}
          required
          autoComplete="username"
          error={errorOf("/email")}
        />
        <NewPassword error={errorOf("/password")} />
        <Refusal error={setUp.error} nothingLost />
        <div>
          <Button type="submit" loading={setUp.isPending}>
            {t("organisation.setUp.submit")}
          </Button>
        </div>
      </Form>
    </Page>
  );
}

/** A password to choose, with what makes a good one. */
export function NewPassword({ error, label }: { error?: string; label?: string }) {
  const { t } = useTranslation();
  return (
    <PasswordInput
      name="password"
      label={label ?? t("organisation.fields.password")}
      description={t("organisation.fields.passwordHint")}
      required
      minLength={12}
      maxLength={200}
      autoComplete="new-password"
      error={error}
    />
  );
}

function WhereToBegin({ slug, name }: { slug: string; name: string }) {
  const { t } = useTranslation();
  const demonstration = useMutation({
    mutationFn: async () => {
      const response = await request("/api/demonstration", { method: "POST" });
      return (await response.json()) as { organisations: { slug: string }[] };
    },
    // A whole new page: the organisations just made must show everywhere.
    onSuccess: ({ organisations }) => location.assign(addressOf(organisations[0]?.slug ?? slug, "/")),
  });
  return (
    <Page
      name={t("organisation.setUp.name")}
      sentence={t("organisation.setUp.doneSentence", { name })}
      lead={t("organisation.setUp.doneLead")}
    >
      <div className="stack">
        <div className="card stack">
          <p>{t("organisation.setUp.ownHint")}</p>
          <div>
            <Button component="a" href={addressOf(slug, "/organisation")}>
              {t("organisation.setUp.own", { name })}
            </Button>
          </div>
        </div>
        <div className="card stack">
          <p>{t("organisation.setUp.demonstrationHint")}</p>
          <div>
            <Button variant="default" loading={demonstration.isPending} onClick={() => demonstration.mutate()}>
              {t("organisation.setUp.demonstration")}
            </Button>
          </div>
          {demonstration.isPending ? <p role="status">{t("organisation.setUp.demonstrationBusy")}</p> : null}
          <Refusal error={demonstration.error} />
        </div>
      </div>
    </Page>
  );
}
