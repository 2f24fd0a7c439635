import type { ReactNode } from "react";
import { type Item, itemId } from "@/api/items";
import type { Collection, Field } from "@/api/model-types";
import { definitionOf } from "@/fields/registry";
import { useLabel } from "@/hooks/use-label";
import classes from "./item-table.module.css";

interface Props {
  readonly collection: Collection;
  readonly columns: readonly Field[];
  readonly items: readonly Item[];
  /** The first cell leads to the item; how, the caller knows. */
  readonly link: (item: Item, content: ReactNode) => ReactNode;
}

export function ItemTable({ collection, columns, items, link }: Props) {
  const labelOf = useLabel();
  return (
    <div className={classes.frame}>
      <table className={classes.table}>
        <thead>
          <tr>
            {columns.map((field) => (
              <th key={field.name} scope="col" data-align={definitionOf(field).align}>
                {labelOf(field)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={itemId(collection, item)}>
              {columns.map((field, at) => (
                <td key={field.name} data-align={definitionOf(field).align}>
                  {at === 0 ? (
                    link(item, <FieldCell field={field} item={item} />)
                  ) : (
                    <FieldCell field={field} item={item} />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function FieldCell({ field, item }: { readonly field: Field; readonly item: Item }) {
  const { Cell, fromJson } = definitionOf(field);
  return <Cell field={field} value={fromJson(item[field.name], field)} />;
}
