import type { ReactNode } from "react";

/** Drawn on a 20-unit square with one stroke; always beside a word or a label, never alone in meaning. */
const drawings = {
  bridge: <path d="m13 7-2 4-4 2 2-4zM10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14z" />,
  objectives: <path d="M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 7a3 3 0 1 0 0 6 3 3 0 0 0 0-6z" />,
  indicators: <path d="M3 14l4-5 4 3 6-8" />,
  reports: <path d="M5 3h7l3 3v11H5zM8 10h4M8 13h4" />,
  imports: <path d="M10 3v9M6.5 8.5 10 12l3.5-3.5M3 14v3h14v-3" />,
  organisation: <path d="M3 17h14M5 17V8l5-4 5 4v9M9 17v-4h2v4" />,
  close: <path d="m5 5 10 10M15 5 5 15" />,
  previous: <path d="m12 5-5 5 5 5" />,
  next: <path d="m8 5 5 5-5 5" />,
  down: <path d="m5 8 5 5 5-5" />,
  copy: <path d="M7 7h9v10H7zM7 13H4V3h9v4" />,
  search: <path d="M9 3a6 6 0 1 0 0 12A6 6 0 0 0 9 3zM13.5 13.5 17 17" />,
  help: <path d="M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM8 8a2 2 0 1 1 2.6 1.9c-.4.2-.6.5-.6 1V12M10 14.2v.1" />,
  person: <path d="M10 3.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM4 17c.6-3.4 3-5 6-5s5.4 1.6 6 5" />,
  more: <path d="M4 10h.1M10 10h.1M16 10h.1" strokeWidth="2.6" />,
  table: <path d="M3 5h14v11H3zM3 9h14M8 5v11" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof drawings;

/** A decorative line drawing, in the colour of the text around it. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {drawings[name]}
    </svg>
  );
}

/** The anchor of Vigie. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      aria-hidden="true"
    >
      <path d="M12 3v12M7 9h10M5 15c2 4 12 4 14 0" />
      <circle cx="12" cy="3.2" r="1.4" fill="currentColor" stroke="none" />
    </svg>
  );
}
