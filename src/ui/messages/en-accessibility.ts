import type * as fr from "./fr-accessibility.ts";

/** The accessibility statement: what was checked, what holds, what does not. Keep it true. */
export const accessibility: typeof fr.accessibility = {
  name: "Accessibility",
  sentence: "Accessibility: partly conforms to RGAA 4.1.",
  lead: "Vigie aims to conform to RGAA 4.1 (WCAG 2.2, level AA). No independent audit has been made yet: the result below comes from our own checks.",
  doneTitle: "What is checked",
  done: [
    "With every release, an automatic check (axe-core) of the pages, in light and dark, in French and English.",
    "Everything works from the keyboard: skip link, visible focus, focus given back when a window closes.",
    "One first-level heading a page, landmarks, permanent labels, errors tied to their field.",
    "Nothing is told by colour alone: a word and a shape come with it. Text contrasts are measured by a test.",
    "Behind each chart, a table: key T.",
    "Pages read at 360 pixels wide and at 400% zoom; motion stops when the device asks for it.",
  ],
  limitsTitle: "What remains to be done",
  limits: [
    "No trials yet with people who use a screen reader every day.",
    "Operation codes of the audit trail are in English, and marked as such.",
    "The RGAA criteria that cannot be checked automatically have not all been reviewed by hand.",
  ],
  contactTitle: "Report an obstacle",
  contact:
    "Write to an administrator of your organisation. Should the answer not satisfy you, and the body be a French public one, you may turn to the Défenseur des droits.",
};
