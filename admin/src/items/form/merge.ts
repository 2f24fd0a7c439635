/** Two people changed the same item: who changed what, field by field. */
import type { Item } from "@/api/items";
import type { Field } from "@/api/model-types";
import { definitionOf } from "@/fields/registry";
import { isSameJson } from "@/lib/json";
import type { FormStore } from "./form-store";

export interface Difference {
  readonly field: Field;
  readonly mine: unknown;
  readonly theirs: unknown;
  /** Who of the two changed it since the version that both began with. */
  readonly by: "me" | "them" | "both";
}

/** `isBaseKnown`: the form was opened with the version that was changed. A draft of an older one says nothing of what others did since. */
export function differencesOf(store: FormStore, theirs: Item, isBaseKnown = true): readonly Difference[] {
  return store.fields.flatMap((field): Difference[] => {
    const definition = definitionOf(field);
    const theirValue = definition.fromJson(theirs[field.name], field);
    const theirJson = definition.toJson(theirValue, field) ?? null;
    const isTheirChange = !isSameJson(theirJson, store.savedJson(field.name));
    const isMine = store.isChanged(field.name);
    if (!isTheirChange && !isMine) return [];
    if (isSameJson(theirJson, store.currentJson(field.name))) return [];
    const by = isMine && (isTheirChange || !isBaseKnown) ? "both" : isMine ? "me" : "them";
    return [{ field, mine: store.get(field.name), theirs: theirValue, by }];
  });
}
