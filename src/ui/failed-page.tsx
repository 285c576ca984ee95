import type { ReactNode } from "react";
import { Page } from "./page.tsx";
import { Refusal } from "./refusal.tsx";

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
