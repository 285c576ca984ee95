import { QueryClientProvider, useQuery } from "@tanstack/react-query";
import { Outlet, useParams, useRouterState, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useRef } from "react";
import { toProblem } from "../../ui/call.ts";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Icon, Mark } from "../../ui/icons.tsx";
import { OrganisationLink } from "../../ui/link.tsx";
import { type OrganisationInView, OrganisationProvider } from "../../ui/organisation.tsx";
import { Bones } from "../../ui/page.tsx";
import { Refusal } from "../../ui/refusal.tsx";
import { useTranslation } from "../../ui/translation.ts";
import { useFocusOnArrival } from "./focus.ts";
import { StrangerPage } from "./lost-pages.tsx";
import { type PageEntry, pages } from "./pages.ts";
import { PlainFrame } from "./plain-frame.tsx";
import { clientOf, organisationCalls, rootClient } from "./queries.ts";
import { SessionWarning } from "./session-warning.tsx";
import { TopBar } from "./top-bar.tsx";

/** Only whoever asks where a figure comes from loads the drawer that tells it. */
const SourceDrawer = lazy(() =>
  import("../../activities/measurements/web/source-drawer.tsx").then((m) => ({ default: m.SourceDrawer })),
);

/** The pages of the rail; a phone's bar shows the first four and keeps the others under « Menu ». */
const railPages = pages.filter((page) => page.icon);
const barPages = railPages.length > 5 ? railPages.slice(0, 4) : railPages;
const otherPages = railPages.slice(barPages.length);

/** The frame of an organisation's pages: rail or bar, top, content. */
export function Shell() {
  const { slug } = useParams({ strict: false }) as { slug: string };
  const me = useQuery(organisationCalls.whoAmI.queryOptions(), rootClient);
  const client = clientOf(slug);
  const organisation = useQuery(organisationCalls.get.queryOptions(), client);
  const mine = me.data?.organisations.find((each) => each.slug === slug);
  const isMember = mine !== undefined;
  useEffect(() => {
    if (!isMember) return;
    try {
      localStorage.setItem("vigie-organisation", slug);
    } catch {
      // Without storage, the first organisation of the list opens next time.
    }
  }, [slug, isMember]);
  if (me.data && organisation.error && toProblem(organisation.error).code === "access/organisation-unknown") {
    return (
      <PlainFrame>
        <StrangerPage slug={slug} me={me.data} />
      </PlainFrame>
    );
  }
  const refusal = me.error ?? organisation.error;
  if (refusal) {
    return (
      <main id="content" className="plain-main">
        <Refusal
          error={refusal}
          retry={() => {
            void me.refetch();
            void organisation.refetch();
          }}
        />
      </main>
    );
  }
  if (!me.data || !organisation.data) {
    return (
      <main id="content" className="plain-main">
        <Bones figures={4} chart />
      </main>
    );
  }
  const inView: OrganisationInView = {
    slug,
    name: organisation.data.name,
    kind: organisation.data.kind,
    timeZone: organisation.data.timeZone,
    currency: organisation.data.currency,
    demonstration: organisation.data.demonstration,
    roles: mine?.roles ?? [],
  };
  return (
    <QueryClientProvider client={client} key={slug}>
      <OrganisationProvider value={inView}>
        <Frame me={me.data} />
      </OrganisationProvider>
    </QueryClientProvider>
  );
}

export interface Me {
  readonly name: string;
  readonly email: string;
  readonly organisations: readonly { readonly slug: string; readonly name: string; readonly demonstration: boolean }[];
}

function Frame({ me }: { me: Me }) {
  const { t } = useTranslation();
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state): string => state.resolvedLocation?.pathname ?? "" });
  const matched = useRouterState({ select: (state): string => state.matches.at(-1)?.fullPath ?? "" });
  const current = pages.find(
    (page) => `/o/$slug${page.path === "/" ? "" : page.path}` === matched.replace(/\/$/u, ""),
  )?.rail;
  useFocusOnArrival(main, path);
  const source = (useSearch({ strict: false }) as { source?: string }).source;
  // Once open it stays, closed: only then can it give the focus back to where it was.
  const sourceAsked = useRef(false);
  if (source) sourceAsked.current = true;
  const entry = (page: PageEntry, className: string) => (
    <li key={page.path}>
      <OrganisationLink to={page.path} className={className} current={page.rail === current}>
        {page.icon ? <Icon name={page.icon} /> : null}
        <span>{t(`shell.pages.${page.rail}`)}</span>
      </OrganisationLink>
    </li>
  );
  return (
    <div className="app">
      <a className="skip" href="#content">
        {t("shell.skip")}
      </a>
      <nav className="rail no-print" aria-label={t("shell.navigation")}>
        <OrganisationLink to="/" className="brand">
          <Mark />
          {t("ui.product")}
        </OrganisationLink>
        <ul>{railPages.map((page) => entry(page, "rail-item"))}</ul>
        <div className="rail-foot">
          <a href="/accessibility">{t("shell.accessibility")}</a>
        </div>
      </nav>
      <div>
        <TopBar me={me} current={current} />
        <SessionWarning />
        <main id="content" ref={main} tabIndex={-1} className="content">
          <Outlet />
        </main>
        {sourceAsked.current ? (
          <Suspense>
            <SourceDrawer />
          </Suspense>
        ) : null}
      </div>
      <nav className="bottom no-print" aria-label={t("shell.navigation")}>
        <ul>
          {barPages.map((page) => entry(page, "bottom-item"))}
          {otherPages.length > 0 ? (
            <li>
              <Disclosure
                className="bottom-item"
                align="end"
                button={
                  <>
                    <Icon name="more" />
                    <span>{t("shell.menu")}</span>
                  </>
                }
              >
                {(close) => (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: closes after the link inside did its work, keyboard included
                  // biome-ignore lint/a11y/noStaticElementInteractions: same
                  <div onClick={close}>
                    <ul>{otherPages.map((page) => entry(page, "panel-item"))}</ul>
                  </div>
                )}
              </Disclosure>
            </li>
          ) : null}
        </ul>
      </nav>
    </div>
  );
}
