import { defineField } from "../define-field";
import { decimalProblem, exactText } from "../exact";
import { lazyInput } from "../lazy-input";
import { ORDERED_OPERATORS } from "../operators";
import { TEXT_VALUE } from "../text-value";
import { DecimalCell } from "./cell";

/** A text here and in JSON, so that no digit is lost. */
export const decimal = defineField<string>({
  type: "decimal",
  ...TEXT_VALUE,
  fromJson: exactText,
  validate: decimalProblem,
  Input: lazyInput(() => import("./input").then((module) => module.DecimalInput)),
  Cell: DecimalCell,
  operators: ORDERED_OPERATORS,
  align: "end",
  canSort: true,
  fitsCell: true,
  isCompact: true,
});
