/** How an item is named: by the collection's `display`, read through the field definitions. */

import { asObject } from "@/lib/json";
import { fillTemplate, templateFields } from "@/lib/text";
import type { Item } from "./items";
import type { Collection } from "./model-types";

/** What to ask the API for, so that `itemTitle` has what it needs. */
export function titleFields(collection: Collection): readonly string[] {
  return collection.display === null ? [collection.primaryKey] : templateFields(collection.display);
}

/** Empty when the item has nothing to be named by yet. */
export function itemTitle(collection: Collection, item: Item): string {
  const template = collection.display ?? `{{${collection.primaryKey}}}`;
  return fillTemplate(template, (path) => text(valueAt(item, path.split("."))));
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  const [name, ...rest] = path;
  return name === undefined ? value : valueAt(asObject(value)[name], rest);
}

function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
