import { VisuallyHidden } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type ComponentType, lazy, type ReactNode, Suspense, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Item, itemId } from "@/api/items";
import type { Collection, Field } from "@/api/model-types";
import { Loading } from "@/components/loading/loading";
import { useLabel } from "@/hooks/use-label";
import { useTexts } from "@/i18n/use-texts";
import type { ActionsBase } from "@/items/actions/actions-base";
import { cellFields } from "@/items/actions/editable-fields";
import { RowMenuButton } from "@/items/actions/row-menu-button";
import { fieldsText, movedColumn } from "@/items/table/columns";
import { EditableCell } from "@/items/table/editable-cell";
import type { HeadTools } from "@/items/table/head-tools";
import { ItemTable, type Lead, type RowProps } from "@/items/table/item-table";
import { isTree } from "@/items/table/list-state";
import { toggledSort } from "@/items/table/sorting";
import { TableKeys } from "@/items/table/table-keys";
import { orderOf } from "./order";
import { Pager } from "./pager";
import type { List } from "./use-list";
import type { ListActions } from "./use-list-actions";

const ChoiceBar = lazy(() => import("@/items/actions/choice-bar").then((module) => ({ default: module.ChoiceBar })));
const OrderedRows = lazy(() =>
  import("@/items/table/ordered-rows").then((module) => ({ default: module.OrderedRows })),
);
const TreeTable = lazy(() => import("@/items/table/tree-table").then((module) => ({ default: module.TreeTable })));

interface Props {
  readonly list: List;
  readonly actions: ListActions;
}

/** The list as a table, page by page, or as a tree. */
export function ListTable({ list, actions }: Props) {
  const { collection, query, search } = list;
  const { items, isHidden } = actions;
  if (isTree(collection, search)) {
    return (
      <Suspense fallback={<Loading />}>
        <TreeTable collection={collection} query={query} isHidden={isHidden}>
          {(parts) => <Rows list={list} actions={actions} {...parts} role="treegrid" />}
        </TreeTable>
      </Suspense>
    );
  }
  const plain = <Rows list={list} actions={actions} items={items} />;
  return (
    <>
      {orderOf(list).obstacle === null ? (
        <Suspense fallback={plain}>
          <OrderedRows collection={collection} items={items} query={query}>
            {(parts) => <Rows list={list} actions={actions} items={items} {...parts} />}
          </OrderedRows>
        </Suspense>
      ) : (
        plain
      )}
      <Pager list={list} />
    </>
  );
}

interface RowsProps extends Props {
  readonly items: readonly Item[];
  readonly renderRow?: ComponentType<RowProps>;
  readonly lead?: Lead | undefined;
  readonly role?: "treegrid";
  readonly step?: ActionsBase["step"];
  /** Around the first cell. */
  readonly stem?: (item: Item, content: ReactNode) => ReactNode;
}

function Rows({ list, actions, items, stem, step = null, ...parts }: RowsProps) {
  const { collection, columns, page, count } = list;
  const { choice } = actions;
  const base: ActionsBase = { ...actions.base, step };
  const labelOf = useLabel();
  const { tools, said } = useHeadTools(list);
  const renderCell = useEditableCells(collection, columns, stem);
  const ids = items.flatMap((item) => itemId(collection, item) ?? []);
  return (
    <TableKeys choice={choice} ids={ids}>
      <ItemTable
        {...parts}
        collection={collection}
        label={labelOf(collection)}
        columns={columns}
        items={items}
        tools={tools}
        isStale={page.isPlaceholderData}
        selection={{ ...choice, toggle: (id, isRange) => choice.toggleIn(ids, id, isRange) }}
        renderCell={renderCell}
        actions={(item) => <RowMenuButton base={base} item={item} />}
        link={(item, content) => <ItemLink collection={collection} item={item} content={content} />}
      />
      <VisuallyHidden aria-live="polite">{said}</VisuallyHidden>
      <Suspense>
        {choice.chosen !== null && <ChoiceBar {...{ base, choice, items, count }} chosen={choice.chosen} />}
      </Suspense>
    </TableKeys>
  );
}

type RenderCell = (item: Item, field: Field, content: ReactNode) => ReactNode;

function useEditableCells(collection: Collection, columns: readonly Field[], stem: RowsProps["stem"]): RenderCell {
  const editable = useMemo(() => cellFields(collection), [collection]);
  const first = columns.find(({ name }) => editable.has(name))?.name;
  return (item, field, content) => {
    const shown = editable.has(field.name) ? (
      <EditableCell collection={collection} item={item} field={field} isFirst={field.name === first}>
        {content}
      </EditableCell>
    ) : (
      content
    );
    return stem !== undefined && field === columns[0] ? stem(item, shown) : shown;
  };
}

/** `said`: what happened, for who does not see it. */
function useHeadTools({ collection, columns, columnWidths, search, change }: List): { tools: HeadTools; said: string } {
  const { t } = useTranslation("lists");
  const labelOf = useLabel();
  const { widths, resize } = columnWidths;
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
  const t = useTexts();
  const id = itemId(collection, item);
  if (id === null) return content;
  return (
    <Link to="/content/$collection/$id" params={{ collection: collection.name, id: String(id) }}>
      {content ?? t("form:unnamed")}
    </Link>
  );
}
