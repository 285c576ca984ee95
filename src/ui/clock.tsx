import { createContext, type ReactNode, useContext } from "react";
import { type Day, dayIn } from "../kernel/period.ts";

const Clock = createContext<(() => Date) | null>(null);

/** Gives the pages below their clock. The application passes the real one, tests a fixed instant. */
export function ClockProvider({ now, children }: { now: () => Date; children: ReactNode }) {
  return <Clock.Provider value={now}>{children}</Clock.Provider>;
}

/** The clock itself, for effects that ask the time later. */
export function useClock(): () => Date {
  const now = useContext(Clock);
  if (!now) throw new Error("useClock needs a ClockProvider above it");
  return now;
}

/** The present instant, as the application (or the test) says it. */
export function useNow(): Date {
  return useClock()();
}

/** Today's day in a time zone. */
export function useToday(timeZone: string): Day {
  return dayIn(useNow(), timeZone);
}
