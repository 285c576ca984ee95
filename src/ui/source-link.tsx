import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { MetricId, NetworkId } from "../kernel/metric.ts";
import type { DayRange } from "../kernel/period.ts";

/** What one asks when one asks where a figure comes from. */
export interface SourceQuestion {
  readonly metrics: readonly MetricId[];
  readonly range: DayRange;
  readonly network?: NetworkId | undefined;
  readonly accountId?: number | undefined;
}

/** The question as the address keeps it: `reach+views.2026-11-09.2026-11-15.instagram`. */
export function sourceText({ metrics, range, network, accountId }: SourceQuestion): string {
  const perimeter = accountId === undefined ? network : `account-${accountId}`;
  return [metrics.join("+"), range.from, range.to, ...(perimeter ? [perimeter] : [])].join(".");
}

/** The way back; nothing when the text is no question. */
export function sourceOf(
  text: string | undefined,
  metricIds: readonly string[],
  networkIds: readonly string[],
): SourceQuestion | null {
  const [names = "", from = "", to = "", perimeter] = (text ?? "").split(".");
  const metrics = names.split("+").filter((name): name is MetricId => metricIds.includes(name));
  const day = /^\d{4}-\d{2}-\d{2}$/u;
  if (metrics.length === 0 || !day.test(from) || !day.test(to) || from > to) return null;
  const account = /^account-(\d+)$/u.exec(perimeter ?? "")?.[1];
  return {
    metrics,
    range: { from, to },
    ...(account ? { accountId: Number(account) } : {}),
    ...(networkIds.includes(perimeter ?? "") ? { network: perimeter as NetworkId } : {}),
  };
}

/** Any figure leads to its files and lines: the drawer opens over the page, and « back » closes it. */
export function SourceLink({
  question,
  children,
  className,
}: {
  question: SourceQuestion;
  children: ReactNode;
  className?: string;
}) {
  return (
    <Link
      to="."
      search={((before: object) => ({ ...before, source: sourceText(question) })) as never}
      className={className}
      resetScroll={false}
    >
      {children}
    </Link>
  );
}
