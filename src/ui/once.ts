import { useRef } from "react";

/**
 * Runs something once at a time: the second click of a double click does nothing. A mutation says too late that it has
 * begun, only with the next drawing.
 *
 * @example const once = useOnce();
 * once((done) => create.mutate(draft, { onSettled: done }));
 */
export function useOnce(): (run: (done: () => void) => void) => void {
  const busy = useRef(false);
  return (run) => {
    if (busy.current) return;
    busy.current = true;
    run(() => {
      busy.current = false;
    });
  };
}
