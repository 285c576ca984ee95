import { OrganisationLink } from "../../../ui/link.tsx";
import { useOrganisation } from "../../../ui/organisation.tsx";
import { Section } from "../../../ui/page.tsx";
import { StatusTag } from "../../../ui/status.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import type { Bridge } from "../contract.ts";

export type Waiting = Bridge["waiting"][number];

/** The server's link as a place of this organisation; a report brings its own period along. */
export function placeOf(link: string, slug: string): { to: string; search: Record<string, string> } {
  const prefix = `/o/${slug}`;
  const to = link.startsWith(`${prefix}/`) ? link.slice(prefix.length) : link;
  const period = /^\/reports\/([\w-]+)$/u.exec(to)?.[1];
  return { to, search: period ? { period } : {} };
}

/** The one thing to begin with: what can be done comes before what can only be looked at. */
export function firstOf(waiting: readonly Waiting[]): Waiting | undefined {
  return waiting.find(({ kind }) => kind !== "late-objective") ?? waiting[0];
}

/** What this person can do next, most pressing first. */
export function WaitingList({ waiting }: { waiting: readonly Waiting[] }) {
  const { t } = useTranslation();
  const { slug } = useOrganisation();
  return (
    <Section
      title={t("reports.bridge.waiting")}
      sub={waiting.length > 0 ? t("reports.bridge.waitingCount", { count: waiting.length }) : undefined}
    >
      {waiting.length === 0 ? <p className="muted">{t("reports.bridge.nothingWaits")}</p> : null}
      <ul className="waiting">
        {waiting.map(({ kind, title, detail, urgency, link }) => (
          <li key={`${kind} ${title} ${detail}`}>
            <OrganisationLink {...placeOf(link, slug)}>{title}</OrganisationLink>
            <StatusTag tone={urgency === "hold" ? "calm" : urgency}>
              {t(`reports.bridge.urgencies.${urgency}`)}
            </StatusTag>
            <p>{detail}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
