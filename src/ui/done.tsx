import { useEffect, useSyncExternalStore } from "react";
import { Icon } from "./icons.tsx";
import { useTranslation } from "./translation.ts";

interface Notice {
  readonly id: number;
  readonly text: string;
  readonly undo?: () => void;
}

let notices: readonly Notice[] = [];
let lastId = 0;
const listeners = new Set<() => void>();
const change = (next: readonly Notice[]) => {
  notices = next;
  for (const listener of listeners) listener();
};
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/**
 * Says that something is done, in one sentence, with a way back when there is one.
 *
 * @example sayDone(t("organisation.departments.archived", { name }), () => restore.mutate({ id }))
 */
export function sayDone(text: string, undo?: () => void): void {
  lastId += 1;
  change([...notices.slice(-2), { id: lastId, text, undo }]);
}

/** Takes every notice away: for tests and for a change of organisation. */
export function clearNotices(): void {
  change([]);
}

/** Where notices appear: one per application, read out politely by screen readers. */
export function Notices() {
  const shown = useSyncExternalStore(subscribe, () => notices);
  return (
    <div className="notices no-print" role="status" aria-live="polite">
      {shown.map((notice) => (
        <NoticeLine key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function NoticeLine({ notice }: { notice: Notice }) {
  const { t } = useTranslation();
  const close = () => change(notices.filter((each) => each.id !== notice.id));
  useEffect(() => {
    // What can be undone stays until it is closed or pushed out: nobody should have to race a timer.
    if (notice.undo) return;
    const timer = setTimeout(() => change(notices.filter((each) => each.id !== notice.id)), 8000);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <div className="notice">
      <p>{notice.text}</p>
      {notice.undo ? (
        <button
          type="button"
          className="link-button undo"
          onClick={() => {
            notice.undo?.();
            close();
          }}
        >
          {t("ui.undo")}
        </button>
      ) : null}
      <button type="button" className="icon-button" aria-label={t("ui.close")} onClick={close}>
        <Icon name="close" size={16} />
      </button>
    </div>
  );
}
