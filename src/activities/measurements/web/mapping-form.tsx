import { Button, NativeSelect } from "@mantine/core";
import type { JsonifiedValue } from "@orpc/openapi-client";
import { useMemo, useState } from "react";
import { type MetricId, metricIds, metrics } from "../../../kernel/metric.ts";
import { Choices, Form } from "../../../ui/fields.tsx";
import { useFormat } from "../../../ui/format.ts";
import { Section } from "../../../ui/page.tsx";
import { Band } from "../../../ui/refusal.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import type { ImportAnswers, Preview } from "../contract.ts";
import { AccountField, type AccountSaid, referenceOf } from "./account-field.tsx";
import { columnsOf, fieldRoles, type MappingFault, mappingFaults, type Role, type Shape } from "./mapping-draft.ts";

const shapes: readonly Shape[] = ["daily", "posts", "comments"];

/** Column by column: what a file that nobody knows holds. Proposed, corrected, remembered. */
export function MappingForm({
  seen,
  busy,
  onSubmit,
}: {
  seen: JsonifiedValue<Preview>;
  busy: boolean;
  onSubmit: (answers: ImportAnswers) => void;
}) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const suggestion = seen.suggestedMapping;
  const [tableName, setTableName] = useState(suggestion?.table ?? seen.tables[0]?.name ?? "");
  const [headerLine, setHeaderLine] = useState(suggestion?.headerLine ?? 1);
  const [shape, setShape] = useState<Shape>(suggestion?.shape ?? "daily");
  const [account, setAccount] = useState<AccountSaid>({
    network: suggestion?.network ?? "other",
    kind: suggestion?.accountKind ?? "page",
    name: "",
  });
  /** Only what the person changed; the rest stays as proposed. Null: ignored. */
  const [changed, setChanged] = useState<Readonly<Record<string, Role | null>>>({});
  const [tried, setTried] = useState(false);
  const table = seen.tables.find((each) => each.name === tableName);
  const columns = useMemo(() => columnsOf(table, headerLine, suggestion), [table, headerLine, suggestion]);
  const roleOf = (header: string, suggested: Role | null) => {
    const own = changed[header];
    return own === undefined ? suggested : own;
  };
  const roles = Object.fromEntries(
    columns.flatMap(({ header, suggested }) => {
      const role = roleOf(header, suggested);
      return role ? [[header, role] as const] : [];
    }),
  );
  const faults = mappingFaults(shape, roles);
  const reference = referenceOf(account);
  const roleName = (role: Role): string =>
    role.startsWith("metric:")
      ? metrics[role.slice(7) as MetricId].label[language]
      : t(`measurements.mapping.fields.${role as (typeof fieldRoles)[number]}`);
  const saidOf = (fault: MappingFault): string =>
    fault.kind === "twice"
      ? t("measurements.mapping.faults.twice", { what: roleName(fault.role), columns: fault.columns.join(", ") })
      : t(`measurements.mapping.faults.${fault.kind}`);
  const sortedMetrics = useMemo(
    () => [...metricIds].sort((a, b) => metrics[a].label[language].localeCompare(metrics[b].label[language], language)),
    [language],
  );
  const submit = () => {
    setTried(true);
    if (faults.length > 0 || !reference) return;
    onSubmit({
      // An account already held is known by the network's own id, which a name alone would not find again.
      account: reference,
      mapping: {
        table: tableName,
        headerLine,
        network: account.network,
        accountKind: account.kind,
        accountName: account.name.trim(),
        shape,
        columns: roles,
      },
    });
  };
  return (
    <Section title={t("measurements.mapping.title")} sub={t("measurements.mapping.sub")}>
      <Form wide onSubmit={submit} label={t("measurements.mapping.title")}>
        <Choices
          name="shape"
          legend={t("measurements.mapping.shape")}
          value={[shape]}
          onChange={([chosen]) => chosen && setShape(chosen)}
          choices={shapes.map((each) => ({
            value: each,
            label: t(`measurements.mapping.shapes.${each}`),
            hint: t(`measurements.mapping.shapeHints.${each}`),
          }))}
        />
        <AccountField value={account} onChange={setAccount} error={tried && !reference} />
        <div className="form-pair">
          {seen.tables.length > 1 ? (
            <NativeSelect
              label={t("measurements.mapping.table")}
              value={tableName}
              onChange={(event) => setTableName(event.currentTarget.value)}
              data={seen.tables.map((each) => ({ value: each.name, label: each.name }))}
            />
          ) : null}
          <NativeSelect
            label={t("measurements.mapping.headerLine")}
            value={String(headerLine)}
            onChange={(event) => setHeaderLine(Number(event.currentTarget.value))}
            data={(table?.rows ?? []).map((row, index) => ({
              value: String(index + 1),
              label: `${index + 1}. ${row.filter(Boolean).slice(0, 3).join(", ").slice(0, 50)}`,
            }))}
          />
        </div>
        <fieldset className="choices columns-form">
          <legend>{t("measurements.mapping.columns")}</legend>
          {columns.map(({ header, examples, suggested }) => {
            const role = roleOf(header, suggested);
            return (
              <div key={header} className="column-line">
                <div>
                  <p className="row">
                    <strong>{header}</strong>
                    {suggested && role === suggested ? (
                      <span className="tag">{t("measurements.mapping.suggested")}</span>
                    ) : null}
                  </p>
                  <p className="small faint">
                    {examples.length > 0
                      ? t("measurements.mapping.examples", {
                          examples: examples.map((each) => each.slice(0, 40)).join(" · "),
                        })
                      : t("measurements.mapping.noExample")}
                  </p>
                </div>
                <NativeSelect
                  aria-label={t("measurements.mapping.column", { name: header })}
                  value={role ?? ""}
                  onChange={(event) =>
                    setChanged({ ...changed, [header]: (event.currentTarget.value || null) as Role | null })
                  }
                  data={[
                    { value: "", label: t("measurements.mapping.ignored") },
                    {
                      group: t("measurements.mapping.fieldGroup"),
                      items: fieldRoles.map((each) => ({ value: each, label: roleName(each) })),
                    },
                    {
                      group: t("measurements.mapping.metricGroup"),
                      items: sortedMetrics.map((each) => ({
                        value: `metric:${each}`,
                        label: metrics[each].label[language],
                      })),
                    },
                  ]}
                />
              </div>
            );
          })}
        </fieldset>
        {tried && faults.length > 0 ? (
          <Band tone="act">
            <ul>
              {faults.map((fault) => (
                <li key={saidOf(fault)}>{saidOf(fault)}</li>
              ))}
            </ul>
          </Band>
        ) : null}
        <p className="small faint">{t("measurements.mapping.remember")}</p>
        <div>
          <Button type="submit" loading={busy}>
            {t("measurements.mapping.submit")}
          </Button>
        </div>
      </Form>
    </Section>
  );
}
