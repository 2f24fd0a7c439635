import { VisuallyHidden } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Item, itemId } from "@/api/items";
import type { Collection, Field } from "@/api/model-types";
import { useLabel } from "@/hooks/use-label";
import { cellFields } from "@/items/actions/editable-fields";
import { RowMenuButton } from "@/items/actions/row-menu-button";
import { fieldsText, movedColumn } from "@/items/table/columns";
import { EditableCell } from "@/items/table/editable-cell";
import type { HeadTools } from "@/items/table/head-tools";
import { ItemTable } from "@/items/table/item-table";
import { toggledSort } from "@/items/table/sorting";
import { TableKeys } from "@/items/table/table-keys";
import { useWidths } from "@/items/table/widths";
import { Pager } from "./pager";
import type { List } from "./use-list";
import type { ListActions } from "./use-list-actions";

const ChoiceBar = lazy(() => import("@/items/actions/choice-bar").then((module) => ({ default: module.ChoiceBar })));

interface Props {
  readonly list: List;
  readonly actions: ListActions;
}

/** The list as a table, page by page. */
export function ListTable({ list, actions }: Props) {
  const { collection, columns, page } = list;
  const { base, choice, items } = actions;
  const { tools, said } = useHeadTools(list);
  const renderCell = useEditableCells(collection, columns);
  return (
    <TableKeys choice={choice} ids={items.flatMap((item) => itemId(collection, item) ?? [])}>
      <ItemTable
        collection={collection}
        columns={columns}
        items={items}
        tools={tools}
        isStale={page.isPlaceholderData}
        selection={choice}
        renderCell={renderCell}
        actions={(item) => <RowMenuButton base={base} item={item} />}
        link={(item, content) => <ItemLink collection={collection} item={item} content={content} />}
      />
      <VisuallyHidden aria-live="polite">{said}</VisuallyHidden>
      <Pager list={list} />
      <Suspense>
        {choice.chosen !== null && <ChoiceBar {...{ base, choice, items }} chosen={choice.chosen} count={list.count} />}
      </Suspense>
    </TableKeys>
  );
}

type RenderCell = (item: Item, field: Field, content: ReactNode) => ReactNode;

function useEditableCells(collection: Collection, columns: readonly Field[]): RenderCell {
  const editable = useMemo(() => cellFields(collection), [collection]);
  const first = columns.find(({ name }) => editable.has(name))?.name;
  return (item, field, content) =>
    editable.has(field.name) ? (
      <EditableCell collection={collection} item={item} field={field} isFirst={field.name === first}>
        {content}
      </EditableCell>
    ) : (
      content
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
