/** Which fields can be changed outside of the form: of many items at once, or in a cell of a list. */
import type { Collection, Field } from "@/api/model-types";
import { definitionOf } from "@/fields/registry";
import { formFields, isWritable } from "@/items/form/layout";

export function writableFields(collection: Collection): readonly Field[] {
  if (collection.isView) return [];
  return formFields(collection).filter((field) => isWritable(collection, field, false));
}

/** Fields that can have the same value in many items: not what must be each one's own, and no items that would be taken from one another. */
export function sharedFields(collection: Collection): readonly Field[] {
  return writableFields(collection).filter(
    (field) =>
      !field.isUnique && field.kind !== "slug" && field.relation?.kind !== "o2m" && !definitionOf(field).isConfidential,
  );
}

/** Fields whose input fits into a cell. */
export function cellFields(collection: Collection): ReadonlySet<string> {
  const fitting = writableFields(collection).filter(
    (field) => definitionOf(field).fitsCell && (field.showIf ?? null) === null,
  );
  return new Set(fitting.map(({ name }) => name));
}
