import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useClock } from "../../ui/clock.tsx";
import { currentSession } from "../../ui/session.ts";
import { useTranslation } from "../../ui/translation.ts";
import { rootClient } from "./queries.ts";

const warnBefore = 5 * 60_000;
/** Browsers count timers in 31 bits. */
const longestTimer = 2_000_000_000;

/** Warns before the session ends, with one button to go on. */
export function SessionWarning() {
  const { t } = useTranslation();
  const clock = useClock();
  const [due, setDue] = useState(false);
  const session = useQuery(
    { queryKey: ["session"], queryFn: currentSession, staleTime: 60_000, retry: false },
    rootClient,
  );
  const expiresAt = session.data ? Date.parse(session.data.expiresAt) : null;
  useEffect(() => {
    if (expiresAt === null) return;
    const left = expiresAt - warnBefore - clock().getTime();
    setDue(left <= 0);
    if (left <= 0 || left > longestTimer) return;
    const timer = setTimeout(() => setDue(true), left);
    return () => clearTimeout(timer);
  }, [expiresAt, clock]);
  if (!due) return null;
  return (
    <div className="warning" role="alert">
      <span>{t("shell.session.endsSoon")}</span>
      <button type="button" className="link-button" onClick={() => void session.refetch()}>
        {t("shell.session.stay")}
      </button>
    </div>
  );
}
