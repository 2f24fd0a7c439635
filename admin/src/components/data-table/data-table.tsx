import { VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./data-table.module.css";

export interface DataColumn<Row> {
  readonly name: string;
  readonly label: string;
  /** For a column of buttons: the label is read and not shown. */
  readonly hidesLabel?: boolean;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: "end";
}

interface Props<Row> {
  readonly label: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}

// biome-ignore-start lint/a11y/noRedundantRoles: on phones the rows are blocks, and what is drawn as a block is no table to browsers unless it says so
/** A plain table of things that are not items of a collection: tokens, sessions, permissions. */
export function DataTable<Row>({ label, columns, rows, keyOf }: Props<Row>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs, and a section would be a landmark beside the page's own
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <div className={classes.frame} tabIndex={0} role="group" aria-label={label}>
      <table className={classes.table} role="table">
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th
                key={column.name}
                scope="col"
                role="columnheader"
                data-align={column.align}
                data-fixed={column.hidesLabel}
              >
                {column.hidesLabel ? <VisuallyHidden>{column.label}</VisuallyHidden> : column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={keyOf(row)} role="row">
              {columns.map((column) => (
                <td
                  key={column.name}
                  role="cell"
                  data-align={column.align}
                  data-fixed={column.hidesLabel}
                  data-label={column.label}
                >
                  <div className={classes.value}>{column.cell(row)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
// biome-ignore-end lint/a11y/noRedundantRoles: to here
