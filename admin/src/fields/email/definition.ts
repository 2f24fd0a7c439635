import { defineField } from "../define-field";
import { lazyFilter, lazyInput } from "../lazy-input";
import { TEXT_OPERATORS } from "../operators";
import { TextCell } from "../text-cell";
import { formed, TEXT_VALUE } from "../text-value";

export const email = defineField<string>({
  type: "email",
  ...TEXT_VALUE,
  validate: formed(/^[^\s@]+@[^\s@]+\.?[^\s@]+$/, "email"),
  Input: lazyInput(() => import("./input").then((module) => module.EmailInput)),
  Cell: TextCell,
  operators: TEXT_OPERATORS,
  FilterInput: lazyFilter(() => import("../line-filter").then((module) => module.LineFilter)),
  canSort: true,
  fitsCell: true,
});
