/** What the server's options say of a text, checked the same way. */
import type { Field } from "@/api/model-types";
import { asNumber, asText } from "@/lib/json";
import type { FieldProblem } from "./define-field";

export function textProblem(value: string, field: Field): FieldProblem | null {
  return tooLong(value, field) ?? tooShort(value, field) ?? wrongForm(value, field);
}

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
