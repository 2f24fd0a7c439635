/** Changes the manual order: the list shows it at once, the server follows. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Query } from "@/api/client";
import { type Item, type ItemId, type ItemPage, itemId } from "@/api/items";
import { keys } from "@/api/keys";
import { moveItem } from "@/api/many";
import type { Collection } from "@/api/model-types";
import { complain } from "@/components/undo/undo-store";
import { useErrorText } from "@/hooks/use-error-text";

export type Move = (item: ItemId, to: ItemId) => void;

/** `query`: of the page that shows the order. */
export function useMoving(collection: Collection, query: Query): Move {
  const client = useQueryClient();
  const describe = useErrorText();
  const key = keys.list(collection.name, query);
  const { mutate } = useMutation({
    // One after the other: each begins where the one before has ended.
    scope: { id: `order-${collection.name}` },
    mutationFn: ({ item, to }: { item: ItemId; to: ItemId }) => moveItem(collection, item, to),
    onMutate: ({ item, to }) => {
      client.setQueryData<ItemPage>(key, (before) =>
        before === undefined ? before : { ...before, items: moved(collection, before.items, item, to) },
      );
    },
    onError: (error) => complain(describe(error)),
    onSettled: () => client.invalidateQueries({ queryKey: keys.collection(collection.name) }),
  });
  return (item, to) => {
    if (item !== to) mutate({ item, to });
  };
}

export function moved(collection: Collection, items: readonly Item[], item: ItemId, to: ItemId): readonly Item[] {
  const at = items.findIndex((one) => itemId(collection, one) === item);
  const place = items.findIndex((one) => itemId(collection, one) === to);
  return at < 0 || place < 0 ? items : items.toSpliced(at, 1).toSpliced(place, 0, ...items.slice(at, at + 1));
}
