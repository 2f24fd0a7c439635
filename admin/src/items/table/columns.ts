/** Which columns a list shows, as `fields=` says it. */
import type { Collection, Field } from "@/api/model-types";
import { defaultColumns } from "./list-state";

/** Undefined for those that the list shows by itself: a URL says what is out of the ordinary. */
export function fieldsText(collection: Collection, columns: readonly string[]): string | undefined {
  const usual = defaultColumns(collection)
    .map((field) => field.name)
    .join(",");
  const text = columns.join(",");
  return text === usual || text === "" ? undefined : text;
}

/** Null where there is no such place. */
export function movedColumn(columns: readonly Field[], name: string, to: number): readonly string[] | null {
  const names = columns.map((field) => field.name);
  const from = names.indexOf(name);
  if (from < 0 || to < 0 || to >= names.length || from === to) return null;
  return names.toSpliced(from, 1).toSpliced(to, 0, name);
}
