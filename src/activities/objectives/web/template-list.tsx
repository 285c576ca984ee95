import { useQuery } from "@tanstack/react-query";
import { OrganisationLink } from "../../../ui/link.tsx";
import { Section } from "../../../ui/page.tsx";
import { Refusal } from "../../../ui/refusal.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import { objectiveKinds } from "../contract.ts";
import { calls } from "./calls.ts";
import type { Names } from "./names.ts";

/** Objectives to start from, by kind, those that suit the organisation. */
export function TemplateList({ names }: { names: Names }) {
  const { t } = useTranslation();
  const templates = useQuery(calls.listTemplates.queryOptions());
  if (templates.error) return <Refusal error={templates.error} retry={() => void templates.refetch()} />;
  const sorted = [...(templates.data ?? [])].sort(
    (a, b) => objectiveKinds.indexOf(a.kind) - objectiveKinds.indexOf(b.kind),
  );
  return (
    <Section title={t("objectives.templates.title")} sub={t("objectives.templates.sub")}>
      <ul className="templates">
        {sorted.map((template) => (
          <li key={template.id}>
            <OrganisationLink to="/objectives" search={{ new: true, template: template.id }} className="template card">
              <span className="small faint">{t(`objectives.kinds.${template.kind}`)}</span>
              <strong>{template.label}</strong>
              <span className="muted">{template.statement}</span>
              <span className="small faint">
                {t("objectives.templates.measuredBy", { indicator: names.label(template.indicator) })}
              </span>
              {template.guardRail ? (
                <span className="small faint">
                  {t("objectives.templates.guardedBy", { indicator: names.label(template.guardRail) })}
                </span>
              ) : null}
            </OrganisationLink>
          </li>
        ))}
      </ul>
    </Section>
  );
}
