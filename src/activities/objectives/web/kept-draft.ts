import { useEffect, useState } from "react";

/** A form that survives « back », a reload or a session that ended: kept in this tab until it is sent or started over. */
export function useKeptDraft<State extends object>(
  key: string,
  start: State,
): { state: State; set: (state: State) => void; restored: boolean; forget: () => void } {
  const [restored, setRestored] = useState(() => read<State>(key) !== null);
  const [state, setState] = useState<State>(() => ({ ...start, ...read<State>(key) }));
  const [touched, setTouched] = useState(restored);
  useEffect(() => {
    if (!touched) return;
    try {
      sessionStorage.setItem(key, JSON.stringify(state));
    } catch {
      // Without storage the form lives as long as its page.
    }
  }, [key, state, touched]);
  return {
    state,
    restored,
    set: (next) => {
      setTouched(true);
      setState(next);
    },
    forget: () => {
      setTouched(false);
      setRestored(false);
      setState(start);
      try {
        sessionStorage.removeItem(key);
      } catch {
        // Nothing was kept either.
      }
    },
  };
}

function read<State>(key: string): State | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null") as State | null;
  } catch {
    return null;
  }
}
