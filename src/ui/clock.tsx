import { createContext, type ReactNode, useContext } from "react";
import { type Day, dayIn } from "../kernel/period.ts";

const Clock = createContext<(() => Date) | null>(null);

/** Gives the pages below their clock. The application passes the real one, tests a fixed instant. */
export function ClockProvider({ now, children }: { now: () => Date; children: ReactNode }) {
  return <Clock.Provider value={now}>{children}</Clock.Provider>;
}

/** The present instant, as the application (or the test) says it. */
export function useNow(): Date {
  const now = useContext(Clock);
  if (!now) throw new Error("useNow needs a ClockProvider above it");
  return now();
}

/** Today's day in a time zone. */
export function useToday(timeZone: string): Day {
  return dayIn(useNow(), timeZone);
}
