import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { type ReactNode, useRef } from "react";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Mark } from "../../ui/icons.tsx";
import { useTranslation } from "../../ui/translation.ts";
import { useFocusOnArrival } from "./focus.ts";
import { ReaderSettings } from "./reader-settings.tsx";

/** The frame of pages that belong to no organisation: first visit, sign-in, invitation, security. */
export function PlainFrame({ children }: { children?: ReactNode }) {
  const { t, i18n } = useTranslation();
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state): string => state.resolvedLocation?.pathname ?? "" });
  useFocusOnArrival(main, path);
  return (
    <div className="plain">
      <a className="skip" href="#content">
        {t("shell.skip")}
      </a>
      <header className="plain-top">
        <Link to="/" className="brand">
          <Mark />
          {t("ui.product")}
        </Link>
        <Disclosure
          className="icon-button language-button"
          label={`${t("shell.language")}, ${t("shell.theme")}`}
          align="end"
          button={<span aria-hidden="true">{(i18n.resolvedLanguage ?? "fr").toUpperCase()}</span>}
        >
          {() => <ReaderSettings />}
        </Disclosure>
      </header>
      <main id="content" ref={main} tabIndex={-1} className="plain-main">
        {children ?? <Outlet />}
      </main>
      <footer className="plain-foot small">
        <Link to="/accessibility">{t("shell.accessibility")}</Link>
      </footer>
    </div>
  );
}
