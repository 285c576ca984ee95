import { type RefObject, useEffect, useRef } from "react";

/**
 * Moves the focus to the new page's h1 (or its main part) when the address changes, as a browser would on a new
 * document, so that screen readers start there. Not on the first page: the browser has already placed its reader.
 */
export function useFocusOnArrival(main: RefObject<HTMLElement | null>, path: string): void {
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path || before.current === "") {
      before.current = path;
      return;
    }
    before.current = path;
    const place = () => {
      const heading = main.current?.querySelector<HTMLElement>("h1[tabindex]");
      (heading ?? main.current)?.focus({ preventScroll: true });
      return Boolean(heading);
    };
    if (place() || !main.current) return;
    // The page may still be on its way: its h1 takes the focus when it comes, unless the reader went elsewhere.
    const watch = new MutationObserver(() => {
      if (document.activeElement !== main.current && document.activeElement !== document.body) watch.disconnect();
      else if (place()) watch.disconnect();
    });
    watch.observe(main.current, { childList: true, subtree: true });
    return () => watch.disconnect();
  }, [main, path]);
}
