/** What a new item holds before anybody types: the model's defaults, and over them what the caller's role presets. */
import type { Item } from "@/api/items";
import type { Collection } from "@/api/model-types";
import { definitionOf } from "@/fields/registry";
import { formFields } from "./layout";

export function initialItem(collection: Collection): Item {
  const defaults = collection.fields
    .filter((field) => field.default !== null && !isMadeByServer(field.default))
    .map((field) => [field.name, field.default]);
  return { ...Object.fromEntries(defaults), ...collection.permissions.create.presets };
}

/** `$NOW` and the like. */
function isMadeByServer(json: unknown): boolean {
  return typeof json === "string" && /^\$[A-Z]/.test(json);
}

/** Where a new item begins that is made like another one: without what must be its own, and without what would be taken from the other. */
export function copyOf(collection: Collection, item: Item): Item {
  const copied = formFields(collection).filter(
    (field) =>
      !field.isUnique && field.kind !== "slug" && field.relation?.kind !== "o2m" && !definitionOf(field).isConfidential,
  );
  const pairs = copied.map((field) => [field.name, definitionOf(field).copy?.(item[field.name]) ?? item[field.name]]);
  return { ...initialItem(collection), ...Object.fromEntries(pairs) };
}
