/** What fields held before a change: the log has each value when it was written, so the entry before that names a field tells it. */
import { ACTIVITY, type Entry } from "@/api/activity";
import { listItems } from "@/api/items";
import type { Model } from "@/api/model-types";
import { asObject, type JsonObject } from "@/lib/json";

/** How far back is looked. What was written longer ago is not known, as is what is older than the log. */
const FAR = "60";

export async function loadBefore(model: Model, entry: Entry, signal?: AbortSignal): Promise<JsonObject> {
  const collection = model.collections.get(ACTIVITY);
  if (collection === undefined || entry.collection === null || entry.item === null) return {};
  const filter = {
    collection: { _eq: entry.collection },
    item: { _eq: entry.item },
    action: { _in: ["create", "update"] },
    timestamp: { _lt: entry.at.toISOString() },
  };
  const query = { fields: "changes", filter: JSON.stringify(filter), sort: "-timestamp", limit: FAR };
  const { items } = await listItems(collection, query, signal);
  return valuesBefore(
    items.map(({ changes }) => asObject(changes)),
    Object.keys(entry.changes),
  );
}

/** `older`: newest first. */
export function valuesBefore(older: readonly JsonObject[], names: readonly string[]): JsonObject {
  const known = names.flatMap((name) => {
    const told = older.find((changes) => Object.hasOwn(changes, name));
    return told === undefined ? [] : [[name, told[name]] as const];
  });
  return Object.fromEntries(known);
}
