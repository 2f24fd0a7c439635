/** `min` and `max` of values that compare as texts: ISO days, times and moments of one form. */
import type { Field } from "@/api/model-types";
import { asText } from "@/lib/json";
import type { FieldProblem } from "./define-field";

export function boundsProblem(
  value: string,
  field: Field,
  comparable: (text: string) => string | number = (text) => text,
  shown: (text: string) => string = (text) => text,
): FieldProblem | null {
  const min = asText(field.options.min);
  const max = asText(field.options.max);
  if (min !== null && comparable(value) < comparable(min)) return { key: "tooSmall", values: { min: shown(min) } };
  if (max !== null && comparable(value) > comparable(max)) return { key: "tooLarge", values: { max: shown(max) } };
  return null;
}
