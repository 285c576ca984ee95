import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { OrganisationLink } from "../../../ui/link.tsx";
import { useHolds } from "../../../ui/organisation.tsx";
import { Bones, Page } from "../../../ui/page.tsx";
import { Refusal } from "../../../ui/refusal.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import { AccountsPart } from "./accounts-part.tsx";
import { AuditPart } from "./audit-part.tsx";
import { calls } from "./calls.tsx";
import { DemonstrationPart } from "./demonstration-part.tsx";
import { DepartmentsPart } from "./departments-part.tsx";
import { PeoplePart } from "./people-part.tsx";
import { ProfilePart } from "./profile-part.tsx";
import { TokensPart } from "./tokens-part.tsx";
import "./organisation.css";

const parts = ["profile", "people", "accounts", "access", "audit"] as const;
type Part = (typeof parts)[number];

/** Who we are, who decides, what we hold. */
export function OrganisationPage() {
  const { t } = useTranslation();
  const search = useSearch({ strict: false }) as { part?: string };
  const administers = useHolds("admin");
  const reviews = useHolds("admin", "manager");
  const organisation = useQuery(calls.get.queryOptions());
  const members = useQuery(calls.listMembers.queryOptions());
  const departments = useQuery(calls.listDepartments.queryOptions());
  const accounts = useQuery(calls.listAccounts.queryOptions());
  const error = organisation.error ?? members.error ?? departments.error ?? accounts.error;
  if (error) return <Refusal error={error} retry={() => void organisation.refetch()} />;
  if (!organisation.data || !members.data || !departments.data || !accounts.data) return <Bones lines={6} />;

  const shown = parts.filter((part) => (part === "access" ? administers : part === "audit" ? reviews : true));
  const current: Part = shown.find((part) => part === search.part) ?? "profile";
  const active = <Row extends { archivedAt: string | null }>(rows: readonly Row[]) =>
    rows.filter((row) => row.archivedAt === null).length;
  return (
    <Page
      name={t("organisation.name")}
      when={t(`ui.kinds.${organisation.data.kind}`)}
      sentence={t("organisation.page.sentence", {
        name: organisation.data.name,
        members: t("organisation.page.members", { count: members.data.length }),
        departments: t("organisation.page.departments", { count: active(departments.data) }),
        accounts: t("organisation.page.accounts", { count: active(accounts.data) }),
      })}
    >
      <nav
        className="parts"
        aria-label={t("organisation.page.parts")}
        // On a phone the row scrolls: the part one is on must be in sight.
        ref={(row) => row?.querySelector("[aria-current]")?.scrollIntoView?.({ block: "nearest", inline: "center" })}
        key={current}
      >
        <ul>
          {shown.map((part) => (
            <li key={part}>
              <OrganisationLink
                to="/organisation"
                search={{ part: part === "profile" ? undefined : part }}
                current={part === current}
              >
                {t(`organisation.page.partNames.${part}`)}
              </OrganisationLink>
            </li>
          ))}
        </ul>
      </nav>
      {current === "profile" ? (
        <>
          <ProfilePart organisation={organisation.data} />
          <DepartmentsPart departments={departments.data} />
          {organisation.data.demonstration && administers ? <DemonstrationPart /> : null}
        </>
      ) : null}
      {current === "people" ? <PeoplePart members={members.data} departments={departments.data} /> : null}
      {current === "accounts" ? <AccountsPart accounts={accounts.data} /> : null}
      {current === "access" ? <TokensPart /> : null}
      {current === "audit" ? <AuditPart /> : null}
    </Page>
  );
}
