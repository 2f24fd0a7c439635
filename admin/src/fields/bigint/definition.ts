import { defineField } from "../define-field";
import { bigintProblem, exactText } from "../exact";
import { lazyInput } from "../lazy-input";
import { ORDERED_OPERATORS } from "../operators";
import { TEXT_VALUE } from "../text-value";
import { BigintCell } from "./cell";

/** A text here and in JSON, so that no digit is lost. */
export const bigint = defineField<string>({
  type: "bigint",
  ...TEXT_VALUE,
  fromJson: exactText,
  validate: bigintProblem,
  Input: lazyInput(() => import("./input").then((module) => module.BigintInput)),
  Cell: BigintCell,
  operators: ORDERED_OPERATORS,
  align: "end",
  canSort: true,
  fitsCell: true,
  isCompact: true,
});
