import { Button, Checkbox, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toProblem } from "../../../ui/call.ts";
import { sayDone } from "../../../ui/done.tsx";
import { Form } from "../../../ui/fields.tsx";
import { useFormat } from "../../../ui/format.ts";
import { Section } from "../../../ui/page.tsx";
import { Band, Refusal } from "../../../ui/refusal.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import type { ServiceHours } from "../contract.ts";
import { calls } from "./calls.tsx";

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
type Range = { from: string; to: string };

/** When somebody answers: two ranges a day at most. */
export function ServiceHoursPart({ hours, changes }: { hours: ServiceHours; changes: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const [week, setWeek] = useState<Record<number, Range[]>>(() =>
    Object.fromEntries(hours.map((day) => [day.weekday, day.ranges])),
  );
  const update = useMutation(
    calls.update.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: calls.get.key() });
        sayDone(t("organisation.hours.saved"));
      },
    }),
  );
  const problem = update.error ? toProblem(update.error) : null;
  const setRanges = (weekday: number, ranges: Range[]) => setWeek({ ...week, [weekday]: ranges });
  return (
    <Section title={t("organisation.hours.title")} sub={t("organisation.hours.sub")}>
      <Form
        wide
        error={update.error}
        label={t("organisation.hours.title")}
        onSubmit={() =>
          update.mutate({
            serviceHours: weekdays
              .map((weekday) => ({ weekday, ranges: week[weekday] ?? [] }))
              .filter((day) => day.ranges.length > 0),
          })
        }
      >
        <div className="hours">
          {weekdays.map((weekday) => {
            const day = format.weekday(weekday);
            const ranges = week[weekday] ?? [];
            return (
              <fieldset key={weekday} className="hours-day" disabled={!changes}>
                <legend className="unseen">{day}</legend>
                <Checkbox
                  label={day}
                  aria-label={t("organisation.hours.open", { day })}
                  checked={ranges.length > 0}
                  onChange={(event) =>
                    setRanges(weekday, event.currentTarget.checked ? [{ from: "09:00", to: "18:00" }] : [])
                  }
                />
                {ranges.length === 0 ? (
                  <span className="faint">{t("organisation.hours.closed")}</span>
                ) : (
                  <div className="hours-ranges">
                    {ranges.map((range, index) => {
                      const set = (change: Partial<Range>) =>
                        setRanges(
                          weekday,
                          ranges.map((each, at) => (at === index ? { ...each, ...change } : each)),
                        );
                      return (
                        // biome-ignore lint/suspicious/noArrayIndexKey: a range is its place in the day
                        <div key={index} className="hours-range">
                          <TextInput
                            type="time"
                            required
                            aria-label={t("organisation.hours.fromLabel", { day, index: index + 1 })}
                            value={range.from}
                            onChange={(event) => set({ from: event.currentTarget.value })}
                          />
                          <span aria-hidden="true">{t("organisation.hours.to")}</span>
                          <TextInput
                            type="time"
                            required
                            aria-label={t("organisation.hours.toLabel", { day, index: index + 1 })}
                            value={range.to}
                            onChange={(event) => set({ to: event.currentTarget.value })}
                          />
                          {ranges.length === 1 && changes ? (
                            <button
                              type="button"
                              className="link-button small"
                              onClick={() => setRanges(weekday, [...ranges, { from: "14:00", to: "18:00" }])}
                            >
                              {t("organisation.hours.addRange")}
                            </button>
                          ) : null}
                          {index === 1 && changes ? (
                            <button
                              type="button"
                              className="link-button small"
                              onClick={() => setRanges(weekday, ranges.slice(0, 1))}
                            >
                              {t("organisation.hours.removeRange")}
                            </button>
                          ) : null}
                        </div>
                      );
                    })}
                  </div>
                )}
              </fieldset>
            );
          })}
        </div>
        {problem?.code === "organisation/service-hours" ? (
          <Band tone="act">
            {t("organisation.hours.refused", { day: format.weekday(Number(problem.params["weekday"])) })}
          </Band>
        ) : (
          <Refusal error={update.error} nothingLost />
        )}
        {changes ? (
          <div>
            <Button type="submit" loading={update.isPending}>
              {t("organisation.hours.save")}
            </Button>
          </div>
        ) : null}
      </Form>
    </Section>
  );
}
