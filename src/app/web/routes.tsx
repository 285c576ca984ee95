import { QueryClientProvider } from "@tanstack/react-query";
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  useNavigate,
} from "@tanstack/react-router";
import { useEffect } from "react";
import { onSessionEnd, speakOf, toProblem } from "../../ui/call.ts";
import { Notices } from "../../ui/done.tsx";
import { Bones } from "../../ui/page.tsx";
import { FailurePage, NotFoundPage, NowherePage } from "./lost-pages.tsx";
import { pages } from "./pages.ts";
import { PlainFrame } from "./plain-frame.tsx";
import { organisationCalls, rootClient } from "./queries.ts";

function Root() {
  const navigate = useNavigate();
  useEffect(
    () =>
      onSessionEnd(() => {
        const here = location.pathname + location.search;
        if (here.startsWith("/sign-in") || here.startsWith("/invitation")) return;
        rootClient.clear();
        void navigate({ to: "/sign-in", search: { to: here, ended: true } as never });
      }),
    [navigate],
  );
  return (
    <QueryClientProvider client={rootClient}>
      <Outlet />
      <Notices />
    </QueryClientProvider>
  );
}

/** Where somebody who opens Vigie's address belongs: set-up, sign-in, or the organisation seen last. */
async function whereToGo(): Promise<void> {
  const welcome = await rootClient.fetchQuery(organisationCalls.welcome.queryOptions());
  if (welcome.setUp) throw redirect({ to: "/set-up" });
  const me = await rootClient.fetchQuery(organisationCalls.whoAmI.queryOptions()).catch((error: unknown) => {
    if (toProblem(error).status === 401) throw redirect({ to: "/sign-in" });
    throw error;
  });
  const kept = lastSeen();
  const slug = me.organisations.find((each) => each.slug === kept)?.slug ?? me.organisations[0]?.slug;
  if (slug) throw redirect({ to: `/o/${slug}` as "/" });
}

/** The organisation seen last in this browser. */
function lastSeen(): string | null {
  try {
    return localStorage.getItem("vigie-organisation");
  } catch {
    return null;
  }
}

const root = createRootRoute({
  component: Root,
  notFoundComponent: () => (
    <PlainFrame>
      <NotFoundPage />
    </PlainFrame>
  ),
  errorComponent: ({ error }) => (
    <main id="content" className="plain-main">
      <FailurePage error={error} />
    </main>
  ),
});

const plain = createRoute({
  getParentRoute: () => root,
  id: "plain",
  component: PlainFrame,
  beforeLoad: () => speakOf(null),
});
const home = createRoute({ getParentRoute: () => plain, path: "/", beforeLoad: whereToGo, component: NowherePage });
const setUp = createRoute({
  getParentRoute: () => plain,
  path: "/set-up",
  component: lazyRouteComponent(() => import("../../activities/organisation/web/set-up-page.tsx"), "SetUpPage"),
});
const signIn = createRoute({
  getParentRoute: () => plain,
  path: "/sign-in",
  component: lazyRouteComponent(() => import("../../activities/organisation/web/sign-in-page.tsx"), "SignInPage"),
});
const invitation = createRoute({
  getParentRoute: () => plain,
  path: "/invitation",
  component: lazyRouteComponent(
    () => import("../../activities/organisation/web/invitation-page.tsx"),
    "InvitationPage",
  ),
});
const security = createRoute({
  getParentRoute: () => plain,
  path: "/security",
  component: lazyRouteComponent(() => import("../../activities/organisation/web/security-page.tsx"), "SecurityPage"),
});
const another = createRoute({
  getParentRoute: () => plain,
  path: "/new-organisation",
  component: lazyRouteComponent(
    () => import("../../activities/organisation/web/new-organisation-page.tsx"),
    "NewOrganisationPage",
  ),
});
const accessibility = createRoute({
  getParentRoute: () => plain,
  path: "/accessibility",
  component: lazyRouteComponent(() => import("./accessibility-page.tsx"), "AccessibilityPage"),
});

const organisation = createRoute({
  getParentRoute: () => root,
  path: "/o/$slug",
  component: lazyRouteComponent(() => import("./shell.tsx"), "Shell"),
  pendingComponent: () => <Bones figures={4} chart />,
  beforeLoad: ({ params }) => speakOf(params.slug),
});
const organisationPages = pages.map((page) =>
  createRoute({
    getParentRoute: () => organisation,
    path: page.path,
    component: lazyRouteComponent(page.load),
    pendingComponent: () => <Bones figures={4} chart />,
  }),
);
const homePath = pages[0]?.path ?? "/";
const organisationHome =
  homePath === "/"
    ? []
    : [
        createRoute({
          getParentRoute: () => organisation,
          path: "/",
          beforeLoad: ({ params }) => {
            throw redirect({ to: `/o/${(params as { slug: string }).slug}${homePath}` as "/" });
          },
        }),
      ];

/** The browser's routes. A fresh router each time, so that tests do not share one. */
export function makeRouter() {
  return createRouter({
    routeTree: root.addChildren([
      plain.addChildren([home, setUp, signIn, invitation, security, another, accessibility]),
      organisation.addChildren([...organisationHome, ...organisationPages]),
    ]),
    defaultPendingComponent: () => <Bones />,
    defaultPendingMs: 150,
    defaultErrorComponent: FailurePage,
    defaultNotFoundComponent: NotFoundPage,
    scrollRestoration: true,
  });
}
