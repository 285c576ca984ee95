import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type MetricId, metrics, type NetworkId, networks } from "../../../kernel/metric.ts";
import { addDays } from "../../../kernel/period.ts";
import { useToday } from "../../../ui/clock.tsx";
import { sayDone } from "../../../ui/done.tsx";
import { FailedPage } from "../../../ui/failed-page.tsx";
import { Form } from "../../../ui/fields.tsx";
import { useFormat } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icons.tsx";
import { useOnce } from "../../../ui/once.ts";
import { useHolds, useOrganisation } from "../../../ui/organisation.tsx";
import { Bones, Page } from "../../../ui/page.tsx";
import { Band, Refusal } from "../../../ui/refusal.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import { countableMetrics } from "../rules.ts";
import { accountCalls, calls } from "./calls.ts";
import { type CountLine, countsOf } from "./count-draft.ts";
import { BackLink } from "./import-page.tsx";
import { useMetricText } from "./metric-text.ts";
import "./measurements.css";

const places: readonly NetworkId[] = ["premises", "website", "other"];

/** A count made by hand, with a thumb, at the till: who, when, how many. */
export function CountsPage() {
  const { t } = useTranslation();
  const may = useHolds("admin", "manager", "community");
  const accounts = useQuery(accountCalls.listAccounts.queryOptions());
  if (accounts.error)
    return (
      <FailedPage name={t("measurements.counts.name")} error={accounts.error} retry={() => void accounts.refetch()} />
    );
  if (!accounts.data) return <Bones lines={5} />;
  const active = accounts.data.filter((account) => account.archivedAt === null);
  // Counters first: they are what is counted by hand most days.
  const sorted = [...active].sort((a, b) => Number(isCounter(b)) - Number(isCounter(a)));
  return (
    <div className="count-page">
      <Page
        name={t("measurements.counts.name")}
        sentence={t("measurements.counts.sentence")}
        lead={t("measurements.counts.lead")}
        acts={<BackLink />}
      >
        <div className="section">
          {may ? <CountForm accounts={sorted} /> : <Band tone="info">{t("measurements.counts.noRole")}</Band>}
        </div>
      </Page>
    </div>
  );
}

interface Held {
  readonly id: number;
  readonly name: string;
  readonly network: NetworkId;
  readonly kind: string;
}

const isCounter = ({ kind }: Pick<Held, "kind">) => kind === "counter" || kind === "site";
const newCounter = "new";

function CountForm({ accounts }: { accounts: readonly Held[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const once = useOnce();
  const { currency, timeZone } = useOrganisation();
  const metricText = useMetricText();
  const today = useToday(timeZone);
  const first = accounts.find(isCounter);
  const [chosen, setChosen] = useState(first ? String(first.id) : newCounter);
  const [name, setName] = useState("");
  const [place, setPlace] = useState<NetworkId>("premises");
  const [day, setDay] = useState(today);
  const [lines, setLines] = useState<readonly CountLine[]>([{ key: 1, metric: "coupons-used", text: "" }]);
  const [tried, setTried] = useState(false);
  const { values, faults } = countsOf(lines, format.language);
  const nameMissing = chosen === newCounter && name.trim() === "";

  const undo = useMutation(calls.undo.mutationOptions({ onSuccess: () => queries.invalidateQueries() }));
  const record = useMutation({
    mutationFn: async () => {
      const account =
        accounts.find((each) => String(each.id) === chosen) ??
        (await accountCalls.createAccount.call({ network: place, kind: "counter", name: name.trim() }));
      // From here on the counter exists: a second try must not make it twice.
      if (chosen === newCounter) {
        await queries.invalidateQueries({ queryKey: accountCalls.listAccounts.key() });
        setChosen(String(account.id));
      }
      return { account, batch: await calls.recordCounts.call({ accountId: account.id, day, values }) };
    },
    onSuccess: async ({ account, batch }) => {
      const said = values.map(
        ({ metric, value }) => `${metrics[metric].label[format.language]} ${metricText(value, metric)}`,
      );
      sayDone(
        t("measurements.counts.saved", { values: format.list(said), account: account.name, day: format.dayYear(day) }),
        () => undo.mutate({ id: batch.id }),
      );
      setTried(false);
      setName("");
      setLines(lines.map((line) => ({ ...line, text: "" })));
      await queries.invalidateQueries();
    },
  });
  const submit = () => {
    setTried(true);
    if (nameMissing || faults.size > 0 || day > today || day === "") return;
    once((done) => record.mutate(undefined, { onSettled: done }));
  };
  const change = (key: number, part: Partial<CountLine>) =>
    setLines(lines.map((line) => (line.key === key ? { ...line, ...part } : line)));
  const unitOf = (metric: MetricId): string | null => {
    const { unit } = metrics[metric];
    if (unit === "cents") return currency;
    if (unit === "seconds") return t("measurements.counts.minutes");
    return unit === "rate" ? t("measurements.counts.percent") : null;
  };
  const free = countableMetrics.filter((metric) => !lines.some((line) => line.metric === metric));
  return (
    <Form onSubmit={submit} error={tried && faults.size > 0 ? faults : undefined} label={t("measurements.counts.name")}>
      <NativeSelect
        label={t("measurements.counts.account")}
        value={chosen}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={[
          ...accounts.map((each) => ({
            value: String(each.id),
            label: `${each.name} (${networks[each.network][format.language]})`,
          })),
          { value: newCounter, label: t("measurements.counts.newCounter") },
        ]}
      />
      {chosen === newCounter ? (
        <div className="form-pair">
          <TextInput
            label={t("measurements.counts.newName")}
            description={t("measurements.counts.newNameHint")}
            value={name}
            maxLength={300}
            onChange={(event) => setName(event.currentTarget.value)}
            error={tried && nameMissing ? t("measurements.counts.accountMissing") : undefined}
          />
          <NativeSelect
            label={t("measurements.counts.place")}
            value={place}
            onChange={(event) => setPlace(event.currentTarget.value as NetworkId)}
            data={places.map((id) => ({ value: id, label: networks[id][format.language] }))}
          />
        </div>
      ) : null}
      <div className="count-days">
        <TextInput
          type="date"
          label={t("measurements.counts.day")}
          value={day}
          max={today}
          required
          onChange={(event) => setDay(event.currentTarget.value)}
          error={tried && day > today ? t("measurements.counts.future") : undefined}
        />
        <Button variant="default" aria-pressed={day === today} onClick={() => setDay(today)}>
          {t("measurements.counts.today")}
        </Button>
        <Button variant="default" aria-pressed={day === addDays(today, -1)} onClick={() => setDay(addDays(today, -1))}>
          {t("measurements.counts.yesterday")}
        </Button>
      </div>
      <fieldset className="choices stack">
        <legend>{t("measurements.counts.values")}</legend>
        {lines.map((line) => {
          const what = metrics[line.metric].label[format.language];
          const unit = unitOf(line.metric);
          const fault = tried ? faults.get(line.key) : undefined;
          const words = unit
            ? t("measurements.counts.valueIn", { what: t("measurements.counts.value"), unit })
            : t("measurements.counts.value");
          return (
            <div key={line.key} className="count-line">
              <NativeSelect
                label={t("measurements.counts.metric")}
                value={line.metric}
                onChange={(event) => change(line.key, { metric: event.currentTarget.value as MetricId })}
                data={countableMetrics.map((id) => ({ value: id, label: metrics[id].label[format.language] }))}
              />
              <TextInput
                label={words}
                // The words on the screen come first: whoever speaks to the page calls the field by them.
                aria-label={`${words}, ${what}`}
                inputMode="decimal"
                autoComplete="off"
                value={line.text}
                onChange={(event) => change(line.key, { text: event.currentTarget.value })}
                error={fault ? t(`measurements.counts.${fault}`) : undefined}
              />
              {lines.length > 1 ? (
                <button
                  type="button"
                  className="icon-button"
                  aria-label={t("measurements.counts.remove", { what })}
                  onClick={() => setLines(lines.filter((each) => each.key !== line.key))}
                >
                  <Icon name="close" size={16} />
                </button>
              ) : null}
            </div>
          );
        })}
        {free[0] && lines.length < 20 ? (
          <div>
            <button
              type="button"
              className="link-button"
              onClick={() =>
                setLines([
                  ...lines,
                  { key: Math.max(...lines.map((line) => line.key)) + 1, metric: free[0] as MetricId, text: "" },
                ])
              }
            >
              {t("measurements.counts.add")}
            </button>
          </div>
        ) : null}
      </fieldset>
      <p className="small faint">{t("measurements.counts.replacing")}</p>
      <Refusal error={record.error ?? undo.error} nothingLost />
      <div>
        <Button type="submit" size="md" loading={record.isPending}>
          {t("measurements.counts.submit")}
        </Button>
      </div>
    </Form>
  );
}
