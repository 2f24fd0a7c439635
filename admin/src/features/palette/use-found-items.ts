/** Items of all collections that match what was typed: one small request for each collection that can be searched, a few at a time. */
import { useQueries } from "@tanstack/react-query";
import { titleFields } from "@/api/item-title";
import { type Item, listItems } from "@/api/items";
import { keys } from "@/api/keys";
import { useModel } from "@/api/model-context";
import type { Collection } from "@/api/model-types";

export interface FoundItem {
  readonly collection: Collection;
  readonly item: Item;
}

const EACH = 4;
const SHORTEST = 2;

export function useFoundItems(typed: string): { readonly found: readonly FoundItem[]; readonly isSearching: boolean } {
  const model = useModel();
  const isWanted = typed.trim().length >= SHORTEST;
  const searched = isWanted ? [...model.collections.values()].filter(canBeSearched) : [];
  const results = useQueries({
    queries: searched.map((collection) => {
      const fields = [...new Set([collection.primaryKey, ...titleFields(collection)])].join(",");
      const query = { search: typed.trim(), fields, limit: String(EACH) };
      return {
        queryKey: keys.list(collection.name, query),
        queryFn: async ({ signal }: { signal: AbortSignal }) => ({
          collection,
          items: (await listItems(collection, query, signal)).items,
        }),
        staleTime: 30_000,
        retry: false,
      };
    }),
  });
  const found = results.flatMap(
    (result) => result.data?.items.map((item) => ({ collection: result.data.collection, item })) ?? [],
  );
  return { found, isSearching: results.some((result) => result.isFetching) };
}

/** Of the server's own collections, people are looked for by name. */
function canBeSearched(collection: Collection): boolean {
  if (collection.isSystem && collection.name !== "quintet_users") return false;
  const isReadable = collection.permissions.read.access !== "none";
  return isReadable && !collection.isSingleton && collection.fields.some((field) => field.isSearchable);
}
