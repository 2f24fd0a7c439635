/** What all types have in common whose value is a text: empty is no text at all. */
import type { Field } from "@/api/model-types";
import { asText } from "@/lib/json";
import type { FieldProblem } from "./define-field";
import { textProblem } from "./text-rules";

export const TEXT_VALUE = {
  empty: "",
  fromJson: (json: unknown) => asText(json) ?? "",
  toJson: (value: string) => (value === "" ? null : value),
  isEmpty: (value: string) => value === "",
  validate: (value: string, field: Field): FieldProblem | null => textProblem(value, field),
} as const;

/** A text with a form of its own, which the pattern only approximates: the server stays the judge. */
export function formed(pattern: RegExp, key: FieldProblem["key"]) {
  return (value: string, field: Field): FieldProblem | null =>
    pattern.test(value) ? textProblem(value, field) : { key };
}
