import type { ComponentType } from "react";
import type { IconName } from "../../ui/icons.tsx";

type PageModule = Promise<{ readonly default: ComponentType }>;

/** The pages that the rail names, in its order; the first one is the organisation's home. */
export type RailName = "bridge" | "objectives" | "indicators" | "reports" | "imports" | "organisation";

export interface PageEntry {
  /** Below `/o/<slug>`; `$name` is a parameter. */
  readonly path: string;
  /** The entry of the rail that is marked while this page is shown. */
  readonly rail: RailName;
  /** Drawn in the rail; absent for pages that one reaches from another page. */
  readonly icon?: IconName;
  readonly load: () => PageModule;
}

/** Every page of an organisation. A new page is one line here. */
export const pages: readonly PageEntry[] = [
  {
    path: "/",
    rail: "bridge",
    icon: "bridge",
    load: () => import("../../activities/reports/web/bridge-page.tsx").then((m) => ({ default: m.BridgePage })),
  },
  {
    path: "/objectives",
    rail: "objectives",
    icon: "objectives",
    load: () =>
      import("../../activities/objectives/web/objectives-page.tsx").then((m) => ({ default: m.ObjectivesPage })),
  },
  {
    path: "/objectives/$id",
    rail: "objectives",
    load: () =>
      import("../../activities/objectives/web/objective-page.tsx").then((m) => ({ default: m.ObjectivePage })),
  },
  {
    path: "/indicators",
    rail: "indicators",
    icon: "indicators",
    load: () =>
      import("../../activities/indicators/web/indicators-page.tsx").then((m) => ({ default: m.IndicatorsPage })),
  },
  {
    path: "/indicators/$id",
    rail: "indicators",
    load: () =>
      import("../../activities/indicators/web/indicator-page.tsx").then((m) => ({ default: m.IndicatorPage })),
  },
  {
    path: "/reports",
    rail: "reports",
    icon: "reports",
    load: () => import("../../activities/reports/web/reports-page.tsx").then((m) => ({ default: m.ReportsPage })),
  },
  {
    path: "/reports/$period",
    rail: "reports",
    load: () => import("../../activities/reports/web/report-page.tsx").then((m) => ({ default: m.ReportPage })),
  },
  {
    path: "/imports",
    rail: "imports",
    icon: "imports",
    load: () => import("../../activities/measurements/web/imports-page.tsx").then((m) => ({ default: m.ImportsPage })),
  },
  {
    path: "/imports/count",
    rail: "imports",
    load: () => import("../../activities/measurements/web/counts-page.tsx").then((m) => ({ default: m.CountsPage })),
  },
  {
    path: "/imports/$id",
    rail: "imports",
    load: () => import("../../activities/measurements/web/import-page.tsx").then((m) => ({ default: m.ImportPage })),
  },
  {
    path: "/organisation",
    rail: "organisation",
    icon: "organisation",
    load: () =>
      import("../../activities/organisation/web/organisation-page.tsx").then((m) => ({ default: m.OrganisationPage })),
  },
];
