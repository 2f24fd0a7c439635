/** The navigation's groups: as the models say, in the order in which they first appear; what has none comes last. */
import type { Collection, Model } from "@/api/model-types";

export interface NavigationGroup {
  readonly name: string | null;
  readonly collections: readonly Collection[];
}

export function groupsOf(model: Model): readonly NavigationGroup[] {
  const groups = new Map<string | null, Collection[]>();
  for (const collection of model.collections.values()) {
    if (collection.isSystem || collection.permissions.read.access === "none") continue;
    groups.set(collection.group, [...(groups.get(collection.group) ?? []), collection]);
  }
  const named = [...groups].map(([name, collections]) => ({ name, collections }));
  return named.sort((left, right) => Number(left.name === null) - Number(right.name === null));
}
