import { Button } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toProblem } from "../../../ui/call.ts";
import { DataTable } from "../../../ui/data-table.tsx";
import { sayDone } from "../../../ui/done.tsx";
import { useFormat } from "../../../ui/format.ts";
import { OrganisationLink } from "../../../ui/link.tsx";
import { useOnce } from "../../../ui/once.ts";
import { useHolds, useOrganisation } from "../../../ui/organisation.tsx";
import { EmptyState, Section } from "../../../ui/page.tsx";
import { Band, problemSentence } from "../../../ui/refusal.tsx";
import { StatusTag } from "../../../ui/status.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import { type Batch, isUnderWay, toneOf } from "./batch.ts";
import { calls } from "./calls.ts";

const pageSize = 30;

/** Every import, newest first, page by page; asked again while one of them is under way. */
export function useImports() {
  const query = useInfiniteQuery({
    ...calls.listImports.infiniteOptions({
      input: (before: number | undefined) => ({ limit: pageSize, ...(before ? { before } : {}) }),
      initialPageParam: undefined as number | undefined,
      getNextPageParam: (page) => (page.length === pageSize ? page.at(-1)?.id : undefined),
    }),
    refetchInterval: ({ state }) => (state.data?.pages.some((page) => page.some(isUnderWay)) ? 1500 : false),
  });
  return { query, batches: query.data?.pages.flat() ?? [] };
}

/** The list of imports, and one button for all the files that were dropped together. */
export function ImportsPart({ list: { query, batches } }: { list: ReturnType<typeof useImports> }) {
  const { t } = useTranslation();
  const { timeZone } = useOrganisation();
  const format = useFormat(timeZone);
  const received = batches.filter((batch) => batch.state === "received");
  return (
    <Section
      title={t("measurements.list.title")}
      sub={t("measurements.list.sub")}
      act={received.length > 1 ? <StartAll received={received} /> : undefined}
    >
      <DataTable
        caption={t("measurements.list.title")}
        rows={batches}
        rowKey={(batch) => batch.id}
        empty={
          <EmptyState
            title={t("measurements.list.empty")}
            purpose={t("measurements.list.emptyPurpose")}
            example={t("measurements.list.emptyExample")}
          />
        }
        columns={[
          {
            key: "file",
            label: t("measurements.list.file"),
            head: true,
            cell: (batch) => (
              <OrganisationLink to={`/imports/${batch.id}`} className="file-name">
                {batch.source === "hand" ? t("measurements.list.hand") : batch.fileName}
              </OrganisationLink>
            ),
          },
          {
            key: "state",
            label: t("measurements.list.state"),
            cell: (batch) => <StatusTag tone={toneOf(batch)}>{t(`measurements.states.${batch.state}`)}</StatusTag>,
          },
          {
            key: "values",
            label: t("measurements.list.values"),
            align: "end",
            cell: (batch) => <ValuesCell batch={batch} />,
          },
          {
            key: "covers",
            label: t("measurements.list.covers"),
            cell: (batch) =>
              batch.coversFrom && batch.coversTo ? format.range({ from: batch.coversFrom, to: batch.coversTo }) : null,
          },
          {
            key: "when",
            label: t("measurements.list.when"),
            cell: (batch) => <span className="day-cell">{format.instant(batch.createdAt)}</span>,
          },
          { key: "by", label: t("measurements.list.by"), cell: (batch) => batch.createdBy },
        ]}
      />
      {query.hasNextPage ? (
        <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t("measurements.list.more")}
        </Button>
      ) : null}
    </Section>
  );
}

function ValuesCell({ batch }: { batch: Batch }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (isUnderWay(batch))
    return batch.progressRows > 0 ? t("measurements.list.lines", { count: batch.progressRows }) : "…";
  if (batch.state !== "done") return null;
  return (
    <span>
      {format.number(batch.accepted)}
      {batch.replaced > 0 ? (
        <span className="small faint"> {t("measurements.list.replaced", { count: batch.replaced })}</span>
      ) : null}
      {batch.rejectedCount > 0 ? (
        <span className="small left-out"> {t("measurements.list.leftOut", { count: batch.rejectedCount })}</span>
      ) : null}
    </span>
  );
}

/** Starts every file that was received; those that cannot start say why, the others go on. */
function StartAll({ received }: { received: readonly Batch[] }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const imports = useHolds("admin", "manager", "community");
  const once = useOnce();
  const [refused, setRefused] = useState<readonly string[]>([]);
  const start = useMutation({
    mutationFn: async () => {
      const faults: string[] = [];
      for (const batch of received) {
        try {
          await calls.start.call({ id: batch.id });
        } catch (error) {
          faults.push(
            t("measurements.list.notStarted", { file: batch.fileName, why: problemSentence(toProblem(error)) }),
          );
        }
      }
      return faults;
    },
    onSuccess: async (faults) => {
      setRefused(faults);
      await queries.invalidateQueries({ queryKey: calls.listImports.key() });
      const started = received.length - faults.length;
      if (started > 0) sayDone(t("measurements.list.started", { count: started }));
    },
  });
  if (!imports) return null;
  return (
    <div className="start-all">
      <Button loading={start.isPending} onClick={() => once((done) => start.mutate(undefined, { onSettled: done }))}>
        {t("measurements.list.startAll", { count: received.length })}
      </Button>
      <span className="small faint">{t("measurements.list.startAllHint")}</span>
      {refused.length > 0 ? (
        <Band tone="look">
          <ul>
            {refused.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Band>
      ) : null}
    </div>
  );
}
