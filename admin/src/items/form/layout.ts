/** Which fields a form shows, in which order. */
import type { Collection, Field } from "@/api/model-types";

export function formFields(collection: Collection): readonly Field[] {
  return collection.fields.filter((field) => !field.isHidden && !field.isKey && !isOfServer(field));
}

/** Written by the server at every write: shown beside the form, not in it. */
export function isOfServer(field: Field): boolean {
  return ["date-created", "date-updated", "user-created", "user-updated"].some((word) => field.special.has(word));
}

/** What the caller may not write is shown, read-only. */
export function isWritable(collection: Collection, field: Field, isNew: boolean): boolean {
  const permission = isNew ? collection.permissions.create : collection.permissions.update;
  return !field.isReadonly && permission.access !== "none" && permission.fields.has(field.name);
}
