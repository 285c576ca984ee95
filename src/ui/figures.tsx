import type { ReactNode } from "react";

export interface FigureCard {
  readonly label: string;
  /** The number as text; null when unknown, and `unknown` then says why. */
  readonly value: string | null;
  readonly unit?: string;
  readonly unknown?: string;
  /** The comparison that makes the number mean something. */
  readonly note?: ReactNode;
  readonly tag?: ReactNode;
  /** Wraps the number: where it comes from is one click away. */
  readonly link?: (content: ReactNode) => ReactNode;
}

/** At most five figures in a row, each with its comparison. */
export function Figures({ figures }: { figures: readonly FigureCard[] }) {
  return (
    <dl className="figures">
      {figures.map((figure) => {
        const value =
          figure.value === null ? (
            <span className="value unknown">{figure.unknown}</span>
          ) : (
            <span className="value">
              {figure.value} {figure.unit ? <small>{figure.unit}</small> : null}
            </span>
          );
        return (
          <div className="figure" key={figure.label}>
            <dt>{figure.label}</dt>
            <dd>{figure.link ? figure.link(value) : value}</dd>
            {figure.note || figure.tag ? (
              <dd className="note">
                {figure.tag}
                {figure.note ? <span>{figure.note}</span> : null}
              </dd>
            ) : null}
          </div>
        );
      })}
    </dl>
  );
}
