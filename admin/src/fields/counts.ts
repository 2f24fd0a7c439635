import type { Field } from "@/api/model-types";
import { asNumber } from "@/lib/json";
import type { FieldProblem } from "./define-field";

/** `min_items` and `max_items`. */
export function countProblems(count: number, field: Field): readonly FieldProblem[] {
  const min = asNumber(field.options.min_items);
  const max = asNumber(field.options.max_items);
  if (min !== null && count < min) return [{ key: "tooFewItems", values: { min } }];
  return max !== null && count > max ? [{ key: "tooManyItems", values: { max } }] : [];
}
