import type * as fr from "./fr-ui.ts";

/** Words of the parts that every page is made of. */
export const ui: typeof fr.ui = {
  product: "Vigie",
  loading: "Loading the page…",
  close: "Close",
  cancel: "Cancel",
  keep: "Change nothing",
  save: "Save",
  change: "Edit",
  undo: "Undo",
  retry: "Try again",
  copy: "Copy",
  copied: "Copied.",
  optional: "optional",
  unknown: "unknown",
  refusal: {
    nothingLost: "Nothing is lost: what you entered is still here.",
    reference: "Reference to quote to whoever runs this Vigie: {{reference}}.",
    tryLater: "Try again in a moment.",
  },
  period: {
    label: "Period shown:",
    previous: "Previous period",
    next: "Next period",
    choose: "Choose the period",
    kind: "Length",
    week: "A week, Monday to Sunday",
    month: "A month",
    day: "A day of the period",
    dayHint: "The week or month that holds this day is shown.",
    show: "Show this period",
  },
  knownDays: {
    days: "{{known}} days known out of {{all}}.",
    gap_one: "{{account}}: {{count}} day is missing ({{days}}).",
    gap_other: "{{account}}: {{count}} days are missing ({{days}}).",
    others_one: "{{count}} other stretch",
    others_other: "{{count}} other stretches",
  },
  chart: {
    table: "Table",
    drawing: "Chart",
    copy: "Copy for a spreadsheet",
    copied: "Table copied: paste it into your spreadsheet.",
  },
  commands: {
    title: "Search or act",
    label: "What would you like to do?",
    none: "No command matches “{{typed}}”.",
  },
  roles: {
    manager: "Social Media Manager",
    community: "Community Manager",
    decider: "Decider",
    reader: "Reader",
    admin: "Administrator",
  },
  kinds: {
    company: "Company",
    "local-authority": "Local authority",
    association: "Association",
  },
};

export const uiProblems: typeof fr.uiProblems = {
  offline: "Vigie does not answer. Check your connection, then try again.",
  unexpected: "Something did not work inside Vigie.",
};

export const accessProblems: typeof fr.accessProblems = {
  "sign-in-needed": "Sign in to go on.",
  "role-missing": "Your role does not allow this. An administrator of the organisation can grant it.",
  "scope-missing": "This token does not allow this action.",
  "organisation-unknown": "This organisation does not exist, or you are not a member of it.",
  "too-many-requests": "Too many requests in a short time. Wait a minute, then try again.",
  "origin-refused": "This request does not come from Vigie’s own page. Reload the page, then try again.",
  "input-malformed": "Some answers cannot be read. Correct the fields that are marked.",
  "not-found": "What you are looking for does not exist, or no longer does.",
  unexpected: "Something did not work inside Vigie.",
  "too-large": "This is too large for this Vigie.",
};

export const signInProblems: typeof fr.signInProblems = {
  "invalid-email-or-password": "This address and this password do not belong together.",
  "invalid-email": "This e-mail address cannot be read.",
  "invalid-password": "This is not the right password.",
  "user-not-found": "This address and this password do not belong together.",
  "invalid-code": "This is not the right code. Take the one your application shows now.",
  "invalid-backup-code": "This is not a right backup code, or it was already used.",
  "invalid-two-factor-cookie": "Too much time has passed. Start again with your password.",
  "too-many-attempts-request-new-code": "Too many attempts. Start again with your password.",
  "two-factor-not-enabled": "One-time codes are not turned on for this account.",
  "totp-not-enabled": "One-time codes are not turned on for this account.",
  "session-expired": "Your session has ended. Sign in again.",
  "session-not-fresh": "For safety, sign in again before this change.",
  "password-too-short": "This password is too short: it takes at least 12 characters.",
  "password-too-long": "This password is too long: 200 characters at most.",
  "sign-up-disabled": "Accounts are made here by invitation only.",
  "too-many-attempts": "Too many attempts. Wait {{seconds}} seconds, then try again.",
  "single-sign-on-unavailable": "Sign-in with {{label}} does not answer now. Try again, or use your password.",
  refused: "The sign-in was refused. Try again, or ask whoever runs this Vigie.",
};
