/** The manual order of a collection: whether it can be changed in this list, and what leads to one in which it can. */
import type { Collection } from "@/api/model-types";
import { isTree } from "@/items/table/list-state";
import type { List } from "./use-list";

export interface Order {
  /** Null: it can be changed. `none`: there is no order, or it is not the caller's to change. */
  readonly obstacle: "none" | "sort" | "filter" | null;
  /** Leads to the list in which it can be changed. */
  readonly prepare: () => void;
}

export function orderOf({ collection, search, change }: List): Order {
  const sort = collection.orderField ?? undefined;
  return {
    obstacle: obstacleOf(collection, search),
    prepare: () => change({ sort, filter: undefined, search: undefined, layout: "flat" }),
  };
}

function obstacleOf(collection: Collection, state: List["search"]): Order["obstacle"] {
  const { orderField, isView, permissions } = collection;
  if (orderField === null || isView || !permissions.update.fields.has(orderField)) return "none";
  if (state.filter !== undefined || state.search !== undefined) return "filter";
  return state.sort === orderField && !isTree(collection, state) ? null : "sort";
}
