import type { DayRange } from "../kernel/period.ts";
import { countDays } from "../kernel/spans.ts";
import { useFormat } from "./format.ts";
import { useTranslation } from "./translation.ts";

/** The days that an account lacks while another account of the same figure has them. */
export interface AccountGap {
  readonly accountId: number;
  readonly lacking: readonly DayRange[];
}

/** Past this many stretches of days, the rest is counted and not listed. */
const mostStretches = 3;

/**
 * How much of its days a figure knows, and which accounts lack some of them: nothing when nothing is missing. A figure
 * may know every day and still be short of an account, so the two are said apart.
 */
export function KnownDays({
  known,
  all,
  gaps,
  nameOf,
}: {
  known: number;
  all: number;
  gaps: readonly AccountGap[];
  nameOf: (accountId: number) => string;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  if (known >= all && gaps.length === 0) return null;
  const stretches = ({ lacking }: AccountGap): string => {
    const told = lacking.length > mostStretches ? lacking.slice(0, mostStretches - 1) : lacking;
    const rest = lacking.length - told.length;
    return format.list([...told.map(format.range), ...(rest > 0 ? [t("ui.knownDays.others", { count: rest })] : [])]);
  };
  return (
    <div className="small faint">
      <p>{t("ui.knownDays.days", { known: format.number(known), all: format.number(all) })}</p>
      {gaps.map((gap) => (
        <p key={gap.accountId}>
          {t("ui.knownDays.gap", {
            account: nameOf(gap.accountId),
            count: countDays(gap.lacking),
            days: stretches(gap),
          })}
        </p>
      ))}
    </div>
  );
}
