import { Button } from "@mantine/core";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { DataTable } from "../../../ui/data-table.tsx";
import { useFormat } from "../../../ui/format.ts";
import { useOrganisation } from "../../../ui/organisation.tsx";
import { Bones, EmptyState, Section } from "../../../ui/page.tsx";
import { Band, Refusal } from "../../../ui/refusal.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import { calls } from "./calls.tsx";

const pageLength = 50;

/** Who did what, newest first, and whether the chain is whole. */
export function AuditPart() {
  const { t } = useTranslation();
  const { timeZone } = useOrganisation();
  const format = useFormat(timeZone);
  const audit = useInfiniteQuery(
    calls.listAudit.infiniteOptions({
      input: (before: number | undefined) => ({ limit: pageLength, ...(before ? { before } : {}) }),
      initialPageParam: undefined as number | undefined,
      getNextPageParam: (page) => (page.length < pageLength ? undefined : page.at(-1)?.sequence),
    }),
  );
  const verify = useMutation({ mutationFn: () => calls.verifyAudit.call() });
  if (audit.error) return <Refusal error={audit.error} retry={() => void audit.refetch()} />;
  if (!audit.data) return <Bones lines={6} />;
  const { lines, brokenAt } = verify.data ?? { lines: 0, brokenAt: null };
  return (
    <Section
      title={t("organisation.audit.title")}
      sub={t("organisation.audit.sub")}
      act={
        <Button variant="default" loading={verify.isPending} onClick={() => verify.mutate()}>
          {t("organisation.audit.verify")}
        </Button>
      }
    >
      <div className="stack">
        <Refusal error={verify.error} />
        {verify.data && brokenAt === null ? (
          <Band tone="hold">{t("organisation.audit.whole", { count: lines })}</Band>
        ) : null}
        {verify.data && brokenAt !== null ? (
          <Band tone="act">{t("organisation.audit.broken", { line: brokenAt })}</Band>
        ) : null}
        <DataTable
          caption={t("organisation.audit.title")}
          rows={audit.data.pages.flat()}
          rowKey={(line) => line.sequence}
          empty={<EmptyState title={t("organisation.audit.empty")} purpose={t("organisation.audit.emptyPurpose")} />}
          columns={[
            {
              key: "at",
              label: t("organisation.audit.at"),
              head: true,
              cell: (line) => <time dateTime={line.at}>{format.instant(line.at)}</time>,
            },
            {
              key: "actor",
              label: t("organisation.audit.actor"),
              cell: (line) => line.actor || t("organisation.audit.nobody"),
            },
            {
              key: "operation",
              label: t("organisation.audit.operation"),
              cell: (line) => (
                <code lang="en" className="code">
                  {line.operation}
                </code>
              ),
            },
            {
              key: "subject",
              label: t("organisation.audit.subject"),
              cell: (line) => (
                <code lang="en" className="code">
                  {line.subject}
                </code>
              ),
            },
          ]}
        />
        {audit.hasNextPage ? (
          <div>
            <Button variant="default" loading={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
              {t("organisation.audit.more")}
            </Button>
          </div>
        ) : null}
      </div>
    </Section>
  );
}
