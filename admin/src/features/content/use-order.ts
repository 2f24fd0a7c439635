/** The manual order of a collection: whether it can be changed now, and changing it. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Item, ItemId, ItemPage } from "@/api/items";
import { itemId } from "@/api/items";
import { keys } from "@/api/keys";
import { moveItem } from "@/api/many";
import type { Collection } from "@/api/model-types";
import { complain } from "@/components/undo/undo-store";
import { useErrorText } from "@/hooks/use-error-text";
import { isTree } from "@/items/table/list-state";
import type { List } from "./use-list";

export interface Order {
  /** Null: it can be changed. `none`: there is no order, or it is not the caller's to change. */
  readonly obstacle: "none" | "sort" | "filter" | null;
  /** Puts an item where another one is. */
  readonly move: (item: ItemId, to: ItemId) => void;
  /** Up or down by one place of the page. */
  readonly step: (item: ItemId, by: 1 | -1) => void;
  /** Leads to the list in which it can be changed. */
  readonly prepare: () => void;
}

export function useOrder(list: List): Order {
  const { collection, query, page, search, change } = list;
  const client = useQueryClient();
  const describe = useErrorText();
  const key = keys.list(collection.name, query);
  const moving = useMutation({
    // One after the other: each begins where the one before has ended.
    scope: { id: `order-${collection.name}` },
    mutationFn: ({ item, to }: { item: ItemId; to: ItemId }) => moveItem(collection, item, to),
    onMutate: ({ item, to }) =>
      client.setQueryData<ItemPage>(key, (before) =>
        before === undefined ? before : { ...before, items: moved(collection, before.items, item, to) },
      ),
    onError: (error) => complain(describe(error)),
    onSettled: () => client.invalidateQueries({ queryKey: keys.collection(collection.name) }),
  });
  const { mutate } = moving;
  const move = useCallback((item: ItemId, to: ItemId) => item !== to && mutate({ item, to }), [mutate]);
  const step = (item: ItemId, by: 1 | -1) => {
    const ids = (page.data?.items ?? []).map((one) => itemId(collection, one));
    const to = ids[ids.indexOf(item) + by];
    if (ids.includes(item) && to !== undefined && to !== null) move(item, to);
  };
  const prepare = () =>
    change({ sort: collection.orderField ?? undefined, filter: undefined, search: undefined, layout: "flat" });
  return { obstacle: obstacleOf(collection, search), move, step, prepare };
}

function obstacleOf(collection: Collection, state: List["search"]): Order["obstacle"] {
  const { orderField, isView, permissions } = collection;
  if (orderField === null || isView || !permissions.update.fields.has(orderField)) return "none";
  if (state.filter !== undefined || state.search !== undefined) return "filter";
  return state.sort === orderField && !isTree(collection, state) ? null : "sort";
}

export function moved(collection: Collection, items: readonly Item[], item: ItemId, to: ItemId): readonly Item[] {
  const at = items.findIndex((one) => itemId(collection, one) === item);
  const place = items.findIndex((one) => itemId(collection, one) === to);
  return at < 0 || place < 0 ? items : items.toSpliced(at, 1).toSpliced(place, 0, ...items.slice(at, at + 1));
}
