import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useToday } from "../../../ui/clock.tsx";
import { FailedPage } from "../../../ui/failed-page.tsx";
import { useFormat } from "../../../ui/format.ts";
import { OrganisationLink, useGo } from "../../../ui/link.tsx";
import { useHolds, useOrganisation } from "../../../ui/organisation.tsx";
import { Bones, Page } from "../../../ui/page.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import { type FreshAccount, isStale, isUnderWay, isWaiting, lastKnownDay } from "./batch.ts";
import { calls } from "./calls.ts";
import { DropZone } from "./drop-zone.tsx";
import { FreshnessPart } from "./freshness-part.tsx";
import { ImportsPart, useImports } from "./imports-part.tsx";
import { NetworksPart } from "./networks-part.tsx";
import { UploadList } from "./upload-list.tsx";
import { addUploads } from "./uploads.ts";
import "./measurements.css";

/** How measurements come in: drop files, follow them, see what each account still lacks. */
export function ImportsPage() {
  const { t } = useTranslation();
  const go = useGo();
  const queries = useQueryClient();
  const { slug } = useOrganisation();
  const imports = useHolds("admin", "manager", "community");
  const search = useSearch({ strict: false }) as { new?: boolean };
  const list = useImports();
  const freshness = useQuery(calls.freshness.queryOptions());
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  const underWay = list.batches.some(isUnderWay);
  useEffect(() => {
    // What has just come in changes how fresh the accounts are.
    if (!underWay) void queries.invalidateQueries({ queryKey: calls.freshness.key() });
  }, [underWay, queries]);
  const sentence = useSentence(list.batches, freshness.data ?? []);
  const error = list.query.error ?? freshness.error;
  if (error && !list.query.data) {
    return (
      <FailedPage
        name={t("measurements.name")}
        error={error}
        retry={() => {
          void list.query.refetch();
          void freshness.refetch();
        }}
      />
    );
  }
  if (!list.query.data || !freshness.data) return <Bones lines={6} />;

  const take = (files: File[]) => {
    addUploads(slug, files, (batch) => {
      void queries.invalidateQueries({ queryKey: calls.listImports.key() });
      // One file: its preview comes by itself, for whoever still waits here.
      if (files.length === 1 && here.current) go(`/imports/${batch.id}`);
    });
  };
  const nothing = list.batches.length === 0 && freshness.data.every((account) => lastKnownDay(account) === null);
  return (
    <Page
      name={t("measurements.name")}
      sentence={sentence}
      lead={nothing && imports ? t("measurements.page.emptyLead") : undefined}
      acts={
        imports ? <OrganisationLink to="/imports/count">{t("measurements.page.count")}</OrganisationLink> : undefined
      }
    >
      {imports ? (
        <div className="section">
          <DropZone onFiles={take} eager={search.new === true} />
        </div>
      ) : null}
      <UploadList />
      <ImportsPart list={list} />
      {freshness.data.length > 0 ? <FreshnessPart accounts={freshness.data} /> : null}
      <NetworksPart open={nothing} />
    </Page>
  );
}

/** What could be read aloud: what is under way, what waits, else how fresh the figures are. */
function useSentence(
  batches: readonly { readonly state: Parameters<typeof isUnderWay>[0]["state"] }[],
  accounts: readonly FreshAccount[],
): string {
  const { t } = useTranslation();
  const format = useFormat();
  const { timeZone } = useOrganisation();
  const today = useToday(timeZone);
  const imports = useHolds("admin", "manager", "community");
  const underWay = batches.filter(isUnderWay).length;
  if (underWay > 0) return t("measurements.page.running", { count: underWay });
  const waiting = batches.filter(isWaiting).length;
  if (waiting > 0 && imports) return t("measurements.page.waiting", { count: waiting });
  if (batches.length === 0 && accounts.every((account) => lastKnownDay(account) === null)) {
    return t(imports ? "measurements.page.empty" : "measurements.page.emptyReader");
  }
  const stale = accounts.filter((account) => isStale(account, today));
  if (stale.length > 0 && stale.length === accounts.length) {
    return t(imports ? "measurements.page.allStale" : "measurements.page.allStaleReader", { count: stale.length });
  }
  if (stale.length > 0) {
    const names = stale.map((account) => account.accountName);
    return t(stale.length === 1 ? "measurements.page.stale" : "measurements.page.staleMany", {
      stale: t("measurements.page.accounts", { count: stale.length }),
      all: format.number(accounts.length),
      names: format.list(names.length > 3 ? [...names.slice(0, 2), "…"] : names),
    });
  }
  const last = accounts
    .map((account) => lastKnownDay(account) ?? "")
    .sort()
    .at(-1);
  return last
    ? t("measurements.page.fresh", { count: accounts.length, day: format.dayYear(last) })
    : t("measurements.page.undated");
}
