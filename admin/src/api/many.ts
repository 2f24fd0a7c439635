/** Many items of a collection at once: by their keys, or whatever a query finds. */
import { type Query, request } from "./client";
import { type Count, type Item, type ItemId, listItems } from "./items";
import type { Collection } from "./model-types";

/** `query` is a list's `filter` and `search`, as texts; `count` is how many items it found when it was chosen, if that was known. */
export type Chosen =
  | { readonly kind: "keys"; readonly ids: readonly ItemId[] }
  | { readonly kind: "query"; readonly query: Query; readonly count: Count | null };

export function countOf(chosen: Chosen): Count | null {
  return chosen.kind === "keys" ? { value: chosen.ids.length, isExact: true } : chosen.count;
}

/** A filter that finds what is chosen. One that filters nothing is refused where things are written, so all items are those with a key. */
export function queryOf(
  collection: Collection,
  chosen: Chosen,
): { readonly filter: unknown; readonly search?: string } {
  if (chosen.kind === "keys") return { filter: { [collection.primaryKey]: { _in: chosen.ids } } };
  const { filter, search } = chosen.query;
  const isAll = filter === undefined && search === undefined;
  return {
    filter: isAll ? { [collection.primaryKey]: { _nnull: true } } : JSON.parse(filter ?? "{}"),
    ...(search === undefined ? {} : { search }),
  };
}

export async function updateChosen(collection: Collection, chosen: Chosen, data: Item): Promise<void> {
  const which = chosen.kind === "keys" ? { keys: chosen.ids } : { query: queryOf(collection, chosen) };
  await request("PATCH", collection.itemsPath, { body: { ...which, data }, query: { fields: collection.primaryKey } });
}

/** Each item with its key and what is changed of it. */
export async function updateEach(collection: Collection, items: readonly Item[]): Promise<void> {
  await request("PATCH", collection.itemsPath, { body: items, query: { fields: collection.primaryKey } });
}

export async function deleteChosen(collection: Collection, chosen: Chosen, outlivesPage = false): Promise<void> {
  const body = chosen.kind === "keys" ? chosen.ids : { query: queryOf(collection, chosen) };
  await request("DELETE", collection.itemsPath, { body, outlivesPage });
}

/** In the manual order: `item` comes to where `to` is. */
export async function moveItem(collection: Collection, item: ItemId, to: ItemId): Promise<void> {
  await request("POST", `/utils/sort/${collection.name}`, { body: { item, to } });
}

/** The items of the keys; those that are gone are left out. Asked in pieces, because keys make addresses long. */
export async function readMany(
  collection: Collection,
  ids: readonly ItemId[],
  fields: string,
  more: Query = {},
): Promise<readonly Item[]> {
  const pieces = Array.from({ length: Math.ceil(ids.length / PIECE) }, (_, at) =>
    ids.slice(at * PIECE, (at + 1) * PIECE),
  );
  const pages = await Promise.all(
    pieces.map((piece) =>
      listItems(collection, {
        ...more,
        fields,
        filter: JSON.stringify({ [collection.primaryKey]: { _in: piece } }),
        limit: String(PIECE),
      }),
    ),
  );
  return pages.flatMap(({ items }) => items);
}

const PIECE = 50;
