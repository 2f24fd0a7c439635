import type { Field } from "@/api/model-types";
import { asNumber } from "@/lib/json";
import { defineField, type FieldProblem } from "../define-field";
import { lazyInput } from "../lazy-input";
import { ORDERED_OPERATORS } from "../operators";
import { FloatCell } from "./cell";

/** Text while it is typed that is no number yet ("-"). */
export type FloatValue = number | string;

export const float = defineField<FloatValue>({
  type: "float",
  empty: "",
  fromJson: (json) => asNumber(json) ?? "",
  toJson: (value) => (value === "" ? null : value),
  isEmpty: (value) => value === "",
  validate: check,
  Input: lazyInput(() => import("./input").then((module) => module.FloatInput)),
  Cell: FloatCell,
  operators: ORDERED_OPERATORS,
  align: "end",
  canSort: true,
  fitsCell: true,
  isCompact: true,
});

function check(value: FloatValue, field: Field): FieldProblem | null {
  const min = asNumber(field.options.min);
  const max = asNumber(field.options.max);
  if (typeof value !== "number") return { key: "notNumber" };
  if (min !== null && value < min) return { key: "tooSmall", values: { min } };
  if (max !== null && value > max) return { key: "tooLarge", values: { max } };
  return null;
}
