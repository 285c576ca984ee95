import { Button, NativeSelect } from "@mantine/core";
import type { JsonifiedValue } from "@orpc/openapi-client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { roles as allRoles, type Role } from "../../../kernel/operation.ts";
import { DataTable } from "../../../ui/data-table.tsx";
import { Confirm, Dialog } from "../../../ui/dialog.tsx";
import { sayDone } from "../../../ui/done.tsx";
import { Choices, Form, textOf } from "../../../ui/fields.tsx";
import { useFormat } from "../../../ui/format.ts";
import { useHolds, useOrganisation } from "../../../ui/organisation.tsx";
import { Section } from "../../../ui/page.tsx";
import { Refusal } from "../../../ui/refusal.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import type { Department, Member } from "../contract.ts";
import { calls } from "./calls.tsx";
import { InvitationsPart } from "./invitations-part.tsx";

type MemberRow = JsonifiedValue<Member>;

/** Members, what they may do, and who is on the way in. */
export function PeoplePart({
  members,
  departments,
}: {
  members: readonly MemberRow[];
  departments: readonly JsonifiedValue<Department>[];
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const { name: organisation } = useOrganisation();
  const administers = useHolds("admin");
  const me = useQuery(calls.whoAmI.queryOptions());
  const [edited, setEdited] = useState<MemberRow | null>(null);
  const [leaving, setLeaving] = useState<MemberRow | null>(null);
  const remove = useMutation(
    calls.removeMember.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: calls.listMembers.key() });
        if (leaving) sayDone(t("organisation.people.removed", { name: leaving.name }));
        setLeaving(null);
      },
    }),
  );
  const departmentName = (id: number | null) => departments.find((each) => each.id === id)?.name;
  return (
    <>
      <Section title={t("organisation.people.title")} sub={t("organisation.people.sub")}>
        <DataTable
          caption={t("organisation.people.title")}
          rows={members}
          rowKey={(member) => member.id}
          columns={[
            {
              key: "name",
              label: t("organisation.people.name"),
              head: true,
              cell: (member) => (
                <>
                  {member.name}{" "}
                  {member.email === me.data?.email ? <span className="tag">{t("organisation.people.you")}</span> : null}
                </>
              ),
            },
            { key: "email", label: t("organisation.people.email"), cell: (member) => member.email },
            {
              key: "roles",
              label: t("organisation.people.roles"),
              cell: (member) => format.list(member.roles.map((role) => t(`ui.roles.${role}`))),
            },
            {
              key: "department",
              label: t("organisation.people.department"),
              cell: (member) => departmentName(member.departmentId) ?? "",
            },
            ...(administers
              ? [
                  {
                    key: "acts",
                    label: t("organisation.people.actions"),
                    align: "acts" as const,
                    cell: (member: MemberRow) => (
                      <span className="row">
                        <button
                          type="button"
                          className="link-button"
                          aria-label={t("organisation.people.editTitle", { name: member.name })}
                          onClick={() => setEdited(member)}
                        >
                          {t("organisation.people.edit")}
                        </button>
                        <button
                          type="button"
                          className="link-button danger"
                          aria-label={`${t("organisation.people.remove")} ${member.name}`}
                          onClick={() => setLeaving(member)}
                        >
                          {t("organisation.people.remove")}
                        </button>
                      </span>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </Section>
      {administers ? <InvitationsPart /> : null}
      <Dialog
        open={edited !== null}
        title={t("organisation.people.editTitle", { name: edited?.name ?? "" })}
        onClose={() => setEdited(null)}
      >
        {edited ? <EditMember member={edited} departments={departments} onDone={() => setEdited(null)} /> : null}
      </Dialog>
      <Confirm
        open={leaving !== null}
        title={t("organisation.people.removeTitle", { name: leaving?.name ?? "" })}
        lost={[
          t("organisation.people.removeLost", { name: leaving?.name ?? "", organisation }),
          t("organisation.people.removeKept"),
        ]}
        verb={t("organisation.people.remove")}
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => leaving && remove.mutate({ id: leaving.id })}
        onClose={() => {
          setLeaving(null);
          remove.reset();
        }}
      />
    </>
  );
}

/** The roles as choices, each with what it does. */
export function RoleChoices({ value, onChange }: { value: readonly Role[]; onChange: (value: Role[]) => void }) {
  const { t } = useTranslation();
  return (
    <Choices
      several
      name="roles"
      legend={t("organisation.people.roles")}
      value={value}
      onChange={onChange}
      choices={allRoles.map((role) => ({
        value: role,
        label: t(`ui.roles.${role}`),
        hint: t(`organisation.people.roleHints.${role}`),
      }))}
    />
  );
}

function EditMember({
  member,
  departments,
  onDone,
}: {
  member: MemberRow;
  departments: readonly JsonifiedValue<Department>[];
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [roles, setRoles] = useState<Role[]>(member.roles);
  const update = useMutation(
    calls.updateMember.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: calls.listMembers.key() });
        sayDone(t("organisation.people.saved", { name: member.name }));
        onDone();
      },
    }),
  );
  return (
    <Form
      error={update.error}
      onSubmit={(values) => {
        const department = textOf(values, "department");
        update.mutate({ id: member.id, roles, departmentId: department ? Number(department) : null });
      }}
    >
      <RoleChoices value={roles} onChange={setRoles} />
      <NativeSelect
        name="department"
        label={t("organisation.people.department")}
        defaultValue={member.departmentId === null ? "" : String(member.departmentId)}
        data={[
          { value: "", label: t("organisation.people.noDepartment") },
          ...departments
            .filter((each) => !each.archivedAt || each.id === member.departmentId)
            .map((each) => ({ value: String(each.id), label: each.name })),
        ]}
      />
      <Refusal error={update.error} />
      <div className="dialog-foot">
        <Button type="submit" loading={update.isPending} disabled={roles.length === 0}>
          {t("ui.save")}
        </Button>
      </div>
    </Form>
  );
}
