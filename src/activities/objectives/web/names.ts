import type { JsonifiedValue } from "@orpc/openapi-client";
import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { networks } from "../../../kernel/metric.ts";
import { useFormat } from "../../../ui/format.ts";
import { useMeasures } from "../../../ui/measure.ts";
import { useTranslation } from "../../../ui/translation.ts";
import type { Indicator } from "../../indicators/contract.ts";
import type { Attainment, Change, Objective } from "../contract.ts";
import { indicatorCalls, organisationCalls } from "./calls.ts";

export type Seen = JsonifiedValue<Objective>;
export type SeenAttainment = JsonifiedValue<Attainment>;
export type SeenChange = JsonifiedValue<z.infer<typeof Change>>;
export type SeenIndicator = JsonifiedValue<Indicator>;

/** Everything that an objective names, and the words for it. `data` is undefined until all of it is here. */
export function useNames() {
  const { t } = useTranslation();
  const format = useFormat();
  const measures = useMeasures();
  const indicators = useQuery(indicatorCalls.list.queryOptions({ staleTime: 600_000 }));
  const accounts = useQuery(organisationCalls.listAccounts.queryOptions());
  const departments = useQuery(organisationCalls.listDepartments.queryOptions());
  const members = useQuery(organisationCalls.listMembers.queryOptions());
  const error = indicators.error ?? accounts.error ?? departments.error ?? members.error;
  const refetch = () => {
    for (const query of [indicators, accounts, departments, members]) if (query.error) void query.refetch();
  };
  if (!indicators.data || !accounts.data || !departments.data || !members.data) {
    return { data: undefined, error, refetch };
  }
  const byId = new Map(indicators.data.map((indicator) => [indicator.id as string, indicator]));
  const unitOf = (id: string) => byId.get(id)?.unit ?? "count";
  return {
    error,
    refetch,
    data: {
      indicators: indicators.data,
      accounts: accounts.data,
      departments: departments.data,
      members: members.data,
      indicator: (id: string): SeenIndicator | undefined => byId.get(id),
      label: (id: string): string => byId.get(id)?.label ?? id,
      unitOf,
      /** A value of an indicator, in its unit. */
      amount: (value: number, indicator: string): string => measures.text(value, unitOf(indicator)),
      perimeter: ({ network, accountId }: Seen["perimeter"]): string => {
        if (network) return networks[network][format.language];
        const account = accounts.data.find((each) => each.id === accountId);
        return account ? account.name : t("objectives.form.everything");
      },
      account: (id: number): string => accounts.data.find((each) => each.id === id)?.name ?? String(id),
      department: (id: number): string => departments.data.find((each) => each.id === id)?.name ?? String(id),
      member: (id: number): string => members.data.find((each) => each.id === id)?.name ?? String(id),
    },
  };
}

export type Names = NonNullable<ReturnType<typeof useNames>["data"]>;
