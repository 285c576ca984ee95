import { Button } from "@mantine/core";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { Icon } from "./icons.tsx";
import { Refusal } from "./refusal.tsx";
import { useTranslation } from "./translation.ts";

/**
 * The browser's own modal dialog: it keeps the focus, closes on Escape and gives the focus back.
 * `side` draws it as a drawer along the right edge, for details opened in place.
 */
export function Dialog({
  open,
  title,
  onClose,
  side,
  children,
}: {
  open: boolean;
  title: ReactNode;
  onClose: () => void;
  side?: boolean;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (open && !element.open) {
      element.showModal();
      // The browser would focus the close button; somebody who opened a form came to fill it.
      element.querySelector<HTMLElement>(".dialog-body :is(input, select, textarea)")?.focus();
    }
    if (!open && element.open) element.close();
  }, [open]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it, the click on the veil is a second way
    <dialog
      ref={dialog}
      className={side ? "dialog drawer" : "dialog"}
      aria-labelledby={heading}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      {open ? (
        <>
          <div className="dialog-head">
            <h2 id={heading}>{title}</h2>
            <button type="button" className="icon-button" aria-label={t("ui.close")} onClick={onClose}>
              <Icon name="close" />
            </button>
          </div>
          <div className="dialog-body">{children}</div>
        </>
      ) : null}
    </dialog>
  );
}

/** Asks before something that cannot be undone, and says what will be lost. The verb stands on the button. */
export function Confirm({
  open,
  title,
  lost,
  verb,
  busy,
  error,
  onConfirm,
  onClose,
}: {
  open: boolean;
  title: string;
  /** What will be lost, one thing a line. */
  lost: readonly string[];
  verb: string;
  busy?: boolean;
  error?: unknown;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Dialog open={open} title={title} onClose={onClose}>
      <div className="lost">
        <ul>
          {lost.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      </div>
      <Refusal error={error} />
      <div className="dialog-foot">
        <Button variant="default" onClick={onClose}>
          {t("ui.keep")}
        </Button>
        <Button
          onClick={onConfirm}
          loading={busy}
          styles={{ root: { background: "var(--act)", color: "var(--paper)" } }}
        >
          {verb}
        </Button>
      </div>
    </Dialog>
  );
}
