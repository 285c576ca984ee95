import { useMantineColorScheme } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { type Command, Commands } from "../../ui/commands.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Icon } from "../../ui/icons.tsx";
import { languages, speak } from "../../ui/language.ts";
import { addressOf, useGo } from "../../ui/link.tsx";
import { useHolds, useOrganisation } from "../../ui/organisation.tsx";
import { isTyping, PeriodPicker, usePeriod } from "../../ui/period-picker.tsx";
import { signOut } from "../../ui/session.ts";
import { useTranslation } from "../../ui/translation.ts";
import { pages, type RailName } from "./pages.ts";
import { forgetAll, refreshAll } from "./queries.ts";
import { ReaderSettings } from "./reader-settings.tsx";
import type { Me } from "./shell.tsx";

/** Organisation, period, commands, help, account: what stands above every page. */
export function TopBar({ me, current }: { me: Me; current: RailName | undefined }) {
  const { t } = useTranslation();
  const organisation = useOrganisation();
  const { period, setPeriod } = usePeriod();
  const [searching, setSearching] = useState(false);
  const [helping, setHelping] = useState(false);
  const commands = useCommands(me);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        setSearching(true);
      } else if (event.key === "?" && !isTyping(event.target) && !document.querySelector("dialog[open]")) {
        setHelping(true);
      }
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
  return (
    <header className="top no-print">
      <Disclosure
        className="top-organisation"
        button={
          <>
            <span>{organisation.name}</span>
            <span className="unseen">{t("shell.switchOrganisation")}</span>
            <Icon name="down" size={16} />
          </>
        }
      >
        {(close) => (
          <>
            <p className="panel-title">{t("shell.organisations")}</p>
            {me.organisations.map((each) => (
              <Link
                key={each.slug}
                to={addressOf(each.slug, "/") as "/"}
                className="panel-item"
                aria-current={each.slug === organisation.slug ? "true" : undefined}
                onClick={close}
              >
                {each.name}
                {each.demonstration ? <span className="tag">{t("shell.demonstration")}</span> : null}
              </Link>
            ))}
            <Link to="/new-organisation" className="panel-item" onClick={close}>
              {t("shell.addOrganisation")}
            </Link>
          </>
        )}
      </Disclosure>
      <div className="top-period">
        <PeriodPicker period={period} onChange={setPeriod} />
      </div>
      <button
        type="button"
        className="top-search"
        aria-keyshortcuts="Control+K"
        aria-label={t("shell.search")}
        onClick={() => setSearching(true)}
      >
        <span className="word">
          <Icon name="search" size={16} />
          <span>{t("shell.search")}</span>
        </span>
        <kbd>{t("shell.searchKeys")}</kbd>
      </button>
      <button
        type="button"
        className="icon-button top-help"
        aria-label={t("shell.help")}
        aria-keyshortcuts="?"
        onClick={() => setHelping(true)}
      >
        <Icon name="help" />
      </button>
      <Disclosure className="icon-button" label={t("shell.account")} align="end" button={<Icon name="person" />}>
        {(close) => <AccountPanel me={me} close={close} onHelp={() => setHelping(true)} />}
      </Disclosure>
      <Commands open={searching} commands={commands} onClose={() => setSearching(false)} />
      <Help open={helping} current={current} onClose={() => setHelping(false)} />
    </header>
  );
}

function useSignOut(): () => void {
  return () => {
    void signOut().finally(() => {
      forgetAll();
      // A whole new page: nothing of the session that ended stays in memory.
      location.assign("/sign-in");
    });
  };
}

function AccountPanel({ me, close, onHelp }: { me: Me; close: () => void; onHelp: () => void }) {
  const { t } = useTranslation();
  const leave = useSignOut();
  return (
    <>
      <p className="panel-title">{t("shell.signedInAs", { name: me.name })}</p>
      <Link to="/security" className="panel-item" onClick={close}>
        {t("shell.security")}
      </Link>
      <button
        type="button"
        className="panel-item"
        onClick={() => {
          close();
          onHelp();
        }}
      >
        {t("shell.help")}
      </button>
      <Link to="/accessibility" className="panel-item" onClick={close}>
        {t("shell.accessibility")}
      </Link>
      <ReaderSettings />
      <p className="panel-title" />
      <button type="button" className="panel-item" onClick={leave}>
        {t("shell.signOut")}
      </button>
    </>
  );
}

function useCommands(me: Me): readonly Command[] {
  const { t } = useTranslation();
  const go = useGo();
  const navigate = useNavigate();
  const { slug } = useOrganisation();
  // A command that would only be refused is not offered.
  const imports = useHolds("admin", "manager", "community");
  const proposes = useHolds("manager", "decider");
  const { setColorScheme } = useMantineColorScheme();
  const leave = useSignOut();
  return useMemo(() => {
    const has = (path: string) => pages.some((page) => page.path === path);
    return [
      ...(imports && has("/imports")
        ? [
            {
              id: "import",
              label: t("shell.commands.import"),
              also: t("shell.commands.also.import"),
              run: () => go("/imports", { new: true }),
            },
          ]
        : []),
      ...(proposes && has("/objectives")
        ? [
            {
              id: "new-objective",
              label: t("shell.commands.newObjective"),
              also: t("shell.commands.also.newObjective"),
              run: () => go("/objectives", { new: true }),
            },
          ]
        : []),
      ...pages
        .filter((page) => page.icon)
        .map((page) => ({
          id: `go-${page.rail}`,
          label: t("shell.commands.goTo", { page: t(`shell.pages.${page.rail}`) }),
          hint: t("shell.commands.goToHint"),
          run: () => go(page.path),
        })),
      ...me.organisations
        .filter((each) => each.slug !== slug)
        .map((each) => ({
          id: `switch-${each.slug}`,
          label: t("shell.commands.switchTo", { name: each.name }),
          hint: t("shell.commands.organisationHint"),
          run: () => void navigate({ to: addressOf(each.slug, "/") as "/" }),
        })),
      ...(["auto", "light", "dark"] as const).map((each) => ({
        id: `theme-${each}`,
        label: t(`shell.themes.${each}`),
        hint: t("shell.commands.themeHint"),
        run: () => setColorScheme(each),
      })),
      ...languages.map((each) => ({
        id: `language-${each}`,
        label: t(`shell.languages.${each}`),
        hint: t("shell.commands.languageHint"),
        run: () => void speak(each).then(refreshAll),
      })),
      { id: "security", label: t("shell.security"), run: () => void navigate({ to: "/security" }) },
      { id: "sign-out", label: t("shell.signOut"), also: t("shell.commands.also.signOut"), run: leave },
    ];
  }, [t, go, navigate, slug, me, imports, proposes, setColorScheme, leave]);
}

function Help({ open, current, onClose }: { open: boolean; current: RailName | undefined; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const lines = [
    ["Ctrl K", t("shell.helpKeyList.commands")],
    ["[  ]", t("shell.helpKeyList.period")],
    ["T", t("shell.helpKeyList.table")],
    ["?", t("shell.helpKeyList.help")],
    ["Esc", t("shell.helpKeyList.close")],
  ] as const;
  return (
    <Dialog open={open} title={t("shell.helpTitle")} onClose={onClose} side>
      <p>{t(`shell.helpPages.${current ?? "other"}`)}</p>
      <h3>{t("shell.helpKeys")}</h3>
      <dl className="key-list">
        {lines.map(([keys, text]) => (
          <div key={keys} style={{ display: "contents" }}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <p>
        <a href={`/guide/${i18n.resolvedLanguage ?? "fr"}`}>{t("shell.helpGuide")}</a>
      </p>
    </Dialog>
  );
}
