import type { ReactNode } from "react";

export type Tone = "hold" | "look" | "act" | "calm";

const shapes: Record<Tone, ReactNode> = {
  hold: <path d="M2 6.5 5 9.5 10 3" fill="none" stroke="currentColor" strokeWidth="2" />,
  look: <path d="M6 1.5 11 10.5H1z" fill="currentColor" />,
  act: <path d="M3.6 1h4.8L11 3.6v4.8L8.4 11H3.6L1 8.4V3.6z" fill="currentColor" />,
  calm: <circle cx="6" cy="6" r="3" fill="none" stroke="currentColor" strokeWidth="1.6" />,
};

/** A status: a word, a shape and a colour, so that none of the three is needed. */
export function StatusTag({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`tag ${tone}`}>
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
        {shapes[tone]}
      </svg>
      {children}
    </span>
  );
}

/**
 * How far an objective is: the bar is where we are, the stroke where we should be, the soft band where we may land.
 * All shares in [0, 1]; the sentence is what a screen reader gets.
 */
export function Gauge({
  rate,
  expected,
  landing,
  tone,
  sentence,
}: {
  rate: number | null;
  expected?: number | null;
  landing?: { lower: number; upper: number } | null;
  tone: Tone;
  sentence: string;
}) {
  const x = (share: number) => Math.max(0, Math.min(1, share)) * 100;
  return (
    <div className="gauge" role="img" aria-label={sentence}>
      <svg viewBox="0 0 100 18" preserveAspectRatio="none" aria-hidden="true">
        <rect x="0" y="4" width="100" height="10" fill="var(--line)" />
        {landing ? (
          <rect
            x={x(landing.lower)}
            y="4"
            width={Math.max(0.5, x(landing.upper) - x(landing.lower))}
            height="10"
            fill="var(--axis)"
          />
        ) : null}
        {rate === null ? (
          <path d="M0 9H100" stroke="var(--faint)" strokeWidth="2" strokeDasharray="1 2" />
        ) : (
          <rect x="0" y="4" width={x(rate)} height="10" fill={tone === "calm" ? "var(--sea)" : `var(--${tone})`} />
        )}
        {typeof expected === "number" ? (
          <rect x={x(expected) - 0.2} y="0" width="0.4" height="18" fill="var(--ink)" />
        ) : null}
      </svg>
    </div>
  );
}
