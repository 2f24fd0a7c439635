/** What was changed last, over all collections that keep it: a small request for each, merged. */
import { useQueries } from "@tanstack/react-query";
import { titleFields } from "@/api/item-title";
import { type Item, listItems } from "@/api/items";
import { keys } from "@/api/keys";
import { useModel } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { asText } from "@/lib/json";

export interface RecentItem {
  readonly collection: Collection;
  readonly item: Item;
  readonly at: Date;
}

const EACH = 6;
const SHOWN = 8;

interface Wish {
  readonly collection: Collection;
  readonly dateField: string;
  readonly filter?: string;
}

export function useRecentlyEdited() {
  return useMerged(wishes(useModel().collections.values()));
}

/** What waits to be finished: items whose status is a draft. Of a person, those that he made or changed last. */
export function useDrafts() {
  const { collections, userId: id } = useModel();
  const drafts = wishes(collections.values()).filter(({ collection }) => hasDrafts(collection));
  const wanted = drafts.flatMap((wish) => {
    const people = id === null ? [] : peopleFields(wish.collection);
    const own = people.map((name) => ({ [name]: { _eq: id } }));
    if (id !== null && own.length === 0) return [];
    const filter = { _and: [{ status: { _eq: "draft" } }, ...(own.length === 0 ? [] : [{ _or: own }])] };
    return [{ ...wish, filter: JSON.stringify(filter) }];
  });
  return { ...useMerged(wanted), isOwn: id !== null };
}

function peopleFields(collection: Collection): readonly string[] {
  const readable = collection.permissions.read.fields;
  const stamps = collection.fields.filter(({ special }) => special.has("user-created") || special.has("user-updated"));
  return stamps.flatMap(({ name }) => (readable.has(name) ? [name] : []));
}

function wishes(collections: Iterable<Collection>): readonly Wish[] {
  return [...collections].flatMap((collection) => {
    const dated = collection.fields.find((field) => field.special.has("date-updated"));
    const isShown = !collection.isSystem && !collection.isSingleton && collection.permissions.read.access !== "none";
    const isReadable = dated !== undefined && collection.permissions.read.fields.has(dated.name);
    return isShown && isReadable ? [{ collection, dateField: dated.name }] : [];
  });
}

function hasDrafts(collection: Collection): boolean {
  const status = collection.fields.find((field) => field.name === "status" && field.kind === "select");
  const options = status?.options.options;
  return Array.isArray(options) && options.some((option) => option?.value === "draft");
}

function useMerged(wanted: readonly Wish[]) {
  const results = useQueries({
    queries: wanted.map(({ collection, dateField, filter }) => {
      const fields = [...new Set([collection.primaryKey, dateField, ...titleFields(collection)])].join(",");
      const query = { fields, filter, sort: `-${dateField}`, limit: String(EACH) };
      return {
        queryKey: keys.list(collection.name, query),
        queryFn: async ({ signal }: { signal: AbortSignal }) => {
          const { items } = await listItems(collection, query, signal);
          return items.flatMap((item): readonly RecentItem[] => {
            const at = new Date(asText(item[dateField]) ?? "");
            return Number.isNaN(at.getTime()) ? [] : [{ collection, item, at }];
          });
        },
      };
    }),
  });
  const items = results.flatMap((result) => result.data ?? []);
  const newest = items.sort((left, right) => right.at.getTime() - left.at.getTime()).slice(0, SHOWN);
  const error = results.find((result) => result.isError)?.error ?? null;
  return { items: newest, isPending: results.some((result) => result.isPending), error };
}
