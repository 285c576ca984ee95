import { useParams } from "@tanstack/react-router";
import { FailedPage } from "../../../ui/failed-page.tsx";
import { useFormat } from "../../../ui/format.ts";
import { OrganisationLink } from "../../../ui/link.tsx";
import { useHolds, useOrganisation } from "../../../ui/organisation.tsx";
import { Bones, Page } from "../../../ui/page.tsx";
import { Band } from "../../../ui/refusal.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import type { Batch } from "./batch.ts";
import { Discard } from "./discard.tsx";
import { useImport } from "./follow-import.ts";
import { ImportPreview } from "./import-preview.tsx";
import { ImportReport } from "./import-report.tsx";
import "./measurements.css";

/** One import, from its first look to its report: the same address all along, so that one may leave and come back. */
export function ImportPage() {
  const { t } = useTranslation();
  const { id } = useParams({ strict: false }) as { id: string };
  const batch = useImport(Number(id));
  if (batch.error && !batch.data)
    return <FailedPage name={t("measurements.name")} error={batch.error} retry={() => void batch.refetch()} />;
  if (!batch.data) return <Bones figures={4} lines={5} />;
  return <OneImport key={batch.data.id} batch={batch.data} />;
}

function OneImport({ batch }: { batch: Batch }) {
  const imports = useHolds("admin", "manager", "community");
  switch (batch.state) {
    case "received":
    case "needs-answer":
      return imports ? <ImportPreview batch={batch} /> : <Waiting batch={batch} />;
    case "queued":
    case "running":
      return <UnderWay batch={batch} />;
    case "refused":
      return <Refused batch={batch} />;
    case "done":
    case "undone":
      return <ImportReport batch={batch} />;
  }
}

/** « 12 ko, déposé par Anne, 16 nov. 2026, 08:50 » above the sentence. */
export function useOrigin(batch: Batch): string {
  const { t } = useTranslation();
  const { timeZone } = useOrganisation();
  const format = useFormat(timeZone);
  const origin = { by: batch.createdBy, when: format.instant(batch.createdAt) };
  return batch.sizeBytes === null
    ? t("measurements.batch.handBy", origin)
    : t("measurements.batch.size", { ...origin, size: format.bytes(batch.sizeBytes) });
}

function Waiting({ batch }: { batch: Batch }) {
  const { t } = useTranslation();
  const origin = useOrigin(batch);
  return (
    <Page name={batch.fileName} when={origin} sentence={batch.fileName} acts={<BackLink />}>
      <Band tone="info">{t("measurements.batch.readOnly")}</Band>
    </Page>
  );
}

export function BackLink() {
  const { t } = useTranslation();
  return <OrganisationLink to="/imports">{t("measurements.batch.back")}</OrganisationLink>;
}

function UnderWay({ batch }: { batch: Batch }) {
  const { t } = useTranslation();
  const origin = useOrigin(batch);
  const file = batch.fileName;
  return (
    <Page
      name={file}
      when={origin}
      sentence={t(batch.state === "queued" ? "measurements.batch.queued" : "measurements.batch.running", { file })}
      lead={t("measurements.batch.runningLead")}
      acts={<BackLink />}
    >
      <div className="reading-bar" aria-hidden="true">
        <span />
      </div>
      <p role="status" aria-live="polite" className="muted">
        {t("measurements.batch.runningLines", { count: batch.progressRows })}
      </p>
    </Page>
  );
}

function Refused({ batch }: { batch: Batch }) {
  const { t } = useTranslation();
  const imports = useHolds("admin", "manager", "community");
  const origin = useOrigin(batch);
  return (
    <Page
      name={batch.fileName}
      when={origin}
      sentence={t("measurements.batch.refusedSentence", { file: batch.fileName })}
      acts={
        <>
          <BackLink />
          {imports ? <Discard batch={batch} /> : null}
        </>
      }
    >
      <div className="section stack">
        {batch.refusal ? (
          <Band tone="act">
            <strong>{batch.refusal.message}</strong>
            <span>{t("measurements.batch.refusedHint")}</span>
          </Band>
        ) : null}
      </div>
    </Page>
  );
}
