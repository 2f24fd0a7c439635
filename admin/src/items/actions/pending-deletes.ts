/** What is deleted and can still be taken back: gone from every list, and still with the server until time is over. */
import type { ItemId } from "@/api/items";
import { useSignal } from "@/hooks/use-signal";
import { Signal } from "@/lib/signal";

interface Pending {
  readonly collection: string;
  readonly ids: readonly ItemId[];
}

const pending = new Signal<readonly Pending[]>([]);

/** Takes items out of the lists; what it gives brings them back. */
export function hideItems(collection: string, ids: readonly ItemId[]): () => void {
  const one: Pending = { collection, ids };
  pending.set([...pending.get(), one]);
  return () => pending.set(pending.get().filter((other) => other !== one));
}

/** Whether an item of the collection is hidden, and how many are. */
export function useHidden(collection: string): { readonly isHidden: (id: ItemId | null) => boolean; count: number } {
  const all = useSignal(pending);
  const ids = new Set(all.flatMap((one) => (one.collection === collection ? one.ids : [])));
  return { isHidden: (id) => id !== null && ids.has(id), count: ids.size };
}
