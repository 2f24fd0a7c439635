/** Entries of the log with the titles of the items that they are about: the log knows keys, people know titles. */
import { ACTIVITY, activityFields, type Entry, entryOf, ITEM_ACTIONS } from "@/api/activity";
import { fileOf } from "@/api/files";
import { itemTitle, titleFields } from "@/api/item-title";
import { itemId, listItems } from "@/api/items";
import type { Collection, Model } from "@/api/model-types";
import { type ActivitySearch, activityFilter } from "./search";

export interface ToldEntry {
  readonly entry: Entry;
  /** Null when nobody knows it any more. */
  readonly title: string | null;
  /** The item is there, and the caller may see it. */
  readonly isThere: boolean;
}

export interface ActivityPage {
  readonly entries: readonly ToldEntry[];
  readonly nextCursor: string | null;
}

const CONTENT_ONLY = [{ action: { _in: [...ITEM_ACTIONS] } }, { origin: { _neq: "server" } }];

interface Wish {
  readonly search: ActivitySearch;
  readonly limit: number;
  /** `*` is the first page. */
  readonly cursor?: string;
  /** Only what people and programs did to items: neither sign-ins nor what the server does by itself. */
  readonly isContentOnly?: boolean;
}

export async function loadActivity(model: Model, wish: Wish, signal?: AbortSignal): Promise<ActivityPage> {
  const collection = model.collections.get(ACTIVITY);
  if (collection === undefined) return { entries: [], nextCursor: null };
  const query = {
    fields: activityFields(model),
    filter: activityFilter(wish.search, new Date(), wish.isContentOnly === true ? CONTENT_ONLY : []),
    sort: "-timestamp",
    limit: String(wish.limit),
    cursor: wish.cursor,
  };
  const page = await listItems(collection, query, signal);
  const entries = page.items.flatMap((item) => entryOf(item) ?? []);
  const titles = await titlesOf(model, entries, signal);
  return { entries: entries.map((entry) => told(model, entry, titles)), nextCursor: page.nextCursor };
}

type Titles = ReadonlyMap<string, string>;

function nameOf(collection: string | null, item: string | null): string {
  return `${collection}/${item}`;
}

function told(model: Model, entry: Entry, titles: Titles): ToldEntry {
  const title = titles.get(nameOf(entry.collection, entry.item));
  const collection = model.collections.get(entry.collection ?? "");
  return { entry, title: title ?? titleOfChanges(collection, entry), isThere: title !== undefined };
}

/** An item that is gone is named by what was written into it, if that was enough for a name. */
function titleOfChanges(collection: Collection | undefined, { changes }: Entry): string | null {
  if (collection === undefined || collection.display === null) return null;
  const isWhole = titleFields(collection).every((name) => typeof changes[name] === "string");
  return isWhole ? itemTitle(collection, changes) : null;
}

/** One request for each collection. One that is refused or fails only leaves its items without titles. */
async function titlesOf(model: Model, entries: readonly Entry[], signal?: AbortSignal): Promise<Titles> {
  const wanted = new Map<Collection, Set<string>>();
  for (const { collection: name, item } of entries) {
    const collection = model.collections.get(name ?? "");
    if (collection === undefined || item === null || collection.permissions.read.access === "none") continue;
    wanted.set(collection, (wanted.get(collection) ?? new Set()).add(item));
  }
  const found = await Promise.all(
    [...wanted].map(([collection, ids]) => titlesIn(collection, [...ids], signal).catch(() => [])),
  );
  return new Map(found.flat());
}

async function titlesIn(
  collection: Collection,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<readonly (readonly [string, string])[]> {
  const readable = collection.permissions.read.fields;
  const names = new Set([collection.primaryKey, ...titleFields(collection), ...(NAMED_BY[collection.name] ?? [])]);
  const query = {
    fields: [...names].filter((name) => readable.has(name.split(".")[0] ?? "")).join(","),
    filter: JSON.stringify({ [collection.primaryKey]: { _in: ids } }),
    limit: String(ids.length),
  };
  const { items } = await listItems(collection, query, signal);
  return items.map((item) => {
    const title = collection.name === "quintet_files" ? fileOf(item).title : itemTitle(collection, item);
    const named = title === "" && typeof item.email === "string" ? item.email : title;
    return [nameOf(collection.name, String(itemId(collection, item))), named] as const;
  });
}

/** Where the title of the model may be empty. */
const NAMED_BY: Readonly<Record<string, readonly string[]>> = {
  quintet_files: ["title", "filename_download"],
  quintet_users: ["email"],
};
