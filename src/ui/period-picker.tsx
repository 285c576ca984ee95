import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import {
  addDays,
  type DayRange,
  isoWeekOf,
  nextPeriod,
  periodOf,
  previousPeriod,
  rangeOf,
  weeksInYear,
} from "../kernel/period.ts";
import { useToday } from "./clock.tsx";
import { Dialog } from "./dialog.tsx";
import { useFormat } from "./format.ts";
import { Icon } from "./icons.tsx";
import { useOrganisation } from "./organisation.tsx";
import { useTranslation } from "./translation.ts";

/** The last whole week before a day: what a Monday morning looks at. */
export function lastWholeWeek(today: string): string {
  return isoWeekOf(addDays(today, -7));
}

/**
 * Is this text of the address a period? By hand and not by the kernel's schema, whose library would double what the
 * first page loads.
 */
export function isPeriod(text: string): boolean {
  if (/^\d{4}-(0[1-9]|1[0-2])$/u.test(text)) return true;
  if (!/^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/u.test(text)) return false;
  return Number(text.slice(6)) <= weeksInYear(Number(text.slice(0, 4)));
}

/** The period in view (kept in the address), its days, and how to change it. */
export function usePeriod(): { period: string; range: DayRange; setPeriod: (period: string) => void } {
  const { timeZone } = useOrganisation();
  const today = useToday(timeZone);
  const search = useSearch({ strict: false }) as { period?: string };
  const navigate = useNavigate();
  const period = search.period && isPeriod(search.period) ? search.period : lastWholeWeek(today);
  return {
    period,
    range: rangeOf(period),
    setPeriod: (next) => {
      void navigate({ to: ".", search: ((before: object) => ({ ...before, period: next })) as never });
    },
  };
}

/** Is the person typing? Then single keys are letters, not commands. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
  );
}

/** Week or month in view, with the one before and after; `[` and `]` do the same from the keyboard. */
export function PeriodPicker({ period, onChange }: { period: string; onChange: (period: string) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector("dialog[open]")) return;
      if (event.key === "[") onChange(previousPeriod(period));
      else if (event.key === "]") onChange(nextPeriod(period));
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [period, onChange]);
  return (
    <div className="period">
      <button
        type="button"
        className="icon-button"
        aria-label={t("ui.period.previous")}
        aria-keyshortcuts="["
        onClick={() => onChange(previousPeriod(period))}
      >
        <Icon name="previous" />
      </button>
      <button type="button" className="period-label" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <span className="unseen">{t("ui.period.label")} </span>
        <span className="period-name">{format.period(period)}</span>
        {period.includes("W") ? <span className="period-days"> · {format.range(rangeOf(period))}</span> : null}
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={t("ui.period.next")}
        aria-keyshortcuts="]"
        onClick={() => onChange(nextPeriod(period))}
      >
        <Icon name="next" />
      </button>
      <Dialog open={open} title={t("ui.period.choose")} onClose={() => setOpen(false)}>
        <ChoosePeriod
          period={period}
          onChoose={(next) => {
            setOpen(false);
            onChange(next);
          }}
        />
      </Dialog>
    </div>
  );
}

function ChoosePeriod({ period, onChoose }: { period: string; onChoose: (period: string) => void }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<"week" | "month">(period.includes("W") ? "week" : "month");
  const [day, setDay] = useState(rangeOf(period).from);
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (day) onChoose(periodOf(day, kind));
      }}
    >
      <NativeSelect
        label={t("ui.period.kind")}
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value === "month" ? "month" : "week")}
        data={[
          { value: "week", label: t("ui.period.week") },
          { value: "month", label: t("ui.period.month") },
        ]}
      />
      <TextInput
        type="date"
        label={t("ui.period.day")}
        description={t("ui.period.dayHint")}
        value={day}
        required
        onChange={(event) => setDay(event.currentTarget.value)}
      />
      <div className="dialog-foot">
        <Button type="submit">{t("ui.period.show")}</Button>
      </div>
    </form>
  );
}
