import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Choices, Form, fieldErrors, textOf } from "../../../ui/fields.tsx";
import { addressOf } from "../../../ui/link.tsx";
import { Page } from "../../../ui/page.tsx";
import { Refusal } from "../../../ui/refusal.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import { organisationKinds } from "../contract.ts";
import { calls } from "./calls.tsx";

/** One more organisation, for whoever holds several. */
export function NewOrganisationPage() {
  const { t } = useTranslation();
  const [kind, setKind] = useState<(typeof organisationKinds)[number]>("company");
  const create = useMutation(
    calls.create.mutationOptions({ onSuccess: ({ slug }) => location.assign(addressOf(slug, "/organisation")) }),
  );
  const errorOf = fieldErrors(create.error);
  return (
    <Page
      name={t("organisation.another.name")}
      sentence={t("organisation.another.sentence")}
      lead={t("organisation.another.lead")}
    >
      <Form error={create.error} onSubmit={(values) => create.mutate({ name: textOf(values, "name"), kind })}>
        <TextInput
          name="name"
          label={t("organisation.fields.organisationName")}
          required
          maxLength={120}
          error={errorOf("/name")}
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
        <Refusal error={create.error} nothingLost />
        <div>
          <Button type="submit" loading={create.isPending}>
            {t("organisation.another.submit")}
          </Button>
        </div>
      </Form>
    </Page>
  );
}
