import { Button, TextInput } from "@mantine/core";
import type { JsonifiedValue } from "@orpc/openapi-client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { sayDone } from "../../../ui/done.tsx";
import { fieldErrors, textOf } from "../../../ui/fields.tsx";
import { useHolds } from "../../../ui/organisation.tsx";
import { EmptyState, Section } from "../../../ui/page.tsx";
import { Refusal } from "../../../ui/refusal.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import type { Department } from "../contract.ts";
import { calls } from "./calls.tsx";

/** Departments: added in one line, archived with a way back. */
export function DepartmentsPart({ departments }: { departments: readonly JsonifiedValue<Department>[] }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const changes = useHolds("admin", "manager");
  const form = useRef<HTMLFormElement>(null);
  const refresh = () => queries.invalidateQueries({ queryKey: calls.listDepartments.key() });
  const create = useMutation(
    calls.createDepartment.mutationOptions({
      onSuccess: async ({ name }) => {
        form.current?.reset();
        await refresh();
        sayDone(t("organisation.departments.added", { name }));
      },
    }),
  );
  const update = useMutation(calls.updateDepartment.mutationOptions({ onSuccess: refresh }));
  return (
    <Section title={t("organisation.departments.title")} sub={t("organisation.departments.sub")}>
      {departments.length === 0 ? (
        <EmptyState
          title={t("organisation.departments.empty")}
          purpose={t(changes ? "organisation.departments.emptyPurpose" : "organisation.departments.emptyReader")}
          example={t("organisation.departments.example")}
        />
      ) : (
        <ul className="department-list">
          {departments.map(({ id, name, archivedAt }) => (
            <li key={id}>
              <span className="row">
                {name}
                {archivedAt ? <span className="tag">{t("organisation.departments.archivedTag")}</span> : null}
              </span>
              {changes ? (
                <button
                  type="button"
                  className="link-button"
                  aria-label={`${t(archivedAt ? "organisation.departments.restore" : "organisation.departments.archive")} ${name}`}
                  onClick={() =>
                    update.mutate(
                      { id, archived: !archivedAt },
                      {
                        onSuccess: () => {
                          if (!archivedAt)
                            sayDone(t("organisation.departments.archived", { name }), () =>
                              update.mutate({ id, archived: false }),
                            );
                        },
                      },
                    )
                  }
                >
                  {t(archivedAt ? "organisation.departments.restore" : "organisation.departments.archive")}
                </button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      <Refusal error={update.error} />
      {changes ? (
        <form
          ref={form}
          className="one-line section-form"
          onSubmit={(event) => {
            event.preventDefault();
            create.mutate({ name: textOf(new FormData(event.currentTarget), "name") });
          }}
        >
          <TextInput
            name="name"
            label={t("organisation.departments.name")}
            required
            maxLength={120}
            error={fieldErrors(create.error)("/name")}
          />
          <Button type="submit" variant="default" loading={create.isPending}>
            {t("organisation.departments.add")}
          </Button>
          <Refusal error={create.error} />
        </form>
      ) : null}
    </Section>
  );
}
