import { Button, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { sayDone } from "../../../ui/done.tsx";
import { useMeasures } from "../../../ui/measure.ts";
import { useOrganisation } from "../../../ui/organisation.tsx";
import { Section } from "../../../ui/page.tsx";
import { Refusal } from "../../../ui/refusal.tsx";
import { StatusTag } from "../../../ui/status.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import { calls } from "./calls.ts";
import { draftsHere, longestSummary, useSummaryDraft } from "./summary-draft.ts";

/** Paragraphs of a summary, without the lead that stands above the page already. */
export function paragraphsOf(summary: string, lead: string): string[] {
  return summary
    .split(/\n{2,}/u)
    .map((text) => text.trim())
    .filter((text) => text !== "" && text !== lead);
}

/** The written summary: read it, correct it, go back to the draft. */
export function SummaryPart({
  period,
  language,
  summary,
  edited,
  lead,
  editable,
  onChanged,
}: {
  period: string;
  language: "fr" | "en";
  summary: string;
  edited: boolean;
  lead: string;
  editable: boolean;
  onChanged: () => Promise<unknown>;
}) {
  const { t } = useTranslation();
  const { slug } = useOrganisation();
  const key = `${slug}-${period}-${language}`;
  // Words left unsaved by an earlier visit open the editor by themselves.
  const [editing, setEditing] = useState(() => editable && (draftsHere.read(key) ?? summary) !== summary);
  const update = useMutation(calls.updateSummary.mutationOptions());
  if (editing && editable) {
    return (
      <Section title={t("reports.summary.title")}>
        <Editor
          storageKey={key}
          summary={summary}
          edited={edited}
          save={(text) => update.mutateAsync({ period, language, summary: text })}
          onBack={() => update.mutateAsync({ period, language, summary: null })}
          onFinish={async () => {
            await onChanged();
            setEditing(false);
          }}
        />
      </Section>
    );
  }
  return (
    <Section
      title={t("reports.summary.title")}
      sub={edited ? t("reports.summary.edited") : t("reports.summary.drafted")}
      act={
        editable ? (
          <button type="button" className="link-button no-print" onClick={() => setEditing(true)}>
            {t("reports.summary.edit")}
          </button>
        ) : undefined
      }
    >
      <div className="summary-text" lang={language}>
        {paragraphsOf(summary, lead).map((text) => (
          <p key={text}>{text}</p>
        ))}
      </div>
    </Section>
  );
}

function Editor({
  storageKey,
  summary,
  edited,
  save,
  onBack,
  onFinish,
}: {
  storageKey: string;
  summary: string;
  edited: boolean;
  save: (text: string) => Promise<unknown>;
  onBack: () => Promise<unknown>;
  onFinish: () => Promise<void>;
}) {
  const { t } = useTranslation();
  const measures = useMeasures();
  const draft = useSummaryDraft(storageKey, summary, save);
  const back = useMutation({
    mutationFn: async () => {
      await onBack();
      draft.discard();
      await onFinish();
      sayDone(t("reports.summary.backDone"));
    },
  });
  const finish = useMutation({
    mutationFn: async () => {
      if (await draft.flush()) await onFinish();
    },
  });
  const { state } = draft;
  return (
    <>
      {draft.recovered ? <p role="status">{t("reports.summary.recovered")}</p> : null}
      <Textarea
        label={t("reports.summary.label")}
        description={t("reports.summary.hint")}
        value={draft.text}
        autosize
        minRows={10}
        maxRows={28}
        error={state === "too-long" ? t("reports.summary.tooLong") : undefined}
        onChange={(event) => draft.change(event.currentTarget.value)}
        onBlur={() => void draft.flush()}
      />
      <div className="summary-foot">
        <span role="status">
          <StatusTag tone={state === "saved" ? "hold" : state === "failed" || state === "too-long" ? "look" : "calm"}>
            {t(`reports.summary.${state === "too-long" ? "failed" : state}`)}
          </StatusTag>
        </span>
        <span className="small faint grow">
          {t("reports.summary.length", {
            length: measures.number(draft.text.length),
            most: measures.number(longestSummary),
          })}
        </span>
        {state === "failed" ? (
          <button type="button" className="link-button" onClick={() => void draft.flush()}>
            {t("reports.summary.retry")}
          </button>
        ) : null}
        {edited || draft.text !== summary ? (
          <button type="button" className="link-button" disabled={back.isPending} onClick={() => back.mutate()}>
            {t("reports.summary.back")}
          </button>
        ) : null}
        <Button variant="default" loading={finish.isPending} onClick={() => finish.mutate()}>
          {t("reports.summary.finish")}
        </Button>
      </div>
      <Refusal error={draft.error ?? back.error ?? finish.error} nothingLost />
    </>
  );
}
