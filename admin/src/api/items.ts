/** Items of any collection. What they hold is read through the field definitions, so an item is a bag of unknowns here. */
import { asNumber, asObject, asText } from "@/lib/json";
import { type Query, type RequestOptions, request, requestWhole } from "./client";
import type { Collection } from "./model-types";

export type Item = Readonly<Record<string, unknown>>;
export type ItemId = string | number;

export interface ItemPage {
  readonly items: readonly Item[];
  readonly total: number | null;
  readonly matching: number | null;
  readonly estimate: Count | null;
  readonly nextCursor: string | null;
}

export interface Count {
  readonly value: number;
  /** Else about so many: the server counted as far as it is cheap, and guessed. */
  readonly isExact: boolean;
}

/** Up to here, `estimated_count` is exact. */
const COUNTED = 10_000;

export interface LoadedItem {
  readonly item: Item;
  /** For `If-Match`: the version that was seen. */
  readonly etag: string | null;
}

export async function listItems(collection: Collection, query: Query, signal?: AbortSignal): Promise<ItemPage> {
  const answer = await requestWhole("GET", collection.itemsPath, withSignal({ query }, signal));
  const meta = asObject(answer.meta);
  return {
    items: Array.isArray(answer.data) ? answer.data.map(asObject) : [],
    total: asNumber(meta.total_count),
    matching: asNumber(meta.filter_count),
    estimate: countOf(asNumber(meta.estimated_count)),
    nextCursor: asText(meta.next_cursor),
  };
}

function countOf(value: number | null): Count | null {
  return value === null ? null : { value, isExact: value <= COUNTED };
}

export async function readItem(
  collection: Collection,
  id: ItemId | null,
  query: Query,
  signal?: AbortSignal,
): Promise<LoadedItem> {
  const answer = await requestWhole("GET", itemPath(collection, id), withSignal({ query }, signal));
  return { item: asObject(answer.data), etag: answer.etag };
}

export async function createItem(collection: Collection, body: Item, query: Query = {}): Promise<LoadedItem> {
  const answer = await requestWhole("POST", collection.itemsPath, { body, query });
  return { item: asObject(answer.data), etag: answer.etag };
}

/** `seen` is the ETag of the version that was changed; another one on the server answers 412. */
export async function updateItem(
  collection: Collection,
  id: ItemId | null,
  body: Item,
  options: { readonly seen?: string | null; readonly query?: Query } = {},
): Promise<LoadedItem> {
  const headers: Record<string, string> = {};
  if (options.seen !== undefined && options.seen !== null) headers["if-match"] = options.seen;
  const answer = await requestWhole("PATCH", itemPath(collection, id), { body, headers, query: options.query ?? {} });
  return { item: asObject(answer.data), etag: answer.etag };
}

export async function deleteItems(collection: Collection, ids: readonly ItemId[]): Promise<void> {
  await request("DELETE", collection.itemsPath, { body: ids });
}

export async function updateItems(
  collection: Collection,
  ids: readonly ItemId[],
  data: Item,
): Promise<readonly Item[]> {
  const written = await request("PATCH", collection.itemsPath, { body: { keys: ids, data } });
  return Array.isArray(written) ? written.map(asObject) : [];
}

export function itemId(collection: Collection, item: Item): ItemId | null {
  const id = item[collection.primaryKey];
  return typeof id === "string" || typeof id === "number" ? id : null;
}

/** The item of a singleton has no id in its path. */
function itemPath(collection: Collection, id: ItemId | null): string {
  return id === null ? collection.itemsPath : `${collection.itemsPath}/${encodeURIComponent(id)}`;
}

function withSignal(options: RequestOptions, signal: AbortSignal | undefined): RequestOptions {
  return signal === undefined ? options : { ...options, signal };
}
