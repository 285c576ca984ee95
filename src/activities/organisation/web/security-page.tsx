import { Button, PasswordInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNow } from "../../../ui/clock.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { sayDone } from "../../../ui/done.tsx";
import { Form, fieldErrors } from "../../../ui/fields.tsx";
import { useFormat } from "../../../ui/format.ts";
import { Bones, Page, Section } from "../../../ui/page.tsx";
import { Band, Refusal } from "../../../ui/refusal.tsx";
import {
  changePassword,
  currentSession,
  listSessions,
  revokeOtherSessions,
  revokeSession,
  stopTwoFactor,
} from "../../../ui/session.ts";
import { StatusTag } from "../../../ui/status.tsx";
import { useTranslation } from "../../../ui/translation.ts";
import { calls } from "./calls.tsx";
import { NewPassword } from "./set-up-page.tsx";
import { TurnOnCode } from "./turn-on-code.tsx";
import "./organisation.css";

/** One's own account: one-time code, password, open sessions. */
export function SecurityPage() {
  const { t } = useTranslation();
  const me = useQuery(calls.whoAmI.queryOptions());
  if (me.error) return <Refusal error={me.error} retry={() => void me.refetch()} />;
  if (!me.data) return <Bones lines={5} />;
  const { name, twoFactor } = me.data;
  return (
    <Page
      name={t("organisation.security.name")}
      sentence={t(twoFactor ? "organisation.security.sentenceOn" : "organisation.security.sentenceOff", { name })}
      lead={twoFactor ? undefined : t("organisation.security.leadOff")}
    >
      <CodeSection on={twoFactor} />
      <Section title={t("organisation.security.password")}>
        <ChangePassword />
      </Section>
      <Sessions />
    </Page>
  );
}

function CodeSection({ on }: { on: boolean }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [dialog, setDialog] = useState<"on" | "off" | null>(null);
  const refresh = () => queries.invalidateQueries({ queryKey: calls.whoAmI.key() });
  const stop = useMutation({
    mutationFn: stopTwoFactor,
    onSuccess: async () => {
      setDialog(null);
      await refresh();
      sayDone(t("organisation.security.turnedOff"));
    },
  });
  return (
    <Section title={t("organisation.security.code")}>
      <div className="row">
        <StatusTag tone={on ? "hold" : "look"}>
          {t(on ? "organisation.security.codeOn" : "organisation.security.codeOff")}
        </StatusTag>
        <Button variant={on ? "default" : "filled"} onClick={() => setDialog(on ? "off" : "on")}>
          {t(on ? "organisation.security.turnOff" : "organisation.security.turnOn")}
        </Button>
      </div>
      <Dialog
        open={dialog === "on"}
        title={t("organisation.security.turnOn")}
        onClose={() => {
          setDialog(null);
          void refresh();
        }}
      >
        <TurnOnCode
          onDone={() => {
            setDialog(null);
            void refresh();
            sayDone(t("organisation.security.turnedOn"));
          }}
        />
      </Dialog>
      <Dialog
        open={dialog === "off"}
        title={t("organisation.security.turnOffTitle")}
        onClose={() => {
          setDialog(null);
          stop.reset();
        }}
      >
        <Form error={stop.error} onSubmit={(values) => stop.mutate(String(values.get("password") ?? ""))}>
          <div className="lost">{t("organisation.security.turnOffLost")}</div>
          <PasswordInput
            name="password"
            label={t("organisation.security.confirmPassword")}
            required
            autoComplete="current-password"
          />
          <Refusal error={stop.error} />
          <div className="dialog-foot">
            <Button type="submit" loading={stop.isPending}>
              {t("organisation.security.turnOff")}
            </Button>
          </div>
        </Form>
      </Dialog>
    </Section>
  );
}

function ChangePassword() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [round, setRound] = useState(0);
  const change = useMutation({
    mutationFn: (given: { current: string; next: string }) => changePassword(given.current, given.next),
    onSuccess: async () => {
      setRound(round + 1);
      await queries.invalidateQueries({ queryKey: ["sessions"] });
      sayDone(t("organisation.security.passwordChanged"));
    },
  });
  return (
    <Form
      key={round}
      error={change.error}
      label={t("organisation.security.changePassword")}
      onSubmit={(values) =>
        change.mutate({ current: String(values.get("current") ?? ""), next: String(values.get("password") ?? "") })
      }
    >
      <PasswordInput
        name="current"
        label={t("organisation.fields.currentPassword")}
        required
        autoComplete="current-password"
      />
      <NewPassword label={t("organisation.fields.newPassword")} error={fieldErrors(change.error)("/newPassword")} />
      <Refusal error={change.error} />
      <div>
        <Button type="submit" variant="default" loading={change.isPending}>
          {t("organisation.security.changePassword")}
        </Button>
      </div>
    </Form>
  );
}

const browsers = [
  ["Edg/", "Edge"],
  ["OPR/", "Opera"],
  ["Firefox/", "Firefox"],
  ["Chrome/", "Chrome"],
  ["Safari/", "Safari"],
] as const;
const systems = [
  ["Android", "Android"],
  ["iPhone", "iOS"],
  ["iPad", "iPadOS"],
  ["Windows", "Windows"],
  ["Mac OS X", "macOS"],
  ["Linux", "Linux"],
] as const;

/** What somebody would call the device: « Firefox sur Windows ». */
export function deviceOf(userAgent: string | null | undefined): { browser: string; system: string } | null {
  const find = (table: readonly (readonly [string, string])[]) =>
    table.find(([sign]) => userAgent?.includes(sign))?.[1];
  const browser = find(browsers);
  const system = find(systems);
  return browser && system ? { browser, system } : null;
}

function Sessions() {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const queries = useQueryClient();
  const sessions = useQuery({ queryKey: ["sessions"], queryFn: listSessions });
  const current = useQuery({ queryKey: ["session"], queryFn: currentSession });
  const refresh = () => queries.invalidateQueries({ queryKey: ["sessions"] });
  const revoke = useMutation({
    mutationFn: revokeSession,
    onSuccess: async () => {
      await refresh();
      sayDone(t("organisation.security.revoked"));
    },
  });
  const revokeOthers = useMutation({
    mutationFn: revokeOtherSessions,
    onSuccess: async () => {
      await refresh();
      sayDone(t("organisation.security.othersRevoked"));
    },
  });
  if (sessions.error) return <Refusal error={sessions.error} retry={() => void sessions.refetch()} />;
  const rows = [...(sessions.data ?? [])].sort(
    (a, b) =>
      Number(b.id === current.data?.id) - Number(a.id === current.data?.id) || (a.updatedAt < b.updatedAt ? 1 : -1),
  );
  return (
    <Section
      title={t("organisation.security.sessions")}
      sub={t("organisation.security.sessionsSub")}
      act={
        rows.length > 1 ? (
          <button type="button" className="link-button danger" onClick={() => revokeOthers.mutate()}>
            {t("organisation.security.revokeOthers")}
          </button>
        ) : undefined
      }
    >
      <Refusal error={revoke.error ?? revokeOthers.error} />
      {sessions.isLoading ? <Band tone="info">{t("ui.loading")}</Band> : null}
      <DataTable
        caption={t("organisation.security.sessions")}
        rows={rows}
        rowKey={(session) => session.id}
        columns={[
          {
            key: "device",
            label: t("organisation.security.device"),
            head: true,
            cell: (session) => {
              const device = deviceOf(session.userAgent);
              return (
                <span className="row">
                  {device ? t("organisation.security.browserOn", device) : t("organisation.security.unknownDevice")}
                  {session.id === current.data?.id ? (
                    <span className="tag">{t("organisation.security.thisOne")}</span>
                  ) : null}
                </span>
              );
            },
          },
          { key: "address", label: t("organisation.security.address"), cell: (session) => session.ipAddress ?? "" },
          {
            key: "since",
            label: t("organisation.security.since"),
            cell: (session) => format.relative(session.createdAt, now),
          },
          {
            key: "acts",
            label: t("organisation.security.actions"),
            align: "acts",
            cell: (session) =>
              session.id === current.data?.id ? null : (
                <button type="button" className="link-button danger" onClick={() => revoke.mutate(session.token)}>
                  {t("organisation.security.revoke")}
                </button>
              ),
          },
        ]}
      />
    </Section>
  );
}
