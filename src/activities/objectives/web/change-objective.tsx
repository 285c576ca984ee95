import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useToday } from "../../../ui/clock.tsx";
import { sayDone } from "../../../ui/done.tsx";
import { useFormat } from "../../../ui/format.ts";
import { OrganisationLink, useGo } from "../../../ui/link.tsx";
import { useOnce } from "../../../ui/once.ts";
import { useOrganisation } from "../../../ui/organisation.tsx";
import { Page } from "../../../ui/page.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import type { ObjectiveDraft } from "../contract.ts";
import { calls } from "./calls.ts";
import type { Names, Seen } from "./names.ts";
import { changesOf, formOf } from "./objective-draft.ts";
import { ObjectiveForm } from "./objective-form.tsx";

/** The same form on an objective that exists; once adopted, with the reason of the change. */
export function ChangeObjective({ objective, names }: { objective: Seen; names: Names }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const go = useGo();
  const queries = useQueryClient();
  const once = useOnce();
  const { timeZone } = useOrganisation();
  const today = useToday(timeZone);
  const [state, setState] = useState(() => formOf(objective, names.unitOf, language));
  const [reason, setReason] = useState("");
  const adopted = objective.state === "adopted";
  const update = useMutation(
    calls.update.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: calls.key() });
        sayDone(t("objectives.form.changed"));
        go(`/objectives/${objective.id}`);
      },
    }),
  );
  const submit = (draft: ObjectiveDraft) => {
    const changes = changesOf(objective, draft);
    if (Object.keys(changes).length === 0) go(`/objectives/${objective.id}`);
    else {
      const wish = { id: objective.id, changes, ...(adopted ? { reason: reason.trim() } : {}) };
      once((done) => update.mutate(wish, { onSettled: done }));
    }
  };
  return (
    <Page
      name={t("objectives.one.change")}
      sentence={t("objectives.form.changeSentence", { statement: objective.statement })}
      lead={adopted ? t("objectives.form.changeLead") : undefined}
      acts={<OrganisationLink to={`/objectives/${objective.id}`}>{t("objectives.form.backToOne")}</OrganisationLink>}
    >
      <ObjectiveForm
        state={state}
        onChange={setState}
        names={names}
        // A due day that has passed stays as it was; a new one must lie ahead.
        dueAfter={state.dueOn === objective.dueOn ? null : today}
        busy={update.isPending}
        error={update.error}
        verb={t("objectives.form.save")}
        onSubmit={submit}
        reason={adopted ? { text: reason, onChange: setReason } : undefined}
      />
    </Page>
  );
}
