/** A tree as the rows that are in sight: what is open has its children below it, one step further in. */
import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Query } from "@/api/client";
import { type Item, type ItemId, type ItemPage, itemId, listItems } from "@/api/items";
import { keys } from "@/api/keys";
import type { Collection } from "@/api/model-types";
import { asNumber } from "@/lib/json";

export interface TreeNode {
  readonly item: Item;
  readonly id: ItemId;
  readonly parent: TreeNode | null;
  /** From 1. */
  readonly level: number;
  readonly at: number;
  readonly siblings: number;
  /** Unknown where the model has no name for the children: then it may have some. */
  readonly mayHaveChildren: boolean;
  readonly isOpen: boolean;
  readonly isLoading: boolean;
}

export interface Tree {
  readonly nodes: readonly TreeNode[];
  readonly isPending: boolean;
  readonly error: unknown;
  readonly retry: () => void;
  /** A parent has more children than are shown. */
  readonly isCut: boolean;
}

/** How many children the server counts for each item: `children_count`, where the relation has a name on its other side. */
function childCount(collection: Collection): string | null {
  const parent = collection.fields.find(({ name }) => name === collection.treeField);
  return parent?.relation?.inverse?.field ?? null;
}

export function branchQuery(collection: Collection, query: Query, parent: ItemId | null, limit: number): Query {
  const field = collection.treeField ?? "";
  const count = childCount(collection);
  const fields = [query.fields, count === null ? undefined : `count(${count})`].filter((part) => part !== undefined);
  const filter = { [field]: parent === null ? { _null: true } : { _eq: parent } };
  return {
    fields: fields.join(","),
    sort: query.sort,
    filter: JSON.stringify(filter),
    limit: String(limit),
    cursor: "*",
  };
}

export function useTree(collection: Collection, query: Query, open: ReadonlySet<ItemId>, limit: number): Tree {
  const parents = useMemo<readonly (ItemId | null)[]>(() => [null, ...open], [open]);
  const branches = useQueries({
    queries: parents.map((parent) => {
      const asked = branchQuery(collection, query, parent, limit);
      return {
        queryKey: keys.list(collection.name, asked),
        queryFn: ({ signal }: { signal: AbortSignal }) => listItems(collection, asked, signal),
      };
    }),
  });
  const pages = new Map(parents.map((parent, at) => [parent, branches[at]?.data]));
  const failed = branches.find(({ isError }) => isError);
  return {
    nodes: nodesOf(collection, pages, open),
    isPending: branches[0]?.isPending === true,
    error: failed?.error ?? null,
    retry: () => {
      for (const branch of branches) if (branch.isError) void branch.refetch();
    },
    isCut: branches.some(({ data }) => data !== undefined && data.nextCursor !== null),
  };
}

/** `pages`: the children of the root (null) and of each open item, as far as they have come. */
export function nodesOf(
  collection: Collection,
  pages: ReadonlyMap<ItemId | null, ItemPage | undefined>,
  open: ReadonlySet<ItemId>,
): readonly TreeNode[] {
  const count = childCount(collection);
  const below = (parent: TreeNode | null): readonly TreeNode[] => {
    const items = pages.get(parent?.id ?? null)?.items ?? [];
    return items.flatMap((item, at): readonly TreeNode[] => {
      const id = itemId(collection, item);
      // A tree with a circle in it would never end.
      if (id === null || isAbove(parent, id)) return [];
      const children = count === null ? null : asNumber(item[`${count}_count`]);
      const isOpen = open.has(id) && children !== 0;
      const node: TreeNode = {
        item,
        id,
        parent,
        level: (parent?.level ?? 0) + 1,
        at,
        siblings: items.length,
        mayHaveChildren: children !== 0,
        isOpen,
        isLoading: isOpen && pages.get(id) === undefined,
      };
      return isOpen ? [node, ...below(node)] : [node];
    });
  };
  return below(null);
}

export function isAbove(node: TreeNode | null, id: ItemId): boolean {
  return node !== null && (node.id === id || isAbove(node.parent, id));
}

/** Where the keys lead: further in is under the one before it, further out is beside its parent. Undefined: nowhere. */
export function steppedParent(
  nodes: readonly TreeNode[],
  node: TreeNode,
  step: "in" | "out",
): ItemId | null | undefined {
  if (step === "out") return node.parent === null ? undefined : (node.parent.parent?.id ?? null);
  const before = nodes.filter((one) => one.parent?.id === node.parent?.id && one.at === node.at - 1)[0];
  return before?.id;
}
