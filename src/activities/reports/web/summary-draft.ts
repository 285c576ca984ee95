import { useEffect, useRef, useState } from "react";

/** Where a text stands that saves itself: written down, on its way, or only here. */
export type SaveState = "saved" | "waiting" | "saving" | "failed" | "too-long";

export const longestSummary = 8000;
const pause = 1200;

/** Words typed and not yet saved outlive the page: kept in this browser until the server has them. */
export const draftsHere = {
  read: (key: string): string | null => {
    try {
      return localStorage.getItem(`vigie-summary-${key}`);
    } catch {
      return null;
    }
  },
  keep: (key: string, text: string): void => {
    try {
      localStorage.setItem(`vigie-summary-${key}`, text);
    } catch {
      // Without storage the text lives as long as the page, which warns before it is left.
    }
  },
  forget: (key: string): void => {
    try {
      localStorage.removeItem(`vigie-summary-${key}`);
    } catch {
      // Same.
    }
  },
};

/**
 * A text that saves itself at each pause, one request at a time, always the latest words. What could not be saved stays
 * in the browser and is offered again.
 *
 * @param key what the text belongs to, in this browser
 * @param save writes the text on the server
 */
export function useSummaryDraft(key: string, kept: string, save: (text: string) => Promise<unknown>) {
  const [recovered] = useState(() => {
    const here = draftsHere.read(key);
    return here !== null && here !== kept ? here : null;
  });
  const [text, setText] = useState(recovered ?? kept);
  const [state, setState] = useState<SaveState>(recovered === null ? "saved" : "waiting");
  const [error, setError] = useState<unknown>(null);
  const latest = useRef(text);
  const written = useRef(kept);
  const busy = useRef<Promise<boolean> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const saving = useRef(save);
  saving.current = save;

  /** Sends the words until the server has the latest; stops at the first refusal. */
  const send = async (): Promise<boolean> => {
    while (latest.current !== written.current) {
      const sent = latest.current;
      if (sent.length > longestSummary) {
        setState("too-long");
        return false;
      }
      setState("saving");
      try {
        await saving.current(sent);
      } catch (reason) {
        setError(reason);
        setState("failed");
        return false;
      }
      written.current = sent;
      setError(null);
    }
    draftsHere.forget(key);
    setState("saved");
    return true;
  };

  /** Saves now; a save on its way takes the latest words along. True when the server has them. */
  const flush = (): Promise<boolean> => {
    clearTimeout(timer.current);
    busy.current ??= send().finally(() => {
      busy.current = null;
    });
    return busy.current;
  };
  const flushing = useRef(flush);
  flushing.current = flush;

  const change = (next: string) => {
    latest.current = next;
    setText(next);
    if (next === written.current && busy.current === null) {
      clearTimeout(timer.current);
      draftsHere.forget(key);
      setState("saved");
      return;
    }
    draftsHere.keep(key, next);
    setState("waiting");
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void flushing.current(), pause);
  };

  /** Forgets the words typed here: the server holds others that are wanted more. */
  const discard = () => {
    clearTimeout(timer.current);
    written.current = latest.current;
    draftsHere.forget(key);
  };

  useEffect(() => {
    // What came back from an earlier visit is saved as if it had just been typed.
    if (latest.current !== written.current) timer.current = setTimeout(() => void flushing.current(), pause);
    return () => {
      // The page is left within the pause: the words still go.
      if (latest.current !== written.current) void flushing.current();
    };
  }, []);
  const unsaved = state !== "saved";
  useEffect(() => {
    if (!unsaved) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [unsaved]);

  return { text, change, state, error, flush, discard, recovered: recovered !== null };
}
