/** The order of a list, as `sort=` says it: keys, the first one first, with `-` where it goes down. */
import { titleFields } from "@/api/item-title";
import type { Field, Model } from "@/api/model-types";
import { definitionOf } from "@/fields/registry";

export interface SortKey {
  readonly path: string;
  readonly isDescending: boolean;
}

export function sortKeys(sort: string | undefined): readonly SortKey[] {
  const parts = sort?.split(",").filter((part) => part !== "") ?? [];
  return parts.map((part) => ({ path: part.replace(/^-/, ""), isDescending: part.startsWith("-") }));
}

/** What a column is sorted by; null where it has no order. A link goes by what names the item that it leads to. */
export function sortPath(field: Field, model: Model): string | null {
  if (definitionOf(field).canSort) return field.name;
  const { relation } = field;
  if (relation === null || relation.isMany || relation.kind === "m2a") return null;
  const target = model.collections.get(relation.targets[0] ?? "");
  const [name] = target === undefined ? [] : titleFields(target);
  const named = target?.fields.find((one) => one.name === name);
  return named !== undefined && definitionOf(named).canSort ? `${field.name}.${named.name}` : null;
}

/** One column after the other: up, down, not at all. `isAdded` keeps the keys that are there. */
export function toggledSort(sort: string | undefined, path: string, isAdded: boolean): string | undefined {
  const keys = sortKeys(sort);
  const before = keys.find((key) => key.path === path);
  const after = before === undefined ? [path] : before.isDescending ? [] : [`-${path}`];
  if (!isAdded) return text(before !== undefined && keys.length > 1 ? [path] : after);
  const written = keys.map((key) => `${key.isDescending ? "-" : ""}${key.path}`);
  if (before === undefined) return text([...written, ...after]);
  return text(written.flatMap((one, at) => (keys[at] === before ? after : one)));
}

function text(parts: readonly string[]): string | undefined {
  return parts.length === 0 ? undefined : parts.join(",");
}
