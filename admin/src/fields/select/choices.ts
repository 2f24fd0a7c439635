import { labelOfJson } from "@/api/label";
import type { Field, Label } from "@/api/model-types";
import { asList, asObject, asText } from "@/lib/json";

export interface Choice {
  readonly name: string;
  readonly label: Label;
  readonly color: string | null;
}

export function choicesOf(field: Field): readonly Choice[] {
  return asList(field.options.options).flatMap((json) => {
    if (typeof json === "string") return [{ name: json, label: {}, color: null }];
    const { value, label, color } = asObject(json);
    const name = asText(value);
    return name === null ? [] : [{ name, label: labelOfJson(label), color: asText(color) }];
  });
}

export function isMultiple(field: Field): boolean {
  return field.options.multiple === true;
}
