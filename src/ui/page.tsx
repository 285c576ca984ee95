import { type ReactNode, useEffect, useId } from "react";
import { useTranslation } from "./translation.ts";

/**
 * A page: one sentence as its h1, at most one main action, then the evidence.
 *
 * @param sentence what could be read aloud in the meeting.
 * @param name short name of the page, for the browser's tab; the sentence itself when missing.
 * @param acts the main action first, quiet ones after it.
 */
export function Page({
  sentence,
  name,
  when,
  lead,
  acts,
  children,
}: {
  sentence: ReactNode;
  name: string;
  when?: ReactNode;
  lead?: ReactNode;
  acts?: ReactNode;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${name} · ${t("ui.product")}`;
  }, [name, t]);
  return (
    <div className="page">
      <header className="page-head">
        {when ? <p className="page-when">{when}</p> : null}
        <h1 tabIndex={-1}>{sentence}</h1>
        {lead ? <p className="page-lead">{lead}</p> : null}
        {acts ? <div className="page-acts">{acts}</div> : null}
      </header>
      {children}
    </div>
  );
}

/** A titled part of a page, a landmark of its own; `sub` says what it shows and where that comes from. */
export function Section({
  title,
  sub,
  act,
  children,
  id,
}: {
  title: ReactNode;
  sub?: ReactNode;
  act?: ReactNode;
  children: ReactNode;
  id?: string;
}) {
  const generated = useId();
  const heading = id ?? generated;
  return (
    <section className="section" aria-labelledby={heading}>
      <header>
        <h2 id={heading}>{title}</h2>
        {act}
        {sub ? <p>{sub}</p> : null}
      </header>
      {children}
    </section>
  );
}

/** Nothing yet: what this is for, one example, the one next step. */
export function EmptyState({
  title,
  purpose,
  example,
  act,
}: {
  title: string;
  purpose: ReactNode;
  example?: ReactNode;
  act?: ReactNode;
}) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      <p className="muted">{purpose}</p>
      {example ? <p className="example">{example}</p> : null}
      {act}
    </div>
  );
}

/** The bones of the very page that is coming: its sentence, its row of figures, its chart, its lines. */
export function Bones({
  figures = 0,
  chart = false,
  lines = 3,
}: {
  figures?: number;
  chart?: boolean;
  lines?: number;
}) {
  const { t } = useTranslation();
  return (
    <div className="page bones" aria-busy="true">
      <p className="unseen" role="status">
        {t("ui.loading")}
      </p>
      <div className="progress" aria-hidden="true" />
      <div className="bone h1" aria-hidden="true" />
      {figures > 0 ? <div className="bone figures-bone" aria-hidden="true" /> : null}
      {chart ? <div className="bone chart-bone" aria-hidden="true" /> : null}
      {Array.from({ length: lines }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bones have no identity
        <div key={index} className="bone" aria-hidden="true" />
      ))}
    </div>
  );
}
