import { VisuallyHidden } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Item, itemId } from "@/api/items";
import type { Collection } from "@/api/model-types";
import { useLabel } from "@/hooks/use-label";
import { fieldsText, movedColumn } from "@/items/table/columns";
import type { HeadTools } from "@/items/table/head-tools";
import { ItemTable } from "@/items/table/item-table";
import { toggledSort } from "@/items/table/sorting";
import { useWidths } from "@/items/table/widths";
import { Pager } from "./pager";
import type { List } from "./use-list";

interface Props {
  readonly list: List;
  readonly items: readonly Item[];
}

/** The list as a table, page by page. */
export function ListTable({ list, items }: Props) {
  const { collection, columns, page } = list;
  const { tools, said } = useHeadTools(list);
  return (
    <>
      <ItemTable
        collection={collection}
        columns={columns}
        items={items}
        tools={tools}
        isStale={page.isPlaceholderData}
        link={(item, content) => <ItemLink collection={collection} item={item} content={content} />}
      />
      <VisuallyHidden aria-live="polite">{said}</VisuallyHidden>
      <Pager list={list} />
    </>
  );
}

/** `said`: what happened, for who does not see it. */
function useHeadTools({ collection, columns, search, change }: List): { tools: HeadTools; said: string } {
  const { t } = useTranslation("lists");
  const labelOf = useLabel();
  const { widths, resize } = useWidths(collection.name);
  const [said, setSaid] = useState("");
  const move = (name: string, to: number) => {
    const names = movedColumn(columns, name, to);
    const field = columns.find((column) => column.name === name);
    if (names === null || field === undefined) return false;
    change({ fields: fieldsText(collection, names) }, { isReplacing: true });
    setSaid(t("moved", { column: labelOf(field), at: to + 1, count: names.length }));
    return true;
  };
  const onSort = (path: string, isAdded: boolean) => change({ sort: toggledSort(search.sort, path, isAdded) });
  return { tools: { sort: search.sort, onSort, widths, resize, move }, said };
}

interface ItemLinkProps {
  readonly collection: Collection;
  readonly item: Item;
  readonly content: ReactNode;
}

export function ItemLink({ collection, item, content }: ItemLinkProps) {
  const { t } = useTranslation("form");
  const id = itemId(collection, item);
  if (id === null) return content;
  return (
    <Link to="/content/$collection/$id" params={{ collection: collection.name, id: String(id) }}>
      {content ?? t("unnamed")}
    </Link>
  );
}
