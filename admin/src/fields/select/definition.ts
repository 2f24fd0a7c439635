import type { Field } from "@/api/model-types";
import { asNumber, asText, asTexts } from "@/lib/json";
import { defineField, type FieldProblem } from "../define-field";
import { lazyFilter, lazyInput } from "../lazy-input";
import { EQUAL_OPERATORS, LIST_OPERATORS } from "../operators";
import { SelectCell } from "./cell";
import { choicesOf, isMultiple } from "./choices";

/** What is chosen: one at most, unless the field is `multiple`. */
export const select = defineField<readonly string[]>({
  type: "select",
  empty: [],
  fromJson: (json) => (Array.isArray(json) ? asTexts(json) : [asText(json)].filter((text) => text !== null)),
  toJson: (value, field) => (value.length === 0 ? null : isMultiple(field) ? value : value[0]),
  isEmpty: (value) => value.length === 0,
  validate: check,
  Input: lazyInput(() => import("./input").then((module) => module.SelectInput)),
  Cell: SelectCell,
  operators: EQUAL_OPERATORS,
  operatorsFor: (field) => (isMultiple(field) ? LIST_OPERATORS : EQUAL_OPERATORS),
  FilterInput: lazyFilter(() => import("./filter").then((module) => module.SelectFilter)),
  canSort: true,
  fitsCell: true,
  isCompact: true,
});

function check(value: readonly string[], field: Field): FieldProblem | null {
  const known = new Set(choicesOf(field).map((choice) => choice.name));
  const min = asNumber(field.options.min_items);
  const max = asNumber(field.options.max_items);
  if (value.some((one) => !known.has(one))) return { key: "choice" };
  if (isMultiple(field) && min !== null && value.length < min) return { key: "tooFewItems", values: { min } };
  if (isMultiple(field) && max !== null && value.length > max) return { key: "tooManyItems", values: { max } };
  return null;
}
