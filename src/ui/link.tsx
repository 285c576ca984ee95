import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useOrganisation } from "./organisation.tsx";

type Search = Record<string, string | number | boolean | undefined>;

/** The address of a page of an organisation: `addressOf("ville-de-kermor", "/imports/12")`. */
export function addressOf(slug: string, path: string): string {
  return `/o/${slug}${path === "/" ? "" : path}`;
}

/** A link inside the organisation; the period in view comes along. `to` starts at the organisation: `/imports/12`. */
export function OrganisationLink({
  to,
  search,
  className,
  children,
  current,
  label,
}: {
  to: string;
  search?: Search;
  className?: string;
  children: ReactNode;
  /** Marks the page one is on. */
  current?: boolean;
  label?: string;
}) {
  const { slug } = useOrganisation();
  return (
    <Link
      to={addressOf(slug, to) as "/"}
      search={((before: Search) => ({ ...(before["period"] ? { period: before["period"] } : {}), ...search })) as never}
      className={className}
      // Only the caller knows which page is current: the router's own guess is narrowed until it agrees.
      activeOptions={{ exact: true, includeSearch: true }}
      aria-current={current ? "page" : undefined}
      aria-label={label}
    >
      {children}
    </Link>
  );
}

/** Goes to a page of the organisation: `const go = useGo(); go("/imports/12")`. */
export function useGo(): (to: string, search?: Search) => void {
  const { slug } = useOrganisation();
  const navigate = useNavigate();
  return (to, search) => {
    void navigate({
      to: addressOf(slug, to) as "/",
      search: ((before: Search) => ({ ...(before["period"] ? { period: before["period"] } : {}), ...search })) as never,
    });
  };
}
