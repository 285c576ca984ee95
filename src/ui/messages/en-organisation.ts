import type * as fr from "./fr-organisation.ts";

/** Words of the organisation’s pages: first visit, sign-in, invitation, security, profile. */
export const organisation: typeof fr.organisation = {};

export const organisationProblems: typeof fr.organisationProblems = {
  "already-set-up": "This Vigie is already set up. Sign in.",
  "slug-taken": "Another organisation already has this address.",
  "department-exists": "A department already has this name.",
  "department-not-found": "This department does not exist, or no longer does.",
  "member-not-found": "This person is not a member of the organisation.",
  "last-administrator": "There must be at least one administrator: appoint another one first.",
  "invitation-not-found": "This invitation does not exist, or was already used.",
  "invitation-expired": "This invitation has expired. Ask for a new one.",
  "already-a-member": "This person is already a member of the organisation.",
  "account-exists": "This account is already on the list.",
  "account-not-found": "This account does not exist in this organisation.",
  "token-not-found": "This token does not exist, or was already revoked.",
  "token-lifetime": "A token lives between one day and one year.",
  "service-hours": "The ranges of a day must follow each other without overlap.",
  "password-weak": "This password is too easy to guess. Take four words that have nothing to do with each other.",
};
