import type { Field } from "@/api/model-types";
import { asNumber, asText } from "@/lib/json";
import { defineField, type FieldProblem } from "../define-field";
import { lazyInput } from "../lazy-input";
import { TEXT_OPERATORS } from "../operators";
import { StringCell } from "./cell";

export const string = defineField<string>({
  type: "string",
  empty: "",
  fromJson: (json) => asText(json) ?? "",
  toJson: (value) => (value === "" ? null : value),
  isEmpty: (value) => value === "",
  validate: (value, field) => tooLong(value, field) ?? tooShort(value, field) ?? wrongForm(value, field),
  Input: lazyInput(() => import("./input").then((module) => module.StringInput)),
  Cell: StringCell,
  operators: TEXT_OPERATORS,
  canSort: true,
});

/** The server counts code points; so do we. */
function length(value: string): number {
  return [...value].length;
}

function tooLong(value: string, field: Field): FieldProblem | null {
  const max = asNumber(field.options.max_length);
  return max !== null && length(value) > max ? { key: "tooLong", values: { max } } : null;
}

function tooShort(value: string, field: Field): FieldProblem | null {
  const min = asNumber(field.options.min_length);
  return min !== null && length(value) < min ? { key: "tooShort", values: { min } } : null;
}

function wrongForm(value: string, field: Field): FieldProblem | null {
  const pattern = asText(field.options.pattern);
  return pattern !== null && !matches(value, pattern) ? { key: "pattern" } : null;
}

/** The server's expressions are Rust's; one that JavaScript cannot read is left to the server. */
function matches(value: string, pattern: string): boolean {
  try {
    return new RegExp(pattern, "u").test(value);
  } catch {
    return true;
  }
}
