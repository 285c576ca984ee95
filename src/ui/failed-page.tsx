import type { ReactNode } from "react";
import { Page } from "./page.tsx";
import { Refusal } from "./refusal.tsx";

/** One thing a page waits for: a query, or several that are asked together. */
interface Asked {
  readonly error: unknown;
  refetch(): unknown;
}

/** What keeps a page from showing: the first error of what it asked, and another try of all of it; else nothing. */
export function failureOf(...asked: readonly Asked[]): { error: unknown; retry: () => void } | undefined {
  const failed = asked.find(({ error }) => error);
  if (!failed) return undefined;
  return {
    error: failed.error,
    retry: () => {
      for (const each of asked) void each.refetch();
    },
  };
}

/** A page whose data did not come: its name, why, another try, a way elsewhere. */
export function FailedPage({
  name,
  error,
  retry,
  children,
}: {
  name: string;
  error: unknown;
  retry?: () => void;
  children?: ReactNode;
}) {
  return (
    <Page name={name} sentence={name}>
      <Refusal error={error} retry={retry} />
      {children}
    </Page>
  );
}
