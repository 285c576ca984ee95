import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import type { JsonifiedValue } from "@orpc/openapi-client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { sayDone } from "../../../ui/done.tsx";
import { Choices, Form, fieldErrors, textOf } from "../../../ui/fields.tsx";
import { useFormat } from "../../../ui/format.ts";
import { useHolds } from "../../../ui/organisation.tsx";
import { Section } from "../../../ui/page.tsx";
import { Band, Refusal } from "../../../ui/refusal.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import { type Organisation, organisationKinds } from "../contract.ts";
import { calls } from "./calls.tsx";
import { ServiceHoursPart } from "./service-hours-part.tsx";

const texts = ["history", "environment", "culture", "aims"] as const;
const natures = ["institutional", "personal"] as const;

/** The profile that the rest of the product rests on. */
export function ProfilePart({ organisation }: { organisation: JsonifiedValue<Organisation> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const changes = useHolds("admin", "manager");
  const [kind, setKind] = useState(organisation.kind);
  const [nature, setNature] = useState(organisation.accountNature);
  const update = useMutation(
    calls.update.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: calls.get.key() });
        sayDone(t("organisation.profile.saved"));
      },
    }),
  );
  const errorOf = fieldErrors(update.error);
  const months = Array.from({ length: 12 }, (_, index) => ({
    value: String(index + 1),
    label: format.month(index + 1),
  }));
  return (
    <>
      {changes ? null : (
        <div className="section">
          <Band tone="info">{t("organisation.page.readOnly")}</Band>
        </div>
      )}
      <Section title={t("organisation.profile.title")} sub={t("organisation.profile.sub")}>
        <Form
          wide
          error={update.error}
          label={t("organisation.profile.title")}
          onSubmit={(values) => {
            const population = Number(textOf(values, "population"));
            update.mutate({
              name: textOf(values, "name"),
              kind,
              history: textOf(values, "history"),
              environment: textOf(values, "environment"),
              culture: textOf(values, "culture"),
              aims: textOf(values, "aims"),
              country: textOf(values, "country").toUpperCase(),
              currency: textOf(values, "currency").toUpperCase(),
              timeZone: textOf(values, "timeZone"),
              fiscalYearStart: Number(textOf(values, "fiscalYearStart")),
              accountNature: nature,
              electionOn: textOf(values, "electionOn") || null,
              population: population > 0 ? population : null,
            });
          }}
        >
          <fieldset className="choices stack" disabled={!changes}>
            <TextInput
              name="name"
              label={t("organisation.fields.organisationName")}
              defaultValue={organisation.name}
              required
              maxLength={120}
              error={errorOf("/name")}
            />
            {texts.map((each) => (
              <Textarea
                key={each}
                name={each}
                label={t(`organisation.profile.${each}`)}
                description={t(`organisation.profile.${each}Hint`)}
                defaultValue={organisation[each]}
                rows={4}
                maxLength={4000}
                error={errorOf(`/${each}`)}
              />
            ))}
            <Choices
              name="kind"
              legend={t("organisation.fields.kind")}
              value={[kind]}
              onChange={([chosen]) => chosen && setKind(chosen)}
              choices={organisationKinds.map((each) => ({ value: each, label: t(`ui.kinds.${each}`) }))}
            />
            <h3>{t("organisation.profile.questions")}</h3>
            <Choices
              name="nature"
              legend={t("organisation.profile.nature")}
              value={[nature]}
              onChange={([chosen]) => chosen && setNature(chosen)}
              choices={natures.map((each) => ({
                value: each,
                label: t(`organisation.profile.natures.${each}`),
                hint: t(`organisation.profile.natureHints.${each}`),
              }))}
            />
            <TextInput
              type="date"
              name="electionOn"
              label={t("organisation.profile.election")}
              description={t("organisation.profile.electionHint")}
              defaultValue={organisation.electionOn ?? ""}
              error={errorOf("/electionOn")}
            />
            <h3>{t("organisation.profile.settings")}</h3>
            <p className="small faint">{t("organisation.profile.settingsSub")}</p>
            <div className="form-pair">
              <NativeSelect
                name="timeZone"
                label={t("organisation.fields.timeZone")}
                defaultValue={organisation.timeZone}
                data={[...new Set([organisation.timeZone, ...Intl.supportedValuesOf("timeZone")])]}
                error={errorOf("/timeZone")}
              />
              <NativeSelect
                name="fiscalYearStart"
                label={t("organisation.profile.fiscalYearStart")}
                defaultValue={String(organisation.fiscalYearStart)}
                data={months}
                error={errorOf("/fiscalYearStart")}
              />
              <TextInput
                name="country"
                label={t("organisation.profile.country")}
                defaultValue={organisation.country}
                pattern="[A-Za-z]{2}"
                required
                error={errorOf("/country")}
              />
              <TextInput
                name="currency"
                label={t("organisation.profile.currency")}
                defaultValue={organisation.currency}
                pattern="[A-Za-z]{3}"
                required
                error={errorOf("/currency")}
              />
            </div>
            <TextInput
              name="population"
              type="number"
              min={1}
              step={1}
              inputMode="numeric"
              label={t("organisation.profile.population")}
              description={t("organisation.profile.populationHint")}
              defaultValue={organisation.population ?? ""}
              error={errorOf("/population")}
            />
          </fieldset>
          <Refusal error={update.error} nothingLost />
          {changes ? (
            <div>
              <Button type="submit" loading={update.isPending}>
                {t("ui.save")}
              </Button>
            </div>
          ) : null}
        </Form>
      </Section>
      <ServiceHoursPart hours={organisation.serviceHours} changes={changes} />
    </>
  );
}
