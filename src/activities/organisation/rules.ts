import { type organisationKinds, problem, type ServiceHours } from "./contract.ts";

export type OrganisationKind = (typeof organisationKinds)[number];

const slugLength = 60;

/**
 * How a name is called in addresses: `slugOf("Ville de Kermor’h")` is `"ville-de-kermor-h"`. Never empty.
 */
export function slugOf(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/œ/g, "oe")
    .replace(/æ/g, "ae")
    .replace(/ß/g, "ss")
    .replace(/ø/g, "o")
    .replace(/ł/g, "l");
  const slug = plain
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, slugLength)
    .replace(/^-+|-+$/g, "");
  return slug || "organisation";
}

/** The slug to try when the first `taken` ones belong to others: `kermor`, `kermor-2`, `kermor-3`… */
export function nextSlug(slug: string, taken: number): string {
  if (taken === 0) return slug;
  const suffix = `-${taken + 1}`;
  return slug.slice(0, slugLength - suffix.length).replace(/-+$/, "") + suffix;
}

/** Hours to begin with: a town hall closes for lunch, others do not. Monday to Friday; a day that is absent is closed. */
export function defaultServiceHours(kind: OrganisationKind): ServiceHours {
  const ranges =
    kind === "local-authority"
      ? [
          { from: "09:00", to: "12:00" },
          { from: "14:00", to: "18:00" },
        ]
      : [{ from: "09:00", to: "18:00" }];
  return [1, 2, 3, 4, 5].map((weekday) => ({ weekday, ranges: ranges.map((range) => ({ ...range })) }));
}

/**
 * @throws organisation/service-hours when a day comes twice, a range ends before it begins, or two ranges overlap.
 */
export function checkServiceHours(hours: ServiceHours): void {
  const seen = new Set<number>();
  for (const { weekday, ranges } of hours) {
    if (seen.has(weekday)) throw problem("service-hours", { weekday });
    seen.add(weekday);
    let closedAt = "";
    for (const { from, to } of ranges) {
      if (from >= to || from < closedAt) throw problem("service-hours", { weekday });
      closedAt = to;
    }
  }
}

/**
 * Length is what protects, and the contract asks for it; this refuses the long passwords that are no secret: those made
 * of a few characters, or of what everybody knows of their owner.
 *
 * @throws organisation/password-weak
 */
export function checkPassword(password: string, known: readonly string[]): void {
  const plain = password.toLowerCase();
  if (new Set(plain).size < 6) throw problem("password-weak", { reason: "few-characters" });
  let left = plain;
  for (const text of known.flatMap((each) => [each, ...each.split(/[\s@.]+/)])) {
    const word = text.trim().toLowerCase();
    if (word.length >= 4) left = left.replaceAll(word, "");
  }
  if (left.length < 6) throw problem("password-weak", { reason: "known-words" });
}

interface RoleHolder {
  readonly id: number;
  readonly roles: readonly string[];
}

/**
 * An organisation without administrator could never be mended from inside.
 *
 * @param administrators members who are administrators now
 * @param memberId who changes; `roles` are theirs afterwards, none when they leave
 * @throws organisation/last-administrator
 */
export function checkAdministratorRemains(
  administrators: readonly RoleHolder[],
  memberId: number,
  roles: readonly string[],
): void {
  if (roles.includes("admin")) return;
  const others = administrators.filter((each) => each.id !== memberId);
  if (others.length === 0 && administrators.length > 0) throw problem("last-administrator");
}

const invitationDays = 7;

/** Until when an invitation's link works. */
export function invitationExpiry(now: Date): Date {
  return daysLater(now, invitationDays);
}

export function daysLater(now: Date, days: number): Date {
  const later = new Date(now);
  later.setUTCDate(later.getUTCDate() + days);
  return later;
}

/**
 * The organisation of an invitation's secret, `<organisationId>.<random>`.
 *
 * @throws organisation/invitation-not-found when it is no such secret
 */
export function organisationOfSecret(secret: string): number {
  const id = Number(/^([1-9]\d{0,15})\.[A-Za-z0-9_-]{43}$/.exec(secret)?.[1] ?? Number.NaN);
  if (!Number.isSafeInteger(id)) throw problem("invitation-not-found");
  return id;
}

/** An account entered by hand has no number of its network: its name stands for it. */
export function handExternalId(name: string): string {
  return `hand:${slugOf(name)}`;
}
