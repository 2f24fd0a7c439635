import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type Item, itemId } from "@/api/items";
import type { Collection } from "@/api/model-types";
import { ItemTable } from "@/items/table/item-table";
import { Pager } from "./pager";
import type { List } from "./use-list";

interface Props {
  readonly list: List;
  readonly items: readonly Item[];
}

/** The list as a table, page by page. */
export function ListTable({ list, items }: Props) {
  const { collection, columns, search, query, page } = list;
  return (
    <>
      <ItemTable
        collection={collection}
        columns={columns}
        items={items}
        link={(item, content) => <ItemLink collection={collection} item={item} content={content} />}
      />
      <Pager search={search} matching={page.data?.matching ?? null} limit={Number(query.limit)} />
    </>
  );
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
