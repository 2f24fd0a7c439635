import { VisuallyHidden } from "@mantine/core";
import { type ComponentType, memo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type Item, itemId } from "@/api/items";
import type { Collection, Field } from "@/api/model-types";
import { definitionOf } from "@/fields/registry";
import { useLabel } from "@/hooks/use-label";
import { HeadCell, widthStyle } from "./head-cell";
import type { HeadTools } from "./head-tools";
import classes from "./item-table.module.css";
import { SelectAll, SelectItem, type Selection } from "./selection";
import { useDrawnRows } from "./use-drawn-rows";

export interface RowProps {
  readonly item: Item;
  /** The cells. */
  readonly children: ReactNode;
}

/** A column before all others, for handles. */
export interface Lead {
  readonly label: string;
  readonly cell: (item: Item) => ReactNode;
}

interface Props {
  readonly collection: Collection;
  readonly columns: readonly Field[];
  readonly items: readonly Item[];
  /** The first cell leads to the item; how, the caller knows. */
  readonly link: (item: Item, content: ReactNode) => ReactNode;
  /** Which items are chosen: a column of boxes. */
  readonly selection?: Selection;
  readonly lead?: Lead | undefined;
  readonly role?: "treegrid";
  readonly label?: string;
  /** What draws a `tr`, where a plain one is not enough: rows that can be dragged. */
  readonly renderRow?: ComponentType<RowProps>;
  /** What draws the inside of a cell, where reading it is not enough. */
  readonly renderCell?: (item: Item, field: Field, content: ReactNode) => ReactNode;
  /** Heads sort, move and resize; else they are only read. */
  readonly tools?: HeadTools;
  /** What is shown is no longer what is asked for; that is on its way. */
  readonly isStale?: boolean;
  /** What can be done with one item: a column at the end. */
  readonly actions?: (item: Item) => ReactNode;
}

export function ItemTable(props: Props) {
  const { collection, columns, items, selection, actions, tools, lead } = props;
  const { t } = useTranslation("lists");
  const labelOf = useLabel();
  const drawn = useDrawnRows(items.length);
  return (
    <div className={classes.frame} data-stale={props.isStale || undefined}>
      <table className={classes.table} aria-busy={props.isStale} role={props.role} aria-label={props.label}>
        <thead>
          <tr>
            {lead !== undefined && (
              <th scope="col" className={classes.narrow}>
                <VisuallyHidden>{lead.label}</VisuallyHidden>
              </th>
            )}
            {selection !== undefined && (
              <th scope="col" className={classes.narrow}>
                <SelectAll collection={collection} items={items} selection={selection} />
              </th>
            )}
            {columns.map((field, at) =>
              tools === undefined ? (
                <th key={field.name} scope="col" data-align={definitionOf(field).align}>
                  {labelOf(field)}
                </th>
              ) : (
                <HeadCell key={field.name} field={field} at={at} tools={tools} />
              ),
            )}
            {actions !== undefined && (
              <th scope="col" className={`${classes.narrow} ${classes.end}`}>
                <VisuallyHidden>{t("actions")}</VisuallyHidden>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {items.slice(0, drawn).map((item) => (
            <ItemRow key={itemId(collection, item)} {...props} item={item} />
          ))}
          {drawn < items.length && <RoomFor rows={items.length - drawn} />}
        </tbody>
      </table>
    </div>
  );
}

function ItemRow(props: Props & { readonly item: Item }) {
  const { collection, columns, item, link, lead, selection, renderCell, actions } = props;
  const Row = props.renderRow ?? PlainRow;
  return (
    <Row item={item}>
      {lead !== undefined && <td className={classes.narrow}>{lead.cell(item)}</td>}
      {selection !== undefined && (
        <td className={classes.narrow}>
          <SelectItem collection={collection} item={item} selection={selection} />
        </td>
      )}
      {columns.map((field, at) => {
        const cell = <FieldCell field={field} value={item[field.name]} />;
        const content = at === 0 ? link(item, cell) : cell;
        return (
          <td
            key={field.name}
            data-first={at === 0 || undefined}
            data-align={definitionOf(field).align}
            dir={definitionOf(field).align === undefined ? "auto" : undefined}
            style={widthStyle(props.tools?.widths[field.name])}
          >
            {renderCell === undefined ? content : renderCell(item, field, content)}
          </td>
        );
      })}
      {actions !== undefined && <td className={`${classes.narrow} ${classes.end}`}>{actions(item)}</td>}
    </Row>
  );
}

/** The page is as high as it will be: who comes back to it finds the place where he was. */
function RoomFor({ rows }: { readonly rows: number }) {
  return (
    <tr aria-hidden>
      <td style={{ height: `calc(${rows} * var(--row-height))` }} />
    </tr>
  );
}

function PlainRow({ children }: RowProps) {
  return <tr>{children}</tr>;
}

interface CellProps {
  readonly field: Field;
  readonly value: unknown;
}

/** Drawn again only for another value: a row is drawn for every choice and every stale page, and its cells are most of the work. */
const FieldCell = memo(function FieldCell({ field, value }: CellProps) {
  const { Cell, fromJson } = definitionOf(field);
  return <Cell field={field} value={fromJson(value, field)} />;
});
