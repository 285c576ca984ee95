import type { ReactNode } from "react";

export interface Column<Row> {
  readonly key: string;
  readonly label: string;
  readonly align?: "start" | "end" | "acts";
  /** The cell that names the row. */
  readonly head?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

/**
 * A table that becomes a list of cards on a phone: every cell carries its column's label. The explicit roles keep it a
 * table for screen readers when CSS takes its display away.
 */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
  empty,
}: {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string | number;
  empty?: ReactNode;
}) {
  if (rows.length === 0 && empty) return <>{empty}</>;
  const classOf = (column: Column<Row>) => (column.align === "start" ? undefined : column.align);
  return (
    <div className="table-wrap">
      {/* biome-ignore-start lint/a11y/noRedundantRoles: the cards of a phone lose the table's display, not its meaning */}
      <table className="table cards" role="table">
        <caption className="unseen">{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th key={column.key} scope="col" role="columnheader" className={classOf(column)}>
                {column.align === "acts" ? <span className="unseen">{column.label}</span> : column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={rowKey(row)} role="row">
              {columns.map((column) =>
                column.head ? (
                  <th key={column.key} scope="row" role="rowheader">
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.key} role="cell" className={classOf(column)} data-label={column.label}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {/* biome-ignore-end lint/a11y/noRedundantRoles: see above */}
    </div>
  );
}
