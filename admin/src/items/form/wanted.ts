import type { Collection, Model } from "@/api/model-types";
import { definitionOf } from "@/fields/registry";
import { formFields } from "./layout";

/** `fields=` of an item for its form: everything, and of what it links to enough for titles. */
export function wantedFields(collection: Collection, model: Model): string {
  const shown = [
    ...formFields(collection),
    ...collection.fields.filter((field) => field.relation?.targets.includes("quintet_users")),
  ];
  const nested = shown.flatMap((field) => {
    const below = definitionOf(field).formFields?.(field, model) ?? [];
    return below.map((name) => `${field.name}.${name}`);
  });
  return ["*", ...new Set(nested)].join(",");
}
