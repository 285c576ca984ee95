import { createContext, type ReactNode, useContext } from "react";
import type { Role } from "../kernel/operation.ts";

/** What every page may need of the organisation it is about. */
export interface OrganisationInView {
  readonly slug: string;
  readonly name: string;
  readonly kind: "company" | "local-authority" | "association";
  readonly timeZone: string;
  readonly currency: string;
  readonly demonstration: boolean;
  /** Roles that the person signed in holds there. */
  readonly roles: readonly Role[];
}

const InView = createContext<OrganisationInView | null>(null);

export function OrganisationProvider({ value, children }: { value: OrganisationInView; children: ReactNode }) {
  return <InView.Provider value={value}>{children}</InView.Provider>;
}

/** The organisation of the page. */
export function useOrganisation(): OrganisationInView {
  const organisation = useContext(InView);
  if (!organisation) throw new Error("useOrganisation needs an OrganisationProvider above it");
  return organisation;
}

/** Does the person hold one of these roles here? The server decides; a page only spares a refusal. */
export function useHolds(...roles: readonly Role[]): boolean {
  return useOrganisation().roles.some((role) => roles.includes(role));
}
