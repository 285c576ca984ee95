import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useToday } from "../../../ui/clock.tsx";
import { sayDone } from "../../../ui/done.tsx";
import { FailedPage, failureOf } from "../../../ui/failed-page.tsx";
import { OrganisationLink, useGo } from "../../../ui/link.tsx";
import { useOnce } from "../../../ui/once.ts";
import { useOrganisation } from "../../../ui/organisation.tsx";
import { Bones, Page } from "../../../ui/page.tsx";
import { Band } from "../../../ui/refusal.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import type { ObjectiveDraft } from "../contract.ts";
import { calls } from "./calls.ts";
import { useKeptDraft } from "./kept-draft.ts";
import { type Names, useNames } from "./names.ts";
import { blankForm } from "./objective-draft.ts";
import { ObjectiveForm } from "./objective-form.tsx";
import { TemplateList } from "./template-list.tsx";

/** A new objective: from a template, or from a blank page with the templates below. */
export function NewObjective({ template }: { template: string | undefined }) {
  const { t } = useTranslation();
  const templates = useQuery(calls.listTemplates.queryOptions());
  const names = useNames();
  const failure = failureOf(templates, names);
  if (failure) return <FailedPage name={t("objectives.name")} {...failure} />;
  if (!templates.data || !names.data) return <Bones lines={8} />;
  const chosen = templates.data.find((each) => each.id === template);
  return <Writing key={chosen?.id ?? ""} names={names.data} template={chosen} />;
}

function Writing({ names, template }: { names: Names; template: Parameters<typeof blankForm>[1] }) {
  const { t } = useTranslation();
  const go = useGo();
  const queries = useQueryClient();
  const once = useOnce();
  const { slug, timeZone } = useOrganisation();
  const today = useToday(timeZone);
  const kept = useKeptDraft(`vigie-objective-${slug}-${template?.id ?? ""}`, blankForm(today, template));
  const create = useMutation(
    calls.create.mutationOptions({
      onSuccess: async ({ id }) => {
        kept.forget();
        await queries.invalidateQueries({ queryKey: calls.list.key() });
        sayDone(t("objectives.form.created"));
        go(`/objectives/${id}`);
      },
    }),
  );
  const submit = (draft: ObjectiveDraft) => {
    once((done) => create.mutate(draft, { onSettled: done }));
  };
  return (
    <Page
      name={t("objectives.page.propose")}
      sentence={template?.label ?? t("objectives.form.newSentence")}
      lead={t("objectives.form.newLead")}
      acts={<OrganisationLink to="/objectives">{t("objectives.form.back")}</OrganisationLink>}
    >
      {kept.restored ? (
        <Band tone="info">
          <span>{t("objectives.form.restored")}</span>
          <span>
            <button type="button" className="link-button" onClick={kept.forget}>
              {t("objectives.form.startOver")}
            </button>
          </span>
        </Band>
      ) : null}
      <ObjectiveForm
        state={kept.state}
        onChange={kept.set}
        names={names}
        dueAfter={today}
        busy={create.isPending}
        error={create.error}
        verb={t("objectives.form.submit")}
        onSubmit={submit}
      />
      {template ? null : <TemplateList names={names} />}
    </Page>
  );
}
