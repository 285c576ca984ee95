import type * as fr from "./fr-shell.ts";

/** Words around every page: rail, bar, menus, warnings. */
export const shell: typeof fr.shell = {
  skip: "Skip to content",
  navigation: "Main",
  pages: {
    bridge: "Bridge",
    objectives: "Objectives",
    indicators: "Indicators",
    reports: "Reports",
    imports: "Measurements",
    organisation: "Organisation",
  },
  switchOrganisation: "Switch organisation",
  organisations: "Your organisations",
  addOrganisation: "Create another organisation",
  demonstration: "demonstration",
  search: "Search or act",
  searchKeys: "Ctrl K",
  menu: "Menu",
  account: "Account and settings",
  signedInAs: "Signed in: {{name}}",
  security: "Security of your account",
  signOut: "Sign out",
  theme: "Appearance",
  themes: { auto: "Same as the device", light: "Light", dark: "Dark" },
  language: "Language",
  languages: { fr: "Français", en: "English" },
  help: "Help for this page",
  accessibility: "Accessibility",
  helpTitle: "Help",
  helpKeys: "With the keyboard",
  helpKeyList: {
    commands: "Search, go to a page, act",
    period: "Previous period, next period",
    table: "Show the table behind a chart",
    help: "Open this help",
    close: "Close what is open",
  },
  helpGuide: "Read the guide of Vigie",
  helpPages: {
    bridge:
      "The Bridge says the week in one sentence, shows the figures behind it, then what waits for you, most pressing first.",
    objectives:
      "An objective says what the organisation wants, with an indicator, a target and a due date. Once adopted, its target moves only with a written reason.",
    indicators: "An indicator is its formula: numerator, denominator, unit, source. An unknown value is never a zero.",
    reports:
      "The report of a week or month is read, corrected, validated, then downloaded as PDF. Once validated it no longer changes.",
    imports:
      "Drop a network’s export as it is: Vigie recognises where it comes from, shows the first rows and says what it could not read.",
    organisation: "Who you are, who decides, which accounts you hold. The rest of Vigie rests on these answers.",
    other:
      "Every page begins with one sentence, then shows what proves it. Any figure leads to the file it comes from.",
  },
  commands: {
    goTo: "Go to: {{page}}",
    goToHint: "page",
    import: "Import an export",
    newObjective: "Propose an objective",
    switchTo: "Switch to {{name}}",
    organisationHint: "organisation",
    themeHint: "appearance",
    languageHint: "language",
    also: {
      import: "file drop csv xlsx measurements facebook instagram linkedin",
      newObjective: "new create goal",
      signOut: "leave log out",
    },
  },
  session: {
    endsSoon: "Your session ends in a few minutes.",
    stay: "Stay signed in",
    ended: "Your session has ended. Sign in again: you will come back to this page.",
  },
  notFound: {
    name: "Page not found",
    sentence: "This page does not exist, or no longer does.",
    lead: "The address may have been copied wrongly, or what it showed was taken away.",
    back: "Back to the first page",
  },
  failure: {
    name: "Page interrupted",
    sentence: "This page was interrupted.",
    lead: "What was saved still is. Reload the page; if it is interrupted again, quote the sentence below to whoever runs this Vigie.",
    reload: "Reload the page",
  },
  stranger: {
    name: "Closed organisation",
    sentence: "You are not a member of the organisation “{{organisation}}”.",
    lead: "You are signed in with the address {{email}}. If you are expected here, ask whoever gave you the link for an invitation to this address, or sign in with the address that was invited. The link may also have been miscopied.",
    signInAgain: "Sign in with another address",
    own: "Your organisations",
  },
  nowhere: {
    name: "No organisation",
    sentence: "You are not a member of any organisation.",
    lead: "Ask an administrator for an invitation, or create your own.",
  },
};
